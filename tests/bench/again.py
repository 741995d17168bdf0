#!/usr/bin/env python3
"""What a run costs where nothing changed, and where one report in a hundred did: CPU seconds beside those of the first run.

usage: again.py BAOGAO [COPIES [FORMATS]]     COPIES (default 20) of the corpus, or of samples/, make the load
The first should be at most 0.05 of it, the second at most 0.15 (CSV, one thread).
"""
import os
import resource
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def seconds(*command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    baogao, copies = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "20"
    formats = sys.argv[3] if len(sys.argv) > 3 else "csv"
    with tempfile.TemporaryDirectory() as folder:
        load, out = os.path.join(folder, "load"), os.path.join(folder, "out")
        subprocess.run([sys.executable, os.path.join(HERE, "load.py"), load, copies], check=True, stdout=subprocess.DEVNULL)
        command = [baogao, "convert", load, "-o", out, "--format", formats, "-j", "1", "--quiet"]
        first, none = seconds(*command), seconds(*command)
        names = sorted(os.path.join(path, name) for path, _, files in os.walk(load) for name in files)
        for name in names[::100]:
            with open(name, "ab") as file:
                file.write("\n今年粮食产量增长3.7%。\n".encode())
        some = seconds(*command)
    print(f"{len(names)} reports, {formats}: {first:.2f} s; nothing changed {none / first:.3f} of it; {len(names[::100])} changed {some / first:.3f}")


main()

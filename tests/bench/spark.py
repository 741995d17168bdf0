#!/usr/bin/env python3
"""What Spark and the pipe cost over `convert -j 2`, and what a second core gains: seconds on the clock and of all
processors, over so many MiB of distinct reports (load.py).

usage: BAOGAO=build/release/baogao build/spark/bin/python tests/bench/spark.py [MIB] [FOLDER]
FOLDER keeps the documents and what is made of them; default: 200 MiB in a folder that goes away."""
import ctypes
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PACKAGE = os.path.join(TOP, "pipeline", "spark")
PR_SET_CHILD_SUBREAPER = 36


def inputs_of(folder, mebibytes):
    sys.path.insert(0, os.path.join(TOP, "tests", "bench"))
    from load import distinct, texts
    sources, seen, written, number = list(texts()), set(), 0, 0
    while written < mebibytes << 20:
        copy, place = divmod(number, len(sources))
        name, text = sources[place]
        path = os.path.join(folder, f"{copy:05}", name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            written += file.write(distinct(text, copy, seen).encode())
        number += 1
    return number, written


def measured(*words, **options):
    """Seconds on the clock, and of the processors by all processes that it started, those included that outlive it."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(words, capture_output=True, text=True, **options)
    clock = time.monotonic() - start
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            break
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode in (0, 1), done.stderr[-3000:]
    return clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(mebibytes, folder):
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    inputs = os.path.join(folder, "inputs")
    if not os.path.isdir(inputs):
        print("%d documents, %d bytes" % inputs_of(inputs, mebibytes), flush=True)
    program = os.path.abspath(os.environ.get("BAOGAO", "baogao"))
    environment = {**os.environ, "BAOGAO": program, "PYTHONPATH": PACKAGE, "PYSPARK_PYTHON": sys.executable,
                   "PYSPARK_DRIVER_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    submit = os.path.join(os.path.dirname(sys.executable), "spark-submit")
    rows = []
    for name, words in {
        "convert -j 2 --format csv": [program, "convert", inputs, "-o", os.path.join(folder, "done"), "--format", "csv", "-j", "2", "--all", "--quiet"],
        **{f"Spark, {n} cores" if n > 1 else "Spark, 1 core":
           [submit, "--master", f"local[{n}]", "--driver-memory", "3g", "--conf", "spark.ui.enabled=false",
            # The rows pass the JVM by: its second compiler costs more than it gains.
            "--driver-java-options", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
            os.path.join(PACKAGE, "baogao", "job.py"), inputs, "--out", os.path.join(folder, f"store{n}")] for n in (2, 1)},
    }.items():
        shutil.rmtree(words[-1] if "job.py" in str(words) else os.path.join(folder, "none"), ignore_errors=True)
        clock, processors = measured(*words, env=environment)
        rows.append((clock, processors))
        print(f"{name}: {clock:.1f} s, {processors:.1f} s of processors (load {os.getloadavg()[0]:.1f})", flush=True)
    print(f"Spark over convert: {rows[1][0] / rows[0][0] - 1:+.0%} on the clock, {rows[1][1] / rows[0][1] - 1:+.0%} of processors; "
          f"two cores {rows[2][0] / rows[1][0]:.2f} times one")


if __name__ == "__main__":
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    if len(sys.argv) > 2:
        main(size, sys.argv[2])
    else:
        with tempfile.TemporaryDirectory(prefix="baogao-bench-") as temporary:
            main(size, temporary)

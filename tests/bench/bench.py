#!/usr/bin/env python3
"""Measures baogao against its peers and prints a table of ratios: min, median, max of the runs.

usage: bench.py BAOGAO BARE_XLSX [--runs N] [--rows NAME,...]
Times are wall time of the whole process; both sides of a ratio run in turn, so that the machine's moods hit both.
"""
import argparse
import glob
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SHARED = os.path.join(HERE, "..", "..", "..", "shared")
NULL = subprocess.DEVNULL


def seconds(command, **options):
    begin = time.perf_counter()
    subprocess.run(command, stdout=NULL, stderr=NULL, check=True, **options)
    return time.perf_counter() - begin


def ratios(runs, ours, peer):
    """Ours over the peer's, run in turn; the first pair only warms the caches."""
    pairs = [(ours(), peer()) for _ in range(runs + 1)][1:]
    return [one / other for one, other in pairs]


def spread(figures):
    return f"{min(figures):8.2f} {statistics.median(figures):8.2f} {max(figures):8.2f}"


class Bench:
    def __init__(self, options, folder):
        self.baogao, self.bare, self.runs, self.folder = options.baogao, options.bare_xlsx, options.runs, folder

    def load(self, copies, encoding="utf-8"):
        path = os.path.join(self.folder, f"load-{encoding}-{copies}")
        if not os.path.isdir(path):
            subprocess.run([sys.executable, os.path.join(HERE, "load.py"), path, str(copies), encoding], stdout=NULL,
                           check=True)
        return path

    def convert(self, load, formats="csv", threads=1):
        out = os.path.join(self.folder, "out")
        shutil.rmtree(out, ignore_errors=True)
        return seconds([self.baogao, "convert", load, "-o", out, "--format", formats, "-j", str(threads), "--quiet"])

    def files(self, load):
        return sorted(glob.glob(os.path.join(load, "*", "*.txt")))

    def against_iconv(self):
        load = self.load(40, "gb18030")
        files = self.files(load)
        peer = ["iconv", "-f", "GB18030", "-t", "UTF-8", *files]
        return ratios(self.runs, lambda: self.convert(load), lambda: seconds(peer))

    def against_wc(self):
        load = self.load(40)
        peer = ["wc", "-m", *self.files(load)]
        return ratios(self.runs, lambda: self.convert(load),
                      lambda: seconds(peer, env={**os.environ, "LC_ALL": "C.UTF-8"}))

    def threads(self):
        load = self.load(160)
        return ratios(self.runs, lambda: self.convert(load, threads=1), lambda: self.convert(load, threads=2))

    def against_bare_workbook(self):
        load = self.load(10)
        self.convert(load)
        cells = os.path.join(self.folder, "cells")
        shutil.rmtree(cells, ignore_errors=True)
        shutil.copytree(os.path.join(self.folder, "out"), cells)
        book = os.path.join(self.folder, "bare.xlsx")
        # The bare program tells how long writing alone took it, without reading the cells.
        def peer():
            done = subprocess.run([self.bare, cells, book], stdout=subprocess.PIPE, check=True)
            return float(done.stdout)
        return ratios(self.runs, lambda: self.convert(load, "csv,xlsx"), peer)

    def against_regex(self):
        load = self.load(10)
        script = os.path.join(SHARED, "peers", "regex_baseline.py")
        if not os.path.exists(script):
            return None
        peer = [sys.executable, script, os.path.join(self.folder, "peer"), *self.files(load)]
        return [1 / r for r in ratios(self.runs, lambda: self.convert(load), lambda: seconds(peer))]

    def peak_megabytes(self, copies):
        """Of a process of its own, so that the largest child is this one."""
        load, out = self.load(copies), os.path.join(self.folder, "out")
        shutil.rmtree(out, ignore_errors=True)
        code = ("import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True);"
                "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
        done = subprocess.run([sys.executable, "-c", code, self.baogao, "convert", load, "-o", out, "--quiet"],
                              stdout=subprocess.PIPE, check=True)
        return int(done.stdout) / 1024

    def memory(self):
        return [self.peak_megabytes(copies) for copies in (1, 10, 100)]

    def start_up(self):
        report = os.path.join(self.folder, "small.txt")
        with open(report, "w", encoding="utf-8") as file:
            file.write("某县人民政府工作报告\n各位代表：\n今年地区生产总值增长6%左右。\n")
        figures = []
        for _ in range(self.runs):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            self.convert(report)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            figures.append(1000 * (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime))
        return figures

    def instructions(self, load):
        counts = os.path.join(self.folder, "callgrind.out")
        out = os.path.join(self.folder, "out")
        shutil.rmtree(out, ignore_errors=True)
        subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={counts}", self.baogao, "convert", load,
                        "-o", out, "--format", "csv", "-j", "1", "--quiet"], stdout=NULL, stderr=NULL, check=True)
        with open(counts, encoding="utf-8") as file:
            return next(int(line.split()[1]) for line in file if line.startswith(("summary:", "totals:")))

    def linearity(self):
        """Instructions a byte over those of 1 copy, start-up taken off: 1.00 is linear."""
        empty = os.path.join(self.folder, "small.txt")
        with open(empty, "w", encoding="utf-8") as file:
            file.write("各位代表：\n")
        start = self.instructions(empty)
        def a_byte(copies):
            load = self.load(copies)
            return (self.instructions(load) - start) / sum(os.path.getsize(path) for path in self.files(load))
        base = a_byte(1)
        return [a_byte(copies) / base for copies in (4, 16)]


ROWS = [
    ("iconv", "GB18030 to CSV, one thread, over iconv", "at most 4.0", "against_iconv"),
    ("wc", "UTF-8 to CSV, one thread, over wc -m", "at most 0.8", "against_wc"),
    ("threads", "one thread over two", "at least 1.8", "threads"),
    ("workbook", "workbook and CSV over bare libxlsxwriter", "at most 1.25", "against_bare_workbook"),
    ("regex", "regex_baseline.py over ours", "at least 4", "against_regex"),
    ("memory", "peak MiB for 1, 10, 100 times", "1.2 times, < 128", "memory"),
    ("startup", "start-up, ms of CPU", "under 15", "start_up"),
    ("linear", "instructions a byte, 4n and 16n over n", "1.00 ± 0.03", "linearity"),
]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("baogao")
    options.add_argument("bare_xlsx")
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--rows", default=",".join(row[0] for row in ROWS))
    options = options.parse_args()
    wanted = options.rows.split(",")
    print(f"{'figure':44}{'reach':18}{'min':>8} {'median':>8} {'max':>8}")
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(options, folder)
        for name, title, reach, method in ROWS:
            if name in wanted:
                figures = getattr(bench, method)()
                print(f"{title:44}{reach:18}{spread(figures) if figures else '  no peer here'}", flush=True)


main()

#!/usr/bin/env python3
"""Measures baogao against its peers and prints a table: min, median and max of the runs, and whether the median reaches
what it should.

usage: bench.py BAOGAO BARE_XLSX RECORD_XLSX [--runs N] [--rows NAME,...] [--quick]
Times are wall time of whole processes. Both sides of a ratio run in turn, after one pair that only warms the caches, so that
the machine's moods hit both. --quick is for a look at a change: smaller loads, three runs, four rows.
"""
import argparse
import collections
import glob
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
REGEX_PEER = os.path.join(HERE, "..", "..", "..", "shared", "peers", "regex_baseline.py")
NULL = subprocess.DEVNULL
THREADS_BYTES = 200_000_000  # of the load for two threads
START_UPS = 50  # in one figure: the system's clock of CPU time may be coarse
REPORT = "某县人民政府工作报告\n各位代表：\n今年地区生产总值增长6%左右。\n"

Row = collections.namedtuple("Row", "title reach reached figures")


def seconds(command, **options):
    begin = time.perf_counter()
    subprocess.run(command, stdout=NULL, stderr=NULL, check=True, **options)
    return time.perf_counter() - begin


def at_most(most):
    return f"at most {most}", lambda figures: statistics.median(figures) <= most


def at_least(least):
    return f"at least {least}", lambda figures: statistics.median(figures) >= least


class Bench:
    def __init__(self, options, folder):
        self.baogao, self.bare, self.recorder = options.baogao, options.bare_xlsx, options.record_xlsx
        self.runs, self.quick, self.folder = options.runs, options.quick, folder

    # ---- loads and runs ----

    def load(self, copies, encoding="utf-8", texts=""):
        path = os.path.join(self.folder, f"load-{encoding}-{copies}-{texts}")
        if not os.path.isdir(path):
            arguments = [path, str(copies), encoding] + ([str(texts)] if texts else [])
            subprocess.run([sys.executable, os.path.join(HERE, "load.py"), *arguments], stdout=NULL, check=True)
        return path

    def files(self, load):
        return sorted(glob.glob(os.path.join(load, "*", "*.txt")))

    def size_bytes(self, load):
        return sum(os.path.getsize(path) for path in self.files(load))

    def command(self, load, formats="csv", threads=1):
        out = os.path.join(self.folder, "out")
        shutil.rmtree(out, ignore_errors=True)
        return [self.baogao, "convert", load, "-o", out, "--format", formats, "-j", str(threads), "--all", "--quiet"]

    def convert(self, load, formats="csv", threads=1, **options):
        return seconds(self.command(load, formats, threads), **options)

    def ratios(self, one, other):
        pairs = [(one(), other()) for _ in range(self.runs + 1)][1:]
        return [a / b for a, b in pairs]

    # ---- rows ----

    def iconv(self):
        load = self.load(10 if self.quick else 40, "gb18030")
        peer = ["iconv", "-f", "GB18030", "-t", "UTF-8", *self.files(load)]
        yield Row("GB18030 to CSV, one thread: our time over iconv's", *at_most(4.0),
                  self.ratios(lambda: self.convert(load), lambda: seconds(peer)))

    def wc(self):
        load = self.load(10 if self.quick else 40)
        peer = ["wc", "-m", *self.files(load)]
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        yield Row("UTF-8 to CSV, one thread: our time over that of wc -m", *at_most(0.8),
                  self.ratios(lambda: self.convert(load), lambda: seconds(peer, env=environment)))

    def threads(self):
        copies = 1 + THREADS_BYTES // self.size_bytes(self.load(1))
        load = self.load(copies)
        yield Row(f"{self.size_bytes(load) // 1_000_000} MB to CSV: time of one thread over that of two", *at_least(1.8),
                  self.ratios(lambda: self.convert(load, threads=1), lambda: self.convert(load, threads=2)))
        shutil.rmtree(load)

    def workbook(self):
        """The bare program makes the calls that a run of ours made; it tells how long that took it without reading them."""
        load = self.load(2 if self.quick else 10)
        calls, bare = os.path.join(self.folder, "calls"), os.path.join(self.folder, "bare.xlsx")
        self.convert(load, "csv,xlsx", env={**os.environ, "LD_PRELOAD": self.recorder, "XLSX_CALLS": calls})

        def peer():
            return float(subprocess.run([self.bare, calls, bare], stdout=subprocess.PIPE, check=True).stdout)
        for threads in (1, 2):
            yield Row(f"workbook and CSV, -j {threads}: our time over that of bare libxlsxwriter", *at_most(1.25),
                      self.ratios(lambda: self.convert(load, "csv,xlsx", threads), peer))
        check_sheets(os.path.join(self.folder, "out", "reports.xlsx"), bare)

    def regex(self):
        if not os.path.exists(REGEX_PEER):
            return
        load = self.load(10)
        peer = [sys.executable, REGEX_PEER, os.path.join(self.folder, "peer"), *self.files(load)]
        yield Row("UTF-8 to CSV, one thread: time of regex_baseline.py over ours", *at_least(4),
                  self.ratios(lambda: seconds(peer), lambda: self.convert(load)))

    def peak_mebibytes(self, load):
        """Of a process of its own, so that the largest child is this one."""
        code = ("import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True);"
                "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
        command = [sys.executable, "-c", code, *self.command(load, "csv,xlsx", 2)]
        return int(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout) / 1024

    def memory(self):
        base = None
        for copies in (1, 10, 100):
            load = self.load(copies)
            figures = [self.peak_mebibytes(load) for _ in range(self.runs)]
            base = base or statistics.median(figures)
            most = min(128, 1.2 * base)
            reach = at_most(round(most, 1)) if copies > 1 else at_most(128)
            yield Row(f"workbook and CSV, -j 2, {copies} times the corpus: peak MiB", *reach, figures)
        shutil.rmtree(self.load(100))

    def startup(self):
        report = os.path.join(self.folder, "small.txt")
        with open(report, "w", encoding="utf-8") as file:
            file.write(REPORT)

        def milliseconds():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            for _ in range(START_UPS):
                self.convert(report)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            return 1000 * (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime) / START_UPS
        yield Row(f"one small report to CSV: ms of CPU (mean of {START_UPS})", *at_most(15),
                  [milliseconds() for _ in range(self.runs)])

    def instructions(self, load):
        counts = os.path.join(self.folder, "callgrind.out")
        subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={counts}", *self.command(load)],
                       stdout=NULL, stderr=NULL, check=True)
        with open(counts, encoding="utf-8") as file:
            return next(int(line.split()[1]) for line in file if line.startswith(("summary:", "totals:")))

    def linear(self):
        """Counted once: a count does not vary. Start-up is taken off."""
        small = os.path.join(self.folder, "small.txt")
        with open(small, "w", encoding="utf-8") as file:
            file.write("各位代表：\n")
        start = self.instructions(small)
        loads = [self.load(copies, texts=6) for copies in (1, 4, 16)]
        one, *others = [(self.instructions(load) - start) / self.size_bytes(load) for load in loads]
        yield Row("instructions a byte, n (not a ratio; counted once)", "-", None, [one])
        yield Row("instructions a byte: 4n and 16n over n (counted once)", "1.00 ± 0.03",
                  lambda figures: all(abs(figure - 1) <= 0.03 for figure in figures), [other / one for other in others])


def check_sheets(ours, bare):
    """The peer is equal: every sheet but the overview, which has charts, has the same bytes in both."""
    with zipfile.ZipFile(ours) as one, zipfile.ZipFile(bare) as other:
        sheets = [name for name in one.namelist() if name.startswith("xl/worksheets/sheet")]
        for name in sheets[1:]:
            if one.read(name) != other.read(name):
                sys.exit(f"the bare workbook differs in {name}")


def line(row):
    figures = sorted(row.figures)
    spread = f"{figures[0]:8.2f} {statistics.median(figures):8.2f} {figures[-1]:8.2f}"
    verdict = "" if not row.reached else "  reached" if row.reached(figures) else "  NOT reached"
    return f"{row.title:70}{row.reach:14}{spread}{verdict}"


ROWS = ("iconv", "wc", "threads", "workbook", "regex", "memory", "startup", "linear")
QUICK_ROWS = ("iconv", "wc", "workbook", "startup")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("baogao")
    options.add_argument("bare_xlsx")
    options.add_argument("record_xlsx")
    options.add_argument("--runs", type=int)
    options.add_argument("--rows")
    options.add_argument("--quick", action="store_true")
    options = options.parse_args()
    options.runs = options.runs or (3 if options.quick else 5)
    wanted = options.rows.split(",") if options.rows else QUICK_ROWS if options.quick else ROWS
    print(f"{f'{options.runs} runs':70}{'reach':14}{'min':>8} {'median':>8} {'max':>8}")
    with tempfile.TemporaryDirectory(prefix="baogao-bench-") as folder:
        bench = Bench(options, folder)
        missed = 0
        for name in wanted:
            if name not in ROWS:
                sys.exit(f"no row {name}; there are {', '.join(ROWS)}")
            rows = 0
            for row in getattr(bench, name)():
                print(line(row), flush=True)
                missed += bool(row.reached and not row.reached(row.figures))
                rows += 1
            if not rows:
                print(f"{name}: the peer is not here", flush=True)
        if missed:
            print(f"{missed} not reached: tests/bench/README.md says what stands in the way.")


main()

#!/usr/bin/env python3
"""Measures baogao against its peers and prints a table: min, median and max of the runs, and whether the median reaches
what it should.

usage: bench.py BAOGAO [--before EARLIER_BAOGAO] [--segmenter PROGRAM] [--runs N] [--rows NAME,...] [--quick]
Times are CPU time of whole processes where nothing else is said. Both sides of a ratio run in turn, after one pair that only
warms the caches, so that the machine's moods hit both. A peer that is not here is named and left out. --quick is for a look
at a change: three runs, four rows.
"""
import argparse
import collections
import glob
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
REGEX_PEER = os.path.join(HERE, "..", "..", "..", "shared", "peers", "regex_baseline.py")
NULL = subprocess.DEVNULL
THREADS_BYTES = 200_000_000  # of the load for two threads, and of the one large file
START_UPS = 50  # in one figure: the system's clock of CPU time may be coarse
SMALL_BYTES = 2000  # of small files
MANY_FILES, FEWER_FILES = 60_000, 10_000
WORKBOOK_ROWS = 1_000_000
REPORT = "某县人民政府工作报告\n各位代表：\n今年地区生产总值增长6%左右。\n"

Row = collections.namedtuple("Row", "title reach reached figures")


def used(command, clock, **options):
    """What a command takes: seconds of CPU or of the wall, or its peak memory in KiB."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=NULL, stderr=NULL, **options)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"exit {process.returncode}: {' '.join(command[:3])} …")
    return {"cpu": usage.ru_utime + usage.ru_stime, "wall": time.perf_counter() - begin, "memory": usage.ru_maxrss}[clock]


def at_most(most):
    return f"at most {most}", lambda figures: statistics.median(figures) <= most


def at_least(least):
    return f"at least {least}", lambda figures: statistics.median(figures) >= least


class Bench:
    def __init__(self, options, folder):
        self.baogao, self.before, self.segmenter = options.baogao, options.before, options.segmenter
        self.runs, self.folder = options.runs, folder

    # ---- loads and runs ----

    def load(self, copies, *options):
        path = os.path.join(self.folder, "-".join(["load", str(copies), *(option.strip("-") for option in options)]))
        if not os.path.isdir(path):
            subprocess.run([sys.executable, os.path.join(HERE, "load.py"), path, str(copies), *options], stdout=NULL, check=True)
        return path

    def files(self, load):
        return sorted(glob.glob(os.path.join(load, "**", "*.txt"), recursive=True))

    def size_bytes(self, load):
        return sum(os.path.getsize(path) for path in self.files(load))

    def command(self, load, formats="csv", threads=1, program=None):
        out = os.path.join(self.folder, "out")
        shutil.rmtree(out, ignore_errors=True)
        return [program or self.baogao, "convert", load, "-o", out, "--format", formats, "-j", str(threads), "--all", "--quiet",
                "--max-memory", "8192", "--max-output", "8192", "--max-rows", "100000000"]

    def convert(self, load, formats="csv", threads=1, clock="cpu", program=None):
        return used(self.command(load, formats, threads, program), clock)

    def ratios(self, one, other):
        pairs = [(one(), other()) for _ in range(self.runs + 1)][1:]
        return [a / b for a, b in pairs]

    # ---- rows ----

    def regex(self):
        if not os.path.exists(REGEX_PEER):
            return
        load = self.load(14)
        peer = [sys.executable, REGEX_PEER, os.path.join(self.folder, "peer"), *self.files(load)]
        yield Row("CSV, one thread: our time over regex_baseline.py's", *at_most(1.0),
                  self.ratios(lambda: self.convert(load), lambda: used(peer, "cpu")))

    def iconv(self):
        load = self.load(14, "--encoding", "gb18030")
        peer = ["iconv", "-f", "GB18030", "-t", "UTF-8", *self.files(load)]
        yield Row("GB18030 to CSV, one thread: our time over iconv's", *at_most(9),
                  self.ratios(lambda: self.convert(load), lambda: used(peer, "cpu")))

    def words(self):
        """The peer's dictionary is loaded before it cuts; that is taken off its time, nothing is taken off ours."""
        if not self.segmenter:
            return
        load = self.load(14)
        files = self.files(load)
        yield Row("CSV, one thread: our speed over that of jieba-rs cutting words", *at_least(1.8),
                  self.ratios(lambda: used([self.segmenter, *files], "cpu") - used([self.segmenter], "cpu"),
                              lambda: self.convert(load)))

    def instructions(self, load):
        """Of a run, and of them those of SHA-256."""
        counts = os.path.join(self.folder, "callgrind.out")
        subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={counts}", *self.command(load)],
                       stdout=NULL, stderr=NULL, check=True)
        printed = subprocess.run(["callgrind_annotate", "--inclusive=yes", "--show-percs=no", "--threshold=99.9", counts],
                                 stdout=subprocess.PIPE, stderr=NULL, text=True, check=True).stdout
        number = lambda pattern: int((re.search(r"([\d,]+)\s+" + pattern, printed) or ["", "0"])[1].replace(",", ""))
        return number("PROGRAM TOTALS"), number(r"\S*nettle_sha256_update")

    def counts(self):
        """Counted once: a count does not vary. Start-up is taken off where loads are compared."""
        load = self.load(1)
        every, hashed = self.instructions(load)
        yield Row("instructions a byte without SHA-256 (counted once)", *at_most(190), [(every - hashed) / self.size_bytes(load)])
        small = self.small_report("各位代表：\n")
        start = self.instructions(small)[0]
        loads = [self.load(copies, "--texts", "6") for copies in (1, 4, 16)]
        one, *others = [(self.instructions(load)[0] - start) / self.size_bytes(load) for load in loads]
        yield Row("instructions a byte: 4n and 16n over n (counted once)", "1.00 ± 0.03",
                  lambda figures: all(abs(figure - 1) <= 0.03 for figure in figures), [other / one for other in others])

    def small(self):
        large, small = self.load(14), self.load(14, "--piece-bytes", str(SMALL_BYTES))
        bytes_ratio = self.size_bytes(large) / self.size_bytes(small)
        yield Row("files of 2 KB: time a byte over that of whole reports", *at_most(1.25),
                  [ratio * bytes_ratio for ratio in self.ratios(lambda: self.convert(small), lambda: self.convert(large))])

    def many(self):
        piece = ("--piece-bytes", str(SMALL_BYTES))
        each = len(self.files(self.load(1, *piece)))
        loads = [self.load(round(files / each), *piece) for files in (MANY_FILES, FEWER_FILES)]
        yield Row(f"{MANY_FILES} small files over {FEWER_FILES}, CSV: peak memory", *at_most(1.2),
                  self.ratios(*(lambda load=load: self.convert(load, clock="memory") for load in loads)))
        shutil.rmtree(loads[0])

    def workbook(self):
        load = self.load(14)
        if self.before:
            yield Row("workbook and CSV, -j 1: our time over the earlier program's", *at_most(0.65),
                      self.ratios(lambda: self.convert(load, "csv,xlsx"),
                                  lambda: self.convert(load, "csv,xlsx", program=self.before)))
        yield Row("workbook and CSV: wall time of -j 2 over -j 1", *at_most(0.6),
                  self.ratios(lambda: self.convert(load, "csv,xlsx", 2, "wall"), lambda: self.convert(load, "csv,xlsx", 1, "wall")))

    def threads(self):
        copies = 1 + THREADS_BYTES // self.size_bytes(self.load(1))
        load = self.load(copies)
        yield Row(f"{self.size_bytes(load) // 1_000_000} MB to CSV: wall time of one thread over that of two", *at_least(1.8),
                  self.ratios(lambda: self.convert(load, threads=1, clock="wall"), lambda: self.convert(load, threads=2, clock="wall")))
        shutil.rmtree(load)

    def large(self):
        load = self.load(THREADS_BYTES // self.size_bytes(self.load(1)), "--one-file")
        yield Row("one file of 200 MB to CSV: peak memory a byte", *at_most(4),
                  [self.convert(load, clock="memory") * 1024 / self.size_bytes(load) for _ in range(min(self.runs, 3))])
        shutil.rmtree(load)

    def disk(self):
        """What a run has on disk besides its finished tables: nameless files count, so the file system is asked."""
        out = os.path.join(self.folder, "out")
        load = self.load(1)
        self.convert(load, "csv,xlsx")
        with open(os.path.join(out, "sections.csv"), "rb") as file:
            rows = file.read().count(b"\n")
        for name in ("targets.csv", "projects.csv", "cells.csv"):
            with open(os.path.join(out, name), "rb") as file:
                rows += file.read().count(b"\n")
        load = self.load(1 + WORKBOOK_ROWS // rows)
        command = self.command(load, "xlsx")
        free = lambda: (lambda state: state.f_bavail * state.f_frsize)(os.statvfs(self.folder))
        before, least, ended = free(), [free()], threading.Event()

        def watch():
            while not ended.wait(0.05):
                least[0] = min(least[0], free())
        watcher = threading.Thread(target=watch)
        watcher.start()
        used(command, "cpu")
        ended.set()
        watcher.join()
        finished = os.path.getsize(os.path.join(out, "reports.xlsx"))
        yield Row(f"{WORKBOOK_ROWS} rows to a workbook of {finished / 1e9:.2f} GB: temporary GB beside it (once)", *at_most(0.3),
                  [(before - least[0] - finished) / 1e9])
        shutil.rmtree(load)

    def memory(self):
        base = None
        for copies in (1, 10, 100):
            load = self.load(copies)
            figures = [self.convert(load, "csv,xlsx", 2, "memory") / 1024 for _ in range(self.runs)]
            base = base or statistics.median(figures)
            reach = at_most(round(min(128, 1.2 * base), 1)) if copies > 1 else at_most(128)
            yield Row(f"workbook and CSV, -j 2, {copies} times the corpus: peak MiB", *reach, figures)
        shutil.rmtree(self.load(100))

    def small_report(self, text):
        path = os.path.join(self.folder, "small.txt")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def startup(self):
        report = self.small_report(REPORT)

        def milliseconds():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            for _ in range(START_UPS):
                self.convert(report)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            return 1000 * (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime) / START_UPS
        yield Row(f"one small report to CSV: ms of CPU (mean of {START_UPS})", *at_most(15),
                  [milliseconds() for _ in range(self.runs)])


def line(row):
    figures = sorted(row.figures)
    spread = f"{figures[0]:8.2f} {statistics.median(figures):8.2f} {figures[-1]:8.2f}"
    verdict = "" if not row.reached else "  reached" if row.reached(figures) else "  NOT reached"
    return f"{row.title:76}{row.reach:14}{spread}{verdict}"


ROWS = ("regex", "iconv", "words", "counts", "small", "many", "workbook", "threads", "large", "disk", "memory", "startup")
QUICK_ROWS = ("regex", "iconv", "workbook", "startup")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("baogao")
    options.add_argument("--before")
    options.add_argument("--segmenter")
    options.add_argument("--runs", type=int)
    options.add_argument("--rows")
    options.add_argument("--quick", action="store_true")
    options = options.parse_args()
    options.runs = options.runs or (3 if options.quick else 5)
    wanted = options.rows.split(",") if options.rows else QUICK_ROWS if options.quick else ROWS
    print(f"{f'{options.runs} runs':76}{'reach':14}{'min':>8} {'median':>8} {'max':>8}")
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

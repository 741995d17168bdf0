"""What the end-to-end tests share: running baogao and reading what it made."""
import csv
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest

PROGRAM = os.environ.get("BAOGAO", "baogao")
TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SAMPLES = os.path.join(TOP, "samples")
TEXT_SAMPLES = [os.path.join(SAMPLES, name) for name in sorted(os.listdir(SAMPLES)) if name.endswith(".txt")]
MEMORY = ".baogao-memory"  # what a run leaves for the next beside its tables
REPORT = "松谷县人民政府工作报告\n——2026年1月在松谷县人民代表大会上\n\n各位代表：\n\n　　一、2025年工作回顾\n\n" \
         "　　地区生产总值增长6.2%，新增城镇就业1.2万人。\n\n　　二、2026年工作安排\n\n" \
         "　　地区生产总值增长6%左右。推进松谷湖水库等项目。\n"


def run(*arguments, environment=None, **options):
    """Runs baogao; gives the finished process with its output as text."""
    whole = dict(os.environ, **(environment or {}))
    return subprocess.run([PROGRAM, *arguments], env=whole, capture_output=True, timeout=300,
                          **{"text": True, "errors": "replace", **options})


def rows(folder, table):
    """A table's rows as dictionaries."""
    with open(os.path.join(folder, table + ".csv"), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def content(folder):
    """All files below a folder with their bytes."""
    found = {}
    for path, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(path, name), "rb") as file:
                found[os.path.relpath(os.path.join(path, name), folder)] = file.read()
    return found


def write(path, text):
    with open(path, "wb") as file:
        file.write(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


class Test(unittest.TestCase):
    """A test with a folder of its own, where reports/ holds one report."""
    maxDiff = 4000

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="baogao-test-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.reports = os.path.join(self.folder, "reports")
        self.out = os.path.join(self.folder, "out")
        os.mkdir(self.reports)
        write(os.path.join(self.reports, "松谷县.txt"), REPORT)

    def convert(self, *arguments, status=0, out=None, **options):
        done = run("convert", *arguments, "-o", out or self.out, **options)
        self.assertEqual(done.returncode, status, done.stderr)
        return done


def main():
    unittest.main(verbosity=1)

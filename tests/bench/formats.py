#!/usr/bin/env python3
"""What readers of formats keep of reports: each makes text of the same files, the text is converted, and its tables are
compared with those of the report's own text. Headings, numbers (value, unit, kind, years, indicator) and cells, as F1.

usage: formats.py BAOGAO [READERS_BIN]      READERS_BIN: a folder with markitdown and trafilatura, else PATH
What is not there or fails (a reader, a report, a format that LibreOffice makes) is skipped, and said by name with why. The page is GB2312 for baogao and UTF-8 for the others, some of
which know nothing else. With ../shared/corpus a long plan is read besides samples/.
"""
import collections
import csv
import os
import shutil
import subprocess
import sys
import tempfile

TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
sys.path.insert(0, os.path.join(TOP, "tests", "tools"))
import make_formats

REPORTS = [os.path.join(TOP, "samples", name) for name in ("青岚区十四五规划纲要.txt", "2026青岚区政府工作报告.txt")] + \
          [os.path.join(TOP, "..", "shared", "corpus", "seed-001.txt")]
FORMS = ("html", "docx", "odt", "pdf", "pdf2")
COLUMNS = {"sections": ("kind", "label", "title"), "targets": ("indicator", "value", "unit", "kind", "period_start", "period_end"),
           "cells": ("row_head", "col_head", "text")}
READERS = {  # the command, and the formats that it reads; {} is the file, which is standard input too
    "pandoc": (["pandoc", "-t", "plain", "--wrap=none", "{}"], ("html", "docx", "odt")),
    "markitdown": (["markitdown", "{}"], ("html", "docx", "pdf", "pdf2")),
    "trafilatura": (["trafilatura"], ("html",)),
    "pdftotext -layout": (["pdftotext", "-layout", "{}", "-"], ("pdf", "pdf2")),
}


def skip(name, why):
    print(f"skipped: {name}: {why}", file=sys.stderr)


def as_utf8(path):
    """A page for readers that know UTF-8 only."""
    with open(path, "rb") as file:
        page = file.read().decode("gb18030").replace("charset=\"gb2312\"", "charset=\"utf-8\"")
    with open(path + ".utf-8.html", "w", encoding="utf-8") as file:
        file.write(page)
    return path + ".utf-8.html"


def tables(baogao, path, out):
    subprocess.run([baogao, "convert", path, "-o", out, "--format", "csv", "--quiet", "--all"], capture_output=True, check=False)
    counted = {}
    for table, columns in COLUMNS.items():
        counted[table] = collections.Counter()
        if os.path.exists(os.path.join(out, table + ".csv")):
            with open(os.path.join(out, table + ".csv"), encoding="utf-8-sig") as file:
                counted[table].update(tuple(row[column] for column in columns) for row in csv.DictReader(file) if row.get("kind") != "furniture")
    return counted


def score(wanted, found):
    every = sum(wanted.values()) + sum(found.values())
    return 2 * sum((wanted & found).values()) / every if every else 1


def read(command, path, out):
    """The text that a reader makes, in a file; None where it fails."""
    with open(path, "rb") as file:
        done = subprocess.run([part.replace("{}", path) for part in command], stdin=file, capture_output=True, check=False, timeout=300)
    if done.returncode:
        why = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        skip(f"{command[0]} on {os.path.basename(path)}", f"it failed: {''.join(why)}")
        return None
    with open(out, "wb") as file:
        file.write(done.stdout)
    return out


def main(baogao, readers_bin=None):
    if readers_bin:
        os.environ["PATH"] = readers_bin + os.pathsep + os.environ["PATH"]
    for path in REPORTS:
        if not os.path.exists(path):
            skip(os.path.basename(path), "it is not there")
    reports = [path for path in REPORTS if os.path.exists(path)]
    readers = dict(READERS)
    for name, (command, _) in list(readers.items()):
        if not shutil.which(command[0]):
            skip(name, "it is not installed")
            del readers[name]
    sums = collections.defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        for form in FORMS:
            made = make_formats.make_all(reports, folder, form)
            for path in reports:
                if path not in made:
                    skip(f"{os.path.basename(path)} as {form}", "LibreOffice is not installed")
            for number, (path, file) in enumerate(made.items()):
                theirs = as_utf8(file) if form == "html" else file
                wanted = tables(baogao, path, os.path.join(folder, "wanted"))
                for name in ["baogao", *readers]:
                    if name != "baogao" and form not in readers[name][1]:
                        continue
                    text = file if name == "baogao" else read(readers[name][0], theirs, os.path.join(folder, f"read-{number}.txt"))
                    if not text:
                        continue
                    found = tables(baogao, text, os.path.join(folder, "found", name, form, str(number)))
                    cells = (sum((wanted["cells"] & found["cells"]).values()), sum(wanted["cells"].values()))
                    sums[name, form].append((score(wanted["sections"], found["sections"]), score(wanted["targets"], found["targets"]), *cells))
    print("| format | reader | headings | numbers | cells |\n| --- | --- | --- | --- | --- |")
    for form in FORMS:
        for name in ["baogao", *readers]:
            rows = sums.get((name, form))
            if rows:
                headings, numbers = (sum(row[i] for row in rows) / len(rows) for i in (0, 1))
                print(f"| {'PDF, two columns' if form == 'pdf2' else form.upper()} | {name} | {headings:.2f} | {numbers:.2f} | {sum(row[2] for row in rows)} of {sum(row[3] for row in rows)} |")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(*sys.argv[1:])

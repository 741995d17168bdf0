#!/usr/bin/env python3
"""Makes a load of reports: the corpus (or samples/ where it is not there) many times over, each copy with other numbers, so
that nothing can be cached by identity. usage: load.py OUT_DIR COPIES [ENCODING [TEXTS]]   prints the bytes written; TEXTS:
only so many of the reports
"""
import glob
import os
import re
import sys

TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
# Years stay what they are: another year is another report, not another number.
NUMBER = re.compile(r"(?<![0-9])(?![0-9]{4}年)[0-9]+(?:\.[0-9]+)?")


def texts():
    corpus = sorted(glob.glob(os.path.join(TOP, "..", "shared", "corpus", "*.txt")))
    for path in corpus or sorted(glob.glob(os.path.join(TOP, "samples", "*.txt"))):
        with open(path, "rb") as file:
            try:
                yield os.path.basename(path), file.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                continue


def varied(text, copy):
    """Every digit but a number's leading one moves by one of the copy's three last digits, in turn, so that no two of a
    thousand copies are the same; lengths and shapes stay."""
    count = 0

    def other(found):
        nonlocal count
        moved, count = copy // 10 ** (count % 3) % 10, count + 1
        number = found[0]
        return number[0] + "".join(str((int(c) + moved) % 10) if c.isdigit() else c for c in number[1:])
    return NUMBER.sub(other, text)


def main(out, copies, encoding="utf-8", most=None):
    reports, total = list(texts())[:int(most) if most else None], 0
    for copy in range(int(copies)):
        folder = os.path.join(out, f"{copy:05}")
        os.makedirs(folder, exist_ok=True)
        for name, text in reports:
            data = varied(text, copy).encode(encoding)
            total += len(data)
            with open(os.path.join(folder, name), "wb") as file:
                file.write(data)
    print(total)


main(*sys.argv[1:])

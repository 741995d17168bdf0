#!/usr/bin/env python3
"""Makes a load of reports: the corpus (or samples/ where it is not there) many times over, each copy with other numbers, so
that nothing can be cached by identity.

usage: load.py OUT_DIR COPIES [--encoding NAME] [--texts N] [--piece-bytes N] [--one-file]   prints the bytes written
--texts: only so many of the reports; --piece-bytes: each report cut at its lines into files of about so many bytes of
UTF-8; --one-file: everything in a single file.
"""
import argparse
import glob
import os
import re
import sys

TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
# Years stay what they are: another year is another report, not another number.
NUMBER = re.compile(r"(?<![0-9])(?![0-9]{4}年)[0-9]+(?:\.[0-9]+)?|(?<=[十百千点之])[一二三四五六七八九]")
CHINESE = "一二三四五六七八九"


def texts():
    corpus = sorted(glob.glob(os.path.join(TOP, "..", "shared", "corpus", "*.txt")))
    for path in corpus or sorted(glob.glob(os.path.join(TOP, "samples", "*.txt"))):
        with open(path, "rb") as file:
            try:
                yield os.path.basename(path), file.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                continue


def varied(text, copy):
    """Every digit but an Arabic number's leading one moves by one of the copy's three last digits, in turn; lengths and
    shapes stay."""
    count = 0

    def other(found):
        nonlocal count
        moved, count = copy // 10 ** (count % 3) % 10, count + 1
        number = found[0]
        if number in CHINESE:
            return CHINESE[(CHINESE.index(number) + moved) % len(CHINESE)]
        return number[0] + "".join(str((int(c) + moved) % 10) if c.isdigit() else c for c in number[1:])
    return NUMBER.sub(other, text)


def distinct(text, copy, seen):
    """A text with too few numbers to be like no other says which copy it is in a last line."""
    text = varied(text, copy)
    if hash(text) in seen:
        text = f"{text.rstrip()}\n第{copy}份。\n"
    if hash(text) in seen:
        sys.exit("two texts of the load are the same")
    seen.add(hash(text))
    return text


def pieces(name, text, most_bytes):
    """The text cut behind lines, where a piece has grown to so many bytes."""
    if not most_bytes:
        yield name, text
        return
    piece, size, count = [], 0, 0
    for line in text.splitlines(keepends=True):
        piece.append(line)
        size += len(line.encode())
        if size >= most_bytes:
            yield f"{count:04}-{name}", "".join(piece)
            piece, size, count = [], 0, count + 1
    if piece:
        yield f"{count:04}-{name}", "".join(piece)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("out")
    options.add_argument("copies", type=int)
    options.add_argument("--encoding", default="utf-8")
    options.add_argument("--texts", type=int)
    options.add_argument("--piece-bytes", type=int, default=0)
    options.add_argument("--one-file", action="store_true")
    options = options.parse_args()
    reports = [piece for name, text in list(texts())[:options.texts] for piece in pieces(name, text, options.piece_bytes)]
    total, seen = 0, set()
    for copy in range(options.copies):
        folder = os.path.join(options.out, "" if options.one_file else f"{copy:05}")
        os.makedirs(folder, exist_ok=True)
        for name, text in reports:
            data = distinct(text, copy, seen).encode(options.encoding)
            total += len(data)
            with open(os.path.join(folder, "all.txt" if options.one_file else name), "ab") as file:
                file.write(data)
    print(total)


if __name__ == "__main__":
    main()

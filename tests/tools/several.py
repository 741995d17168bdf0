#!/usr/bin/env python3
"""Puts reports behind each other into one text file and checks that every further one is named.

usage: several.py BAOGAO [--show] [--whole]

Takes samples/ and, where they stand beside the checkout, the two annotated sets without the half that nobody reads; of
each file the reading that the program makes of it. Each report alone, and each given twice, must be called one; of pairs
(all of samples/, with --whole all of both sets, else every fifth) and of some triples each further report must be named
near its first line, and nothing else. A text that shows no beginning (no title, no greeting, no heading of the first
number and no 上接 at its head) can only come first; of the others the share LEAST_NAMED must be named. --show prints what
is missed and what is named wrongly.
"""
import argparse
import collections
import csv
import itertools
import os
import subprocess
import sys
import tempfile

TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
SHARED = os.path.join(TOP, "..", "shared")
HIDDEN = {"state-1985", "state-2016", "prov-2026-anhui", "prov-2026-zhejiang"}
LEAST_NAMED = {"samples": 1.0, "all": 0.99}
BEFORE, BEHIND = 3, 60  # lines from the first of a report to where it is named: a page's links, a wrapped title
EVERY_PAIR, EVERY_TRIPLE = 5, 400


def convert(program, paths, out, *arguments):
    subprocess.run([program, "convert", *paths, "-o", out, "--format", "csv", "--quiet", "-j2", *arguments], check=False,
                   capture_output=True)


def table(out, name):
    with open(os.path.join(out, name + ".csv"), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def inputs():
    """The files by the set that they are of."""
    samples = os.path.join(TOP, "samples")
    found = {"samples": [os.path.join(folder, name) for folder, _, names in os.walk(samples) for name in sorted(names)
                         if not name.startswith(".") and name != "meta.csv"]}
    corpus, mixed = os.path.join(SHARED, "corpus"), os.path.join(SHARED, "mixed", "corpus")
    for folder in (corpus, mixed):
        if not os.path.isdir(folder):
            print(f"skipped: {os.path.relpath(folder, TOP)} is not there")
            continue
        names = sorted(name for name in os.listdir(folder) if name.endswith(".txt"))
        if folder == mixed:
            names = names[:len(names) // 2]
        found[folder] = [os.path.join(folder, name) for name in names if name[:-4] not in HIDDEN]
    return found


def readings(program, paths, folder):
    """Each document's reading; whether it shows where it begins."""
    convert(program, paths, os.path.join(folder, "single"), "--readings", os.path.join(folder, "readings"))
    titled = {row["document"]: row["title"] for row in table(os.path.join(folder, "single"), "documents")}
    first = {}
    for row in table(os.path.join(folder, "single"), "sections"):
        if row["kind"] not in ("furniture", "title"):
            first.setdefault(row["document"], row["label"])
    texts = {}
    for path, _, names in os.walk(os.path.join(folder, "readings")):
        for name in names:
            document = os.path.relpath(os.path.join(path, name), os.path.join(folder, "readings"))[:-len(".txt")]
            with open(os.path.join(path, name), encoding="utf-8", newline="") as file:
                text = file.read()
            head = text[:300]
            begins = titled.get(document) or "各位代表：" in head or "上接" in head or first.get(document) in ("一、", "第一章")
            texts[document] = (text.rstrip("\n") + "\n\n", bool(begins))
    return texts


def mixtures(texts, step):
    """Tuples of documents: each alone, each twice, pairs and some triples."""
    names = sorted(texts)
    begin = [name for name in names if texts[name][1]]
    yield from ((name,) for name in names)
    yield from ((name, name) for name in names)
    pairs = [(one, other) for one in names for other in begin if one != other]
    yield from pairs[::step]
    triples = ((one, other, third) for one, other in pairs for third in begin if third not in (one, other))
    yield from itertools.islice(triples, 0, None, EVERY_TRIPLE)


def check(program, texts, step, folder, show):
    """Writes the mixtures, converts them and counts: further reports, those named, wrong names."""
    begins = {}
    os.makedirs(os.path.join(folder, "in"))
    for number, names in enumerate(mixtures(texts, step)):
        parts = [texts[name][0] for name in names]
        lines = list(itertools.accumulate((part.count("\n") for part in parts[:-1]), initial=1))
        begins[f"{number:06}.txt"] = names, lines[1:] if len(set(names)) > 1 else []
        with open(os.path.join(folder, "in", f"{number:06}.txt"), "w", encoding="utf-8", newline="") as file:
            file.write("".join(parts))
    convert(program, [os.path.join(folder, "in")], os.path.join(folder, "out"))
    named = collections.defaultdict(list)
    for row in table(os.path.join(folder, "out"), "diagnostics"):
        if row["code"] == "several_reports":
            named[row["document"]].append(int(row["line"] or 0))
    further = found = wrong = 0
    for document, (names, lines) in begins.items():
        left = named[document]
        for line in lines:
            near = [at for at in left if line - BEFORE <= at <= line + BEHIND]
            further, found = further + 1, found + bool(near)
            left = [at for at in left if at not in near[:1]]
            if show and not near:
                print("missed:", " + ".join(names), "line", line)
        wrong += bool(left)
        if show and left:
            print("wrong:", " + ".join(names), "lines", left)
    return further, found, wrong


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1][len("usage: "):])
    parser.add_argument("program")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--whole", action="store_true")
    arguments = parser.parse_args()
    failed = False
    sets = inputs()
    rounds = {"samples": sets["samples"], "all": [path for paths in sets.values() for path in paths]}
    if len(sets) == 1:
        del rounds["all"]
    for name, paths in rounds.items():
        with tempfile.TemporaryDirectory() as folder:
            texts = readings(arguments.program, paths, folder)
            further, found, wrong = check(arguments.program, texts, 1 if arguments.whole or name == "samples" else EVERY_PAIR, folder,
                                          arguments.show)
        silent = sorted(document for document, (_, begins) in texts.items() if not begins)
        print(f"{name}: {found} of {further} further reports named, {wrong} files with wrong names; "
              f"{len(silent)} texts show no beginning: {', '.join(silent) or 'none'}")
        failed = failed or found < LEAST_NAMED[name] * further or wrong > 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Lays annotated reports out anew and checks that what is found in them stays the same.

usage: variations.py BAOGAO [--show]

Every document of both sets beside the checkout is written as newspaper columns, with bookmark marks, with digits set
apart and with its line ends written out; the annotations' lines and columns move along. Each document's scores may
differ from those of the text as it is by at most 0.02 (a document with few rows by one row). Of the documents whose
names sort last in the second set only the sums are looked at and printed. Where the sets are not there, the reports of
samples/ take their place: the rows of the text as it is are then the annotations. --show prints every document's scores.
"""
import argparse
import csv
import os
import re
import shutil
import subprocess
import sys
import tempfile

TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
SHARED = os.path.join(TOP, "..", "shared")
MOST_LOST = 0.02
PARTS = ("sections", "projects", "found", "targets")


class Layout:
    """A text being laid out: pieces are written, and each character of the old text knows its new place."""

    def __init__(self):
        self.out, self.line, self.column, self.places = [], 1, 1, {}

    def add(self, text):
        self.out.append(text)
        for character in text:
            if character == "\n":
                self.line, self.column = self.line + 1, 1
            else:
                self.column += 1

    def keep(self, place, character):
        self.places[place] = (self.line, self.column)
        self.add(character)


def wide(character):
    return 2 if ord(character) >= 0x1100 else 1


NO_BREAK_BEFORE = set("，。、；：！？）》」』”’%％‰")


GAP = re.compile(r"\\r\\n|\\n|(?<=\S)\u3000{2,}| {4,}")


def paragraphs(lines):
    """Each line as pieces of (place, character), cut at line ends written out and wide gaps, which stay out."""
    for n, line in enumerate(lines, 1):
        piece, c = [], 0
        while c < len(line):
            end = GAP.match(line, c) if c else None
            if end:
                yield n, piece
                piece, c = [], c + len(end[0])
            else:
                piece.append(((n, c + 1), line[c]))
                c += 1
        yield n, piece


def are_wrapped(lines):
    """The text stands in columns as it is: many long lines end inside a sentence."""
    long = [line.rstrip() for line in lines if len(line) >= 15]
    return sum(line[-1:] not in "。！？：；”）" for line in long) * 3 > len(long)


def columns(lines, continuing=()):
    """Paragraphs wrapped at 40 columns with two ideographic spaces of indent, as newspapers set them; the lines of the
    numbers `continuing` go on with the one before."""
    layout = Layout()
    wrapped = are_wrapped([line for line in lines if not GAP.search(line.strip())])
    for n, piece in paragraphs(lines):
        text = "".join(character for _, character in piece)
        if not text and next((k for k in range(n + 1, len(lines) + 1) if lines[k - 1].strip()), 0) in continuing:
            continue  # no blank line inside a heading
        used = 0
        page = "\t" in text or text.endswith("......")  # what a web page says of the report
        prose = not wrapped and not page and text[:1] not in "\t " and not text.startswith("[") and (len(text) > 20 or text.endswith("。"))
        if prose and n not in continuing and not text.startswith("\u3000"):
            layout.add("\u3000\u3000")
            used = 4
        for place, character in piece:
            if prose and used + wide(character) > 40 and character not in NO_BREAK_BEFORE:
                layout.add("\n")
                used = 0
            layout.keep(place, character)
            used += wide(character)
        layout.places.setdefault((n, 1), (layout.line, layout.column))
        layout.add("\n")
    return layout


def bookmarks(lines):
    """A converter's marks at the head of lines and inside them."""
    layout = Layout()
    for n, line in enumerate(lines, 1):
        if line and not line.startswith("\t"):
            layout.add(f"[bookmark: _Toc{n:06}]")
        for c, character in enumerate(line, 1):
            if c > 1 and c % 97 == 0 and "\u4e00" <= character <= "\u9fff" and "\u4e00" <= line[c - 2] <= "\u9fff":
                layout.add(f"[bookmark: OLE_LINK{c}]")
            layout.keep((n, c), character)
        layout.places.setdefault((n, 1), (layout.line, layout.column))
        layout.add("\n")
    return layout


def spaced_digits(lines):
    """A space between the digits of numbers in sentences, and before and behind them: 增长 1 5 . 3 %."""
    layout = Layout()
    for n, line in enumerate(lines, 1):
        spaces = set()
        for match in re.finditer(r"(?<![A-Za-z0-9.．·—\-~～/＋+:：（(\[〔\s])[0-9０-９]+(?:[.．][0-9０-９]+)?(?=[\u4e00-\u9fff%％])", line):
            before = line[:match.start()]
            if re.search(r"[\u4e00-\u9fff]$", before) and len(line) > 20 and not line.startswith("\t"):
                spaces.update(range(match.start(), match.end() + 1))
        for c, character in enumerate(line):
            if c in spaces:
                layout.add(" ")
            layout.keep((n, c + 1), character)
        layout.places.setdefault((n, 1), (layout.line, layout.column))
        layout.add("\n")
    return layout


def written_out(lines):
    """The whole text on one line, with its line ends as the four characters \\r\\n."""
    layout = Layout()
    for n, line in enumerate(lines, 1):
        for c, character in enumerate(line, 1):
            layout.keep((n, c), character)
        layout.places.setdefault((n, 1), (layout.line, layout.column))
        layout.add("\\r\\n")
    return layout


LAYOUTS = {"as it is": None, "columns": columns, "bookmarks": bookmarks, "spaced digits": spaced_digits,
           "line ends written out": written_out}


def read_lines(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        text = file.read()
    return re.split(r"\r\n|\r|\n", text[:-1] if text.endswith("\n") else text)


def column_of(row, lines):
    """Where the row stands in its line: as told, or where the longest piece of its name or title does."""
    name = row.get("name") or (row.get("label") or "") + (row.get("title") or "")
    if row.get("col") or not name:
        return int(row.get("col") or 1)
    line = lines[int(row["line"]) - 1]
    for size in range(len(name), 1, -1):
        for start in range(len(name) - size + 1):
            at = line.find(name[start:start + size])
            if at >= 0:
                return at + 1
    return 1


def move_rows(path, target, layout, lines):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        names = list(rows[0]) if rows else []
    with open(target, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n")
        writer.writeheader()
        for row in rows:
            place = (int(row["line"]), column_of(row, lines))
            line, column = layout.places.get(place) or layout.places.get((place[0], 1), place)
            row["line"] = line
            if row.get("col"):
                row["col"] = column
            writer.writerow(row)


def continuing_lines(path, lines):
    """The lines that go on with a heading which the text breaks."""
    found = set()
    if os.path.exists(path):
        with open(path, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                number = int(row["line"])
                title = re.sub(r"\s", "", row["title"])
                if row["kind"] not in ("furniture", "lead") and title not in re.sub(r"\s", "", lines[number - 1]):
                    found.add(next((n for n in range(number + 1, len(lines) + 1) if lines[n - 1].strip()), 0))
    return found


def lay_out(corpus, gold, layout, directory):
    """Writes corpus and annotations in the layout; returns their folders."""
    if layout is None:
        return corpus, gold
    new_corpus, new_gold = os.path.join(directory, "corpus"), os.path.join(directory, "gold")
    os.makedirs(new_corpus)
    os.makedirs(new_gold)
    tables = [name for name in os.listdir(gold) if name.endswith(".tsv") and name.count(".") > 1]
    for name in sorted({table.rsplit(".", 2)[0] for table in tables}):
        lines = read_lines(os.path.join(corpus, name + ".txt"))
        continuing = continuing_lines(os.path.join(gold, name + ".sections.tsv"), lines)
        laid = layout(lines, continuing) if layout is columns else layout(lines)
        with open(os.path.join(new_corpus, name + ".txt"), "w", encoding="utf-8", newline="") as file:
            file.write("".join(laid.out))
        for table in tables:
            if table.rsplit(".", 2)[0] == name:
                move_rows(os.path.join(gold, table), os.path.join(new_gold, table), laid, lines)
    return new_corpus, new_gold


def score(baogao, corpus, gold, meta, directory):
    """Each document's figures, and those of all, by score.py."""
    out = os.path.join(directory, "out")
    command = [baogao, "convert", corpus, "-o", out, "--format", "csv", "--quiet"]
    subprocess.run(command + (["--meta", meta] if meta else []), check=True)
    run = subprocess.run([sys.executable, os.path.join(SHARED, "gold", "score.py"), out, gold], capture_output=True,
                         text=True, check=True)
    figures = {}
    for line in run.stdout.splitlines():
        match = re.match(r"(\S+) +" + " +".join(f"{part} ([0-9.]+)" for part in PARTS) + "$", line)
        if match:
            figures[match[1]] = dict(zip(PARTS, map(float, match.groups()[1:])))
    for part, what in zip(PARTS, ("headings", "projects", "numbers found", "whole records")):
        match = re.search(rf"^{what} +([0-9.]+)", run.stdout, re.M)
        figures.setdefault("all", {})[part] = float(match[1])
    return figures


def counts(gold):
    """How many rows of each kind a document has: a single one may weigh more than the limit."""
    found = {}
    for path in os.listdir(gold):
        name, _, kind = path[:-len(".tsv")].rpartition(".")
        if path.endswith(".tsv") and name:
            with open(os.path.join(gold, path), encoding="utf-8") as file:
                rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
                found[name, kind] = max(1, sum(row.get("optional") != "y" and row.get("kind") not in ("lead", "furniture")
                                              for row in rows))
    return found


def halves(corpus, gold, directory):
    """The set as two: documents whose names sort first, and the others, of which only sums are looked at."""
    names = sorted(name for name in os.listdir(corpus) if name.endswith(".txt"))
    for half, chosen in (("first", names[:len(names) // 2]), ("last", names[len(names) // 2:])):
        there = os.path.join(directory, half)
        for folder in ("corpus", "gold"):
            os.makedirs(os.path.join(there, folder))
        for name in chosen:
            shutil.copy(os.path.join(corpus, name), os.path.join(there, "corpus"))
            for kind in ("sections", "projects", "targets"):
                path = os.path.join(gold, f"{name[:-len('.txt')]}.{kind}.tsv")
                if os.path.exists(path):
                    shutil.copy(path, os.path.join(there, "gold"))
        yield half, os.path.join(there, "corpus"), os.path.join(there, "gold")


def check_set(baogao, name, corpus, gold, meta, only_sums, show):
    faults, base, rows = 0, None, counts(gold)
    for layout_name, layout in LAYOUTS.items():
        with tempfile.TemporaryDirectory() as directory:
            new_corpus, new_gold = lay_out(corpus, gold, layout, directory)
            figures = score(baogao, new_corpus, new_gold, meta, directory)
        if base is None:
            base = figures
        print(f"{name}: {layout_name:22}" + "  ".join(f"{part} {figures['all'][part]:.3f}" for part in PARTS))
        for document, now in figures.items():
            if (document == "all") != only_sums:
                continue  # where each document is looked at, the sums add nothing
            one_line = document != "all" and len(read_lines(os.path.join(corpus, document + ".txt"))) < 4
            for part in PARTS:
                if one_line and part == "projects" and layout is columns:
                    continue  # the annotation does not say where on its one line the name stands
                lost = base[document][part] - now[part]
                kind = "targets" if part == "found" else part
                allowed = max(MOST_LOST, 1.5 / rows.get((document, kind), 1000))
                if lost > allowed + 0.0005:
                    faults += 1
                    print(f"  {document}: {part} {base[document][part]:.3f} became {now[part]:.3f}")
                elif show and not only_sums:
                    print(f"  {document}: {part} {now[part]:.3f}")
    return faults


def sample_rows(baogao, path, directory):
    out = os.path.join(directory, "out")
    subprocess.run([baogao, "convert", path, "-o", out, "--format", "csv", "--quiet"], check=True)
    with open(os.path.join(out, "targets.csv"), encoding="utf-8-sig", newline="") as file:
        return [(int(row["line"]), int(row["col"]), row["value"], row["unit"]) for row in csv.DictReader(file)]


def check_samples(baogao):
    """The numbers of samples/ in every layout are those of the text as it is, at their new places."""
    faults = 0
    samples = os.path.join(TOP, "samples")
    for name in sorted(os.listdir(samples)):
        if not name.endswith(".txt"):
            continue
        try:
            lines = read_lines(os.path.join(samples, name))
        except UnicodeDecodeError:
            continue  # in another encoding
        if not re.search("[\u4e00-\u9fff]", "".join(lines)):
            continue  # in one of seven bits
        with tempfile.TemporaryDirectory() as directory:
            wanted = sample_rows(baogao, os.path.join(samples, name), directory)
        for layout_name, layout in LAYOUTS.items():
            if layout is None:
                continue
            laid = layout(lines)
            with tempfile.TemporaryDirectory() as directory:
                path = os.path.join(directory, name)
                with open(path, "w", encoding="utf-8", newline="") as file:
                    file.write("".join(laid.out))
                found = set(sample_rows(baogao, path, directory))
            moved = {laid.places.get(row[:2], row[:2]) + row[2:] for row in wanted}
            right = len(moved & found)
            total = len(moved) + len(found)
            if total and 1 - 2 * right / total > max(MOST_LOST, 1.5 / len(moved) if moved else 1):
                faults += 1
                print(f"{name}: {layout_name}: {right} of {len(moved)} numbers, {len(found)} found")
    return faults


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("baogao")
    options.add_argument("--show", action="store_true")
    options = options.parse_args()
    if not os.path.isdir(os.path.join(SHARED, "mixed")):
        faults = check_samples(options.baogao)
    else:
        corpus, gold = os.path.join(SHARED, "corpus"), os.path.join(SHARED, "gold")
        meta = os.path.join(corpus, "meta.csv")
        with tempfile.TemporaryDirectory() as directory:
            faults = check_set(options.baogao, "first set", corpus, gold, meta, False, options.show)
            mixed = os.path.join(SHARED, "mixed")
            for half, half_corpus, half_gold in halves(os.path.join(mixed, "corpus"), os.path.join(mixed, "gold"), directory):
                faults += check_set(options.baogao, f"mixed set, {half} half", half_corpus, half_gold, None, half == "last",
                                    options.show)
        faults += check_samples(options.baogao)
    print("layouts change nothing" if not faults else f"{faults} figures fall short")
    return 1 if faults else 0


sys.exit(main())

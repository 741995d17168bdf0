#!/usr/bin/env python3
"""Reads the code and the lexicons as text and names what breaks the rules of the house:

- a word twice in the lexicons' lines of one class; a line of words above 200 characters, or without an example of it;
- Chinese in a string of C that is more than a mark of punctuation (facts stand in schemas/, patterns in *.re);
- a function of more than 15 branches or 60 lines; a file of more than 500 lines.

What stood there when a rule was made is counted file by file in house.txt beside this file: no count may rise, and
`house.py --count` writes the file anew when one has fallen.
usage: house.py [--count | --list]"""
import collections
import csv
import glob
import os
import re
import sys

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
KNOWN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "house.txt")
MOST_LINE_CHARACTERS = 200
MOST_BRANCHES = 15
MOST_FUNCTION_LINES = 60
MOST_FILE_LINES = 500
# Registers of places and of the catalogue have rows of their own kind; common_words has no classes.
REGISTERS = {"indicators.csv", "regions.csv", "former_regions.csv", "common_words.csv"}

IDEOGRAPH = re.compile("[\u3400-\u9fff]")
TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.S)
# A switch counts once: its cases are a table.
BRANCH = re.compile(r"\b(?:if|for|while|switch)\b|&&|\|\||\?")
HEAD = re.compile(r"^(?!#|typedef|struct [^(]*=|enum )[A-Za-z_][^;{}=]*\)\s*\{$")


def blank(text):
    """The C with comments and strings blanked, and the strings with their lines."""
    strings = []

    def replace(found):
        token = found.group(0)
        if token[0] == '"':
            strings.append((text.count("\n", 0, found.start()) + 1, token[1:-1]))
        return re.sub(r"[^\n]", " ", token)

    return TOKEN.sub(replace, text), strings


def functions(code):
    """The name, first line, lines and branches of each function of a formatted file: it ends with a } in column 1."""
    lines = code.split("\n")
    start = None
    for i, line in enumerate(lines):
        if start is None:
            head = line
            k = i
            while line.rstrip().endswith("{") and k and head[:1].isspace():
                k -= 1
                head = lines[k] + " " + head.strip()
            if line.rstrip().endswith("{") and HEAD.match(re.sub(r"\s+", " ", head.rstrip())):
                start, name = i, re.search(r"(\w+)\s*\(", head).group(1)
        elif line.startswith("}"):
            body = "\n".join(lines[start:i])
            yield name, start + 1, i - start - 1, 1 + len(BRANCH.findall(body))
            start = None


def read_code(faults):
    for pattern in ("stages/*.[ch]", "stages/*/*.[ch]", "pipeline/*.[ch]", "pipeline/*/*.[ch]", "schemas/build/*.c"):
        for path in sorted(glob.glob(os.path.join(TOP, pattern))):
            name = os.path.relpath(path, TOP)
            with open(path, encoding="utf-8") as file:
                text = file.read()
            code, strings = blank(text)
            for line, string in strings:
                if IDEOGRAPH.search(string):
                    faults[("literal", name)].append((line, string))
            if text.count("\n") > MOST_FILE_LINES:
                faults[("long file", name)].append((1, str(text.count("\n"))))
            for function, line, length, branches in functions(code):
                if branches > MOST_BRANCHES:
                    faults[("branches", name)].append((line, "%s has %d branches" % (function, branches)))
                if length > MOST_FUNCTION_LINES:
                    faults[("long function", name)].append((line, "%s has %d lines" % (function, length)))


def rows_of(name):
    with open(os.path.join(TOP, "schemas", name), encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def read_words(faults):
    known = {row[0]: row[1] for row in rows_of("word_classes.csv")[1:]}
    lists = [name for row in rows_of("word_lists.csv")[1:] for name in row[1].split()]
    seen = collections.Counter()
    used = set()
    for line, (words, classes, example, reason) in enumerate(rows_of("words.csv")[1:], 2):
        used.update(classes.split())
        seen.update(words.split("|"))
        for word in words.split("|"):
            if seen[word] == 2:
                faults[("word twice", "schemas/words.csv")].append((line, word))
        if words.startswith("-"):  # in a folder of --lexicon such a line takes words away
            faults[("begins with -", "schemas/words.csv")].append((line, words))
        if not any(word in example for word in words.split("|")) or not reason:
            faults[("no example", "schemas/words.csv")].append((line, words))
        for name in set(classes.split()) - set(known):
            faults[("unknown class", "schemas/words.csv")].append((line, name))
    for name, reader in known.items():
        if name not in used or (reader == "lists" and name not in lists):
            faults[("unused class", "schemas/word_classes.csv")].append((1, name))


def read_lexicons(faults):
    for path in sorted(glob.glob(os.path.join(TOP, "schemas", "*.csv"))):
        name = os.path.basename(path)
        if name in REGISTERS or name.startswith("evidence_"):
            continue
        with open(path, encoding="utf-8") as file:
            for line, text in enumerate(file, 1):
                if len(text.rstrip("\n")) > MOST_LINE_CHARACTERS:
                    faults[("long line", "schemas/" + name)].append((line, text[:40]))
        seen = set()
        for line, row in enumerate(rows_of(name)[1:], 2):
            for word in row[0].split("|"):
                entry = (word,) + tuple(row[1:])
                if entry in seen and not name.startswith(("word_", "confidence")):
                    faults[("word twice", "schemas/" + name)].append((line, word))
                seen.add(entry)


def main():
    faults = collections.defaultdict(list)
    read_code(faults)
    read_words(faults)
    read_lexicons(faults)
    if "--count" in sys.argv:
        with open(KNOWN, "w", encoding="utf-8") as file:
            for (rule, name), found in sorted(faults.items()):
                file.write("%s: %s %d\n" % (rule, name, len(found)))
        return 0
    known = {}
    if os.path.exists(KNOWN):
        with open(KNOWN, encoding="utf-8") as file:
            for line in file:
                rule, rest = line.rstrip("\n").split(": ", 1)
                name, count = rest.rsplit(" ", 1)
                known[(rule, name)] = int(count)
    failed = False
    for key, found in sorted(faults.items()):
        more = len(found) > known.get(key, 0)
        failed = failed or more
        if more or "--list" in sys.argv:
            for line, what in found:
                print("%s:%d: %s: %s" % (key[1], line, key[0], what))
        if more:
            print("%s: %s: %d, where %d stood before" % (key[1], key[0], len(found), known.get(key, 0)))
    totals = collections.Counter()
    for (rule, _), found in faults.items():
        totals[rule] += len(found)
    print(", ".join("%s %d" % item for item in sorted(totals.items())) or "nothing to mend")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

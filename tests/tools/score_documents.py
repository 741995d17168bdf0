#!/usr/bin/env python3
"""Compares every cell of documents.csv of a run with documents.tsv.

usage: score_documents.py OUT_DIR [documents.tsv] [--totals] [--only DIR]

Prints each cell that is not right and exits 1 where there is one; an empty cell of the annotation must be empty.
--totals prints the sum alone, for reports whose errors nobody is to see; --only compares the reports whose annotations
stand in DIR. Where the annotation is not there (../shared beside the repository) it prints "skipped".
"""
import argparse
import csv
import os
import sys


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("run")
    options.add_argument("gold", nargs="?")
    options.add_argument("--totals", action="store_true")
    options.add_argument("--only")
    options = options.parse_args()
    top = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    gold = options.gold or os.path.join(top, "..", "shared", "gold", "documents.tsv")
    if not os.path.exists(gold):
        print("skipped: no annotated documents")
        return 0
    with open(os.path.join(options.run, "documents.csv"), encoding="utf-8-sig", newline="") as file:
        run = {os.path.splitext(os.path.basename(row["document"]))[0]: row for row in csv.DictReader(file)}
    cells = wrong = 0
    with open(gold, encoding="utf-8", newline="") as file:
        for want in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if options.only and not os.path.exists(os.path.join(options.only, want["document"] + ".sections.tsv")):
                continue
            have = run.get(want["document"])
            for column, value in want.items():
                if column == "document":
                    continue
                if column == "partial":
                    value = "true" if value == "y" else "false"
                cells += 1
                if have is None or have[column] != value:
                    wrong += 1
                    if not options.totals:
                        print(f'{want["document"]}: {column} is "{have[column] if have else "missing"}", not "{value}"')
    print(f"documents: {cells - wrong}/{cells} cells right")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

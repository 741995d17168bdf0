#!/usr/bin/env python3
"""Compares every cell of documents.csv of a run with documents.tsv.

usage: score_documents.py OUT_DIR [documents.tsv]

Prints each cell that is not right and exits 1 where there is one; an empty cell of the annotation must be empty. Where
the annotation is not there (../shared beside the repository) it prints "skipped".
"""
import csv
import os
import sys


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    top = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    gold = sys.argv[2] if len(sys.argv) > 2 else os.path.join(top, "..", "shared", "gold", "documents.tsv")
    if not os.path.exists(gold):
        print("skipped: no annotated documents")
        return 0
    with open(os.path.join(sys.argv[1], "documents.csv"), encoding="utf-8-sig", newline="") as file:
        run = {os.path.splitext(os.path.basename(row["document"]))[0]: row for row in csv.DictReader(file)}
    cells = wrong = 0
    with open(gold, encoding="utf-8", newline="") as file:
        for want in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            have = run.get(want["document"])
            for column, value in want.items():
                if column == "document":
                    continue
                if column == "partial":
                    value = "true" if value == "y" else "false"
                cells += 1
                if have is None or have[column] != value:
                    wrong += 1
                    print(f'{want["document"]}: {column} is "{have[column] if have else "missing"}", not "{value}"')
    print(f"documents: {cells - wrong}/{cells} cells right")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

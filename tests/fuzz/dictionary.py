#!/usr/bin/env python3
"""Prints the words of the lexicons as a libFuzzer dictionary. usage: dictionary.py SCHEMAS_DIR"""
import csv
import glob
import os
import sys

words = set()
for path in sorted(glob.glob(os.path.join(sys.argv[1], "*.csv"))):
    if os.path.basename(path) in ("regions.csv", "former_regions.csv"):  # three thousand names teach a fuzzer nothing
        continue
    with open(path, encoding="utf-8", newline="") as file:
        for row in list(csv.reader(file))[1:]:
            words.update(word for word in row[0].split("|") if word)
for word in sorted(words):
    print('"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"')

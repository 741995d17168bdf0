#!/usr/bin/env python3
"""Converts every input of ../shared/faults and checks what it must give.

usage: faults.py BAOGAO [NAME...]

The expectations stand in faults.txt beside this file: `## input` and under it lines `table | column=value | …`. Each line
takes one row of the table that fits all its columns (* stands for any text); `no` wants no such row, `rows=N` that many
rows. `(not yet)` behind an input's name says that the program does not give it yet: it fails here as soon as it does,
so that the list only shrinks. An input without an expectation fails too. Whatever an input is, the run ends with
status 0, every output is valid UTF-8 and holds no NUL. Exits 1 on a failure, 77 where ../shared is not there.
"""
import csv
import fnmatch
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
INPUTS = os.path.join(HERE, "..", "..", "..", "shared", "faults", "inputs")


def read_expectations():
    wanted, name = {}, None
    with open(os.path.join(HERE, "faults.txt"), encoding="utf-8") as file:
        for line in file:
            line = line.strip()
            if line.startswith("## "):
                name, _, mark = line[3:].partition(" ")
                wanted[name] = {"not yet": mark == "(not yet)", "lines": []}
            elif line and not line.startswith("#"):
                table, *cells = [cell.strip() for cell in line.split(" | ")]
                wanted[name]["lines"].append((table, cells))
    return wanted


def read_table(directory, table):
    path = os.path.join(directory, table + ".csv")
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def fits(row, cells):
    for cell in cells:
        column, _, value = cell.partition("=")
        if column not in row or not fnmatch.fnmatchcase(row[column], value.replace("[", "[[]")):
            return False
    return True


def check_rows(directory, lines):
    """The expectations that do not hold."""
    tables, failures = {}, []
    for table, cells in lines:
        rows = tables.setdefault(table, read_table(directory, table))
        if cells[0].startswith("rows="):
            count = len(read_table(directory, table))
            if count != int(cells[0][len("rows="):]):
                failures.append(f"{table} has {count} rows, not {cells[0][len('rows='):]}")
        elif cells[0] == "no":
            if any(fits(row, cells[1:]) for row in read_table(directory, table)):
                failures.append(f"{table} has a row {' | '.join(cells[1:])}")
        else:
            found = next((row for row in rows if fits(row, cells)), None)
            if found is None:
                failures.append(f"{table} has no row {' | '.join(cells)}")
            else:
                rows.remove(found)
    return failures


def check_bytes(directory):
    for name in sorted(os.listdir(directory)):
        with open(os.path.join(directory, name), "rb") as file:
            content = file.read()
        try:
            content.decode("utf-8")
        except UnicodeDecodeError as error:
            yield f"{name} is not UTF-8: {error}"
        if b"\0" in content:
            yield f"{name} holds a NUL"


def failures_of(baogao, name, expectation):
    with tempfile.TemporaryDirectory() as out:
        run = subprocess.run([baogao, "convert", os.path.join(INPUTS, name), "-o", out, "--format", "csv,jsonl", "--quiet"],
                             capture_output=True, text=True, check=False)
        if run.returncode != 0:
            return [f"exit status {run.returncode}: {run.stderr.strip()[:200]}"]
        return list(check_bytes(out)) + check_rows(out, expectation["lines"])


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    if not os.path.isdir(INPUTS):
        print("skipped: ../shared/faults is not there")
        return 77
    wanted = read_expectations()
    names = sys.argv[2:] or sorted(os.listdir(INPUTS))
    right, waiting, wrong = 0, [], 0
    for name in names:
        if name not in wanted:
            print(f"{name}: faults.txt says nothing of it")
            wrong += 1
            continue
        failures = failures_of(sys.argv[1], name, wanted[name])
        if wanted[name]["not yet"]:
            if failures:
                waiting.append(name)
            else:
                print(f"{name}: comes out right; take its (not yet) out of faults.txt")
                wrong += 1
            if sys.argv[2:]:
                print("\n".join(f"{name}: {failure}" for failure in failures))
        elif failures:
            print("\n".join(f"{name}: {failure}" for failure in failures))
            wrong += 1
        else:
            right += 1
    print(f"{right} of {len(names)} inputs right; not yet: {len(waiting)} ({' '.join(waiting)})")
    return 1 if wrong else 0


sys.exit(main())

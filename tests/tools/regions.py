#!/usr/bin/env python3
"""Whether the regions of schemas/ hang together: codes of GB/T 2260 say where a region belongs.

usage: regions.py     Prints what does not, and exits with 1 where something does not.
"""
import csv
import sys
from pathlib import Path

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
NATION = "100000"
FIRST_YEAR, LAST_YEAR = 1949, 2100  # of the republic, and of what can be meant


def rows_of(name):
    with open(SCHEMAS / name, encoding="utf-8", newline="") as file:
        return [(f"{name}:{number}", row) for number, row in enumerate(csv.DictReader(file), 2)]


def parents_of(code, level):
    """The codes that a region of this level may belong to; a city without counties is also a county, of its own code."""
    return {"nation": {""}, "province": {NATION}, "prefecture": {code[:2] + "0000"},
            "county": {code[:4] + "00", code[:2] + "0000"}}.get(level, set())


def fits(code, level):
    """Whether the code has the zeros of the level."""
    zeros = {"nation": 5, "province": 4, "prefecture": 2, "county": 0}[level]
    return len(code) == 6 and code.isdigit() and code.endswith("0" * zeros)


def faults(place, row, codes):
    code, level, parent = row["code"], row["level"], row["parent"]
    if level not in ("nation", "province", "prefecture", "county"):
        yield f"{place}: {level} is no level"
    elif not fits(code, level):
        yield f"{place}: {code} is no code of a {level}"
    elif parent not in parents_of(code, level):
        yield f"{place}: {code} does not belong to {parent}"
    if parent and parent not in codes:
        yield f"{place}: there is no region {parent}"
    if "first_year" in row and not FIRST_YEAR <= int(row["first_year"]) <= int(row["last_year"]) <= LAST_YEAR:
        yield f"{place}: no years {row['first_year']} to {row['last_year']}"


def main():
    today, former = rows_of("regions.csv"), rows_of("former_regions.csv")
    codes = {row["code"] for _, row in today + former}
    found = [fault for place, row in today + former for fault in faults(place, row, codes)]
    print("\n".join(found) if found else f"{len(today)} regions and {len(former)} former ones hang together")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())

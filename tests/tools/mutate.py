#!/usr/bin/env python3
"""Do the tests notice? Makes one small change at a time to code, grammars and schema lines, runs the tests that could notice,
and prints the changes that none did.

usage: mutate.py [--count N] [--seed S] [--only PATH_PREFIX] [--corpus DIR] [--build DIR]
Works in a copy of the checkout's committed files. Tests run from the quickest to the slowest and stop at the first that fails:
the tables of samples/, sentence cases, unit tests, then those of the command from outside. With --corpus, survivors tell whether
the tables of those reports change. Exit status 1 where more than a tenth survive or a survivor changes tables of the corpus.
"""
import argparse
import hashlib
import os
import random
import re
import subprocess
import sys
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MOST_SURVIVORS = 0.10
SLOWEST_SECONDS = 900  # of one step; what hangs is noticed
TESTS = ["expected_tables", "^cases_", "^unit_", "^e2e_(tables|command_line|changes|unattended|containers|side_files|output|log)$"]
# What stands in a line of C or re2c, and what takes its place.
SWAPS = [(r" < ", " <= "), (r" <= ", " < "), (r" > ", " >= "), (r" >= ", " > "), (r" == ", " != "), (r" != ", " == "), (r" && ", " || "),
         (r" \|\| ", " && "), (r" \+ ", " - "), (r" - ", " + "), (r"\btrue\b", "false"), (r"\bfalse\b", "true"), (r"!(?=[a-z(])", ""),
         (r"\bcontinue;", ";"), (r"\bbreak;", ";"), (r"\+\+", "--"), (r" \+= ", " -= "), (r" -= ", " += ")]
NUMBER = re.compile(r"(?<![\w.\"'\\])(\d+)(?![\w.\"'])")


def code_lines(path):
    """Numbers of the lines that hold code and no comment, text or declaration alone."""
    inside = False
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file):
            begins, ends = "/*" in line, "*/" in line
            if not inside and not begins and not re.match(r"\s*(#|//|struct \w+ \w*;|enum status \w+\(.*;$|\"|$)", line):
                yield number, line
            inside = (inside or begins) and not ends


def code_changes(path):
    for number, line in code_lines(path):
        bare = re.sub(r'"(\\.|[^"\\])*"', lambda found: "\0" * len(found.group()), line)
        for old, new in SWAPS:
            for found in re.finditer(old, bare):
                yield number, line[:found.start()] + new + line[found.end():]
        for found in NUMBER.finditer(bare):
            yield number, line[:found.start()] + str(int(found.group()) + 1) + line[found.end():]


def data_changes(path):
    """A line that goes, or a number in one that is another. Evidence may only be weighed otherwise: C names its lines."""
    with open(path, encoding="utf-8") as file:
        lines = file.readlines()
    weighed = os.path.basename(path).startswith(("evidence_", "confidence"))
    for number, line in enumerate(lines[1:], 1):
        found = NUMBER.search(line)
        if found:
            yield number, line[:found.start()] + str(int(found.group()) * 2 + 1) + line[found.end():]
        if not weighed:
            yield number, ""


def changes(folder, only):
    found = []
    names = subprocess.run(["git", "ls-files", "stages", "pipeline", "schemas"], cwd=folder, capture_output=True, text=True, check=True).stdout.split("\n")
    for name in names:
        if not name.startswith(only) or "/build/" in name:
            continue
        path = os.path.join(folder, name)
        if name.endswith((".c", ".re")):
            found.append([(name, *change) for change in code_changes(path)])
        elif name.endswith(".csv"):
            found.append([(name, *change) for change in data_changes(path)])
    return [group for group in found if group]


def run(*command, cwd):
    try:
        return subprocess.run(["nice", *command], cwd=cwd, capture_output=True, text=True, errors="replace", timeout=SLOWEST_SECONDS)
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 99, "", "timeout")


def noticed_by(folder, build):
    """What noticed the change; "" for nothing."""
    if run("cmake", "--build", build, "-j2", "--target", "baogao", cwd=folder).returncode:
        return "the build"
    for tests in TESTS:
        if tests == "^cases_" and run("cmake", "--build", build, "-j2", "--target", "cases", cwd=folder).returncode:
            return "the build"
        if tests == "^unit_" and run("cmake", "--build", build, "-j2", cwd=folder).returncode:
            return "the build"
        done = run("ctest", "--test-dir", build, "-R", tests, "-j2", "--stop-on-failure", cwd=folder)
        if done.returncode:
            return tests
    return ""


def tables_of(folder, build, corpus):
    with tempfile.TemporaryDirectory() as out:
        run(os.path.join(build, "baogao"), "convert", corpus, "-o", out, "--format", "csv", "-q", cwd=folder)
        whole = hashlib.sha256()
        for name in sorted(os.listdir(out)):
            if name.endswith(".csv"):
                with open(os.path.join(out, name), "rb") as file:
                    whole.update(file.read())
        return whole.hexdigest()


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--count", type=int, default=300)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", default="")
    options.add_argument("--corpus")
    options.add_argument("--build", help="a folder for the copy and its build, kept for the next time")
    options = options.parse_args()
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as temporary:
        home = options.build or temporary
        folder, build = os.path.join(home, "copy"), os.path.join(home, "build")
        os.makedirs(folder, exist_ok=True)
        archive = subprocess.run(["git", "archive", "HEAD"], cwd=TOP, capture_output=True, check=True).stdout
        subprocess.run(["tar", "-x", "-C", folder], input=archive, check=True)
        subprocess.run("git init -q . && git add -A", shell=True, cwd=folder, check=True)
        run("cmake", "-B", build, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_C_FLAGS=-O1", "-DCMAKE_C_COMPILER_LAUNCHER=ccache", cwd=folder)
        if fault := noticed_by(folder, build):
            sys.exit(f"mutate: nothing was changed, and {fault} fails")
        corpus = options.corpus and os.path.abspath(options.corpus)
        sound = tables_of(folder, build, corpus) if corpus else ""
        groups = changes(folder, options.only)
        survivors = deep = made = 0
        while made < options.count:
            name, number, line = chance.choice(chance.choice(groups))  # each file as often as any other
            path = os.path.join(folder, name)
            with open(path, encoding="utf-8") as file:
                lines = file.readlines()
            with open(path, "w", encoding="utf-8") as file:
                file.writelines([*lines[:number], line, *lines[number + 1:]])
            notice = noticed_by(folder, build)
            made += notice != "the build"  # what does not build is no change
            told = ""
            if not notice:
                survivors += 1
                changed = corpus and tables_of(folder, build, corpus) != sound
                deep += bool(changed)
                told = "SURVIVES" + (", and changes tables of the corpus" if changed else "")
            print(f"{made:4} {name}:{number + 1}: {told or notice}\n     - {lines[number].strip()}\n     + {line.strip()}", flush=True)
            with open(path, "w", encoding="utf-8") as file:
                file.writelines(lines)
    print(f"{survivors} of {made} survive, {deep} of them change tables of the corpus")
    return survivors > MOST_SURVIVORS * made or deep > 0


sys.exit(main())

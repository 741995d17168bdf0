#!/usr/bin/env python3
"""Do the tests notice? Makes one small change at a time to code, grammars and schema lines, runs the tests that could notice,
and prints the changes that none did.

usage: mutate.py [--count N] [--seed S] [--only PATTERN] [--again LOG] [--home DIR]
Works in a copy of the checkout's committed files. Tests run in the order of how often they noticed changes to the same folder, by
the time they take, and the first that fails ends it. Where the annotated sets stand beside the checkout their tables are a test
too: what it alone notices is told apart. --again makes the surviving changes of an earlier log once more, to the tests of today.
Exit status 1 where more than a tenth survive.
"""
import argparse
import collections
import json
import os
import random
import re
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MOST_SURVIVORS = 0.10
BUILD_SECONDS = 600
LEAST_SECONDS, TIMES_AS_LONG = 10, 8  # what hangs is noticed
MOST_BYTES = 4 << 30  # that a test may need or write
LAST = "corpus_tables"
BUILD = "the build"
# Which tests could notice a change to a file, by the begin of its path. All cases are one test here, and so are all unit tests.
GROUPS = {"cases": "cases_", "unit": "unit_"}
COULD_NOTICE = [
    ("", "expected_tables|cases|unit|faults_are_mended|e2e_tables|" + LAST),
    ("schemas/", "regions_hang_together|code_keeps_the_rules"),
    ("stages/correct/", "e2e_corrections"),
    ("stages/decode/", "e2e_(inputs|containers)"),
    ("stages/link/", "e2e_(changes|stream)"),
    ("stages/model/", "e2e_(command_line|side_files|containers)"),
    ("stages/write/", "e2e_(why|nothing_runs|stream|difference)"),
    ("stages/write/workbook", "e2e_workbook"),
    ("stages/write/(html|review)", "e2e_review"),
    ("pipeline/", "e2e_(command_line|changes|difference|log|night|nothing_runs|stream|why)"),
    ("pipeline/(inputs|read|paths|collection)", "e2e_(inputs|containers)"),
    ("pipeline/(meta|lexicon|panel|corrections|side)", "e2e_(side_files|corrections)"),
    ("pipeline/(conversion|convert|destination|earlier|fingerprint|memory|output|readings|run)", "e2e_unattended"),
    ("pipeline/launcher", "e2e_confined"),
]
# What stands in a line of C or re2c, and what takes its place.
SWAPS = [(r" < ", " <= "), (r" <= ", " < "), (r" > ", " >= "), (r" >= ", " > "), (r" == ", " != "), (r" != ", " == "), (r" && ", " || "),
         (r" \|\| ", " && "), (r" \+ ", " - "), (r" - ", " + "), (r"\btrue\b", "false"), (r"\bfalse\b", "true"), (r"!(?=[a-z(])", ""),
         (r"\bcontinue;", ";"), (r"\bbreak;", ";"), (r"\+\+", "--"), (r" \+= ", " -= "), (r" -= ", " += ")]
NUMBER = re.compile(r"(?<![\w.\"'\\])(\d+)(?![\w.\"'])")
DATA_NUMBER = re.compile(r"(?<![\w.\"'\\])\d+(\.\d+)?(?![\w.\"'])")
# Room that is larger by one is no other behaviour.
ROOM = re.compile(r"^\s*(static |const |struct )*\w+ \*?\w+\[[^\]]*\]( = [^;]*)?[,;]|_BYTES = ")

# ---- changes ----


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
            if not ROOM.search(bare):
                yield number, line[:found.start()] + str(int(found.group()) + 1) + line[found.end():]


def data_changes(path):
    """A line that goes, or a number in one that is another. Evidence may only be weighed otherwise: C names its lines."""
    with open(path, encoding="utf-8") as file:
        lines = file.readlines()
    weighed = os.path.basename(path).startswith(("evidence_", "confidence"))
    for number, line in enumerate(lines[1:], 1):
        found = DATA_NUMBER.search(line)
        if found:
            yield number, line[:found.start()] + f"{float(found.group()) * 2 + 1:g}" + line[found.end():]
        if not weighed:
            yield number, ""


def changes(folder, only):
    """The changes that could be made to each file: (path, number of the line from 0, the new line)."""
    found = []
    names = subprocess.run(["git", "ls-files", "stages", "pipeline", "schemas"], cwd=TOP, capture_output=True, text=True, check=True).stdout.split("\n")
    for name in names:
        path = os.path.join(folder, name)
        if not re.match(only, name) or "/build/" in name or not os.path.exists(path):
            continue
        if name.endswith((".c", ".re")):
            found.append([(name, *change) for change in code_changes(path)])
        elif name.endswith(".csv"):
            found.append([(name, *change) for change in data_changes(path)])
    return [group for group in found if group]


def drawn_changes(folder, options):
    """So many different changes, each file as likely as any other."""
    groups, seen, chance = changes(folder, options.only), set(), random.Random(options.seed)
    while True:
        change = chance.choice(chance.choice(groups))
        if change not in seen:
            seen.add(change)
            yield change


def surviving_changes(folder, log):
    """Those that an earlier log tells of, where the line still stands."""
    with open(log, encoding="utf-8") as file:
        lines = file.read().split("\n")
    for i, line in enumerate(lines):
        told = re.match(r"\s*\d+ (\S+):(\d+): .*SURVIVES", line)
        if not told:
            continue
        name, near = told.group(1), int(told.group(2)) - 1
        old, new = lines[i + 1][7:], lines[i + 2][7:]
        path = os.path.join(folder, name)
        places = []
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                text = file.readlines()
            places = [number for number, line in enumerate(text) if line.strip() == old]
        if not places:
            print(f"     {name}:{near + 1}: gone: {old}")
            continue
        place = min(places, key=lambda number: abs(number - near))
        indent = text[place][:len(text[place]) - len(text[place].lstrip())]
        yield name, place, indent + new + "\n" if new else ""


# ---- tests ----


def confined(command):
    """In a world of its own processes: a changed program signals nobody else, and nothing of it stays."""
    return ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc", *command] if CONFINES else command


CONFINES = os.geteuid() == 0 and subprocess.run(["unshare", "--pid", "--fork", "--mount-proc", "true"], capture_output=True).returncode == 0


def limit_process():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_BYTES, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, resource.RLIM_INFINITY))


def run(command, folder, environment, seconds):
    """Whether it ends well, and in time; a skipped test does."""
    process = subprocess.Popen(confined(command), cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, preexec_fn=limit_process, start_new_session=True)
    try:
        return process.wait(timeout=seconds) in (0, 77)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return False


class Copy:
    """A copy of the committed files, its build and its tests."""

    def __init__(self, home):
        self.home, self.folder, self.build = home, os.path.join(home, "copy"), os.path.join(home, "build")
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)
        archive = subprocess.run(["git", "archive", "HEAD"], cwd=TOP, capture_output=True, check=True).stdout
        subprocess.run(["tar", "-x", "-C", self.folder], input=archive, check=True)
        shared = os.path.join(TOP, "..", "shared")
        if os.path.isdir(shared) and not os.path.lexists(os.path.join(home, "shared")):
            os.symlink(os.path.realpath(shared), os.path.join(home, "shared"))
        subprocess.run(["cmake", "-S", self.folder, "-B", self.build, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_C_FLAGS=-O0"],
                       stdout=subprocess.DEVNULL, check=True)
        if not self.make("all"):
            sys.exit("mutate: nothing was changed, and it does not build")
        subprocess.run([os.path.join(self.folder, "tests/tools/expected.sh"), os.path.join(self.build, "baogao"), "--write"], check=True)
        self.seconds, self.noticed = {}, collections.Counter()
        self.read_tests()

    def make(self, *targets):
        return run(["cmake", "--build", self.build, "-j1", "--target", *targets], self.folder, None, BUILD_SECONDS)

    def read_tests(self):
        told = subprocess.run(["ctest", "--test-dir", self.build, "--show-only=json-v1"], capture_output=True, text=True, check=True).stdout
        self.tests = {test["name"]: test for test in json.loads(told)["tests"] if "command" in test}
        for group, begin in GROUPS.items():
            members = [self.tests.pop(name) for name in sorted(self.tests) if name.startswith(begin)]
            command = " && ".join(shlex.join(test["command"]) for test in members)
            self.tests[group] = {**members[0], "name": group, "command": ["sh", "-c", command]}

    def passes(self, name):
        """From outside a busy machine may be what fails a test once."""
        return self.passes_once(name) or (name.startswith("e2e_") and self.passes_once(name))

    def passes_once(self, name):
        test = self.tests[name]
        facts = {fact["name"]: fact["value"] for fact in test["properties"]}
        rooms = os.path.join(self.home, "temporary")
        os.makedirs(rooms, exist_ok=True)
        environment = dict(os.environ, TMPDIR=rooms, **dict(pair.split("=", 1) for pair in facts.get("ENVIRONMENT", [])))
        limit = max(LEAST_SECONDS, TIMES_AS_LONG * self.seconds[name]) if name in self.seconds else BUILD_SECONDS
        good = run(test["command"], facts["WORKING_DIRECTORY"], environment, limit)
        shutil.rmtree(rooms, ignore_errors=True)
        return good

    def measure(self, names):
        for name in sorted(names):
            begin = time.monotonic()
            if not self.passes(name):
                print(f"     {name} is left out: it fails though nothing was changed", flush=True)
                del self.tests[name]
            self.seconds[name] = time.monotonic() - begin

    def in_order(self, path):
        """Of the tests that could notice, first those that notice most in the least time; the annotated sets in the end."""
        could = "|".join(names for begin, names in COULD_NOTICE if re.match(begin, path))
        names = [name for name in self.tests if re.fullmatch(could, name)]
        self.measure(name for name in names if name not in self.seconds)
        names = [name for name in names if name in self.tests]
        area = os.path.dirname(path)
        worth = {name: (self.noticed[area, name] + 0.1 * self.noticed[name] + 0.1) / self.seconds[name] for name in names}
        return sorted(names, key=lambda name: (name == LAST, -worth[name], name))

    def noticed_by(self, path, names):
        """The first of the tests that fails with the changed file; "" where none does, BUILD where it does not build."""
        built = set()
        for name in names:
            target = {"cases": "cases", "unit": "all"}.get(name, "baogao")
            if target not in built and not self.make(target):
                return BUILD
            built.add(target)
            if not self.passes(name):
                self.noticed[name] += 1
                self.noticed[os.path.dirname(path), name] += 1
                return name
        return ""

    def try_change(self, path, number, line):
        """What noticed it, and the line that stood there."""
        place, names = os.path.join(self.folder, path), self.in_order(path)
        with open(place, encoding="utf-8") as file:
            lines = file.readlines()
        with open(place, "w", encoding="utf-8") as file:
            file.writelines([*lines[:number], line, *lines[number + 1:]])
        notice = self.noticed_by(path, names)
        with open(place, "w", encoding="utf-8") as file:
            file.writelines(lines)
        return notice, lines[number]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--count", type=int, default=300)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", default="")
    options.add_argument("--again", metavar="LOG")
    options.add_argument("--home", help="a folder for the copy and its build, kept for the next time")
    options = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        copy = Copy(os.path.abspath(options.home or temporary))
        drawn = surviving_changes(copy.folder, options.again) if options.again else drawn_changes(copy.folder, options)
        made = survivors = sets_alone = 0
        for path, number, line in drawn:
            notice, old = copy.try_change(path, number, line)
            if notice == BUILD:
                continue  # what does not build is no change
            made += 1
            survivors += not notice
            sets_alone += notice == LAST
            print(f"{made:4} {path}:{number + 1}: {notice or 'SURVIVES'}\n     - {old.strip()}\n     + {line.strip()}", flush=True)
            if made == options.count:
                break
    print(f"{survivors} of {made} survive; {sets_alone} more are noticed by the tables of the annotated sets alone")
    return survivors > MOST_SURVIVORS * made


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Fits the weights of schemas/evidence_*.csv to annotated reports, and what a sum is worth (schemas/confidence.csv).

usage: fit.py BAOGAO [TABLE...]          writes both, of projects and targets where no table is named
       fit.py --report [--min] BAOGAO    prints how right rows of each confidence are; --min: exits 1 below the floors
       fit.py --calibrate BAOGAO [TABLE...]  keeps the weights and writes what a sum is worth by today's rows
       fit.py --corrections FILE --reports DIR BAOGAO [TABLE...]  fits to the rows that readers judged as well
       fit.py --cross BAOGAO [TABLE...]  prints how well weights do on documents that were left out of their fit

BAOGAO is the program to ask for the evidence (inspect --why all --json). The annotated sets stand in ../shared beside
the checkout; without them it says "skipped" and exits 77. Weights are those of a logistic regression with a penalty on
their squares (of a choice among the candidates of one number for the tables in CHOICES), fitted to the first set, the
half of the second whose names sort first, and tests/reports/fitted. The other half and tests/reports/held_out take no
part: the half only says how steep and how high the sums lie (two figures a table), and --report is about both. Nothing
of their texts or rows is printed. Plain Python, whole numbers in the end: fitting twice gives the same files.
"""
import argparse
import collections
import csv
import glob
import json
import math
import os
import subprocess
import sys
import tempfile

TOP = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
SHARED = os.path.join(TOP, "..", "shared")
REPORTS = os.path.join(TOP, "tests", "reports")
SCHEMAS = os.path.join(TOP, "schemas")
CHOICES = {"indicators"}  # one candidate of a number is right
PENALTIES = {"targets": 8.0, "projects": 2.0, "undertakings": 4.0}  # of all that were tried (--cross), what loses least on documents left out
PENALTY = 2.0  # of other tables
MIXED_WEIGHT = 2.0  # a row of the second set and of tests/reports counts as so many of the first, for which rules were made
STEPS = [-6, -4, -3, -2.5, -2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 8]
FLOORS = {"targets": (0.94, 0.53), "projects": (0.97, 0.40)}  # of rows of 0.9 and more: right, and of all rows

Example = collections.namedtuple("Example", "table document evidence right taken weight group sum")


# ---- the annotated reports ----

def score_rules():
    """The functions of score.py, which is a program."""
    path = os.path.join(SHARED, "gold", "score.py")
    with open(path, encoding="utf-8") as file:
        source = file.read().replace("sys.exit(main())", "")
    rules = {"__name__": "score", "__doc__": "", "__file__": path}
    exec(compile(source, path, "exec"), rules)
    return rules


def documents():
    """Path of the text, folder of the annotations, --meta or None, set: first, fitted, held_out or written (held out too)."""
    found = []
    gold = os.path.join(SHARED, "gold")
    for name in sorted(os.listdir(gold)):
        if name.endswith(".targets.tsv"):
            document = name[:-len(".targets.tsv")]
            found.append((os.path.join(SHARED, "corpus", document + ".txt"), gold,
                          os.path.join(SHARED, "corpus", "meta.csv"), "first"))
    corpus = os.path.join(SHARED, "mixed", "corpus")
    texts = sorted(name for name in os.listdir(corpus) if name.endswith(".txt"))
    for i, name in enumerate(texts):
        part = "fitted" if i < len(texts) // 2 else "held_out"
        found.append((os.path.join(corpus, name), os.path.join(SHARED, "mixed", "gold"), None, part))
    for part in ("fitted", "held_out"):
        texts = sorted(glob.glob(os.path.join(REPORTS, part, "*.txt")))
        found += [(text, os.path.join(REPORTS, part, "gold"), None, "written" if part == "held_out" else part) for text in texts]
    return found


def run_one(baogao, path, meta):
    """The candidates, and the rows of targets and projects by their number."""
    more = ["--meta", meta] if meta else []
    asked = subprocess.run([baogao, "inspect", path, "--why", "all", "--json", *more], stdout=subprocess.PIPE,
                           stderr=subprocess.DEVNULL, check=True)
    candidates = [json.loads(line) for line in asked.stdout.decode().splitlines()]
    rows = {}
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([baogao, "convert", path, "-o", folder, "--format", "csv", "--csv-raw", "--quiet", *more],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        for table in ("targets", "projects"):
            with open(os.path.join(folder, table + ".csv"), encoding="utf-8", newline="") as file:
                rows[table] = list(csv.DictReader(file))
    return candidates, rows


def read_gold(folder, document, table):
    path = os.path.join(folder, f"{document}.{table}.tsv")
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def same_period(gold, row):
    return not gold["period"] or gold["period"].split("-")[-1] == (row["period_end"] or "")


class Judge:
    """Says of a candidate whether it is right: True, False, or None where it is not scored."""

    def __init__(self, rules, gold_targets, gold_projects, rows):
        self.rules, self.rows = rules, rows
        self.by_place = {(int(g["line"]), int(g["col"])): g for g in gold_targets}
        self.gold_projects = gold_projects
        self.project_of_row = self.match_projects(rows["projects"])

    def is_right(self, candidate):
        judge = getattr(self, candidate["table"], None)  # a table that nothing is annotated for is not scored
        return judge(candidate) if judge else None

    def match_projects(self, rows):
        """As score.py does: the closest names first."""
        likeness, pairs = self.rules["likeness"], []
        for i, g in enumerate(self.gold_projects):
            for j, r in enumerate(rows):
                if abs(int(r["line"]) - int(g["line"])) <= 2:
                    close = likeness(r["name"], g["name"])
                    if close >= 0.8:
                        pairs.append((close, i, j))
        taken, found = set(), {}
        for _, i, j in sorted(pairs, key=lambda pair: -pair[0]):
            if i not in taken and j not in found:
                taken.add(i)
                found[j] = self.gold_projects[i]
        return found

    def targets(self, candidate):
        row = self.rows["targets"][candidate["row"] - 1]
        g = self.by_place.get((int(row["line"]), int(row["col"])))
        if g is None or g["class"] not in ("T", "A"):
            return None if g is not None and g["class"] == "R" else False
        same, amount = self.rules["same_amount"], self.rules["amount"]
        return (same(amount(g["value"], g["unit"]), amount(row["value"], row["unit"]))
                and same(amount(g["value2"], g["unit"]), amount(row["value2"], row["unit"]))
                and row["kind"] == {"T": "target", "A": "actual"}[g["class"]] and row["comparator"] == g["comparator"]
                and self.rules["likeness"](row["indicator"], g["indicator"]) >= 0.8 and same_period(g, row))

    def projects(self, candidate):
        near = [g for g in self.gold_projects if abs(int(g["line"]) - candidate["line"]) <= 2
                and self.rules["likeness"](candidate["name"], g["name"]) >= 0.8]
        return None if near and all(g["optional"] == "y" for g in near) else bool(near)

    def undertakings(self, candidate):
        return self.projects({"line": candidate["line"], "name": candidate["name"]})

    def kind(self, candidate):
        g = self.by_place.get((candidate["line"], candidate["col"]))
        return None if g is None or g["class"] not in ("T", "A") else g["class"] == "T"

    def indicators(self, candidate):
        g = self.by_place.get((candidate["line"], candidate["col"]))
        if g is None or g["class"] not in ("T", "A"):
            return None
        return self.rules["likeness"](candidate["name"], g["indicator"]) >= 0.8


def read_examples(baogao):
    """The examples of each part of the sets, by table."""
    rules = score_rules()
    examples = {part: collections.defaultdict(list) for part in ("first", "fitted", "held_out", "written")}
    for path, folder, meta, part in documents():
        document = os.path.splitext(os.path.basename(path))[0]
        candidates, rows = run_one(baogao, path, meta)
        judge = Judge(rules, read_gold(folder, document, "targets"), read_gold(folder, document, "projects"), rows)
        for candidate in candidates:
            right = judge.is_right(candidate)
            if right is None:
                continue
            examples[part][candidate["table"]].append(Example(
                candidate["table"], document, tuple(candidate["evidence"]), right, "row" in candidate,
                1.0 if part == "first" else MIXED_WEIGHT, (document, candidate.get("quantity")), candidate["sum"]))
    return examples


def read_corrected(baogao, path, reports):
    """The rows that readers of the review pages judged, as examples: those called right are, the others are not."""
    judged = collections.defaultdict(dict)
    with open(path, encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file):
            right = line["field"] == "row" and line["is"] == "right"
            rows = judged[line["document"]]
            rows[line["table"], line["key"]] = right and rows.get((line["table"], line["key"]), True)
    examples = collections.defaultdict(list)
    for document, keys in sorted(judged.items()):
        candidates, rows = run_one(baogao, os.path.join(reports, document), None)
        for candidate in candidates:
            table = candidate["table"]
            if table not in rows or "row" not in candidate:
                continue
            row = rows[table][candidate["row"] - 1]
            words = row["mention"] if table == "targets" else row["name"]
            right = keys.get((table, f'{row["line"]}:{row["col"]} {words}'))
            if right is not None:
                examples[table].append(Example(table, document, tuple(candidate["evidence"]), right, True, MIXED_WEIGHT,
                                               (document, candidate.get("quantity")), candidate["sum"]))
    return examples


# ---- the regression ----

def logistic(x):
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


def solve(matrix, vector):
    """Gaussian elimination of a symmetric positive matrix."""
    size = len(vector)
    rows = [matrix[i][:] + [vector[i]] for i in range(size)]
    for i in range(size):
        for k in range(i + 1, size):
            factor = rows[k][i] / rows[i][i]
            if factor:
                row, other = rows[i], rows[k]
                for j in range(i, size + 1):
                    other[j] -= factor * row[j]
    answer = [0.0] * size
    for i in reversed(range(size)):
        answer[i] = (rows[i][size] - sum(rows[i][j] * answer[j] for j in range(i + 1, size))) / rows[i][i]
    return answer


def newton(size, penalties, gradient_and_curvature):
    weights = [0.0] * size
    for _ in range(30):
        gradient, curvature = gradient_and_curvature(weights)
        for i in range(size):
            gradient[i] -= penalties[i] * weights[i]
            curvature[i][i] += penalties[i]
        step = solve(curvature, gradient)
        longest = max(abs(s) for s in step)
        shrink = min(1.0, 2.0 / longest) if longest else 1.0  # a long step overshoots
        weights = [w + shrink * s for w, s in zip(weights, step)]
        if longest < 1e-7:
            break
    return weights


def fit_rows(names, examples, penalty):
    """Weights by name; `always` counts in every row."""
    index = {name: i for i, name in enumerate(names)}
    data = [(sorted({index[e] for e in example.evidence if e != "always"} | {index["always"]}), example.right,
             example.weight) for example in examples]

    def derive(weights):
        gradient = [0.0] * len(names)
        curvature = [[0.0] * len(names) for _ in names]
        for held, right, weight in data:
            chance = logistic(sum(weights[i] for i in held))
            error, bend = weight * (right - chance), weight * chance * (1 - chance)
            for i in held:
                gradient[i] += error
                row = curvature[i]
                for j in held:
                    row[j] += bend
        return gradient, curvature

    penalties = [1e-3 if name == "always" else penalty for name in names]
    return dict(zip(names, newton(len(names), penalties, derive)))


def fit_choices(names, examples, penalty):
    """Weights that make the right candidate of each number the likeliest (a conditional logit)."""
    index = {name: i for i, name in enumerate(names)}
    groups = collections.defaultdict(list)
    for example in examples:
        groups[example.group].append(example)
    groups = [group for _, group in sorted(groups.items(), key=lambda item: str(item[0]))
              if any(e.right for e in group) and not all(e.right for e in group)]
    data = [[(sorted({index[e] for e in example.evidence if e != "always"}), example.right) for example in group]
            + [group[0].weight] for group in groups]

    def derive(weights):
        gradient = [0.0] * len(names)
        curvature = [[0.0] * len(names) for _ in names]
        for *candidates, weight in data:
            sums = [sum(weights[i] for i in held) for held, _ in candidates]
            most = max(sums)
            shares = [math.exp(s - most) for s in sums]
            whole, rights = sum(shares), sum(s for s, (_, right) in zip(shares, candidates) if right)
            mean = collections.defaultdict(float)
            for share, (held, right) in zip(shares, candidates):
                chance = share / whole
                error = weight * ((share / rights if right else 0.0) - chance)
                for i in held:
                    gradient[i] += error
                    mean[i] += chance
                    row = curvature[i]
                    for j in held:
                        row[j] += weight * chance
            for i, one in mean.items():
                row = curvature[i]
                for j, other in mean.items():
                    row[j] -= weight * one * other
        return gradient, curvature

    return dict(zip(names, newton(len(names), [1e-3 if name == "always" else penalty for name in names], derive)))


def fit(table, names, examples, penalty=None):
    method = fit_choices if table in CHOICES else fit_rows
    return method(names, examples, PENALTIES.get(table, PENALTY) if penalty is None else penalty)


def sum_of(weights, evidence):
    return weights["always"] + sum(weights[e] for e in evidence if e != "always")


def fit_line(pairs):
    """Slope and height that make sums of rows the logits of their being right."""
    def derive(weights):
        gradient, curvature = [0.0, 0.0], [[0.0, 0.0], [0.0, 0.0]]
        for value, right in pairs:
            chance = logistic(weights[0] * value + weights[1])
            for i, one in enumerate((value, 1.0)):
                gradient[i] += (right - chance) * one
                for j, other in enumerate((value, 1.0)):
                    curvature[i][j] += chance * (1 - chance) * one * other
        return gradient, curvature
    return newton(2, [1e-3, 1e-3], derive)


# ---- the files ----

def evidence_path(table):
    return os.path.join(SCHEMAS, f"evidence_{table}.csv")


def read_lines(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read().splitlines()


def read_names(table):
    return [line.split(",")[0] for line in read_lines(evidence_path(table))[1:]]


def read_weights(table):
    return {line.split(",")[0]: float(line.split(",")[1]) for line in read_lines(evidence_path(table))[1:]}


def write_lines(path, lines):
    with open(path + ".new", "w", encoding="utf-8", newline="") as file:
        file.write("".join(line + "\n" for line in lines))
    os.replace(path + ".new", path)


def write_weights(table, weights):
    lines = read_lines(evidence_path(table))
    for i in range(1, len(lines)):
        name, _, rest = lines[i].split(",", 2)
        lines[i] = f"{name},{weights[name] + 0.0:.3f},{rest}".replace(",-0.000,", ",0.000,")
    write_lines(evidence_path(table), lines)


def write_confidence(lines_of):
    path = os.path.join(SCHEMAS, "confidence.csv")
    lines = read_lines(path)
    kept = [line for line in lines[1:] if line.split(",")[0] not in lines_of]
    for table, (slope, height) in lines_of.items():
        kept += [f"{table},{step:g},{logistic(slope * step + height):.2f}" for step in STEPS]
    write_lines(path, [lines[0]] + sorted(kept, key=lambda line: (line.split(",")[0], float(line.split(",")[1]))))


def read_confidence(table):
    steps = [line.split(",") for line in read_lines(os.path.join(SCHEMAS, "confidence.csv"))[1:]]
    return [(round(float(s) * 1000), round(float(c) * 100)) for name, s, c in steps if name == table]


def confidence_of(steps, value):
    """As evidence_confidence in stages/model/evidence.c has it, in hundredths."""
    value = round(value * 1000)
    behind = sum(step[0] <= value for step in steps)
    if behind == 0 or behind == len(steps):
        return steps[min(behind, len(steps) - 1)][1]
    (one, low), (other, high) = steps[behind - 1], steps[behind]
    return low + int((value - one) * (high - low) / (other - one))


# ---- what is asked for ----

def rows_only(examples):
    return [example for example in examples if example.taken]


def print_table(title, pairs):
    """How right rows are by confidence; pairs of confidence in hundredths and right."""
    bounds = [0, 30, 50, 60, 70, 80, 90, 95, 101]
    print(f"{title}: {len(pairs)} rows, {sum(r for _, r in pairs) / max(len(pairs), 1):.3f} right")
    for low, high in zip(bounds, bounds[1:]):
        inside = [(c, r) for c, r in pairs if low <= c < high]
        if inside:
            said = sum(c for c, _ in inside) / len(inside) / 100
            print(f"  {low / 100:.2f} to {min(high, 100) / 100:.2f}  {len(inside):5} rows  says {said:.3f}  "
                  f"right {sum(r for _, r in inside) / len(inside):.3f}")


def sure_rows(pairs):
    """Of the rows of 0.9 and more: the share that is right, and their share of all."""
    sure = [right for confidence, right in pairs if confidence >= 90]
    return (sum(sure) / len(sure) if sure else 0.0), len(sure) / max(len(pairs), 1)


def report(examples, floors):
    short = []
    for table in sorted(FLOORS):
        weights, steps = read_weights(table), read_confidence(table)
        for part, title in (("held_out", "held-out half"), ("written", "written reports held out"), ("fitted", "fitted half and written reports"), ("first", "first set")):
            pairs = [(confidence_of(steps, sum_of(weights, e.evidence)), e.right)
                     for e in rows_only(examples[part][table])]
            right, share = sure_rows(pairs)
            print_table(f"{table}, {title}", pairs)
            print(f"  0.90 and more: {right:.3f} right, {share:.3f} of all rows")
            least_right, least_share = FLOORS[table]
            if part == "held_out" and (right < least_right or share < least_share):
                short.append(f"{table}: {right:.3f} < {least_right} or {share:.3f} < {least_share}")
    if short and floors:
        print("falls short: " + "; ".join(short))
    return 1 if short and floors else 0


def cross(examples, tables):
    """Each document of the fitted sets scored by weights that did not see it."""
    for table in tables:
        data = examples["first"][table] + examples["fitted"][table]
        for penalty in (0.5, 1, 2, 4, 8, 16, 32):
            scored = []
            names = sorted({example.document for example in data})
            for fold in range(8):
                out = set(names[fold::8])
                weights = fit(table, read_names(table), [e for e in data if e.document not in out], penalty)
                scored += [(sum_of(weights, e.evidence), e) for e in data if e.document in out]
            print(f"{table}, penalty {penalty}: " + ", ".join(describe(table, scored, p) for p in ("first", "mixed")))
    return 0


def describe(table, scored, part):
    mixed = part == "mixed"
    scored = [(s, e) for s, e in scored if (e.weight != 1.0) == mixed]
    if table in CHOICES:
        best = {}
        for s, e in scored:
            if e.group not in best or s > best[e.group][0]:
                best[e.group] = (s, e)
        return f"{part} best one right {sum(e.right for _, e in best.values()) / max(len(best), 1):.3f}"
    loss = -sum(math.log(max(logistic(s) if e.right else 1 - logistic(s), 1e-9)) for s, e in scored) / len(scored)
    ordered = sorted(scored, key=lambda pair: -pair[0])
    half = ordered[:len(ordered) // 2]
    same = sum((s > 0) == e.right for s, e in scored) / len(scored)
    return f"{part} loss {loss:.3f} same {same:.3f} surer half {sum(e.right for _, e in half) / max(len(half), 1):.3f} right"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("baogao")
    options.add_argument("tables", nargs="*")
    options.add_argument("--report", action="store_true")
    options.add_argument("--min", action="store_true")
    options.add_argument("--calibrate", action="store_true")
    options.add_argument("--cross", action="store_true")
    options.add_argument("--corrections")
    options.add_argument("--reports", default=".")
    options = options.parse_args()
    if not os.path.isdir(os.path.join(SHARED, "mixed")):
        print("skipped: ../shared is not there")
        return 77
    examples = read_examples(options.baogao)
    if options.report:
        return report(examples, options.min)
    tables = options.tables or sorted(FLOORS)
    if options.corrections:
        for table, corrected in read_corrected(options.baogao, options.corrections, options.reports).items():
            print(f"{table}: {len(corrected)} rows judged by readers")
            examples["fitted"][table] += corrected
    if options.cross:
        return cross(examples, tables)
    lines_of = {}
    for table in tables:
        if options.calibrate:
            weights = read_weights(table)
        else:
            weights = fit(table, read_names(table), examples["first"][table] + examples["fitted"][table])
            weights = {name: round(weight, 3) for name, weight in weights.items()}
            write_weights(table, weights)
        held_out = rows_only(examples["held_out"][table])
        if held_out and table not in CHOICES:
            lines_of[table] = fit_line([(sum_of(weights, e.evidence), e.right) for e in held_out])
            print(f"{table}: {len(weights)} weights, slope {lines_of[table][0]:.3f}, height {lines_of[table][1]:.3f}")
    write_confidence(lines_of)
    return 0


if __name__ == "__main__":
    sys.exit(main())

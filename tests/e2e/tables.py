#!/usr/bin/env python3
"""The tables of a conversion of samples/: they satisfy datapackage.json, and are the same whatever the way to them."""
import sqlite3

from baogao import *

ENCODING_COLUMNS = {"encoding", "encoding_confidence", "bytes", "sha256", "characters", "replaced", "document"}
PATTERNS = {"integer": r"-?\d+", "number": r"-?\d+(\.\d+)?", "boolean": r"true|false"}


def without_guard(cell):
    """Takes off the apostrophe before a text that a spreadsheet would run: the way back that README tells."""
    return cell[1:] if re.match(r"'+[=+\-@\t\r]", cell) else cell


class TheTables(Test):
    @classmethod
    def setUpClass(cls):
        cls.kept = tempfile.TemporaryDirectory(prefix="baogao-test-")
        cls.addClassCleanup(cls.kept.cleanup)
        cls.done = os.path.join(cls.kept.name, "out")
        finished = run("convert", SAMPLES, "-o", cls.done, "--meta", os.path.join(SAMPLES, "meta.csv"), "--format",
                       "csv,xlsx,jsonl,sqlite", "-j", "1")
        assert finished.returncode == 0, finished.stderr
        with open(os.path.join(cls.done, "datapackage.json"), encoding="utf-8") as file:
            cls.package = json.load(file)
        cls.tables = {resource["name"]: resource for resource in cls.package["resources"] if "schema" in resource}
        cls.rows = {name: rows(cls.done, name) for name in cls.tables}

    def test_every_file_is_listed_with_its_size_and_hash(self):
        listed = {resource["path"]: resource for resource in self.package["resources"]}
        self.assertEqual(set(listed) | {"datapackage.json", MEMORY}, set(os.listdir(self.done)))
        for path, resource in listed.items():
            with open(os.path.join(self.done, path), "rb") as file:
                content = file.read()
            self.assertEqual(resource["bytes"], len(content), path)
            self.assertEqual(resource["hash"], "sha256:" + hashlib.sha256(content).hexdigest(), path)

    def test_the_package_says_what_made_it(self):
        facts = self.package["run"]
        self.assertEqual(facts["program"], "baogao")
        self.assertEqual(facts["version"], run("--version").stdout.split()[1])
        self.assertEqual(facts["options"], "--meta meta.csv")
        self.assertEqual(facts["inputs"], len(self.rows["documents"]))
        self.assertRegex(facts["lexicon_sha256"], "^[0-9a-f]{64}$")
        self.assertNotIn("created", self.package)
        self.convert(self.reports, "--format", "csv", "--lexicon", os.path.join(TOP, "schemas"),
                     environment={"SOURCE_DATE_EPOCH": "1767225600"})
        with open(os.path.join(self.out, "datapackage.json"), encoding="utf-8") as file:
            package = json.load(file)
        self.assertEqual(package["created"], "2026-01-01T00:00:00Z")
        self.assertEqual(package["run"]["lexicon_sha256"], facts["lexicon_sha256"])  # the same facts, read

    def test_every_table_of_reports_has_rows(self):
        for name in ("documents", "sections", "targets", "projects"):
            self.assertTrue(self.rows[name], name)

    def test_header_rows_are_the_fields_of_the_schema(self):
        for name, table in self.tables.items():
            with open(os.path.join(self.done, table["path"]), "rb") as file:
                header = file.readline()
            fields = ",".join(field["name"] for field in table["schema"]["fields"])
            self.assertEqual(header.decode(), fields + "\r\n")

    def test_primary_keys_are_unique_and_known(self):
        for name, table in self.tables.items():
            key = table["schema"].get("primaryKey", [])
            values = [tuple(row[column] for column in key) for row in self.rows[name]] if key else []
            self.assertEqual(len(values), len(set(values)), name)
            self.assertTrue(all(all(value) for value in values), name)

    def test_sections_are_numbered_in_order_and_hang_on_the_title(self):
        for document in self.rows["documents"]:
            own = [row for row in self.rows["sections"] if row["document"] == document["document"]]
            self.assertEqual([row["ordinal"] for row in own], [str(i + 1) for i in range(len(own))])
            titles = [row["section"] for row in own if row["kind"] == "title"]
            for row in own:
                self.assertRegex(row["section"], r"^(s0|s\d+(\.\d+)*|f\d+)$")  # no number and no date
                self.assertNotRegex(row["title"], r"^\d+[-.]\d+$")
                if titles and row["kind"] not in ("title", "furniture"):
                    self.assertTrue(row["parent"], row)

    def test_a_code_of_the_panel_has_one_unit_and_its_rows_are_there(self):
        units = {row["indicator_code"]: row["unit"] for row in self.rows["indicators"]}
        targets = {(row["document"], row["target"]): row for row in self.rows["targets"]}
        for row in self.rows["panel"]:
            self.assertEqual(row["unit"], units[row["indicator_code"]])
            for side in ("target", "actual"):
                self.assertEqual(bool(row[side]), bool(row[side + "_row"]))
                if row[side]:
                    claim = targets[row[side + "_document"], row[side + "_row"]]
                    self.assertEqual((claim["indicator_code"], claim["kind"], claim["period_end"]),
                                     (row["indicator_code"], side, row["year"]))
                    self.assertIn(claim["mention"], row[side + "_printed"])

    def test_rows_lead_to_their_sentence(self):
        sentences = {(row["document"], row["sentence"]): row for row in self.rows["sentences"]}
        for name, words in (("targets", "mention"), ("projects", None)):
            for row in self.rows[name]:
                sentence = sentences[row["document"], row["sentence"]]
                self.assertTrue(int(sentence["line"]) <= int(row["line"]) <= int(sentence["line_end"]), row)
                self.assertIn(row[words] if words else "", sentence["text"])

    def test_references_resolve(self):
        checked = 0
        for name, table in self.tables.items():
            for key in table["schema"].get("foreignKeys", []):
                other = self.rows[key["reference"]["resource"] or name]
                there = {tuple(row[column] for column in key["reference"]["fields"]) for row in other}
                for row in self.rows[name]:
                    value = tuple(row[column] for column in key["fields"])
                    if all(value):
                        self.assertIn(value, there, name)
                        checked += 1
        self.assertGreater(checked, 100)

    def test_cells_are_of_their_types_and_closed_vocabularies(self):
        for name, table in self.tables.items():
            for field in table["schema"]["fields"]:
                constraints = field.get("constraints", {})
                for row in self.rows[name]:
                    cell = row[field["name"]]
                    if not cell:
                        self.assertFalse(constraints.get("required"), (name, field["name"], row))
                        continue
                    if field["type"] in PATTERNS:
                        self.assertRegex(cell, "^(%s)$" % PATTERNS[field["type"]], (name, field["name"]))
                    if "enum" in constraints:
                        self.assertIn(cell, constraints["enum"], (name, field["name"]))

    def test_no_cell_has_stray_spaces(self):
        for name, table in self.rows.items():
            for row in table:
                for column, cell in row.items():
                    self.assertEqual(cell, cell.strip(), (name, column))
                    self.assertNotIn("\ufeff", cell)

    def test_counts_of_documents_are_those_of_their_rows(self):
        for document in self.rows["documents"]:
            for name in ("sections", "projects", "targets"):
                count = sum(row["document"] == document["document"] for row in self.rows[name])
                self.assertEqual(document[name], str(count), document["document"])

    def test_lines_end_with_cr_lf_and_only_needed_cells_have_quotes(self):
        for name, table in self.tables.items():
            with open(os.path.join(self.done, table["path"]), "rb") as file:
                text = file.read().decode()
            self.assertTrue(text.endswith("\r\n"))
            self.assertNotIn('""', re.sub(r'"([^"]|"")*[",\r\n]([^"]|"")*"', "", text), name)

    def test_a_second_run_on_two_threads_gives_the_same_bytes(self):
        finished = run("convert", SAMPLES, "-o", self.out, "--meta", os.path.join(SAMPLES, "meta.csv"), "--format",
                       "csv,xlsx,jsonl,sqlite", "-j", "2")
        self.assertEqual(finished.returncode, 0, finished.stderr)
        one, other = content(self.done), content(self.out)
        self.assertEqual(set(one), set(other))
        for name in one:
            self.assertTrue(one[name] == other[name], name)

    def test_json_lines_hold_the_rows_of_the_csv_files(self):
        found = {name: [] for name in self.tables}
        with open(os.path.join(self.done, "reports.jsonl"), encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                found[row.pop("_table")].append(row)
        for name, table in self.tables.items():
            numbers = {field["name"] for field in table["schema"]["fields"] if field["type"] in ("integer", "number")}
            wanted = [{column: None if not cell else float(cell) if column in numbers else without_guard(cell)
                       for column, cell in row.items()} for row in self.rows[name]]
            got = [{column: str(cell).lower() if isinstance(cell, bool) else float(cell) if column in numbers and
                    cell is not None else cell for column, cell in row.items()} for row in found[name]]
            self.assertEqual(wanted, got, name)

    def test_sqlite_holds_the_rows_of_the_csv_files(self):
        database = sqlite3.connect(os.path.join(self.done, "reports.sqlite"))
        self.addCleanup(database.close)
        self.assertEqual(database.execute("pragma foreign_key_check").fetchall(), [])
        for name, table in self.tables.items():
            types = [field["type"] for field in table["schema"]["fields"]]
            wanted = [[self.as_sql(cell, kind) for cell, kind in zip(row.values(), types)] for row in self.rows[name]]
            got = [list(row) for row in database.execute('select * from "%s"' % name)]
            self.assertEqual(wanted, got, name)

    def as_sql(self, cell, kind):
        if not cell:
            return None
        return int(cell) if kind == "integer" else float(cell) if kind == "number" else int(cell == "true") \
            if kind == "boolean" else without_guard(cell)

    def test_other_encodings_give_the_same_tables(self):
        meta = ("--meta", os.path.join(SAMPLES, "meta.csv"), "--format", "csv")
        texts = os.path.join(self.folder, "texts")
        run("convert", *TEXT_SAMPLES, "-o", texts, *meta)
        wanted = {name: rows(texts, name) for name in self.tables}
        for encoding in ("gb18030", "utf-16-le"):
            folder = os.path.join(self.folder, encoding)
            os.mkdir(folder)
            same = set()
            for row in wanted["documents"]:
                with open(os.path.join(SAMPLES, row["document"]), "rb") as file:
                    text = file.read()
                if row["encoding"] == "UTF-8":
                    text = text.decode("utf-8-sig").encode(encoding)
                    same.add(row["document"])
                write(os.path.join(folder, row["document"]), text)
            self.assertGreater(len(same), 3)
            out = os.path.join(self.folder, encoding + "-out")
            done = run("convert", folder, "-o", out, *meta)
            self.assertEqual(done.returncode, 0, done.stderr)
            for name in self.tables:
                self.assertEqual(self.comparable(wanted[name], name), self.comparable(rows(out, name), name),
                                 (encoding, name))

    def comparable(self, table, name):
        left_out = {"encoding", "encoding_confidence", "bytes", "sha256"} if name == "documents" else set()
        return [{column: cell for column, cell in row.items() if column not in left_out} for row in table]

    def test_headers_can_be_chinese_everywhere(self):
        run("convert", SAMPLES, "-o", self.out, "--headers", "zh", "--format", "csv,jsonl", "--bom")
        with open(os.path.join(self.out, "targets.csv"), "rb") as file:
            self.assertTrue(file.readline().startswith("\ufeff文件,".encode()))
        with open(os.path.join(self.out, "datapackage.json"), encoding="utf-8") as file:
            package = json.load(file)
        for resource in package["resources"]:
            names = [field["name"] for field in resource.get("schema", {}).get("fields", [])]
            self.assertEqual(len(names), len(set(names)))
            self.assertTrue(set(resource.get("schema", {}).get("primaryKey", [])) <= set(names))


class CellsThatASpreadsheetWouldRun(Test):
    HOSTILE = ["=1+1", "@SUM(A1)", "+cmd", "-cmd|x", "'=1", "''@x"]

    def setUp(self):
        super().setUp()
        for name in self.HOSTILE + ["-12.5", "plain"]:
            write(os.path.join(self.reports, name), REPORT)

    def names(self, *arguments):
        self.convert(self.reports, "--format", "csv", *arguments)
        return [row["document"] for row in rows(self.out, "documents")]

    def test_they_get_an_apostrophe_that_can_be_taken_off_again(self):
        guarded = self.names()
        for name in self.HOSTILE:
            self.assertIn("'" + name, guarded)
        self.assertIn("-12.5", guarded)
        self.assertEqual([without_guard(name) for name in guarded], self.names("--csv-raw"))

    def test_comparators_are_no_formulas(self):
        self.names()
        self.assertTrue(all(not row["comparator"].startswith("'") for row in rows(self.out, "targets")))


if __name__ == "__main__":
    main()

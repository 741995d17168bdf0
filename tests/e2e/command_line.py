#!/usr/bin/env python3
"""The command line: what is wrong gives one line that says what is right and exit status 2; the commands print what
they say."""
from baogao import *

WRONG = [
    ([], "no command given"),
    (["convret"], "there is no command convret, but convert"),
    (["inspetc", "x"], "but inspect"),
    (["frobnicate"], "there is no command frobnicate; see"),
    (["convert"], "name the reports"),
    (["convert", "x"], "-o DIR"),
    (["convert", "x", "-o"], "-o needs a value"),
    (["convert", "x", "-o", "y", "--fromat", "csv"], "--format"),
    (["convert", "x", "-o", "y", "--format", "cvs"], "csv, xlsx, jsonl, sqlite"),
    (["convert", "x", "-o", "y", "--format", ""], "csv, xlsx, jsonl, sqlite"),
    (["convert", "x", "-o", "y", "-j", "0"], "a number from 1"),
    (["convert", "x", "-o", "y", "-j", "two"], "a number from 1"),
    (["convert", "x", "-o", "y", "--headers", "fr"], "zh or en"),
    (["convert", "x", "-o", "y", "--bom=yes"], "takes no value"),
    (["convert", "x", "-o", "y", "-z"], "there is no option -z"),
    (["convert", "x", "-o", "y", "--max-size", "-1"], "a number of MiB"),
    (["convert", "x", "-o", "y", "--max-memory", "0"], "a number of MiB"),
    (["convert", "x", "-o", "y", "--max-rows", "many"], "a number from 1"),
    (["convert", "x", "-o", "y", "--encoding", "klingon"], "klingon"),
    (["convert", "x", "-o", "y", "--meta", "/none.csv"], "/none.csv: "),
    (["convert", "x", "-o", "y", "--lexicon", "/none"], "/none"),
    (["convert", "x", "-o", "-"], "one format"),
    (["convert", "x", "-o", "-", "--format", "csv", "--table", "none"], "no table none"),
    (["convert", "x", "-o", "-", "--format", "csv", "--table", "target"], "but targets"),
    (["convert", "x", "-o", "-", "--format", "jsonl", "--table", "targets"], "--table chooses"),
    (["convert", "x", "-o", "y", "--table", "targets"], "--table chooses"),
    (["convert", "x", "-o", "y", "--table", "none"], "no table none"),
    (["convert", "x", "-o", ""], "-o DIR"),
    (["convert", "x", "-o", "y", "-o", "z"], "--output is given twice"),
    (["convert", "x", "-o", "y", "--encoding", ""], "--encoding is one"),
    (["convert", "x", "-o", "y", "-e", "UTF-8//IGNORE"], "UTF-8//IGNORE"),
    (["convert", "x", "-o", "y", "--min-converted", "0"], "--min-converted is"),
    (["convert", "x", "-o", "y", "--min-converted", "101%"], "--min-converted is"),
    (["convert", "x", "-o", "y", "--min-converted", "%"], "--min-converted is"),
    (["convert", "x", "-o", "y", "--max-output", "x"], "a number of MiB"),
    (["convert", "x", "-o", "y", "--max-memroy", "5"], "but --max-memory"),
    (["convert", "reports", "-o", "y", "--panel", "gdp_growth,gdp_grwth"], "gdp_grwth\", but gdp_growth"),
    (["convert", "reports", "-o", "y", "--panel", ""], "no indicator has the code \"\""),
    (["convert", "reports", "-o", "reports"], "reports is an input"),
    (["convert", "reports", "-o", "reports/../reports/"], "is an input"),
    (["inspect"], "name one report"),
    (["inspect", "x", "--stage", "none"], "no stage none"),
    (["inspect", "x", "--stage", "clauzes"], "no stage clauzes, but clauses"),
    (["convert", "x", "-o", ""], "-o is empty: name the folder"),
    (["inspect", "x", "--why", "0"], "--why takes a line"),
    (["inspect", "x", "--why", "12:"], "--why takes a line"),
    (["inspect", "x", "--why", "12:7x"], "--why takes a line"),
    (["inspect", "x", "--max-size", "0"], "a number of MiB"),
    (["quantities", "a", "b"], "name one text"),
    (["schema", "none"], "documents, targets"),
    (["schema", "--sql", "oracle"], "postgresql or sqlite"),
]


class CommandLine(Test):
    def test_what_is_wrong_is_told_in_one_line(self):
        for arguments, told in WRONG:
            done = run(*arguments, cwd=self.folder)
            self.assertEqual(done.returncode, 2, (arguments, done.stderr))
            self.assertEqual(len(done.stderr.splitlines()), 1, (arguments, done.stderr))
            self.assertIn(told, done.stderr)
            self.assertEqual(done.stdout, "")
        self.assertEqual(os.listdir(self.folder), ["reports"])

    def test_help_names_every_option(self):
        done = run("convert", "--help")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        for option in ("-o", "-j", "--format", "--encoding", "--lexicon", "--headers", "--bom", "--meta", "--quiet",
                       "--csv-raw", "--max-size", "--max-memory", "--max-rows", "Exit status"):
            self.assertIn(option, done.stdout)
        for command in ("convert", "inspect", "quantities", "schema"):
            self.assertIn(command, run("--help").stdout)
            self.assertEqual(run(command, "--help").returncode, 0)

    def test_quiet_says_nothing_where_nothing_fails(self):
        done = self.convert(self.reports, "--quiet", "--format", "csv")
        self.assertEqual((done.stdout, done.stderr), ("", ""))

    def test_the_summary_counts(self):
        done = self.convert(self.reports, "--format", "csv")
        self.assertIn("1 report, 1 converted", done.stderr)
        self.assertIn("in " + self.out, done.stderr)

    def test_quantities_are_json_lines(self):
        done = run("quantities", input="今年增长5%以上。\n")
        self.assertEqual(done.returncode, 0, done.stderr)
        found = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual([(row["value"], row["comparator"], row["line"], row["col"]) for row in found], [(5, ">=", 1, 5)])

    def test_a_file_too_large_to_look_at_is_refused(self):
        path = write(os.path.join(self.folder, "large.txt"), REPORT * 4000)
        for command in ("inspect", "quantities"):
            done = run(command, path, "--max-size", "1")
            self.assertEqual((done.returncode, done.stdout), (1, ""), command)
            self.assertIn("large.txt: larger than 1048576 bytes", done.stderr)

    def test_every_stage_can_be_inspected(self):
        path = os.path.join(self.reports, "松谷县.txt")
        for stage in ("decode", "clean", "outline", "quantities", "targets", "projects"):
            done = run("inspect", path, "--stage", stage)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertTrue(done.stdout.strip(), stage)
            for line in run("inspect", path, "--stage", stage, "--json").stdout.splitlines():
                self.assertIsInstance(json.loads(line), dict)
        self.assertIn("松谷湖水库", run("inspect", path).stdout)
        self.assertEqual(run("inspect", os.path.join(self.folder, "none")).returncode, 1)
        self.assertIn("a folder, not a file", run("inspect", self.reports).stderr)

    def test_schemas_are_json(self):
        self.assertEqual(json.loads(run("schema", "targets").stdout)["name"], "targets")
        self.assertEqual(len(json.loads(run("schema").stdout)), 10)

    def test_readme_has_the_tables_as_they_are(self):
        with open(os.path.join(TOP, "README.md"), encoding="utf-8") as file:
            readme = file.read()
        made = readme[readme.index("-->\n", readme.index("<!-- tables:")) + 4:readme.index("<!-- end of tables")]
        self.assertEqual(made, run("schema", "--markdown").stdout)

    def test_standard_output_takes_one_table_or_all_rows(self):
        done = run("convert", self.reports, "-o", "-", "--format", "csv", "--table", "sections")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.convert(self.reports, "--format", "csv")
        with open(os.path.join(self.out, "sections.csv"), encoding="utf-8", newline="") as file:
            self.assertEqual(done.stdout, file.read().replace("\r\n", "\n"))
        for line in run("convert", self.reports, "-o", "-", "--format", "jsonl").stdout.splitlines():
            self.assertIn("_table", json.loads(line))
        for name, magic in (("xlsx", b"PK"), ("sqlite", b"SQLite format 3")):
            done = run("convert", self.reports, "-o", "-", "--format", name, text=False, errors=None)
            self.assertTrue(done.stdout.startswith(magic))


if __name__ == "__main__":
    main()

"""Corrections of readers, as the review pages save them, put into a new run."""
import csv
import os
import tempfile
import unittest

from baogao import REPORT, rows, run

COLUMNS = ["document", "table", "key", "field", "was", "is"]


class Corrections(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="baogao-test-")
        self.addCleanup(self.folder.cleanup)
        self.report = self.path("松谷县.txt")
        self.write(self.report, REPORT)
        self.assertEqual(self.convert("before").returncode, 0)
        self.targets, self.projects = rows(self.path("before"), "targets"), rows(self.path("before"), "projects")

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def write(self, path, text):
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def convert(self, out, *options):
        return run("convert", self.report, "-o", self.path(out), "--format", "csv", "--quiet", *options)

    def correct(self, *corrections, encoding="utf-8"):
        """Converts with the corrections; gives targets, projects and the codes of diagnostics."""
        with open(self.path("corrections.csv"), "w", encoding=encoding, newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows(corrections)
        done = self.convert("after", "--corrections", self.path("corrections.csv"))
        self.assertEqual(done.returncode, 0, done.stderr)
        after = self.path("after")
        return rows(after, "targets"), rows(after, "projects"), [row["code"] for row in rows(after, "diagnostics")]

    def key(self, row, words="mention"):
        return f'{row["line"]}:{row["col"]} {row[words]}'

    def amend(self, row, field, value, table="targets", words="mention"):
        return [row["document"], table, self.key(row, words), field, row.get(field, ""), value]

    def test_a_wrong_row_goes_away_and_the_others_stay(self):
        targets, projects, codes = self.correct(self.amend(self.targets[0], "row", "wrong"),
                                                self.amend(self.projects[0], "row", "wrong", "projects", "name"))
        self.assertEqual([row["mention"] for row in targets], [row["mention"] for row in self.targets[1:]])
        self.assertEqual(len(projects), len(self.projects) - 1)
        self.assertEqual(codes, [])

    def test_a_right_row_says_so_and_is_as_sure_as_can_be(self):
        targets, _, _ = self.correct(self.amend(self.targets[1], "row", "right"))
        self.assertIn("corrected", targets[1]["flags"].split(" "))
        self.assertNotIn("corrected", targets[0]["flags"].split(" "))
        self.assertGreaterEqual(float(targets[1]["confidence"]), 0.97)

    def test_amended_fields_have_the_readers_words(self):
        jobs = next(row for row in self.targets if row["unit"] == "万人")
        targets, projects, codes = self.correct(
            self.amend(jobs, "value", "1.25"), self.amend(jobs, "kind", "目标"), self.amend(jobs, "comparator", ">="),
            self.amend(jobs, "indicator", "城镇“新增”就业,全部"), self.amend(jobs, "period_end", "2026"),
            self.amend(self.projects[0], "stage", "建成", "projects", "name"))
        row = next(row for row in targets if row["line"] == jobs["line"] and row["col"] == jobs["col"])
        self.assertEqual([row[name] for name in ("value", "base_value", "base_unit", "kind", "comparator", "indicator",
                                                 "indicator_code", "period_end")],
                         ["1.25", "12500", "人", "target", ">=", "城镇“新增”就业,全部", "", "2026"])
        self.assertEqual((projects[0]["stage"], projects[0]["flags"]), ("建成", "corrected"))
        self.assertEqual(codes, [])

    def test_an_amended_unit_has_no_base_that_nobody_told(self):
        jobs = next(row for row in self.targets if row["unit"] == "万人")
        targets, _, _ = self.correct(self.amend(jobs, "unit", "个"))
        row = next(row for row in targets if row["line"] == jobs["line"] and row["col"] == jobs["col"])
        self.assertEqual((row["unit"], row["base_unit"], row["base_value"]), ("个", "", ""))

    def test_a_correction_follows_its_words_when_a_paragraph_is_added_above(self):
        self.write(self.report, REPORT.replace("各位代表：\n", "各位代表：\n\n　　现在报告工作。\n"))
        targets, _, codes = self.correct(self.amend(self.targets[0], "indicator_code", "gdp"))
        self.assertEqual(targets[0]["indicator_code"], "gdp")
        self.assertEqual(targets[0]["indicator_name"], "地区生产总值")
        self.assertEqual(codes, [])

    def test_a_correction_that_finds_nothing_is_a_diagnostic(self):
        document = self.targets[0]["document"]
        _, _, codes = self.correct([document, "targets", "9:9 77.7", "row", "", "wrong"],
                                   [document, "targets", "nonsense", "row", "", "wrong"],
                                   [document, "sections", "1:1 x", "row", "", "wrong"],
                                   self.amend(self.targets[0], "colour", "red"),
                                   self.amend(self.targets[0], "kind", "perhaps"),
                                   ["gone.txt", "targets", "1:1 5", "row", "", "wrong"])
        self.assertEqual(sorted(codes), ["correction_unknown"] * 4 + ["correction_unused", "no_document"])

    def test_a_file_that_is_no_corrections_is_refused_with_its_line(self):
        for text in ("", "document,table\n", ",".join(COLUMNS) + "\na,b,c,d,e,f,g\n",
                     ",".join(COLUMNS) + "\n,targets,1:1 5,row,,wrong\n", ",".join(COLUMNS) + '\n"a\n'):
            self.write(self.path("corrections.csv"), text)
            done = self.convert("refused", "--corrections", self.path("corrections.csv"))
            self.assertEqual(done.returncode, 2, text)
            self.assertIn("corrections.csv:", done.stderr)
            self.assertFalse(os.path.exists(self.path("refused")))

    def test_corrections_of_a_spreadsheet_in_gb18030_are_read(self):
        targets, _, _ = self.correct(self.amend(self.targets[0], "indicator", "生产总值"), encoding="gb18030")
        self.assertEqual(targets[0]["indicator"], "生产总值")


if __name__ == "__main__":
    unittest.main()

#!/usr/bin/env python3
"""baogao diff: what changed between two output folders, to the cell, and nothing that only moved."""
import io

from baogao import *


class Difference(Test):
    def setUp(self):
        super().setUp()
        self.old, self.new = os.path.join(self.folder, "old"), os.path.join(self.folder, "new")
        write(os.path.join(self.reports, "乙县.txt"), REPORT.replace("松谷", "白渡").replace("1.2万", "3.4万"))

    def difference(self, edit, *arguments, status=1):
        """Converts, edits, converts; gives what diff says but of the table documents."""
        self.convert(self.reports, "--format", "csv", out=self.old)
        edit()
        self.convert(self.reports, "--format", "csv", *arguments, out=self.new)
        done = run("diff", self.old, self.new)
        self.assertEqual((done.returncode, done.stderr), (status, ""))
        found = list(csv.DictReader(io.StringIO(done.stdout, newline="")))
        self.documents = [row for row in found if row["table"] == "documents"]
        return [row for row in found if row["table"] != "documents"]

    def rewrite(self, old, new):
        path = os.path.join(self.reports, "松谷县.txt")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        self.assertIn(old, text)
        write(path, text.replace(old, new))

    def test_nothing_changed_is_nothing_said(self):
        self.assertEqual(self.difference(lambda: None, status=0), [])
        self.assertEqual(self.documents, [])

    def test_a_paragraph_above_changes_no_number(self):
        found = self.difference(lambda: self.rewrite("　　一、2025", "　　现将工作报告如下，请予审议。\n\n　　一、2025"))
        self.assertEqual(found, [])
        self.assertIn("sha256", [row["column"] for row in self.documents])

    def test_a_number_that_changed_is_told_with_what_it_was(self):
        found = self.difference(lambda: self.rewrite("1.2万人", "1.3万人"))
        key = "松谷县.txt | 新增城镇就业1.3万人 | 1.3"
        self.assertEqual({(row["key"], row["column"], row["was"], row["is"]) for row in found if row["table"] == "targets"},
                         {(key, "value", "1.2", "1.3"), (key, "base_value", "12000", "13000"), (key, "mention", "1.2", "1.3"),
                          (key, "quote", "新增城镇就业1.2万人", "新增城镇就业1.3万人")})
        self.assertEqual({row["cause"] for row in found}, {"text"})

    def test_a_project_that_is_gone_is_told(self):
        found = self.difference(lambda: self.rewrite("推进松谷湖水库等项目。", ""))
        gone = [row for row in found if row["table"] == "projects"]
        self.assertEqual([(row["was"], row["is"], row["column"]) for row in gone], [("row", "", "")])
        self.assertTrue(gone[0]["key"].endswith("| 松谷湖水库"))

    def test_a_report_that_is_gone_takes_its_rows_along(self):
        found = self.difference(lambda: os.remove(os.path.join(self.reports, "乙县.txt")))
        self.assertEqual([(row["key"], row["was"]) for row in self.documents], [("乙县.txt", "row")])
        self.assertTrue(found)
        self.assertEqual({(row["was"], row["is"]) for row in found if row["table"] == "targets"}, {("row", "")})

    def test_a_report_that_came_brings_its_rows(self):
        self.difference(lambda: write(os.path.join(self.reports, "丙县.txt"), REPORT.replace("松谷", "墨溪")))
        self.assertEqual([(row["key"], row["is"]) for row in self.documents], [("丙县.txt", "row")])

    def test_a_word_of_the_lexicon_is_the_cause(self):
        lexicon = os.path.join(self.folder, "lexicon")
        os.mkdir(lexicon)
        write(os.path.join(lexicon, "units.csv"), "word,base,factor,dimension\n人,口,1,count\n")
        found = self.difference(lambda: None, "--lexicon", lexicon)
        cells = {(row["column"], row["was"], row["is"], row["cause"]) for row in found if row["table"] == "targets"}
        self.assertIn(("base_unit", "人", "口", "lexicon"), cells)

    def test_an_option_is_the_cause(self):
        meta = write(os.path.join(self.folder, "meta.csv"), "document,year\n松谷县.txt,2024\n")
        found = self.difference(lambda: None, "--meta", meta)
        self.assertIn(("period_end", "2026", "2024", "options"),
                      {(row["column"], row["was"], row["is"], row["cause"]) for row in found if row["table"] == "targets"})
        self.assertIn(("year", "2026", "2024"), [(row["column"], row["was"], row["is"]) for row in self.documents])

    def correction(self):
        """A file that corrects the kind of a number."""
        self.convert(self.reports, "--format", "csv", out=self.old)
        row = next(row for row in rows(self.old, "targets") if row["mention"] == "1.2")
        return write(os.path.join(self.folder, "corrections.csv"), "document,table,key,field,was,is\n松谷县.txt,targets,%s:%s %s,kind,actual,target\n"
                     % (row["line"], row["col"], row["mention"]))

    def test_a_correction_is_the_cause(self):
        found = self.difference(lambda: None, "--corrections", self.correction())
        self.assertIn(("kind", "actual", "target"), [(row["column"], row["was"], row["is"]) for row in found])
        self.assertEqual({row["cause"] for row in found}, {"correction"})

    def test_without_what_runs_remember_the_cause_is_what_they_tell_of_themselves(self):
        path = self.correction()
        self.convert(self.reports, "--format", "csv", "--corrections", path, out=self.new)
        os.remove(os.path.join(self.old, MEMORY))
        found = list(csv.DictReader(run("diff", self.old, self.new).stdout.splitlines()))
        self.assertEqual({row["cause"] for row in found}, {"options"})

    def test_folders_without_tables_are_refused(self):
        self.convert(self.reports, "--format", "csv", out=self.old)
        for folders in ([self.old, self.reports], [self.reports, self.old], [self.old], [self.old, "/none"]):
            done = run("diff", *folders)
            self.assertEqual((done.returncode, done.stdout), (2, ""), folders)
            self.assertEqual(len(done.stderr.splitlines()), 1)

    def test_header_rows_in_chinese_are_read(self):
        self.convert(self.reports, "--format", "csv", out=self.old)
        self.convert(self.reports, "--format", "csv", "--headers", "zh", "--bom", out=self.new)
        self.assertEqual(run("diff", self.old, self.new).stdout.strip(), "table,key,column,was,is,cause")


if __name__ == "__main__":
    main()

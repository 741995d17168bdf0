#!/usr/bin/env python3
"""A hostile report harms no other: whatever it holds, the rest of the run is written, and every table holds UTF-8 text
without control characters, of the types and words that the schemas name."""
import sqlite3

from baogao import *

# Small inputs that once ended a run, or wrote what no database takes.
HOSTILE = {
    "a number without a project": "民生实事\n1.新建学校。2.新建医院。3.\n",
    "lists that end in nothing": "为民办实事\n（1）新建学校。（2）。\n一是；二是新建医院；三是。\n",
    "a tab behind a unit": "5个\t园区建成面积12平方公里\n",
    "spaces behind units": "新增5家\t\t企业、6个　\t园区和7所 \t学校建成面积12平方公里\n",
    "nul in page furniture": "一、增长5%\n-1-\0\n",
    "controls in page furniture": "一、增长5%\n-1-\x1b[2J\n\x7f（上接\x01版）\n",
    "nul everywhere": "\0".join("一、工作回顾\n地区生产总值增长6.2%。\n"),
    "half characters": "一、增长5%".encode() + b"\xe5\x8f\n\xe6\x96\xb0" + "新建学校。\n".encode(),
    "brackets that do not close": "（" * 50 + "新建（某）水库）" + "）" * 50 + "增长5%\n",
    "only marks": "，。、；：5%、、、和及与\n",
    "empty labels": "专栏1\n\n专栏2 \n一、\n（一）\n1.\n",
}


class Hostile(Test):
    def put_all(self):
        for name, text in HOSTILE.items():
            write(os.path.join(self.reports, name + ".txt"), text)

    def test_the_rest_of_the_run_is_written(self):
        self.put_all()
        done = run("convert", self.reports, "-o", self.out, "--format", "csv,xlsx,jsonl,sqlite")
        self.assertIn(done.returncode, (0, 1), done.stderr)
        self.assertIn("松谷县.txt", [row["document"] for row in rows(self.out, "documents")])
        self.assertIn("6.2", [row["value"] for row in rows(self.out, "targets")])
        refused = {row["document"] for row in rows(self.out, "diagnostics") if row["severity"] == "error"}
        for name in HOSTILE:
            self.assertTrue(name + ".txt" in refused or name + ".txt" in
                            [row["document"] for row in rows(self.out, "documents")], name)

    def test_none_is_refused_for_a_broken_row(self):
        self.put_all()
        run("convert", self.reports, "-o", self.out, "--format", "csv")
        self.assertEqual([row["document"] for row in rows(self.out, "diagnostics") if row["code"] == "broken_row"], [])

    def test_tables_are_utf_8_without_control_characters(self):
        self.put_all()
        run("convert", self.reports, "-o", self.out, "--format", "csv,jsonl,sqlite")
        for name, bytes in content(self.out).items():
            if name.endswith((".csv", ".json", ".jsonl")):
                text = bytes.decode()  # fails where it is no UTF-8
                self.assertIsNone(re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", text), name)
        database = sqlite3.connect(os.path.join(self.out, "reports.sqlite"))
        self.addCleanup(database.close)
        self.assertEqual(database.execute("pragma integrity_check").fetchall(), [("ok",)])
        self.assertEqual(database.execute("pragma foreign_key_check").fetchall(), [])

    def test_rows_beyond_the_limit_of_output_are_refused_by_name(self):
        write(os.path.join(self.reports, "long.txt"), "各位代表：\n" + "增长5%、" * 20000 + "\n")
        self.convert(self.reports, "--format", "csv", "--max-output", "1", status=1)
        errors = [row for row in rows(self.out, "diagnostics") if row["severity"] == "error"]
        self.assertEqual([(row["document"], row["code"]) for row in errors], [("long.txt", "too_much_output")])
        self.assertIn("--max-output", errors[0]["message"])
        self.assertEqual({row["document"] for row in rows(self.out, "targets")}, {"松谷县.txt"})


if __name__ == "__main__":
    main()

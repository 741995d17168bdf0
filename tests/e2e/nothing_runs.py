#!/usr/bin/env python3
"""No formula, macro, outside link or HTML of a report is live in any output, and no name leads out of the output."""
import sqlite3
import zipfile

from baogao import *

LIVE = ["=HYPERLINK(\"http://evil.example\",\"x\")", "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "'=1+1",
        "{=1+1}", "http://evil.example/a", "external:..\\evil.xlsx", "mailto:a@evil.example", "<script>alert(1)</script>",
        "&lt;b&gt;<b>x</b>", "]]>&evil;", "internal:Sheet1!A1", "\\\\evil\\share", "_x000D_", "%s%n", "';drop table targets;--"]
MARKS = "=+-@\t\r"


def hostile_report():
    lines = ["=1+1县人民政府工作报告", "——2026年1月在松谷县人民代表大会上", ""]
    for number, text in enumerate(LIVE):
        lines += ["%d、%s" % (number, text), text, "一、%s" % text, "（一）%s" % text, "　　%s增长6.2%%，新建%s水库、%s大桥等项目。" % (text, text, text),
                  "\t指标\t%s" % text, "\t%s\t12.5" % text, "专栏%d %s" % (number + 1, text), "%s：投资12%s。" % (text, text)]
    return "\n".join(lines) + "\n"


class NothingRuns(Test):
    def setUp(self):
        super().setUp()
        name = "=1+1,'\"<b>http:.txt"
        write(os.path.join(self.reports, name), hostile_report())
        self.meta = write(os.path.join(self.folder, "meta.csv"),
                          'document,title,region,year\n"%s","=HYPERLINK(""http://evil.example"")","../../out of it",2026\n'
                          '../../x,=1,/etc/passwd,2026\n' % name.replace('"', '""'))
        self.before = content(self.folder)
        self.convert(self.reports, "--meta", self.meta, "--format", "csv,xlsx,jsonl,sqlite,html")

    def test_no_name_leads_out_of_the_output(self):
        after = content(self.folder)
        self.assertEqual({name: bytes for name, bytes in after.items() if not name.startswith("out/")}, self.before)
        self.assertEqual({os.path.dirname(name) for name in content(self.out)}, {"", "review"})
        names = {name for name in os.listdir(self.out) if name != "review"}
        self.assertLessEqual({name.split(".")[-1] for name in names}, {"csv", "json", "jsonl", "xlsx", "sqlite", MEMORY[1:]})

    def test_no_cell_of_csv_is_a_formula(self):
        guarded = 0
        for name in os.listdir(self.out):
            if not name.endswith(".csv"):
                continue
            for row in rows(self.out, name[:-4]):
                for column, cell in row.items():
                    if column == "comparator" or column.endswith("_comparator"):
                        continue
                    number = re.fullmatch(r"-?\d+(\.\d+)?", cell or "")
                    self.assertTrue(number or not (cell and cell[0] in MARKS), (name, column, cell))
                    guarded += bool(re.match("'+[=+\\-@\t\r]", cell or ""))
        self.assertGreater(guarded, 20)

    def test_no_part_of_the_workbook_is_live(self):
        with zipfile.ZipFile(os.path.join(self.out, "reports.xlsx")) as package:
            for name in package.namelist():
                self.assertNotRegex(name, r"vbaProject|externalLink|activeX|ctrlProp|connections|embeddings|^/|\.\.")
                # A cell jumps to a row by its key: texts in quotes, and nothing that leads out of the book.
                text = re.sub(r'<f>HYPERLINK\("#\'[^\'"!]+\'!A"&amp;MATCH\("(?:[^"<]|"")*",\'[^\'"!]+\'!\$[A-Z]+:\$[A-Z]+,0\),'
                              r'(?:"(?:[^"<]|"")*"|-?[0-9.]+)\)</f>', "", package.read(name).decode())
                # Or to a page beside it, which stands in a folder that the program named.
                text = re.sub(r'<f>HYPERLINK\("review/[\w-]+\.html(?:#[tp]\d+)?",(?:"(?:[^"<]|"")*"|\d+)\)</f>', "", text)
                live = re.search(r'TargetMode="External"|<f[ >/]|<ddeLink|<!DOCTYPE|<!ENTITY|<script', text)
                self.assertIsNone(live, name)
                if name.endswith(".rels"):
                    self.assertNotIn("evil", text, name)
                for link in re.findall(r"<hyperlink [^>]*>", text):
                    self.assertRegex(link, r"location=", name)
                    self.assertNotIn("evil", link, name)
            self.assertIn("http://evil.example", "".join(package.read(name).decode() for name in package.namelist()))

    def test_texts_are_texts_in_the_other_formats(self):
        with open(os.path.join(self.out, "reports.jsonl"), encoding="utf-8") as file:
            titles = {row["title"] for row in map(json.loads, file) if row["_table"] == "sections"}
        database = sqlite3.connect(os.path.join(self.out, "reports.sqlite"))
        self.addCleanup(database.close)
        self.assertEqual({title for title, in database.execute("select title from sections")}, titles)
        self.assertTrue(any("<script>alert(1)</script>" in title for title in titles if title), titles)
        self.assertEqual([kind for kind, in database.execute("select distinct type from sqlite_master where type = 'trigger'")], [])
        with open(os.path.join(self.out, "datapackage.json"), encoding="utf-8") as file:
            for resource in json.load(file)["resources"]:
                self.assertNotRegex(resource["path"], r"^/|\.\.|evil|:")


if __name__ == "__main__":
    main()

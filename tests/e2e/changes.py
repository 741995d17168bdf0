#!/usr/bin/env python3
"""changes.csv after edits of twenty-odd kinds, to the cell: what the run changed in the tables, and why."""
import sqlite3
import zipfile

from baogao import *

NAME = "松谷县.txt"
TEXT = "松谷县人民政府工作报告\n——2026年1月在松谷县人民代表大会上\n\n各位代表：\n\n　　一、2025年工作回顾\n\n" \
       "　　地区生产总值增长6.2%，新增城镇就业1.2万人。建成白渡大桥。\n\n　　二、2026年工作安排\n\n" \
       "　　地区生产总值增长6%左右，粮食产量达到3万吨以上。推进松谷湖水库等项目。\n"
# How sure a row is hangs on weights that are fitted anew; a text's size and hash on its bytes.
LEFT_OUT = {"confidence", "why", "sha256", "bytes", "characters", "encoding_confidence"}
CAME, GONE = ("", "", "row"), ("", "row", "")


class Changes(Test):
    def setUp(self):
        super().setUp()
        self.write(TEXT)

    def write(self, text, name=NAME):
        return write(os.path.join(self.reports, name), text)

    def run_twice(self, edit, *arguments, before=()):
        """Converts, edits, converts; gives the changes as table, key without the document, column, was, is, cause."""
        self.convert(self.reports, "--format", "csv", *before)
        edit()
        self.convert(self.reports, "--format", "csv", *arguments)
        return [(row["table"], row["key"].removeprefix(NAME + " | "), row["column"], row["was"], row["is"], row["cause"])
                for row in rows(self.out, "changes") if row["column"] not in LEFT_OUT]

    def expect(self, old, new, *wanted):
        """The text with `old` as `new` changes just that; each wanted is table, key, column, was, is."""
        self.assertEqual(TEXT.count(old), 1)
        self.assertEqual(self.run_twice(lambda: self.write(TEXT.replace(old, new))), [(*row, "text") for row in wanted])

    def test_the_first_run_changes_nothing(self):
        self.convert(self.reports, "--format", "csv,xlsx,sqlite")
        self.assertEqual(rows(self.out, "changes"), [])
        with zipfile.ZipFile(os.path.join(self.out, "reports.xlsx")) as book:
            self.assertNotIn("变化", book.read("xl/workbook.xml").decode())

    def test_a_value(self):
        key = "新增城镇就业1.3万人 | 1.3"
        self.expect("1.2万人", "1.3万人",
                    ("targets", key, "value", "1.2", "1.3"), ("targets", key, "base_value", "12000", "13000"),
                    ("targets", key, "mention", "1.2", "1.3"),
                    ("targets", key, "quote", "新增城镇就业1.2万人", "新增城镇就业1.3万人"),
                    ("panel", "松谷县 | 2025 | urban_new_jobs", "actual", "1.2", "1.3"),
                    ("panel", "松谷县 | 2025 | urban_new_jobs", "actual_printed", "1.2万人", "1.3万人"))

    def test_a_paragraph_above(self):
        self.expect("　　一、2025", "　　现将工作报告如下。\n\n　　一、2025")

    def test_a_blank_line(self):
        self.expect("　　二、", "\n　　二、")

    def test_a_sentence_that_moves_to_another_line(self):
        self.expect("。推进松谷湖", "。\n\n　　推进松谷湖")

    def test_a_number_that_goes(self):
        self.expect("，新增城镇就业1.2万人", "", ("documents", NAME, "targets", "4", "3"),
                    ("targets", "新增城镇就业1.2万人 | 1.2", *GONE), ("panel", "松谷县 | 2025 | urban_new_jobs", *GONE))

    def test_a_number_that_comes(self):
        self.expect("3万吨以上。", "3万吨以上，居民人均可支配收入增长7%。", ("documents", NAME, "targets", "4", "5"),
                    ("targets", "居民人均可支配收入增长7% | 7", *CAME), ("panel", "松谷县 | 2026 | income_growth", *CAME))

    def test_a_unit(self):
        key = "新增城镇就业12000人 | 12000"
        self.expect("1.2万人", "12000人", ("targets", key, "value", "1.2", "12000"), ("targets", key, "unit", "万人", "人"),
                    ("targets", key, "mention", "1.2", "12000"),
                    ("targets", key, "quote", "新增城镇就业1.2万人", "新增城镇就业12000人"),
                    ("panel", "松谷县 | 2025 | urban_new_jobs", "actual_printed", "1.2万人", "12000人"))

    def test_a_comparator(self):
        key, cell = "地区生产总值增长6%以上 | 6", "松谷县 | 2026 | gdp_growth"
        self.expect("6%左右", "6%以上", ("targets", key, "comparator", "~", ">="), ("targets", key, "firmness", "soft", ""),
                    ("targets", key, "quote", "地区生产总值增长6%左右", "地区生产总值增长6%以上"),
                    ("panel", cell, "target_comparator", "~", ">="), ("panel", cell, "target_printed", "6%左右", "6%以上"))

    def test_an_indicator(self):
        self.expect("粮食产量达到3万吨以上", "茶叶产量达到3万吨以上", ("targets", "粮食产量达到3万吨以上 | 3", *GONE),
                    ("targets", "茶叶产量达到3万吨以上 | 3", *CAME), ("panel", "松谷县 | 2026 | grain_output", *GONE),
                    ("panel", "松谷县 | 2026 | tea_output", *CAME))

    def test_a_second_claim_for_a_cell(self):
        self.expect("增长6.2%", "增长6.2%，全县地区生产总值增长6.3%", ("documents", NAME, "targets", "4", "5"),
                    ("targets", "全县地区生产总值增长6.3% | 6.3", *CAME),
                    ("panel", "松谷县 | 2025 | gdp_growth", "claims", "1", "2"),
                    ("panel", "松谷县 | 2025 | gdp_growth", "actual_why", "only", "first"))

    def test_a_project_that_comes(self):
        self.expect("松谷湖水库等", "松谷湖水库、墨溪大桥等", ("documents", NAME, "projects", "2", "3"),
                    ("projects", "推进松谷湖水库、墨溪大桥等项目。 | 松谷湖水库", "quote", "推进松谷湖水库等项目。",
                     "推进松谷湖水库、墨溪大桥等项目。"),
                    ("projects", "推进松谷湖水库、墨溪大桥等项目。 | 墨溪大桥", *CAME))

    def test_a_project_that_goes(self):
        self.expect("推进松谷湖水库等项目。", "", ("documents", NAME, "projects", "2", "1"),
                    ("projects", "推进松谷湖水库等项目。 | 松谷湖水库", *GONE))

    def test_the_stage_of_a_project(self):
        key = "开工建设白渡大桥。 | 白渡大桥"
        self.expect("建成白渡大桥", "开工建设白渡大桥", ("projects", key, "stage", "建成", "开工建设"),
                    ("projects", key, "stage_code", "completed", "starting"),
                    ("projects", key, "quote", "建成白渡大桥。", "开工建设白渡大桥。"))

    def test_the_name_of_a_project(self):
        self.expect("松谷湖水库", "松谷湖大坝", ("projects", "推进松谷湖水库等项目。 | 松谷湖水库", *GONE),
                    ("projects", "推进松谷湖大坝等项目。 | 松谷湖大坝", *CAME))

    def test_the_region_of_a_report(self):
        cells = ("2025 | gdp_growth", "2025 | urban_new_jobs", "2026 | gdp_growth", "2026 | grain_output")
        found = self.run_twice(lambda: self.write(TEXT.replace("松谷县", "墨溪县")))
        self.assertEqual(found, [("documents", NAME, "title", "松谷县人民政府工作报告", "墨溪县人民政府工作报告", "text"),
                                 ("documents", NAME, "region", "松谷县", "墨溪县", "text"),
                                 *[("panel", "墨溪县 | " + cell, *CAME, "text") for cell in cells],
                                 *[("panel", "松谷县 | " + cell, *GONE, "text") for cell in cells]])

    def test_another_encoding_alone(self):
        found = self.run_twice(lambda: self.write(TEXT.encode("gb18030")))
        self.assertEqual(found, [("documents", NAME, "encoding", "UTF-8", "GB18030", "text")])

    def test_a_report_that_comes(self):
        found = self.run_twice(lambda: self.write(REPORT.replace("松谷", "墨溪"), "墨溪县.txt"))
        self.assertEqual([row[:5] for row in found],
                         [("documents", "墨溪县.txt", *CAME), ("targets", "墨溪县.txt | 地区生产总值增长6.2% | 6.2", *CAME),
                          ("targets", "墨溪县.txt | 地区生产总值增长6%左右 | 6", *CAME),
                          ("targets", "墨溪县.txt | 新增城镇就业1.2万人 | 1.2", *CAME),
                          ("projects", "墨溪县.txt | 推进墨溪湖水库等项目。 | 墨溪湖水库", *CAME),
                          ("panel", "墨溪县 | 2025 | gdp_growth", *CAME), ("panel", "墨溪县 | 2025 | urban_new_jobs", *CAME),
                          ("panel", "墨溪县 | 2026 | gdp_growth", *CAME)])
        self.assertEqual({row[5] for row in found}, {"text"})

    def test_a_report_that_goes_and_is_said_to(self):
        other = self.write(REPORT.replace("松谷", "墨溪"), "墨溪县.txt")
        found = self.run_twice(lambda: os.remove(other))
        self.assertEqual([row[:5] for row in found[:2]],
                         [("documents", "墨溪县.txt", *GONE), ("targets", "墨溪县.txt | 地区生产总值增长6.2% | 6.2", *GONE)])
        self.assertEqual([row[1] for row in found if row[0] == "panel"],
                         ["墨溪县 | 2025 | gdp_growth", "墨溪县 | 2025 | urban_new_jobs", "墨溪县 | 2026 | gdp_growth"])
        self.write(REPORT.replace("松谷", "墨溪"), "墨溪县.txt")
        self.convert(self.reports, "--format", "csv")
        os.remove(other)
        self.assertIn("墨溪县.txt: gone since the run before", self.convert(self.reports, "--format", "csv").stderr)

    def test_a_report_under_another_name(self):
        found = self.run_twice(lambda: os.rename(os.path.join(self.reports, NAME), os.path.join(self.reports, "松谷.txt")))
        self.assertEqual([row[:5] for row in found if row[0] == "documents"],
                         [("documents", "松谷.txt", *CAME), ("documents", NAME, *GONE)])
        self.assertEqual({row[2:5] for row in found if row[0] == "panel"},
                         {(column, NAME, "松谷.txt") for column in ("actual_document", "target_document")})

    def test_a_report_given_twice(self):
        found = self.run_twice(lambda: self.write(TEXT, "抄本.txt"))
        self.assertEqual([row[:5] for row in found if row[0] == "documents"],
                         [("documents", "抄本.txt", *CAME), ("documents", NAME, "sections", "4", "0"),
                          ("documents", NAME, "projects", "2", "0"), ("documents", NAME, "targets", "4", "0")])

    def test_a_word_of_the_lexicon(self):
        lexicon = os.path.join(self.folder, "lexicon")
        os.mkdir(lexicon)
        write(os.path.join(lexicon, "units.csv"), "word,base,factor,dimension\n人,口,1,count\n")
        found = self.run_twice(lambda: None, "--lexicon", lexicon)
        self.assertIn(("targets", "新增城镇就业1.2万人 | 1.2", "base_unit", "人", "口", "lexicon"), found)
        self.assertEqual({row[5] for row in found}, {"lexicon"})

    def test_a_correction(self):
        self.convert(self.reports, "--format", "csv")
        row = next(row for row in rows(self.out, "targets") if row["mention"] == "1.2")
        path = write(os.path.join(self.folder, "corrections.csv"), "document,table,key,field,was,is\n%s,targets,%s:%s %s,kind,actual,target\n"
                     % (NAME, row["line"], row["col"], row["mention"]))
        found = self.run_twice(lambda: None, "--corrections", path)
        self.assertIn(("targets", "新增城镇就业1.2万人 | 1.2", "kind", "actual", "target", "correction"), found)
        self.assertEqual({row[5] for row in found}, {"correction"})
        self.assertTrue([row for row in found if row[0] == "panel"])

    def test_a_row_of_meta(self):
        path = write(os.path.join(self.folder, "meta.csv"), "document,title\n%s,松谷县政府工作报告\n" % NAME)
        found = self.run_twice(lambda: None, "--meta", path)
        self.assertEqual(found, [("documents", NAME, "title", "松谷县人民政府工作报告", "松谷县政府工作报告", "options")])

    def test_a_report_that_fails(self):
        other = self.write(REPORT.replace("松谷", "墨溪"), "墨溪县.txt")
        self.convert(self.reports, "--format", "csv")
        write(other, "")
        self.convert(self.reports, "--format", "csv", status=1)
        self.assertIn(("documents", "墨溪县.txt", "", "row", "", "text"), [tuple(row.values()) for row in rows(self.out, "changes")])

    def test_changes_stay_until_there_are_others(self):
        before = self.run_twice(lambda: self.write(TEXT.replace("1.2万人", "1.3万人")))
        self.convert(self.reports, "--format", "csv", "--all")
        self.assertTrue(before)
        self.assertEqual(len([row for row in rows(self.out, "changes") if row["column"] not in LEFT_OUT]), len(before))

    def test_every_format_has_them(self):
        formats = "csv,xlsx,jsonl,sqlite"
        self.convert(self.reports, "--format", formats)
        self.write(TEXT.replace("1.2万人", "1.3万人"))
        self.convert(self.reports, "--format", formats)
        wanted = [tuple(row.values()) for row in rows(self.out, "changes")]
        with sqlite3.connect(os.path.join(self.out, "reports.sqlite")) as database:
            self.assertEqual([tuple(cell or "" for cell in row) for row in database.execute("select * from changes")], wanted)
        with open(os.path.join(self.out, "reports.jsonl"), encoding="utf-8") as file:
            found = [row for row in map(json.loads, file) if row["_table"] == "changes"]
        self.assertEqual([tuple(cell or "" for cell in list(row.values())[1:]) for row in found], wanted)
        with zipfile.ZipFile(os.path.join(self.out, "reports.xlsx")) as book:
            self.assertIn('name="变化"', book.read("xl/workbook.xml").decode())


if __name__ == "__main__":
    main()

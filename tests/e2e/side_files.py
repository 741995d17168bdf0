#!/usr/bin/env python3
"""--meta and --lexicon: what cannot be meant is refused with file and line, in any encoding; the rest counts."""
from baogao import *

META = "文件,地区,年份,报告类型\n松谷县.txt,岚江省松谷县,2024,政府工作报告\n"


class Meta(Test):
    def with_meta(self, text, status=0):
        self.meta = write(os.path.join(self.folder, "meta.csv"), text)
        return self.convert(self.reports, "--meta", self.meta, "--format", "csv", status=status)

    def test_any_encoding_is_read(self):
        for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"):
            self.with_meta(META.encode(encoding))
            document = rows(self.out, "documents")[0]
            self.assertEqual((document["region"], document["year"], document["report_type"]),
                             ("岚江省松谷县", "2024", "work_report"), encoding)

    def test_what_is_wrong_is_refused_with_its_line(self):
        for text, line, told in [
                ("", "", "holds no byte|nothing|empty"), ("\n\n", "", "white space"), ("document,colour\n", 1, "colour"),
                ("document,year,year\n", 1, "a column twice"), ("title,year\n", 1, "must name the column: document"),
                (META + "b.txt,,无,\n", 3, "not a year: 无"), (META + "b.txt,,,小说\n", 3, "not a report type"),
                (META + "\n\n松谷县.txt,,2025,\n", 5, "a second row for a document"), (META + ",甲县,,\n", 3, "without its"),
                (META + "b.txt,,,,多\n", 3, "more cells"), (META + 'b.txt,"甲', "", "quote"),
                (META.encode() + b"b.txt,\xff\xfe\x80,,\n", "", "some lines are UTF-8"), (META + "b.txt,\x1b[2J甲,一九,\n", 3, "一九")]:
            done = self.with_meta(text, status=2)
            self.assertRegex(done.stderr, r"^\S+ error failed " + re.escape(self.meta) + (":%s: " % line if line else ""), (text, done.stderr))
            self.assertRegex(done.stderr, told)
            self.assertNotIn("\x1b", done.stderr)
            self.assertFalse(os.path.exists(self.out))

    def test_devices_are_no_files(self):
        for path in ("/dev/zero", self.reports):
            done = self.convert(self.reports, "--meta", path, status=2)
            self.assertIn(path + ": a ", done.stderr)

    def test_rows_of_no_report_are_told(self):
        done = self.with_meta(META + "没有.txt,,2025,\n")
        found = [row for row in rows(self.out, "diagnostics") if row["code"] == "no_document"]
        self.assertEqual([(row["document"], row["severity"]) for row in found], [("没有.txt", "warning")])
        self.assertIn("meta.csv:3: no report of this name", found[0]["message"])
        self.assertIn(found[0]["message"], done.stderr)

    def test_regions_unknown_or_of_several_are_told(self):
        for region, code in [("岚江省松谷县", "region_unknown"), ("鼓楼区", "region_ambiguous"), ("江苏省南京市鼓楼区", None)]:
            self.with_meta("document,region\n松谷县.txt,%s\n" % region)
            found = [row for row in rows(self.out, "diagnostics") if row["stage"] == "meta"]
            self.assertEqual([row["code"] for row in found], [code] if code else [], region)
            self.assertTrue(all("meta.csv:2: " in row["message"] and region in row["message"] for row in found))


class Lexicon(Test):
    def setUp(self):
        super().setUp()
        self.lexicon = os.path.join(self.folder, "lexicon")
        os.mkdir(self.lexicon)

    def put(self, name, text):
        return write(os.path.join(self.lexicon, name), text)

    def targets(self, text):
        write(os.path.join(self.reports, "松谷县.txt"), REPORT + text)
        self.convert(self.reports, "--lexicon", self.lexicon, "--format", "csv")
        return rows(self.out, "targets")

    def test_a_word_is_added_to_those_built_in(self):
        text = "　　新增粮仓8座仓、新增就业3万人。\n"
        self.put("units.csv", "word,base,factor,dimension\n座仓,座,1,count\n")
        units = {row["mention"]: row["unit"] for row in self.targets(text)}
        self.assertEqual((units["8"], units["3"], units["6.2"]), ("座仓", "万人", "%"))

    def test_a_word_takes_the_place_of_the_one_built_in(self):
        text = "　　新增就业3万人。\n"
        before = run("schema", "targets")
        self.assertEqual(before.returncode, 0)
        self.put("units.csv", "word,base,factor,dimension\n人,口,2,count\n".encode("gb18030"))
        row = [row for row in self.targets(text) if row["mention"] == "3"][0]
        self.assertEqual((row["base_unit"], row["base_value"]), ("口", "60000"))

    def test_a_word_is_taken_away(self):
        text = "　　新增就业3万人。\n"
        self.put("units.csv", "word\n-人\n")
        row = [row for row in self.targets(text) if row["mention"] == "3"][0]
        self.assertIn("unit_unknown", row["flags"])

    def test_the_other_words_of_a_row_stay(self):
        self.put("indicators.csv", "word,code,name,measure,unit,direction\n生产总值,own_code,自己的,growth,%,up\n")
        codes = {row["indicator"]: row["indicator_code"] for row in
                 self.targets("　　国内生产总值增长5%，生产总值增长7%。\n")}
        self.assertEqual((codes["国内生产总值"], codes["生产总值"]), ("gdp_growth", "own_code"))

    def refused(self, told):
        done = self.convert(self.reports, "--lexicon", self.lexicon, status=2)
        self.assertIn(told, done.stderr)
        self.assertEqual(len(done.stderr.splitlines()), 1)

    def test_what_is_wrong_is_refused_with_its_line(self):
        self.refused("lexicon: no lexicon in this folder")
        for name, text, told in [
                ("wordz.csv", "words,classes\n", "wordz.csv: no lexicon has this name; did you mean words.csv"),
                ("words.txt", "words,classes\n", "words.txt: no lexicon has this name; did you mean words.csv"),
                ("verbs.csv", "word,role\n", "verbs.csv: its words are lines of words.csv now"),
                ("words.csv", "", "words.csv: "), ("words.csv", "words,classs\n", "words.csv:1: "),
                ("words.csv", "classes\n", "words.csv:1: the header row must name the column: words"),
                ("words.csv", "words,classes\n\n敢于,verb comitment\n", "words.csv:3: not a class of words: comitment"),
                ("periods.csv", "word,role\n\n敢于,comitment\n", "periods.csv:3: not a word that this column knows: comitment"),
                ("words.csv", "words,classes\n,commitment\n", "words.csv:2: a row without a word"),
                ("words.csv", "words,classes\n敢于,commitment,\n", "words.csv:2: more cells"),
                ("words.csv", "words,classes\n敢于\n", "words.csv:2: not as many cells"),
                ("units.csv", "word,base,factor,dimension\n捆,捆,x,count\n", "units.csv:2: not a number: x"),
                ("units.csv", "word\n" + "长" * 65 + "\n", "units.csv:2: a word longer"),
                ("units.csv", "word\n捆\n" + "捆\n" * 140, "a word in too many rows: 捆"),
                ("units.csv", b"word\n\xe6\x8d\x86\n\xff\xfe\xe6\x8d\n", "units.csv: some lines are UTF-8"),
                ("units.csv", "word\n" + "捆扎\n" * 200000, "units.csv: larger than 1 MiB")]:
            path = self.put(name, text)
            self.refused(told)
            os.remove(path)
        os.symlink("nowhere", os.path.join(self.lexicon, "words.csv"))
        self.refused("words.csv: " + os.strerror(2))

    def test_a_byte_order_mark_is_no_part_of_the_header(self):
        self.put("words.csv", "\ufeffwords,classes\n敢于,commitment\n")
        self.convert(self.reports, "--lexicon", self.lexicon, "--format", "csv")
        self.assertEqual(run("inspect", os.path.join(self.reports, "松谷县.txt"), "-l", self.lexicon).returncode, 0)


if __name__ == "__main__":
    main()

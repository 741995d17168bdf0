#!/usr/bin/env python3
"""Files that hold many reports: archives, CSV, JSON and XLSX files; and the readings that can be written."""
import email.message
import email.policy
import io
import sys
import zipfile

from baogao import *

sys.path.insert(0, os.path.join(TOP, "tests", "tools"))
import make_formats

TRADITIONAL = str.maketrans("县员会长区门业产这报标经济总值时顾镇东万项页见进库", "縣員會長區門業產這報標經濟總值時顧鎮東萬項頁見進庫")
YEARS = {"四川省": 2021, "云南省": 2022, "甘肃省": 2023}


def report(year, growth):
    return REPORT.replace("2026", str(year)).replace("2025", str(year - 1)).replace("6.2", str(growth))


def table(growth=3):
    return [{"编号": str(number), "标题": region + "政府工作报告", "省份": region, "年份": str(year), "正文": report(year, growth + number)}
            for number, (region, year) in enumerate(YEARS.items())]


def to_csv(rows_of_table):
    file = io.StringIO()
    writer = csv.DictWriter(file, rows_of_table[0].keys())
    writer.writeheader()
    writer.writerows(rows_of_table)
    return file.getvalue()


def to_xlsx(rows_of_table):
    strings, cells = [], []
    for number, row in enumerate([dict(zip(rows_of_table[0], rows_of_table[0])), *rows_of_table], 1):
        made = []
        for column, text in zip("ABCDE", row.values()):
            made.append(f'<c r="{column}{number}" t="s"><v>{len(strings)}</v></c>')
            strings.append(f"<si><t>{make_formats.escape(text)}</t></si>")
        cells.append(f'<row r="{number}">{"".join(made)}</row>')
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return make_formats.package({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": f"<workbook {space}/>",
                                 "xl/sharedStrings.xml": f"<sst {space}>{''.join(strings)}</sst>",
                                 "xl/worksheets/sheet1.xml": f"<worksheet {space}><sheetData>{''.join(cells)}</sheetData></worksheet>"})


class Collections(Test):
    def documents(self, name, data, *arguments, status=0):
        path = write(os.path.join(self.folder, name), data)
        self.convert(path, "--format", "csv", *arguments, status=status)
        return rows(self.out, "documents")

    def check_three(self, name, data, keys, form):
        documents = self.documents(name, data)
        self.assertEqual([row["document"] for row in documents], [f"{name}#{key}" for key in keys])
        self.assertEqual([(row["region"], int(row["year"])) for row in documents], list(YEARS.items()))
        self.assertEqual({row["format"] for row in documents}, {form})
        self.assertEqual([row["value"] for row in rows(self.out, "targets") if row["kind"] == "actual" and row["unit"] == "%"], ["3", "4", "5"])
        told = [row for row in rows(self.out, "diagnostics") if row["code"] == "documents"]
        self.assertEqual({row["line"] for row in told}, {""})
        notes = [row["message"] for row in told]
        self.assertEqual(notes, ["3 reports in column 正文 (title 标题, region 省份, year 年份)"])

    def test_a_csv_file_of_reports_is_a_document_a_row(self):
        self.check_three("r.csv", to_csv(table()), (2, 3, 4), "csv")
        self.check_three("gbk.csv", to_csv(table()).encode("gb18030"), (2, 3, 4), "csv")
        self.check_three("bom.csv", b"\xef\xbb\xbf" + to_csv(table()).encode(), (2, 3, 4), "csv")

    def test_json_and_json_lines_are_read_alike(self):
        self.check_three("r.json", json.dumps(table(), ensure_ascii=False, indent=1), (1, 2, 3), "json")
        self.check_three("r.jsonl", "\n".join(json.dumps(row) for row in table()), (1, 2, 3), "json")

    def test_a_workbook_of_reports_is_a_document_a_row(self):
        self.check_three("r.xlsx", to_xlsx(table()), (2, 3, 4), "xlsx")

    def test_the_column_of_the_texts_can_be_named(self):
        rows_of_table = [dict(row, 备考="说明很长。" * 400) for row in table()]
        self.assertEqual(len(self.documents("r.csv", to_csv(rows_of_table))), 3)
        self.documents("r.csv", to_csv(rows_of_table), "--text-column", "备考")
        self.assertIn("column 备考", rows(self.out, "diagnostics")[0]["message"])

    def test_a_csv_file_that_holds_no_texts_is_one_document(self):
        documents = self.documents("r.csv", "地区,增长\n松谷县,6.2%\n云岭县,5.1%\n")
        self.assertEqual([row["document"] for row in documents], ["r.csv"])

    def test_meta_goes_before_the_columns(self):
        meta = write(os.path.join(self.folder, "meta.csv"), "document,year\nr.csv#3,2019\n")
        documents = self.documents("r.csv", to_csv(table()), "--meta", meta)
        self.assertEqual([(row["region"], row["year"]) for row in documents], [("四川省", "2021"), ("云南省", "2019"), ("甘肃省", "2023")])

    def test_an_archive_gives_its_members_and_names_what_it_leaves_out(self):
        inner = make_formats.package({"深.txt": report(2011, 1.1)})
        packed = make_formats.package({"松谷/2025/甲.docx": make_formats.to_docx(make_formats.read(write(os.path.join(self.folder, "a.txt"), report(2012, 1.2)))),
                                       "松谷/样式.css": "p{}", "Thumbs.db": "x", "乙.csv": to_csv(table()), "内.zip": inner,
                                       "../../丙.txt": report(2013, 1.3)})
        documents = self.documents("r.zip", packed, "--readings", os.path.join(self.folder, "readings"))
        self.assertEqual([row["document"] for row in documents], ["r.zip/松谷/2025/甲.docx", "r.zip/乙.csv#2", "r.zip/乙.csv#3", "r.zip/乙.csv#4",
                                                                 "r.zip/内.zip/深.txt", "r.zip/../../丙.txt"])
        self.assertIn("2 members that are no reports were left out: pictures, scripts and such",
                      [row["message"] for row in rows(self.out, "diagnostics")])
        written = set(content(os.path.join(self.folder, "readings")))
        self.assertIn("r.zip/松谷/2025/甲.docx.txt", written)
        self.assertIn("r.zip/__/__/丙.txt.txt", written)
        self.assertEqual(len(written), 6)

    def mail(self, *attachments, text="附件是报告，请查收。\n", page=None, charset="utf-8", **headers):
        made = email.message.EmailMessage(policy=email.policy.SMTP)
        made["From"], made["To"] = "a@example.com", "b@example.com"
        made["Subject"] = headers.get("subject", "报送材料")
        made.set_content(text, charset=charset)
        if page:
            made.add_alternative(page, subtype="html", charset=charset)
        for name, data in attachments:
            made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
        return made

    def test_mail_gives_its_text_and_its_attachments(self):
        word = make_formats.to_docx(make_formats.read(write(os.path.join(self.folder, "a.txt"), report(2012, 1.2))))
        inner = self.mail(("丙.txt", report(2014, 1.4).encode("gbk")), text=report(2015, 1.5))
        packed = make_formats.package({"丁.txt": report(2016, 1.6)})
        made = self.mail(("一份名字很长的关于二〇一二年工作的报告.docx", word), ("乙.csv", to_csv(table()).encode()), ("图.png", b"x"), ("包.zip", packed))
        made.add_attachment(inner)
        documents = self.documents("信.eml", made.as_bytes())
        self.assertEqual([row["document"] for row in documents],
                         ["信.eml", "信.eml/一份名字很长的关于二〇一二年工作的报告.docx", "信.eml/乙.csv#2", "信.eml/乙.csv#3", "信.eml/乙.csv#4",
                          "信.eml/包.zip/丁.txt", "信.eml/6.eml", "信.eml/6.eml/丙.txt"])
        self.assertEqual([row["format"] for row in documents], ["mail", "docx", "csv", "csv", "csv", "text", "mail", "text"])
        self.assertEqual([row["year"] for row in documents][-3:], ["2016", "2015", "2014"])
        self.assertIn("1 attachments that are no reports were left out: pictures, scripts and such",
                      [row["message"] for row in rows(self.out, "diagnostics")])

    def test_the_text_of_mail_is_read_in_any_charset_and_coding(self):
        page = "<div><p>" + "</p><p>".join(report(2012, 1.2).splitlines()) + "</p></div>"
        for charset in ("utf-8", "gb18030", "big5"):
            for coding in ("base64", "quoted-printable", "8bit"):
                for text, html in ((report(2012, 1.2), None), ("见网页。\n", page)):
                    if charset == "big5":
                        text, html = (part and part.translate(TRADITIONAL) for part in (text, html))
                    made = email.message.EmailMessage(policy=email.policy.SMTP)
                    made.set_content(text, charset=charset, cte=coding)
                    if html:
                        made.add_alternative(html, subtype="html", charset=charset, cte=coding)
                    documents = self.documents("r.eml", made.as_bytes())
                    self.assertEqual([(row["document"], row["format"], row["replaced"], row["year"]) for row in documents],
                                     [("r.eml", "mail", "0", "2012")], (charset, coding))
                    self.assertIn("1.2", [row["value"] for row in rows(self.out, "targets")], (charset, coding))

    def test_mail_that_hurts_is_refused_by_name(self):
        deep = "MIME-Version: 1.0\r\n" + "".join(f"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n" for i in range(9))
        many = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + "--b\r\n\r\nx\r\n" * 1001
        empty = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n \r\n--b--\r\n"
        good = write(os.path.join(self.folder, "good.txt"), REPORT)
        for text, code in ((deep, "mail_depth"), (many, "mail_parts"), (empty, "empty")):
            path = write(os.path.join(self.folder, "r.eml"), text)
            self.convert(path, good, "--format", "csv", status=1)
            self.assertEqual([row["code"] for row in rows(self.out, "diagnostics") if row["severity"] == "error"], [code])

    def test_archives_that_hurt_are_refused_by_name(self):
        def code_of(data, *arguments):
            path = write(os.path.join(self.folder, "r.zip"), data)
            self.convert(path, self.reports, "--format", "csv", *arguments, status=1)
            return [row["code"] for row in rows(self.out, "diagnostics") if row["severity"] == "error" and row["document"].startswith("r.zip") and "(" not in row["document"]]
        deep = make_formats.package({"a.txt": REPORT})
        for _ in range(3):
            deep = make_formats.package({"a.zip": deep})
        self.assertEqual(code_of(deep), ["zip_nested"])
        self.assertEqual(code_of(make_formats.package({f"{i}.txt": bytes(1 << 20) for i in range(3)}), "--max-size", "2"), ["zip_total"])
        self.assertEqual(code_of(make_formats.package({"a.txt": " " * (2 << 20)})), ["zip_ratio"])
        self.assertEqual(code_of(make_formats.package({f"{i}": "" for i in range(10001)})), ["zip_members"])
        self.assertEqual(code_of(deep[:-30]), ["zip_damaged"])
        self.assertEqual(code_of(make_formats.package({"a.css": "p{}"})), ["empty_folder"])

    def test_the_names_of_an_archive_of_a_chinese_system_are_read(self):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as made:
            info = zipfile.ZipInfo("X.txt")
            made.writestr(info, REPORT)
        name = "报告".encode("gbk")
        data = packed.getvalue().replace(b"X.txt", name + b"t")
        documents = self.documents("r.zip", data)
        self.assertEqual([row["document"] for row in documents], ["r.zip/报告t"])

    def test_a_reading_gives_the_tables_that_its_document_gives(self):
        with open(os.path.join(SAMPLES, "青岚区十四五规划纲要.txt"), encoding="utf-8") as file:
            whole = re.sub("体系，\\s+建设区域", "体系，建设区域", file.read())  # a heading in two lines is two paragraphs of a document
        source = write(os.path.join(self.folder, "whole.txt"), whole)
        readings = os.path.join(self.folder, "readings")
        for form in ("docx", "odt"):
            path = make_formats.make(source, self.folder, [form])[form]
            self.convert(path, "--format", "csv", "--readings", readings)
            first = {name: [dict(row, document="") for row in rows(self.out, name)] for name in ("sections", "targets", "projects", "cells")}
            self.convert(os.path.join(readings, os.path.basename(path) + ".txt"), "--format", "csv")
            second = {name: [dict(row, document="") for row in rows(self.out, name)] for name in first}
            self.assertTrue(all(first.values()))
            self.assertEqual(first, second)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Reports as web pages, Word files and such give the tables that their text gives."""
import collections
import io
import shutil
import sys
import zipfile

from baogao import *

sys.path.insert(0, os.path.join(TOP, "tests", "tools"))
import make_formats

CORPUS = os.path.join(TOP, "..", "shared", "corpus")
# Those whose lines are whole paragraphs: the generator joins none.
WHOLE = [os.path.join(SAMPLES, name) for name in ("青岚区十四五规划纲要.txt", "2025青岚区计划报告.txt", "2026青岚区政府工作报告.txt")] + \
        [os.path.join(CORPUS, name) for name in ("seed-001.txt", "seed-003.txt", "state-2002.txt")]
COLUMNS = {
    "sections": ("kind", "label", "title"),
    "targets": ("indicator", "value", "unit", "kind", "comparator", "period_start", "period_end"),
    "projects": ("name", "stage_code"),
    "cells": ("row_head", "col_head", "text"),
}


class Formats(Test):
    def tables(self, path, out, *arguments):
        """The rows of one document as counters of what they say; where they stand is left out."""
        done = run("convert", path, "-o", out, "--format", "csv", "--quiet", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return {table: collections.Counter(tuple(row[column] for column in columns) for row in rows(out, table)
                                           if row.get("kind") != "furniture") for table, columns in COLUMNS.items()}

    def compare(self, form, least, cells=1, paths=WHOLE):
        """Each report in the format against its text: F1 of the rows of each table; cells must all be there."""
        compared, there = 0, [path for path in paths if os.path.exists(path)]
        print(*(f"skipped: {os.path.basename(path)} is not there\n" for path in paths if path not in there), end="")
        made = make_formats.make_all(there, self.folder, form)
        if not made:
            self.skipTest(f"nothing here makes {form}")
        for path in there:
            text = self.tables(path, os.path.join(self.folder, "text"))
            read = self.tables(made[path], os.path.join(self.folder, form))
            self.assertEqual(rows(os.path.join(self.folder, form), "documents")[0]["format"], form.rstrip("24"), path)
            for table, wanted in text.items():
                shared, all_rows = sum((wanted & read[table]).values()), sum(wanted.values()) + sum(read[table].values())
                score = 2 * shared / all_rows if all_rows else 1
                floor = cells if table == "cells" else least
                self.assertGreaterEqual(score, floor, (form, path, table,
                                        list((wanted - read[table]).items())[:5], list((read[table] - wanted).items())[:5]))
            compared += 1
        self.assertGreaterEqual(compared, min(3, len(paths)))

    def test_the_samples_of_all_formats_are_read_whole(self):
        folder = os.path.join(SAMPLES, "formats")
        paths = [os.path.join(folder, name) for name in os.listdir(folder) if shutil.which("pdftotext") or not name.endswith(".pdf")]
        self.convert(*paths, "--format", "csv")
        documents = rows(self.out, "documents")
        wanted = {"xlsx": 3, "json": 3, "text": 1, "docx": 2, "html": 1, "odt": 1, "pdf": 1}
        if not shutil.which("pdftotext"):
            del wanted["pdf"]
        self.assertEqual(collections.Counter(row["format"] for row in documents), wanted)
        for row in documents:
            self.assertIn("云湖市", row["region"])
            self.assertIn(row["year"], ("2025", "2026"))
            self.assertGreaterEqual(int(row["targets"]), 7, row["document"])
        titles = {row["title"] for row in rows(self.out, "sections") if row["kind"] in ("part", "subpart")}
        self.assertLessEqual({"2025年国民经济和社会发展计划执行情况", "推动绿色低碳转型", "产业升级步伐加快", "过去一年工作回顾"}, titles)
        by_document = collections.Counter(row["document"].rsplit(".")[-1] for row in rows(self.out, "cells"))
        self.assertEqual([by_document[form] for form in ("html", "docx")], [24, 24])
        self.assertFalse([row for row in rows(self.out, "targets") if "公共预算增长9.9" in row["quote"]])
        if "pdf" in wanted:
            self.assertEqual(by_document["pdf"], 15)
            self.assertEqual({row["page"] for row in rows(self.out, "targets") if row["document"].endswith(".pdf")}, {"1", "2"})
        self.assertEqual([row for row in rows(self.out, "diagnostics") if row["severity"] != "note"], [])

    def test_a_web_page_gives_what_its_text_gives(self):
        self.compare("html", 0.99)

    def test_empty_paragraphs_set_off_as_blank_lines_do(self):
        """A topic sentence over its text, with an empty paragraph before both, heads it."""
        body = ["松谷县人民政府工作报告", "一、2025年工作回顾", "", "加快城乡建设步伐，改善人居环境。", "新修农村公路120公里，改造老旧小区15个，新增城镇绿地30万平方米，污水处理率达到95%以上。",
                "", "推进社会事业全面发展，增进群众福祉。", "新增公办幼儿园学位1200个，新建卫生院3所，城乡居民医保参保率稳定在95%以上，群众的获得感不断增强。"]
        text = self.tables(write(os.path.join(self.folder, "t.txt"), "\n".join(body) + "\n"), os.path.join(self.folder, "text"))
        self.assertIn(("heading", "", "加快城乡建设步伐，改善人居环境"), text["sections"])
        gaps = {"<p></p>": "empty", "<p>&nbsp;</p>": "space", "<br>": "break", "<p><br></p>": "both"}
        pages = {name: "<html><body>" + "".join(f"<p>{line}</p>" if line else gap for line in body) + "</body></html>" for gap, name in gaps.items()}
        pages["lines"] = "<html><body><div>" + "<br>".join(body) + "</div></body></html>"
        blocks = [("p", line) for line in body]
        made = {**{f"{name}.html": page for name, page in pages.items()}, "a.docx": make_formats.to_docx(blocks, changed=False), "a.odt": make_formats.to_odt(blocks)}
        for name, data in made.items():
            path = write(os.path.join(self.folder, name), data)
            self.assertEqual(self.tables(path, self.out), text, name)

    def test_levels_of_headings_without_numbers_nest_them(self):
        text = "新增农村公路120公里，改造老旧小区15个，各项工作取得新的成效。"
        outline = [(1, "过去一年工作回顾"), (2, "产业发展"), (3, "工业升级"), (2, "城乡建设"), (1, "今年工作安排"), (3, "改善民生（十件实事）"), (2, "深化改革")]
        wanted = ["s1", "s1.1", "s1.1.1", "s1.2", "s2", "s2.1", "s2.2"]
        page = "".join(f"<h{level + 1}>{title}</h{level + 1}><p>{text}</p>" for level, title in outline)
        write(os.path.join(self.folder, "a.html"), f"<html><body><h1>松谷县人民政府工作报告</h1>{page}</body></html>")
        styles = "".join(f'<w:style w:type="paragraph" w:styleId="H{i}"><w:name w:val="heading {i}"/><w:pPr><w:outlineLvl w:val="{i - 1}"/></w:pPr></w:style>' for i in (1, 2, 3))
        body = "".join(f'<w:p><w:pPr><w:pStyle w:val="H{level}"/></w:pPr>{make_formats.run_of(title)}</w:p><w:p>{make_formats.run_of(text)}</w:p>' for level, title in outline)
        self.word("a.docx", f'<w:p>{make_formats.run_of("松谷县人民政府工作报告")}</w:p>{body}', styles=styles)
        for name in ("a.html", "a.docx"):
            self.convert(os.path.join(self.folder, name), "--format", "csv")
            found = [(row["section"], row["title"]) for row in rows(self.out, "sections") if row["kind"] == "heading"]
            self.assertEqual(found, list(zip(wanted, (title for _, title in outline))), name)

    def word(self, name, body, styles="", numbering=""):
        """A Word file of these paragraphs."""
        w = make_formats.W
        return write(os.path.join(self.folder, name), make_formats.package({
            "[Content_Types].xml": make_formats.CONTENT_TYPES, "word/styles.xml": f"<w:styles {w}>{styles}</w:styles>",
            "word/numbering.xml": f"<w:numbering {w}>{numbering}</w:numbering>", "word/document.xml": f"<w:document {w}><w:body>{body}</w:body></w:document>"}))

    def test_automatic_numbers_of_all_formats_are_written_out(self):
        """The third of a list that begins with the second number, in each format of Word."""
        formats = {"decimal": "4", "chineseCounting": "四", "chineseCountingThousand": "四", "taiwaneseCounting": "四", "japaneseCounting": "四",
                   "ideographDigital": "四", "chineseLegalSimplified": "肆", "decimalEnclosedCircle": "④", "decimalFullWidth": "４",
                   "decimalEnclosedParen": "(4)", "decimalEnclosedFullstop": "4.", "decimalZero": "04", "numberInDash": "- 4 -", "ideographTraditional": "丁",
                   "ideographZodiac": "卯", "ideographEnclosedCircle": "㊃", "upperRoman": "IV", "lowerRoman": "iv", "upperLetter": "D", "lowerLetter": "d",
                   "none": "", "bullet": ""}
        numbering = "".join(f'<w:abstractNum w:abstractNumId="{i}"><w:lvl w:ilvl="0"><w:start w:val="2"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/>'
                            f'<w:lvlText w:val="〔%1〕"/></w:lvl></w:abstractNum>' for i, form in enumerate(formats))
        numbering += "".join(f'<w:num w:numId="{i + 1}"><w:abstractNumId w:val="{i}"/></w:num>' for i in range(len(formats)))
        body = "".join(f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{i + 1}"/></w:numPr></w:pPr>{make_formats.run_of("推进改革")}</w:p>' * 3 for i in range(len(formats)))
        readings = os.path.join(self.folder, "readings")
        self.convert(self.word("a.docx", body, numbering=numbering), "--format", "csv", "--readings", readings)
        with open(os.path.join(readings, "a.docx.txt"), encoding="utf-8") as file:
            third = file.read().splitlines()[2::3]
        for (form, label), line in zip(formats.items(), third, strict=True):
            self.assertEqual(line, "推进改革" if form == "bullet" else f"〔{label}〕推进改革", form)

    def reading(self, path):
        """The lines of what the file is read as."""
        readings = os.path.join(self.folder, "readings")
        self.convert(path, "--format", "csv", "--readings", readings)
        with open(os.path.join(readings, os.path.basename(path) + ".txt"), encoding="utf-8") as file:
            return [line for line in file.read().split("\n") if line]

    def test_word_hides_what_it_hides(self):
        r = make_formats.run_of
        paragraph = "<w:p>{}</w:p>".format
        cell = "<w:tc>{}</w:tc>".format
        body = (paragraph(r("松谷县人民政府工作报告")) +
                paragraph('<w:r><w:rPr><w:rStyle w:val="Q"/></w:rPr><w:t>字的样式。</w:t></w:r>' + r("见。")) +
                paragraph('<w:ruby><w:rt>' + r("zhuyin") + '</w:rt><w:rubyBase>' + r("注音") + '</w:rubyBase></w:ruby>' + r("后。")) +
                f'<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>{r("段落的末尾被删，")}</w:p>' + paragraph(r("下一段接上。")) +
                "<w:tbl><w:tr>" + cell(paragraph(r("产值"))) + cell(paragraph(r("8.5"))) + "</w:tr><w:tr><w:trPr><w:del w:id=\"2\"/></w:trPr>" +
                cell(paragraph(r("删去的行"))) + cell(paragraph(r("9.5"))) + "</w:tr></w:tbl>" + paragraph(r("末。")))
        styles = '<w:style w:type="character" w:styleId="Q"><w:name w:val="q"/><w:rPr><w:vanish/></w:rPr></w:style>'
        self.assertEqual(self.reading(self.word("a.docx", body, styles=styles)),
                         ["松谷县人民政府工作报告", "见。", "注音后。", "段落的末尾被删，下一段接上。", "\t产值", "\t8.5", "末。"])

    def test_opendocument_hides_what_it_hides(self):
        styles = "".join(f'<style:style style:name="{name}" style:family="{family}" style:parent-style-name="{parent}">{properties}</style:style>' for name, family, parent, properties in (
            ("H", "text", "", '<style:text-properties text:display="none"/>'), ("P", "paragraph", "", '<style:text-properties text:display="none"/>'),
            ("P1", "paragraph", "P", ""), ("V", "paragraph", "", "<style:text-properties/>")))
        body = ("<text:p>松谷县人民政府工作报告</text:p><text:p>见<text:span text:style-name=\"H\">不见</text:span>。</text:p><text:p text:style-name=\"P\">不见。</text:p>"
                '<text:p text:style-name="P1">不见。</text:p><text:p text:style-name="V">见。</text:p><text:section text:name="s" text:display="none"><text:p>不见。</text:p></text:section>'
                "<text:p><text:ruby><text:ruby-base>注音</text:ruby-base><text:ruby-text>zhuyin</text:ruby-text></text:ruby>后。</text:p>"
                '<table:table><table:table-row><table:table-cell table:number-columns-repeated="2"><text:p>重</text:p></table:table-cell></table:table-row></table:table>')
        content = (f'<office:document-content {make_formats.ODT_NAMES}><office:automatic-styles>{styles}</office:automatic-styles>'
                   f'<office:body><office:text>{body}</office:text></office:body></office:document-content>')
        path = write(os.path.join(self.folder, "a.odt"), make_formats.package(
            {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}, stored=("mimetype",)))
        self.assertEqual(self.reading(path), ["松谷县人民政府工作报告", "见。", "见。", "注音后。", "\t重", "\t重"])

    def test_a_page_hides_what_it_hides_and_a_caption_stands_above_its_table(self):
        hidden = "".join(f'<p style="{style}">不见。</p>' for style in ("display : none", "visibility:hidden", "font-size:0", "color:red;font-size: 0px;"))
        shown = "".join(f'<p style="{style}">见。</p>' for style in ("display:block", "font-size:0.9em", "font-size:10px"))
        page = (f'<html><body><h1>松谷县人民政府工作报告</h1>{hidden}{shown}<table><caption>表1　主要指标</caption><tr><td>产值<td>8.5</tr></table></body></html>')
        path = write(os.path.join(self.folder, "a.html"), page)
        lines = [line for line in self.reading(path)]
        self.assertEqual([line for line in lines if line != "不见。"], ["松谷县人民政府工作报告", "见。", "见。", "见。", "表1　主要指标", "\t产值", "\t8.5"])
        self.assertFalse([row for row in rows(self.out, "sentences") if "不见" in row["text"]])

    def test_a_saved_web_page_gives_what_its_text_gives(self):
        self.compare("mht", 0.99)

    def test_a_saved_web_page_in_base64_says_what_it_is(self):
        blocks = make_formats.read(WHOLE[0])
        path = write(os.path.join(self.folder, "page.mhtml"), make_formats.to_mht(blocks, coding="base64"))
        whole = write(os.path.join(self.folder, "page.html"), make_formats.to_html(blocks))
        self.assertEqual(self.tables(path, self.out), self.tables(whole, os.path.join(self.folder, "html")))
        document = rows(self.out, "documents")[0]
        self.assertEqual((document["format"], document["encoding"]), ("mht", "GB18030"))

    def test_a_word_file_gives_what_its_text_gives(self):
        self.compare("docx", 0.99)

    def test_an_opendocument_text_gives_what_its_text_gives(self):
        self.compare("odt", 0.99)

    @unittest.skipUnless(shutil.which("soffice"), "LibreOffice is not installed")
    def test_old_word_files_and_rtf_give_what_their_text_gives(self):
        self.compare("doc", 0.99, paths=WHOLE[:2])
        self.assertRegex(rows(os.path.join(self.folder, "doc"), "documents")[0]["reader"], "^LibreOffice [0-9]")
        self.compare("rtf", 0.99, paths=WHOLE[:1])

    @unittest.skipUnless(shutil.which("soffice"), "LibreOffice is not installed")
    def test_a_wps_file_is_read_as_old_word_files_are_and_leaves_nothing_behind(self):
        made = make_formats.make(WHOLE[2], self.folder, ["doc"])["doc"]
        place = os.path.join(self.folder, "place")
        os.mkdir(place)
        wps = os.path.join(self.folder, "r.WPS")
        os.rename(made, wps)
        done = run("convert", wps, "-o", self.out, "--format", "csv", environment={"TMPDIR": place})
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([row["format"] for row in rows(self.out, "documents")], ["wps"])
        self.assertEqual(os.listdir(place), [])

    @unittest.skipUnless(shutil.which("soffice"), "LibreOffice is not installed")
    def test_what_libreoffice_cannot_read_is_named(self):
        self.refused("cut.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000), "office_damaged")

    @unittest.skipUnless(shutil.which("pdftotext") and shutil.which("soffice"), "poppler or LibreOffice is not installed")
    def test_a_pdf_file_of_one_column_gives_what_its_text_gives(self):
        self.compare("pdf", 0.98)
        document = rows(os.path.join(self.folder, "pdf"), "documents")[0]
        self.assertRegex(document["reader"], "^pdftotext [0-9]")
        self.assertGreater(int(document["pages"]), 0)
        self.assertTrue(all(row["page"] for row in rows(os.path.join(self.folder, "pdf"), "targets")))

    @unittest.skipUnless(shutil.which("pdftotext") and shutil.which("soffice"), "poppler or LibreOffice is not installed")
    def test_a_pdf_file_of_two_columns_with_heads_and_feet_is_read_column_by_column(self):
        self.compare("pdf2", 0.98)
        furniture = [row for row in rows(os.path.join(self.folder, "pdf2"), "sections") if row["kind"] == "furniture"]
        self.assertTrue(furniture)

    @unittest.skipUnless(shutil.which("pdftotext") and shutil.which("soffice"), "poppler or LibreOffice is not installed")
    @unittest.skipUnless(os.path.exists(WHOLE[-1]), "skipped: the annotated reports are not there")
    def test_a_pdf_file_of_four_columns_is_read_column_by_column(self):
        self.compare("pdf4", 0.98, paths=WHOLE[-2:])

    @unittest.skipUnless(shutil.which("pdftotext"), "poppler is not installed")
    def test_a_pdf_file_that_cannot_be_read_is_named(self):
        self.refused("broken.pdf", b"%PDF-1.4\nnothing more\n", "pdf_damaged")
        picture = (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                   b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>endobj\ntrailer<</Root 1 0 R>>\n")
        self.refused("picture.pdf", picture, "pictures")
        self.assertIn("ocrmypdf", rows(self.out, "diagnostics")[0]["message"])

    def refused(self, name, data, code):
        """The file alone is refused, by name."""
        path = write(os.path.join(self.folder, name), data)
        done = self.convert(path, self.reports, "--format", "csv", status=1)
        self.assertEqual([row["code"] for row in rows(self.out, "diagnostics") if row["severity"] == "error"], [code], done.stderr)

    def test_bombs_and_damage_are_refused_by_name(self):
        document = make_formats.to_docx(make_formats.read(WHOLE[1]))
        with zipfile.ZipFile(io.BytesIO(document)) as whole:
            parts = {name: whole.read(name) for name in whole.namelist()}

        def with_document(text):
            return make_formats.package(dict(parts, **{"word/document.xml": text}))
        deep = "<a>" * 300 + "</a>" * 300
        entities = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><a>&b;</a>'
        self.refused("deep.docx", with_document(deep), "xml_depth")
        self.refused("entities.docx", with_document(entities), "xml_doctype")
        self.refused("cut.docx", with_document(parts["word/document.xml"][:2000]), "xml_damaged")
        self.refused("ratio.docx", with_document(b" " * (60 << 20)), "zip_ratio")
        self.refused("part.docx", with_document(b" " * (65 << 20)), "zip_part")
        self.refused("damaged.docx", document[:len(document) // 2], "zip_damaged")
        self.refused("none.docx", make_formats.package({"[Content_Types].xml": ""}), "not_text")
        many = {"[Content_Types].xml": "", **{str(number): "" for number in range(10001)}}
        self.refused("many.docx", make_formats.package(many), "zip_members")

    def test_what_is_no_text_of_a_word_file_stays_out_and_notes_claim_nothing(self):
        w, run_of = make_formats.W, make_formats.run_of
        box = f'<w:r><w:pict><w:txbxContent><w:p>{run_of("框中增长7.7%。")}</w:p></w:txbxContent></w:pict></w:r>'
        choice = f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{box[5:-6]}</mc:Choice><mc:Fallback>{box[5:-6]}</mc:Fallback></mc:AlternateContent></w:r>'
        contents = "".join(f'<w:p><w:pPr><w:pStyle w:val="T"/></w:pPr>{run_of(text)}</w:p>' for text in ("一、工作回顾\t1", "二、工作安排\t9"))
        field = f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{{}}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{{}}</w:p>'
        end = '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        body = (f'<w:p>{run_of("松谷县人民政府工作报告")}</w:p>' + contents + field.format(" TOC \\o ", run_of("三、目录里的一行")) + end +
                f'<w:p>{run_of("一、2025年工作回顾")}</w:p><w:p>{run_of("地区生产总值增长6.2%")}<w:ins w:id="1">{run_of("，投资增长8%")}</w:ins>'
                f'<w:del w:id="2"><w:r><w:delText>，投资增长9%</w:delText></w:r></w:del><w:moveFrom w:id="3">{run_of("，消费增长3%")}</w:moveFrom>'
                f'<w:r><w:rPr><w:vanish/></w:rPr><w:t>，出口增长4%</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>{choice}{run_of("。")}</w:p>')
        mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        styles = make_formats.STYLES.replace("</w:styles>", '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="toc 1"/></w:style></w:styles>')
        notes = make_formats.FOOTNOTES.replace("</w:footnotes>", f'<w:footnote w:id="2"><w:p>{run_of("按可比价格计算，增长5.9%。")}</w:p></w:footnote></w:footnotes>')
        path = write(os.path.join(self.folder, "parts.docx"), make_formats.package({
            "[Content_Types].xml": make_formats.CONTENT_TYPES, "word/styles.xml": styles, "word/footnotes.xml": notes,
            "word/document.xml": f'<w:document {w} {mc}><w:body>{body}</w:body></w:document>'}))
        self.convert(path, "--format", "csv")
        self.assertEqual([row["value"] for row in rows(self.out, "targets")], ["6.2", "8", "7.7"])
        self.assertEqual([row["title"] for row in rows(self.out, "sections") if row["kind"] == "part"], ["2025年工作回顾"])
        self.assertEqual([row["message"] for row in rows(self.out, "diagnostics") if row["code"] == "document_parts"],
                         ["2 deletions left out, 1 text boxes and 1 notes kept apart, contents list dropped"])

    def test_what_stands_around_the_content_of_a_page_is_furniture(self):
        page = write(os.path.join(self.folder, "page.html"), make_formats.to_html(make_formats.read(WHOLE[0])))
        self.convert(page, "--format", "csv")
        for table in ("targets", "projects"):
            self.assertFalse([row for row in rows(self.out, table) if "政务" in row["quote"] or row.get("value") in ("500", "300")])
        self.assertIn("content", {row["code"] for row in rows(self.out, "diagnostics")})
        self.assertTrue([row for row in rows(self.out, "sections") if row["kind"] == "furniture"])


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Makes a report that is plain text into other formats, as users have them.

usage: make_formats.py TEXT OUT_DIR [FORMAT...]      formats: html mht docx odt doc rtf pdf (doc and pdf by LibreOffice)

A line is a paragraph; lines led by a tab are the cells of a table, with a blank line between its rows. Where the text
leaves more lines blank than it mostly does, an empty paragraph stands, as in pages and Word files.
"""
import base64
import html
import os
import quopri
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from xml.sax.saxutils import escape

CHAPTER = re.compile(r"^第[一二三四五六七八九十百]+章[\s　]*")
PART = re.compile(r"^([一二三四五六七八九十]+)、[\s　]*")
SUBPART = re.compile(r"^（([一二三四五六七八九十]+)）[\s　]*")
NUMERALS = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六", "十七", "十八"]


def blank_lines(lines, i):
    """How many lines before line `i` are blank."""
    first = i
    while first > 0 and not lines[first - 1].strip():
        first -= 1
    return i - first


def usual_gap(lines):
    """The blank lines that most lines have before them."""
    gaps = [blank_lines(lines, i) for i, line in enumerate(lines) if line.strip()]
    return max(set(gaps), key=gaps.count, default=0)


def read(path):
    """The blocks of a report: ("p", text) and ("table", rows)."""
    with open(path, "rb") as file:
        data = file.read()
    text = data.decode("utf-16") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else data.decode("utf-8-sig")
    text = re.sub(r"\[bookmark: [^\]]*\]", "", text)
    blocks, row, after_blank, in_cell = [], None, False, False
    lines = text.splitlines()
    usual = usual_gap(lines)
    for i, line in enumerate(lines):
        if not line.strip() and not line.startswith("\t"):
            after_blank = True
            continue
        cell = line.startswith("\t") and (in_cell or "。" not in line) and "\t" not in line[1:]
        if cell:
            if not in_cell:
                blocks.append(("table", []))
            if not in_cell or after_blank:
                blocks[-1][1].append([])
            blocks[-1][1][-1].append(line.strip())
        elif in_cell and not after_blank and len(line) < 25 and "。" not in line:
            blocks[-1][1][-1][-1] += line.strip()
        else:
            if blocks and blank_lines(lines, i) > usual:
                blocks.append(("p", ""))
            blocks.append(("p", line.strip(" \t　\r")))
        in_cell = in_cell and not after_blank and not cell and len(line) < 25 and "。" not in line or cell
        after_blank = False
    made = []
    for kind, content in blocks:
        if kind == "table" and sum(map(len, content)) < 4:
            made += [("p", text) for cells in content for text in cells]
        else:
            made.append((kind, content))
    return made


def title_of(blocks):
    return next((text for kind, text in blocks if kind == "p" and len(text) > 6), "")


# ---- HTML ----

def to_html(blocks, encoding="gb18030"):
    """A page with navigation, links and scripts around its content."""
    links = "".join(f'<li><a href="/{i}.html" title="{name}">{name}</a></li>' for i, name in enumerate(
        ["网站首页", "政务公开", "政务服务", "互动交流", "走进本地", "2024年公共预算增长9.9%", "全年投资目标500亿元"]))
    out = [f'<!DOCTYPE html>\n<html><head><meta charset="gb2312"><title>{html.escape(title_of(blocks))}_政府网</title>'
           '<style>.p{color:red}</style><script>if (1 < 2) document.write("<p>广告。</p>");</script></head>\n<body>'
           f'<div class="top"><ul>{links}</ul><form><input type=text><select><option>全部<option>本站</select></form></div>'
           '<table width=100%><tr><td class=left><p>政务要闻</p><p>全市经济增长8.8%</p></td><td>\n<div id="zoom">\n']
    for kind, content in blocks:
        if kind == "p":
            text = html.escape(content)
            middle = len(text) // 2
            if "。" in text and "&" not in text:
                text = f"{text[:middle]}<span lang=EN-US style='font-family:\"仿宋\"'>{text[middle:]}</span>"
            out.append(f"<p style='text-indent:2em'>&emsp;&emsp;{text}</p>\n")
        else:
            rows = "".join("<tr>" + "".join(f"<td><p>{html.escape(cell)}</p></td>" for cell in row) + "</tr>\n" for row in content)
            out.append(f"<table border=1><tbody>{rows}</tbody></table>\n")
    out.append('</div></td></tr></table><div class="relates"><h3>相关链接</h3><ul><li>去年完成投资300亿元<li>城镇新增就业5万人</ul></div>'
               '<div class=foot>主办：政府办公室&nbsp;ICP备00000001号<br>网站标识码0000000001</div></body></html>')
    return "".join(out).encode(encoding, "xmlcharrefreplace")


# ---- saved web pages ----

def to_mht(blocks, encoding="gb18030", coding="quoted-printable"):
    """A page with its style sheet and a picture, as browsers save it."""
    page = to_html(blocks, encoding)
    written = quopri.encodestring(page) if coding == "quoted-printable" else base64.encodebytes(page)
    parts = [("text/html;\r\n\tcharset=\"gb2312\"", coding, written), ("text/css", "quoted-printable", b".p {color: red}=\n"),
             ("image/png", "base64", base64.encodebytes(bytes(60)))]
    out = [b'From: "saved by a browser"\nSubject: =?gb2312?B?' + base64.b64encode("报告".encode("gb2312")) + b'?=\nMIME-Version: 1.0\n'
           b'Content-Type: multipart/related;\n\ttype="text/html";\n\tboundary="----=_Part_000"\n\nThis is a message.\n']
    for i, (kind, coding_of_part, content) in enumerate(parts):
        out.append(b"\n------=_Part_000\nContent-Type: %s\nContent-Transfer-Encoding: %s\nContent-Location: http://www.example.com/%d\n\n%s" %
                   (kind.encode(), coding_of_part.encode(), i, content))
    return b"".join(out + [b"\n------=_Part_000--\n"]).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


# ---- DOCX ----

CONTENT_TYPES = """<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>
<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>
<Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>
<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>
<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>"""
RELATIONS = """<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"""
PARTS = """<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>
<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/>
<Relationship Id="r3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/>
<Relationship Id="r4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/>
<Relationship Id="r5" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>"""
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = f"""<?xml version="1.0" encoding="UTF-8"?><w:styles {W}><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="3"><w:name w:val="heading 3"/><w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="2"/></w:pPr></w:style></w:styles>"""
LEVEL = '<w:lvl w:ilvl="{0}"><w:start w:val="1"/><w:numFmt w:val="{1}"/><w:suff w:val="nothing"/><w:lvlText w:val="{2}"/></w:lvl>'
NUMBERING = f"""<?xml version="1.0" encoding="UTF-8"?><w:numbering {W}><w:abstractNum w:abstractNumId="0">{LEVEL.format(0, "chineseCounting", "第%1章　")}
{LEVEL.format(1, "chineseCountingThousand", "%2、")}{LEVEL.format(2, "chineseCounting", "（%3）")}</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
FOOTNOTES = f"""<?xml version="1.0" encoding="UTF-8"?><w:footnotes {W}><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote></w:footnotes>"""

HEADER = f'<?xml version="1.0" encoding="UTF-8"?><w:hdr {W}><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>政府公报 公文选登</w:t></w:r></w:p></w:hdr>'
FOOTER = (f'<?xml version="1.0" encoding="UTF-8"?><w:ftr {W}><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t xml:space="preserve">— </w:t></w:r>'
          '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>')
COLUMNS = ('<w:sectPr xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:headerReference w:type="default" r:id="r4"/>'
           '<w:footerReference w:type="default" r:id="r5"/><w:pgSz w:w="{1}" w:h="{2}"/>'
           '<w:pgMar w:top="1440" w:right="1000" w:bottom="1440" w:left="1000" w:header="720" w:footer="720"/><w:cols w:num="{0}" w:space="600"/></w:sectPr>')


def numbered(blocks):
    """Which paragraphs an automatic number can stand for: those whose label is the next of its level."""
    levels, counts, text_of = {}, [0, 0, 0], {}
    for i, (kind, text) in enumerate(blocks):
        if kind != "p" or len(text) > 60 or "。" in text[:-1] or "《" in text:
            continue
        for level, form in enumerate((CHAPTER, PART, SUBPART)):
            match = form.match(text)
            if not match:
                continue
            number = re.search(r"[一二三四五六七八九十]+", match.group()).group()
            if counts[level] < len(NUMERALS) and NUMERALS[counts[level]] == number:
                counts[level] += 1
                counts[level + 1:] = [0] * (2 - level)
                levels[i], text_of[i] = level, text[match.end():]
            elif number in NUMERALS:
                counts[level] = 99  # no automatic number any more
            break
    return levels, text_of


def run_of(text):
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


UPRIGHT, WIDE = (11906, 16838), (23811, 16838)  # A4, and A3 on its side


def to_docx(blocks, automatic=True, changed=True, columns=0, page=UPRIGHT):
    """`page`: width and height in twentieths of a point."""
    levels, text_of = numbered(blocks) if automatic else ({}, {})
    body = []
    for i, (kind, content) in enumerate(blocks):
        if kind == "table":
            sides = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
            body.append(f"<w:tbl><w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr>")
            for row in content:
                body.append("<w:tr>" + "".join(f"<w:tc><w:tcPr/><w:p>{run_of(cell)}</w:p></w:tc>" for cell in row) + "</w:tr>")
            body.append("</w:tbl>")
        elif i in levels:
            body.append(f'<w:p><w:pPr><w:pStyle w:val="{levels[i] + 1}"/></w:pPr>{run_of(text_of[i])}</w:p>')
        else:
            middle = len(content) // 2
            deleted = '<w:del w:id="9"><w:r><w:delText>删去的文字。</w:delText></w:r></w:del>' if changed and i == 4 else ""
            body.append(f'<w:p><w:pPr><w:ind w:firstLineChars="200" w:firstLine="420"/></w:pPr>{run_of(content[:middle])}{deleted}{run_of(content[middle:])}</w:p>')
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document {W}><w:body>{"".join(body)}{COLUMNS.format(columns, *page) if columns else "<w:sectPr/>"}</w:body></w:document>'
    return package({"word/header1.xml": HEADER, "word/footer1.xml": FOOTER, "[Content_Types].xml": CONTENT_TYPES, "_rels/.rels": RELATIONS, "word/_rels/document.xml.rels": PARTS,
                    "word/document.xml": document, "word/styles.xml": STYLES, "word/numbering.xml": NUMBERING,
                    "word/footnotes.xml": FOOTNOTES})


def package(parts, stored=()):
    with tempfile.TemporaryFile() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
            for name, text in parts.items():
                info = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
                made.writestr(info, text)
        file.seek(0)
        return file.read()


# ---- ODT ----

ODT_NAMES = ('xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
             'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"')


def to_odt(blocks):
    levels, text_of = numbered(blocks)
    styles = "".join(f'<text:outline-level-style text:level="{i + 1}" style:num-format="一, 二, 三, ..." style:num-prefix="{before}" style:num-suffix="{after}"/>'
                     for i, (before, after) in enumerate((("第", "章　"), ("", "、"), ("（", "）"))))
    body = []
    for i, (kind, content) in enumerate(blocks):
        if kind == "table":
            body.append('<table:table><table:table-column table:number-columns-repeated="%d"/>' % max(map(len, content)))
            for row in content:
                body.append("<table:table-row>" + "".join(f"<table:table-cell><text:p>{escape(cell)}</text:p></table:table-cell>" for cell in row) +
                            "</table:table-row>")
            body.append("</table:table>")
        elif i in levels:
            body.append(f'<text:h text:outline-level="{levels[i] + 1}">{escape(text_of[i])}</text:h>')
        else:
            body.append(f"<text:p>{escape(content)}</text:p>")
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    content = f'{head}<office:document-content {ODT_NAMES}><office:body><office:text>{"".join(body)}</office:text></office:body></office:document-content>'
    style = f'{head}<office:document-styles {ODT_NAMES}><office:styles><text:outline-style style:name="Outline">{styles}</text:outline-style></office:styles></office:document-styles>'
    kind = "application/vnd.oasis.opendocument.text"
    manifest = (f'{head}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
                f'manifest:media-type="{kind}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
                '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>')
    return package({"mimetype": kind, "content.xml": content, "styles.xml": style, "META-INF/manifest.xml": manifest}, stored=("mimetype",))


# ---- RTF ----

def to_rtf(blocks):
    """Numbers stand as text: LibreOffice, which could write RTF, loses what is Chinese in automatic ones."""
    def coded(text):
        return "".join(c if " " <= c <= "~" and c not in "{}\\" else f"\\u{(ord(c) + 32768) % 65536 - 32768}?" for c in text)
    body = []
    for kind, content in blocks:
        if kind == "p":
            body.append(f"\\pard\\fi420 {coded(content)}\\par\n")
            continue
        for row in content:
            edges = "".join(f"\\cellx{2000 * (i + 1)}" for i in range(len(row)))
            body.append(f"\\trowd{edges}\n" + "".join(f"\\pard\\intbl {coded(cell)}\\cell\n" for cell in row) + "\\row\n")
    return ("{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 FangSong;}}\n" + "".join(body) + "}\n").encode()


# ---- by LibreOffice ----

def convert_all(paths, form, folder):
    """Documents in another format, by one run of LibreOffice; nothing where it is not installed."""
    if not shutil.which("soffice"):
        return {}
    with tempfile.TemporaryDirectory() as home:
        subprocess.run(["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", form, "--outdir", folder, *paths],
                       check=True, capture_output=True, timeout=300, env=dict(os.environ, HOME=home))
    made = {path: os.path.join(folder, os.path.splitext(os.path.basename(path))[0] + "." + form) for path in paths}
    return {path: result for path, result in made.items() if os.path.exists(result)}


OWN = {"html": to_html, "mht": to_mht, "docx": to_docx, "odt": to_odt, "rtf": to_rtf}


def make_all(paths, folder, form):
    """Writes reports into the folder in a format (pdf2, pdf4: a PDF file in so many columns, four on a wide page); gives the file of each path."""
    made, sources = {}, {}
    with tempfile.TemporaryDirectory() as inner:
        for path in paths:
            name = os.path.splitext(os.path.basename(path))[0]
            target = os.path.join(folder, f"{name}.{form}") if form in OWN else os.path.join(inner, f"{name}.docx")
            columns = int(form[3:] or 0) if form.startswith("pdf") else 0
            page = WIDE if columns > 2 else UPRIGHT
            with open(target, "wb") as file:  # a PDF shows deleted text too
                file.write(OWN[form](read(path)) if form in OWN else to_docx(read(path), changed=False, columns=columns, page=page))
            (made if form in OWN else sources)[path] = target
        if sources:
            results = convert_all(sources.values(), form.rstrip("24"), folder)
            made = {path: results[source] for path, source in sources.items() if source in results}
    return made


def make(path, folder, formats):
    """One report in several formats; gives the paths of those that could be made."""
    made = {form: make_all([path], folder, form).get(path) for form in formats}
    return {form: result for form, result in made.items() if result}


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    os.makedirs(sys.argv[2], exist_ok=True)
    print("\n".join(make(sys.argv[1], sys.argv[2], sys.argv[3:] or ["html", "docx", "odt", "doc", "rtf", "pdf"]).values()))

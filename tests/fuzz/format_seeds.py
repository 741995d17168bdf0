#!/usr/bin/env python3
"""Seeds of the formats' fuzz targets: one folder a format, from samples/ and what make_formats.py makes of them.

usage: format_seeds.py OUT_DIR
"""
import os
import shutil
import subprocess
import sys
import zipfile

TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
sys.path.insert(0, os.path.join(TOP, "tests", "tools"))
import make_formats

PARTS = {"docx": ("word/document.xml", "word/styles.xml", "word/numbering.xml"), "odt": ("content.xml", "styles.xml"),
         "xlsx": ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml")}
RICH = {  # what the samples do not have
    "docx": '<w:document {w}><w:body><w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
            '<w:ins><w:r><w:t>增长5%</w:t></w:r></w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:r><w:footnoteReference w:id="2"/><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:r></w:p>'
            '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr><w:p/></w:tc><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:tbl><w:tr><w:tc/></w:tr></w:tbl></w:tc></w:tr></w:tbl></w:body></w:document>'
            .format(w=make_formats.W).encode(),
    "html": "<title>报告</title><table><tr><td rowspan=2 colspan=3>指标<td>5%<tr><td>6</table><h2 hidden>一、回顾</h2>&nbsp;&#x5e74;&lt;<script>x</script><!-- --><p style='display:none'>无</p>".encode(),
    "mail": "multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=gbk; name*0*=gbk''%B1; name*1=a\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=D4=F6=\r\n=B3=A4\r\n"
            "--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\nContent-Disposition: attachment; filename=\"=?utf-8?B?5oql?= =?gbk?Q?=B1_?=\"\r\nContent-Transfer-Encoding: base64\r\n\r\n5aKe6ZW/\r\n--c--\r\n--b--\r\n".encode(),
    "pdf": b'<page width="595" height="842"><word xMin="60" yMin="100" xMax="200" yMax="112">a</word><word xMin="320" yMin="100" xMax="500" yMax="112">5%</word></page>\xffP5\n20 20\n255\n' + bytes(400),
}


def seeds(path):
    """The inputs that a file gives, by format."""
    name = path.rsplit(".")[-1]
    with open(path, "rb") as file:
        data = file.read()
    if name in PARTS:
        with zipfile.ZipFile(path) as archive:
            yield name, b"\xff".join(archive.read(part) if part in archive.namelist() else b"" for part in PARTS[name])
    elif name in ("html", "zip"):
        yield name, data
    elif name == "pdf" and shutil.which("pdftotext"):
        def poppler(*arguments):
            return subprocess.run(arguments, input=data, capture_output=True, check=True).stdout
        words = poppler("pdftotext", "-bbox", "-l", "1", "-", "-")
        yield name, words + b"\xff" + poppler("pdftoppm", "-gray", "-r", "72", "-l", "1", "-")
        yield name, words[:4000]


def main(out):
    made = list(RICH.items()) + [("mail", make_formats.to_mht([("p", "一、回顾"), ("p", "增长5%。")]).split(b"Content-Type: ", 1)[1])]
    folder = os.path.join(TOP, "samples", "formats")
    for name in sorted(os.listdir(folder)):
        made += seeds(os.path.join(folder, name))
    for number, (name, data) in enumerate(made):
        os.makedirs(os.path.join(out, name), exist_ok=True)
        with open(os.path.join(out, name, f"seed-{number}"), "wb") as file:
            file.write(data)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])

#!/usr/bin/env python3
"""Work and output are proportional to size: hostile inputs of n and 4n bytes, their instructions counted by callgrind, and the
bytes of the tables.

usage: linear.py BAOGAO [--only NAME] [--size BYTES]   BAOGAO must be built without sanitizers
A case fails when four times the input costs over 4.8 times the instructions (start-up taken off) or gives over 4.8 times the
bytes, or a run does not end.
"""
import argparse
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import make_formats

MOST = 4.8  # what is dropped at the edges of a text weighs less in four times the text; a square would give 16
LONGEST_SECONDS = 120  # of one run under callgrind: ten times what the slowest takes
# What is repeated; {} is a running number.
PIECES = {
    "one_line": "全区地区生产总值增长，推动经济社会发展",
    "headings": "（一）着力推动产业升级\n",
    "chapters": "第一章  总则\n第一节  发展环境\n",
    "brackets": "（",
    "closed_brackets": "（）",
    "quotes": "“",
    "numbers": "增长{}%、",
    "numbers_with_units": "新建学校{}所、改造道路{}公里，",
    "pauses": "、",
    "stops": "。",
    "digits": "1",
    "spaced_digits": "1 ",
    "chinese_digits": "一",
    "ratio": "1:",
    "range": "5—",
    "blank_lines": "\n",
    "spaces": "　",
    "tabs": "\t\n",
    "cells": "\t指标\n\t12.5\n",
    "bookmarks": "[bookmark: _Toc{}]",
    "boxes": "专栏{} 重点项目\n新建某水库、某大桥等项目。\n",
    "items": "一是加快建设某某水库{}。\n",
    "projects": "某某水库{}、",
    "wrapped": "推动经济社会持续健康发展取得新的\n",
    "percents": "百分之",
    "regions": "延安市",
    "marks": "（上接{}版）\n",
    # What each stage could go over again from its head.
    "titles": "《",
    "reports": "长安区政府工作报告\n各位代表：我代表长安区人民政府报告工作，请予审议。\n一、2025年工作回顾\n增长{}%。\n",
    "dashes": "——",
    "joints": "和",
    "belongings": "的",
    "verbs": "加快推进",
    "reaching": "达到",
    "respectively": "分别",
    "years": "202{}年",
    "full_width_digits": "５",
    "unknown_units": "{}某某，",
    "points": "比上年提高{}个百分点，",
    "carried": "其中城镇增长{}%，农村增长{}%，",
    "and_projects": "新建某某水库、某某大桥等项目，",
    "sentences": "一是抓好某某工作。二是推进某某项目。",
    "joined_headings": "一、着力推动\n产业转型升级\n",
    "contents": "第一章　总则……………………{}\n",
    "page_numbers": "- {} -\n",
    "running_heads": "松谷县人民政府工作报告\n",
    "wrapped_cells": "\t地区生产总值及其\n增长速度\n\t12.5\n",
    "many_tables": "表{} 主要指标\n指标\t2025年\n地区生产总值\t{}\n",
    "footnotes": "注：{}为预期数。\n",
    "traditional": "地區生產總值增長，",
    "nuls": "增长\0",
    "marks_over": "\u0301",
    "growths": "新增",
    "counts": "3个建设",
    "owners": "园区新增的企业5%",
    "worded": "建设和的",
    "at_places": "在某镇新建",
    "closes": "等项目",
    "comparisons": "比上年增长{}%、高于全省{}个百分点，",
    "labels": "{}）某某工程。",
}
# Bytes that are no UTF-8, or not only.
ENCODED = {
    "gb18030": "地区生产总值增长{}%，新建某某水库。\n".encode("gb18030"),
    "utf_16": "地区生产总值增长{}%。\n".encode("utf-16-le"),
    "encoded_twice": "地区生产总值增长{}%。\n".encode().decode("latin-1").encode(),
    "taken_for_latin_1": "地区生产总值增长{}%。\n".encode("gb18030").decode("latin-1").encode(),
    "line_by_line": "地区生产总值\n".encode() + "增长{}%。\n".encode("gb18030"),
    "bad_bytes": "增长{}%".encode() + b"\xe5\x8f",
}
OPENING = "各位代表：\n"
# What stands once and long, and what is repeated behind it: a half of the bytes each. What is copied into every row, or sought
# again from every place, grows with the square of the text.
PAIRS = {
    "verbs_then_items": ("新建", "5座水库、"),
    "unit_then_rows": ("单位：万元", "\n指标\t5"),
    "unit_in_head": ("指标（万元", "）\n指标\t5"),
    "subject_then_numbers": ("产值", "增长5%、"),
    "heading_then_numbers": ("一、粮食产量", "\n增长5%。"),
    "lead_then_items": ("工程", "：\n1.新建水库。\n"),
    "category_then_items": ("（一）交通", "。新建水库、"),
    "title_then_rows": ("表1 产值", "\n指标\t2025年\n指标\t5\n"),
    "owner_then_among": ("粮食产量", "5万吨，其中增长5%，"),
    "places_then_growth": ("延安市", "增长5%、增长6%，"),
    "share_then_numbers": ("占粮食产量", "的比重达5%、"),
    "modifier_then_projects": ("投资5亿元的水库", "、大桥"),
    "quote_then_projects": ("“一带", "、新建大桥"),
    "bracket_then_projects": ("（新建", "水库）、大桥"),
    "year_then_numbers": ("2026年", "达到5万元、"),
    "respectively_then_numbers": ("产值、", "分别增长5%、6%、"),
}


def plain(piece, size):
    count = size // len(piece.encode())
    text = "".join(piece.replace("{}", str(i % 1000)) for i in range(count)) if "{}" in piece else piece * count
    return (OPENING + text + "\n").encode()


def encoded(piece, size):
    return b"".join(piece.replace(b"{}", b"%d" % (i % 1000)) for i in range(size // len(piece)))


def paired(pair, size):
    first, then = pair
    return (OPENING + first * (size // 2 // len(first.encode())) + then * (size // 2 // len(then.encode())) + "\n").encode()


def nested(size):
    """Levels of brackets, each closed."""
    return (OPENING + "（" * (size // 6) + "增长5%" + "）" * (size // 6) + "\n").encode()


def shared_list(size):
    """A 分别 list: as many subjects as numbers."""
    count = size // 14
    subjects, numbers = (f"产业{i}" for i in range(count)), (f"{i % 90}%" for i in range(count))
    return (OPENING + "、".join(subjects) + "增加值分别增长" + "、".join(numbers) + "。\n").encode()


def page(piece, before="", behind=""):
    """A web page of one piece many times, behind a sentence: what is never closed may hold all that follows."""
    return lambda size: ("<html><body><p>增长5%。</p>" + before + piece * (size // len(piece.encode())) + behind + "<p>增长5%。</p></body></html>").encode()


def word(piece, before="", behind=""):
    """A Word file whose body is one piece many times."""
    def make(size):
        body = before + "".join(piece.replace("{}", str(i)) for i in range(size // len(piece.encode()))) + behind
        return make_formats.package({"[Content_Types].xml": "<Types/>", "word/styles.xml": make_formats.STYLES, "word/numbering.xml": make_formats.NUMBERING,
                                     "word/document.xml": f"<w:document {make_formats.W}><w:body>{body}</w:body></w:document>"})
    return make


def mail(piece, head="Content-Type: multipart/mixed; boundary=b\r\n", before="\r\n"):
    return lambda size: ("MIME-Version: 1.0\r\n" + head + before + piece * (size // max(len(piece), 1)) + "\r\n--b\r\n\r\n增长5%。\r\n--b--\r\n").encode()


TEXT = "<w:p><w:r><w:t>增长5%。</w:t></w:r></w:p>"
# Files of other formats: what a page, a Word file, a ZIP file and a message could be read over again for.
FORMATS = {
    "page_nested": page("<div>"),
    "page_closed": page("</div>"),
    "page_crossed": page("<b><i></b></i>"),
    "page_attributes": page(" a=1", "<p", ">增长5%。</p>"),
    "page_quoted": page(" a='1\"'", "<p", ">增长5%。</p>"),
    "page_tables": page("<table><tr><td>增长5%"),
    "page_cells": page("<td>5%", "<table><tr>"),
    "page_rows": page("<tr><td>增长<td>5%", "<table>"),
    "page_spans": page("<tr><td colspan=9 rowspan=9>增长", "<table>"),
    "chrome": lambda size: plain("打印\n", 4 * size),  # 400 lines at each edge go
    "page_entities": lambda size: page("&#22686;")(4 * size),  # shorter texts cost less a byte later on
    "page_ampersands": page("&"),
    "page_comments": page("<!-- "),
    "page_brackets": page("<"),
    "page_scripts": page("<script></scrip"),
    "page_lines": page("<p>地区生产总值增长5%。<br>"),
    "word_paragraphs": word(TEXT),
    "word_attributes": word(" a{}='1'", "<w:p", "/>" + TEXT),
    "word_numbers": word('<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr><w:r><w:t>总则</w:t></w:r></w:p>'),
    "word_cells": word(f"<w:tc>{TEXT}</w:tc>", "<w:tbl><w:tr>", "</w:tr></w:tbl>"),
    "word_rows": word(f"<w:tr><w:tc>{TEXT}</w:tc><w:tc>{TEXT}</w:tc></w:tr>", "<w:tbl>", "</w:tbl>"),
    "word_boxes": word(f"<w:p><w:r><w:txbxContent>{TEXT}</w:txbxContent></w:r></w:p>"),
    # For each member the library looks through the last 64 KiB of an archive: these are longer.
    "zip_members": lambda size: make_formats.package({f"{i}.txt": "增长5%。" for i in range(size // 25)}),
    "mail_boundaries": mail("--b-\r\n"),
    "mail_headers": lambda size: mail("", "a: b\r\n" * (size // 6) + "Content-Type: multipart/mixed; boundary=b\r\n")(0),
    "mail_parameters": lambda size: mail("", "Content-Type: multipart/mixed; boundary=b" + "; name*0=a" * (size // 10) + "\r\n")(0),
    "mail_words": lambda size: mail("", "Content-Type: multipart/mixed; boundary=b\r\nContent-Disposition: inline; filename=\"" + "=?gbk?B?MQ?= " * (size // 13) + "\"\r\n")(0),
    "mail_quoted": mail("=E5", "Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n"),
    "mail_base64": mail("5Zyw", "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n"),
}
ENDINGS = {"zip": ".zip", "mai": ".eml"}


def instructions(baogao, text, folder, name):
    path, counts = os.path.join(folder, name + ENDINGS.get(name[:3], ".txt")), os.path.join(folder, name + ".callgrind")
    with open(path, "wb") as file:
        file.write(text)
    done = subprocess.run(["timeout", str(LONGEST_SECONDS), "valgrind", "--tool=callgrind", f"--callgrind-out-file={counts}", baogao, "convert", path, "-o",
                           os.path.join(folder, name), "--format", "csv", "-j", "1", "--quiet"],
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False, text=True)
    if done.returncode not in (0, 1) or not os.path.exists(counts):
        sys.exit(f"linear: {name}: status {done.returncode}\n{done.stderr[-2000:]}")
    tables = os.path.join(folder, name)
    written = sum(os.path.getsize(os.path.join(tables, table)) for table in os.listdir(tables) if table.endswith(".csv"))
    with open(counts, encoding="utf-8") as file:
        return next(int(line.split()[1]) for line in file if line.startswith(("summary:", "totals:"))), written


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("baogao")
    options.add_argument("--only")
    options.add_argument("--size", type=int, default=16000)
    options = options.parse_args()
    cases = {name: (lambda size, piece=piece: plain(piece, size)) for name, piece in PIECES.items()}
    cases.update({name: (lambda size, piece=piece: encoded(piece, size)) for name, piece in ENCODED.items()})
    cases.update(FORMATS)
    cases.update({name: (lambda size, pair=pair: paired(pair, size)) for name, pair in PAIRS.items()})
    cases.update({"shared_list": shared_list, "nested": nested})
    if options.only:
        cases = {options.only: cases[options.only]}
    faults = 0
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        start = instructions(options.baogao, OPENING.encode(), folder, "start")

        def ratio(case):
            name, make = case
            one, four = ([count - none for count, none in zip(
                instructions(options.baogao, make(times * options.size), folder, f"{name}-{times}"), start)] for times in (1, 4))
            return name, four[0] / max(one[0], 1), four[0] / (4 * options.size), four[1] / max(one[1], options.size), four[1] / (4 * options.size)

        for name, grown, a_byte, written, bytes_a_byte in pool.map(ratio, cases.items()):
            fault = "  NOT LINEAR" if grown > MOST else "  OUTPUT NOT LINEAR" if written > MOST else ""
            faults += fault != ""
            print(f"{name:24} 4n/n {grown:6.2f}  {a_byte:8.0f} instructions a byte; output 4n/n {written:6.2f}  {bytes_a_byte:6.1f} bytes a byte{fault}",
                  flush=True)
    return bool(faults)


sys.exit(main())

#!/usr/bin/env python3
"""Lays a report out as the web gives it, form by form, and checks that its rows stay the same.

usage: web_layouts.py BAOGAO [--show]

Each form has at least five variations, each a function from the report's lines to a text. Sections, targets and projects
must be those of the report as it is; where a row stands is left out. --show prints the rows that differ.
"""
import argparse
import collections
import csv
import os
import re
import subprocess
import sys
import tempfile

REPORT = """松谷县人民政府工作报告
——2026年1月12日在松谷县第十届人民代表大会第五次会议上

各位代表：

现在，我代表松谷县人民政府，向大会报告工作，请予审议，并请列席会议的同志提出意见。

一、2025年工作回顾

2025年，全县地区生产总值完成286.4亿元，增长6.2%，规模以上工业增加值增长8.5%，城镇新增就业1.32万人，各项工作取得了新的成效。

（一）产业升级步伐加快

新增高新技术企业15家，粮食总产量达到32万吨，接待游客1200万人次，建成云溪水库、柏川大桥等重点项目。

（二）城乡面貌持续改善

改造老旧小区28个，惠及群众3.6万户，森林覆盖率达到45.8%，空气质量优良天数比例为95.3%。

二、2026年工作安排

今年经济社会发展的主要预期目标是：地区生产总值增长6%左右，一般公共预算收入增长4%，城镇新增就业1.2万人以上，居民人均可支配收入增长6.5%。

重点抓好三件事：

一是加快推进项目建设。开工建设青石河抽水蓄能电站，总投资68亿元，力争年内完成投资12亿元。

二是持续推动绿色发展。新增造林5万亩，单位地区生产总值能耗下降2.5%。

三是切实保障改善民生。新建公办幼儿园6所，新增学位1500个，城镇登记失业率控制在4%以内。
"""
COLUMNS = {"sections": ("kind", "label", "title"),
           "targets": ("indicator", "value", "value2", "unit", "kind", "comparator", "measure", "period_start", "period_end"),
           "projects": ("name", "stage_code", "kind", "amount", "amount_unit")}


def joined(lines, end):
    return end.join(line for line in lines if line)


def between(lines, make):
    """A line of its own in the middle of every long sentence: a page ends there."""
    out, number = [], 0
    for line in lines:
        if len(line) > 50:
            number += 1
            at = line.index("，", len(line) // 2 - 8) + 3
            out += [line[:at], "", make(number), "", line[at:]]
        else:
            out.append(line)
    return "\n".join(out)


def replaced(pattern, by):
    return lambda lines: re.sub(pattern, by, "\n".join(lines))


def headed(*head):
    return lambda lines: "\n".join([*head, "", *lines])


def tailed(*tail):
    return lambda lines: "\n".join([*lines, "", *tail])


def bulleted(mark):
    """The paragraphs of the list with a mark for 一是, 二是."""
    return lambda lines: "\n".join(mark + line if re.match("[一二三]是", line) else line for line in lines)


def noted(mark, note):
    """Marks behind words, and what they say at the end."""
    text = "规模以上工业增加值增长8.5%"
    return lambda lines: "\n".join(lines).replace(text, "规模以上工业增加值" + mark + "增长8.5%") + "\n\n" + note + "\n"


def twice(head=(), middle=(), change=lambda text: text):
    return lambda lines: "\n".join([*head, *lines, *middle, change("\n".join(lines))])


FORMS = {
    "line ends written out": [lambda lines, end=end: joined(lines, end) for end in ("\\r\\n", "\\n", "<br>", "<br/>", "<br />\n", "</p><p>", "\\r\\n\\r\\n")],
    "one line or wide gaps": [lambda lines, gap=gap: joined(lines, gap) for gap in ("　　", "    ", "\u3000\u3000\u3000", "        ", "\u00a0" * 4)],
    "given twice": [twice(), twice(middle=["打印本页", "关闭窗口"]), twice(head=["首页 > 政务公开 > 政府工作报告"]), twice(middle=["", "", "手机版", ""]),
                    twice(change=lambda text: text.replace("\n\n", "\n"))],
    "page numbers in sentences": [lambda lines, make=make: between(lines, make) for make in (
        lambda n: f"{n}/28", lambda n: f"Page {n} of 28", lambda n: f"- {n} -", lambda n: f"— {n} —", lambda n: f"第 {n} 页 共 28 页", lambda n: f"{n}",
        lambda n: "http://www.example.gov.cn/art/2026/1/20/art_1_2.html", lambda n: f"2026/1/20 上午9:3{n}", lambda n: "松谷县人民政府工作报告")],
    "bullets": [bulleted(mark) for mark in ("• ", "● ", "◆", "■ ", "○", "· ", "－", "— ", "\uf06c ", "\uf0d8", "▲ ", "※")],
    "footnote marks": [noted("[1]", "[1]按可比价格计算。"), noted("①", "①按可比价格计算。"), noted("〔1〕", "〔1〕按可比价格计算。"), noted("［1］", "［1］按可比价格计算。"),
                       lambda lines: "\n".join(lines).replace("增长8.5%，", "增长8.5%*，") + "\n\n*按可比价格计算。\n", noted("【1】", "【1】按可比价格计算。"), noted("(注1)", "注1：按可比价格计算。")],
    "Markdown": [replaced(r"(?m)^(?=[一二]、)", "## "), replaced(r"(?m)^(?=（[一二]）)", "### "), replaced(r"(?m)^([一二]、.*)$", r"**\1**"), replaced(r"(\d+(?:\.\d+)?)%", r"$\1\\%$"),
                 lambda lines: "# " + "\n".join(lines), replaced(r"(?m)^([一二三]是[^。]*。)", r"**\1**"), replaced(r"(?m)^(?=[一二三]是)", "- "), replaced(r"(\d+(?:\.\d+)?)%", r"**\1%**")],
    "entities": [replaced("，", "&#65292;"), replaced("——", "&mdash;&mdash;"), replaced("(?m)^(?=.)", "&emsp;&emsp;"), replaced("%", "&#37;"), replaced("、(?=.*大桥)", "&#x3001;"),
                 replaced("(?m)^(?=.)", "&nbsp;&nbsp;&nbsp;&nbsp;")],
    "link words": [headed("首页", "政务公开", "下载", "打印"), headed("分享到：", "微信", "微博"), tailed("上一篇：松谷县召开会议", "下一篇：没有了"), tailed("【打印本页】【关闭窗口】"),
                   headed("【字号：", "大", "中", "小", "】"), tailed("扫一扫在手机打开当前页", "分享"), headed("当前位置：", "首页", ">", "政务公开", ">", "政府工作报告")],
    "metadata": [lambda lines: "\n".join(["标题：" + lines[0], "发文单位：松谷县人民政府", "发文日期：2026-01-20", "", *lines[1:]]), headed("索引号：0001/2026-00001", "发布机构：县政府办公室", "发布日期：2026-01-20"),
                 headed("来源：松谷日报", "发布时间：2026-01-20 09:30", "浏览次数：1234"), headed("信息来源：政府办", "作者：张三", "审核：李四"), headed("文号：松政发〔2026〕1号", "主题分类：综合政务", "成文日期：2026年01月20日"),
                 headed("时间：2026-01-20 阅读：365 来源：政府网")],
    "forms of characters": [replaced("长", "⻓"), replaced("民", "⺠"), replaced("，", "﹐"), replaced("、", "﹑"), replaced("，", "︐"), replaced("一、", "⼀、"), replaced("人", "⼈"), replaced("（|）", lambda m: "﹙﹚"["（）".index(m[0])]),
                            replaced("%", "﹪"), replaced(r"\d", lambda m: chr(0xFF10 + int(m[0]))), replaced("生产", "生\u200b产"), replaced("工业", "工\u00ad业")],
    "digits set apart": [replaced(r"(?<=\d)(?=[\d.])|(?<=\.)(?=\d)", " "), replaced(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff%])", " "), replaced(r"(?<=\d)\.(?=\d)", " ．"), replaced(r"%", " ％"),
                         replaced(r"1(?=200万|500个)", "1 "), replaced(r"1(?=200万|500个)", "1,"), replaced(r"(?<=\d)\.(?=\d)", "·"), replaced(r"(?<=\d)(?=[\d.%])|(?<=\.)(?=\d)", "\u3000"), replaced(r"1(?=200万|500个)", "1\u2009")],
}


def rows(program, text, folder):
    path = os.path.join(folder, "report.txt")
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    subprocess.run([program, "convert", path, "-o", os.path.join(folder, "out"), "--format", "csv", "--quiet"], check=False, capture_output=True)
    found = {}
    for table, columns in COLUMNS.items():
        with open(os.path.join(folder, "out", table + ".csv"), encoding="utf-8", newline="") as file:
            found[table] = collections.Counter(tuple(row[column] for column in columns) for row in csv.DictReader(file) if row.get("kind") != "furniture")
    return found


def main():
    parser = argparse.ArgumentParser(usage="web_layouts.py BAOGAO [--show]")
    parser.add_argument("program")
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    faults = 0
    lines = REPORT.splitlines()
    with tempfile.TemporaryDirectory() as folder:
        wanted = rows(arguments.program, REPORT, folder)
        assert sum(wanted["targets"].values()) >= 20 and sum(wanted["projects"].values()) >= 3, wanted
        for form, variations in FORMS.items():
            assert len(variations) >= 5, form
            for number, variation in enumerate(variations, 1):
                found = rows(arguments.program, variation(lines), folder)
                for table in COLUMNS:
                    if found[table] == wanted[table]:
                        continue
                    faults += 1
                    print(f"{form} {number}: {table} differ")
                    if arguments.show:
                        print("   lost", list((wanted[table] - found[table]))[:6], "\n   new ", list((found[table] - wanted[table]))[:6])
    print(f"{sum(map(len, FORMS.values()))} variations of {len(FORMS)} forms, {faults} tables that differ")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

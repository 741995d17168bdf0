#!/usr/bin/env python3
"""Made samples/formats/: invented reports as users have them, one a format. Run again only to change them: what LibreOffice
and zip write differs from version to version.

usage: make_samples.py OUT_DIR
"""
import io
import json
import os
import sys
import zipfile

import make_formats

PLACE = "岚江省云湖市"
TABLE = [["指标", "单位", "2025年实际", "2026年目标"], ["地区生产总值", "亿元", "1286.4", "1360"], ["粮食总产量", "万吨", "92.5", "93"],
         ["城镇新增就业", "万人", "2.6", "2.5"], ["居民人均可支配收入增速", "%", "5.8", "5.5"], ["森林覆盖率", "%", "61.2", "61.5"]]

CITY = ["{place}人民政府工作报告", "——2026年1月16日在云湖市第六届人民代表大会第五次会议上", "云湖市市长　苏明远", "各位代表：",
        "现在，我代表云湖市人民政府，向大会报告工作，请予审议，并请市政协委员和列席人员提出意见。", "一、2025年工作回顾",
        "过去一年，全市地区生产总值达到1286.4亿元，增长5.9%；规模以上工业增加值增长7.2%，固定资产投资增长6.1%，社会消费品零售总额增长5.3%。一般公共预算收入完成86.7亿元，增长4.2%。城镇新增就业2.6万人，城镇和农村居民人均可支配收入分别增长5.1%、6.4%。",
        "（一）产业升级步伐加快。新增规上工业企业46家，高新技术企业达到312家，建成云湖光电产业园一期，引进亿元以上项目58个，到位资金143亿元。",
        "（二）城乡面貌持续改善。改造老旧小区37个，惠及居民1.1万户；新建改建农村公路260公里，建成高标准农田8.5万亩。",
        "（三）民生福祉不断增进。民生支出占一般公共预算支出的78.3%，新增公办幼儿园学位3200个，云湖市第二人民医院建成投用。",
        "二、2026年工作安排",
        "今年经济社会发展的主要预期目标是：地区生产总值增长6%左右，规模以上工业增加值增长7%以上，固定资产投资增长6.5%，城镇新增就业2.5万人以上，城镇调查失业率控制在5.5%以内，单位地区生产总值能耗下降3%左右。",
        "（一）着力扩大有效投资。开工建设云湖至澜溪城际快速路、望云抽水蓄能电站，加快推进云湖港三期工程，全年实施市级重点项目120个，完成投资310亿元。",
        "（二）着力培育新兴产业。实施光电产业倍增行动，力争光电产业产值突破400亿元，新增专精特新企业20家。",
        "（三）着力保障改善民生。新建社区养老服务中心15个，改造提升农贸市场12个，新增停车泊位5000个。",
        "主要指标安排见下表。", TABLE, "各位代表，让我们同心同德、真抓实干，为建设现代化云湖而努力奋斗！"]

PLAN = ["关于云湖市2025年国民经济和社会发展计划执行情况与2026年计划草案的报告", "一、2025年国民经济和社会发展计划执行情况",
        "市六届人大四次会议批准的计划执行情况总体良好，全年地区生产总值增长5.9%，完成年度目标。", "（一）经济运行稳中有进",
        "三次产业增加值分别增长3.6%、6.8%和5.7%，进出口总额完成74.2亿元，增长8.3%。", "（二）创新动能持续增强",
        "全社会研发投入强度达到2.35%，技术合同成交额突破30亿元，每万人口高价值发明专利拥有量达到6.4件。", "二、2026年经济社会发展主要目标",
        "综合考虑各方面因素，建议2026年全市经济社会发展主要目标安排如下：", TABLE, "三、2026年主要任务", "（一）扩大内需提振消费",
        "开展消费提升行动，社会消费品零售总额增长6%左右，打造云湖古城、澜溪老街2个特色商业街区。", "（二）推动绿色低碳转型",
        "新增新能源装机50万千瓦，建成云湖生活垃圾焚烧发电厂，细颗粒物平均浓度控制在28微克/立方米以下。"]

COUNTY = ["{place}政府工作报告", "——2026年1月8日在望云县第十一届人民代表大会第五次会议上", "各位代表：", "一、过去一年工作回顾",
          "2025年，全县地区生产总值完成168.3亿元，增长6.1%；一般公共预算收入9.4亿元，增长5%；粮食总产量18.6万吨，实现“二十连丰”。",
          "全年脱贫人口人均纯收入增长9.2%，新增茶叶基地1.2万亩，茶产业综合产值达到35亿元。", "二、今年工作安排",
          "今年的预期目标是：地区生产总值增长6%，一般公共预算收入增长4%以上，农村居民人均可支配收入增长7%左右。",
          "重点做好三项工作：一是建设望云茶产业园，总投资12亿元；二是推进望云县城至柳塘公路改造，建成通车45公里；三是新建望云县职业教育中心，新增学位1500个。",
          "各位代表，奋斗成就未来，望云的明天一定更加美好！"]

DISTRICT_TASKS = ["制造强区", "城乡融合", "生态保护", "改革开放", "民生保障", "平安建设", "政府建设"]
DISTRICT = ["{place}2026年政府工作报告", "——2026年1月10日在澜溪区第八届人民代表大会第五次会议上", "各位代表：", "一、2025年工作回顾",
            "全区地区生产总值增长6.4%，规模以上工业增加值增长8.1%，固定资产投资增长7.5%，社会消费品零售总额增长6.2%，一般公共预算收入增长5.6%。"] + [
    f"（{make_formats.NUMERALS[i]}）{name}取得新进展。" + [
        "新建标准厂房32万平方米，引进制造业项目64个，总投资95亿元，澜溪智能装备产业园建成投产，规上工业企业达到138家。",
        "改造城中村9个、老旧小区21个，新增城市绿地46公顷，打通断头路14条，建成美丽乡村示范村18个。",
        "空气质量优良天数比例达到93.4%，国控断面水质全部达标，完成营造林2.3万亩，单位生产总值能耗下降3.1%。",
        "新增经营主体8600户，实际利用外资1.2亿美元，外贸进出口总额增长11.7%，开行货运班列62列。",
        "新增城镇就业9800人，城乡居民医保参保率达到97.6%，新改扩建学校11所，新增学位6400个。",
        "排查整治安全隐患1.4万处，生产安全事故起数下降18.5%，群众安全感满意度达到98.9%。",
        "办理人大代表建议116件、政协提案143件，满意率均达99%以上，“三公”经费下降6.3%。"][i] for i, name in enumerate(DISTRICT_TASKS)] + [
    "二、2026年工作安排",
    "今年经济社会发展主要预期目标是：地区生产总值增长6.5%左右，规模以上工业增加值增长8%，固定资产投资增长7%以上，城镇新增就业9000人以上。具体指标见下表。",
    [["指标", "单位", "2026年目标"], ["地区生产总值增速", "%", "6.5"], ["城镇新增就业", "人", "9000"], ["森林覆盖率", "%", "58.6"], ["空气优良天数比例", "%", "93"]]] + [
    f"（{make_formats.NUMERALS[i]}）扎实推进{name}。" + [
        "开工建设澜溪新材料产业园二期，实施技术改造项目80个，力争规上工业企业突破150家，数字经济核心产业增加值增长12%。",
        "推进澜溪大桥、环湖东路等项目建设，改造老旧小区16个，新建农村公路85公里，建设高标准农田3.2万亩。",
        "建设云湖南岸湿地公园，完成造林1.8万亩，空气质量优良天数比例保持在93%以上，单位生产总值能耗下降3%左右。",
        "深化“一件事一次办”改革，新增经营主体8000户，引进亿元以上项目40个，外贸进出口总额增长10%。",
        "新建澜溪区妇幼保健院，新增普惠托位1200个、养老床位800张，居民人均可支配收入增长6%左右。",
        "推进基层治理“一网统管”，建成智慧安防小区60个，生产安全事故起数和死亡人数继续下降。",
        "严格控制一般性支出，压减“三公”经费5%以上，让政府过紧日子、百姓过好日子。"][i] for i, name in enumerate(DISTRICT_TASKS)] + [
    "各位代表，让我们坚定信心、勇毅前行，奋力谱写澜溪高质量发展新篇章！"]

COUNTIES = [("青禾县", 142.6, 5.4), ("柳塘县", 96.8, 6.3), ("雁洲县", 203.1, 5.8)]


def short_report(county, year, product, growth):
    """A report of a page for the collections."""
    return "\n".join([
        f"{PLACE}{county}{year}年政府工作报告", "各位代表：", f"一、{year - 1}年工作回顾",
        f"全县地区生产总值{product}亿元，增长{growth}%，城镇新增就业{int(product * 20)}人，粮食总产量{product / 10:.1f}万吨。", f"二、{year}年工作安排",
        f"地区生产总值增长{growth + 0.2:.1f}%左右，一般公共预算收入增长4%以上。开工建设{county}污水处理厂二期工程，改造老旧小区{int(product / 10)}个。"])


def blocks_of(lines, place):
    return [("table", line) if isinstance(line, list) else ("p", line.format(place=place)) for line in lines]


def to_xlsx(table):
    cells = []
    for number, row in enumerate(table, 1):
        cells.append(f'<row r="{number}">' + "".join(
            f'<c r="{column}{number}" t="inlineStr"><is><t xml:space="preserve">{make_formats.escape(str(text))}</t></is></c>'
            for column, text in zip("ABCDE", row)) + "</row>")
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relations = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return make_formats.package({
        "[Content_Types].xml": f'{head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                               f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'{head}<Relationships {relations}><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'{head}<Relationships {relations}><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/workbook.xml": f'{head}<workbook {main} xmlns:r="{office}"><sheets><sheet name="报告" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'{head}<worksheet {main}><sheetData>{"".join(cells)}</sheetData></worksheet>'})


def to_zip():
    """An archive as a Chinese system makes it: names in GBK, a picture and a Thumbs.db between the reports."""
    class GbkName(zipfile.ZipInfo):
        def _encodeFilenameFlags(self):
            return self.filename.encode("gbk"), self.flag_bits & ~0x800

    made = io.BytesIO()
    text = short_report("枫岭县", 2025, 118.2, 6.0).replace("\n", "\r\n").encode("gb18030")
    word = make_formats.to_docx(blocks_of(short_report("藤坪县", 2025, 87.5, 5.2).split("\n"), ""))
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in (("枫岭县.txt", text), ("藤坪县.docx", word), ("地图.png", b"\x89PNG\r\n"), ("Thumbs.db", b"x")):
            info = GbkName("云湖市/" + name, (2025, 3, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return made.getvalue()


def main(folder):
    os.makedirs(folder, exist_ok=True)
    xlsx = [["标题", "地区", "年份", "正文"]] + [[f"{county}政府工作报告", PLACE + county, 2025, short_report(county, 2025, *facts)] for county, *facts in COUNTIES]
    lines = [json.dumps({"标题": f"{county}政府工作报告", "地区": PLACE + county, "年份": 2026, "正文": short_report(county, 2026, round(product * 1.06, 1), growth)},
                        ensure_ascii=False) + "\n" for county, product, growth in COUNTIES]
    made = {"2026云湖市政府工作报告.html": make_formats.to_html(blocks_of(CITY, PLACE), "gb2312"),
            "2026云湖市计划报告.docx": make_formats.to_docx(blocks_of(PLAN, PLACE)),
            "2026望云县政府工作报告.odt": make_formats.to_odt(blocks_of(COUNTY, PLACE + "望云县")),
            "2025云湖市各县.xlsx": to_xlsx(xlsx), "2026云湖市各县.jsonl": "".join(lines).encode(), "2025云湖市.zip": to_zip()}
    for name, data in made.items():
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data)
    source = os.path.join(folder, "2026澜溪区政府工作报告.docx")
    with open(source, "wb") as file:
        file.write(make_formats.to_docx(blocks_of(DISTRICT, PLACE + "澜溪区"), changed=False, columns=2, page=(8391, 11906)))
    make_formats.convert_all([source], "pdf", folder)
    os.unlink(source)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])

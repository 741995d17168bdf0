#!/usr/bin/python3
"""The review pages in a real browser: both ways between rows and text, filters, search, keys, corrections, hostile text.

usage: BAOGAO=PROGRAM review.py     with Debian's chromium, chromium-driver and python3-selenium
"""
import csv
import os
import re
import subprocess
import tempfile
import time
import unittest
import zipfile
from pathlib import Path

import openpyxl
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import Select, WebDriverWait

PROGRAM = os.environ["BAOGAO"]
SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SWITCHES = ["headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking",
            "disable-component-update", "disable-sync", "disable-dev-shm-usage"]
AXE = Path(__file__).resolve().parents[2] / "build/node/node_modules/axe-core/axe.min.js"  # tests/run.sh fetches it
HOSTILE = ("松谷县人民政府工作报告\n——2026年1月在松谷县人民代表大会上\n\n一、2025年工作回顾\n\n"
           "地区生产总值<script>document.title='run'</script>增长6.2%，<img src=x onerror=\"document.title='run'\">"
           "新增城镇就业1.2万人。\u202e推进“><a href=javascript:alert(1)>水库项目\u202c。\n"
           "推进<b>松谷湖</b>水库、'\"&amp;大桥等项目。\n\n二、2026年工作安排\n\n地区生产总值增长6%左右。\n")


def convert(inputs, out, *options):
    subprocess.run([PROGRAM, "convert", *inputs, "-o", out, "--format", "csv,html", "--quiet", *options],
                   check=False, capture_output=True, timeout=300)


def rows(out, table):
    with open(os.path.join(out, table + ".csv"), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def pages(out):
    return sorted(path for path in Path(out, "review").glob("*.html") if path.name != "index.html")


class Review(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="baogao-review-")
        top = cls.folder.name
        cls.out, cls.downloads = os.path.join(top, "tables"), os.path.join(top, "downloads")
        convert([str(SAMPLES), "--meta", str(SAMPLES / "meta.csv")], cls.out)
        options = webdriver.ChromeOptions()
        for switch in SWITCHES + ["user-data-dir=" + os.path.join(top, "profile"), "window-size=1280,900"]:
            options.add_argument("--" + switch)
        options.add_experimental_option("prefs", {"download.default_directory": cls.downloads})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        cls.browser = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))

    @classmethod
    def tearDownClass(cls):
        cls.browser.quit()
        cls.folder.cleanup()

    def open(self, path, fragment=""):
        self.browser.get("about:blank")
        self.browser.get(Path(path).as_uri() + fragment)

    def open_largest(self):
        page = max(pages(self.out), key=lambda path: path.stat().st_size)
        self.open(page)
        self.browser.execute_script("localStorage.clear()")
        self.open(page)
        return page

    def find(self, selector):
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def shown(self):
        return [row for row in self.find("#rows > li") if not row.get_property("hidden")]

    def press(self, key):
        self.browser.switch_to.active_element.send_keys(key)

    def test_every_target_and_project_is_reachable_from_its_page_and_back(self):
        wanted = len(rows(self.out, "targets")) + len(rows(self.out, "projects"))
        found = 0
        for page in pages(self.out):
            self.open(page)
            found += self.browser.execute_script("""
                return [...document.querySelectorAll('#rows > li')].filter(row => {
                  const anchor = document.getElementById(row.querySelector('a.place').hash.slice(1));
                  return anchor && row.id === 'r-' + anchor.id;
                }).length;""")
            lost = self.browser.execute_script("""
                return [...document.querySelectorAll('a.mark')].filter(
                  mark => !document.getElementById(mark.hash.slice(1))).length;""")
            self.assertEqual(lost, 0, page.name)
        self.assertEqual(found, wanted)

    def test_the_words_of_a_target_are_marked_as_its_mention_says(self):
        by_document = {}
        for row in rows(self.out, "targets"):
            by_document.setdefault(row["document"], []).append(row["mention"])
        for page in pages(self.out):
            self.open(page)
            document = self.find("body")[0].get_attribute("data-document")
            marked = self.browser.execute_script("""
                return [...document.querySelectorAll('#rows > li[data-table=targets]')].map(row => {
                  const href = '#' + row.id;
                  return [...document.querySelectorAll('a.mark')].filter(m => m.getAttribute('href') === href)
                    .map(m => m.textContent).join('');
                });""")
            self.assertEqual([text for text in marked if text], marked)
            for text, mention in zip(marked, by_document.get(document, [])):
                self.assertEqual(text.replace(",", ""), mention.replace(",", ""))

    def test_the_workbook_leads_to_each_row_on_its_page(self):
        with tempfile.TemporaryDirectory(prefix="baogao-review-") as out:
            subprocess.run([PROGRAM, "convert", SAMPLES, "-o", out, "--format", "csv,xlsx,html", "--quiet"], check=False,
                           capture_output=True, timeout=300)
            book = openpyxl.load_workbook(os.path.join(out, "reports.xlsx"))
            anchors = {page.name: set(re.findall(r'id="([tp]\d+)"', page.read_text(encoding="utf-8"))) for page in pages(out)}
            for sheet, table, column in (("报告", "documents", 1), ("指标", "targets", 2), ("项目", "projects", 2)):
                wanted = rows(out, table)
                cells = [row[column - 1].value for row in book[sheet].iter_rows(min_row=2)]
                self.assertEqual(len(cells), len(wanted))
                for cell, row in zip(cells, wanted):
                    link = re.fullmatch(r'=HYPERLINK\("review/([^"#]+)(?:#([tp]\d+))?",(.*)\)', cell)
                    page, place, shown = link.groups()
                    self.assertEqual(shown.strip('"'), list(row.values())[column - 1])
                    self.assertIn(page, anchors)
                    self.assertEqual(place, None if table == "documents" else table[0] + shown)
                    self.assertTrue(place is None or place in anchors[page], cell)

    def test_a_workbook_alone_leads_to_no_page(self):
        with tempfile.TemporaryDirectory(prefix="baogao-review-") as out:
            subprocess.run([PROGRAM, "convert", SAMPLES, "-o", out, "--format", "xlsx", "--quiet"], check=False,
                           capture_output=True, timeout=300)
            with zipfile.ZipFile(os.path.join(out, "reports.xlsx")) as package:
                self.assertFalse([name for name in package.namelist() if b"review/" in package.read(name)])

    def test_a_click_in_the_text_shows_the_row_and_a_click_on_the_row_the_text(self):
        self.open_largest()
        mark = self.find("a.mark.target")[-1]
        wanted = mark.get_attribute("href").split("#")[1]
        self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", mark)
        mark.click()
        self.assertEqual([row.get_attribute("id") for row in self.find("#rows > li.here")], [wanted])
        row = self.find("#rows > li")[0]
        place = row.find_element(By.CSS_SELECTOR, "a.place")
        self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", place)
        place.click()
        here = self.find("a.mark.here")
        self.assertEqual([mark.get_attribute("href").split("#")[1] for mark in here], [row.get_attribute("id")])
        self.assertTrue(here[0].is_displayed())

    def test_filters_and_search_leave_the_rows_that_fit(self):
        self.open_largest()
        everything = len(self.shown())
        kinds, most, code = self.find(".tools select")[:3]
        Select(kinds).select_by_value("project")
        projects = len(self.shown())
        self.assertTrue(0 < projects < everything)
        self.assertEqual({row.get_attribute("data-kind") for row in self.shown()}, {"project"})
        Select(kinds).select_by_value("")
        Select(most).select_by_value("0.7")
        self.assertTrue(all(float(row.get_attribute("data-confidence")) < 0.7 for row in self.shown()))
        self.assertGreater(len(self.shown()), 0)
        Select(most).select_by_value("")
        Select(code).select_by_value("gdp_growth")
        self.assertEqual({row.get_attribute("data-code") for row in self.shown()}, {"gdp_growth"})
        Select(code).select_by_value("")
        self.find(".tools input[type=search]")[0].send_keys("水库")
        self.assertTrue(all("水库" in row.get_attribute("textContent") for row in self.shown()))
        self.assertTrue(0 < len(self.shown()) < everything)

    def test_keys_go_from_doubtful_to_doubtful(self):
        self.open_largest()
        doubtful = [row.get_attribute("id") for row in self.find("#rows > li[data-doubtful]")]
        self.assertGreater(len(doubtful), 1)
        self.press("n")
        self.press("n")
        self.assertEqual([row.get_attribute("id") for row in self.find("li.here")], [doubtful[1]])
        self.press("p")
        self.assertEqual([row.get_attribute("id") for row in self.find("li.here")], [doubtful[0]])
        self.press("?")
        self.assertEqual(len(self.find("dialog[open]")), 1)
        self.press(Keys.ESCAPE)

    def test_a_correction_is_kept_and_saved(self):
        page = self.open_largest()
        row = self.find("#rows > li[data-table=targets]")[0]
        self.browser.execute_script("arguments[0].querySelector('a.place').click()", row)
        row.find_element(By.CSS_SELECTOR, "a.place").send_keys("w")
        self.press("e")
        form = self.find("dialog form")[0]
        Select(form.find_element(By.CSS_SELECTOR, "select")).select_by_value("indicator")
        value = form.find_element(By.CSS_SELECTOR, "input")
        value.clear()
        value.send_keys('人均"产值",甲', Keys.ENTER)
        self.open(page)
        row = self.find("#rows > li[data-table=targets]")[0]
        WebDriverWait(self.browser, 10).until(lambda _: row.get_attribute("data-verdict") == "wrong")
        self.assertEqual(row.find_element(By.CSS_SELECTOR, "[data-field=indicator] dd").text, '人均"产值",甲')
        self.find(".tools button")[0].click()
        saved = Path(self.downloads, "corrections.csv")
        WebDriverWait(self.browser, 20).until(lambda _: saved.exists())
        with open(saved, encoding="utf-8", newline="") as file:
            corrections = list(csv.DictReader(file))
        first = rows(self.out, "targets")
        document = self.find("body")[0].get_attribute("data-document")
        first = next(row for row in first if row["document"] == document)
        key = f'{first["line"]}:{first["col"]} {first["mention"]}'
        self.assertEqual(
            [(c["table"], c["key"], c["field"], c["was"], c["is"]) for c in corrections],
            [("targets", key, "row", "", "wrong"), ("targets", key, "indicator", first["indicator"], '人均"产值",甲')])

    def test_a_hostile_report_does_nothing(self):
        report = os.path.join(self.folder.name, "<img src=x>&'\".txt")
        Path(report).write_text(HOSTILE, encoding="utf-8")
        out = os.path.join(self.folder.name, "hostile")
        convert([report], out)
        for page in [*pages(out), Path(out, "review", "index.html")]:
            self.open(page)
            self.assertEqual(len(self.find("main script, main img, main b b, a[href^='javascript']")), 0)
            self.assertNotEqual(self.browser.title, "run")
            self.assertNotIn("\u202e", self.browser.page_source)

    def test_many_rows_open_and_filter(self):
        report = os.path.join(self.folder.name, "2026松谷县.txt")
        lines = "".join(f"新建学校{n}所，改造道路{n}.5公里，推进第{n}水库工程。\n" for n in range(1, 3000))
        Path(report).write_text("松谷县人民政府工作报告\n\n一、2026年工作安排\n\n" + lines, encoding="utf-8")
        out = os.path.join(self.folder.name, "many")
        convert([report], out)
        started = time.monotonic()
        self.open(pages(out)[0])
        self.assertGreater(len(self.find("#rows > li")), 5000)
        print(f"a page of {pages(out)[0].stat().st_size >> 10} KiB opened in {time.monotonic() - started:.2f} s")
        # What keeps it quick: few elements a row until it is near, and no numbering of those that are hidden.
        total = self.browser.execute_script("return document.querySelectorAll('*').length")
        self.assertLess(total, 12 * len(self.find("#rows > li")))
        self.assertEqual(self.find("#rows > li")[0].value_of_css_property("display"), "block")
        started = time.monotonic()
        Select(self.find(".tools select")[0]).select_by_value("project")
        shown = self.browser.execute_script("return [...document.querySelectorAll('#rows > li')].filter(row => row.offsetHeight > 0)"
                                            ".map(row => row.dataset.kind)")
        self.assertEqual(set(shown), {"project"})
        self.assertEqual(len(shown), len(rows(out, "projects")))
        print(f"and was filtered in {time.monotonic() - started:.2f} s")

    def test_a_row_far_from_the_window_is_found_read_and_amended(self):
        self.open_largest()
        row = self.find("#rows > li")[-1]
        self.assertTrue(row.find_elements(By.CSS_SELECTOR, "p"))
        search = self.find(".tools input[type=search]")[0]
        words = row.find_element(By.CSS_SELECTOR, "p").get_attribute("textContent").split("\n")[0].split("：")[1]
        search.send_keys(words)
        self.assertIn(row, self.shown())
        self.browser.execute_script("arguments[0].querySelector('a.place').click()", row)
        WebDriverWait(self.browser, 10).until(lambda _: row.find_elements(By.CSS_SELECTOR, "dl"))
        fields = [cell.get_attribute("data-field") for cell in row.find_elements(By.CSS_SELECTOR, "dl div")]
        self.assertIn("confidence", fields)
        self.assertNotIn(None, fields)
        self.assertEqual(row.find_element(By.CSS_SELECTOR, "dd").get_attribute("textContent"), words)

    def test_a_narrow_window_needs_no_scrolling_across(self):
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                                     {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True})
        self.addCleanup(self.browser.execute_cdp_cmd, "Emulation.clearDeviceMetricsOverride", {})
        for page in [self.open_largest(), Path(self.out, "review", "index.html")]:
            self.open(page)
            self.assertLessEqual(self.browser.execute_script("return document.documentElement.scrollWidth"), 390)

    def test_the_index_finds_reports_and_leads_to_panel_rows(self):
        self.open(Path(self.out, "review", "index.html"))
        self.assertEqual(len(self.find("#report-rows tr")), len(rows(self.out, "documents")))
        self.assertEqual(len(self.find("#panel-rows tr")), len(rows(self.out, "panel")))
        listed = [[cell.text for cell in line.find_elements(By.TAG_NAME, "td")[:2]] for line in self.find("#report-rows tr")]
        order = [(region == "", region, -int(year or 0)) for region, year in listed]
        self.assertEqual(order, sorted(order))
        self.find("input[type=search]")[0].send_keys("计划")
        left = [row for row in self.find("#report-rows tr") if row.is_displayed()]
        self.assertTrue(0 < len(left) < len(rows(self.out, "documents")))
        link = self.find("#panel-rows a")[0]
        self.browser.get(link.get_attribute("href"))
        self.assertEqual(len(self.find("#rows > li.here")), 1)

    def test_the_heat_map_shows_what_the_panel_says(self):
        self.open(Path(self.out, "review", "index.html"))
        columns = [cell.get_attribute("textContent") for cell in self.find("#heat thead th")]
        wanted = {}
        for row in rows(self.out, "panel"):
            if row["indicator_name"] in columns:
                wanted[row["region"] + " " + row["year"], row["indicator_name"]] = row["met"] or "open"
        found = {}
        for line in self.find("#heat tbody tr"):
            head, *cells = line.find_elements(By.CSS_SELECTOR, "th, td")
            for column, cell in zip(columns, cells):
                if cell.get_attribute("class"):
                    found[head.get_attribute("textContent"), column] = cell.get_attribute("class")
        self.assertEqual(found, wanted)
        self.assertTrue({"yes", "no"} <= set(found.values()))

    @unittest.skipUnless(AXE.exists(), "axe-core is not there: npm could not fetch it")
    def test_axe_finds_nothing_that_keeps_readers_out(self):
        largest = max(pages(self.out), key=lambda path: path.stat().st_size)
        for page in [largest, Path(self.out, "review", "index.html")]:
            self.open(page)
            self.browser.execute_script(AXE.read_text(encoding="utf-8"))
            for dark in ("light", "dark"):
                self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia",
                                             {"features": [{"name": "prefers-color-scheme", "value": dark}]})
                found = self.browser.execute_async_script("axe.run().then(arguments[0])")
                self.assertEqual([(v["id"], v["nodes"][0]["html"]) for v in found["violations"]], [], page.name + dark)

    def test_no_page_complains_or_asks_for_anything_outside_its_folder(self):
        self.browser.get_log("browser"), self.browser.get_log("performance")
        for page in [*pages(self.out), Path(self.out, "review", "index.html")]:
            self.open(page)
        self.assertEqual(self.browser.get_log("browser"), [])
        asked = [entry["message"] for entry in self.browser.get_log("performance")
                 if '"Network.requestWillBeSent"' in entry["message"]]
        self.assertGreater(len(asked), 0)
        self.assertEqual([m for m in asked if '"url":"file://' not in m and '"url":"about:' not in m], [])


if __name__ == "__main__":
    unittest.main()

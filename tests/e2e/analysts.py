#!/usr/bin/env python3
"""What analysts do with the tables of samples/: five questions, in SQL and in pandas, right to the cell; README's lines as
printed; and frictionless, which finds nothing wrong. Runs in build/analysts (tests/tools/analysts.sh) where that is there."""
import os
import sys

os.environ["BAOGAO"] = os.path.abspath(os.environ.get("BAOGAO", "baogao"))
PYTHON = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../build/analysts/bin/python")
if os.path.exists(PYTHON) and not os.environ.get("BAOGAO_ANALYSTS"):
    os.execve(PYTHON, [PYTHON, *sys.argv], dict(os.environ, BAOGAO_ANALYSTS="1"))

import importlib.util
import shutil
import sqlite3

from baogao import *

LIBRARIES = ("frictionless", "pandas", "polars", "duckdb", "datasette")
MISSING = [name for name in LIBRARIES if not importlib.util.find_spec(name)]
QINGLAN, SONGHE, BAIDU = "岚江省澄州市青岚区", "岚江省澄州市松河县", "岚江省澄州市白渡县"

RAISED = """
    select goal.region, goal.indicator_code, goal.year, goal.target, past.actual
    from panel goal join panel past using (region, indicator_code) join indicators using (indicator_code)
    where past.year = goal.year - 1 and direction = 'up' and goal.target > past.actual and goal.year >= 2025
    order by 1, 2, 3"""
RAISED_ANSWER = [(QINGLAN, "fixed_asset_investment_growth", 2025, 7, 6.8),
                 (QINGLAN, "fixed_asset_investment_growth", 2026, 6, 5.9), (QINGLAN, "gdp", 2025, 480, 436.8),
                 (QINGLAN, "industrial_value_added_growth", 2025, 8, 7.7)]

JOBS = """
    select rank() over (order by target desc) as place, region, target, unit from panel
    where indicator_code = 'urban_new_jobs' and year = 2025 and target is not null order by place"""
JOBS_ANSWER = [(1, QINGLAN, 1.35, "万人"), (2, SONGHE, 0.4, "万人")]

PROJECTS = """
    select province, sector, count(*) as projects, sum(amount_base) / 1e8 as amount
    from projects join documents using (document) where amount_base is not null
    group by province, sector order by province, sector"""
PROJECTS_ANSWER = [("岚江省", "energy", 1, 68)]

KEPT = """
    select region, indicator_code, target_comparator, target, actual, met from panel
    where year = 2025 and target is not null and actual is not null order by indicator_code"""
KEPT_ANSWER = [(QINGLAN, "budget_revenue_growth", "~", 4, 4.2, "yes"),
               (QINGLAN, "fixed_asset_investment_growth", "=", 7, 5.9, "no"),
               (QINGLAN, "gdp_growth", ">=", 6, 6.1, "yes"), (QINGLAN, "grain_output", ">=", 18.5, 18.7, "yes"),
               (QINGLAN, "industrial_value_added_growth", "=", 8, 8.2, "yes"),
               (QINGLAN, "retail_sales_growth", "=", 7.5, 7.8, "yes"),
               (QINGLAN, "surveyed_unemployment", "<=", 5.5, 5.2, "yes"),
               (QINGLAN, "urban_new_jobs", "=", 1.35, 1.38, "yes")]

ENERGY = """
    select document, line, value, targets.unit from targets left join indicators using (indicator_code)
    where kind = 'target' and (sector = 'energy' or indicator like '%能耗%' or indicator like '%能源%')
    order by document, line"""
ENERGY_ANSWER = [("2024青岚区政府工作报告.txt", 29, -2.5, "%"), ("2025青岚区计划报告.txt", 17, -2, "%")]


class Analysts(Test):
    @classmethod
    def setUpClass(cls):
        cls.kept = tempfile.TemporaryDirectory(prefix="baogao-test-")
        cls.addClassCleanup(cls.kept.cleanup)
        cls.done = os.path.join(cls.kept.name, "tables")
        finished = run("convert", *TEXT_SAMPLES, "-o", cls.done, "--meta", os.path.join(SAMPLES, "meta.csv"), "--format",
                       "csv,sqlite,xlsx,jsonl", "--csv-raw")
        assert finished.returncode == 0, finished.stderr

    def setUp(self):
        super().setUp()
        here = os.getcwd()
        self.addCleanup(os.chdir, here)
        os.chdir(self.done)

    def need(self, *libraries):
        missing = [name for name in libraries if name in MISSING]
        if missing:
            self.skipTest("skipped: there is no " + ", ".join(missing))

    def check_sql(self, sql, answer):
        self.assertLessEqual(len(sql.strip().splitlines()), 8)
        database = sqlite3.connect("reports.sqlite")
        self.addCleanup(database.close)
        self.assertEqual(database.execute(sql).fetchall(), answer)


class QuestionsInSQL(Analysts):
    def test_which_goals_were_raised_against_the_last_result(self):
        self.check_sql(RAISED, RAISED_ANSWER)

    def test_how_do_goals_for_jobs_rank(self):
        self.check_sql(JOBS, JOBS_ANSWER)

    def test_which_projects_has_a_province_by_sector_and_money(self):
        self.check_sql(PROJECTS, PROJECTS_ANSWER)

    def test_what_was_promised_and_reached(self):
        self.check_sql(KEPT, KEPT_ANSWER)

    def test_what_are_all_goals_on_energy(self):
        self.check_sql(ENERGY, ENERGY_ANSWER)


class QuestionsInPandas(Analysts):
    def setUp(self):
        super().setUp()
        self.need("pandas")
        import pandas
        self.pandas = pandas
        readme = readme_lines()
        self.tables = {}
        exec(readme["pandas"], self.tables)  # README's ten lines, which read every table with its types

    def rows_of(self, frame):
        return [tuple(None if self.pandas.isna(cell) else cell for cell in row) for row in
                frame.itertuples(index=False)]

    def test_types_come_from_the_package(self):
        frames = self.tables["tables"]
        self.assertEqual(set(frames), {table["name"] for table in json.loads(run("schema").stdout)})
        self.assertEqual(str(frames["targets"]["value2"].dtype), "Float64")
        self.assertEqual(str(frames["targets"]["section"].dtype), "string")
        self.assertEqual(str(frames["documents"]["region_code"].dtype), "string")
        self.assertEqual(str(frames["documents"]["year"].dtype), "Int64")
        self.assertEqual(str(frames["documents"]["partial"].dtype), "boolean")

    def test_which_goals_were_raised_against_the_last_result(self):
        panel, indicators = self.tables["tables"]["panel"], self.tables["tables"]["indicators"]
        past = panel.assign(year=panel.year + 1)[["region", "indicator_code", "year", "actual"]]
        both = panel.drop(columns="actual").merge(past, on=["region", "indicator_code", "year"])
        both = both.merge(indicators[indicators.direction == "up"][["indicator_code"]], on="indicator_code")
        both = both[(both.target > both.actual).fillna(False) & (both.year >= 2025)]
        both = both.sort_values(["region", "indicator_code", "year"])
        self.assertEqual(self.rows_of(both[["region", "indicator_code", "year", "target", "actual"]]), RAISED_ANSWER)

    def test_how_do_goals_for_jobs_rank(self):
        panel = self.tables["tables"]["panel"]
        jobs = panel[(panel.indicator_code == "urban_new_jobs") & (panel.year == 2025) & panel.target.notna()]
        jobs = jobs.assign(place=jobs.target.rank(ascending=False).astype(int)).sort_values("place")
        self.assertEqual(self.rows_of(jobs[["place", "region", "target", "unit"]]), JOBS_ANSWER)

    def test_which_projects_has_a_province_by_sector_and_money(self):
        projects, documents = self.tables["tables"]["projects"], self.tables["tables"]["documents"]
        projects = projects[projects.amount_base.notna()].merge(documents, on="document")
        sums = projects.groupby(["province", "sector"]).amount_base.agg(["size", "sum"]).reset_index()
        self.assertEqual(self.rows_of(sums.assign(sum=sums["sum"] / 1e8)), PROJECTS_ANSWER)

    def test_what_was_promised_and_reached(self):
        panel = self.tables["tables"]["panel"]
        kept = panel[(panel.year == 2025) & panel.target.notna() & panel.actual.notna()].sort_values("indicator_code")
        columns = ["region", "indicator_code", "target_comparator", "target", "actual", "met"]
        self.assertEqual(self.rows_of(kept[columns]), KEPT_ANSWER)

    def test_what_are_all_goals_on_energy(self):
        targets, indicators = self.tables["tables"]["targets"], self.tables["tables"]["indicators"]
        goals = targets[targets.kind == "target"].merge(indicators, on="indicator_code", how="left")
        energy = goals[(goals.sector == "energy").fillna(False) | goals.indicator.str.contains("能耗|能源")]
        self.assertEqual(self.rows_of(energy.sort_values(["document", "line"])[["document", "line", "value", "unit_x"]]),
                         ENERGY_ANSWER)


def readme_lines():
    """The blocks of README's chapter on loading, by the first word of the line above each: pandas, polars, duckdb …"""
    with open(os.path.join(TOP, "README.md"), encoding="utf-8") as file:
        chapter = file.read().split("## Loading the tables")[1]
    blocks = re.findall(r"^(\w+)[^\n]*:\n\n((?:    [^\n]*\n)+)", chapter, re.MULTILINE)
    return {name.lower(): re.sub("^    ", "", block, flags=re.MULTILINE) for name, block in blocks}


class ReadmeLines(Analysts):
    def test_polars_reads_every_table(self):
        self.need("polars")
        found = {}
        exec(readme_lines()["polars"], found)
        self.assertEqual(found["tables"]["targets"].schema["value2"], found["polars"].Float64)
        self.assertEqual(found["tables"]["targets"].schema["section"], found["polars"].String)
        self.assertEqual(found["tables"]["panel"].height, len(rows(self.done, "panel")))

    def test_duckdb_reads_the_files_and_writes_parquet(self):
        self.need("duckdb")
        found = {}
        exec(readme_lines()["duckdb"], found)
        import duckdb
        count = duckdb.sql("select count(*), count(value2) from 'targets.parquet'").fetchall()[0]
        targets = rows(self.done, "targets")
        self.assertEqual(count, (len(targets), sum(bool(row["value2"]) for row in targets)))
        kinds = dict(duckdb.sql("select column_name, column_type from (describe from 'targets.parquet')").fetchall())
        self.assertEqual((kinds["value2"], kinds["section"]), ("DOUBLE", "VARCHAR"))
        os.remove("targets.parquet")

    def test_datasette_searches_the_sentences(self):
        self.need("datasette")
        command = readme_lines()["datasette"].splitlines()[0].split("#")[0].split()
        self.assertEqual(command[0], "datasette")
        found = subprocess.run([os.path.join(os.path.dirname(PYTHON), command[0]), command[1], "--get",
                                "/reports/sentences.json?_search=生产总值&_shape=array"], capture_output=True, text=True)
        texts = [row["text"] for row in json.loads(found.stdout)]
        self.assertTrue(texts and all("生产总值" in text for text in texts), found.stderr)


class Frictionless(Analysts):
    def test_it_finds_nothing_wrong(self):
        self.need("frictionless")
        import frictionless
        sets = [(SAMPLES, [], self.done)]
        for number, arguments in enumerate((["--headers", "zh"], ["--bom"], [])):
            sets.append((SAMPLES, arguments, os.path.join(self.folder, "out%d" % number)))
        corpus = os.path.join(TOP, "../shared/corpus")
        if os.path.isdir(corpus):
            sets.append((corpus, [], os.path.join(self.folder, "corpus")))
        for reports, arguments, out in sets:
            if out != self.done:
                self.convert(reports, "--format", "csv,xlsx,sqlite,jsonl", *arguments, out=out)
            report = frictionless.validate(os.path.join(out, "datapackage.json"))
            self.assertTrue(report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])[:5])


if __name__ == "__main__":
    main()

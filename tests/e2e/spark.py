#!/usr/bin/env python3
"""pipeline/spark/: the tables that Spark and notebooks make over the pipe are those of convert to the row, also when a
worker is killed and when a document hangs or ends the program. Runs in build/spark (tests/tools/spark.sh) where that is
there. BAOGAO_SPARK_DOCUMENTS says how many documents (default: 80, without the middle of long ones)."""
import os
import sys

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PYTHON = os.path.join(TOP, "build", "spark", "bin", "python")
os.environ["BAOGAO"] = os.path.abspath(os.environ.get("BAOGAO", "baogao"))
if os.path.exists(PYTHON) and not os.environ.get("BAOGAO_SPARK"):
    os.execve(PYTHON, [PYTHON, *sys.argv], dict(os.environ, BAOGAO_SPARK="1"))

import collections
import csv
import glob
import gzip
import importlib.util
import io
import re
import shutil
import subprocess
import tempfile
import unittest
import warnings
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
SAMPLES = os.path.join(TOP, "samples")
CORPUS = os.path.join(TOP, "..", "shared", "corpus")
PACKAGE = os.path.join(TOP, "pipeline", "spark")
sys.path.append(os.path.join(TOP, "tests", "bench"))
from load import distinct

DOCUMENTS = int(os.environ.get("BAOGAO_SPARK_DOCUMENTS", "80"))
MISSING = [name for name in ("pyspark", "pyarrow", "duckdb", "pandas", "polars", "wheel", "mypy") if not importlib.util.find_spec(name)]
if not shutil.which("java"):
    MISSING.append("java")
# Starts fast and compiles little: the tables are small.
CONF = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.sql.shuffle.partitions": "2",
        "spark.sql.codegen.wholeStage": "false", "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}

# The program, but for documents that do harm by their names: once each to the worker or the program, or always.
HOSTILE = '''#!/usr/bin/env python3
import os, signal, subprocess, sys, threading, time
real, marks = {real!r}, {marks!r}
if "--stream" not in sys.argv:
    os.execv(real, [real, *sys.argv[1:]])
process = subprocess.Popen([real, *sys.argv[1:]], stdin=subprocess.PIPE)
def once(name):
    try:
        os.close(os.open(os.path.join(marks, name), os.O_CREAT | os.O_EXCL))
        return True
    except FileExistsError:
        return False
def end():
    process.kill()
    os._exit(9)
while head := sys.stdin.buffer.readline():
    value = sys.stdin.buffer.read(int(head.split()[1]) + 1)
    if head.startswith(b"document "):
        if "杀工人".encode() in value and once("worker"):
            os.kill(os.getppid(), signal.SIGKILL)
            end()
        if "杀程序".encode() in value and once("program") or "总是死".encode() in value:
            end()
        while "不动".encode() in value:
            time.sleep(1)
    process.stdin.write(head + value)
    process.stdin.flush()
process.stdin.close()
sys.exit(process.wait())
'''


def run(*words, status=0, **options):
    done = subprocess.run(words, capture_output=True, text=True, errors="replace", timeout=900, **options)
    assert done.returncode == status, (words, done.returncode, done.stdout[-2000:], done.stderr[-4000:])
    return done.stdout


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def texts():
    """Reports as text, for many documents of them; where they are few, that is to be fast, only beginnings and ends."""
    found = [path for folder in (SAMPLES, CORPUS) for path in sorted(glob.glob(os.path.join(folder, "*.txt")))]
    for path in found:
        with open(path, "rb") as file:
            data = file.read()
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if DOCUMENTS < 1000 and len(text) > 4000:
            text = f"{text[:2500]}\n{text[-1500:]}"
        yield os.path.basename(path)[:-4], text


def make_inputs(folder, count):
    """Many documents, each with a text of its own, in folders whose names sort otherwise than their paths; twins, an
    archive, a table of reports, and documents that cannot be read."""
    sources, seen = list(texts()), set()
    for number in range(count):
        name, text = sources[number % len(sources)]
        write(os.path.join(folder, f"d{number % 7}", f"{number:05} {name}.txt"), distinct(text, number // len(sources), seen))
    for name, text in sources[:3]:
        for copy in ("d1/早.txt", "d1.txt", "d1/b/晚.html.txt"):
            write(os.path.join(folder, os.path.dirname(copy), f"{name}{os.path.basename(copy)}"), text)
    write(os.path.join(folder, "坏.docx"), b"PK\x03\x04 no archive")
    write(os.path.join(folder, "空.txt"), b"")
    write(os.path.join(folder, "_线", "_前.txt"), "今年粮食产量达到31万吨。\n")
    write(os.path.join(folder, ".藏", "前.txt"), "今年粮食产量达到32万吨。\n")
    with zipfile.ZipFile(os.path.join(folder, "档案.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(os.listdir(os.path.join(folder, "d3")))[:12]:
            archive.write(os.path.join(folder, "d3", name), name)
    write(os.path.join(folder, "表.csv"), "标题,省份,年份,正文\n" + "".join(
        f'报告,四川省,{year},"地区生产总值增长{year % 9}%。\n新增城镇就业{year % 7}万人。\n"\n' for year in range(2001, 2012)))


def typed(column, cell):
    if cell == "":
        return None
    return {"integer": int, "number": float, "boolean": "true".__eq__}.get(column["type"], str)(cell)


def expected(folder, name, schema):
    """The rows of a table that convert wrote, counted."""
    with open(os.path.join(folder, name + ".csv"), encoding="utf-8", newline="") as file:
        return collections.Counter(tuple(typed(column, row[column["name"]]) for column in schema["fields"])
                                   for row in csv.DictReader(file))


def convert(folder, out, *arguments):
    done = subprocess.run([os.environ["BAOGAO"], "convert", folder, "-o", out, "--format", "csv", "--csv-raw", "--quiet", "-j", "2",
                           *arguments], capture_output=True, timeout=900)
    assert done.returncode in (0, 1), done.stderr
    return out


@unittest.skipIf(MISSING, "skipped: there is no " + ", ".join(MISSING))
class Package(unittest.TestCase):
    maxDiff = 4000

    @classmethod
    def setUpClass(cls):
        kept = tempfile.TemporaryDirectory(prefix="baogao-test-")
        cls.addClassCleanup(kept.cleanup)
        cls.folder = kept.name
        # The wheel of the tree, built from a copy, is what is tested: where its files lie is its business.
        source = shutil.copytree(PACKAGE, os.path.join(cls.folder, "source"))
        cls.wheels = os.path.join(cls.folder, "wheels")
        run(sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", cls.wheels, source)
        [cls.wheel] = glob.glob(os.path.join(cls.wheels, "*.whl"))
        cls.site = os.path.join(cls.folder, "site")
        zipfile.ZipFile(cls.wheel).extractall(cls.site)
        # Takes long, so that it runs beside the tests.
        cls.types = subprocess.Popen([sys.executable, "-m", "mypy", "--ignore-missing-imports", "--cache-dir", os.path.join(cls.folder, "mypy"),
                                      os.path.join(PACKAGE, "baogao")], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": ""})
        sys.path[:] = [cls.site, *(path for path in sys.path if os.path.abspath(path or ".") != HERE)]
        os.environ.update(PYTHONPATH=cls.site, PYSPARK_PYTHON=sys.executable, PYSPARK_DRIVER_PYTHON=sys.executable)
        cls.inputs = os.path.join(cls.folder, "inputs")
        make_inputs(cls.inputs, DOCUMENTS)
        cls.spark_session = None

    @classmethod
    def tearDownClass(cls):
        cls.types.kill()
        cls.types.wait()
        cls.types.stdout.close()
        if cls.spark_session:
            cls.spark_session.stop()

    def setUp(self):
        warnings.simplefilter("ignore", ResourceWarning)  # PySpark leaves its sockets to the collector

    @classmethod
    def spark(cls):
        if not cls.spark_session:
            from pyspark.sql import SparkSession
            builder = SparkSession.builder.master("local[2,4]")
            for name, value in CONF.items():
                builder = builder.config(name, value)
            cls.spark_session = builder.getOrCreate()
            cls.spark_session.sparkContext.setLogLevel("OFF")
        return cls.spark_session

    def hostile_program(self):
        marks = tempfile.mkdtemp(dir=self.folder)
        path = write(os.path.join(marks, "baogao"), HOSTILE.format(real=os.environ["BAOGAO"], marks=marks))
        os.chmod(path, 0o755)
        return path, marks

    def check_tables(self, rows_of, done, schemas):
        for name in [*schemas.reports, *schemas.linked]:
            schema = schemas.tables[name]
            wanted, got = expected(done, name, schema), rows_of(name)
            self.assertEqual((list((wanted - got).items())[:3], list((got - wanted).items())[:3]), ([], []), name)

    def stored(self, store):
        def rows_of(name):
            columns = [column["name"] for column in store.schemas.tables[name]["fields"]]
            return collections.Counter(tuple(row) for row in store.table(name).select(*columns).collect())
        return rows_of

    def test_the_wheel_has_types_and_the_rule(self):
        names = zipfile.ZipFile(self.wheel).namelist()
        for name in ("baogao/py.typed", "baogao/panel.sql", "baogao/store.py"):
            self.assertIn(name, names)

    def test_the_types_hold(self):
        out, _ = self.types.communicate(timeout=600)
        self.assertEqual(self.types.returncode, 0, out)

    def test_notebooks_get_the_tables_of_convert_with_their_types(self):
        import baogao
        schemas, done = baogao.Schemas(), convert(self.inputs, os.path.join(self.folder, "done"))
        pandas_frames = baogao.tables(self.inputs, jobs=2)
        self.assertEqual([str(pandas_frames["targets"][name].dtype) for name in ("section", "target", "value2", "average")],
                         ["string", "Int64", "Float64", "boolean"])
        polars_frames = baogao.tables(self.inputs, "polars")
        import polars
        self.assertEqual([polars_frames["targets"].schema[name] for name in ("section", "target", "value2", "average")],
                         [polars.String, polars.Int64, polars.Float64, polars.Boolean])
        self.check_tables(lambda name: collections.Counter(polars_frames[name].iter_rows()), done, schemas)
        missing = pandas_frames["targets"]["value2"].isna()
        self.assertEqual(int(missing.sum()), polars_frames["targets"]["value2"].null_count())
        plain = {name: frame.astype(object).where(frame.notna(), None) for name, frame in pandas_frames.items()}
        self.check_tables(lambda name: collections.Counter(plain[name].itertuples(index=False, name=None)), done, schemas)

    def test_what_is_given_reaches_the_program(self):
        import baogao
        path = write(os.path.join(self.folder, "given", "甲.txt"), "地区生产总值增长6%。\n")
        frames = baogao.tables(path, given={"甲.txt": {"region": "四川省", "year": 2019, "report_type": "work_report"}})
        self.assertEqual(list(frames["documents"][["region", "year"]].itertuples(index=False, name=None)), [("四川省", 2019)])

    def test_a_document_that_hangs_or_ends_the_program_costs_itself_alone(self):
        from baogao import Document, Pipe
        program, _ = self.hostile_program()
        names = ["一", "杀程序", "二", "总是死", "三", "不动", "四", "五"]
        with Pipe(program, timeout=8) as pipe:
            answers = list(pipe.convert(Document(name + ".txt", f"地区生产总值增长{place}%。".encode())
                                        for place, name in enumerate(names, 1)))
        self.assertEqual([answer.end for answer in answers], ["converted"] * 3 + ["failed", "converted", "failed"] + ["converted"] * 2)
        with Pipe(timeout=60) as pipe:
            for place, answer in enumerate(answers):
                if answer.end == "converted":
                    self.assertEqual(answer.tables, next(pipe.convert([answer.document])).tables)
        self.assertIn(b",error,pipe,crashed,", answers[3].tables["diagnostics"])
        self.assertIn(b",error,pipe,hung,", answers[5].tables["diagnostics"])

    def test_a_program_that_is_not_there_is_told_by_name(self):
        from baogao import Pipe, PipeError
        for program in ("/nowhere/baogao", "/bin/true"):
            with self.assertRaisesRegex(PipeError, program):
                Pipe(program)

    def test_a_store_has_the_tables_of_convert_whatever_happens_to_workers(self):
        from baogao import sources
        from baogao.store import Store
        harmed = os.path.join(self.folder, "harmed")
        shutil.copytree(self.inputs, harmed)
        for name in ("杀工人.txt", "d2/杀程序.txt"):
            write(os.path.join(harmed, name), f"地区生产总值增长4%。{name}\n")
        done = convert(harmed, os.path.join(self.folder, "harmed-done"))
        for name in ("d2/总是死.txt", "不动.txt"):
            write(os.path.join(harmed, name), f"地区生产总值增长4%。{name}\n")
        program, marks = self.hostile_program()
        out = os.path.join(self.folder, "store")
        store = Store(self.spark(), out, program=program, timeout=12 if DOCUMENTS < 1000 else 60)
        written = store.write(sources.files(self.spark(), harmed, partitions=4))
        self.assertEqual({"worker", "program"} - set(os.listdir(marks)), set())
        found = self.stored(store)

        def without_harm(name):
            return collections.Counter({row: count for row, count in found(name).items()
                                        if name != "diagnostics" or row[4] != "pipe"})
        self.check_tables(without_harm, done, store.schemas)
        harm = sorted((row["document"], row["code"]) for row in store.table("diagnostics").where("stage = 'pipe'").collect())
        self.assertEqual(harm, [("d2/总是死.txt", "crashed"), ("不动.txt", "hung")])
        years = {name.partition("=")[2] for name in os.listdir(os.path.join(out, "tables", "targets")) if "=" in name}
        self.assertTrue({"2024", "2025"} <= years, years)
        self.assertTrue(glob.glob(os.path.join(out, "tables", "panel", "partition_year=2025", "partition_province=*", "*.parquet")))
        self.check_growth(store, harmed, written.run)

    def check_growth(self, store, folder, run_number):
        """Run again: only what is new is converted, only its partitions are written, and the tables are those of all."""
        from baogao import sources

        def modified(name):
            return {path: os.stat(path).st_mtime_ns for path in
                    glob.glob(os.path.join(store.folder.path, "tables", name, "**", "*.parquet"), recursive=True)}
        before = modified("targets")
        again = store.write(sources.files(self.spark(), folder))
        self.assertEqual((again.converted, again.partitions, again.run), (0, 0, run_number))
        self.assertEqual(modified("targets"), before)
        for name in ("d2/总是死.txt", "不动.txt", "d0/00000 " + next(texts())[0] + ".txt"):
            os.remove(os.path.join(folder, name))
        write(os.path.join(folder, "新", "1999年四川省政府工作报告.txt"), "今年地区生产总值增长8%。新增城镇就业3万人。\n")
        write(os.path.join(folder, "空.txt"), "今年粮食产量达到30万吨。\n")
        grown = store.write(sources.files(self.spark(), folder), only_given=True)
        self.assertEqual((grown.converted, grown.run), (2, run_number + 1))
        self.assertTrue(set(modified("targets")) & set(before))  # partitions that nothing touched
        store.compact()
        self.assertEqual(store.folder.names("conversions"), [f"compact={grown.run}"])
        before = modified("targets")
        os.remove(os.path.join(folder, "d1", "00001 " + list(texts())[1][0] + ".txt"))
        shrunk = store.write(sources.files(self.spark(), folder), only_given=True)
        self.assertEqual(shrunk.converted, 0)
        self.assertTrue(0 < shrunk.partitions < len(before), shrunk)
        self.check_tables(self.stored(store), convert(folder, os.path.join(self.folder, "grown-done")), store.schemas)
        self.check_new_column(store, folder)

    def check_new_column(self, store, folder):
        """A later version of the program has a column more: rows that an earlier one wrote do not know it."""
        import pyarrow
        from baogao import sources
        known = store.schemas.arrow("sections")
        columns = store.table("sections").columns
        rows_of = store.table("sections").count()
        store.schemas._schemas["sections"] = known.append(pyarrow.field("新", pyarrow.string()))
        os.remove(os.path.join(folder, "d2", "00002 " + list(texts())[2][0] + ".txt"))
        written = store.write(sources.files(self.spark(), folder), only_given=True)
        self.assertEqual((written.converted, written.partitions), (0, 1))
        sections = store.table("sections")
        self.assertEqual(set(sections.columns), {*columns, "新"})
        self.assertEqual(sections.where("`新` IS NULL").count(), sections.count())
        self.assertTrue(0 < sections.count() <= rows_of)

    def test_parquet_and_warc_files_give_the_same_documents(self):
        import pyarrow
        import pyarrow.parquet
        from baogao import sources
        from baogao.store import Store
        found = list(texts())[:6]
        rows_of = pyarrow.table({"url": [name for name, _ in found], "body": [text.encode() for _, text in found],
                                 "省": ["四川省"] * len(found)})
        parquet = os.path.join(self.folder, "pages.parquet")
        pyarrow.parquet.write_table(rows_of, parquet)
        warc = os.path.join(self.folder, "pages.warc.gz")
        with open(warc, "wb") as file:
            for number, (name, text) in enumerate(found):
                body, how = text.encode(), "Content-Type: text/plain"
                if number % 3 == 1:
                    body, how = gzip.compress(body), how + "\r\nContent-Encoding: gzip"
                if number % 3 == 2:
                    body, how = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body), how + "\r\nTransfer-Encoding: chunked"
                block = f"HTTP/1.1 200 OK\r\n{how}\r\n\r\n".encode() + body
                file.write(gzip.compress(record("response", f"http://a.cn/{number}", block)))
            picture = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nxx"
            gone = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nxx"
            file.write(gzip.compress(record("response", "http://a.cn/x.png", picture) + record("response", "http://a.cn/y", gone) +
                                     record("request", "http://a.cn/z", b"GET / HTTP/1.1\r\n\r\n")))
        spark = self.spark()
        store = Store(spark, os.path.join(self.folder, "pages"))
        store.write(sources.documents(spark.read.parquet(parquet), "url", "body", region="省"))
        rows_of = store.table("documents").select("document", "region", "targets").collect()
        counts = {row["document"]: row["targets"] for row in rows_of}
        self.assertEqual(set(counts), {name for name, _ in found})
        self.assertEqual({row["region"] for row in rows_of}, {"四川省"})
        store = Store(spark, os.path.join(self.folder, "crawled"))
        store.write(sources.warc(spark, warc))
        pages = {row["document"]: row["targets"] for row in store.table("documents").collect()}
        self.assertEqual(set(pages), {f"20240301080000/http://a.cn/{number}" for number in range(len(found))})
        self.assertEqual(sorted(pages.values()), sorted(counts.values()))

    def test_the_lines_of_readme_run_as_printed(self):
        with open(os.path.join(TOP, "README.md"), encoding="utf-8") as file:
            chapter = file.read().split("## On many machines\n")[1].split("\n## ")[0]
        blocks = [re.sub("^    ", "", block, flags=re.MULTILINE) for block in re.findall(r"\n((?:    [^\n]*\n)+)", chapter)]
        shell = [block for block in blocks if "spark-submit" in block]
        python = [block for block in blocks if "import" in block]
        self.assertEqual((len(shell), len(python)), (1, 2))
        here = os.path.join(self.folder, "readme")
        shutil.copytree(SAMPLES, os.path.join(here, "REPORTS"))
        shutil.copytree(PACKAGE, os.path.join(here, "pipeline", "spark"))
        conf = os.path.join(here, "conf")
        write(os.path.join(conf, "spark-defaults.conf"), "".join(f"{name} {value}\n" for name, value in CONF.items()))
        bin_of = os.path.dirname(sys.executable)
        path = os.pathsep.join([bin_of, os.path.dirname(os.environ["BAOGAO"]), os.environ["PATH"]])
        environment = {**os.environ, "PATH": path, "SPARK_CONF_DIR": conf, "PYTHONPATH": ""}
        lines = [line for line in shell[0].splitlines() if not line.startswith("pip ")]  # the wheel is tried above
        told = run("bash", "-ec", "\n".join(lines), cwd=here, env=environment)
        self.assertRegex(told, r"\d+ documents converted, \d+ partitions written")
        environment["PYTHONPATH"] = self.site
        for block in python:
            printed = run(sys.executable, "-c", block, cwd=here, env=environment)
            self.assertIn("青岚区", printed)


def record(kind, address, block):
    return (f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2024-03-01T08:00:00Z\r\n"
            f"Content-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n").encode() + block + b"\r\n\r\n"


if __name__ == "__main__":
    unittest.main(verbosity=1)

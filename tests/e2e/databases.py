#!/usr/bin/env python3
"""SQLite and a private PostgreSQL load a conversion of samples/ with all constraints on, and answer an analyst."""
import glob
import io
import pwd
import shutil
import sqlite3
import time

from baogao import *

# What an analyst asks, with what tells from the CSV files that the answer is right.
QUESTIONS = [
    ("which reports promise how much growth of the economy, and how firmly",
     """select d.region, t.value, t.comparator, t.firmness from targets t join documents d using (document)
        where t.kind = 'target' and t.indicator_code = 'gdp_growth' order by 1, 2""",
     lambda tables: sum(row["kind"] == "target" and row["indicator_code"] == "gdp_growth" for row in tables["targets"])),
    ("how many projects stand in which part of which report",
     """select p.document, s.title, count(*) from projects p
        join sections s on s.document = p.document and s.section = p.section group by 1, 2 order by 1, 2""",
     lambda tables: len({(row["document"], section_title(tables, row)) for row in tables["projects"] if row["section"]})),
    ("what was reached of what was promised",
     """select region, year, indicator_name, target, actual, gap from panel
        where target is not null and actual is not null order by 1, 2, 3""",
     lambda tables: sum(bool(row["target"] and row["actual"]) for row in tables["panel"])),
]


def section_title(tables, row):
    return next(section["title"] for section in tables["sections"]
                if (section["document"], section["section"]) == (row["document"], row["section"]))


class Loaded(Test):
    """A conversion of samples/, and the questions."""

    @classmethod
    def setUpClass(cls):
        cls.kept = tempfile.TemporaryDirectory(prefix="baogao-test-")
        cls.addClassCleanup(cls.kept.cleanup)
        os.chmod(cls.kept.name, 0o755)
        cls.done = os.path.join(cls.kept.name, "out")
        finished = run("convert", SAMPLES, "-o", cls.done, "--meta", os.path.join(SAMPLES, "meta.csv"), "--format",
                       "csv,sqlite", "--csv-raw")
        assert finished.returncode == 0, finished.stderr
        cls.tables = {table["name"]: rows(cls.done, table["name"]) for table in json.loads(run("schema").stdout)}

    def convert_tonight(self):
        """Other reports than before; gives the folder of their tables and how many documents and goals they have."""
        tonight = os.path.join(self.folder, "tonight")
        self.convert(self.reports, "--format", "csv", "--csv-raw", out=tonight)
        for path, _, names in os.walk(tonight):
            for name in names:
                os.chmod(os.path.join(path, name), 0o644)
        return tonight, (1, sum(row["kind"] == "target" for row in rows(tonight, "targets")))

    def check_answers(self, ask):
        for question, sql, wanted in QUESTIONS:
            self.assertEqual(len(ask(sql)), wanted(self.tables), question)
        self.assertGreater(QUESTIONS[1][2](self.tables), 0)


class SQLite(Loaded):
    def test_sqlite_answers_from_the_file_of_the_run(self):
        database = sqlite3.connect(os.path.join(self.done, "reports.sqlite"))
        self.addCleanup(database.close)
        self.check_answers(lambda sql: database.execute(sql).fetchall())

    def test_sqlite_finds_words_in_the_sentences(self):
        database = sqlite3.connect(os.path.join(self.done, "reports.sqlite"))
        self.addCleanup(database.close)
        found = {tuple(row) for row in database.execute(
            """select document, sentence from sentences
               where rowid in (select rowid from sentences_search where sentences_search match '生产总值')""")}
        wanted = {(row["document"], int(row["sentence"])) for row in self.tables["sentences"] if "生产总值" in row["text"]}
        self.assertEqual(found, wanted)
        self.assertGreater(len(wanted), 5)

    def test_sqlite_loads_the_csv_files(self):
        made = os.path.join(self.folder, "loaded.sqlite")
        sql = "pragma foreign_keys = on;\n" + run("schema", "--sql", "sqlite").stdout
        done = subprocess.run(["sqlite3", "-bail", made], input=sql, cwd=self.done, capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        one, other = sqlite3.connect(made), sqlite3.connect(os.path.join(self.done, "reports.sqlite"))
        self.addCleanup(one.close)
        self.addCleanup(other.close)
        for name in self.tables:
            select = 'select * from "%s"' % name
            self.assertEqual(one.execute(select).fetchall(), other.execute(select).fetchall(), name)
        self.check_answers(lambda sql: one.execute(sql).fetchall())

    def test_sqlite_loads_every_night_while_others_read(self):
        made = os.path.join(self.folder, "nightly.sqlite")
        script = run("schema", "--sql", "sqlite").stdout
        subprocess.run(["sqlite3", made], input=script, cwd=self.done, check=True, text=True, capture_output=True)
        reader = sqlite3.connect(made, isolation_level=None)
        self.addCleanup(reader.close)
        reader.execute("create view goals as select * from targets where kind = 'target'")
        count = lambda: reader.execute("select (select count(*) from documents), (select count(*) from goals)").fetchone()
        before = count()
        tonight, wanted = self.convert_tonight()
        half = script.index('.import "targets.csv"')
        with subprocess.Popen(["sqlite3", made], stdin=subprocess.PIPE, cwd=tonight, text=True) as loading:
            loading.stdin.write(script[:half])
            loading.stdin.flush()
            for _ in range(20):
                self.assertEqual(count(), before)
                time.sleep(0.01)
            loading.stdin.write(script[half:])
            loading.stdin.close()
            self.assertEqual(loading.wait(timeout=60), 0)
        self.assertEqual(count(), wanted)

    def test_sqlite_keeps_the_old_rows_where_a_load_fails(self):
        made = os.path.join(self.folder, "failed.sqlite")
        script = run("schema", "--sql", "sqlite").stdout
        subprocess.run(["sqlite3", made], input=script, cwd=self.done, check=True, text=True, capture_output=True)
        tonight, _ = self.convert_tonight()
        with open(os.path.join(tonight, "targets.csv"), "a", encoding="utf-8") as file:
            file.write("松谷县.txt,1\r\n")  # a key given twice
        done = subprocess.run(["sqlite3", made], input=script, cwd=tonight, text=True, capture_output=True)
        self.assertNotEqual(done.returncode, 0)
        database = sqlite3.connect(made)
        self.addCleanup(database.close)
        self.assertEqual(database.execute("select count(*) from targets").fetchone(), (len(self.tables["targets"]),))

    def test_sqlite_refuses_rows_that_break_a_constraint(self):
        database = sqlite3.connect(":memory:")
        self.addCleanup(database.close)
        sql = run("schema", "--sql", "sqlite").stdout
        database.executescript("pragma foreign_keys = on;" + sql[sql.index("create table"):sql.index(".import")])
        for statement in ("insert into sections (document, section, ordinal, kind) values ('none', 's1', 1, 'part')",
                          "insert into documents (document, report_type) values ('a', 'novel')",
                          "insert into documents (title) values ('a')"):
            with self.assertRaises(sqlite3.IntegrityError):
                database.execute(statement)


class PostgreSQL(Loaded):
    """A cluster of its own on a socket in a folder of its own; as root it runs under the user nobody."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.programs = max(glob.glob("/usr/lib/postgresql/*/bin"), default=os.path.dirname(shutil.which("initdb") or ""))
        assert cls.programs, "PostgreSQL's server is not installed: tests/run.sh does that"
        cls.cluster = os.path.join(cls.kept.name, "cluster")
        os.mkdir(cls.cluster)
        cls.user = {}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(cls.cluster, nobody.pw_uid, nobody.pw_gid)
            cls.user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        data = os.path.join(cls.cluster, "data")
        cls.server("initdb", "-D", data, "-U", "analyst", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        cls.server("pg_ctl", "-D", data, "-w", "-l", os.path.join(cls.cluster, "log"), "-o",
                   "-c listen_addresses='' -c fsync=off -k " + cls.cluster, "start")
        cls.addClassCleanup(cls.server, "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
        sql = run("schema", "--sql", "postgresql").stdout
        done = cls.psql(input=sql)
        assert done.returncode == 0, done.stderr

    @classmethod
    def server(cls, program, *arguments):
        done = subprocess.run([os.path.join(cls.programs, program), *arguments], cwd=cls.cluster, text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **cls.user)
        assert done.returncode == 0, done.stdout

    @classmethod
    def command(cls, *arguments):
        return [os.path.join(cls.programs, "psql"), "-X", "-q", "-h", cls.cluster, "-U", "analyst", *arguments,
                "postgres"]

    @classmethod
    def psql(cls, *arguments, folder=None, **options):
        return subprocess.run(cls.command(*arguments), cwd=folder or cls.done, capture_output=True, text=True, **options)

    def ask(self, sql):
        done = self.psql("--csv", "-t", "-c", sql)
        self.assertEqual(done.returncode, 0, done.stderr)
        return list(csv.reader(done.stdout.splitlines()))

    def test_it_answers(self):
        self.check_answers(self.ask)

    def test_it_holds_the_rows_of_the_csv_files(self):
        for name, table in self.tables.items():
            done = self.psql("-c", '\\copy "%s" to stdout with (format csv)' % name)
            got = list(csv.reader(io.StringIO(done.stdout, newline="")))
            wanted = [["t" if cell == "true" else "f" if cell == "false" else cell for cell in row.values()]
                      for row in table]
            self.assertEqual(wanted, got, name)

    def test_its_columns_carry_comments(self):
        uncommented = self.ask("""select attrelid::regclass, attname from pg_attribute a join pg_class c on c.oid = attrelid
            where relkind = 'r' and relnamespace = 'public'::regnamespace and attnum > 0
            and col_description(attrelid, attnum) is null""")
        self.assertEqual(uncommented, [])

    def load(self, schema, folder=None):
        return self.psql(folder=folder, input=run("schema", "--sql", "postgresql", "--into", schema).stdout)

    def test_the_line_of_the_readme_loads_it(self):
        with open(os.path.join(TOP, "README.md"), encoding="utf-8") as file:
            line = re.search(r"^    (baogao schema --sql postgresql[^#\n]*)#", file.read(), re.MULTILINE)[1]
        environment = dict(os.environ, PGHOST=self.cluster, PGUSER="analyst", PATH=":".join(
            [os.path.dirname(os.path.abspath(PROGRAM)), self.programs, os.environ["PATH"]]))
        done = subprocess.run(["bash", "-c", "set -o pipefail; " + line.replace("DATABASE", "postgres")], cwd=self.done,
                              env=environment, capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(self.ask("select count(*) from reports.panel"), [[str(len(self.tables["panel"]))]])

    def test_it_loads_every_night_into_a_schema_of_choice_while_others_read(self):
        self.assertEqual(self.load("报告 nightly").stderr, "")
        view = 'create view "报告 nightly".goals as select * from "报告 nightly".targets where kind = \'target\''
        self.assertEqual(self.psql("-c", view).stderr, "")
        count = lambda: self.ask('select (select count(*) from "报告 nightly".documents), '
                                 '(select count(*) from "报告 nightly".goals)')[0]
        before = count()
        self.assertEqual(before[0], str(len(self.tables["documents"])))
        tonight, wanted = self.convert_tonight()
        script = run("schema", "--sql", "postgresql", "--into", "报告 nightly").stdout
        half = script.index('\\copy "targets"')
        with subprocess.Popen(self.command(), stdin=subprocess.PIPE, cwd=tonight, text=True) as loading:
            loading.stdin.write(script[:half])
            loading.stdin.flush()
            for _ in range(5):
                self.assertEqual(count(), before)
            loading.stdin.write(script[half:])
            loading.stdin.close()
            self.assertEqual(loading.wait(timeout=60), 0)
        self.assertEqual(count(), [str(number) for number in wanted])

    def test_it_keeps_the_old_rows_where_a_load_fails(self):
        self.assertEqual(self.load("failing").stderr, "")
        tonight, _ = self.convert_tonight()
        with open(os.path.join(tonight, "targets.csv"), "a", encoding="utf-8") as file:
            file.write("松谷县.txt,1\r\n")
        self.assertNotEqual(self.load("failing", tonight).returncode, 0)
        self.assertEqual(self.ask("select count(*) from failing.targets"), [[str(len(self.tables["targets"]))]])

    def test_tables_of_an_older_definition_are_made_anew_and_those_of_others_left_alone(self):
        self.assertEqual(self.load("older").stderr, "")
        self.psql("-c", "alter table older.cells drop column text", "-c",
                  "comment on table older.documents is 'as it was [baogao 0123456789ab]'")
        self.assertEqual(self.load("older").stderr, "")
        self.assertEqual(self.ask("select count(text) from older.cells"), self.ask("select count(text) from cells"))
        self.psql("-c", "create schema mine", "-c", "create table mine.documents (mine text)")
        self.assertIn("already exists", self.load("mine").stderr)
        self.assertEqual(self.ask("select count(*) from mine.documents"), [["0"]])

    def test_it_refuses_rows_that_break_a_constraint(self):
        done = self.psql("-c", "insert into sections (document, section, ordinal, kind) values ('none', 's1', 1, 'part')")
        self.assertIn("foreign key", done.stderr)


if __name__ == "__main__":
    main()

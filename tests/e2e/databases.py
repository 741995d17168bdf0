#!/usr/bin/env python3
"""SQLite and a private PostgreSQL load a conversion of samples/ with all constraints on, and answer an analyst."""
import glob
import io
import pwd
import shutil
import sqlite3

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

    def test_sqlite_refuses_rows_that_break_a_constraint(self):
        database = sqlite3.connect(":memory:")
        self.addCleanup(database.close)
        sql = run("schema", "--sql", "sqlite").stdout
        database.executescript("pragma foreign_keys = on;" + sql[:sql.index(".mode csv")])
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
        done = cls.psql("-1", input=sql)
        assert done.returncode == 0, done.stderr

    @classmethod
    def server(cls, program, *arguments):
        done = subprocess.run([os.path.join(cls.programs, program), *arguments], cwd=cls.cluster, text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **cls.user)
        assert done.returncode == 0, done.stdout

    @classmethod
    def psql(cls, *arguments, **options):
        return subprocess.run([os.path.join(cls.programs, "psql"), "-X", "-q", "-h", cls.cluster, "-U", "analyst", "-v",
                               "ON_ERROR_STOP=1", *arguments, "postgres"], cwd=cls.done, capture_output=True, text=True,
                              **options)

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

    def test_it_refuses_rows_that_break_a_constraint(self):
        done = self.psql("-c", "insert into sections (document, section, ordinal, kind) values ('none', 's1', 1, 'part')")
        self.assertIn("foreign key", done.stderr)


if __name__ == "__main__":
    main()

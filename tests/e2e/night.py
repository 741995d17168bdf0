#!/usr/bin/env python3
"""The whole night as one test: what a job at two in the morning meets, one thing after the other, and after each the folder, the
database and the exit status that README promises."""
import resource
import signal
import sqlite3
import time

from baogao import *

FORMATS = "csv,xlsx,sqlite"
REPORTS = 100


class Night(Test):
    def name(self, number):
        return os.path.join(self.reports, "%03d.txt" % number)

    def text(self, number, value="6.2"):
        return REPORT.replace("松谷", "墨溪" + chr(0x4E00 + number)).replace("6.2", value)

    def run_night(self, status, *arguments, **options):
        done = run("convert", self.reports, "-o", self.out, "--format", FORMATS, *arguments, **options)
        self.assertEqual(done.returncode, status, done.stderr)
        return done.stderr

    def check(self, documents):
        """The folder holds whole tables of just these reports, in every format, and nothing of a run that ended early."""
        self.assertEqual(sorted(row["document"] for row in rows(self.out, "documents")), sorted(documents))
        self.assertEqual([name for name in os.listdir(self.out) if name.startswith(".")], [MEMORY])
        with open(os.path.join(self.out, "datapackage.json"), encoding="utf-8") as file:
            package = json.load(file)
        files = content(self.out)
        for resource_ in package["resources"]:
            self.assertEqual("sha256:" + hashlib.sha256(files[resource_["path"]]).hexdigest(), resource_["hash"])
        self.assertEqual(set(files), {resource_["path"] for resource_ in package["resources"]} | {"datapackage.json", MEMORY})
        database = sqlite3.connect(os.path.join(self.out, "reports.sqlite"))
        self.addCleanup(database.close)
        self.assertEqual(database.execute("pragma integrity_check").fetchone(), ("ok",))
        for table in ("documents", "targets", "projects", "panel", "changes", "diagnostics"):
            count, = database.execute("select count(*) from " + table).fetchone()
            self.assertEqual(count, len(rows(self.out, table)), table)
        return files

    def changed(self):
        return {(row["table"], row["key"].split(" | ")[0], row["column"], row["was"], row["is"], row["cause"]) for row in rows(self.out, "changes")}

    def test_the_night(self):
        os.remove(os.path.join(self.reports, "松谷县.txt"))
        names = ["%03d.txt" % number for number in range(REPORTS)]
        for number in range(REPORTS):
            write(self.name(number), self.text(number))

        # the first run
        self.run_night(0)
        self.check(names)
        self.assertEqual(rows(self.out, "changes"), [])

        # one report in a hundred has changed
        write(self.name(7), self.text(7, "6.4"))
        self.run_night(0)
        self.check(names)
        self.assertIn(("targets", "007.txt", "value", "6.2", "6.4", "text"), self.changed())
        self.assertEqual({key for table, key, *_ in self.changed() if table in ("documents", "targets")}, {"007.txt"})

        # nothing has changed
        states = {name: os.stat(os.path.join(self.out, name)).st_mtime_ns for name in os.listdir(self.out)}
        self.assertIn("nothing has changed", self.run_night(0))
        self.assertEqual(states, {name: os.stat(os.path.join(self.out, name)).st_mtime_ns for name in os.listdir(self.out)})
        before = self.check(names)

        # the mount is missing: first no folder, then an empty one
        away = os.path.join(self.folder, "away")
        os.rename(self.reports, away)
        self.assertIn("untouched", self.run_night(4))
        os.mkdir(self.reports)
        self.assertIn("untouched", self.run_night(4))
        os.rmdir(self.reports)
        os.rename(away, self.reports)
        self.assertEqual(self.check(names), before)

        # half of it is missing, and --min-converted asks for more
        half = os.path.join(self.folder, "half")
        os.mkdir(half)
        for number in range(REPORTS // 2):
            os.rename(self.name(number), os.path.join(half, os.path.basename(self.name(number))))
        self.assertIn("too few", self.run_night(4, "--min-converted", "90"))
        for name in os.listdir(half):
            os.rename(os.path.join(half, name), os.path.join(self.reports, name))
        self.assertEqual(self.check(names), before)

        # the disk is full in the middle
        write(self.name(8), self.text(8, "6.5"))
        size = len(before["targets.csv"]) // 2
        self.run_night(3, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
        self.assertEqual(self.check(names), before)

        # it is killed in the middle; the next run cleans up
        process = subprocess.Popen([PROGRAM, "convert", "-", self.reports, "-o", self.out, "--format", FORMATS],
                                   stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
        while not os.path.exists(os.path.join(self.out, ".baogao-new")):
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        self.assertEqual({name: content(self.out)[name] for name in before}, before)
        self.run_night(0)
        self.check(names)
        self.assertIn(("targets", "008.txt", "value", "6.2", "6.5", "text"), self.changed())

        # two at once: one waits, and finds nothing left to do or does it again
        write(self.name(9), self.text(9, "6.6"))
        both = [subprocess.Popen([PROGRAM, "convert", self.reports, "-o", self.out, "--format", FORMATS], stderr=subprocess.DEVNULL) for _ in range(2)]
        self.assertEqual([process.wait(timeout=300) for process in both], [0, 0])
        self.check(names)
        self.assertIn(("targets", "009.txt", "value", "6.2", "6.6", "text"), self.changed())

        # a report is withdrawn
        os.remove(self.name(3))
        names.remove("003.txt")
        self.assertIn("003.txt: gone since the run before", self.run_night(0))
        self.check(names)
        self.assertIn(("documents", "003.txt", "", "row", "", "text"), self.changed())
        self.assertFalse([row for row in rows(self.out, "targets") if row["document"] == "003.txt"])

        # a line is added to the lexicon
        lexicon = os.path.join(self.folder, "lexicon")
        os.mkdir(lexicon)
        write(os.path.join(lexicon, "units.csv"), "word,base,factor,dimension\n人,口,1,count\n")
        self.run_night(0, "--lexicon", lexicon)
        self.check(names)
        self.assertEqual({cause for *_, cause in self.changed()}, {"lexicon"})
        self.assertIn(("targets", "000.txt", "base_unit", "人", "口", "lexicon"), self.changed())

        # one of them can no longer be read
        write(self.name(4), "")
        self.run_night(1, "--lexicon", lexicon)
        self.check([name for name in names if name != "004.txt"])


if __name__ == "__main__":
    main()

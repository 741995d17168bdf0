#!/usr/bin/env python3
"""Runs that nobody watches: what was there before stays where a run converts nothing, and what is odd about the way it
is started does no harm."""
import random
import shutil

from baogao import *


class TooFew(Test):
    def setUp(self):
        super().setUp()
        self.convert(self.reports, "--format", "csv,jsonl")
        self.before = content(self.out)

    def refused(self, *arguments):
        done = self.convert(*arguments, "--format", "csv,jsonl", status=4)
        self.assertIn("too few: what was there before is untouched", done.stderr)
        self.assertTrue(content(self.out) == self.before)
        return done

    def test_a_missing_mount_replaces_nothing(self):
        shutil.rmtree(self.reports)
        self.assertIn("reports: " + os.strerror(2), self.refused(self.reports).stderr)

    def test_an_empty_folder_replaces_nothing(self):
        os.remove(os.path.join(self.reports, "松谷县.txt"))
        self.assertIn("no file in this folder", self.refused(self.reports).stderr)

    def test_inputs_that_all_fail_replace_nothing(self):
        write(os.path.join(self.reports, "松谷县.txt"), "")
        write(os.path.join(self.reports, "b.txt"), b"\x89PNG\r\n\x1a\n")
        self.assertIn("0 of 2 inputs", self.refused(self.reports).stderr)

    def test_a_first_run_of_nothing_leaves_no_folder(self):
        new = os.path.join(self.folder, "new")
        self.convert(os.path.join(self.folder, "none"), out=new, status=4)
        self.assertFalse(os.path.exists(new))

    def test_fewer_than_asked_for_replace_nothing(self):
        for name in ("a.txt", "b.txt", "c.txt"):
            write(os.path.join(self.reports, name), "")
        for least in ("2", "26%", "100%"):
            self.refused(self.reports, "--min-converted", least)
        for least in ("1", "25%", "1%"):
            self.convert(self.reports, "--format", "csv", "--min-converted", least, status=1)

    def test_a_pipe_gets_the_exit_status_too(self):
        done = run("convert", os.path.join(self.folder, "none"), "-o", "-", "--format", "jsonl")
        self.assertEqual(done.returncode, 4, done.stderr)


class OddStarts(Test):
    def test_closed_standard_streams_leave_the_tables_whole(self):
        self.convert(self.reports, "--format", "csv,jsonl,sqlite")
        before = content(self.out)
        write(os.path.join(self.reports, "empty.txt"), "")  # a message to go somewhere
        self.convert(self.reports, "--format", "csv,jsonl,sqlite", status=1)
        wanted = content(self.out)
        self.assertNotEqual(before, wanted)
        for closed in ("2>&-", ">&- 2>&-", "<&- 2>&-", "<&- >&- 2>&-"):
            shutil.rmtree(self.out)
            done = subprocess.run(["sh", "-c", 'exec "$0" convert "$1" -o "$2" --format csv,jsonl,sqlite ' + closed,
                                   PROGRAM, self.reports, self.out], timeout=300)
            self.assertEqual(done.returncode, 1, closed)
            self.assertTrue(content(self.out) == wanted, closed)

    def test_a_closed_standard_output_is_an_output_fault(self):
        done = subprocess.run(["sh", "-c", 'exec "$0" convert "$1" -o - --format jsonl >&-', PROGRAM, self.reports],
                              capture_output=True, text=True, timeout=300)
        self.assertEqual(done.returncode, 3, done.stderr)
        done = subprocess.run(["sh", "-c", 'exec "$0" convert - -o "$1" --format jsonl <&-', PROGRAM, self.out],
                              capture_output=True, text=True, timeout=300)
        self.assertEqual(done.returncode, 4, done.stderr)

    def test_a_file_size_limit_is_an_output_fault(self):
        for formats in ("csv", "jsonl", "sqlite", "xlsx"):
            done = subprocess.run(["sh", "-c", 'ulimit -f 1; exec "$0" convert "$1" -o "$2" --format ' + formats, PROGRAM,
                                   SAMPLES, self.out], capture_output=True, text=True, timeout=300)
            self.assertEqual(done.returncode, 3, (formats, done.stderr))
            self.assertFalse(os.path.exists(self.out), formats)


class Unchanged(Test):
    """A run that would give what the run before gave does nothing; any other gives what --all gives."""
    FORMATS = "csv,xlsx,jsonl,sqlite,html"

    def states(self):
        return {name: (os.stat(os.path.join(self.out, name)).st_ino, os.stat(os.path.join(self.out, name)).st_mtime_ns)
                for name in os.listdir(self.out)}

    def run_again(self, *arguments, formats="csv"):
        """Whether a run into the folder touched it."""
        before = self.states()
        done = self.convert(self.reports, "--format", formats, *arguments)
        self.assertEqual("nothing has changed" in done.stderr, self.states() == before, done.stderr)
        return self.states() != before

    def test_a_second_run_touches_nothing(self):
        self.convert(self.reports, "--format", self.FORMATS)
        self.assertFalse(self.run_again(formats=self.FORMATS))
        self.assertFalse(self.run_again("-j", "1", formats=self.FORMATS))
        self.assertTrue(self.run_again("--all", formats=self.FORMATS))

    def test_a_page_or_reading_that_is_not_as_it_was_is_made_again(self):
        readings = os.path.join(self.folder, "readings")
        given = ("--readings", readings)
        self.convert(self.reports, "--format", self.FORMATS, *given)
        whole, read = content(self.out), content(readings)
        page = os.path.join(self.out, next(name for name in whole if name.startswith("review/松谷县")))
        reading = os.path.join(readings, "松谷县.txt.txt")
        self.assertFalse(self.run_again(*given, formats=self.FORMATS))
        for path in (page, reading, os.path.join(self.out, "review", "review.css")):
            for damage in (os.remove, lambda path: write(path, "x")):
                damage(path)
                self.assertTrue(self.run_again(*given, formats=self.FORMATS), path)
                self.assertTrue(content(self.out) == whole, path)
                self.assertTrue(content(readings) == read, path)
        self.assertTrue(self.run_again("--readings", readings + "2", formats=self.FORMATS))
        self.assertTrue(content(readings + "2") == read)

    def test_other_options_are_a_change(self):
        meta = write(os.path.join(self.folder, "meta.csv"), "document,year\n松谷县.txt,2024\n")
        lexicon = os.path.join(self.folder, "lexicon")
        os.mkdir(lexicon)
        write(os.path.join(lexicon, "units.csv"), "word,base,factor,dimension\n座仓,座,1,count\n")
        self.convert(self.reports, "--format", "csv")
        for arguments in (["--bom"], ["--headers", "zh"], ["--csv-raw"], ["--meta", meta], ["--lexicon", lexicon],
                          ["--encoding", "utf-8"], ["--max-rows", "1000"]):
            self.assertTrue(self.run_again(*arguments), arguments)
            self.assertFalse(self.run_again(*arguments), arguments)
        self.assertTrue(self.run_again("--meta", meta))
        write(meta, "document,year\n松谷县.txt,2023\n")
        self.assertTrue(self.run_again("--meta", meta))
        self.assertTrue(self.run_again(formats="jsonl"))

    def test_a_damaged_output_is_made_again(self):
        self.convert(self.reports, "--format", "csv")
        whole = content(self.out)
        for damage in (lambda path: os.remove(path), lambda path: write(path, "x"),
                       lambda path: write(path, whole["targets.csv"].replace(b"6.2", b"9.9"))):
            damage(os.path.join(self.out, "targets.csv"))
            self.assertTrue(self.run_again())
            self.assertTrue(content(self.out) == whole)

    def test_a_memory_that_is_damaged_is_none(self):
        """The tables are made anew, and nothing is taken or compared by what it says."""
        self.convert(self.reports, "--format", "csv")
        whole = content(self.out)
        memory = whole[MEMORY]
        half = len(memory) // 2
        for damaged in (b"", memory[:-1], memory[:half], memory + b"0", b"x" + memory[1:], memory[:-1] + b"x",
                        memory[:half] + bytes([memory[half] ^ 1]) + memory[half + 1:], memory.replace(b"memory 2", b"memory 1")):
            write(os.path.join(self.out, MEMORY), damaged)
            self.assertTrue(self.run_again(), damaged[:20])
            self.assertTrue(content(self.out) == whole, damaged[:20])

    def test_a_memory_whose_hash_is_right_but_whose_facts_are_not_is_none(self):
        self.convert(self.reports, "--format", "csv")
        whole = content(self.out)
        facts = whole[MEMORY][:-64]
        for old, new in ((b"15 baogao memory", b"-1 baogao memory"), (b"15 baogao memory", b"99999999999999999999 baogao memory"),
                         (b" 64 ", b" 9999 "), (b" 64 ", b" 65 "), (b" 64 ", b" x ")):
            changed = facts.replace(old, new, 1)
            self.assertNotEqual(changed, facts)
            write(os.path.join(self.out, MEMORY), changed + hashlib.sha256(changed).hexdigest().encode())
            self.assertTrue(self.run_again(), new)
            self.assertTrue(content(self.out) == whole, new)

    def test_failures_are_told_again(self):
        write(os.path.join(self.reports, "empty.txt"), "")
        self.convert(self.reports, "--format", "csv", status=1)
        done = self.convert(self.reports, "--format", "csv", status=1)
        self.assertIn("nothing has changed; 1 of 2 inputs failed", done.stderr)

    def test_standard_input_is_read_each_time(self):
        for value in ("6.2", "6.3"):
            self.convert("-", "--format", "csv", input=REPORT.replace("6.2", value))
            self.assertIn(value, [row["value"] for row in rows(self.out, "targets")])

    def test_after_any_edit_the_tables_are_those_of_a_full_run(self):
        """The formats in turn; those whose rows come from CSV have it beside them."""
        chance = random.Random(7)
        other, readings = os.path.join(self.folder, "full"), os.path.join(self.folder, "readings")
        turns = ["csv,xlsx", "csv,jsonl,sqlite", "csv,xlsx,html", "xlsx"]
        names = ["%d.txt" % number for number in range(6)]
        for name in names:
            write(os.path.join(self.reports, name), REPORT.replace("6.2", "%d.5" % chance.randrange(90)))
        for turn in range(200):
            there = sorted(set(os.listdir(self.reports)) - {"松谷县.txt"})
            edit = chance.choice(["edit", "add", "delete", "rename", "nothing", "touch"])
            path = os.path.join(self.reports, chance.choice(there or names))
            if edit in ("edit", "add") or not there:
                write(os.path.join(self.reports, chance.choice(names)), REPORT.replace("6.2", "%d.5" % chance.randrange(90)))
            elif edit == "delete":
                os.remove(path)
            elif edit == "rename":
                os.rename(path, os.path.join(self.reports, chance.choice(names)))
            elif edit == "touch":
                os.utime(path)
            formats = turns[turn // 10 % len(turns)]
            self.convert(self.reports, "--format", formats, "--readings", readings)
            self.convert(self.reports, "--format", formats, "--readings", readings, "--all", out=other)
            one, two = content(self.out), content(other)
            self.assertEqual({name for name in one if one[name] != two.get(name)}, set(), (turn, edit))
            self.assertEqual(set(one), set(two))


if __name__ == "__main__":
    main()

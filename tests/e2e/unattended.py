#!/usr/bin/env python3
"""Runs that nobody watches: what was there before stays where a run converts nothing, and what is odd about the way it
is started does no harm."""
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


if __name__ == "__main__":
    main()

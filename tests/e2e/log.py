#!/usr/bin/env python3
"""--log: a line an event, for whoever asks in the morning; and the progress that a terminal shows."""
import pty

from baogao import *

TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"


class Log(Test):
    def setUp(self):
        super().setUp()
        self.log = os.path.join(self.folder, "log")

    def lines(self):
        with open(self.log, encoding="utf-8") as file:
            return file.read().splitlines()

    def test_each_event_is_a_line(self):
        write(os.path.join(self.reports, "empty\n\x1b[31m.txt"), "")
        self.convert(self.reports, "--format", "csv", "--log", self.log, status=1)
        lines = self.lines()
        self.assertRegex(lines[0], "^" + TIME + r" note start \d")
        self.assertRegex(lines[1], "^" + TIME + r" error empty empty.*\.txt: the file is empty$")
        self.assertRegex(lines[-1], "^" + TIME + " note done 2 reports, 1 converted, 1 failed: ")
        self.assertFalse([line for line in lines if "\x1b" in line])

    def test_the_next_run_adds_to_it(self):
        for _ in range(2):
            self.convert(self.reports, "--format", "csv", "--log", self.log)
        self.assertEqual([line.split()[2] for line in self.lines()], ["start", "done", "unchanged"])

    def test_json_lines(self):
        write(os.path.join(self.reports, "b.txt"), (REPORT + "增长5%。").encode("gb18030") + b"\xff\n")
        self.convert(self.reports, "--format", "csv", "--log", self.log, "--log-format", "json")
        events = [json.loads(line) for line in self.lines()]
        self.assertTrue(all(list(event) == ["time", "severity", "code", "document", "line", "message"] for event in events))
        self.assertTrue(all(re.fullmatch(TIME, event["time"]) for event in events))
        found = next(event for event in events if event["code"] == "bad_byte")
        self.assertEqual((found["severity"], found["document"], found["line"]), ("warning", "b.txt", 13))
        self.assertEqual((events[0]["code"], events[-1]["code"], events[-1]["document"]), ("start", "done", None))

    def test_a_report_that_is_gone_is_an_event(self):
        other = write(os.path.join(self.reports, "b.txt"), REPORT.replace("6.2", "6.4"))
        self.convert(self.reports, "--format", "csv")
        os.remove(other)
        self.convert(self.reports, "--format", "csv", "--log", self.log)
        self.assertTrue([line for line in self.lines() if " warning gone b.txt: gone since the run before" in line])

    def test_a_run_that_converts_nothing_says_so(self):
        self.convert(os.path.join(self.folder, "none"), "--format", "csv", "--log", self.log, status=4)
        self.assertRegex(self.lines()[-1], " error too_few 0 of 1 inputs could be converted, too few")

    def test_on_standard_error_it_takes_the_place_of_messages(self):
        done = self.convert(self.reports, "--format", "csv", "--log", "-")
        self.assertTrue(all(re.match(TIME, line) for line in done.stderr.splitlines()), done.stderr)
        self.assertEqual(len(done.stderr.splitlines()), 2)

    def test_standard_error_that_is_no_terminal_has_a_line_an_event(self):
        write(os.path.join(self.reports, "empty.txt"), "")
        given = (self.reports, "--format", "csv", "--all")
        lines = self.convert(*given, status=1).stderr.splitlines()
        path = os.path.join(self.reports, "empty.txt")
        self.assertEqual([re.sub("^" + TIME, "", line).split(": ")[0] for line in lines],
                         [" error empty " + path, " note done 2 reports, 1 converted, 1 failed"])
        self.assertTrue(lines[-1].endswith("; in " + self.out))
        self.assertEqual(len(self.convert(*given, "--quiet", status=1).stderr.splitlines()), 1)
        events = [json.loads(line) for line in self.convert(*given, "--log-format", "json", status=1).stderr.splitlines()]
        self.assertEqual([(event["code"], event["document"]) for event in events], [("empty", path), ("done", None)])
        self.assertIn(" error empty ", self.convert(*given, "--log-format", "json", "--log", self.log, status=1).stderr)

    def test_options_are_checked(self):
        for arguments in (["--log", "/none/log"], ["--log-format", "xml"]):
            self.assertIn(arguments[1], self.convert(self.reports, *arguments, status=2).stderr)

    def test_a_log_among_the_reports_is_no_report(self):
        self.convert(self.reports, "--format", "csv", "--log", os.path.join(self.reports, "log.txt"))
        self.convert(self.reports, "--format", "csv", "--all", "--log", os.path.join(self.reports, "log.txt"))
        self.assertEqual([row["document"] for row in rows(self.out, "documents")], ["松谷县.txt"])

    def test_a_terminal_shows_rate_and_time_left(self):
        long = "".join("　　第%d年地区生产总值增长6.%d%%，新建水库%d座。\n" % (i, i % 10, i) for i in range(3000))
        for number in range(12):
            write(os.path.join(self.reports, "%d.txt" % number), REPORT + long.replace("水库", "水库%d期" % number))
        shown, terminal = pty.openpty()
        process = subprocess.Popen([PROGRAM, "convert", self.reports, "-o", self.out, "--format", "csv", "-j", "1"], stderr=terminal)
        os.close(terminal)
        text = b""
        try:
            while piece := os.read(shown, 4096):
                text += piece
        except OSError:  # the other end is closed
            pass
        os.close(shown)
        self.assertEqual(process.wait(timeout=300), 0)
        self.assertRegex(text.decode(), r"\d+ of 13 reports, \d+(\.\d)? a second, \d+:\d\d left")


if __name__ == "__main__":
    main()

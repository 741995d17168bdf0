#!/usr/bin/env python3
"""Inputs of every bad kind: each that cannot be converted has a row of diagnostics and a message, the rest is there."""
import errno
import shutil
import socket
import time

from baogao import *

FAULT = os.environ.get("BAOGAO_FAULT", "")
NOBODY = 65534
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89" * 4


class BadInputs(Test):
    def failures(self, *inputs, arguments=(), converted=1, **options):
        """Converts; gives the errors of diagnostics by document and checks that each is a message too."""
        done = self.convert(*inputs, *arguments, "--format", "csv", status=1, **options)
        self.assertEqual(len(rows(self.out, "documents")), converted, done.stderr)
        errors = {row["document"]: row for row in rows(self.out, "diagnostics") if row["severity"] == "error"}
        for row in errors.values():
            self.assertIn(row["message"], done.stderr)
        return errors, done

    def put(self, name, text=b""):
        return write(os.path.join(self.reports, name), text)

    def test_an_unreadable_an_empty_and_a_png_file_are_three_rows(self):
        self.put("empty.txt")
        self.put("picture.png", PNG)
        os.symlink("nowhere", os.path.join(self.reports, "gone.txt"))
        errors, done = self.failures(self.reports)
        self.assertEqual({name: row["code"] for name, row in errors.items()},
                         {"empty.txt": "empty", "picture.png": "not_text", "gone.txt": "unreadable"})
        self.assertEqual(len(done.stderr.strip().splitlines()), 3 + 1)
        self.assertIn("1 converted, 3 failed", done.stderr)

    def test_a_file_and_a_folder_without_permission_are_named(self):
        os.chmod(self.put("closed.txt", REPORT), 0)
        os.mkdir(os.path.join(self.reports, "folder"), 0)
        user = {}
        if os.geteuid() == 0:  # nothing is forbidden to root
            os.chmod(self.folder, 0o777)
            user = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        program = shutil.copy(PROGRAM, self.folder)
        done = subprocess.run([program, "convert", self.reports, "-o", self.out, "--format", "csv"], capture_output=True,
                              text=True, timeout=300, **user)
        self.assertEqual(done.returncode, 1, done.stderr)
        errors = {row["document"]: row for row in rows(self.out, "diagnostics") if row["severity"] == "error"}
        self.assertEqual({name: row["code"] for name, row in errors.items()},
                         {"closed.txt": "unreadable", "folder": "unreadable"})
        for row in errors.values():
            self.assertIn(os.strerror(errno.EACCES), row["message"])
            self.assertIn(row["document"] + ": " + row["message"], done.stderr)
        self.assertEqual(len(rows(self.out, "documents")), 1)

    def test_pipes_devices_and_sockets_are_refused_by_name(self):
        os.mkfifo(os.path.join(self.reports, "pipe"))
        os.symlink("/dev/zero", os.path.join(self.reports, "zero"))
        server = socket.socket(socket.AF_UNIX)
        self.addCleanup(server.close)
        server.bind(os.path.join(self.reports, "socket"))
        errors, _ = self.failures(self.reports)
        self.assertEqual({row["code"] for row in errors.values()}, {"not_a_file"})
        self.assertEqual(set(errors), {"pipe", "zero", "socket"})

    def test_links_in_a_circle_end(self):
        os.mkdir(os.path.join(self.reports, "inner"))
        os.symlink("..", os.path.join(self.reports, "inner", "up"))
        os.symlink("loop", os.path.join(self.reports, "loop"))
        errors, _ = self.failures(self.reports)
        self.assertEqual(list(errors), ["loop"])

    def test_a_folder_that_is_linked_twice_is_taken_once(self):
        os.mkdir(os.path.join(self.reports, "a"))
        self.put("a/one.txt", REPORT.replace("6.2", "6.3"))
        os.symlink("a", os.path.join(self.reports, "b"))
        self.convert(self.reports, "--format", "csv")
        self.assertEqual([row["document"] for row in rows(self.out, "documents")], ["a/one.txt", "松谷县.txt"])

    def test_files_too_large_are_refused_and_the_rest_goes_on(self):
        self.put("large.txt", REPORT * 4000)
        errors, _ = self.failures(self.reports, arguments=["--max-size", "1"])
        self.assertEqual(errors["large.txt"]["code"], "too_large")

    def test_a_report_that_needs_too_much_memory_is_refused_and_the_rest_goes_on(self):
        self.put("numbers.txt", "各位代表：\n" + "增长5%、" * 100000 + "\n")
        for formats in ("csv", "csv,xlsx,jsonl,sqlite"):
            done = self.convert(self.reports, "--format", formats, "--max-memory", "16", status=1)
            errors = [row for row in rows(self.out, "diagnostics") if row["severity"] == "error"]
            self.assertEqual([(row["document"], row["code"]) for row in errors], [("numbers.txt", "too_much_memory")])
            self.assertIn("numbers.txt: needs more than 16 MiB of memory, the limit that --max-memory sets", done.stderr)
            self.assertEqual({row["document"] for row in rows(self.out, "targets")}, {"松谷县.txt"})
        # A number takes less than two kilobytes.
        self.convert(self.reports, "--format", "csv", "--max-memory", "192")

    def test_what_is_no_report_is_left_out_by_name_with_one_note(self):
        for name in ("README.md", "meta.csv", "app.js"):
            self.put(name, "no report\n")
        os.mkdir(os.path.join(self.reports, "page"))
        self.put("page/style.css", "a {}\n")
        self.convert(self.reports, "--format", "csv")
        self.assertEqual([row["document"] for row in rows(self.out, "documents")], ["松谷县.txt"])
        notes = [row["message"] for row in rows(self.out, "diagnostics") if row["code"] == "documents"]
        self.assertEqual(notes, ["left out, no reports: README.md, app.js, meta.csv, page/style.css"])
        self.convert(os.path.join(self.reports, "README.md"), "--format", "csv")  # who names a file means it

    def test_a_report_of_too_many_rows_is_refused_and_the_rest_goes_on(self):
        self.put("rows.txt", "各位代表：\n" + "增长5%、" * 50 + "\n")
        errors, _ = self.failures(self.reports, arguments=["--max-rows", "40"])
        self.assertEqual({name: row["code"] for name, row in errors.items()}, {"rows.txt": "too_many_rows"})
        self.assertIn("--max-rows", errors["rows.txt"]["message"])
        self.convert(self.reports, "--format", "csv", "--max-rows", "54")

    def test_more_rows_than_are_kept_as_text_are_all_there(self):
        self.put("many.txt", "各位代表：\n" + "".join("增长%d%%、" % number for number in range(40000)) + "\n")
        self.convert(self.reports, "--format", "csv,jsonl")
        values = [(row["target"], row["value"]) for row in rows(self.out, "targets") if row["document"] == "many.txt"]
        self.assertEqual(values, [(str(number + 1), str(number)) for number in range(40000)])
        with open(os.path.join(self.out, "reports.jsonl"), encoding="utf-8") as file:
            found = [json.loads(line) for line in file]
        self.assertEqual([(str(row["target"]), str(row["value"])) for row in found
                          if row["_table"] == "targets" and row["document"] == "many.txt"], values)

    def test_a_file_that_grows_while_read_is_named(self):
        errors, _ = self.failures(self.reports, "/proc/self/status")
        self.assertEqual(errors["status"]["code"], "changed")

    def read_with_fault(self, **fault):
        """Converts where a call of read on a file named faulty does what FAULT_… say."""
        self.put("faulty.txt", REPORT.replace("6.2", "6.3"))
        environment = {"LD_PRELOAD": FAULT, "FAULT_CALL": "read", "FAULT_AT": "1",
                       "FAULT_MARK": os.path.join(self.folder, "mark"),
                       **{"FAULT_" + name: str(value) for name, value in fault.items()}}
        errors, _ = self.failures(self.reports, environment=environment)
        self.assertEqual(list(errors), ["faulty.txt"])
        return errors["faulty.txt"]

    def test_a_file_that_changes_while_read_is_named(self):
        self.assertEqual(self.read_with_fault(CHANGE=1)["code"], "changed")

    def test_a_disk_that_cannot_be_read_is_named(self):
        error = self.read_with_fault(ERRNO=errno.EIO)
        self.assertEqual((error["code"], error["message"]), ("unreadable", os.strerror(errno.EIO)))

    def test_a_file_that_is_gone_when_its_turn_comes_is_named(self):
        self.put("z.txt", REPORT.replace("6.2", "6.3"))
        process = subprocess.Popen([PROGRAM, "convert", "-", self.reports, "-o", self.out, "--format", "csv", "-j", "1"],
                                   stdin=subprocess.PIPE, stderr=subprocess.PIPE)
        while not os.path.exists(os.path.join(self.out, ".baogao-new")):  # the files are listed by then
            self.assertIsNone(process.poll())
            time.sleep(0.002)
        os.remove(os.path.join(self.reports, "z.txt"))
        _, told = process.communicate(REPORT.replace("6.2", "6.4").encode(), timeout=60)
        self.assertEqual(process.returncode, 1)
        self.assertIn("z.txt: " + os.strerror(errno.ENOENT), told.decode())
        self.assertEqual([row["document"] for row in rows(self.out, "documents")], ["stdin", "松谷县.txt"])

    def test_an_empty_folder_and_one_that_is_not_there_are_named(self):
        os.mkdir(os.path.join(self.folder, "nothing"))
        errors, _ = self.failures(self.reports, os.path.join(self.folder, "nothing"), os.path.join(self.folder, "none"))
        self.assertEqual({name: row["code"] for name, row in errors.items()},
                         {"nothing": "empty_folder", "none": "unreadable"})

    def test_the_same_text_twice_is_converted_once_and_noted(self):
        self.put("一样.txt", REPORT.encode("gb18030"))
        done = self.convert(self.reports, "--format", "csv")
        notes = [row for row in rows(self.out, "diagnostics") if row["severity"] == "note" and "一样.txt" in row["message"]]
        self.assertEqual(len(notes), 1, rows(self.out, "diagnostics"))
        self.assertIn("1 given twice", done.stderr)
        for table in ("sections", "targets", "projects"):
            self.assertEqual(len({row["document"] for row in rows(self.out, table)}), 1)
        self.assertEqual(len(rows(self.out, "documents")), 2)


class Damage(Test):
    """Bytes that are not what they should be: the row and the message say so, and what stands around them is read."""
    WORD = "增长6.2%"
    # The name, the bytes, the code of the row; the report's number is still found.
    KINDS = [
        ("nul", REPORT.replace("推进", "推\0进").encode(), "nul_byte"),
        ("nul_first", b"\0" + REPORT.encode(), "nul_byte"),
        ("cut_utf8", REPORT.encode()[:-2], "bad_byte"),
        ("cut_gb18030", REPORT.encode("gb18030")[:-2], "bad_byte"),
        ("cut_utf16", REPORT.encode("utf-16")[:-1], "bad_byte"),
        ("mixed", b"\n".join(line.encode(("utf-8", "gb18030")[number % 2])
                             for number, line in enumerate(REPORT.split("\n"))), "mixed_encoding"),
        ("twice", REPORT.encode().decode("latin-1").encode(), "repaired"),
        ("mojibake", REPORT.encode("gb18030").decode("latin-1").encode(), "repaired"),
        ("overlong", REPORT.encode().replace("推进".encode(), b"\xc0\xaf\xe0\x80\xaf\xf0\x80\x80\xaf"), "bad_byte"),
        ("surrogates", REPORT.encode().replace("推进".encode(), b"\xed\xa0\x80\xed\xb0\x80"), "bad_byte"),
        ("beyond_unicode", REPORT.encode().replace("推进".encode(), b"\xf4\x90\x80\x80\xfe\xff"), "bad_byte"),
        ("unassigned", REPORT.replace("推进", "推\u0378\U0003ffff进").encode(), "unassigned"),
        ("lost", REPORT.replace("推进", "推\ufffd进").encode(), "lost_character"),
    ]

    def test_is_a_row_and_the_rest_is_read(self):
        for name, bytes, code in self.KINDS:
            write(os.path.join(self.reports, "松谷县.txt"), bytes)
            done = self.convert(self.reports, "--format", "csv")
            found = [row for row in rows(self.out, "diagnostics") if row["code"] == code]
            self.assertGreaterEqual(len(found), 1, name)
            self.assertTrue(found[0]["message"], name)
            if found[0]["severity"] != "note":
                self.assertIn(found[0]["message"], done.stderr, name)
            self.assertIn("6.2", [row["value"] for row in rows(self.out, "targets")], name)

    def test_nothing_behind_a_nul_is_lost(self):
        write(os.path.join(self.reports, "松谷县.txt"), REPORT.replace("地区生产总值增长6.2%", "\0地区\0生产总值增长6.2%\0"))
        self.convert(self.reports, "--format", "csv")
        self.assertEqual([(row["indicator"], row["value"]) for row in rows(self.out, "targets")],
                         [("地区生产总值", "6.2"), ("新增城镇就业", "1.2"), ("地区生产总值", "6")])

    def test_what_is_no_chinese_text_is_named(self):
        for bytes, code, status in [(b"", "empty", 1), (" \r\n\t\u3000\n\u00a0".encode(), "empty", 1), (PNG, "not_text", 1),
                                    (b"\x01\x02\x03\xff\x80\x00\xfe\xc1\x05\x06\x90\x1b\x08\xf9", "unknown_encoding", 1),
                                    (b"GIF89a\xe2\xe3\xcf\xd3\n1 0 obj\n", "not_text", 1),
                                    (b"Report on the work of the government\n", "not_chinese", 0)]:
            write(os.path.join(self.reports, "other.txt"), bytes)
            done = self.convert(self.reports, "--format", "csv", status=status)
            found = [row for row in rows(self.out, "diagnostics") if row["document"] == "other.txt"]
            self.assertEqual([row["code"] for row in found], [code])
            self.assertIn(found[0]["message"], done.stderr)
            self.assertIn("松谷县.txt", [row["document"] for row in rows(self.out, "documents")])

    def test_one_text_in_every_encoding_is_one_report(self):
        for name in ("gb18030", "utf-16", "utf-16-be", "utf-32", "utf-8-sig"):
            write(os.path.join(self.reports, name + ".txt"), REPORT.encode(name))
        self.convert(self.reports, "--format", "csv")
        notes = [row for row in rows(self.out, "diagnostics") if row["code"] == "twin"]
        self.assertEqual(len(notes), 5, rows(self.out, "diagnostics"))
        self.assertEqual(len(rows(self.out, "documents")), 6)
        self.assertEqual(len({row["document"] for row in rows(self.out, "targets")}), 1)


class HostileNames(Test):
    NAMES = [b"-o.txt", b"new\nline.txt", b'quote".txt', b"com,ma.txt", b"bad\xff\xfe.txt", b"=1+1.txt", b"esc\x1b[2J.txt",
             "空 格.txt".encode(), b"tab\t.txt"]

    def test_are_keys_that_read_back(self):
        os.remove(os.path.join(self.reports, "松谷县.txt"))
        for number, name in enumerate(self.NAMES):
            write(os.path.join(os.fsencode(self.reports), name), REPORT.replace("6.2", "6.%d" % (number + 3)))
        self.convert(self.reports, "--format", "csv", "--csv-raw", "--quiet")
        self.assertEqual([row["document"] for row in rows(self.out, "documents")],
                         [name.decode("utf-8", errors="replace") for name in sorted(self.NAMES)])

    def test_write_nothing_live_to_the_terminal(self):
        write(os.path.join(self.reports, "a\nb\x1b[2J.txt"), "")
        done = self.convert(self.reports, "--format", "csv", status=1)
        self.assertIn("a\\nb\\x1B[2J.txt: ", done.stderr)
        self.assertNotIn("\x1b", done.stderr)

    def test_write_nothing_outside_the_output(self):
        inner = os.path.join(self.reports, "..x", "...")
        os.makedirs(inner)
        write(os.path.join(inner, "r.txt"), REPORT)
        before = content(self.folder)
        self.convert(os.path.join(self.reports, "..x", "...", "..", "..."), "--format", "csv,jsonl")
        after = content(self.folder)
        self.assertEqual({name for name in after if not name.startswith("out/")}, set(before))

    def test_a_leading_dash_is_a_file_after_two_dashes(self):
        write(os.path.join(self.reports, "-q"), REPORT)
        done = run("convert", "-o", self.out, "--format", "csv", "--csv-raw", "--", "-q", cwd=self.reports)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(rows(self.out, "documents")[0]["document"], "-q")

    def test_may_be_longer_than_a_path_may_be(self):
        deep = os.open(self.reports, os.O_RDONLY)
        for number in range(30):
            name = "%d" % number + "x" * 200
            os.mkdir(name, dir_fd=deep)
            inner = os.open(name, os.O_RDONLY, dir_fd=deep)
            os.close(deep)
            deep = inner
        file = os.open("deep.txt", os.O_WRONLY | os.O_CREAT, dir_fd=deep)
        os.write(file, REPORT.replace("6.2", "6.4").encode())
        os.close(file)
        os.close(deep)
        self.convert(self.reports, "--format", "csv")
        names = [row["document"] for row in rows(self.out, "documents")]
        self.assertEqual(len(names), 2)
        self.assertGreater(len(names[0]), 6000)

    def test_tables_of_an_earlier_run_inside_the_folder_are_no_reports(self):
        old = os.path.join(self.reports, "old", "tables")
        self.convert(self.reports, "--format", "csv,jsonl,html", out=old)
        self.convert(self.reports, "--format", "csv")
        self.assertEqual([row["document"] for row in rows(self.out, "documents")], ["松谷县.txt"])
        self.assertEqual([row["message"] for row in rows(self.out, "diagnostics")], ["left out, no reports: old/tables"])

    def test_folders_too_deep_are_refused_by_name(self):
        deep = os.open(self.reports, os.O_RDONLY)
        for _ in range(300):
            os.mkdir("d", dir_fd=deep)
            inner = os.open("d", os.O_RDONLY, dir_fd=deep)
            os.close(deep)
            deep = inner
        os.close(deep)
        self.convert(self.reports, "--format", "csv", status=1)
        told = [row for row in rows(self.out, "diagnostics") if row["code"] == "too_deep"]
        self.assertEqual([row["document"].count("d") for row in told], [256])
        self.assertEqual(len(rows(self.out, "documents")), 1)

    def test_two_inputs_of_one_name_keep_different_keys(self):
        for name in ("a", "b"):
            os.mkdir(os.path.join(self.folder, name))
            write(os.path.join(self.folder, name, "r.txt"), REPORT.replace("6.2", "6." + str(ord(name) % 10)))
        self.convert("a", "b", "b/r.txt", "--format", "csv", cwd=self.folder)
        self.assertEqual([row["document"] for row in rows(self.out, "documents")], ["r.txt", "b/r.txt", "b/r.txt (2)"])


class Readings(Test):
    """What --readings writes, and what it says where it cannot."""

    def setUp(self):
        super().setUp()
        self.readings = os.path.join(self.folder, "readings")

    def warnings(self, *arguments):
        self.convert(self.reports, "--format", "csv", "--readings", self.readings, *arguments)
        return [(row["document"], row["message"]) for row in rows(self.out, "diagnostics") if row["code"] == "reading_not_written"]

    def test_are_the_texts_that_were_read(self):
        write(os.path.join(self.reports, "a\n.txt"), REPORT.replace("6.2", "6.3").encode("gb18030"))
        os.mkdir(os.path.join(self.reports, "区"))
        write(os.path.join(self.reports, "区", "b.txt"), REPORT.replace("6.2", "6.4"))
        self.assertEqual(self.warnings(), [])
        self.assertEqual(content(self.readings), {"松谷县.txt.txt": REPORT.encode(), "a_.txt.txt": REPORT.replace("6.2", "6.3").encode(),
                                                  "区/b.txt.txt": REPORT.replace("6.2", "6.4").encode()})

    def test_no_folder_is_a_warning_and_tried_again(self):
        write(self.readings, "x")
        for _ in range(2):
            self.assertEqual(self.warnings(), [("松谷县.txt", "the reading cannot be written: " + os.strerror(errno.ENOTDIR))])
        os.remove(self.readings)
        self.assertEqual(self.warnings(), [])
        self.assertTrue(content(self.readings))

    def test_links_are_not_followed(self):
        other = write(os.path.join(self.folder, "other"), "mine")
        os.mkdir(self.readings)
        os.symlink(other, os.path.join(self.readings, "松谷县.txt.txt"))
        self.assertEqual(self.warnings(), [("松谷县.txt", "the reading cannot be written: " + os.strerror(errno.ELOOP))])
        self.assertEqual(content(self.folder)["other"], b"mine")


class Inputs(Test):
    def test_standard_input_is_a_dash(self):
        done = run("convert", "-", "-o", self.out, "--format", "csv", input=REPORT)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(rows(self.out, "documents")[0]["document"], "stdin")

    def test_a_folder_is_taken_whole_but_for_hidden_names_the_output_and_the_meta_file(self):
        out = os.path.join(self.reports, "out")
        meta = write(os.path.join(self.reports, "meta.csv"), "document,region\n松谷县.txt,松谷县\n")
        write(os.path.join(self.reports, ".hidden"), "")
        os.mkdir(os.path.join(self.reports, "2026"))
        write(os.path.join(self.reports, "2026", "b.txt"), REPORT.replace("6.2", "6.3"))
        for _ in range(2):
            self.convert(self.reports, "--meta", meta, "--format", "csv", out=out)
            self.assertEqual([row["document"] for row in rows(out, "documents")], ["2026/b.txt", "松谷县.txt"])

    def test_meta_gives_what_the_text_does_not(self):
        write(os.path.join(self.reports, "x.txt"), "地区生产总值增长6.2%。\n")
        meta = write(os.path.join(self.folder, "meta.csv"),
                     "\ufeffdocument,title,region,year,report_type\r\nx.txt,报告一,,2031,plan_report\r\n")
        self.convert(self.reports, "--meta", meta, "--format", "csv")
        row = rows(self.out, "documents")[0]
        self.assertEqual([row["title"], row["year"], row["report_type"]], ["报告一", "2031", "plan_report"])

    def test_a_wrong_meta_file_is_told_by_its_line(self):
        for text, told in [("document,yaer\n", "meta.csv:1: "), ("document,year\nx,20x6\n", "meta.csv:2: "),
                           ("document,report_type\nx,plan\n", "meta.csv:2: "), ("document\nx,y\n", "meta.csv:2: ")]:
            meta = write(os.path.join(self.folder, "meta.csv"), text)
            done = self.convert(self.reports, "--meta", meta, status=2)
            self.assertIn(told, done.stderr)
            self.assertEqual(len(done.stderr.strip().splitlines()), 1)

    def test_many_files_do_not_grow_the_memory(self):
        # Sanitizers keep freed memory to see who still uses it; here the memory of the program is asked for.
        environment = dict(os.environ, ASAN_OPTIONS=os.environ.get("ASAN_OPTIONS", "") + ":quarantine_size_mb=1")

        def peak(copies):
            folder = os.path.join(self.folder, str(copies))
            os.mkdir(folder)
            for number in range(copies):
                write(os.path.join(folder, "%d.txt" % number), REPORT.replace("6.2", "6.%d" % number) * 40)
            process = subprocess.Popen([PROGRAM, "convert", folder, "-o", os.path.join(self.folder, "o%d" % copies),
                                        "--format", "csv", "-q", "-j", "2"], env=environment)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            self.assertEqual(process.returncode, 0)
            return usage.ru_maxrss
        self.assertLess(peak(300), 1.5 * peak(30))


if __name__ == "__main__":
    main()

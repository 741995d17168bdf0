#!/usr/bin/env python3
"""convert - --stream: the rows of convert to the byte, from a process that hostile frames and bad documents do not end or
fill."""
import collections
import io
import resource
import shutil
import sys
import threading

from baogao import *

sys.path.insert(0, os.path.join(TOP, "tests", "tools"))
import make_formats

REPORT_TABLES = ("documents", "targets", "projects", "sections", "sentences", "cells", "diagnostics")


def field(name, value):
    value = value if isinstance(value, bytes) else value.encode("utf-8")
    return f"{name} {len(value)}\n".encode("ascii") + value + b"\n"


def frame(document, content, **given):
    return b"".join(field(name, value) for name, value in {"document": document, **given, "bytes": content}.items())


def read_field(file):
    """A field of an answer as its name and value; None at the end."""
    head = file.readline()
    if not head:
        return None
    name, size = head.split()
    value = file.read(int(size))
    assert len(value) == int(size) and file.read(1) == b"\n", head
    return name.decode("ascii"), value


def read_answer(file):
    """An answer as its tables, each its bytes, and how it ended; None where there is none."""
    tables = collections.defaultdict(bytes)
    while (found := read_field(file)) is not None:
        name, value = found
        if name == "end":
            return dict(tables), value.decode("ascii")
        tables[name] += value
    assert not tables, tables.keys()
    return None


def parse(tables, name):
    """The rows of a table of an answer, by their columns."""
    columns = [column["name"] for column in json.loads(run("schema", name).stdout)["fields"]]
    return list(csv.DictReader(tables.get(name, b"").decode("utf-8").splitlines(True), columns))


def memory_of(process):
    with open(f"/proc/{process.pid}/status", encoding="ascii") as file:
        return int(re.search(r"VmRSS:\s+(\d+) kB", file.read())[1]) << 10


class Stream(Test):
    def stream(self, sent, *arguments, status=0):
        """What is answered to bytes: the greeting, the answers, and what stands on stderr."""
        done = run("convert", "-", "--stream", *arguments, input=sent, text=False, errors=None)
        self.assertEqual(done.returncode, status, done.stderr)
        file = io.BytesIO(done.stdout)
        greeting, end = read_answer(file)
        self.assertEqual(end, "ready")
        answers = []
        while (answer := read_answer(file)) is not None:
            answers.append(answer)
        return greeting, answers, done.stderr.decode("utf-8", "replace")

    def inputs(self):
        """A folder of reports in many formats, without what convert would leave out of it."""
        folder = os.path.join(self.folder, "inputs")
        shutil.copytree(SAMPLES, folder, ignore=shutil.ignore_patterns(".*", "meta.csv"))
        with open(os.path.join(SAMPLES, "2026青岚区政府工作报告.txt"), encoding="utf-8") as file:
            text = file.read()
        for form in ("html", "docx", "odt"):  # each another text: the second of two like texts would be a twin
            source = write(os.path.join(self.folder, f"青岚区{form}.txt"), text.replace("青岚区", f"青岚{form}区"))
            shutil.copy(make_formats.make(source, self.folder, [form])[form], folder)
        shutil.make_archive(os.path.join(folder, "两份"), "zip", self.reports)
        write(os.path.join(folder, "表.csv"), "标题,省份,年份,正文\n" + "".join(
            f'报告,四川省,{year},"{REPORT}{year}"\n' for year in (2021, 2022)))
        write(os.path.join(folder, "坏.docx"), b"PK\x03\x04 this is no archive")
        write(os.path.join(folder, "空.txt"), b"")
        return folder

    def check_same_rows(self, file_format, name_of, header, *arguments):
        folder = self.inputs()
        done = run("convert", folder, "-o", self.out, "--format", file_format, "-j", "2", *arguments)
        self.assertEqual(done.returncode, 1, done.stderr)
        found = content(folder)
        sent = b"".join(frame(name, found[name]) for name in sorted(found, key=os.fsencode))
        _, answers, _ = self.stream(sent, "--format", file_format, *arguments, status=1)
        self.assertEqual(len(answers), len(found))
        twins = [row["document"] for row in rows(self.out, "diagnostics") if row["code"] == "twin"] \
            if file_format == "csv" else []
        self.assertEqual(twins, [])
        for table in REPORT_TABLES:
            with open(os.path.join(self.out, name_of(table)), "rb") as file:
                whole = file.read()
            wanted = whole.split(b"\r\n", 1)[1] if header else \
                b"".join(line for line in whole.splitlines(True) if line.startswith(b'{"_table":"%s"' % table.encode()))
            self.assertEqual(b"".join(tables.get(table, b"") for tables, _ in answers), wanted, table)
            self.assertTrue(wanted, table)

    def test_csv_rows_are_those_of_convert_to_the_byte(self):
        self.check_same_rows("csv", lambda table: table + ".csv", True)

    def test_raw_csv_rows_are_those_of_convert_to_the_byte(self):
        self.check_same_rows("csv", lambda table: table + ".csv", True, "--csv-raw")

    def test_json_rows_are_those_of_convert_to_the_byte(self):
        self.check_same_rows("jsonl", lambda table: "reports.jsonl", False)

    def test_given_columns_do_what_meta_does(self):
        meta = write(os.path.join(self.folder, "meta.csv"),
                     "document,title,region,year,report_type\n甲.txt,测试,四川省,2019,政府工作报告\n")
        text = "地区生产总值增长6%。新增城镇就业1.2万人。\n"
        self.convert(write(os.path.join(self.folder, "甲.txt"), text), "--meta", meta, "--format", "csv")
        _, [(tables, end)], _ = self.stream(frame("甲.txt", text, title="测试", region="四川省", year="2019",
                                                  report_type="政府工作报告"))
        self.assertEqual((parse(tables, "documents"), end), (rows(self.out, "documents"), "converted"))
        self.assertEqual(parse(tables, "targets"), rows(self.out, "targets"))
        self.assertEqual(parse(tables, "documents")[0]["year"], "2019")

    def test_the_greeting_tells_the_version_the_lexicons_and_the_catalogue(self):
        greeting, answers, _ = self.stream(b"")
        self.assertEqual(answers, [])
        self.convert(self.reports, "--format", "csv")
        with open(os.path.join(self.out, "datapackage.json"), encoding="utf-8") as file:
            told = json.load(file)
        self.assertIn(greeting["baogao"].decode(), json.dumps(told))
        self.assertIn(greeting["lexicon"].decode(), json.dumps(told))
        found = [{**row, "rows": ""} for row in rows(self.out, "indicators")]
        self.assertEqual([{**row, "rows": ""} for row in parse(greeting, "indicators")], found)

    def test_a_bad_document_costs_itself_alone(self):
        bad = {
            "wrong_field": [frame("a.txt", REPORT, year="soon"), frame("a.txt", REPORT, report_type="poem"),
                            frame("a.txt", REPORT, colour="red"), frame("a.txt", REPORT, title="t" * 100000),
                            field("year", "2020") + frame("a.txt", REPORT, year="2021"),
                            field("x", "") * 3000 + frame("a.txt", REPORT)],
            "too_large": [frame("a.txt", b"x" * (3 << 20))],
            "zip_damaged": [frame("a.docx", b"PK\x03\x04" + bytes(500))],
        }
        for code, frames in bad.items():
            for sent in frames:
                good = frame("松谷县.txt", REPORT)
                _, answers, told = self.stream(good + sent + good, "--max-size", "2", status=1)
                self.assertEqual([end for _, end in answers], ["converted", "failed", "converted"], (code, told))
                self.assertEqual([row["code"] for row in parse(answers[1][0], "diagnostics")], [code])
                self.assertEqual(answers[0], answers[2])
                self.assertEqual(parse(answers[1][0], "texts")[0]["converted"], "false")

    def test_a_frame_without_a_name_is_a_document(self):
        _, [(tables, end)], _ = self.stream(field("bytes", REPORT))
        self.assertEqual((parse(tables, "documents")[0]["document"], end), ("stdin", "converted"))

    def test_what_is_no_report_by_its_name_is_left_out(self):
        _, answers, _ = self.stream(frame("a/README.md", REPORT) + frame("script.js", "x") + frame("meta.csv", "x"))
        self.assertEqual(answers, [({}, "left_out")] * 3)

    def test_a_broken_frame_ends_the_process_by_name_after_what_came_before(self):
        good = frame("松谷县.txt", REPORT)
        for sent, why in {
            b"\n": "begins NAME SIZE", b"bytes\n": "begins NAME SIZE", b"bytes 3": "ends inside a field",
            b"bytes -1\nabc\n": "begins NAME SIZE", b"bytes 3 \nabc\n": "begins NAME SIZE",
            b"bytes  3\nabc\n": "begins NAME SIZE", b"BYTES 3\nabc\n": "begins NAME SIZE",
            b"bytes 3\r\nabc\n": "begins NAME SIZE", b"bytes 3\nabcd\n": "line feed ends",
            b"bytes 3\nab": "ends inside a field", b"bytes 3\nabc": "line feed ends",
            b"bytes 0x3\nabc\n": "begins NAME SIZE", b"b" * 4096: "begins NAME SIZE",
            b"bytes 18446744073709551616\nabc\n": "begins NAME SIZE", b"bytes " + b"9" * 5000: "begins NAME SIZE",
            b"bytes 18446744073709551615\nabc\n": "ends inside a field", b"bytes 1000000000000\nabc": "ends inside a field",
            b"bytes 200000000\nabc": "ends inside a field", b"title 5000000000\nabc": "ends inside a field",
            b"title 1\na\n": "ends inside a frame", b"\x00\xff\xfe": "begins NAME SIZE",
        }.items():
            _, answers, told = self.stream(good + sent, status=1)
            self.assertEqual([end for _, end in answers], ["converted"], sent[:40])
            self.assertRegex(told, r"\A\S+ error failed standard input: byte \d+: .*" + why, sent[:40])

    def test_a_size_that_is_only_told_takes_no_memory(self):
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        self.stream(b"", "--max-size", "2000")
        least = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        self.stream(b"bytes 1900000000\nabc", "--max-size", "2000", status=1)
        self.assertLess(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, max(before, least) + (64 << 10))

    def test_many_documents_are_answered_one_by_one_and_memory_stays_flat(self):
        process = subprocess.Popen([PROGRAM, "convert", "-", "--stream"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        sent = frame("大.txt", REPORT * 400) if sanitized() else frame("大.txt", REPORT * 4000)
        measured, count = [], 600 if sanitized() else 5000
        try:
            read_answer(process.stdout)
            for number in range(count):
                whole = sent if number == 200 else frame(f"{number}.txt", REPORT * (1 + number % 40))
                writer = threading.Thread(target=lambda: (process.stdin.write(whole), process.stdin.flush()))
                writer.start()
                tables, end = read_answer(process.stdout)
                writer.join()
                self.assertEqual(end, "converted")
                self.assertEqual(len(parse(tables, "documents")) if number % 100 == 0 else 1, 1)
                if number in (199, count - 1):
                    measured.append(memory_of(process))
            process.stdin.close()
            self.assertEqual(process.wait(timeout=60), 0)
        finally:
            process.kill()
            process.stdout.close()
            process.wait()
        if not sanitized():
            self.assertLess(measured[1], measured[0] + (16 << 20), measured)

    def test_many_rows_come_in_pieces_of_whole_rows(self):
        lines = "".join(f"　　新增城镇就业{number}万人。\n" for number in range(1, 40000))
        path = write(os.path.join(self.folder, "长.txt"), lines)
        self.convert(path, "--format", "csv")
        done = run("convert", "-", "--stream", input=frame("长.txt", lines), text=False, errors=None)
        file, pieces = io.BytesIO(done.stdout), collections.defaultdict(list)
        read_answer(file)
        while (found := read_field(file)) is not None:
            pieces[found[0]].append(found[1])
        self.assertGreater(len(pieces["sentences"]), 1)
        self.assertTrue(all(piece.endswith(b"\r\n") for piece in pieces["sentences"]))
        with open(os.path.join(self.out, "sentences.csv"), "rb") as whole:
            self.assertEqual(b"".join(pieces["sentences"]), whole.read().split(b"\r\n", 1)[1])

    def test_claims_are_what_the_panel_is_made_of(self):
        name = "2026青岚区政府工作报告.txt"
        path = os.path.join(SAMPLES, name)
        self.convert(path, "--format", "csv")
        with open(path, "rb") as file:
            _, [(tables, _)], _ = self.stream(frame(name, file.read()))
        claims, panel = parse(tables, "claims"), rows(self.out, "panel")
        self.assertEqual(sum(int(row["claims"]) for row in panel), len(claims))
        by_row = {row["target"]: row for row in claims}
        for cell in panel:
            for kind in ("target", "actual"):
                if cell[kind + "_row"]:
                    claim = by_row[cell[kind + "_row"]]
                    self.assertEqual((claim["kind"], claim["value"], claim["printed"], claim["region"], claim["year"]),
                                     (kind, cell[kind], cell[kind + "_printed"], cell["region"], cell["year"]))

    def test_what_a_stream_cannot_do_is_wrong_on_the_command_line(self):
        for arguments in (["-", "--stream", "--format", "xlsx"], ["-", "--stream", "--format", "csv,jsonl"],
                          ["-", "--stream", "-o", self.out], [self.reports, "--stream"], ["-", "-", "--stream"],
                          ["-", "--stream", "--table", "targets"]):
            self.assertEqual(run("convert", *arguments).returncode, 2, arguments)

    def test_an_output_that_is_closed_is_a_failure(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PROGRAM, "convert", "-", "--stream"], input=b"", stdout=full, stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 3)
        self.assertIn(b"standard output: ", done.stderr)


def sanitized():
    with open(PROGRAM, "rb") as file:
        return b"AddressSanitizer" in file.read()


if __name__ == "__main__":
    main()

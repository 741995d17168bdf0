#!/usr/bin/env python3
"""The output is all there or as it was before: faults at every call in turn, signals, killed runs, two runs at once."""
import errno
import random
import resource
import shutil
import signal
import time
import zipfile

from baogao import *

FAULT = os.environ.get("BAOGAO_FAULT", "")
FORMATS = "csv,xlsx,jsonl,sqlite"
FEW = "jsonl,sqlite"  # where every call is tried at the cost of a run each
# A call, what it says, and the formats whose writing makes it.
FAULTS = [("mkdirat", errno.ENOSPC, "csv"), ("fopen", errno.EDQUOT, "csv,jsonl"), ("fwrite", errno.ENOSPC, "csv,jsonl"),
          ("write", errno.ENOSPC, "sqlite"), ("fclose", errno.EIO, "csv,jsonl"), ("fsync", errno.EIO, FEW),
          ("renameat", errno.EIO, FEW)]
MOST_CALLS = 200
MOMENTS = 40


class Output(Test):
    def setUp(self):
        super().setUp()
        self.mark = os.path.join(self.folder, "mark")
        self.assertTrue(os.path.exists(FAULT), "BAOGAO_FAULT names the library that makes calls fail")

    def convert_with_fault(self, call, at, formats="csv,sqlite", **fault):
        """Runs with a fault at the at-th call; gives the process and whether there was such a call."""
        environment = {"LD_PRELOAD": FAULT, "FAULT_CALL": call, "FAULT_AT": str(at), "FAULT_MARK": self.mark}
        environment.update({"FAULT_" + name: str(value) for name, value in fault.items()})
        if os.path.exists(self.mark):
            os.remove(self.mark)
        done = run("convert", self.reports, "-o", self.out, "--format", formats, "-q", "--all",
                   environment=environment)
        return done, os.path.exists(self.mark)

    def each_call(self, call, **fault):
        """Every call of that name in turn, until there is none further."""
        for at in range(1, MOST_CALLS):
            done, struck = self.convert_with_fault(call, at, **fault)
            if not struck:
                self.assertGreater(at, 1, "no call of " + call)
                return
            yield done
        self.fail("more calls of %s than thought" % call)

    def put_back(self, before):
        """Makes the output what it was."""
        shutil.rmtree(self.out)
        os.mkdir(self.out)
        for name, bytes in before.items():
            write(os.path.join(self.out, name), bytes)

    def old_and_new(self, formats=FORMATS):
        """What the output holds now, and what a run over changed reports makes of it."""
        self.convert(self.reports, "--format", formats)
        write(os.path.join(self.reports, "更多.txt"), REPORT.replace("6.2", "6.4"))
        other = shutil.copytree(self.out, os.path.join(self.folder, "after"))  # the tables say what changed in them
        self.convert(self.reports, "--format", formats, out=other)
        return content(self.out), content(other)

    def test_a_fault_at_any_call_leaves_what_was_there(self):
        before, _ = self.old_and_new()
        for call, number, formats in FAULTS:
            for done in self.each_call(call, formats=formats, ERRNO=number):
                self.assertEqual(done.returncode, 3, (call, done.stderr))
                self.assertIn(self.out, done.stderr)
                self.assertTrue(content(self.out) == before, call)
            self.put_back(before)

    def test_the_message_names_the_file_and_the_reason(self):
        done, struck = self.convert_with_fault("fclose", 3, ERRNO=errno.ENOSPC)
        self.assertTrue(struck)
        self.assertRegex(done.stderr.strip(), "^\\S+ error failed %s/\\w+\\.\\w+: %s$" % (self.out, os.strerror(errno.ENOSPC)))

    def test_a_fault_of_the_first_run_leaves_nothing(self):
        for call, number, formats in FAULTS:
            for done in self.each_call(call, formats=formats, ERRNO=number):
                self.assertEqual(done.returncode, 3, (call, done.stderr))
                self.assertFalse(os.path.exists(self.out), call)
            shutil.rmtree(self.out)

    def test_without_links_the_output_still_takes_its_place(self):
        before, after = self.old_and_new(FEW)
        for done in self.each_call("linkat", formats=FEW, ERRNO=errno.EPERM):
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertTrue(content(self.out) == after)
            self.put_back(before)

    def test_a_full_disk_at_any_byte_leaves_what_was_there(self):
        before, after = self.old_and_new()
        for name in ("csv", "jsonl", "sqlite"):
            largest = max(len(bytes) for file, bytes in after.items() if name in file)
            for limit in range(0, largest, largest // 16):
                done = self.convert_within(limit, name)
                self.assertEqual(done.returncode, 3, (name, limit, done.stderr))
                self.assertTrue(content(self.out) == before, (name, limit))

    def convert_within(self, limit, formats):
        """Runs where no file may grow beyond the limit; the signal that says so is the program's to deal with."""
        return run("convert", self.reports, "-o", self.out, "--format", formats, "-q",
                   preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))

    def test_a_disk_full_of_temporary_files_makes_no_half_workbook(self):
        # The rows on their way take more room than the workbook in the end, and its library does not check them.
        self.convert(self.reports, "--format", "xlsx")
        whole = content(self.out)["reports.xlsx"]
        ended = set()
        for limit in range(0, 6 * len(whole), len(whole) // 4):
            shutil.rmtree(self.out)
            done = self.convert_within(limit, "xlsx")
            ended.add(done.returncode)
            if done.returncode == 0:
                self.assertTrue(content(self.out)["reports.xlsx"] == whole, limit)
            else:
                self.assertEqual((done.returncode, os.path.exists(self.out)), (3, False), done.stderr)
                os.mkdir(self.out)
        self.assertEqual(ended, {0, 3})

    def test_a_fault_of_the_workbook_leaves_what_was_there(self):
        # For its writes see the small disk below: its library makes thousands and checks few.
        before, after = self.old_and_new()
        for call in ("fopen", "fclose", "fsync", "renameat"):
            for at in range(1, 25):
                done, struck = self.convert_with_fault(call, at, formats="xlsx", ERRNO=errno.EDQUOT)
                if not struck:
                    break
                if done.returncode == 0:  # a temporary file that was read back before it was closed
                    self.assertEqual(call, "fclose")
                    self.assertTrue(content(self.out)["reports.xlsx"] == after["reports.xlsx"], (call, at))
                    self.put_back(before)
                    continue
                self.assertEqual(done.returncode, 3, (call, at, done.stderr))
                self.assertIn(self.out, done.stderr)
                self.assertTrue(content(self.out) == before, (call, at))
            self.assertGreater(at, 1, "no call of " + call)
            self.put_back(before)

    def test_a_small_disk_is_full_at_some_size_and_enough_at_another(self):
        # A file system of its own, in a name space of its own: the run's folders and files all have to find room.
        script = """
            set -e
            mount -t tmpfs -o size="$1" none "$2"
            cp -r "$3" "$2/out"
            set +e
            "$4" convert "$5" -o "$2/out" --format "$6" -q 2>"$3.told"
            status=$?
            diff -r "$3" "$2/out" >/dev/null && echo "$status same" || cat "$2/out"/* | sha256sum
            ls -A "$2/out" | grep '^[.]' | grep -v '^[.]baogao-memory$' || :
        """
        enter = ["unshare", "--mount", "--map-root-user"]
        if subprocess.run([*enter, "mount", "-t", "tmpfs", "none", self.reports], capture_output=True).returncode:
            self.skipTest("no file system may be mounted here")
        self.convert(self.reports, "--format", FORMATS)
        mounted, old = os.path.join(self.folder, "disk"), os.path.join(self.folder, "old")
        os.mkdir(mounted)
        pages = sum(-(-len(bytes) // 4096) for bytes in content(self.out).values())
        shutil.move(self.out, old)
        for formats in ("csv", "xlsx", "jsonl", "sqlite"):
            told = set()
            for more in (0, 1, 2, 4, 8, 12, 16, 24, 32, 48, *range(60, 160, 8), 1024):
                disk = pages + more << 12
                done = subprocess.run([*enter, "sh", "-c", script, "sh", str(disk), mounted, old, PROGRAM, SAMPLES,
                                       formats], capture_output=True, text=True, timeout=300)
                if "cp:" in done.stderr:
                    continue
                told.add(done.stdout)
                if done.stdout == "3 same\n":
                    with open(old + ".told") as file:
                        self.assertRegex(file.read(), os.strerror(errno.ENOSPC) + "|of the workbook|disk is full")
            self.assertRegex(done.stdout, "^[0-9a-f]{64}  -\n$", formats)
            self.assertEqual(told, {"3 same\n", done.stdout}, formats)  # all old or all new

    def test_files_of_the_run_before_in_other_formats_go_and_those_of_others_stay(self):
        self.convert(self.reports, "--format", FORMATS)
        write(os.path.join(self.out, "mine.csv"), "mine")
        self.convert(self.reports, "--format", "csv")
        tables = {table["name"] + ".csv" for table in json.loads(run("schema").stdout)}
        self.assertEqual(set(content(self.out)), tables | {"mine.csv", "datapackage.json", MEMORY})
        write(os.path.join(self.out, "reports.xlsx"), "mine too")
        self.convert(self.reports, "--format", "jsonl")
        self.assertEqual(set(content(self.out)), {"mine.csv", "reports.xlsx", "reports.jsonl", "datapackage.json", MEMORY})

    def test_a_fault_while_old_files_go_leaves_what_was_there(self):
        self.convert(self.reports, "--format", FEW)
        before = content(self.out)
        for call in ("linkat", "renameat"):
            for done in self.each_call(call, formats="csv", ERRNO=errno.ENOSPC):
                if done.returncode == 3:
                    self.assertTrue(content(self.out) == before, call)
                self.put_back(before)
            self.put_back(before)

    def test_a_folder_in_the_place_of_a_file_is_left_alone(self):
        for formats, name in [("csv", "sections.csv"), ("csv", "datapackage.json"), ("xlsx", "reports.xlsx"),
                              ("jsonl", "reports.jsonl"), ("sqlite", "reports.sqlite")]:
            os.makedirs(os.path.join(self.out, name, "kept"))
            done = self.convert(self.reports, "--format", formats, status=3)
            self.assertIn("%s: %s" % (name, os.strerror(errno.EISDIR)), done.stderr)
            self.assertEqual([os.path.relpath(path, self.out) for path, _, _ in os.walk(self.out)],
                             [".", name, os.path.join(name, "kept")])
            self.assertEqual(content(self.out), {})
            shutil.rmtree(self.out)

    def test_a_file_in_the_place_of_the_folder_is_left_alone(self):
        write(self.out, "mine")
        self.convert(self.reports, status=3)
        with open(self.out) as file:
            self.assertEqual(file.read(), "mine")

    def test_a_folder_that_may_not_be_written_is_named(self):
        self.convert(self.reports, status=3, out="/proc/sys/out")
        if os.geteuid() != 0:
            os.mkdir(self.out, 0o500)
            self.convert(self.reports, status=3)

    def test_a_parent_without_permission_is_the_reason_given(self):
        parent = os.path.join(self.folder, "parent")
        os.mkdir(parent, 0o555)
        program, user = PROGRAM, {}
        if os.geteuid() == 0:  # nothing is forbidden to root
            os.chmod(self.folder, 0o755)
            program = shutil.copy(PROGRAM, self.folder)
            user = {"user": 65534, "group": 65534, "extra_groups": []}
        done = subprocess.run([program, "convert", self.reports, "-o", os.path.join(parent, "out"), "--format", "csv"],
                              capture_output=True, text=True, timeout=300, **user)
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("out: " + os.strerror(errno.EACCES), done.stderr)

    def test_folders_made_on_the_way_go_again(self):
        os.mkdir(os.path.join(self.folder, "a"))
        os.makedirs(os.path.join(self.folder, "a/x"))
        write(os.path.join(self.folder, "a/x/y"), "")
        self.convert(self.reports, status=3, out=os.path.join(self.folder, "a/x/y/z"))
        deep = os.path.join(self.folder, "a/b/c")
        done = run("convert", self.reports, "-o", deep, "--format", "csv",
                   environment={"LD_PRELOAD": FAULT, "FAULT_CALL": "fclose", "FAULT_AT": "1", "FAULT_ERRNO": "5",
                                "FAULT_MARK": self.mark})
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertEqual(os.listdir(os.path.join(self.folder, "a")), ["x"])

    def test_a_signal_at_any_call_leaves_all_old_or_all_new(self):
        before, after = self.old_and_new(FEW)
        ended = set()
        for number in (signal.SIGTERM, signal.SIGINT):
            for call in ("mkdirat", "fclose", "renameat", "linkat"):
                for done in self.each_call(call, formats=FEW, SIGNAL=int(number)):
                    ended.add(done.returncode)
                    self.assertIn(done.returncode, (0, 128 + number), done.stderr)
                    self.assertTrue(content(self.out) == (before if done.returncode else after), call)
                    self.put_back(before)
                self.put_back(before)
        self.assertEqual(ended, {0, 130, 143})

    def test_a_signal_at_any_moment_leaves_all_old_or_all_new(self):
        chance = random.Random(5)
        before, after = self.old_and_new()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
            ended = set()
            for moment in range(MOMENTS):
                started = time.monotonic()
                process = subprocess.Popen([PROGRAM, "convert", self.reports, "-o", self.out, "--format", FORMATS, "-q",
                                            "--all"])
                if moment == 0:
                    process.wait(timeout=300)
                    longest = time.monotonic() - started
                time.sleep(chance.random() * longest)
                process.send_signal(number)
                status = process.wait(timeout=300)
                ended.add(status)
                if status == -signal.SIGKILL:  # what it left goes with the next run, though that fails
                    self.convert_with_fault("fclose", 1, ERRNO=errno.EIO)
                # A signal before it is waited for ends the program at once, and nothing was begun.
                self.assertIn(status, (0, 128 + number, -number))
                found = content(self.out)
                self.assertTrue(found in (before, after) if status < 0 else found == (before if status else after))
                self.put_back(before)
            self.assertGreater(len(ended), 1, "no moment fell into the run")

    def test_a_signal_while_it_reads_leaves_nothing(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            process = subprocess.Popen([PROGRAM, "convert", "-", "-o", self.out], stdin=subprocess.PIPE)
            self.addCleanup(process.stdin.close)
            while not os.path.exists(os.path.join(self.out, ".baogao-new")):
                self.assertIsNone(process.poll())
                time.sleep(0.002)
            process.send_signal(number)
            self.assertEqual(process.wait(timeout=60), 128 + number)
            self.assertFalse(os.path.exists(self.out))

    def test_the_next_run_cleans_up_after_a_killed_one(self):
        before, after = self.old_and_new(FEW)
        for call in ("mkdirat", "fclose", "linkat", "renameat"):
            for done in self.each_call(call, formats=FEW, SIGNAL=int(signal.SIGKILL)):
                self.assertEqual(done.returncode, -signal.SIGKILL)
                # A next run that fails shows what the cleaning left: all old or all new.
                self.convert_with_fault("fclose", 1, ERRNO=errno.EIO)
                self.assertIn(content(self.out), (before, after), call)
                self.put_back(before)

    def test_no_memory_for_the_workbook_is_never_taken_for_success(self):
        # Its library goes on without what it had no memory for, or ends the program.
        mark = os.path.join(self.folder, "struck")
        release = os.path.join(TOP, "build/release/baogao")  # a build with sanitizers has an allocator of its own
        program = release if os.path.exists(release) else PROGRAM

        def convert(at):
            famine = {"LD_PRELOAD": os.environ["BAOGAO_FAMINE"], "FAMINE_AT": str(at), "FAMINE_MARK": mark}
            done = subprocess.run([program, "convert", self.reports, "-o", self.out, "--format", "xlsx", "-q", "-j", "1",
                                   "--all"], env=dict(os.environ, **famine), capture_output=True, timeout=300)
            struck = os.path.exists(mark)
            if struck:
                os.remove(mark)
            return done.returncode, struck

        if convert(10 ** 9) != (0, False):
            self.skipTest("this build has an allocator of its own")

        def parts():
            with zipfile.ZipFile(os.path.join(self.out, "reports.xlsx")) as package:
                return {name: package.read(name) for name in package.namelist()}
        whole, calls = parts(), 1
        while convert(2 * calls)[1]:
            calls *= 2
        self.assertGreater(calls, 12, "nothing was asked of the famine")
        for at in {*range(1, calls, calls // 25), *range(calls, 2 * calls, calls // 25)}:
            status, _ = convert(at)
            self.assertTrue(status or parts() == whole, at)

    def test_a_second_run_into_one_folder_waits_for_the_first(self):
        first = subprocess.Popen([PROGRAM, "convert", "-", "-o", self.out, "--format", "csv", "-q"],
                                 stdin=subprocess.PIPE)
        while not os.path.exists(os.path.join(self.out, ".baogao-new")):
            self.assertIsNone(first.poll())
            time.sleep(0.002)
        second = subprocess.Popen([PROGRAM, "convert", self.reports, "-o", self.out, "--format", "csv"],
                                  stderr=subprocess.PIPE, text=True)
        self.addCleanup(second.stderr.close)
        self.assertIn("another run is writing there; waiting", second.stderr.readline())
        self.assertIsNone(second.poll())
        first.communicate(REPORT.encode(), timeout=60)
        self.assertEqual(first.returncode, 0)
        self.assertEqual(second.wait(timeout=60), 0)
        self.assertEqual(rows(self.out, "documents")[0]["document"], "松谷县.txt")
        self.assertEqual([name for name in os.listdir(self.out) if name.startswith(".")], [MEMORY])

    def test_a_reader_that_goes_away_is_an_output_fault(self):
        reading, writing = os.pipe()
        os.close(reading)
        for name in FORMATS.split(","):
            done = subprocess.run([PROGRAM, "convert", self.reports, "-o", "-", "--format", name], stdout=writing,
                                  stderr=subprocess.PIPE, text=True, timeout=60)
            self.assertEqual(done.returncode, 3, done.stderr)
            self.assertRegex(done.stderr, r"\A\S+ error failed standard output: %s\n\Z" % os.strerror(errno.EPIPE))
        os.close(writing)


if __name__ == "__main__":
    main()

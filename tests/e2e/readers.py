#!/usr/bin/env python3
"""Runs where poppler or LibreOffice is not installed: empty folders lie over those that hold their programs."""
import shutil
import sys

from baogao import *

sys.path.insert(0, os.path.join(TOP, "tests", "tools"))
import make_formats

# What runs behind them needs libraries only.
FOLDERS = {"poppler": ["/usr/bin"], "LibreOffice": ["/usr/lib/libreoffice"]}


def hidden(names, *arguments):
    """Runs baogao with the programs of these packages hidden, in a namespace of its own."""
    folders = [folder for name in names for folder in FOLDERS[name] if os.path.isdir(folder)]
    folders.sort(reverse=True)  # mount itself stands in the last
    script = "".join(f"mount -t tmpfs none {folder} && " for folder in folders) + 'exec "$0" "$@"'
    return subprocess.run(["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, os.path.abspath(PROGRAM), *arguments],
                          capture_output=True, timeout=300, text=True, errors="replace")


def can_hide():
    try:
        return subprocess.run(["unshare", "--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"],
                              capture_output=True).returncode == 0
    except OSError:
        return False


@unittest.skipUnless(can_hide(), "skipped: no namespace for mounts can be made here")
class Readers(Test):
    def setUp(self):
        super().setUp()
        self.inputs = os.path.join(self.folder, "inputs")
        shutil.copytree(os.path.join(SAMPLES, "formats"), self.inputs)
        shutil.copy(TEXT_SAMPLES[0], self.inputs)
        self.pdf = [name for name in os.listdir(self.inputs) if name.endswith(".pdf")]
        write(os.path.join(self.inputs, "old.rtf"), make_formats.to_rtf(make_formats.read(os.path.join(SAMPLES, "2026青岚区政府工作报告.txt"))))

    def errors(self):
        return {row["document"]: (row["code"], row["message"]) for row in rows(self.out, "diagnostics") if row["severity"] == "error"}

    def converted(self):
        return {row["document"] for row in rows(self.out, "documents") if row["format"]}

    def test_what_is_not_installed_is_named_and_the_rest_converted(self):
        done = hidden(["poppler", "LibreOffice"], "convert", self.inputs, "-o", self.out, "--format", "csv")
        self.assertEqual(done.returncode, 1, done.stderr)
        errors = self.errors()
        self.assertEqual(set(errors), {*self.pdf, "old.rtf"})
        self.assertEqual({code for code, _ in errors.values()}, {"no_reader"})
        self.assertIn("apt-get install poppler-utils", errors[self.pdf[0]][1])
        self.assertIn("apt-get install libreoffice-writer-nogui", errors["old.rtf"][1])
        for name in errors:
            self.assertIn(name, done.stderr)
        self.assertEqual(len({name for name in self.converted() if name not in errors}), 12)
        self.assertEqual(hidden(["poppler", "LibreOffice"], "convert", *(os.path.join(self.inputs, name) for name in errors), "-o",
                                os.path.join(self.folder, "none"), "--format", "csv").returncode, 4)

    def test_without_them_the_others_end_well(self):
        for name in (*self.pdf, "old.rtf"):
            os.remove(os.path.join(self.inputs, name))
        done = hidden(["poppler", "LibreOffice"], "convert", self.inputs, "-o", self.out, "--format", "csv")
        self.assertEqual(done.returncode, 0, done.stderr)

    @unittest.skipUnless(shutil.which("pdftotext"), "poppler is not installed")
    def test_a_file_is_read_anew_once_its_reader_is_installed(self):
        os.remove(os.path.join(self.inputs, "old.rtf"))
        arguments = ("convert", self.inputs, "-o", self.out, "--format", "csv")
        self.assertEqual(hidden(["poppler"], *arguments).returncode, 1)
        again = hidden(["poppler"], *arguments)
        self.assertEqual(again.returncode, 1, again.stderr)
        self.assertIn(self.pdf[0], self.errors())
        done = run(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.errors(), {})
        self.assertIn(self.pdf[0], self.converted())
        kept = content(self.out)
        done = run(*arguments)
        self.assertEqual((done.returncode, content(self.out)), (0, kept), done.stderr)


if __name__ == "__main__":
    main()

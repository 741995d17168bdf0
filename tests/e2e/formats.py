#!/usr/bin/env python3
"""Reports as web pages, Word files and such give the tables that their text gives."""
import collections
import glob
import sys

from baogao import *

sys.path.insert(0, os.path.join(TOP, "tests", "tools"))
import make_formats

CORPUS = os.path.join(TOP, "..", "shared", "corpus")
# Those whose lines are whole paragraphs: the generator joins none.
WHOLE = [os.path.join(SAMPLES, name) for name in ("青岚区十四五规划纲要.txt", "2025青岚区计划报告.txt", "2026青岚区政府工作报告.txt")] + \
        [os.path.join(CORPUS, name) for name in ("seed-001.txt", "seed-003.txt", "state-2002.txt")]
COLUMNS = {
    "sections": ("kind", "label", "title"),
    "targets": ("indicator", "value", "unit", "kind", "comparator", "period_start", "period_end"),
    "projects": ("name", "stage_code"),
    "cells": ("row_head", "col_head", "text"),
}


class Formats(Test):
    def tables(self, path, out, *arguments):
        """The rows of one document as counters of what they say; where they stand is left out."""
        done = run("convert", path, "-o", out, "--format", "csv", "--quiet", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return {table: collections.Counter(tuple(row[column] for column in columns) for row in rows(out, table)
                                           if row.get("kind") != "furniture") for table, columns in COLUMNS.items()}

    def compare(self, form, least):
        """Each report in the format against its text: F1 of the rows of each table; cells must all be there."""
        compared = 0
        for path in WHOLE:
            if not os.path.exists(path):
                print("skipped:", os.path.basename(path), "is not there")
                continue
            made = make_formats.make(path, self.folder, [form])
            if form not in made:
                self.skipTest(f"nothing here makes {form}")
            text = self.tables(path, os.path.join(self.folder, "text"))
            read = self.tables(made[form], os.path.join(self.folder, form))
            self.assertEqual(rows(os.path.join(self.folder, form), "documents")[0]["format"], form)
            for table, wanted in text.items():
                shared, all_rows = sum((wanted & read[table]).values()), sum(wanted.values()) + sum(read[table].values())
                score = 2 * shared / all_rows if all_rows else 1
                self.assertGreaterEqual(score, 1 if table == "cells" else least, (form, path, table,
                                        list((wanted - read[table]).items())[:5], list((read[table] - wanted).items())[:5]))
            compared += 1
        self.assertGreaterEqual(compared, 3)

    def test_a_web_page_gives_what_its_text_gives(self):
        self.compare("html", 0.99)

    def test_what_stands_around_the_content_of_a_page_is_furniture(self):
        page = write(os.path.join(self.folder, "page.html"), make_formats.to_html(make_formats.read(WHOLE[0])))
        self.convert(page, "--format", "csv")
        for table in ("targets", "projects"):
            self.assertFalse([row for row in rows(self.out, table) if "政务" in row["quote"] or row.get("value") in ("500", "300")])
        self.assertIn("content", {row["code"] for row in rows(self.out, "diagnostics")})
        self.assertTrue([row for row in rows(self.out, "sections") if row["kind"] == "furniture"])


if __name__ == "__main__":
    main()

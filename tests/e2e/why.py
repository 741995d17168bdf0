#!/usr/bin/env python3
"""inspect --why: why a row is there, and how sure it is; the evidence adds up to the confidence that the tables give."""
import json

from baogao import *

TEXT = "松谷县2026年政府工作报告\n各位代表：\n二、2026年工作安排\n" \
       "农业农村现代化加快推进，粮食产量达到60万吨，乡村面貌持续改善。\n" \
       "开工建设墨溪水库、岑口大桥等项目，加快产业升级。\n"


class Why(Test):
    def setUp(self):
        super().setUp()
        self.report = write(os.path.join(self.reports, "松谷县.txt"), TEXT)

    def why(self, place, *more):
        done = run("inspect", self.report, "--why", place, *more)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def candidates(self, place, *more):
        return [json.loads(line) for line in self.why(place, "--json", *more).splitlines()]

    def test_an_account_names_the_clause_the_row_and_the_evidence(self):
        text = self.why("4")
        for said in ("粮食产量达到60万吨", "read as subject 粮食产量, verb 达到", "targets: 60万吨 is of 粮食产量; row 1, confidence 0.", "指标在目录中", "sum"):
            self.assertIn(said, text)
        self.assertNotIn("墨溪水库", text)

    def test_a_column_asks_for_its_clause(self):
        self.assertIn("墨溪水库", self.why("5:6"))
        self.assertIn("not taken", self.why("5:18"))  # 产业升级 is weighed, and is no project
        self.assertEqual(self.why("1"), "no candidate stands there\n")

    def test_the_weights_add_up_to_the_sum(self):
        account = self.why("4").split("targets: ")[1].split("sum:")[0] + "sum:"
        weights = [float(line.split()[0]) for line in account.splitlines() if line.startswith("    ")]
        self.assertGreater(len(weights), 5)
        self.assertAlmostEqual(sum(weights[:-1]), weights[-1], places=2)

    def test_the_tables_have_the_same_confidence_and_the_strongest_reasons(self):
        self.convert(self.reports)
        for table in ("targets", "projects"):
            found = [c for c in self.candidates("all") if c["table"] == table and "row" in c]
            given = rows(self.out, table)
            self.assertEqual([c["confidence"] for c in found], [float(row["confidence"]) for row in given])
            for row in given:
                self.assertRegex(row["why"], r"^'?[＋－]\S+ [＋－]\S+ [＋－]\S+$")
                self.assertTrue(0 < float(row["confidence"]) <= 1)

    def test_weights_of_ones_own_take_the_place_of_those_built_in(self):
        lexicon = os.path.join(self.folder, "lexicon")
        os.mkdir(lexicon)
        with open(os.path.join(TOP, "schemas", "evidence_targets.csv"), encoding="utf-8") as file:
            lines = file.read().splitlines()
        name = "in_catalogue"
        lines = [f"{name},-50,{line.split(',', 2)[2]}" if line.startswith(name + ",") else line for line in lines]
        path = write(os.path.join(lexicon, "evidence_targets.csv"), "\n".join(lines) + "\n")
        mine = [c for c in self.candidates("4", "--lexicon", lexicon) if c["table"] == "targets"]
        self.assertLess(mine[0]["sum"], -40)
        self.assertLess(mine[0]["confidence"], 0.1)
        write(path, "\n".join(lines + ["moon,1,今天,none,月亮"]) + "\n")
        done = run("inspect", self.report, "--lexicon", lexicon)
        self.assertEqual(done.returncode, 2)
        self.assertRegex(done.stderr, r"evidence_targets\.csv:\d+: .*evidence")
        write(path, "\n".join(lines).replace(f"{name},-50", f"{name},heavy") + "\n")
        done = run("inspect", self.report, "--lexicon", lexicon)
        self.assertEqual(done.returncode, 2)
        self.assertRegex(done.stderr, r"evidence_targets\.csv:\d+: .*number")


main()

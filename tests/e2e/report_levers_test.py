#!/usr/bin/python3
# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
"""report.html of scenarios with levers and contact, in headless Chromium: what
is done, for whom, at what cost, by which causes and where; numbers on the page
equal to those of comparison.h5 and of the runs.

usage: report_levers_test.py MINGLE SOURCE_FOLDER NODE_MODULES_OWNER [TEST...]
"""
import re
import shutil
import sys

import h5py
import numpy

import in_chromium
import lever_town
from in_chromium import MINGLE, MINUS, SOURCE

REPLICATES = 16

SCENARIOS = {
    "english": ("Community English", """[[lever]]
id = "community_english"
label = "english"
coverage = 1.0
effect = "sampled"
unit_cost = 600
"""),
    "lettings": ("Choice-based lettings", """[[lever]]
id = "social_allocation_rule"
label = "rule"
effects = { choice_share = 1.0, sensitive_cap = 0.4 }
"""),
    "dispersal": ("Dispersal", """[[lever]]
id = "dispersal"
effects = { dispersal_share = 1.0 }
"""),
    "placebo": ("Council prayers and paving stones", """[[lever]]
id = "council_prayers"
[[lever]]
id = "paving_stones"
"""),
}


def numbers(text):
    """All numbers of a text, without those of "95% interval"."""
    text = text.replace("95% interval ", "").replace(",", "")
    return [float(each.replace(MINUS, "-"))
            for each in re.findall(rf"{MINUS}?\d+(?:\.\d+)?", text)]


class ReportOfLevers(in_chromium.InChromium):
    @classmethod
    def setUpClass(cls):
        cls.open_folder()
        lever_town.write(cls.folder)
        (cls.folder / "base.toml").write_text(lever_town.AREA)
        for name, (title, levers) in SCENARIOS.items():
            (cls.folder / f"{name}.toml").write_text(
                f'extends = "base.toml"\ntitle = "{title}"\n{levers}')
        cls.compare(
            "base.toml", *(f"{name}.toml" for name in SCENARIOS),
            "--replicates", str(REPLICATES), "--probe",
            "housing.alpha_full=0.4", "--probe",
            "lever.dispersal.effects.dispersal_share=0.2",
            "--probe-replicates", "3")
        cls.file = h5py.File(cls.folder / "all/comparison.h5")
        cls.addClassCleanup(cls.file.close)

    def column(self, path):
        values = self.file[path][()]
        if values.dtype.kind == "O":
            return [each.decode() for each in values]
        return values

    def table(self, caption):
        """Rows below the head of the table with that caption."""
        found = [table for table in self.seen["tables"]
                 if table["caption"].startswith(caption)]
        self.assertEqual(len(found), 1, caption)
        return {row[0]: row[1:] for row in found[0]["rows"]}

    def contrast(self, name):
        return self.column("contrast").index(name)

    def near(self, text, exact):
        """Numbers as shown are those of the file, rounded."""
        said = numbers(text)
        self.assertEqual(len(said), len(exact), text)
        decimals = [len(part.split(".")[1]) if "." in part else 0
                    for part in re.findall(r"\d+(?:\.\d+)?",
                                           text.replace("95%", "")
                                           .replace(",", ""))]
        for one, value, digits in zip(said, exact, decimals):
            self.assertAlmostEqual(one, value, delta=0.501 * 10**-digits)

    def interval(self, root, name, index):
        return [float(self.file[f"{root}/{name}/{part}"][index])
                for part in ("mean", "low", "high")]

    def test_reach_is_told_before_the_run(self):
        self.assertRegex(self.told, r"english: lever 'english': about [\d,]+ of "
                         r"[\d,]+ people a year, [\d,]+ hours, .* pounds a year")
        self.assertNotIn("base: lever", self.told)

    def test_charts_of_causes_and_deprivation(self):
        charts = {chart["kind"]: chart for chart in self.seen["charts"]}
        for kind in ("glance", "causes", "deprivation"):
            self.assertGreater(charts[kind]["marks"], 3, kind)
            self.assertEqual(charts[kind]["buttons"], 3, kind)
            self.assertTrue(charts[kind]["named"], kind)

    def test_reach_and_cost_are_those_of_the_file(self):
        table = self.table("What each lever takes")
        pulled = self.column("levers/pulled")
        at = pulled.index("english/english")
        shown = table["Community English: english"]
        for cell, name in zip(shown, ("people", "hours", "cost")):
            self.near(cell, [float(self.file[f"levers/{name}_{part}"][at])
                             for part in ("mean", "low", "high")])
        self.assertGreater(numbers(shown[0])[0], 50)
        self.assertEqual(self.column("levers/unit_cost")[at], 600)
        # What no source prices is not known, and is not nothing.
        self.assertEqual(table["Choice-based lettings: rule"],
                         ["acts on authorities", "–", "not known"])
        rule = pulled.index("lettings/rule")
        self.assertTrue(numpy.isnan(self.file["levers/cost_mean"][rule]))
        self.assertTrue(numpy.isnan(
            self.file["headline/cost_per_effect"][
                self.contrast("lettings")]).all())

    def test_prices_only_where_a_direction_is_shown(self):
        verdicts = self.file["headline/verdict"][()]
        prices = self.file["headline/cost_per_effect"][()]
        english = self.contrast("english")
        shown = numpy.isin(verdicts[english], (1, 2))
        self.assertFalse(numpy.isfinite(prices[english][~shown]).any())
        self.assertTrue(shown.any(), "the test needs one clear effect")
        names = self.column("headline/measure_name")
        table = self.table("What an effect costs")
        for measure in numpy.flatnonzero(shown):
            row = table[f"Community English: {names[measure]}"]
            if not numpy.isfinite(prices[english, measure]):
                self.assertIn("not known", row[2])
                continue
            said = numbers(row[2])[:3]
            for one, part in zip(said, ("", "_low", "_high")):
                self.assertAlmostEqual(one, float(self.file[
                    f"headline/cost_per_effect{part}"][english, measure]),
                    delta=0.501)

    def test_evidence_stands_beside_each_lever(self):
        text = self.seen["text"]
        self.assertIn("Community-based English", text)
        self.assertIn("A randomised trial (527 people", text)
        self.assertIn("Learning and Work Institute", text)
        self.assertIn("local connection may discriminate indirectly", text)
        cards = {card["title"]: card["text"] for card in self.seen["verdicts"]}
        self.assertIn("Evidence: Community-based English – E, evidence.",
                      cards["Community English"])
        self.assertIn("no modelled effect", cards[
            "Council prayers and paving stones"])
        grades = dict(zip(self.column("levers/pulled"),
                          self.column("levers/lever_grade")))
        self.assertEqual(grades["english/english"], "E")
        effects = dict(zip(self.column("levers/pulled_effect"),
                           self.column("levers/effect_grade")))
        self.assertEqual(effects["english/english.attitude"], "W")

    def test_the_placebo_is_exactly_the_same(self):
        verdicts = self.file["headline/verdict"][self.contrast("placebo")]
        self.assertEqual(set(verdicts.tolist()), {0})
        self.assertIn("placebo: one run with base, as no lever acts on "
                      "anything", self.told)

    def test_dispersal_carries_its_banner(self):
        self.assertRegex(self.seen["text"],
                         "Dispersal. RESEARCH ONLY: the lever 'dispersal'")

    def test_causes_add_up_and_are_those_of_the_file(self):
        groups = self.column("group")
        a, b = [groups.index(name) for name in self.column(
            "headline/measure")[0].split(" ")[1].split(":")]
        parts = self.file["differences/changes_dissimilarity/mean"][
            :, -1, :, a, b]
        numpy.testing.assert_allclose(
            parts.sum(axis=1), self.file["headline/difference"][:, 0],
            atol=1e-9)
        table = self.table("Parts of the change by the last date")
        causes = self.column("cause")
        self.assertEqual(len(table), len(causes))
        row = table["Moves into social homes"]
        at = causes.index("move_social")
        for column, cell in enumerate(row):
            root = "levels" if column == 0 else "differences"
            index = (max(column - 1, 0), -1, at, a, b)
            exact = self.interval(root, "changes_dissimilarity", index)
            if "in every" not in cell:
                self.near(cell, exact)
        drawn = self.seen["data"]["causes"]["rows"][at]["results"]
        for c, result in enumerate(drawn):
            self.assertEqual(result["difference"], parts[c, at])

    def test_deprivation_is_that_of_the_runs(self):
        deciles, residents = {}, {}
        for arm in ("base", "dispersal"):
            with h5py.File(self.folder / f"all/arms/{arm}/run.h5") as run:
                deciles[arm] = run["zones/deprivation_decile"][()]
                residents[arm] = run["zones/residents"][:, -1]
        self.assertEqual(deciles["base"].min(), 1)
        means = {arm: (count * deciles[arm][None, :, None]).sum(axis=1) /
                 count.sum(axis=1) for arm, count in residents.items()}
        change = (means["dispersal"] - means["base"]).mean(axis=0)
        numpy.testing.assert_allclose(
            self.file["differences/deprivation_mean_decile/mean"][
                self.contrast("dispersal"), -1], change, atol=1e-12)
        fifths = self.file["levels/deprivation_residents/mean"][0, -1]
        numpy.testing.assert_allclose(
            fifths.sum(axis=0), residents["base"].sum(axis=1).mean(axis=0))
        numpy.testing.assert_allclose(
            fifths[0], residents["base"][:, deciles["base"] <= 2]
            .sum(axis=1).mean(axis=0))
        row = self.table("Decile of the neighbourhood")["Pakistani"]
        group = self.column("group").index("asian_pakistani")
        self.near(row[0], self.interval(
            "levels", "deprivation_mean_decile", (0, -1, group)))
        self.near(row[3], self.interval(
            "differences", "deprivation_mean_decile",
            (self.contrast("dispersal"), -1, group)))

    def test_who_was_reached(self):
        table = self.table("People reached over the whole period")
        rows = dict(zip(self.column("levers/reached"),
                        self.file["levers/reached_mean"][()]))
        sexes = [rows[f"english/english/sex/{sex}"]
                 for sex in ("female", "male")]
        total = self.file["levers/people_mean"][
            self.column("levers/pulled").index("english/english")]
        self.assertAlmostEqual(sum(sexes), total)
        self.assertAlmostEqual(
            numbers(table["english: Sex, female"][0])[0], sexes[0], delta=0.5)
        self.assertEqual(rows["english/english/age_band/under_16"], 0)
        self.assertNotIn("english: Age, under 16", table)
        self.assertIn("Whom each lever reaches by sex", self.seen["text"])

    def test_scorecard_has_emergent_components(self):
        table = self.table("Emergent components on the last date")
        self.assertTrue(any(name.startswith("Common ground")
                            for name in table))

    def test_probes_are_said_and_kept(self):
        probes = self.column("probes/probe")
        self.assertEqual(probes, [
            "housing.alpha_full=0.4",
            "lever.dispersal.effects.dispersal_share=0.2"])
        pairs = self.file["probes/pairs"][()]
        dispersal = self.contrast("dispersal")
        self.assertEqual(pairs[:, 0].tolist(), [3, 3, 3, 3])
        self.assertEqual(
            pairs[:, 1].tolist(),
            [3 if c == dispersal else 0 for c in range(4)])
        self.assertEqual(self.column("probes/base_value"), ["0.7", "1"])
        text = self.seen["text"]
        said = re.search(
            r"Run again with lever\.dispersal\.effects\.dispersal_share "
            r"\(.*?\) at 0\.2 instead of 1, 3 replicates: the difference is "
            r"(.*?\))", text)
        self.assertIsNotNone(said, text)
        self.near(said.group(1), [
            float(self.file[f"probes/{part}"][dispersal, 1])
            for part in ("difference", "low", "high")])
        self.assertFalse((self.folder / "all/probes").exists())

    def test_drawn_effects_are_regressed(self):
        names = self.column("levers/pulled_effect")
        slopes = self.file["levers/response"][()]
        english = [i for i, name in enumerate(names)
                   if name.startswith("english/")]
        others = [i for i in range(len(names)) if i not in english]
        self.assertTrue(numpy.isnan(slopes[others]).all())
        drawn, ends = [], {}
        for arm in ("base", "english"):
            with h5py.File(self.folder / f"all/arms/{arm}/run.h5") as run:
                groups = [each.decode() for each in run["group"]]
                a, b = [groups.index(name) for name in self.column(
                    "headline/measure")[0].split(" ")[1].split(":")]
                ends[arm] = run["indices/dissimilarity"][:, -1, a, b]
                if arm == "english":
                    labels = [each.decode() for each in run["lever_effect"]]
                    drawn = [run["levers/effect"][:, -1, labels.index(
                        names[i].split("/")[1])] for i in english]
        change = ends["english"] - ends["base"]
        if not change.any():
            self.assertTrue(numpy.isnan(slopes[english]).all())
            return
        columns = numpy.column_stack([numpy.ones(REPLICATES), *drawn])
        wanted = numpy.linalg.lstsq(columns, change, rcond=None)[0][1:]
        numpy.testing.assert_allclose(slopes[english], wanted, rtol=1e-6)
        low = self.file["levers/response_low"][()][english]
        high = self.file["levers/response_high"][()][english]
        self.assertTrue((low < wanted).all() and (wanted < high).all())

    def test_the_format_page_lists_every_dataset(self):
        page = (SOURCE / "docs/formats/comparison-h5.md").read_text()
        listed = set(re.findall(
            r"^\| `(/(?:levers|probes|headline)/[^`]*)`", page, re.M))
        found = {f"/{group}/{name}" for group in ("levers", "probes",
                                                  "headline")
                 for name in self.file[group]}
        self.assertEqual(found - {"/probes/contrast", "/headline/contrast"},
                         listed)

    def test_report_again_gives_the_same_page(self):
        done = self.run_program(MINGLE, "report", "all", "--out", "again.html")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual((self.folder / "again.html").read_bytes() ==
                         self.page.read_bytes(), True)

    def test_probes_that_run_and_that_make_no_sense(self):
        for probe, words in (
                ("housing.alpha_full", None),
                ("auto", None),
                ("lever.none.effects.x=1", "of a lever that no scenario has"),
                ("time.years", "names no values and no prior gives them"),
                ("housing.alpha_full=-3", "alpha_full")):
            done = self.run_program(
                MINGLE, "compare", "base.toml", "placebo.toml", "--out",
                "no", "--replicates", "1", "--probe", probe,
                "--set", "time.years=0.25", "--probe-replicates", "1")
            if words is None:
                self.assertEqual(done.returncode, 0, done.stderr)
                shutil.rmtree(self.folder / "no")
                continue
            self.assertIn(done.returncode, (2, 3), done.stderr)
            self.assertIn(words, done.stderr)
            self.assertFalse((self.folder / "no").exists())


if __name__ == "__main__":
    in_chromium.run()

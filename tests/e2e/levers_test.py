#!/usr/bin/python3
# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
"""Levers pulled by the real program: placebos change nothing, rules do, money
and people are counted, planned sites are built, banners are shown.

usage: levers_test.py MINGLE SOURCE_FOLDER [TEST...]
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import h5py
import numpy

import lever_town

MINGLE = sys.argv[1]
SOURCE = sys.argv[2]

BASE = """title = "Levers"
[area]
stylised = "blackburn-with-darwen"
[time]
years = 1
[run]
seed = 3
[housing]
system = "full"
[migration]
totals = "free"
[output]
zones_every = "quarter"
"""

MEET = """
[contact]
active = true
"""

PLACEBOS = """
[[lever]]
id = "council_prayers"
[[lever]]
id = "paving_stones"
[[lever]]
id = "dispersal_zero"
[[lever]]
id = "social_allocation_rule"
effect = "zero"
[[lever]]
id = "new_supply_zero"
effects = { dwellings = 4 }
unit_cost = 1000
"""


# Of one town: levers that never act, that begin in the second year, at once.
PARTING = {
    "placebo": PLACEBOS,
    "late": """
[[lever]]
id = "social_allocation_rule"
from = 2022-04-01
effects = { choice_share = 1.0 }
[[lever]]
id = "paving_stones"
""",
    "at_once": """
[[lever]]
id = "community_english"
coverage = 1.0
""",
}


class Levers(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        return self.path(name)

    def run_levers(self, name, levers, *options):
        """run.h5 of the base with these levers."""
        scenario = self.write(name + ".toml", BASE + levers)
        out = self.path(name)
        done = subprocess.run(
            [MINGLE, "run", scenario, "--out", out, *options],
            capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.said = done.stdout + done.stderr
        return h5py.File(os.path.join(out, "run.h5"))

    def check(self, code, levers):
        scenario = self.write("check.toml", BASE + levers)
        done = subprocess.run([MINGLE, "check", scenario],
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout + done.stderr

    def expect_same(self, one, other):
        """Every dataset but those of levers, bit for bit."""
        names = []
        one.visititems(lambda name, item: names.append(name)
                       if isinstance(item, h5py.Dataset) else None)
        names = [each for each in names if not each.startswith("lever")]
        self.assertGreater(len(names), 40)
        for name in names:
            first, second = one[name][()], other[name][()]
            self.assertEqual(first.tobytes() if first.dtype.kind != "O"
                             else first.tolist(),
                             second.tobytes() if second.dtype.kind != "O"
                             else second.tolist(), name)

    def test_placebos_leave_every_result_as_it_was(self):
        with self.run_levers("without", "") as without, \
                self.run_levers("placebos", PLACEBOS) as placebos:
            self.expect_same(without, placebos)
            labels = [each.decode() for each in placebos["lever"][()]]
            cost = dict(zip(labels, placebos["levers/cost"][0].sum(axis=0)))
            self.assertEqual(cost["council_prayers"], 0)
            self.assertEqual(cost["paving_stones"], 1003)
            self.assertGreater(cost["new_supply_zero"], 0)
            self.assertEqual(placebos["levers/homes"][()].sum(), 0)

    def test_arms_that_go_together_are_what_run_writes(self):
        lever_town.write(pathlib.Path(self.folder.name))
        self.write("base.toml", lever_town.AREA)
        for name, levers in PARTING.items():
            self.write(name + ".toml", f'extends = "base.toml"\n{levers}')
        names = ["base", *PARTING]

        def mingle(*arguments):
            done = subprocess.run(
                [MINGLE, *arguments, "--replicates", "3", "--threads", "2"],
                cwd=self.folder.name, capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr)
            return done.stderr
        told = mingle("compare", *(f"{name}.toml" for name in names),
                      "--out", "all")
        self.assertIn("placebo: one run with base, as no lever acts", told)
        self.assertIn("late: one run with base until 2022-01-01", told)
        self.assertNotIn("at_once: one run", told)
        for name in names:
            mingle("run", name + ".toml", "--out", "alone-" + name)
            with h5py.File(self.path(f"all/arms/{name}/run.h5")) as arm, \
                    h5py.File(self.path(f"alone-{name}/run.h5")) as alone:
                self.expect_same(arm, alone)
                if name != "base":
                    for table in ("people", "cost", "effect"):
                        numpy.testing.assert_array_equal(
                            arm[f"levers/{table}"], alone[f"levers/{table}"])

    def test_levers_on_people_who_meet(self):
        zero = MEET + """
[[lever]]
id = "community_english_zero"
coverage = 1.0
[[lever]]
id = "march_or_attack_zero"
[[lever]]
id = "school_mixing_zero"
[[lever]]
id = "council_prayers"
"""
        pulled = zero.replace("_zero", "").replace(
            "id = \"school_mixing\"",
            "id = \"school_mixing\"\neffects = { admissions = \"lottery\" }")
        with self.run_levers("meet", MEET) as without, \
                self.run_levers("zero", zero) as zeros, \
                self.run_levers("pulled", pulled) as file:
            self.assertIn("people a year", self.said)
            self.expect_same(without, zeros)
            names = [each.decode() for each in file["lever"][()]]
            english = names.index("community_english")
            people = file["levers/people"][0].sum(axis=0)
            self.assertGreater(people[english], 100)
            zero_names = [each.decode() for each in zeros["lever"][()]]
            first = zeros["levers/people"][0, 1][
                zero_names.index("community_english_zero")]
            self.assertEqual(first, file["levers/people"][0, 1][english])
            level = file["roles/english_level"][0, -1]
            before = without["roles/english_level"][0, -1]
            self.assertLess(level[0].sum() + level[1].sum(),
                            before[0].sum() + before[1].sum())
            with self.assertRaises(AssertionError):
                self.expect_same(without, file)

    def test_library_scenarios_pass_check(self):
        library = os.path.join(SOURCE, "scenarios", "library")
        files = [os.path.join(library, each) for each in os.listdir(library)
                 if each.startswith(("factor_", "lettings", "integration"))]
        self.assertEqual(len(files), 9)
        done = subprocess.run([MINGLE, "check", *sorted(files)],
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_rules_of_letting_and_planned_sites(self):
        with self.run_levers("without", "") as without:
            x = float(without["zones/easting"][0])
            y = float(without["zones/northing"][0])
        sites = {"type": "FeatureCollection",
                 "crs": {"type": "name", "properties":
                         {"name": "urn:ogc:def:crs:EPSG::27700"}},
                 "features": [
                     {"type": "Feature",
                      "properties": {"units": 40, "bedrooms": 2,
                                     "tenure": "social_council",
                                     "date": "2021-05-01"},
                      "geometry": {"type": "Point", "coordinates": [x, y]}},
                     {"type": "Feature",
                      "properties": {"units": 40, "bedrooms": 2,
                                     "tenure": "private",
                                     "date": "2031-05-01"},
                      "geometry": {"type": "Point", "coordinates": [x, y]}},
                     {"type": "Feature",
                      "properties": {"units": 9, "bedrooms": 2,
                                     "tenure": "private", "date": "2021"},
                      "geometry": {"type": "Point", "coordinates": [0, 0]}}]}
        self.write("sites.geojson", json.dumps(sites))
        levers = """
[[lever]]
id = "social_allocation_rule"
effects = { choice_share = 1.0 }
[[lever]]
id = "new_supply"
supply_from = "sites.geojson"
supply_columns = { dwellings = "units" }
unit_cost = 100000
"""
        with self.run_levers("rules", levers) as rules:
            names = [each.decode() for each in rules["letting_rule"][()]]
            let = rules["flows/lettings"][0].sum(axis=(0, 2))
            self.assertEqual(let[names.index("direct")], 0)
            self.assertGreater(let[names.index("choice_based")], 0)
            self.assertEqual(rules["levers/homes"][()].sum(), 40)
            labels = [each.decode() for each in rules["lever"]]
            cost = dict(zip(labels, rules["levers/cost"][0].sum(axis=0)))
            self.assertEqual(cost["new_supply"], 4000000)
            # No source says what another rule costs: not known, not 0.
            self.assertTrue(numpy.isnan(cost["social_allocation_rule"]))
            self.assertIn("1 outside the study and 1 dated outside",
                          rules.attrs["notes"])

    def test_research_only_levers_say_so(self):
        levers = """
[[lever]]
id = "group_quota"
groups = ["asian_pakistani"]
effects = { quota = 0.1 }
"""
        with self.run_levers("quota", levers):
            self.assertIn("RESEARCH ONLY", self.said)
        with open(os.path.join(self.path("quota"), "summary.csv"),
                  encoding="utf-8") as file:
            self.assertIn("RESEARCH ONLY", file.read())

    def test_a_price_given_for_a_rule_is_a_year_for_each_authority(self):
        levers = """
[[lever]]
id = "social_allocation_rule"
effects = { choice_share = 1.0 }
unit_cost = 20000
"""
        with self.run_levers("priced", levers) as file:
            self.assertEqual(file["levers/cost"][0].sum(), 20000)
            self.assertEqual(file["levers/cost_per"][0], b"authority_year")
            self.assertEqual(file["levers/cost_note"][0],
                             b"given by the scenario")
            self.assertEqual(file["levers/lever_grade"][0], b"E")
            self.assertIn(b"Equality Act", file["levers/lever_legal_note"][0])

    def test_sampled_effects_differ_by_replicate(self):
        levers = """
[[lever]]
id = "renting_enforcement"
effect = "sampled"
"""
        with self.run_levers("sampled", levers, "--replicates", "3") as file:
            drawn = file["levers/effect"][:, -1, 0]
            self.assertEqual(len(set(drawn.tolist())), 3)
            self.assertTrue((drawn >= 0).all() and (drawn <= 1).all())
            numpy.testing.assert_array_equal(
                file["levers/effect"][:, 0, 0], drawn)

    def test_mistakes_that_need_the_study(self):
        self.assertIn("lever 'big_lunch': acts on people who meet, or asks "
                      "for their English or work. Write contact.active = true",
                      self.check(3, "[[lever]]\nid = \"big_lunch\"\n"))
        self.assertIn(
            "'areas' names 'E08000033', which is neither an authority nor a",
            self.check(3, "[[lever]]\nid = \"dispersal\"\n"
                          "areas = [\"E08000033\"]\n"))
        self.assertIn(
            "there is no group 'asian_pakistan' in the study. Did you mean",
            self.check(3, "[[lever]]\nid = \"group_quota\"\n"
                          "groups = [\"asian_pakistan\"]\n"))
        self.assertIn(
            "asks for imd_decile, which the study does not have",
            self.check(3, "[[lever]]\nid = \"new_supply\"\n"
                          "effects = { dwellings = 3 }\n"
                          "where = \"imd_decile <= 3\"\n"))
        self.assertIn(
            "'where' cannot choose zones: the rule holds in whole",
            self.check(3, "[[lever]]\nid = \"dispersal\"\n"
                          "where = \"minority_share > 0.5\"\n"))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])

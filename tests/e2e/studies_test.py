# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
"""The studies of real places, against the published tables themselves.

usage: studies_test.py MINGLE SOURCE_FOLDER [TEST...]
"""

import csv
import os
import subprocess
import sys
import tempfile
import unittest

import numpy
import xarray

from shared_data import need_shared, shared_folder

MINGLE = sys.argv[1]
SOURCE = sys.argv[2]

# Dissimilarity of White British and Pakistani residents over LSOAs, Census
# 2021 (table TS021), as published with the data.
DISSIMILARITY = {
    "E08000032": 0.7339, "E06000008": 0.7177, "E06000031": 0.6943,
    "E08000030": 0.7213, "E09000031": 0.3443}


def census(name):
    """Rows of a Census 2021 table by zone code."""
    path = os.path.join(shared_folder(), "data", "census2021", name)
    with open(path, newline="") as file:
        reader = csv.DictReader(file)
        return {row[reader.fieldnames[0]]: row for row in reader}


class Studies(unittest.TestCase):
    def setUp(self):
        need_shared(self)
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def run_study(self, name, *options):
        out = os.path.join(self.folder.name, name)
        subprocess.run(
            [MINGLE, "run", f"{SOURCE}/tests/studies/{name}.toml", "--out",
             out, "--quiet", *options],
            check=True)
        self.expect_fit(os.path.join(out, "population_fit.csv"))
        return out

    def expect_fit(self, path):
        """Every limit of the population method is met."""
        with open(path, newline="") as file:
            rows = list(csv.DictReader(file))
        limited = [row for row in rows if row["limit"]]
        self.assertTrue(limited)
        self.assertEqual([row for row in limited if row["met"] != "yes"], [])
        measures = {row["measure"] for row in limited}
        self.assertIn("category_by_tenure_tae_over_2n", measures)

    def open_group(self, out, group):
        return xarray.open_dataset(
            os.path.join(out, "run.h5"), group=group, engine="h5netcdf")

    def expect_census_at_start(self, out, zones_expected):
        """Residents, households and tenure of tick 0 are the tables'."""
        zones = self.open_group(out, "zones")
        codes = list(zones.zone.values)
        self.assertEqual(len(codes), zones_expected)
        people = census("ethnic_group_lsoa21.csv")
        tenure = census("tenure_households_lsoa21.csv")
        start = zones.isel(replicate=0, time=0)
        for g, group in enumerate(zones.group.values):
            wanted = [int(people[code][group]) for code in codes]
            numpy.testing.assert_array_equal(
                start.residents.values[:, g], wanted)
        columns = [
            ["owned_outright"], ["owned_mortgage", "shared_ownership"],
            ["social_rented_council"], ["social_rented_other"],
            ["private_rented_landlord", "private_rented_other", "rent_free"]]
        for t, names in enumerate(columns):
            wanted = [sum(int(tenure[code][name]) for name in names)
                      for code in codes]
            numpy.testing.assert_array_equal(start.tenure.values[:, t], wanted)
        numpy.testing.assert_array_equal(
            start.households.values.sum(axis=1),
            start.tenure.values.sum(axis=1))

    def pair(self, indices):
        return indices.dissimilarity.isel(replicate=0, time=0).sel(
            group="white_british", group_other="asian_pakistani")

    def test_bradford(self):
        out = self.run_study("bradford")
        self.expect_census_at_start(out, 312)
        indices = self.open_group(out, "indices")
        self.assertAlmostEqual(float(self.pair(indices)), 0.7339, delta=5e-5)
        self.assertEqual(indices.sizes["time"], 41)
        zones = self.open_group(out, "zones")
        # Totals are held: the same residents by group in every year.
        totals = zones.residents.isel(replicate=0).sum("zone").values
        self.assertTrue((abs(totals - totals[0]) <= 3).all(), totals)
        self.assertFalse(
            (zones.residents[0, 0].values == zones.residents[0, -1].values)
            .all())

        self.expect_pictures(out)

    def expect_pictures(self, out):
        """Real QGIS draws the map at two dates, and they differ."""
        pictures = []
        for date in ("2021-01-01", "2031-01-01"):
            picture = os.path.join(out, date + ".png")
            subprocess.run(
                ["/usr/bin/python3", f"{SOURCE}/tools/dev/render_map.py",
                 os.path.join(out, "map.qgz"), "--date", date, "--out",
                 picture],
                check=True, capture_output=True)
            with open(picture, "rb") as file:
                pictures.append(file.read())
        for picture in pictures:
            self.assertTrue(picture.startswith(b"\x89PNG"))
            # A map of 312 zones with a legend does not compress to less.
            self.assertGreater(len(picture), 40_000)
        self.assertNotEqual(pictures[0], pictures[1])

    def test_integration_areas_in_one_run(self):
        out = self.run_study("integration_areas", "--set", "time.years=2")
        self.expect_census_at_start(out, 312 + 91 + 121 + 169 + 146)
        within = self.open_group(out, "authorities/indices")
        for code, wanted in DISSIMILARITY.items():
            value = float(self.pair(within).sel(authority=code))
            self.assertAlmostEqual(value, wanted, delta=5e-5, msg=code)
        flows = self.open_group(out, "flows")
        self.assertGreater(int(flows.migrations.sum()), 0)

    def test_levers_of_the_integration_areas(self):
        out = self.run_study("integration_areas_levers", "--set",
                             "time.years=0.5")
        levers = self.open_group(out, "levers")
        people = levers.people.isel(replicate=0).sum("time")
        reaches = levers.lever_reaches.values
        reached = {label: float(people.sel(lever=label))
                   for label in levers.lever.values}
        english = "integration_areas.community_english"
        self.assertGreater(reached[english], 500)
        self.assertIn("persons", reaches)
        by_fifth = levers.people_by_deprivation.isel(replicate=0).sum("time")
        self.assertEqual(float(by_fifth.sel(lever=english).sum()),
                         reached[english])
        zones = self.open_group(out, "zones")
        deciles = zones.deprivation_decile.values
        self.assertEqual(len(deciles), 312 + 91 + 121 + 169 + 146)
        self.assertTrue(((deciles >= 1) & (deciles <= 10)).all())

    def test_ready_comparison_of_bradford_passes_check(self):
        files = sorted(os.path.join(SOURCE, "tests/studies/bradford_levers",
                                    name)
                       for name in os.listdir(os.path.join(
                           SOURCE, "tests/studies/bradford_levers")))
        self.assertEqual(len(files), 6)
        done = subprocess.run([MINGLE, "check", *files], text=True,
                              capture_output=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("too little to be seen", done.stdout + done.stderr)

    def test_blackburn_from_degrees(self):
        out = self.run_study("blackburn_samples", "--set", "time.years=1")
        self.expect_census_at_start(out, 91)
        indices = self.open_group(out, "indices")
        self.assertAlmostEqual(float(self.pair(indices)), 0.7177, delta=5e-5)
        zones = self.open_group(out, "zones")
        self.assertTrue((zones.easting > 360000).all())
        self.assertTrue((zones.easting < 380000).all())


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]], verbosity=2)

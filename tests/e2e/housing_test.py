# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
"""Runs of the full housing system by the real program.

usage: housing_test.py MINGLE SOURCE_FOLDER [TEST...]
"""

import csv
import os
import subprocess
import sys
import tempfile
import unittest

import h5py
import numpy

MINGLE = sys.argv[1]
SOURCE = sys.argv[2]
QUICKSTART = os.path.join(SOURCE, "scenarios/library/quickstart.toml")
FULL = ["--set", "housing.system=full"]


def shared_folder():
    folder = os.environ.get("MINGLE_SHARED") or os.path.join(
        SOURCE, "..", "shared")
    return folder if os.path.isdir(os.path.join(folder, "data")) else None


class Housing(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def run_full(self, scenario, *options):
        out = self.path("out")
        done = subprocess.run(
            [MINGLE, "run", scenario, "--out", out, "--overwrite", *FULL,
             *options],
            check=True, capture_output=True, text=True)
        self.said = done.stdout + done.stderr
        return out

    def refusal(self, code, *options, scenario=QUICKSTART):
        done = subprocess.run(
            [MINGLE, "check", scenario, *FULL, *options],
            capture_output=True, text=True)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stderr

    def expect_sound(self, file):
        residents = file["zones/residents"][0]
        households = file["zones/households"][0]
        tenure = file["zones/tenure"][0]
        numpy.testing.assert_array_equal(
            households.sum(axis=2), tenure.sum(axis=2))
        self.assertTrue((residents >= 0).all())
        self.assertTrue((residents.sum(axis=2) >= households.sum(axis=2)).all())
        # The parts of the change in D add up to it.
        d = file["indices/dissimilarity"][0]
        parts = file["changes/dissimilarity"][0]
        numpy.testing.assert_allclose(
            parts[-1].sum(axis=0), d[-1] - d[0], atol=1e-9)

    def test_stylised_area(self):
        out = self.run_full(
            QUICKSTART, "--set", "time.years=2", "--set",
            "migration.totals=free")
        self.assertIn("stylised area", self.said)
        with h5py.File(os.path.join(out, "run.h5")) as file:
            self.expect_sound(file)
            for flow in ("births", "deaths", "formations", "unions",
                         "arrivals", "departures", "lettings",
                         "private_applications", "owner_bids",
                         "vacancy_chains", "conversions"):
                self.assertGreater(file["flows"][flow][0].sum(), 0, flow)
            self.assertIn("no area.tables.age", file.attrs["notes"])
            self.assertIn('system = "full"', file.attrs["config_toml"])
            self.assertGreater(abs(file["zones/price_index"][0, -1] - 1).max(),
                               0.001)
            fairness = file["authorities/fairness"][0]
            self.assertTrue(((fairness >= 0) & (fairness <= 1)).all())

    def test_starts_like_relocation(self):
        """Both systems start from the same residents, groups and tenures."""
        full = self.run_full(QUICKSTART, "--set", "time.years=0.25")
        other = self.path("relocation")
        subprocess.run(
            [MINGLE, "run", QUICKSTART, "--out", other, "--quiet", "--set",
             "time.years=0.25"],
            check=True)
        with h5py.File(os.path.join(full, "run.h5")) as a, \
                h5py.File(os.path.join(other, "run.h5")) as b:
            for table in ("residents", "households", "tenure"):
                numpy.testing.assert_array_equal(
                    a["zones"][table][0, 0], b["zones"][table][0, 0])

    def test_held_totals_stay(self):
        out = self.run_full(QUICKSTART, "--set", "time.years=2")
        with h5py.File(os.path.join(out, "run.h5")) as file:
            totals = file["zones/residents"][0].sum(axis=1)
            change = abs(totals[-1] - totals[0]) / numpy.maximum(totals[0], 200)
            self.assertLess(change.max(), 0.05)

    def test_dry_run_writes_nothing(self):
        out = self.run_full(QUICKSTART, "--dry-run")
        self.assertFalse(os.path.exists(out))
        self.assertIn("ok; would run", self.said)

    def test_census_tables(self):
        if shared_folder() is None:
            if os.environ.get("CI") == "true":
                self.fail("the shared data are absent, and CI=true")
            self.skipTest("SKIPPED: needs the shared data; set MINGLE_SHARED")
        out = self.run_full(
            os.path.join(SOURCE, "tests/studies/bradford_housing.toml"),
            "--set", "time.years=1")
        with open(os.path.join(out, "population_fit.csv")) as file:
            rows = {row["measure"]: row for row in csv.DictReader(file)}
        self.assertIn("zone_by_age_tae_over_2n", rows)
        self.assertIn("zone_by_bedrooms_tae_over_2n", rows)
        self.assertEqual([r for r in rows.values() if r["met"] == "no"], [])
        with h5py.File(os.path.join(out, "run.h5")) as file:
            self.expect_sound(file)
            groups = [g.decode() for g in file["group"][:]]
            d = file["indices/dissimilarity"][0, 0]
            self.assertAlmostEqual(
                d[groups.index("white_british"),
                  groups.index("asian_pakistani")], 0.7339, places=4)

    def test_keys_of_the_other_system(self):
        relocation = subprocess.run(
            [MINGLE, "check", QUICKSTART, "--set", "housing.rent_limit=0.3"],
            capture_output=True, text=True)
        self.assertEqual(relocation.returncode, 3)
        self.assertIn('Write housing.system = "full"', relocation.stderr)
        self.assertIn("It reads housing.alpha_full", self.refusal(
            3, "--set", "housing.alpha=1"))
        self.assertIn("which the full housing system does not have",
                      self.refusal(3, "--set", "housing.stock=follow"))

    def test_bad_input(self):
        self.assertIn("must be 0 to 0.99", self.refusal(
            3, "--set", "housing.rent_limit=0.4", "--set",
            "housing.deposit=1.5"))
        self.assertIn("names the group 'martian'", self.refusal(
            3, "--set", "housing.quota.martian=0.2"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)

# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
"""Runs in which people meet, by the real program.

usage: contact_test.py MINGLE SOURCE_FOLDER [TEST...]
"""

import csv
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import unittest

import h5py
import numpy

from shared_data import need_shared

MINGLE = sys.argv[1]
SOURCE = sys.argv[2]
QUICKSTART = os.path.join(SOURCE, "scenarios/library/quickstart.toml")
STUDY = os.path.join(SOURCE, "tests/studies/bradford_contact.toml")
# Patterns that the model does not reproduce: docs/methods/contact.md.
KNOWN = {
    "Bradford": {"friends of one group"},
    "Waltham Forest": {"friends of one group", "isolation of asian",
                       "isolation of white", "correlation asian to white"},
    "England": {"friends of one group", "isolation of white",
                "nearest school", "correlation asian to white",
                "correlation white to asian"},
}
MEET = ["--set", "housing.system=full", "--set", "contact.active=true"]


def datasets(file):
    found = {}
    file.visititems(lambda name, item: found.__setitem__(name, item[()])
                    if isinstance(item, h5py.Dataset) else None)
    return found


class Contact(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def run_study(self, name, scenario, *options):
        out = os.path.join(self.folder.name, name)
        subprocess.run([MINGLE, "run", scenario, "--out", out, *options],
                       check=True, capture_output=True, text=True)
        file = h5py.File(os.path.join(out, "run.h5"))
        self.addCleanup(file.close)
        return file

    def refusal(self, *options):
        done = subprocess.run([MINGLE, "check", QUICKSTART, *options],
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, 3, done.stderr)
        return done.stderr

    def test_keys_without_effect_are_refused(self):
        said = self.refusal("--set", "housing.system=full", "--set",
                            "attitudes.selection=0.2")
        self.assertIn("Write contact.active = true", said)
        said = self.refusal("--set", "contact.active=true")
        self.assertIn('Write housing.system = "full"', said)
        said = self.refusal(*MEET, "--set", "attitudes.selection=-1")
        self.assertIn("attitudes.selection", said)

    def test_stylised_area_on_any_number_of_threads(self):
        files = [self.run_study(f"run{threads}", QUICKSTART, *MEET, "--set",
                                "time.years=1", "--threads", str(threads))
                 for threads in (1, 3)]
        first, second = (datasets(file) for file in files)
        self.assertEqual(first.keys(), second.keys())
        for name, values in first.items():
            numpy.testing.assert_array_equal(values, second[name], name)
        self.expect_everyday_map(os.path.join(self.folder.name, "run1"),
                                 files[0])

    def expect_everyday_map(self, folder, file):
        """Exposure is a layer of the map; attitudes never are."""
        with sqlite3.connect(os.path.join(folder, "map.gpkg")) as package:
            fields = [row[1] for row in
                      package.execute("PRAGMA table_info(zone_years)")]
            styles = [row[0] for row in
                      package.execute("SELECT styleName FROM layer_styles")]
            asian = package.execute(
                "SELECT everyday_asian FROM zone_years WHERE year = 2022 "
                "ORDER BY zone_fid").fetchall()
        self.assertIn("Asian: everyday exposure", styles)
        self.assertFalse([field for field in fields
                          if "toleran" in field or "attitude" in field])
        column = list(file["group5"][()]).index(b"asian")
        expected = 100 * file["zones/experienced_exposure"][0, -1, :, column]
        shown = [(value[0], true) for value, true in zip(asian, expected)
                 if value[0] is not None]
        self.assertGreater(len(shown), len(asian) / 2)
        for value, true in shown:
            self.assertAlmostEqual(value, true, delta=0.0051)

    def test_documentation_names_every_table(self):
        file = self.run_study("run", QUICKSTART, *MEET, "--set",
                              "time.years=1")
        with open(os.path.join(SOURCE, "docs/formats/run-h5.md"),
                  encoding="utf-8") as page:
            text = page.read()
        for folder in ("experienced", "contact", "ties", "attitudes", "roles",
                       "schools", "incidents", "scorecard"):
            for name, item in file[folder].items():
                if "replicate" in name or item.name.count("/") < 2:
                    continue
                dims = item.attrs.get("DIMENSION_LIST")
                if dims is None or len(dims) < 2:
                    continue
                self.assertIn(f"`/{folder}/{name}`", text)

    def test_network_of_one_authority(self):
        said = self.refusal(*MEET, "--set", "contact.network_days=3")
        self.assertIn('Write contact.resolution = "network"', said)
        file = self.run_study("run", QUICKSTART, *MEET, "--set",
                              "contact.resolution=network", "--set",
                              "contact.network_days=2", "--set",
                              "time.years=1")
        with open(os.path.join(SOURCE, "docs/formats/run-h5.md"),
                  encoding="utf-8") as page:
            text = page.read()
        tables = file["network"]
        for name, item in tables.items():
            if len(item.attrs.get("DIMENSION_LIST", ())) > 1:
                self.assertIn(f"`/network/{name}`", text)
        # What was drawn has the mean of the pools.
        expected = sum(file[f"contact/{setting}"][0, -1] for setting in
                       ("neighbourhood", "school", "work", "venue"))
        numpy.testing.assert_allclose(tables["contacts"][0, -1], expected,
                                      rtol=0.05, atol=0.02)
        self.assertGreater(tables["largest_component"][0, -1], 0.9)

    def failing_patterns(self, file, time, england=False):
        """Patterns 6, 8 and 9 of the model against the ranges it states.
        Those of friends and schools are figures of England."""
        groups = [name.decode() for name in file["group5"][()]]
        asian, white = groups.index("asian"), groups.index("white")
        failing = set()
        # 6: 42 to 53% of adults have friends of one group only (England).
        alone = file["ties/one_group_adults"][0, time]
        if not 0.42 <= alone <= 0.53:
            failing.add("friends of one group")
        # 39% of families put the nearest secondary school first; the model
        # states no range, 5 points are allowed.
        nearest = file["schools/nearest_first"][0, time, 1]
        if england and abs(nearest - 0.39) > 0.05:
            failing.add("nearest school")
        # 8: people meet fewer of their own than they live with.
        residential = file["experienced/residential_exposure"][0, time]
        experienced = file["experienced/exposure"][0, time]
        for name, i in (("asian", asian), ("white", white)):
            if experienced[i, i] >= residential[i, i]:
                failing.add(f"isolation of {name}")
        # 9: contact and prejudice correlate by -.30 to -.12.
        r = file["attitudes/contact_correlation"][0, time]
        for name, pair in (("asian to white", (asian, white)),
                           ("white to asian", (white, asian))):
            if not 0.12 <= r[pair] <= 0.30:
                failing.add(f"correlation {name}")
        return failing

    def expect_patterns(self, file, known):
        """`known` failures are described in docs/methods/contact.md: one that
        is mended must be taken out there and here."""
        self.assertEqual(self.failing_patterns(file, 0), known)
        for time in (0, -1):
            groups = [name.decode() for name in file["group5"][()]]
            for name in ("residential_exposure", "exposure"):
                exposure = file[f"experienced/{name}"][0, time]
                numpy.testing.assert_allclose(exposure.sum(axis=1), 1,
                                              atol=1e-5)
            # 7: the gap of school and neighbourhood is reported; no range is
            # stated for it.
            for name in ("information_theory", "residential_information_theory"):
                values = file[f"schools/{name}"][0, time]
                self.assertTrue(numpy.all((values > 0) & (values < 1)))
            # Contact is reciprocal: totals a with b equal those of b with a.
            counts = broad_counts(file, time, groups)
            for setting in ("neighbourhood", "school", "work", "venue"):
                met = file[f"contact/{setting}"][0, time] * counts[:, None]
                # Persons of households, not all residents: to within the
                # share of communal ones.
                numpy.testing.assert_allclose(met, met.T, rtol=0.06, atol=30)

    def test_patterns_in_a_tenth_of_england(self):
        """Every tenth authority by code, for ranges stated for England."""
        shared = need_shared(self)
        with open(os.path.join(
                shared, "data/census2021/lookup_lsoa11_lsoa21.csv"),
                encoding="utf-8-sig") as table:
            codes = sorted({row["LAD22CD"] for row in csv.DictReader(table)
                            if row["LAD22CD"].startswith("E")})
        file = self.run_study("run", STUDY, "--set", "time.years=0.25", "--set",
                              f"area.codes={json.dumps(codes[::10])}", "--set",
                              "title=A tenth of England")
        self.assertEqual(self.failing_patterns(file, 0, england=True),
                         KNOWN["England"])

    def test_patterns_in_bradford(self):
        need_shared(self)
        self.expect_patterns(self.run_study(
            "run", STUDY, "--set", "time.years=1"), KNOWN["Bradford"])

    def test_patterns_in_waltham_forest(self):
        need_shared(self)
        self.expect_patterns(self.run_study(
            "run", STUDY, "--set", "time.years=1", "--set",
            'area.codes=["E09000031"]', "--set", "title=Waltham Forest"),
            KNOWN["Waltham Forest"])


def broad_counts(file, time, groups):
    residents = file["zones/residents"][0, time].sum(axis=0)
    names = [name.decode() for name in file["group"][()]]
    return numpy.array([
        sum(count for name, count in zip(names, residents)
            if name.split("_")[0] == group) for group in groups], float)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]], verbosity=2)

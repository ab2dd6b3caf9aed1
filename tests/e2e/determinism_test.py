# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
"""Same scenario, data and seed: same bytes in every dataset of run.h5.

usage: determinism_test.py MINGLE SOURCE_FOLDER [TEST...]
"""

import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import unittest

import h5py

from shared_data import need_shared

MINGLE = sys.argv[1]
SOURCE = sys.argv[2]


def dataset_hashes(path):
    """Name of every dataset and the hash of its shape, type and contents."""
    hashes = {}

    def visit(name, item):
        if not isinstance(item, h5py.Dataset):
            return
        text = h5py.check_string_dtype(item.dtype) is not None
        data = item[()]
        content = repr(data.tolist()).encode() if text else data.tobytes()
        head = f"{item.shape}{item.dtype}".encode()
        hashes[name] = hashlib.sha256(head + content).hexdigest()

    with h5py.File(path, "r") as file:
        file.visititems(visit)
    return hashes


class Determinism(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def run_hashes(self, scenario, *options):
        out = self.path("out")
        subprocess.run(
            [MINGLE, "run", scenario, "--out", out, "--overwrite", "--quiet",
             *options],
            check=True)
        hashes = dataset_hashes(os.path.join(out, "run.h5"))
        self.assertIn("indices/dissimilarity", hashes)
        self.assertIn("zones/residents", hashes)
        return hashes

    def expect_same_on_any_threads(self, scenario, *options):
        one = self.run_hashes(scenario, "--threads", "1", *options)
        for threads in ("2", "3", "7"):
            self.assertEqual(
                self.run_hashes(scenario, "--threads", threads, *options), one)
        other = self.run_hashes(scenario, "--seed", "77", *options)
        self.assertNotEqual(one, other)

    def test_threads_exact_choice(self):
        self.expect_same_on_any_threads(
            os.path.join(SOURCE, "scenarios/library/quickstart.toml"),
            "--replicates", "2", "--set", "time.years=2",
            "--set", "housing.w_adj=0.1")

    def test_threads_sampled_choice(self):
        self.expect_same_on_any_threads(
            os.path.join(SOURCE, "scenarios/library/quickstart.toml"),
            "--set", "time.years=1", "--set", "housing.choice=sampled")

    def test_threads_several_authorities(self):
        need_shared(self)
        self.expect_same_on_any_threads(
            os.path.join(SOURCE, "tests/studies/integration_areas.toml"),
            "--set", "time.years=1")

    def test_order_of_features(self):
        """Zones and tables in another order give the same results."""
        scenario = self.small_town(lambda items: items)
        plain = self.run_hashes(scenario)
        for seed in (1, 2):
            shuffled = self.small_town(random.Random(seed).shuffle)
            self.assertEqual(self.run_hashes(shuffled), plain)

    def small_town(self, shuffle):
        """A town of 5 x 4 squares, its features and rows in some order."""
        squares = [(x, y) for x in range(5) for y in range(4)]
        shuffle(squares)
        features = []
        for x, y in squares:
            west, south = 400000 + 1000 * x, 430000 + 1000 * y
            ring = [[west, south], [west + 1000, south],
                    [west + 1000, south + 1000], [west, south + 1000],
                    [west, south]]
            features.append({
                "type": "Feature",
                "properties": {"code": f"T{x}{y}", "authority": "T"},
                "geometry": {"type": "Polygon", "coordinates": [ring]}})
        with open(self.path("zones.geojson"), "w") as file:
            json.dump({
                "type": "FeatureCollection",
                "crs": {"type": "name",
                        "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}},
                "features": features}, file)
        shuffle(squares)
        tables = {
            "ethnic_group": (
                "white_british,asian_pakistani,black_african",
                lambda x, y: f"{900 - 150 * x},{100 + 140 * x},{30 * y}"),
            "tenure": (
                "owned_outright,owned_mortgage,social_council,social_other,"
                "private",
                lambda x, y: f"{100 + y},{100 - y},50,{30 + x},{120 - x}"),
            "household_size": (
                "persons_1,persons_2,persons_3,persons_4_or_more",
                lambda x, y: "120,120,80,80"),
            "residence_type": (
                "in_household,in_communal_establishment",
                lambda x, y: f"{1000 - 10 * x + 30 * y},{x}")}
        for name, (columns, row) in tables.items():
            with open(self.path(name + ".csv"), "w") as file:
                file.write("code," + columns + "\n")
                for x, y in squares:
                    file.write(f"T{x}{y},{row(x, y)}\n")
        with open(self.path("town.toml"), "w") as file:
            file.write(
                'schema_version = 1\ntitle = "Town"\n[area]\n'
                'zones.file = "zones.geojson"\nzones.key = "code"\n'
                'zones.authority = "authority"\n'
                + "".join(f'tables.{name} = "{name}.csv"\n' for name in tables)
                + "[time]\nstart = 2021-01-01\nyears = 3\n[run]\nseed = 5\n")
        return self.path("town.toml")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]], verbosity=2)

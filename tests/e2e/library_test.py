#!/usr/bin/python3
# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
"""Every scenario of scenarios/library, carried out.

The scenarios that pull levers run in a small invented town in place of the
area of their baselines, so that three years of each take a second.

usage: library_test.py MINGLE SOURCE_FOLDER [TEST...]
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import h5py

import lever_town

MINGLE = str(pathlib.Path(sys.argv[1]).resolve())
SOURCE = pathlib.Path(sys.argv[2]).resolve()
LIBRARY = SOURCE / "scenarios/library"
BASELINES = {"factor_baseline.toml", "lettings_baseline.toml",
             "quickstart.toml"}
FACTORS = {"factor_common_ground", "factor_participation",
           "factor_responsibility", "factor_social_mobility",
           "factor_tackling_intolerance"}


class Library(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.holder.name)
        lever_town.write(cls.folder)
        for name in BASELINES:
            (cls.folder / name).write_text(lever_town.AREA)
        cls.names = sorted(path.stem for path in LIBRARY.glob("*.toml")
                           if path.name not in BASELINES)
        for name in cls.names:
            shutil.copy(LIBRARY / f"{name}.toml", cls.folder)
        cls.base = cls.run_one("factor_baseline")

    @classmethod
    def tearDownClass(cls):
        cls.base.close()
        cls.holder.cleanup()

    @classmethod
    def run_one(cls, name):
        out = cls.folder / "out" / name
        done = subprocess.run(
            [MINGLE, "run", f"{name}.toml", "--out", str(out), "--replicates",
             "1", "--overwrite", "--set", "time.years=3"],
            cwd=cls.folder, capture_output=True, text=True,
            env=dict(os.environ, NO_COLOR="1"))
        assert done.returncode == 0, f"{name}: {done.stderr}"
        return h5py.File(out / "run.h5")

    def differs(self, run):
        """Whether any index, tie, attitude, role or flow is another."""
        for group in ("indices", "ties", "attitudes", "roles", "flows",
                      "schools"):
            for name, table in self.base[group].items():
                if isinstance(table, h5py.Dataset) and (
                        table.dtype.kind in "fi") and (
                        table[()].tobytes() !=
                        run[f"{group}/{name}"][()].tobytes()):
                    return True
        return False

    def test_every_scenario_is_carried_out(self):
        self.assertGreaterEqual(len(self.names), 7)
        self.assertLessEqual(FACTORS, set(self.names))
        for name in self.names:
            with self.subTest(scenario=name), self.run_one(name) as run:
                labels = [each.decode() for each in run["lever"]]
                reaches = [each.decode()
                           for each in run["levers/lever_reaches"]]
                people = run["levers/people"][0].sum(axis=0)
                for label, kind, count in zip(labels, reaches, people):
                    if kind == "persons":
                        self.assertGreater(count, 0, label)
                grades = [each.decode() for each in run["levers/lever_grade"]]
                self.assertTrue(set(grades) <= {"E", "W", "A", "-"}, grades)
                self.assertTrue(self.differs(run), "nothing differs")

    def test_baselines_are_carried_out_as_shipped(self):
        for name in sorted(BASELINES):
            with self.subTest(scenario=name):
                out = self.folder / "shipped" / name
                done = subprocess.run(
                    [MINGLE, "run", str(LIBRARY / name), "--out", str(out),
                     "--replicates", "1", "--set", "time.years=0.25",
                     "--set", "area.stylised=blackburn-with-darwen"],
                    capture_output=True, text=True)
                self.assertEqual(done.returncode, 0, done.stderr)

    def test_money_of_a_year_stops_a_programme(self):
        with self.run_one("factor_responsibility") as run:
            labels = [each.decode() for each in run["lever"]]
            service = labels.index("national_citizen_service")
            cost = run["levers/cost"][0, :, service]
            self.assertGreater(cost.sum(), 0)
            self.assertLessEqual(cost[1:5].sum(), 1_000_000)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])

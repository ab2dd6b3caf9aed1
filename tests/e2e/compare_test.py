#!/usr/bin/python3
# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
"""mingle compare: files, figures, resumption, refusals.

usage: compare_test.py MINGLE SOURCE_FOLDER [TEST...]
"""
import csv
import math
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import h5py
import numpy
import xarray

MINGLE = str(pathlib.Path(sys.argv[1]).resolve())
SOURCE = pathlib.Path(sys.argv[2]).resolve()

BASE = """schema_version = 1
title = "Baseline"
[area]
stylised = "walsall"
[time]
start = 2021-01-01
years = 1
[run]
seed = 5
"""
SETTLED = """extends = "base.toml"
title = "Settled renters"
[housing]
move_rate.private = 0.1
"""
PLACEBO = """extends = "base.toml"
title = "Paving stones"
"""
REPLICATES = 4
T_975_3 = 3.182446305284263  # Student's t, 3 degrees of freedom
STATISTICS = ("mean", "sd", "low", "high")


def tree(folder):
    """Bytes of every file below a folder, by name."""
    folder = pathlib.Path(folder)
    return {str(file.relative_to(folder)): file.read_bytes()
            for file in sorted(folder.rglob("*")) if file.is_file()}


def datasets(group, path=""):
    """Every dataset by every name that it has."""
    for name, item in group.items():
        if isinstance(item, h5py.Dataset):
            yield f"{path}/{name}"
        else:
            yield from datasets(item, f"{path}/{name}")


class Compare(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.holder.name)
        for name, text in (("base", BASE), ("settled", SETTLED),
                           ("placebo", PLACEBO)):
            (cls.folder / f"{name}.toml").write_text(text)
        done = cls.mingle("compare", "base.toml", "settled.toml",
                          "placebo.toml", "--out", "all", "--replicates",
                          str(REPLICATES))
        assert done.returncode == 0, done.stderr

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    @classmethod
    def environment(cls):
        return dict(os.environ, SOURCE_DATE_EPOCH="1700000000", NO_COLOR="1",
                    HDF5_USE_FILE_LOCKING="FALSE")

    @classmethod
    def mingle(cls, *arguments):
        return subprocess.run(
            [MINGLE, *arguments], cwd=cls.folder, env=cls.environment(),
            text=True, stdin=subprocess.DEVNULL, capture_output=True,
            check=False)

    def values(self, arm, path):
        with h5py.File(self.folder / f"all/arms/{arm}/run.h5") as file:
            return file[path][()]

    def test_an_arm_is_what_run_writes(self):
        done = self.mingle("run", "settled.toml", "--out", "alone",
                           "--replicates", str(REPLICATES))
        self.assertEqual(done.returncode, 0, done.stderr)
        alone = tree(self.folder / "alone")
        arm = tree(self.folder / "all/arms/settled")
        self.assertEqual(sorted(arm), sorted(alone))
        for name, content in alone.items():
            self.assertEqual(arm[name] == content, True, name)

    def test_figures_are_those_of_the_runs(self):
        base = self.values("base", "indices/dissimilarity")
        other = self.values("settled", "indices/dissimilarity")
        change = other - base
        group = xarray.open_dataset(self.folder / "all/comparison.h5",
                                    group="differences/dissimilarity",
                                    engine="h5netcdf")
        self.assertEqual(group["mean"].dims,
                         ("contrast", "time", "group", "group_other"))
        self.assertEqual(list(group["contrast"].values),
                         ["settled", "placebo"])
        self.assertEqual(str(group["time"].values[-1])[:10], "2022-01-01")
        numpy.testing.assert_allclose(
            group["mean"][0], change.mean(axis=0), rtol=1e-12, atol=1e-15)
        half = T_975_3 * change.std(axis=0, ddof=1) / math.sqrt(REPLICATES)
        numpy.testing.assert_allclose(
            group["high"][0] - group["mean"][0], half, rtol=1e-6, atol=1e-14)
        levels = xarray.open_dataset(self.folder / "all/comparison.h5",
                                     group="levels/dissimilarity",
                                     engine="netcdf4")
        numpy.testing.assert_allclose(
            levels["mean"][1], other.mean(axis=0), rtol=1e-12)
        self.assertEqual(list(levels["arm"].values),
                         ["base", "settled", "placebo"])

    def test_the_headline_is_in_both_files(self):
        with (self.folder / "all/comparison.csv").open(newline="") as file:
            rows = list(csv.DictReader(file))
        headline = xarray.open_dataset(self.folder / "all/comparison.h5",
                                       group="headline", engine="h5netcdf")
        self.assertEqual(len(rows), headline["low"].size)
        for row in rows:
            cell = headline.sel(contrast=row["scenario"],
                                measure=row["measure"])
            for name in ("difference", "low", "high", "holm_p"):
                self.assertEqual(float(row[name]), float(cell[name]))
        self.assertTrue(rows[0]["measure"].startswith("dissimilarity "))

    def test_a_placebo_changes_nothing(self):
        with (self.folder / "all/comparison.csv").open(newline="") as file:
            rows = [row for row in csv.DictReader(file)
                    if row["scenario"] == "placebo"]
        self.assertGreater(len(rows), 5)
        for row in rows:
            self.assertEqual(row["verdict"], "same")
            self.assertEqual(float(row["difference"]), 0)
        with h5py.File(self.folder / "all/comparison.h5") as file:
            for name, group in file["differences"].items():
                self.assertFalse(numpy.nanmax(numpy.abs(group["mean"][1])),
                                 name)

    def test_the_format_page_lists_every_dataset(self):
        page = (SOURCE / "docs/formats/comparison-h5.md").read_text()
        listed = set(re.findall(r"^\| `(/[^`]*)`", page, re.M))
        with h5py.File(self.folder / "all/comparison.h5") as file:
            names = list(datasets(file))
            for name in file.attrs:
                self.assertIn(f"`{name}`", page)
        found = set()
        for name in names:
            root, last = name.split("/")[1], name.split("/")[-1]
            if root in ("levels", "differences"):
                if last in STATISTICS:
                    found.add(f"/{root}/TABLE/{last}")
            elif name != "/headline/contrast":
                found.add(name)
        scales = {"/round", "/tenure_class"}
        # What levers and probes add: report_levers_test.py.
        more = {name for name in listed if name.startswith(
            ("/levers/", "/probes/", "/headline/cost_per_effect"))}
        self.assertEqual(found - scales, listed - more)

    def test_interrupted_goes_on_to_the_same_bytes(self):
        def command(out, *more):
            return ["compare", "base.toml", "settled.toml", "--out", out,
                    "--replicates", "6", "--set", "time.years=3", *more]
        done = self.mingle(*command("whole", "--threads", "3"))
        self.assertEqual(done.returncode, 0, done.stderr)
        process = subprocess.Popen(
            [MINGLE, *command("broken", "--threads", "1")], cwd=self.folder,
            env=self.environment(), text=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        parts = self.folder / ".broken.part/replicates"
        while not list(parts.glob("[!.]*")):
            self.assertIsNone(process.poll())
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        talk = process.communicate()[1]
        self.assertEqual(process.returncode, 5, talk)
        self.assertIn("go on", talk)
        self.assertFalse((self.folder / "broken").exists())
        kept = len(list(parts.glob("[!.]*")))
        self.assertLess(kept, 12)
        # A file that was cut short is not trusted.
        victim = sorted(parts.glob("[!.]*"))[0]
        victim.write_bytes(victim.read_bytes()[:-7])
        done = self.mingle(*command("broken"))
        self.assertEqual(done.returncode, 0, done.stderr)
        whole = tree(self.folder / "whole")
        broken = tree(self.folder / "broken")
        self.assertEqual(sorted(whole), sorted(broken))
        for name, content in whole.items():
            self.assertEqual(broken[name] == content, True, name)
        self.assertFalse((self.folder / ".broken.part").exists())

    def refused(self, code, words, *arguments):
        done = self.mingle("compare", *arguments)
        self.assertEqual(done.returncode, code, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)
        self.assertFalse((self.folder / "no").exists())

    def variant(self, name, text):
        (self.folder / name).write_text('extends = "base.toml"\n' + text)

    def test_what_cannot_be_compared_is_refused(self):
        self.variant("area.toml", '[area]\nstylised = "bradford"\n')
        self.variant("seed.toml", "[run]\nseed = 6\n")
        self.variant("years.toml", "[time]\nyears = 2\n")
        self.variant("wrong.toml", "[housing]\nalhpa = 1\n")
        self.refused(2, ["one scenario is not"], "base.toml")
        self.refused(3, ["area.toml", "area"], "base.toml", "area.toml",
                     "--out", "no")
        self.refused(3, ["seed.toml", "seed is 6, but 5", "--seed"],
                     "base.toml", "seed.toml", "--out", "no")
        self.refused(3, ["years.toml", "8 quarters, not 2021-01-01 and 4"],
                     "base.toml", "years.toml", "--out", "no")
        self.refused(3, ["wrong.toml", "alpha"], "base.toml", "wrong.toml",
                     "--out", "no")
        self.refused(2, ["exists"], "base.toml", "settled.toml", "--out", "all")
        self.assertFalse(list(self.folder.glob(".no.part")))

    def test_few_replicates_are_said_to_be_few(self):
        done = self.mingle("compare", "base.toml", "settled.toml", "--out",
                           "few", "--replicates", "2")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("at least 20", done.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])

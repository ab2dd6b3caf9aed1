#!/usr/bin/python3
# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
"""report.html in headless Chromium: numbers, charts, silence, access.

usage: report_test.py MINGLE SOURCE_FOLDER NODE_MODULES_OWNER [TEST...]
"""
import csv
import io
import re
import xml.etree.ElementTree

import h5py
import numpy

import in_chromium
from in_chromium import MINGLE, MINUS

HOSTILE = "</script><img src=x onerror=hostile=true><!-- '\\\" & co"
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
FILES = {
    "base.toml": BASE,
    "settled.toml": 'extends = "base.toml"\ntitle = "Settled renters"\n'
                    "[housing]\nmove_rate.private = 0.05\n",
    "hostile.toml": f'extends = "base.toml"\ntitle = "{HOSTILE}"\n',
}
HOSTILE_TEXT = HOSTILE.replace('\\"', '"')


def number(text):
    return float(text.replace(MINUS, "-").replace(",", ""))


class Report(in_chromium.InChromium):
    @classmethod
    def setUpClass(cls):
        cls.open_folder()
        for name, text in FILES.items():
            (cls.folder / name).write_text(text)
        cls.compare(*FILES, "--replicates", "4")
        with h5py.File(cls.folder / "all/comparison.h5") as file:
            cls.headline = {name: item[()]
                            for name, item in file["headline"].items()}

    def test_one_file_of_moderate_size(self):
        text = self.page.read_text()
        self.assertLess(self.page.stat().st_size, 5_000_000)
        self.assertNotRegex(text, r"<link|<iframe|src=.https?:|@import")

    def test_every_chart_is_there(self):
        measures = len(self.headline["measure"])
        kinds = [chart["kind"] for chart in self.seen["charts"]]
        self.assertEqual(kinds.count("glance"), 1)
        self.assertEqual(kinds.count("measure"), measures)
        self.assertEqual(kinds.count("map"), 1)
        for chart in self.seen["charts"]:
            pictures = 3 if chart["kind"] == "map" else 1
            self.assertEqual(chart["pictures"], pictures, chart)
            self.assertGreater(chart["marks"], 3, chart)
            self.assertEqual(chart["buttons"], 3 * pictures, chart)
            self.assertTrue(chart["named"], chart)

    def test_numbers_are_those_of_the_file(self):
        names = ("difference", "low", "high")
        measures = self.seen["data"]["measures"]
        self.assertEqual([m["id"] for m in measures],
                         [m.decode() for m in self.headline["measure"]])
        for row, measure in enumerate(measures):
            for column, result in enumerate(measure["results"]):
                for name in names:
                    self.assertEqual(result[name],
                                     self.headline[name][column, row])
        with h5py.File(self.folder / "all/comparison.h5") as file:
            table = file["levels/dissimilarity/mean"][()]
            shown = [level["mean"] for level in measures[0]["levels"]]
            groups = [g.decode() for g in file["group"]]
            a, b = measures[0]["id"].split(" ")[1].split(":")
            numpy.testing.assert_array_equal(
                shown, table[:, :, groups.index(a), groups.index(b)])

    def test_visible_numbers_are_the_same_rounded(self):
        row = 0
        contrasts = len(self.headline["contrast"])
        found = 0
        for measure in range(len(self.headline["measure"])):
            for contrast in range(contrasts):
                text = self.seen["table"][row][4]
                row += 1
                numbers = re.findall(rf"{MINUS}?\d+\.\d+", text)
                want = [self.headline[name][contrast, measure]
                        for name in ("difference", "low", "high")]
                for said, exact in zip(numbers, want):
                    decimals = len(said.split(".")[1])
                    self.assertAlmostEqual(number(said), exact,
                                           delta=0.5000001 * 10**-decimals)
                    found += 1
        self.assertEqual(row, len(self.seen["table"]))
        self.assertGreater(found, 20)

    def test_words_follow_the_verdicts(self):
        words = {0: "Exactly the same", 1: "Lower", 2: "Higher",
                 3: "No effect", 4: "No clear difference"}
        for column, card in enumerate(self.seen["verdicts"]):
            verdict = int(self.headline["verdict"][column, 0])
            self.assertIn(card["verdict"],
                          (words[verdict], "Slightly " +
                           words[verdict].lower()))
            self.assertIn(card["lead"], self.said)
        self.assertEqual(self.seen["verdicts"][1]["verdict"],
                         "Exactly the same")

    def test_no_number_in_the_lead_without_an_interval(self):
        for card in self.seen["verdicts"]:
            if "in every" in card["lead"]:
                continue
            self.assertIn("95% interval", card["lead"])

    def test_hostile_text_stays_text(self):
        self.assertEqual(self.seen["hostile"],
                         {"ran": False, "images": 0, "scripts": 2})
        self.assertIn(HOSTILE_TEXT, self.seen["text"])
        self.assertEqual(self.seen["verdicts"][1]["title"], HOSTILE_TEXT)

    def test_charts_can_be_saved(self):
        saved = self.seen["downloads"]
        self.assertEqual(len(saved), 9)
        for name, file in saved.items():
            self.assertGreater(file["size"], 200, name)
            if name.endswith("PNG"):
                self.assertEqual(file["head"], "PNG")
            elif name.endswith("SVG"):
                self.assertTrue(file["text"].startswith("<svg"), name)
                if file["size"] < 4000:
                    xml.etree.ElementTree.fromstring(file["text"])
        rows = list(csv.DictReader(io.StringIO(saved["glance.CSV"]["text"])))
        self.assertEqual(float(rows[0]["difference"]),
                         self.headline["difference"][0, 0])
        self.assertEqual(rows[1]["scenario"], HOSTILE_TEXT)

    def test_paper_stays_short(self):
        # Two sheets of answers, two of charts, tables and methods.
        self.assertGreater(self.seen["sheets"], 3)
        self.assertLessEqual(self.seen["sheets"], 10)

    def test_report_again_gives_the_same_page(self):
        done = self.run_program(MINGLE, "report", "all", "--out", "again.html")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual((self.folder / "again.html").read_bytes() ==
                         self.page.read_bytes(), True)
        done = self.run_program(MINGLE, "report", "all")
        self.assertEqual(done.returncode, 2)
        self.assertIn("--overwrite", done.stderr)
        done = self.run_program(MINGLE, "report", "all/arms/base", "--out",
                                "one.html")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn("The answer", (self.folder / "one.html").read_text())
        done = self.run_program(MINGLE, "report", ".")
        self.assertEqual(done.returncode, 4)
        self.assertIn("neither run.h5 nor comparison.h5", done.stderr)


if __name__ == "__main__":
    in_chromium.run()

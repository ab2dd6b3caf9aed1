#!/usr/bin/python3
# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
"""`mingle indices` from the outside: records, choices, mistakes.

usage: indices_test.py MINGLE SOURCE_FOLDER
"""
import csv
import io
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

from shared_data import need_shared

MINGLE = os.path.abspath(sys.argv[1])
SOURCE = pathlib.Path(sys.argv[2]).resolve()

COUNTS = """zone,total,a,b,c
z1,110,10,90,10
z2,100,50,50,0
z3,60,40,10,10
z4,0,0,0,0
"""
LOOKUP = """zone,town,name
z1,north,"One, old"
z2,north,Two
z3,south,"Three ""new"" ones"
z4,south,Four
"""
SECOND = """zone,a,b,c
z1,20,80,10
z2,50,50,0
z3,30,20,10
z5,5,5,5
"""


def square(x, code):
    ring = [[x, 52], [x + 0.01, 52], [x + 0.01, 52.01], [x, 52.01], [x, 52]]
    return {"type": "Feature", "properties": {"zone": code},
            "geometry": {"type": "Polygon", "coordinates": [ring]}}


class Indices(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.temporary.name)
        for name, text in (("counts.csv", COUNTS), ("lookup.csv", LOOKUP),
                           ("twice.csv", LOOKUP + "z1,south,Again\n"),
                           ("second.csv", SECOND)):
            (self.folder / name).write_text(text)
        shapes = {"type": "FeatureCollection", "features": [
            square(-1 + 0.01 * i, f"z{i + 1}") for i in range(4)]}
        (self.folder / "zones.geojson").write_text(json.dumps(shapes))

    def tearDown(self):
        self.temporary.cleanup()

    def run_mingle(self, *arguments):
        return subprocess.run([MINGLE, "indices", *arguments], text=True,
                              capture_output=True, cwd=self.folder)

    def records(self, *arguments):
        result = self.run_mingle("counts.csv", *arguments, "--format", "json")
        self.assertEqual(result.returncode, 0, result.stderr)
        return json.loads(result.stdout)

    def value(self, *arguments):
        records = self.records(*arguments)
        self.assertEqual(len(records), 1, records)
        return records[0]["value"]

    def refusal(self, code, *arguments):
        result = self.run_mingle(*arguments)
        self.assertEqual(result.returncode, code, result.stderr)
        self.assertEqual(result.stdout, "")
        return result.stderr

    def test_record_of_a_pair(self):
        self.assertEqual(
            self.records("--pair", "a:b", "--index", "dissimilarity"),
            [{"index": "dissimilarity", "kind": "pair", "groups": ["a", "b"],
              "zone": None, "parameters": {"denominator": "pair"},
              "value": 0.5, "interval": None}])

    def test_denominators_and_rest(self):
        pair = self.value("--pair", "a:b", "--index", "isolation")
        everyone = self.value("--pair", "a:b", "--index", "isolation",
                              "--set", "denominator=all")
        self.assertAlmostEqual(pair, 0.58)
        self.assertAlmostEqual(
            everyone, 0.1 * 10 / 110 + 0.5 * 0.5 + 0.4 * 40 / 60)
        rest = self.records("--pair", "a:rest", "--index", "isolation")[0]
        self.assertEqual(rest["kind"], "rest")
        self.assertEqual(rest["groups"], ["a", "rest"])
        self.assertEqual(rest["parameters"]["denominator"], "all")
        self.assertAlmostEqual(rest["value"], everyone)

    def test_multigroup_matrix_and_local(self):
        multigroup = self.records("--index", "dissimilarity")[0]
        self.assertEqual(multigroup["kind"], "multigroup")
        self.assertEqual(multigroup["groups"], ["a", "b", "c"])
        matrix = self.records("--index", "dissimilarity", "--kind", "matrix")
        self.assertEqual(len(matrix), 9)
        self.assertEqual(matrix[1]["groups"], ["a", "b"])
        self.assertAlmostEqual(matrix[1]["value"], 0.5)
        local = self.records("--index", "local_entropy")
        self.assertEqual([r["zone"] for r in local], ["z1", "z2", "z3", "z4"])
        self.assertIsNone(local[3]["value"])
        types = self.records("--index", "neighbourhood_typology")
        self.assertEqual(types[0]["parameters"]["type"],
                         "isolated host community")

    def test_lookup_chooses_and_groups(self):
        lookup = ("--lookup", "lookup.csv:zone", "--index", "entropy")
        by = self.records(*lookup, "--by", "town")
        self.assertEqual([r["area"] for r in by], ["north", "south"])
        north = self.value(*lookup, "--where", "town=north")
        self.assertAlmostEqual(by[0]["value"], north)
        named = self.value(*lookup, "--where", "name=One, old")
        self.assertLess(named, north)

    def test_nested_parts_add_up(self):
        parts = {r["parameters"]["part"]: r["value"] for r in self.records(
            "--lookup", "lookup.csv:zone", "--set", "by=town",
            "--index", "mutual_information_nested")}
        self.assertAlmostEqual(parts["total"],
                               parts["between"] + parts["within"])

    def test_levels_within_levels(self):
        (self.folder / "levels.csv").write_text(
            "zone,ward,town\nz1,w1,t1\nz2,w1,t1\nz3,w2,t1\nz4,w3,t2\n")
        given = ("--lookup", "levels.csv:zone", "--index",
                 "mutual_information_nested")
        parts = {r["parameters"]["part"]: r["value"] for r in self.records(
            *given, "--set", "by=ward/town")}
        self.assertEqual(list(parts), ["total", "between", "ward within town",
                                       "within"])
        self.assertAlmostEqual(parts["total"], sum(parts.values())
                               - parts["total"])
        self.assertIn("lies in two areas of the next level", self.refusal(
            4, "counts.csv", *given, "--set", "by=town/ward"))

    def test_several_values_of_a_condition(self):
        given = ("--lookup", "lookup.csv:zone", "--index", "entropy")
        self.assertEqual(
            self.value(*given, "--where", "town=north", "--where",
                       "town=south"), self.value("--index", "entropy"))
        self.assertIn("no zone that is chosen has 'east'", self.refusal(
            4, "counts.csv", *given, "--where", "town=north", "--where",
            "town=east"))

    def test_inference_of_matrices_and_zones(self):
        given = ("--permutations", "99", "--bootstrap", "100")
        matrix = self.records("--index", "dissimilarity", "--kind", "matrix",
                              *given)
        pair = self.records("--pair", "a:b", "--index", "dissimilarity",
                            *given)[0]
        self.assertEqual(len(matrix), 9)
        self.assertEqual(matrix[1]["value"], pair["value"])
        self.assertEqual(matrix[1]["parameters"]["denominator"], "all")
        self.assertLess(matrix[1]["interval"][0], matrix[1]["interval"][1])
        self.assertLess(matrix[1]["p_value"], 0.5)
        local = self.records("--index", "location_quotient", *given)
        self.assertIn("p_value", local[0])
        self.assertIsNone(local[-1]["value"])
        compared = self.records("--index", "dissimilarity", "--kind",
                                "matrix", "--compare", "second.csv")
        self.assertEqual(len(compared), 27)

    def test_says_what_it_does_not_infer(self):
        for arguments, expected in (
                (["--index", "modified_gini", "--permutations", "9"],
                 "modified_gini: no inference"),
                (["--index", "gini", "--permutations", "9", "--set",
                  "null_model=zones"], "the places of zones do not enter it"),
                (["--index", "gini", "--bootstrap", "10"],
                 "too few samples for the ends of the interval"),
                (["--index", "delta", "--zones", "zones.geojson",
                  "--bootstrap", "100", "--set", "bootstrap_units=zones"],
                 "delta: no interval"),
                (["--index", "local_exposure", "--jackknife"],
                 "local_exposure: no jackknife"),
                (["--index", "delta", "--zones", "zones.geojson", "--compare",
                  "counts.csv", "--permutations", "9"],
                 "no p-value of the difference"),
                (["--index", "local_exposure", "--compare", "second.csv"],
                 "local_exposure: of the first table only"),
                (["--index", "delta", "--zones", "zones.geojson",
                  "--compare", "second.csv"],
                 "the second has zones the map does not")):
            with self.subTest(arguments=arguments):
                result = self.run_mingle("counts.csv", "--pair", "a:b",
                                         *arguments)
                self.assertEqual(result.returncode, 0, result.stderr)
                self.assertIn(expected, result.stderr)

    def test_map_of_another_country(self):
        shapes = {"type": "FeatureCollection", "features": [
            square(-87.6 + 0.01 * i, f"z{i + 1}") for i in range(4)]}
        (self.folder / "zones.geojson").write_text(json.dumps(shapes))
        result = self.run_mingle("counts.csv", "--zones", "zones.geojson",
                                 "--pair", "a:b", "--index", "delta")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("outside Great Britain", result.stderr)

    def test_change_between_tables_adds_up(self):
        parts = {r["parameters"]["part"]: r["value"] for r in self.records(
            "--compare", "second.csv", "--index",
            "mutual_information_change")}
        causes = ("additions", "removals", "group_marginal", "zone_marginal",
                  "interaction", "structural")
        self.assertAlmostEqual(parts["change"],
                               sum(parts[cause] for cause in causes))
        tables = {r["parameters"]["table"]: r["value"] for r in self.records(
            "--compare", "second.csv", "--pair", "a:b", "--index",
            "dissimilarity")}
        self.assertAlmostEqual(tables["difference"],
                               tables["second"] - tables["first"])

    def test_spatial_indices_of_two_tables(self):
        (self.folder / "later.csv").write_text(
            (self.folder / "counts.csv").read_text())
        records = self.records(
            "--compare", "later.csv", "--zones", "zones.geojson", "--pair",
            "a:b", "--index", "spatial_proximity", "--bootstrap", "20",
            "--permutations", "9", "--set", "household_size=2")
        tables = {r["parameters"]["table"]: r for r in records}
        self.assertEqual(tables["difference"]["value"], 0)
        self.assertEqual(tables["first"]["value"], tables["second"]["value"])
        self.assertNotIn("p_value", tables["difference"])
        self.assertIn("interval", tables["difference"])

    def test_profile_and_degrees(self):
        profile = self.records(
            "--zones", "zones.geojson", "--index",
            "spatial_information_theory", "--set", "bandwidth=100,2000,4000")
        values = [r["value"] for r in profile]
        self.assertEqual([r["parameters"]["bandwidth"] for r in profile],
                         [100, 2000, 4000])
        self.assertEqual(profile[:2], self.records(
            "--zones", "zones.geojson", "--index",
            "spatial_information_theory", "--set", "bandwidth=100", "--set",
            "bandwidth=2000"))
        # A hundredth of a degree is some 690 m: were degrees taken for
        # metres, 100 m would reach everyone.
        self.assertAlmostEqual(
            values[0], self.value("--index", "information_theory"))
        self.assertLess(values[1], values[0])
        self.assertLess(values[2], values[1])
        self.assertAlmostEqual(
            self.value("--zones", "zones.geojson", "--pair", "a:b", "--index",
                       "spatial_proximity", "--set", "distance=network"),
            self.value("--zones", "zones.geojson", "--pair", "a:b", "--index",
                       "spatial_proximity"), delta=1e-6)

    def test_inference_is_reproducible(self):
        given = ("--pair", "a:b", "--index", "dissimilarity",
                 "--permutations", "99", "--bootstrap", "200")
        first = self.records(*given, "--seed", "4", "--threads", "1")[0]
        again = self.records(*given, "--seed", "4", "--threads", "2")[0]
        other = self.records(*given, "--seed", "5")[0]
        self.assertEqual(first, again)
        self.assertNotEqual(first["null_mean"], other["null_mean"])
        self.assertEqual(first["p_value"], 0.01)
        self.assertLess(first["interval"][0], first["interval"][1])

    def test_households_and_dropped_zones(self):
        given = ("--pair", "a:b", "--index", "dissimilarity",
                 "--permutations", "99", "--set", "empty_zones=drop")
        people = self.records(*given)[0]
        households = self.records(*given, "--set", "household_size=5")[0]
        self.assertEqual(people["value"], households["value"])
        self.assertGreater(households["null_mean"], people["null_mean"])

    def test_all_says_what_it_could_not_compute(self):
        result = self.run_mingle("counts.csv", "--index", "all",
                                 "--format", "csv")
        self.assertEqual(result.returncode, 0, result.stderr)
        rows = list(csv.DictReader(io.StringIO(result.stdout)))
        problems = {r["index"]: r["problem"] for r in rows if r["problem"]}
        self.assertEqual(problems["gini"], "needs --pair")
        self.assertEqual(problems["delta"], "needs --pair")
        self.assertIn("--zones", problems["spatial_dissimilarity"])
        self.assertIn("not computed: spatial_dissimilarity", result.stderr)
        with_all = self.records(
            "--index", "all", "--pair", "a:b", "--zones", "zones.geojson",
            "--lookup", "lookup.csv:zone", "--set", "by=town", "--compare",
            "second.csv")
        self.assertEqual([r for r in with_all if "problem" in r], [])

    def test_fractions(self):
        (self.folder / "counts.csv").write_text(
            "zone,a,b\nz1,0.5,4.5\nz2,2.5,2.5\nz3,2,5e-1\n")
        self.assertAlmostEqual(
            self.value("--pair", "a:b", "--index", "dissimilarity"), 0.5)

    def test_table_is_for_people(self):
        result = self.run_mingle("counts.csv", "--pair", "a:b")
        self.assertEqual(result.returncode, 0)
        self.assertIn("dissimilarity", result.stdout)
        self.assertIn("a:b", result.stdout)

    def test_mistakes(self):
        for code, arguments, expected in (
                (2, ["counts.csv", "--index", "disimilarity"],
                 "Did you mean 'dissimilarity'"),
                (2, ["counts.csv", "--set", "bandwith=3"],
                 "Did you mean 'bandwidth'"),
                (2, ["counts.csv", "--pair", "a:bb"], "Did you mean 'b'?"),
                (2, ["counts.csv", "--pair", "a"], "is not a pair"),
                (2, ["counts.csv", "--pair", "a:total"],
                 "A column named 'total' is not a group"),
                (2, ["counts.csv", "--pair", "rest:a"],
                 "Everyone else comes second"),
                (2, ["counts.csv", "--pair", "a:rest", "--groups", "a"],
                 "'a' is the only group chosen"),
                (2, ["counts.csv", "--groups", "a,b,a"],
                 "--groups names 'a' twice"),
                (2, ["counts.csv", "--index", "SP"],
                 "Did you mean 'spatial_proximity'"),
                (2, ["counts.csv", "--index", "Gini"], "Did you mean 'gini'"),
                (2, ["counts.csv", "--seed", "-1"], "--seed cannot be -1"),
                (2, ["counts.csv", "--permutations", "9", "--set",
                     "household_size=0"], "is not a number above 0"),
                (2, ["counts.csv", "--pair", "a:b", "--index",
                     "spatial_proximity", "--zones", "zones.geojson", "--set",
                     "weights=queen", "--set", "distance=network"],
                 "weights=queen: set one of the two"),
                (2, ["counts.csv", "--threads", "-1"],
                 "--threads cannot be -1"),
                (2, ["counts.csv", "--pair", "a:a"], "is one group twice"),
                (2, ["counts.csv", "--kind", "locl"], "Did you mean 'local'"),
                (2, ["counts.csv", "--index", "gorard"], "needs --pair"),
                (2, ["counts.csv", "--pair", "a:b", "--index", "delta"],
                 "needs the zones' geometry (--zones)"),
                (2, ["counts.csv", "--pair", "a:b", "--index", "atkinson",
                     "--set", "b=1"], "parameter 'b' cannot be '1'"),
                (2, ["counts.csv", "--zones", "zones.geojson", "--pair",
                     "a:b", "--index", "relative_centralization", "--set",
                     "center=north"], "parameter 'centre' cannot be 'north'"),
                (2, ["counts.csv", "--index", "neighbourhood_typology",
                     "--set", "host=d"], "parameter 'host' cannot be 'd'"),
                (2, ["counts.csv", "--where", "town=north"],
                 "need a lookup"),
                (2, ["counts.csv", "--lookup", "lookup.csv", "--by", "town"],
                 "names no key column"),
                (2, ["counts.csv", "--permutations", "-1"],
                 "--permutations cannot be -1"),
                (2, ["counts.csv", "--format", "xml"], "--format cannot be"),
                (2, [], "COUNTS.csv is required"),
                (4, ["nowhere.csv"], "nowhere.csv"),
                (4, ["counts.csv", "--groups", "a,d"], "'d'"),
                (4, ["lookup.csv"], "'north' is not a number from 0"),
                (4, ["counts.csv", "--lookup", "lookup.csv:zone", "--where",
                     "town=east"], "has no zones with town=east"),
                (4, ["second.csv", "--zones", "zones.geojson", "--index",
                     "spatial_dissimilarity"],
                 "1 zones of the table have no shape: z5"),
                (4, ["counts.csv", "--lookup", "twice.csv:zone", "--by",
                     "town"], "is 'south', in line 2 'north'"),
                (4, ["second.csv", "--lookup", "lookup.csv:zone", "--by",
                     "town"], "are not listed: z5")):
            with self.subTest(arguments=arguments):
                self.assertIn(expected, self.refusal(code, *arguments))

    def test_malformed_tables(self):
        for text, expected in (
                ("zone,a,a\nz1,1,2\n", "two columns have this name"),
                ("zone,a,b\nz1,1\n", "has 2 fields, the header 3"),
                ("zone,a,b\nz1,1,2\nz1,1,2\n", "zone codes are repeated: z1"),
                ("zone,a,b\n,1,2\n", "the zone code is empty"),
                ("zone,a,b\nz1,-1,2\n", "'-1' is not a number from 0"),
                ("zone,a,b\nz1,nan,2\n", "'nan' is not a number from 0"),
                ("zone,a,b\nz1,1e16,2\n", "is not a number from 0 to 1e15"),
                ("zone,total\nz1,2\n", "A total is not a group"),
                ("zone,a,b\n", "Each line below the header is a zone"),
                ("zone,a,b\nz1,,2\n", "the cell is empty"),
                ("zone,a,b\nz1,\"1,2\n", "a quote is open or misplaced"),
                ("", "is empty")):
            with self.subTest(text=text):
                (self.folder / "bad.csv").write_text(text)
                self.assertIn(expected, self.refusal(4, "bad.csv"))

    def test_list_names_every_oracle(self):
        result = self.run_mingle("--list", "--format", "json")
        catalogue = json.loads(result.stdout)
        names = {index["name"] for index in catalogue}
        parameters = {p["name"] for index in catalogue
                      for p in index["parameters"]}
        shared = need_shared(self)
        path = shared / "oracles" / "mingle_names.csv"
        for row in csv.DictReader(path.read_text().splitlines()):
            for name in row["mingle_index"].split(","):
                self.assertIn(name.strip(), names)
            for part in row["parameters"].split(";"):
                name = part.split("=")[0]
                if name:
                    self.assertIn(name, parameters, row)

    def test_method_page_is_the_catalogue(self):
        result = subprocess.run(
            ["/usr/bin/python3", SOURCE / "tools" / "dev" / "indices_page.py",
             MINGLE, SOURCE / "docs" / "methods" / "indices.md", "--check"])
        self.assertEqual(
            result.returncode, 0, "run tools/dev/indices_page.py")

    def test_bradford(self):
        shared = need_shared(self)
        census = shared / "data" / "census2021"
        result = self.run_mingle(
            str(census / "ethnic_group_lsoa21.csv"), "--lookup",
            f"{census / 'lookup_lsoa21_msoa21_lad22_region.csv'}:LSOA21CD",
            "--where", "LAD22CD=E08000032", "--pair",
            "white_british:asian_pakistani", "--index", "dissimilarity",
            "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertAlmostEqual(json.loads(result.stdout)[0]["value"], 0.7339,
                               places=4)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])

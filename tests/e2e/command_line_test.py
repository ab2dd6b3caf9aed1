#!/usr/bin/python3
# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
"""Command lines of the real program: exit code, stdout, stderr.

usage: command_line_test.py MINGLE SOURCE_FOLDER
"""
import json
import os
import pathlib
import resource
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import jsonschema

from shared_data import need_shared, shared_folder

try:
    import tomllib
except ImportError:
    import tomli as tomllib

MINGLE = os.path.abspath(sys.argv[1])
SOURCE = pathlib.Path(sys.argv[2]).resolve()

SMALL = """title = "Small"
[area]
stylised = "bradford"
[time]
years = 1
[run]
seed = 1
"""


def read_toml(path):
    """A scenario as JSON: dates become text."""
    values = tomllib.loads(pathlib.Path(path).read_text())
    return json.loads(json.dumps(values, default=str))


class CommandLine(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.temporary.name)
        self.small = self.folder / "small.toml"
        self.small.write_text(SMALL)

    def tearDown(self):
        self.temporary.cleanup()

    def mingle(self, *arguments, environment=None, **options):
        values = dict(os.environ, **(environment or {}))
        return subprocess.run(
            [MINGLE, *map(str, arguments)],
            cwd=self.folder,
            env=values,
            stdin=subprocess.DEVNULL,
            stdout=options.pop("stdout", subprocess.PIPE),
            stderr=subprocess.PIPE,
            text=True,
            timeout=300,
            **options,
        )

    def expect(self, arguments, code, out="", err="", **options):
        """Exit code, and words that stdout and stderr must contain; where
        none are given the stream must be empty."""
        result = self.mingle(*arguments, **options)
        where = f"mingle {' '.join(map(str, arguments))}\n{result.stderr}"
        self.assertEqual(result.returncode, code, where)
        for stream, words in ((result.stdout, out), (result.stderr, err)):
            if words:
                self.assertIn(words, stream, where)
            else:
                self.assertEqual(stream, "", where)
        return result

    def scenario(self, text, name="s.toml"):
        path = self.folder / name
        path.write_text(text)
        return path


class Usage(CommandLine):
    def test_help_and_version_go_to_stdout(self):
        self.expect(["--version"], 0, out="mingle ")
        self.expect(["--help"], 0, out="Commands:")
        for command in COMMANDS:
            result = self.expect([command, "--help"], 0, out="Example:")
            self.assertIn(f"mingle {command}", result.stdout)
            self.assertIn("--quiet", result.stdout)

    def test_nothing_or_a_typo(self):
        self.expect([], 2, err="no command given")
        self.expect(["chek"], 2, err="Did you mean 'check'?")
        self.expect(["dance"], 2, err="Known commands: ")
        self.expect(["--fast"], 2, err="unknown option '--fast'")

    def test_unknown_option(self):
        self.expect(["check", self.small, "--sed", "3"], 2, err="'--seed'")
        self.expect(["explain", "alpha", "beta"], 2, err="one argument too")
        self.expect(["explain"], 2, err="KEY is required")
        self.expect(["check", self.small, "--seed"], 2, err="--seed")

    def test_set_without_value(self):
        self.expect(["check", self.small, "--set", "alpha"], 2, err="key=value")

    def test_no_colour_outside_a_terminal(self):
        result = self.mingle("chek", environment={"NO_COLOR": ""})
        self.assertNotIn("\x1b", result.stderr)

    def test_errors_for_machines(self):
        result = self.expect(["check", "no.toml", "--json"], 3, err="{")
        error = json.loads(result.stderr)
        self.assertEqual(error["exit_code"], 3)
        self.assertEqual(error["problems"][0]["file"], "no.toml")
        result = self.mingle("explain", "alhpa", "--json")
        self.assertEqual(json.loads(result.stderr)["error"], "usage")

    def test_full_disk_on_stdout(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("SKIPPED: no /dev/full")
        with open("/dev/full", "w") as full:
            result = self.mingle("schema", stdout=full)
        self.assertEqual(result.returncode, 1)
        self.assertIn("standard output: cannot be written", result.stderr)


class Reference(CommandLine):
    def test_man_page_names_every_command(self):
        page = (SOURCE / "tools" / "man" / "mingle.1").read_text()
        for command in COMMANDS:
            self.assertIn(f"\n.B {command}", page)

    def test_bash_completes_commands_and_options(self):
        script = SOURCE / "tools" / "completions" / "mingle.bash"

        def complete(*words):
            lines = (f"source '{script}'; COMP_WORDS=({' '.join(words)}); "
                     f"COMP_CWORD={len(words) - 1}; _mingle; "
                     "printf '%s\\n' \"${COMPREPLY[@]}\"")
            answer = subprocess.run(["bash", "-c", lines], text=True,
                                    capture_output=True, check=True)
            return answer.stdout.split()

        self.assertEqual(complete(MINGLE, "ins"), ["inspect"])
        self.assertEqual(complete(MINGLE, "run", "--ou"), ["--out"])

    def test_explain(self):
        self.expect(["explain", "housing.alpha"], 0, out="normal(0.85, 0.15)")
        self.expect(["explain", "alpha"], 0, out="grade     E")
        self.expect(["explain", "alhpa"], 2, err="Did you mean 'alpha'?")
        result = self.mingle("explain", "w_adj", "--json")
        self.assertEqual(json.loads(result.stdout)["grade"], "W")

    def test_docs_config_is_the_committed_page(self):
        result = self.mingle("docs", "config")
        page = (SOURCE / "docs" / "config.md").read_text()
        self.assertEqual(result.stdout, page)
        self.expect(["docs", "poetry"], 2,
                    err="Known references: config, levers")

    def test_docs_levers_is_the_committed_page(self):
        result = self.mingle("docs", "levers")
        page = (SOURCE / "docs" / "levers.md").read_text()
        self.assertEqual(result.stdout, page)

    def test_levers_list_search_and_explain(self):
        listed = self.mingle("levers", "--quiet")
        self.assertEqual(len(listed.stdout.splitlines()), 72)
        self.assertEqual(listed.stderr, "")
        self.expect(["levers", "paving_stones"], 0, out="1,003 pounds for each "
                    "authority")
        self.expect(["levers", "paving_stone"], 2,
                    err="Did you mean 'paving_stones'?")
        self.expect(["levers", "anything"], 2, err="`mingle levers` lists")
        found = self.mingle("levers", "--search", "PUPIL", "--json")
        ids = [each["id"] for each in json.loads(found.stdout)["levers"]]
        self.assertIn("pupil_premium", ids)
        self.assertNotIn("dispersal", ids)
        self.expect(["levers", "--search", "xyzzy"], 2, err="no lever has 'xyz")
        self.expect(["levers", "dispersal", "--search", "x"], 2, err="not both")

    def test_levers_json_is_complete(self):
        all_of = json.loads(self.mingle("levers", "--json").stdout)
        rows = [each["row"] for each in all_of["levers"]]
        wanted = [str(n) for n in range(1, 70)] + ["59b", "59c", "59d"]
        self.assertEqual(sorted(rows), sorted(wanted))
        for each in all_of["levers"]:
            one = json.loads(self.mingle(
                "levers", each["id"] + "_zero", "--json").stdout)
            self.assertEqual(one, each)
            self.assertIn(each["evidence"], "EWA")
            self.assertTrue(each["source"] and each["what"])
            if not each["observable"] and not each["parts"]:
                self.assertTrue(each["effects"])

    def test_schema_accepts_the_shipped_scenarios(self):
        schema = json.loads(self.mingle("schema").stdout)
        jsonschema.Draft7Validator.check_schema(schema)
        validator = jsonschema.Draft7Validator(schema)
        shipped = [*(SOURCE / "scenarios" / "library").glob("*.toml"),
                   *(SOURCE / "tests" / "studies").glob("*.toml")]
        self.assertGreater(len(shipped), 4)
        for path in shipped:
            self.assertEqual(list(validator.iter_errors(read_toml(path))), [])

    def test_schema_refuses_what_check_refuses(self):
        schema = json.loads(self.mingle("schema").stdout)
        validator = jsonschema.Draft7Validator(schema)
        for mistake in ("betaa = 1", "housing.alpha = 'x'",
                        "housing.alpha = 9", "housing.choice = 'best'",
                        "population.vacancy_rate = 2",
                        "housing.alpha = { prior = 'fixed' }"):
            bad = self.scenario(mistake + "\n" + SMALL)
            self.assertFalse(validator.is_valid(read_toml(bad)), mistake)
            self.assertEqual(self.mingle("check", bad).returncode, 3, mistake)

    def test_doctor(self):
        self.expect(["doctor"], 0, out="GDAL")
        self.assertIn("HDF5", json.loads(self.mingle("doctor",
                                                     "--json").stdout))


class Configuration(CommandLine):
    def test_all_mistakes_with_their_places(self):
        bad = self.scenario("[area]\nstylised = 'bradford'\n[run]\nsede = 1\n"
                            "[housing]\nalpha = -1\nkappa = 'much'\n")
        result = self.expect(["check", bad], 3, err="mingle: 4 mistakes")
        for words in ("s.toml:4:1: unknown key 'sede' in [run]. Did you mean "
                      "'seed'?",
                      "s.toml:6:1: 'housing.alpha' is -1 but must be 0 to 3 "
                      "(exponent)",
                      "s.toml:7:1: 'housing.kappa' is the text \"much\"",
                      "'run.seed' is missing"):
            self.assertIn(words, result.stderr)

    def test_several_files_report_together(self):
        one = self.scenario(SMALL + "x = 1\n", "one.toml")
        two = self.scenario(SMALL + "y = 1\n", "two.toml")
        result = self.expect(["check", one, two], 3, err="one.toml")
        self.assertIn("two.toml", result.stderr)

    def test_contradictory_dates(self):
        bad = self.scenario("[area]\nstylised = 'bradford'\n[run]\nseed = 1\n"
                            "[time]\nstart = 2021-01-01\nend = 2020-01-01\n")
        self.expect(["check", bad], 3, err="is not after")

    def test_not_scenario_files(self):
        self.expect(["check", "no.toml"], 3, err="there is no such file")
        self.expect(["check", self.folder], 3, err="this is a folder")
        binary = self.folder / "b.toml"
        binary.write_bytes(bytes(range(256)) * 50)
        self.expect(["check", binary], 3, err="binary file")

    def test_a_hundred_megabytes_of_garbage(self):
        garbage = self.folder / "g.toml"
        garbage.write_bytes(b"x" * (100 << 20))
        result = self.expect(["check", garbage], 3, err="larger than 16 MB")
        self.assertLess(len(result.stderr), 400)

    def test_unset_variable(self):
        bad = self.scenario(SMALL + "[migration]\n"
                            "flows = '${NO_SUCH_VARIABLE}/f.csv'\n")
        self.expect(["check", bad], 3, err="'NO_SUCH_VARIABLE', which is not")

    def test_unknown_stylised_area(self):
        self.expect(["check", self.small, "--set", "area.stylised=atlantis"],
                    3, err="atlantis")


class InputData(CommandLine):
    def setUp(self):
        super().setUp()
        features = []
        for i, code in enumerate(("Z1", "Z2")):
            west, east = 400000 + 1000 * i, 401000 + 1000 * i
            ring = [[west, 430000], [east, 430000], [east, 431000],
                    [west, 431000], [west, 430000]]
            features.append({
                "type": "Feature",
                "properties": {"code": code, "la": "A1", "la_name": "Town"},
                "geometry": {"type": "Polygon", "coordinates": [ring]}})
        self.write("z.geojson", json.dumps({
            "type": "FeatureCollection",
            "crs": {"type": "name", "properties": {
                "name": "urn:ogc:def:crs:EPSG::27700"}},
            "features": features}))
        self.write("e.csv", "code,red,blue\nZ1,100,50\nZ2,20,130\n")
        self.write("t.csv", "code,owned_outright,owned_mortgage,"
                   "social_council,social_other,private\n"
                   "Z1,20,20,5,5,20\nZ2,20,20,5,5,20\n")
        self.write("h.csv", "code,persons_1,persons_2,persons_3,"
                   "persons_4_or_more\nZ1,30,20,10,10\nZ2,30,20,10,10\n")
        self.write("r.csv", "code,in_household,in_communal_establishment\n"
                   "Z1,150,0\nZ2,150,0\n")
        self.town = self.scenario("""[area]
codes = ["A1"]
zones = { file = "z.geojson", key = "code", authority = "la" }
[area.tables]
ethnic_group = "e.csv"
tenure = "t.csv"
household_size = "h.csv"
residence_type = "r.csv"
[time]
years = 1
[run]
seed = 1
""", "town.toml")

    def write(self, name, text):
        (self.folder / name).write_text(text)

    def refuse(self, *words, code=4):
        """check and run both refuse, and nothing is left behind."""
        before = sorted(path.name for path in self.folder.iterdir())
        for command in ("check", "run"):
            result = self.expect([command, "town.toml"], code, err=words[0])
            for word in words:
                self.assertIn(word, result.stderr)
            self.assertLess(len(result.stderr.splitlines()), 8)
        after = sorted(path.name for path in self.folder.iterdir())
        self.assertEqual(after, before)

    def test_good_data_pass(self):
        self.expect(["check", "town.toml"], 0, out="2 zones, 300 residents")
        self.expect(["run", "town.toml"], 0, out="Results", err="in ")

    def test_one_zone_is_enough(self):
        for name in ("e.csv", "t.csv", "h.csv", "r.csv"):
            lines = (self.folder / name).read_text().splitlines()
            self.write(name, "\n".join(lines[:2]) + "\n")
        layer = json.loads((self.folder / "z.geojson").read_text())
        layer["features"] = layer["features"][:1]
        self.write("z.geojson", json.dumps(layer))
        self.expect(["run", "town.toml"], 0, out="Results", err="in ")

    def test_missing_file(self):
        (self.folder / "t.csv").unlink()
        self.refuse("t.csv")

    def test_path_is_a_folder(self):
        (self.folder / "t.csv").unlink()
        (self.folder / "t.csv").mkdir()
        self.refuse("t.csv", "folder")

    def test_unreadable_geometry(self):
        self.write("z.geojson", "not a map")
        self.refuse("z.geojson")

    def test_layer_without_crs(self):
        subprocess.run(["ogr2ogr", "-f", "ESRI Shapefile", "z.shp",
                        "z.geojson"], cwd=self.folder, check=True)
        (self.folder / "z.prj").unlink()
        self.town.write_text(self.town.read_text().replace("z.geojson",
                                                           "z.shp"))
        self.refuse("z.shp", "coordinate")

    def test_truncated_geopackage(self):
        subprocess.run(["ogr2ogr", "-f", "GPKG", "z.gpkg", "z.geojson"],
                       cwd=self.folder, check=True)
        self.town.write_text(self.town.read_text().replace("z.geojson",
                                                           "z.gpkg"))
        self.expect(["check", "town.toml"], 0, out="2 zones")
        whole = (self.folder / "z.gpkg").read_bytes()
        for part in (2, 20):
            (self.folder / "z.gpkg").write_bytes(whole[:len(whole) // part])
            self.refuse("z.gpkg")

    def test_census_group_column_missing(self):
        groups = ("white_british white_irish white_gypsy_or_irish_traveller "
                  "white_other mixed_white_black_caribbean "
                  "mixed_white_black_african mixed_white_asian mixed_other "
                  "asian_indian asian_bangladeshi asian_chinese asian_other "
                  "black_african black_caribbean black_other other_arab "
                  "other_any_other").split()
        cells = ",10" * len(groups)
        self.write("e.csv", "code," + ",".join(groups) +
                   f"\nZ1{cells}\nZ2{cells}\n")
        self.refuse("e.csv", "'asian_pakistani'")

    def test_code_in_table_but_not_on_map(self):
        self.write("e.csv", "code,red,blue\nZ1,100,50\nZ2,20,130\nZ3,1,1\n")
        self.refuse("e.csv", "not on the map: Z3")

    def test_code_on_map_but_not_in_table(self):
        self.write("e.csv", "code,red,blue\nZ1,100,50\n")
        self.refuse("e.csv", "have no row: Z2")

    def test_duplicate_code(self):
        self.write("e.csv", "code,red,blue\nZ1,1,1\nZ2,1,1\nZ2,1,1\n")
        self.refuse("e.csv", "Z2")

    def test_bad_counts(self):
        for bad in ("-1", "1.5", "99999999999", "", "NaN", "many"):
            self.write("e.csv", f"code,red,blue\nZ1,{bad},50\nZ2,20,130\n")
            self.refuse("e.csv:2", "red")

    def test_missing_column(self):
        self.write("h.csv", "code,persons_1,persons_2,persons_3\n"
                   "Z1,30,20,20\nZ2,30,20,20\n")
        self.refuse("h.csv", "persons_4_or_more")
        self.write("h.csv", "code,persons_1,persons_2,persons_3,"
                   "persons_4_or_more\nZ1,30,20,10,10\nZ2,30,20,10,10\n")
        self.write("t.csv", "code,owned_outright,owned_mortgage,"
                   "social_council,social_other\nZ1,20,20,5,25\n"
                   "Z2,20,20,5,25\n")
        self.refuse("t.csv", "'private'")

    def test_households_without_people(self):
        self.write("e.csv", "code,red,blue\nZ1,0,0\nZ2,20,130\n")
        self.refuse("t.csv", "households but no people", "'Z1'")

    def test_tables_of_different_places(self):
        self.write("h.csv", "code,persons_1,persons_2,persons_3,"
                   "persons_4_or_more\nZ1,3,2,1,1\nZ2,3,2,1,1\n")
        self.refuse("t.csv", "apart", "same zones")

    def test_no_zones_of_the_authority(self):
        text = self.town.read_text().replace('["A1"]', '["A1", "A9"]')
        self.town.write_text(text)
        self.refuse("A9")
        self.town.write_text(text.replace('["A1", "A9"]', '["A9"]'))
        self.refuse("A9")

    def test_group_of_alpha_that_is_not_in_the_table(self):
        self.town.write_text(self.town.read_text() +
                             "[housing.alpha_by_group]\nrad = 1\n")
        self.refuse("town.toml", "'rad'", "Did you mean 'red'?", code=3)


class Runs(CommandLine):
    FILES = ["map.gpkg", "map.qgz", "population_fit.csv",
             "ro-crate-metadata.json", "run.h5", "summary.csv"]

    def files(self, name):
        return sorted(path.name for path in (self.folder / name).iterdir())

    def test_run_writes_its_files_and_a_headline(self):
        result = self.expect(["run", "small.toml"], 0,
                             out="Dissimilarity between White British and "
                             "Pakistani residents: 0.7",
                             err="Small in ")
        self.assertIn("stylised", result.stdout)
        self.assertIn("small-1", result.stdout)
        self.assertEqual(self.files("small-1"), self.FILES)
        self.expect(["inspect", "small-1/run.h5"], 0, out="/zones/residents")
        found = json.loads(self.mingle("inspect", "small-1/run.h5",
                                       "--json").stdout)
        self.assertEqual(found["attributes"]["stylised"], "1")
        table = self.mingle("inspect", "small-1/run.h5", "--csv",
                            "/indices/multigroup/information_theory")
        rows = table.stdout.splitlines()
        self.assertEqual(rows[0], "replicate,time,value")
        self.assertEqual(len(rows), 1 + 5)
        self.expect(["inspect", "small-1/run.h5", "--csv", "/no"], 4,
                    err="/no")
        self.expect(["inspect", "small.toml"], 4, err="small.toml")

    def test_nothing_is_overwritten(self):
        self.expect(["run", "small.toml", "--quiet"], 0, out="Results")
        before = (self.folder / "small-1" / "run.h5").stat().st_mtime_ns
        self.expect(["run", "small.toml"], 2, err="--overwrite")
        after = (self.folder / "small-1" / "run.h5").stat().st_mtime_ns
        self.assertEqual(after, before)
        self.expect(["run", "small.toml", "--overwrite", "--quiet"], 0,
                    out="Results")

    def test_options_win_over_the_file(self):
        result = self.mingle("run", "small.toml", "--seed", 5,
                             "--replicates", 3, "--set", "alpha=0.5",
                             "--out", "there", "--json", "--threads", 1)
        self.assertEqual(result.returncode, 0, result.stderr)
        answer = json.loads(result.stdout)
        self.assertEqual(answer["seed"], 5)
        self.assertTrue(answer["stylised"])
        self.assertEqual(len(answer["dissimilarity"]["end"]), 3)
        self.assertEqual(self.files("there"), self.FILES)

    def test_seed_changes_the_result(self):
        ends = set()
        for seed in (1, 2):
            result = self.mingle("run", "small.toml", "--seed", seed, "--json")
            answer = json.loads(result.stdout)
            ends.add(answer["dissimilarity"]["end"][0])
        self.assertEqual(len(ends), 2)

    def test_dry_run_writes_nothing(self):
        self.expect(["run", "small.toml", "--dry-run"], 0, out="would run")
        self.assertEqual(self.files("."), ["small.toml"])

    def test_mistakes_leave_nothing(self):
        self.expect(["run", "small.toml", "--set", "alpha=9"], 3, err="alpha")
        self.expect(["run", "no.toml"], 3, err="no such file")
        self.assertEqual(self.files("."), ["small.toml"])

    def test_folder_that_cannot_be_made(self):
        self.expect(["run", "small.toml", "--out", "small.toml/x"], 1,
                    err="small.toml")

    def test_full_disk_leaves_nothing(self):
        def limit_file_size():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (200000, 200000))

        result = self.mingle("run", "small.toml", preexec_fn=limit_file_size)
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertIn("small-1", result.stderr)
        self.assertLess(len(result.stderr.splitlines()), 4, result.stderr)
        self.assertEqual(self.files("."), ["small.toml"])

    def test_interrupt_leaves_nothing(self):
        long = self.scenario(SMALL.replace("years = 1", "years = 200") +
                             "replicates = 10000\n", "long.toml")
        process = subprocess.Popen([MINGLE, "run", long], cwd=self.folder,
                                   stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        time.sleep(3)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 5, err)
        self.assertEqual(out, "")
        self.assertIn("interrupted", err)
        self.assertEqual(self.files("."), ["long.toml", "small.toml"])


class NewStudy(CommandLine):
    def test_stylised_study_passes_check(self):
        self.expect(["new", "town", "--stylised", "bradford"], 0,
                    out="town/baseline.toml", err="Next: ")
        self.expect(["check", "town/baseline.toml",
                     "town/settled_renters.toml"], 0, out=": ok")
        readme = (self.folder / "town" / "README.md").read_text()
        self.assertIn("mingle run baseline.toml", readme)

    def test_study_of_real_data_passes_check(self):
        shared = need_shared(self)
        environment = {"MINGLE_SHARED": str(shared)}
        self.expect(["new", "b", "--area", "E06000008", "--quiet"], 0,
                    out="baseline.toml")
        self.expect(["check", "b/baseline.toml"], 0, out=": ok",
                    environment=environment)
        self.expect(["check", "b/baseline.toml"], 3, err="'MINGLE_SHARED'",
                    environment={"MINGLE_SHARED": ""})

    def test_study_with_levers_passes_check(self):
        names = ["baseline", "lettings", "english", "schools", "placebo"]
        self.expect(["new", "town", "--stylised", "blackburn-with-darwen",
                     "--levers", "--quiet"], 0, out="town/english.toml")
        self.expect(["check", *(f"town/{name}.toml" for name in names)], 0,
                    out="english.toml: ok", err="lever 'classes'")
        shared = shared_folder()
        if shared is None:
            return
        self.expect(["new", "b", "--area", "E06000008", "--levers",
                     "--quiet"], 0, out="b/schools.toml")
        self.expect(["check", *(f"b/{name}.toml" for name in names)], 0,
                    out=": ok", err="lever 'classes'",
                    environment={"MINGLE_SHARED": str(shared)})

    def test_nothing_is_overwritten(self):
        (self.folder / "town").mkdir()
        self.expect(["new", "town", "--stylised", "bradford"], 2,
                    err="exists already")
        self.assertEqual(list((self.folder / "town").iterdir()), [])

    def test_mistakes(self):
        self.expect(["new", "x"], 2, err="either --area CODE... or --styl")
        self.expect(["new", "x", "--area", "Bradford"], 2,
                    err="'Bradford' is not an authority code")
        self.expect(["new", "x", "--stylised", "bradfort"], 2,
                    err="Did you mean 'bradford'?")
        self.assertFalse((self.folder / "x").exists())


COMMANDS = ("run", "compare", "report", "check", "new", "indices", "inspect",
            "explain", "levers", "schema", "docs", "doctor")

if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])

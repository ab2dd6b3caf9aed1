#!/usr/bin/python3
# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
"""Command lines of the real program: exit code, stdout, stderr.

usage: command_line_test.py MINGLE SOURCE_FOLDER
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import jsonschema

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


def shared_folder():
    folder = os.environ.get("MINGLE_SHARED") or str(SOURCE / ".." / "shared")
    path = pathlib.Path(folder).resolve()
    return path if (path / "data").is_dir() else None


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
            self.skipTest("no /dev/full")
        with open("/dev/full", "w") as full:
            result = self.mingle("schema", stdout=full)
        self.assertEqual(result.returncode, 1)
        self.assertIn("standard output: cannot be written", result.stderr)


class Reference(CommandLine):
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
        self.expect(["docs", "poetry"], 2, err="Known references: config")

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
                        "run.replicates = 0.5",
                        "housing.alpha = { prior = 'fixed' }"):
            bad = self.scenario(mistake + "\n" + SMALL.replace("[run]\n",
                                                               "[run]\n"))
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


class NewStudy(CommandLine):
    def test_stylised_study_passes_check(self):
        self.expect(["new", "town", "--stylised", "bradford"], 0,
                    out="town/baseline.toml", err="Next: ")
        self.expect(["check", "town/baseline.toml",
                     "town/settled_renters.toml"], 0, out=": ok")
        readme = (self.folder / "town" / "README.md").read_text()
        self.assertIn("mingle run baseline.toml", readme)

    def test_study_of_real_data_passes_check(self):
        shared = shared_folder()
        if shared is None:
            if os.environ.get("CI") == "true":
                self.fail("the shared data are needed when CI=true")
            self.skipTest("no shared data")
        environment = {"MINGLE_SHARED": str(shared)}
        self.expect(["new", "b", "--area", "E06000008", "--quiet"], 0,
                    out="baseline.toml")
        self.expect(["check", "b/baseline.toml"], 0, out=": ok",
                    environment=environment)
        self.expect(["check", "b/baseline.toml"], 3, err="'MINGLE_SHARED'",
                    environment={"MINGLE_SHARED": ""})

    def test_nothing_is_overwritten(self):
        (self.folder / "town").mkdir()
        self.expect(["new", "town", "--stylised", "bradford"], 2,
                    err="exists already")
        self.assertEqual(list((self.folder / "town").iterdir()), [])

    def test_mistakes(self):
        self.expect(["new", "x"], 2, err="either --area CODE... or --styl")
        self.expect(["new", "x", "--area", "Bradford"], 2,
                    err="'Bradford' is not an authority code")
        self.assertFalse((self.folder / "x").exists())


COMMANDS = ("check", "new", "explain", "schema", "docs", "doctor")

if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])

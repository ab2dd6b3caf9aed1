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

from shared_data import need_shared

MINGLE = sys.argv[1]
SOURCE = sys.argv[2]
QUICKSTART = os.path.join(SOURCE, "scenarios/library/quickstart.toml")
FULL = ["--set", "housing.system=full"]


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
        need_shared(self)
        out = self.run_full(
            os.path.join(SOURCE, "tests/studies/bradford_housing.toml"),
            "--set", "time.years=1")
        with open(os.path.join(out, "population_fit.csv")) as file:
            rows = {row["measure"]: row for row in csv.DictReader(file)}
        self.assertIn("zone_by_age_tae_over_2n", rows)
        self.assertIn("zone_by_bedrooms_tae_over_2n", rows)
        # One year says little of move rates: what stood empty is let at once.
        moves = {name: row for name, row in rows.items()
                 if name.startswith("moves_a_year_")}
        self.assertEqual(len(moves), 5)
        self.assertEqual(
            moves["moves_a_year_owners_under_55"]["met"], "yes")
        self.assertIn("Moves into homes a year, per household (survey): "
                      "owners under 55 0.09", self.said)
        self.assertEqual([r for name, r in rows.items()
                          if r["met"] == "no" and name not in moves], [])
        with h5py.File(os.path.join(out, "run.h5")) as file:
            self.expect_sound(file)
            groups = [g.decode() for g in file["group"][:]]
            d = file["indices/dissimilarity"][0, 0]
            self.assertAlmostEqual(
                d[groups.index("white_british"),
                  groups.index("asian_pakistani")], 0.7339, places=4)

    def test_groups_migrate_to_where_they_migrate(self):
        """Who moves between authorities does not level them: between 2011
        and 2021 D of White and Asian residents over 21 metropolitan districts
        fell from .419 to .416."""
        need_shared(self)
        falls = []
        for sorted_by_group in (0, 1):
            out = self.run_full(
                os.path.join(SOURCE, "tests/studies/bradford_housing.toml"),
                "--set", 'area.codes=["E08000032", "E08000033", "E08000034", '
                '"E08000035", "E08000036"]', "--set", "title=West Yorkshire",
                "--set", f"migration.group_destinations={sorted_by_group}",
                "--set", "time.years=2")
            with h5py.File(os.path.join(out, "run.h5")) as file:
                self.expect_sound(file)
                d = between_authorities(file, "white", "asian")
                falls.append(d[0] - d[-1])
        self.assertGreater(falls[0], 0.005)
        self.assertLess(abs(falls[1]), falls[0] / 2)

    def test_empty_homes_draw_people(self):
        """In the year before the census, in the pandemic, many more left
        Waltham Forest than came."""
        need_shared(self)
        changes = []
        for response in (0, 1):
            out = self.run_full(
                os.path.join(SOURCE, "tests/studies/bradford_housing.toml"),
                "--set", 'area.codes=["E09000031"]',
                "--set", "title=Waltham Forest", "--set", "time.years=4",
                "--set", f"migration.vacancy_response={response}")
            with h5py.File(os.path.join(out, "run.h5")) as file:
                people = file["zones/residents"][0].sum(axis=(1, 2))
                changes.append(people[-1] / people[0] - 1)
        self.assertLess(changes[0], -0.03)
        self.assertLess(abs(changes[1]), 0.03)

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

    def write(self, name, text):
        path = self.path(name)
        with open(path, "w") as file:
            file.write(text)
        return path

    def first_zone(self):
        out = self.run_full(QUICKSTART, "--set", "time.years=0.25")
        with h5py.File(os.path.join(out, "run.h5")) as file:
            return file["zone"][0].decode()

    def test_supply_is_built_and_demolished(self):
        zone = self.first_zone()
        plan = self.write(
            "supply.csv",
            "zone,tenure,bedrooms,date,dwellings\n"
            f"{zone},social_council,2,2021-05-01,40\n"
            f"{zone},social_council,2,2021-08-01,-15\n")
        out = self.run_full(
            QUICKSTART, "--set", "time.years=1", "--set",
            f"housing.supply_file={plan}")
        with h5py.File(os.path.join(out, "run.h5")) as file:
            self.assertEqual(file["flows/built"][0].sum(axis=0)[2], 40)
            self.assertEqual(file["flows/demolished"][0].sum(axis=0)[2], 15)
            self.assertEqual(file["flows/built"][0][2, 2], 40)

    def test_same_bytes_on_any_threads(self):
        files = []
        for threads in ("1", "3"):
            out = self.run_full(
                QUICKSTART, "--set", "time.years=1", "--set",
                "migration.totals=free", "--threads", threads)
            values = {}
            with h5py.File(os.path.join(out, "run.h5")) as file:
                file.visititems(
                    lambda name, item: values.update({name: item[()].tobytes()})
                    if isinstance(item, h5py.Dataset)
                    and item.dtype.kind in "if" else None)
            files.append(values)
        self.assertIn("flows/lettings", files[0])
        self.assertEqual(files[0], files[1])

    def test_bad_supply(self):
        zone = self.first_zone()
        for row, expected in (
                (f"{zone},private,2,2021-05-01,-100000",
                 "100000 dwellings are to be demolished, but the zone has"),
                ("E99,private,2,2021-05-01,5", "'E99' is not a zone"),
                (f"{zone},rented,2,2021-05-01,5", "'rented' is not a tenure"),
                (f"{zone},private,5,2021-05-01,5", "5 bedrooms"),
                (f"{zone},private,2,2051-05-01,5", "is not within the run"),
                (f"{zone},private,2,2021-05-01,few",
                 "'few' is not a whole number")):
            plan = self.write(
                "supply.csv",
                "zone,tenure,bedrooms,date,dwellings\n" + row + "\n")
            said = self.refusal(4, "--set", f"housing.supply_file={plan}")
            self.assertIn(expected, said)
            self.assertIn("supply.csv:2", said)

    def test_rules_that_contradict(self):
        self.assertIn("add up to 1.6 but must add up to 1", self.refusal(
            3, "--set", "housing.social.rule.direct=0.9"))
        self.assertIn("can house nobody", self.refusal(
            3, "--set", "housing.social.bid_rate=0"))
        nobody = []
        with h5py.File(os.path.join(self.run_full(
                QUICKSTART, "--set", "time.years=0.25"), "run.h5")) as file:
            for group in file["group"][:]:
                nobody += ["--set", f"housing.quota.{group.decode()}=0"]
        self.assertIn("no zone is below the quota", self.refusal(3, *nobody))
        self.assertIn("must be 0 to 1 (share)", self.refusal(
            3, "--set", "housing.private.gap.asian_pakistani=1.2"))
        self.assertIn("must be 0 to 0.99", self.refusal(
            3, "--set", "housing.deposit=1.5"))
        self.assertIn("names the group 'martian'", self.refusal(
            3, "--set", "housing.quota.martian=0.2"))

    def test_totals_need_homes(self):
        totals = self.write(
            "totals.csv", "authority,date,group,persons\n"
            "E08000032,2031-01-01,asian_pakistani,900000\n")
        said = self.refusal(
            4, "--set", "migration.totals=follow", "--set",
            f"migration.totals_file={totals}")
        self.assertIn("homes, but there are", said)
        self.assertIn("housing.supply_file", said)

    def test_totals_are_followed(self):
        totals = self.write(
            "totals.csv", "authority,date,group,persons\n"
            "E08000032,2022-01-01,black_african,7700\n")
        out = self.run_full(
            QUICKSTART, "--set", "time.years=1", "--set",
            "migration.totals=follow", "--set",
            f"migration.totals_file={totals}")
        with h5py.File(os.path.join(out, "run.h5")) as file:
            groups = [g.decode() for g in file["group"][:]]
            persons = file["zones/residents"][0, -1].sum(axis=0)
            # From 7,063; who finds no home does not come.
            self.assertLess(
                abs(persons[groups.index("black_african")] - 7700), 200)

    def test_research_only_is_said_everywhere(self):
        out = self.run_full(
            QUICKSTART, "--set", "time.years=0.25", "--set",
            "housing.quota.asian_pakistani=0.3")
        self.assertIn("RESEARCH ONLY", self.said)
        with h5py.File(os.path.join(out, "run.h5")) as file:
            self.assertIn("RESEARCH ONLY", file.attrs["banner"])
        for name in ("summary.csv", "ro-crate-metadata.json"):
            with open(os.path.join(out, name)) as file:
                self.assertIn("RESEARCH ONLY", file.read(), name)
        with open(os.path.join(out, "map.gpkg"), "rb") as file:
            self.assertIn(b"RESEARCH ONLY", file.read())
        plain = self.run_full(QUICKSTART, "--set", "time.years=0.25")
        self.assertNotIn("RESEARCH ONLY", self.said)
        with h5py.File(os.path.join(plain, "run.h5")) as file:
            self.assertNotIn("banner", file.attrs)

    def test_sales_quota_keeps_buyers_out_and_says_so(self):
        """Nobody of a group may buy: its homes go over to tenants."""
        owners = []
        for options in ([], ["--set", "housing.sales_quota.asian_pakistani=0",
                             "--set", "housing.sales_quota.asian_indian=0"]):
            out = self.run_full(QUICKSTART, "--set", "time.years=2", *options)
            with h5py.File(os.path.join(out, "run.h5")) as file:
                groups = [g.decode() for g in file["group"][:]]
                bought = (file["flows/owner_bids"][0] -
                          file["flows/owner_outbid"][0]).sum(axis=0)
                owners.append([bought[groups.index(name)] for name in
                               ("asian_pakistani", "asian_indian", "white_british")])
            self.assertEqual(bool(options), "RESEARCH ONLY: homes are sold" in self.said)
        free, capped = owners
        self.assertGreater(free[0], 0)
        self.assertEqual(capped[:2], [0, 0])
        self.assertGreater(capped[2], 0)

    def test_form_of_class_utility_changes_who_lives_where(self):
        ends = []
        for form in ("log_share", "threshold"):
            out = self.run_full(QUICKSTART, "--set", "time.years=1", "--set",
                                f"housing.class_utility.form={form}")
            with h5py.File(os.path.join(out, "run.h5")) as file:
                ends.append(file["zones/residents"][0, -1])
        self.assertFalse((ends[0] == ends[1]).all())

    def test_exponents_by_area(self):
        """Strong sorting of one group shows, and only where it is asked for."""
        alphas = self.write(
            "alpha.csv",
            "authority,group,alpha\nE08000032,asian_pakistani,3\n")
        ends = []
        for options in ([], ["--set", f"housing.alpha_file={alphas}"]):
            out = self.run_full(QUICKSTART, "--set", "time.years=2", *options)
            with h5py.File(os.path.join(out, "run.h5")) as file:
                groups = [g.decode() for g in file["group"][:]]
                ends.append(file["indices/dissimilarity_rest"][0, -1][
                    groups.index("asian_pakistani")])
        self.assertGreater(ends[1], ends[0] + 0.005)
        self.assertIn("not an authority of the study", self.refusal(
            3, "--set", "housing.alpha_by_authority.E09=1"))

    def test_bad_tables(self):
        shared = need_shared(self)
        study = os.path.join(SOURCE, "tests/studies/bradford_housing.toml")
        source = os.path.join(
            shared, "data", "census2021",
            "number_of_bedrooms_lsoa21_reconstructed.csv")
        with open(source, newline="") as file:
            rows = list(csv.reader(file))
        for row in rows[1:]:
            row[2:] = [str(2 * int(cell)) for cell in row[2:]]
        doubled = self.write(
            "bedrooms.csv", "\n".join(",".join(row) for row in rows) + "\n")
        said = self.refusal(
            4, "--set", f"area.tables.bedrooms={doubled}", scenario=study)
        self.assertRegex(said, "households are 99.9% apart.*312 zones: E0")
        bad = self.write("prices.csv", "code,price\nE08000032,-5\n")
        self.assertIn("prices.csv:2", self.refusal(
            4, "--set", f"area.tables.house_prices={bad}", scenario=study))
        none = self.write("none.csv", "code,price\nE06000008,150000\n")
        done = subprocess.run(
            [MINGLE, "check", study, "-v", "--set",
             f"area.tables.house_prices={none}"],
            check=True, capture_output=True, text=True)
        self.assertIn("no house price for E08000032: 274615 pounds",
                      done.stdout + done.stderr)


def between_authorities(file, first, second):
    """Dissimilarity over authorities of two broad groups, by zone table."""
    broad = [name.decode().split("_")[0] for name in file["group"][:]]
    number = file["zones/zone_authority"][:]
    authorities = sorted(set(number))
    shares = []
    for group in (first, second):
        columns = [i for i, name in enumerate(broad) if name == group]
        zones = file["zones/residents"][0][:, :, columns].sum(axis=2)
        people = numpy.array([zones[:, number == a].sum(axis=1)
                              for a in authorities], float)
        shares.append(people / people.sum(axis=0))
    return 0.5 * numpy.abs(shares[0] - shares[1]).sum(axis=0)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)

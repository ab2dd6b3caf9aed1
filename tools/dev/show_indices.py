#!/usr/bin/python3
# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
"""Measures England, the five Integration Areas and two profiles for the docs.

usage: show_indices.py MINGLE SHARED [ROOT]

Writes docs/methods/indices-shown.md and docs/images/indices-profile.svg below
ROOT (the current folder): every index of White British against Pakistani over
England's LSOAs with time and memory, a table of five areas with 95% intervals,
and spatial segregation by the radius of a neighbourhood. Takes about a minute.
"""
import csv
import io
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

AREAS = ("E06000008", "E08000032", "E06000031", "E08000030", "E09000031")
RADII = "250,500,1000,1500,2000,3000,4000,6000,8000"
PAIR = "white_british:asian_pakistani"


class Runs:
    def __init__(self, mingle, shared):
        self.mingle = mingle
        census = shared / "data" / "census2021"
        self.counts = census / "ethnic_group_lsoa21.csv"
        self.lookup = census / "lookup_lsoa21_msoa21_lad22_region.csv"
        self.zones = shared / "data" / "boundaries" / "lsoa21_england.gpkg"

    def measured(self, *arguments):
        """Output, errors, seconds by the clock and of processors, MiB."""
        with tempfile.TemporaryFile("w+") as out, \
                tempfile.TemporaryFile("w+") as err:
            start = time.monotonic()
            child = subprocess.Popen(
                [self.mingle, "indices", self.counts, *arguments],
                stdout=out, stderr=err)
            _, status, usage = os.wait4(child.pid, 0)
            seconds = time.monotonic() - start
            out.seek(0)
            err.seek(0)
            if status != 0:
                sys.exit(err.read())
            return (out.read(), err.read(), seconds,
                    usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)

    def records(self, *arguments):
        return json.loads(self.measured(*arguments, "--format", "json")[0])


def number(text):
    return f"{float(text):.6g}" if text else "undefined"


def england(runs):
    given = ("--zones", runs.zones, "--lookup", f"{runs.lookup}:LSOA21CD",
             "--set", "by=MSOA21CD/LAD22CD", "--pair", PAIR, "--index", "all",
             "--format", "csv", "--verbose")
    out, err, seconds, processor, memory = runs.measured(*given)
    took = {}
    for line in err.splitlines():
        parts = line.split()
        if len(parts) == 3 and parts[1] == "s":
            took[parts[2]] = took.get(parts[2], 0) + float(parts[0])
    rows = list(csv.DictReader(io.StringIO(out)))
    single = [r for r in rows if not r["zone"] and r["kind"] != "matrix"
              and not r["problem"]]
    lines = ["| index | kind | value | seconds |", "| --- | --- | ---: | ---: |"]
    for r in single:
        part = [p[5:] for p in r["parameters"].split(";")
                if p.startswith("part=")]
        name = f"`{r['index']}`" + (f", {part[0]}" if part else "")
        timed = took.pop(r["index"], None)
        lines.append(f"| {name} | {r['kind']} | {number(r['value'])} | "
                     f"{'' if timed is None else f'{timed:.3f}'} |")
    others = ", ".join(
        f"`{name}` {timed:.3f} s" for name, timed in took.items()
        if any(r["index"] == name and not r["problem"] for r in rows))
    problems = "; ".join(sorted(
        f"`{r['index']}` {r['problem']}" for r in rows if r["problem"]))
    return f"""## Every index of England

```
mingle indices ethnic_group_lsoa21.csv --zones lsoa21_england.gpkg \\
  --lookup lookup_lsoa21_msoa21_lad22_region.csv:LSOA21CD --set by=MSOA21CD/LAD22CD \\
  --pair {PAIR} --index all
```

{len(rows):,} values of 33,755 zones and 19 groups in **{seconds:.1f} s** by the clock
({processor:.1f} s of processors) and **{memory:,.0f} MiB**. Indices that share a pass over pairs
of zones are timed where it is made. An index of both kinds is timed once, together.

{chr(10).join(lines)}

Matrices and values of zones, not printed here: {others}.

Not computed: {problems}.
"""


def five_areas(runs):
    where = [text for area in AREAS for text in ("--where", f"LAD22CD={area}")]
    records = runs.records(
        "--lookup", f"{runs.lookup}:LSOA21CD", *where, "--by", "LAD22NM",
        "--pair", "white_british:rest", "--index",
        "dissimilarity,isolation,information_theory", "--bootstrap", "1000",
        "--seed", "1")
    cells = {}
    for r in records:
        low, high = r["interval"]
        cells.setdefault(r["area"], []).append(
            f"{r['value']:.3f} ({low:.3f} to {high:.3f})")
    rows = [f"| {area} | " + " | ".join(c) + " |" for area, c in cells.items()]
    conditions = " \\\n  ".join(f"--where LAD22CD={area}" for area in AREAS)
    return f"""## The five Integration Areas, 2021

```
mingle indices ethnic_group_lsoa21.csv --lookup lookup_lsoa21_msoa21_lad22_region.csv:LSOA21CD \\
  {conditions} \\
  --by LAD22NM --pair white_british:rest --index dissimilarity,isolation,information_theory \\
  --bootstrap 1000 --seed 1
```

White British against everyone else, people drawn with replacement, 95% intervals.

| area | dissimilarity | isolation of White British | information theory H |
| --- | --- | --- | --- |
{chr(10).join(rows)}
"""


def profile(runs, root):
    arguments = []
    with tempfile.TemporaryDirectory() as folder:
        for name, area in (("Bradford", "E08000032"),
                           ("Waltham Forest", "E09000031")):
            out = runs.measured(
                "--zones", runs.zones, "--lookup", f"{runs.lookup}:LSOA21CD",
                "--where", f"LAD22CD={area}", "--index",
                "spatial_information_theory", "--set", f"bandwidth={RADII}",
                "--format", "json")[0]
            path = pathlib.Path(folder) / f"{area}.json"
            path.write_text(out)
            arguments.append(f"{name}={path}")
        subprocess.run(
            [sys.executable, root / "tools" / "dev" / "indices_profile.py",
             root / "docs" / "images" / "indices-profile.svg", *arguments],
            check=True)
    return f"""## Segregation by the size of a neighbourhood

```
mingle indices ethnic_group_lsoa21.csv --zones lsoa21_england.gpkg \\
  --lookup lookup_lsoa21_msoa21_lad22_region.csv:LSOA21CD --where LAD22CD=E08000032 \\
  --index spatial_information_theory --set bandwidth={RADII}
```

![Spatial information theory index of 19 groups by radius of the neighbourhood, Bradford and
Waltham Forest, 2021](../images/indices-profile.svg)

Bradford's segregation is of large parts of the city: a third of H at 250 m is left at 4 km.
Waltham Forest's is less than a sixth of Bradford's, and half of it is gone at 1 km.
"""


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    runs = Runs(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]))
    root = pathlib.Path(sys.argv[3] if len(sys.argv) == 4 else ".")
    parts = [england(runs), five_areas(runs), profile(runs, root)]
    page = """# Segregation indices, shown

Written by `tools/dev/show_indices.py MINGLE SHARED`, which runs the commands below on Census
2021 table TS021 and ONS boundaries of LSOAs. Definitions: [indices.md](indices.md). Times are
of two cores that others used too, and differ from run to run; values do not.

"""
    page += "\n".join(parts)
    page += """
Source: Office for National Statistics, Census 2021 table TS021 and boundaries, Open Government
Licence v3.0; contains OS data, Crown copyright and database right.
"""
    (root / "docs" / "methods" / "indices-shown.md").write_text(page)


if __name__ == "__main__":
    main()

# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
"""Choice-based against direct lettings on a real authority, paired.

usage: lettings_experiment.py DIRECT/run.h5 CHOICE/run.h5

Both files come from `mingle run` of scenarios that differ in
`housing.social.rule` only, with the same seed and number of replicates. Prints
the table of case T8 in docs/methods/validation.md: means of both rules and
the mean difference with its 95% interval (t over replicates).
"""

import math
import sys

import h5py
import numpy

# Two-sided 95% points of Student's t by degrees of freedom.
T95 = {7: 2.365, 9: 2.262, 11: 2.201, 15: 2.131, 19: 2.093, 23: 2.069,
       29: 2.045}


def text(values):
    return [v.decode() if isinstance(v, bytes) else str(v) for v in values]


def measures(path):
    with h5py.File(path) as file:
        groups = text(file["authorities/group"][:])
        causes = text(file["cause"][:])
        d = file["indices/dissimilarity"][:]
        exposure = file["indices/exposure"][:]
        split = file["changes/dissimilarity"][:]
        lettings = file["flows/lettings"][:].sum(axis=(1, 2))
        waits = file["flows/letting_wait"][:].sum(axis=(1, 2))
    white = groups.index("white_british")
    pakistani = next(i for i, g in enumerate(groups) if "pakistani" in g)
    minority = [i for i, g in enumerate(groups)
                if not g.startswith("white")]
    social = causes.index("move_social")
    return {
        "D White British, Pakistani, after ten years":
            d[:, -1, white, pakistani],
        "isolation of Pakistani residents":
            exposure[:, -1, pakistani, pakistani],
        "part of the change of D by moves into social homes":
            split[:, -1, social, white, pakistani],
        "lettings in ten years": lettings.sum(axis=1),
        "share of lettings to groups other than White":
            lettings[:, minority].sum(axis=1) / lettings.sum(axis=1),
        "mean wait of those let a home, quarters":
            waits.sum(axis=1) / lettings.sum(axis=1),
        "the same, groups other than White":
            waits[:, minority].sum(axis=1) / lettings[:, minority].sum(axis=1),
    }


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    direct, choice = (measures(path) for path in sys.argv[1:])
    print("| | direct | choice-based | difference | 95% interval |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name in direct:
        a, b = direct[name], choice[name]
        n = len(a)
        difference = b - a
        half = (T95.get(n - 1, 2.0) * numpy.std(difference, ddof=1)
                / math.sqrt(n)) if n > 1 else math.nan
        mean = difference.mean()
        digits = 0 if a.mean() > 1000 else 1 if a.mean() > 2 else 4
        print(f"| {name} | {a.mean():.{digits}f} | {b.mean():.{digits}f} | "
              f"{mean:+.{digits}f} | {mean - half:+.{digits}f} to "
              f"{mean + half:+.{digits}f} |")


if __name__ == "__main__":
    main()

#!/usr/bin/python3
# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
"""Maps of where a hindcast is right and wrong.

usage: hindcast_maps.py HINDCAST.h5 ZONES.gpkg KEY GROUP OUT.png CODE...

For each authority CODE: the change of GROUP's share of each zone that was
seen, that the twin gave and what it missed, and the same of the engine where
the file has it, in percentage points on one scale.
"""
import sys

import h5py
import matplotlib
import numpy
from osgeo import ogr

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
from matplotlib.collections import PolyCollection  # noqa: E402

LIMIT = 20  # percentage points


def rings(geometry):
    """Outer rings of a polygon or multipolygon."""
    if geometry.GetGeometryName() == "POLYGON":
        return [numpy.array(geometry.GetGeometryRef(0).GetPoints())[:, :2]]
    return [ring for i in range(geometry.GetGeometryCount())
            for ring in rings(geometry.GetGeometryRef(i))]


def shapes(path, key, wanted):
    """Rings by zone code."""
    layer = ogr.Open(path)
    found = {}
    for feature in layer.GetLayer(0):
        code = feature.GetField(key)
        if code in wanted:
            found[code] = rings(feature.GetGeometryRef())
    return found


def draw(axes, parts, values):
    polygons, colours = [], []
    for name, value in values.items():
        for code in name.split("+"):
            for ring in parts.get(code, []):
                polygons.append(ring)
                colours.append(value)
    drawn = PolyCollection(polygons, array=numpy.array(colours), cmap="RdBu_r",
                           edgecolors="face", linewidths=0.1)
    drawn.set_clim(-LIMIT, LIMIT)
    axes.add_collection(drawn)
    axes.autoscale_view()
    axes.set_aspect("equal")
    axes.set_axis_off()
    return drawn


def main():
    if len(sys.argv) < 7:
        sys.exit(__doc__)
    source, zones, key, group, out, *codes = sys.argv[1:]
    with h5py.File(source) as file:
        moments = [each.decode() for each in file["moment"][:]]
        groups = [each.decode() for each in file["group"][:]]
        names = [each.decode() for each in file["zone"][:]]
        owners = [each.decode() for each in file["zones/authority"][:]]
        labels = dict(zip((each.decode() for each in file["authority"][:]),
                          (each.decode() for each in
                           file["authority_name"][:])))
        share = 100 * file["zones/share"][:, :, groups.index(group)]
    inside = [i for i, owner in enumerate(owners) if owner in codes]
    wanted = {code for i in inside for code in names[i].split("+")}
    parts = shapes(zones, key, wanted)
    forecasts = list(enumerate(moments))[2:]
    columns = 1 + 2 * len(forecasts)
    figure, axes = plt.subplots(len(codes), columns, squeeze=False,
                                figsize=(3.3 * columns, 3 * len(codes)))
    for row, code in zip(axes, codes):
        here = [i for i in inside if owners[i] == code]
        maps = [("seen", 1, 0)]
        for m, name in forecasts:
            maps += [(name, m, 0), (f"{name} less seen", m, 1)]
        for panel, (words, m, base) in zip(row, maps):
            values = {names[i]: share[m, i] - share[base, i] for i in here}
            drawn = draw(panel, parts, values)
            panel.set_title(f"{labels[code]}: {words}", fontsize=9)
    bar = figure.colorbar(drawn, ax=axes, orientation="horizontal",
                          fraction=0.02, pad=0.02, extend="both")
    bar.set_label(f"change of the {group} share of residents, percentage "
                  "points")
    figure.savefig(out, dpi=75, bbox_inches="tight")


if __name__ == "__main__":
    main()

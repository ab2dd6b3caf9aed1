#!/usr/bin/python3
# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
"""Draws spatial segregation against the size of a neighbourhood, as SVG.

usage: indices_profile.py OUT.svg NAME=RECORDS.json...

RECORDS.json is what `mingle indices --index spatial_information_theory
--set bandwidth=... --format json` prints.
"""
import json
import math
import pathlib
import sys

WIDTH, HEIGHT = 640, 400
LEFT, RIGHT, TOP, BOTTOM = 64, 24, 24, 52
COLOURS = ("#1b6ca8", "#c1440e", "#3a7d44", "#6a4c93")


def read(path):
    records = json.loads(pathlib.Path(path).read_text())
    points = [(r["parameters"]["bandwidth"], r["value"]) for r in records
              if r["index"] == "spatial_information_theory"]
    return sorted(points)


def main():
    series = {}
    for argument in sys.argv[2:]:
        name, path = argument.split("=", 1)
        series[name] = read(path)
    xs = [x for points in series.values() for x, _ in points]
    top = math.ceil(10 * max(y for p in series.values() for _, y in p)) / 10
    low, high = math.log(min(xs)), math.log(max(xs))

    def px(x):
        return LEFT + (math.log(x) - low) / (high - low) * (WIDTH - LEFT - RIGHT)

    def py(y):
        return HEIGHT - BOTTOM - y / top * (HEIGHT - TOP - BOTTOM)

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
           'font-family="sans-serif" font-size="13" role="img">',
           "<title>Spatial information theory index by bandwidth</title>",
           f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>']
    for k in range(0, round(10 * top) + 1):
        y = k / 10
        out.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{py(y):.1f}" '
                   f'y2="{py(y):.1f}" stroke="#ddd"/>')
        out.append(f'<text x="{LEFT - 8}" y="{py(y) + 4:.1f}" '
                   f'text-anchor="end">{y:.1f}</text>')
    for x in sorted(set(xs)):
        out.append(f'<text x="{px(x):.1f}" y="{HEIGHT - BOTTOM + 18}" '
                   f'text-anchor="middle">{x / 1000:g}</text>')
    out.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 12}" '
               'text-anchor="middle">radius of the neighbourhood, km '
               "(biweight kernel)</text>")
    out.append(f'<text transform="translate(18 {HEIGHT / 2}) rotate(-90)" '
               'text-anchor="middle">spatial information theory index</text>')
    for (name, points), colour in zip(series.items(), COLOURS):
        path = " ".join(f"{px(x):.1f},{py(y):.1f}" for x, y in points)
        out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" '
                   'stroke-width="2.5"/>')
        for x, y in points:
            out.append(f'<circle cx="{px(x):.1f}" cy="{py(y):.1f}" r="3" '
                       f'fill="{colour}"/>')
        # The lines meet at large radii: named where they begin.
        x, y = points[0]
        out.append(f'<text x="{px(x) + 4:.1f}" y="{py(y) - 10:.1f}" '
                   f'fill="{colour}">{name}</text>')
    out.append("</svg>")
    pathlib.Path(sys.argv[1]).write_text("\n".join(out) + "\n")


if __name__ == "__main__":
    main()

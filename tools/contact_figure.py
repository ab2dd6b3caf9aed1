#!/usr/bin/python3
# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
"""Draws isolation where people live against isolation in everyday life.

usage: contact_figure.py RUN.h5 FIGURE.svg

RUN.h5 is of a run in which people meet, of several replicates. Dots are
means, bars reach from the lowest to the highest replicate.
"""
import sys

import h5py
import numpy

HOME, LIFE, SCHOOL = "#1b6ca8", "#c1440e", "#5a7d2a"
WIDTH, LEFT, RIGHT, ROW = 720, 150, 690, 34


def text(x, y, words, anchor="start", extra=""):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{extra}>' \
           f'{words}</text>'


def place(share):
    return LEFT + (RIGHT - LEFT) * share


def mark(values, y, colour, filled):
    """Mean and range over replicates."""
    low, high, mean = values.min(), values.max(), values.mean()
    fill = colour if filled else "white"
    return [f'<line x1="{place(low):.1f}" x2="{place(high):.1f}" y1="{y}" '
            f'y2="{y}" stroke="{colour}" stroke-width="2"/>',
            f'<circle cx="{place(mean):.1f}" cy="{y}" r="4.5" fill="{fill}" '
            f'stroke="{colour}" stroke-width="2"/>']


def axis(top, bottom, title):
    lines = [text(LEFT, top - 10, title, extra=' font-weight="bold"')]
    for tick in numpy.arange(0, 1.01, 0.2):
        x = place(tick)
        lines.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{top}" '
                     f'y2="{bottom}" stroke="#ddd"/>')
        lines.append(text(x, bottom + 16, f"{tick:.1f}", "middle"))
    return lines


def draw(file):
    groups = [name.decode().capitalize() for name in file["group5"][()]]
    live = numpy.diagonal(file["experienced/residential_exposure"][()],
                          axis1=2, axis2=3)
    meet = numpy.diagonal(file["experienced/exposure"][()], axis1=2, axis2=3)
    top = 60
    bottom = top + ROW * len(groups)
    out = axis(top, bottom, "Isolation: share of the own group around people")
    for row, group in enumerate(groups):
        y = top + ROW * row + ROW / 2
        out.append(text(LEFT - 10, y + 4, group, "end"))
        for time, shift in ((0, -6), (-1, 6)):
            out += mark(live[:, time, row], y + shift, HOME, time == -1)
            out += mark(meet[:, time, row], y + shift, LIFE, time == -1)
    top = bottom + 80
    phases = ["Primary", "Secondary"]
    end = top + ROW * len(phases)
    out += axis(top, end, "Separation of pupils: information theory index H")
    homes = file["schools/residential_information_theory"][()]
    schools = file["schools/information_theory"][()]
    for row, phase in enumerate(phases):
        y = top + ROW * row + ROW / 2
        out.append(text(LEFT - 10, y + 4, phase, "end"))
        for time, shift in ((0, -6), (-1, 6)):
            out += mark(homes[:, time, row], y + shift, HOME, time == -1)
            out += mark(schools[:, time, row], y + shift, SCHOOL, time == -1)
    y = end + 44
    for x, colour, words in ((LEFT, HOME, "where people live"),
                             (LEFT + 150, LIFE, "in everyday life"),
                             (LEFT + 290, SCHOOL, "at (generated) schools")):
        out.append(f'<circle cx="{x}" cy="{y - 4}" r="4.5" fill="{colour}"/>')
        out.append(text(x + 10, y, words))
    out.append(text(LEFT - 5, y + 20, "open: start; filled: ten years later; "
                    "lines: lowest to highest replicate"))
    head = (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} '
            f'{y + 36:.0f}" font-family="sans-serif" font-size="13" '
            'role="img">')
    title = "Isolation at home and in everyday life"
    return "\n".join([head, f"<title>{title}</title>",
                      f'<rect width="{WIDTH}" height="{y + 36:.0f}" '
                      'fill="white"/>', text(LEFT, 28, file.attrs["title"]),
                      *out, "</svg>\n"])


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with h5py.File(sys.argv[1]) as run, open(sys.argv[2], "w",
                                             encoding="utf-8") as svg:
        svg.write(draw(run))

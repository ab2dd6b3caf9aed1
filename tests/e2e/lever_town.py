# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
"""A small invented town with deprivation, for tests of levers and contact."""
import json

SIDE = 5
ZONE_TABLES = {
    "tenure": ("owned_outright,owned_mortgage,social_council,social_other,"
               "private", "40,50,50,30,70"),
    "household_size": ("persons_1,persons_2,persons_3,persons_4_or_more",
                       "70,75,40,55"),
    "residence_type": ("in_household,in_communal_establishment", "600,0"),
}


def codes():
    return [f"Z{number:02}" for number in range(1, SIDE * SIDE + 1)]


def _ring(column, row):
    west, south = 400000 + 800 * column, 430000 + 800 * row
    return [[west, south], [west + 800, south], [west + 800, south + 800],
            [west, south + 800], [west, south]]


def write(folder):
    """Zones on a grid of 800 m, 600 residents each; the second group lives in
    the west, where zones are more deprived."""
    places = [(i % SIDE, i // SIDE) for i in range(SIDE * SIDE)]
    features = [{
        "type": "Feature",
        "properties": {"code": code, "la": "A1", "la_name": "Grid town"},
        "geometry": {"type": "Polygon", "coordinates": [_ring(*place)]},
    } for code, place in zip(codes(), places)]
    (folder / "zones.geojson").write_text(json.dumps({
        "type": "FeatureCollection",
        "crs": {"type": "name",
                "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}},
        "features": features}))
    groups = ["code,white_british,asian_pakistani,black_african"]
    deciles = ["code,IMD_decile"]
    for code, (column, row) in zip(codes(), places):
        asian = 420 - 90 * column + 10 * row
        groups.append(f"{code},{570 - asian},{asian},30")
        deciles.append(f"{code},{2 * column + 1 + row % 2}")
    (folder / "groups.csv").write_text("\n".join(groups) + "\n")
    (folder / "deciles.csv").write_text("\n".join(deciles) + "\n")
    for name, (head, values) in ZONE_TABLES.items():
        rows = [f"code,{head}"] + [f"{code},{values}" for code in codes()]
        (folder / f"{name}.csv").write_text("\n".join(rows) + "\n")


AREA = """schema_version = 1
title = "Grid town as it is"
[area]
codes = ["A1"]
name = "Grid town"
zones = { file = "zones.geojson", key = "code", authority = "la" }
[area.tables]
ethnic_group = "groups.csv"
tenure = "tenure.csv"
household_size = "household_size.csv"
residence_type = "residence_type.csv"
deprivation = "deciles.csv"
[time]
years = 2
[run]
seed = 7
[housing]
system = "full"
[migration]
totals = "free"
[contact]
active = true
"""

# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
"""Opens the run.h5 of output_sample with xarray (both engines), h5py and
ncdump, and checks dimensions, coordinates, times, values and attributes.

    python3 xarray_opens_run.py OUTPUT_SAMPLE FOLDER
"""
import pathlib
import subprocess
import sys

import h5py
import numpy as np
import xarray

GROUPS = ["white_british", "asian_pakistani", "black_african"]
PAIR = ("replicate", "time", "group", "group_other")
EXPECTED = {
    "zones": {
        "residents": ("replicate", "time", "zone", "group"),
        "households": ("replicate", "time", "zone", "group"),
        "tenure": ("replicate", "time", "zone", "tenure_class"),
        "location_quotient": ("replicate", "time", "zone", "group"),
    },
    "indices": {
        "dissimilarity": PAIR,
        "dissimilarity_rest": PAIR[:3],
        "exposure": PAIR,
        "correlation_ratio": PAIR[:3],
    },
    "indices/multigroup": {"information_theory": PAIR[:2]},
    "authorities/indices": {
        "dissimilarity": ("replicate", "time", "authority") + PAIR[2:],
    },
    "authorities/indices/multigroup": {
        "information_theory": ("replicate", "time", "authority"),
    },
    "flows": {
        "moves_by_tenure": ("replicate", "time", "tenure_class"),
        "arrivals": ("replicate", "time", "group"),
        "moves_by_round": ("replicate", "time", "round"),
        "unplaced": ("replicate", "time", "tenure_class"),
    },
}
ROOT_ATTRIBUTES = [
    "title", "source", "Conventions", "history", "seed", "mingle_version",
    "git_commit", "config_toml", "config_sha256", "input_sha256", "licence",
    "stylised", "parameters_sha256", "mingle_format_version", "created",
]


def check_engine(path, engine):
    root = xarray.open_dataset(path, engine=engine)
    for name in ROOT_ATTRIBUTES:
        assert name in root.attrs, (engine, name)
    assert int(root.attrs["seed"]) == 17
    assert root.attrs["Conventions"] == "CF-1.8"
    assert list(root.group.values) == GROUPS
    for group, variables in EXPECTED.items():
        data = xarray.open_dataset(path, engine=engine, group=group)
        for name, dims in variables.items():
            assert data[name].dims == dims, (engine, group, name, data[name])
            for dim in dims:
                assert dim in data.coords, (engine, group, name, dim)
            assert data[name].attrs["units"], (engine, name)
            assert data[name].attrs["long_name"], (engine, name)
    zones = xarray.open_dataset(path, engine=engine, group="zones")
    assert str(zones.time.values[-1])[:10] == "2023-01-01"
    assert "zone_name" in zones.residents.coords
    cell = zones.residents.sel(
        zone="E0100000002", group="asian_pakistani", replicate=1
    ).sel(time="2022-01-01")
    assert int(cell) == 40 + 150 + 12 * 4 + 1, int(cell)
    assert not zones.residents.isnull().any()
    share = zones.residents / zones.residents.sum("group")
    whole = zones.residents.sum("zone") / zones.residents.sum(["zone", "group"])
    assert np.allclose(zones.location_quotient, share / whole, rtol=1e-12)
    indices = xarray.open_dataset(path, engine=engine, group="indices")
    assert str(indices.time.values[1])[:10] == "2021-04-01"
    assert np.isnan(indices.dissimilarity_rest.sel(group=GROUPS[-1])).all()


def check_h5py(path):
    with h5py.File(path) as file:
        assert file["/zones/residents"].dtype == np.int32
        assert file["/zones/residents"].chunks[:2] == (1, 1)
        assert file["/zones/residents"].compression == "gzip"
        assert file["/zones/zone"] == file["/zone"]
        assert file["/flows/time"] == file["/indices/time"]

        def check(name, item):
            if not isinstance(item, h5py.Dataset):
                return
            assert "units" in item.attrs and "long_name" in item.attrs, name
            if item.attrs.get("CLASS") == b"DIMENSION_SCALE":
                return
            for axis, dim in enumerate(item.dims):
                assert len(dim) == 1, (name, axis)

        file.visititems(check)


def main():
    sample, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    subprocess.run([sample, folder], check=True)
    path = folder / "run.h5"
    assert sorted(p.name for p in folder.glob("run.h5*")) == ["run.h5"]
    for engine in ("h5netcdf", "netcdf4"):
        check_engine(path, engine)
    check_h5py(path)
    header = subprocess.run(
        ["ncdump", "-h", path], check=True, capture_output=True, text=True
    ).stdout
    assert "int residents(replicate, time, zone, group)" in header
    assert "phony_dim" not in header


main()

# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
"""Census tables and boundaries that tests of real places read."""

import os
import pathlib

SOURCE = pathlib.Path(__file__).resolve().parents[2]


def shared_folder():
    """The folder that MINGLE_SHARED names, else the one beside the project;
    None if it has no data."""
    named = os.environ.get("MINGLE_SHARED")
    folder = pathlib.Path(named) if named else SOURCE.parent / "shared"
    return folder.resolve() if (folder / "data").is_dir() else None


def need_shared(test):
    """That folder; without it the test is skipped loudly, or fails where
    CI=true."""
    folder = shared_folder()
    if folder is None:
        if os.environ.get("CI") == "true":
            test.fail("the shared data are absent, and CI=true")
        test.skipTest("SKIPPED: needs the shared data; set MINGLE_SHARED")
    return folder

# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
"""Golden runs: the headline indices of a scenario, digit for digit.

A change that alters them is written down under "Changes to results" in
CHANGELOG.md; MINGLE_UPDATE_GOLDEN=1 then rewrites the files. Debug and release
builds must both pass: results do not depend on the build.

usage: golden_test.py MINGLE SOURCE_FOLDER SCENARIO
"""

import os
import subprocess
import sys
import tempfile

mingle, source, name = sys.argv[1:4]
golden = os.path.join(source, "tests", "golden", name + ".csv")

with tempfile.TemporaryDirectory() as folder:
    out = os.path.join(folder, "out")
    subprocess.run(
        [mingle, "run", os.path.join(source, "tests", "golden", name + ".toml"),
         "--out", out, "--quiet"],
        check=True)
    with open(os.path.join(out, "summary.csv")) as file:
        found = file.read()

if os.environ.get("MINGLE_UPDATE_GOLDEN") == "1":
    with open(golden, "w") as file:
        file.write(found)
    sys.exit(0)

with open(golden) as file:
    wanted = file.read()
if found == wanted:
    sys.exit(0)
pairs = zip(wanted.splitlines(), found.splitlines())
for line, (before, now) in enumerate(pairs, start=1):
    if before != now:
        print(f"{golden}:{line}: was {before}, is {now}")
        break
else:
    print(f"{golden}: the number of lines differs")
sys.exit(1)

#!/usr/bin/python3
# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
"""Writes the catalogue part of docs/methods/indices.md from the program.

usage: indices_page.py MINGLE PAGE [--check]

Everything after the line that marks the catalogue is replaced by what
`mingle indices --list --format json` says. With --check nothing is written;
the exit code is 1 when the page would change.
"""
import json
import pathlib
import subprocess
import sys

MARK = "<!-- catalogue: written by tools/dev/indices_page.py -->\n"
KINDS = {
    "pair": "Two groups, or one against the rest",
    "multigroup": "All groups",
    "matrix": "Every group with every group",
    "local": "A value for each zone",
    "comparison": "Two tables",
}


def escaped(text):
    return text.replace("|", "\\|").replace("*", "\\*").replace("~", "\\~")


def entry(index):
    lines = [f"### `{index['name']}` ({index['kind']})\n", f"{escaped(index['title'])}.\n"]
    lines.append(f"- Formula: `{index['formula']}`")
    lines.append(f"- Range: {escaped(index['range'])}")
    if index["undefined"]:
        lines.append(f"- Undefined: {index['undefined']}")
    if index["needs"]:
        lines.append("- Needs: " + ", ".join(f"`{need}`" for need in index["needs"]))
    for parameter in index["parameters"]:
        default = parameter["default"] or "none"
        lines.append(
            f"- `{parameter['name']}` (`{parameter['values']}`, default "
            f"`{default}`): {escaped(parameter['meaning'])}"
        )
    lines.append(f"- Cost: {index['cost']}")
    lines.append(f"- Source: {index['source']}")
    if index["programs"]:
        lines.append(f"- Other programs: {escaped(index['programs'])}")
    return "\n".join(lines) + "\n"


def catalogue(program):
    text = subprocess.run(
        [program, "indices", "--list", "--format", "json"],
        check=True, capture_output=True, text=True).stdout
    parts = []
    kind = None
    for index in json.loads(text):
        if index["kind"] != kind:
            kind = index["kind"]
            parts.append(f"## {KINDS[kind]}\n")
        parts.append(entry(index))
    return "\n".join(parts)


def main():
    page = pathlib.Path(sys.argv[2])
    old = page.read_text()
    new = old[: old.index(MARK) + len(MARK)] + "\n" + catalogue(sys.argv[1])
    if "--check" in sys.argv:
        return 0 if new == old else 1
    page.write_text(new)
    return 0


if __name__ == "__main__":
    sys.exit(main())

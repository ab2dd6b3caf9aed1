#!/usr/bin/python3
# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
"""Runs the commands that the documentation shows.

usage: docs_commands_test.py MINGLE SOURCE_FOLDER PAGE...

In a page, every fenced block of the language `console` whose line before the
fence is `<!-- run -->` is executed, line by line, in one folder for each page;
`$ ` starts a command and a line that ends in a backslash goes on. Other lines
are what the command prints: each must be found in its output, in order, with
`...` for anything and any number of spaces for one. A block after `<!-- run-with-data -->` is run only where the
census data are. Lines that need a shell are run by one.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from shared_data import shared_folder

MINGLE = pathlib.Path(sys.argv[1]).resolve()
SOURCE = pathlib.Path(sys.argv[2]).resolve()
PAGES = [SOURCE / page for page in sys.argv[3:]]

BLOCK = re.compile(r"^<!-- (run|run-with-data) -->\n```console\n(.*?)^```",
                   re.M | re.S)


def commands(block):
    """Pairs of a command and the lines expected after it."""
    found = []
    joined = re.sub(r"\\\n\s*", "", block)
    for line in joined.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif line.strip():
            if not found:
                raise ValueError(f"output before any command: '{line}'")
            found[-1][1].append(line)
    return found


def pattern(expected):
    return r"\s*\n(?:.*\n)*?[ \t]*".join(
        ".*".join(r"\s+".join(map(re.escape, part.split(" ")))
                  for part in line.strip().split("..."))
        for line in expected)


class Page(unittest.TestCase):
    """One test a page, made below."""

    def run_page(self, page):
        blocks = BLOCK.findall(page.read_text(encoding="utf-8"))
        self.assertTrue(blocks, f"{page} has no block to run")
        with tempfile.TemporaryDirectory() as folder:
            for kind, block in blocks:
                if kind == "run-with-data" and not shared_folder():
                    self.assertNotEqual(os.environ.get("CI"), "true",
                                        "the census data are not there")
                    continue
                for command, expected in commands(block):
                    with self.subTest(command=command):
                        self.run_command(command, expected, folder)

    def run_command(self, command, expected, folder):
        environment = dict(
            os.environ, NO_COLOR="1",
            PATH=f"{MINGLE.parent}:/usr/bin:/bin",
            MINGLE_SHARED=str(shared_folder() or ""))
        done = subprocess.run(
            ["bash", "-c", command], cwd=folder, env=environment, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, timeout=300, check=False)
        self.assertEqual(done.returncode, 0, f"$ {command}\n{done.stdout}")
        if expected:
            self.assertRegex(done.stdout + "\n", pattern(expected))


class Reader(unittest.TestCase):
    """The reader of pages itself."""

    def test_only_marked_blocks_count(self):
        text = ("```console\n$ no\n```\n<!-- run -->\n```console\n$ a \\\n"
                "  b\nsaid ... so\n$ c\n```\n")
        (kind, block), = BLOCK.findall(text)
        self.assertEqual(kind, "run")
        self.assertEqual(commands(block),
                         [("a b", ["said ... so"]), ("c", [])])

    def test_output_is_compared(self):
        self.assertRegex("x\nsaid it is so\nlater\n", pattern(["said ... so"]))
        self.assertNotRegex("said no\n", pattern(["said ... so"]))
        self.assertRegex("a\nb\nc\n", pattern(["a", "c"]))
        self.assertRegex("a   b\n", pattern(["a b"]))
        self.assertNotRegex("c\na\n", pattern(["a", "c"]))


for each in PAGES:
    name = "test_" + re.sub(r"\W", "_", str(each.relative_to(SOURCE)))
    setattr(Page, name, lambda self, page=each: self.run_page(page))

if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])

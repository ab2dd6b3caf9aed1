# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
"""What tests of report.html share: a folder, the program, a real browser.

A test that imports this takes MINGLE SOURCE_FOLDER NODE_MODULES_OWNER.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

MINGLE = str(pathlib.Path(sys.argv[1]).resolve())
SOURCE = pathlib.Path(sys.argv[2]).resolve()
OWNER = sys.argv[3]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
MINUS = "−"


class InChromium(unittest.TestCase):
    """A class that sets `folder` up, writes a page there and looks at it."""

    @classmethod
    def open_folder(cls):
        if not os.path.exists(CHROMIUM) or not shutil.which("node"):
            if os.environ.get("CI") == "true":
                raise RuntimeError("chromium or node is not there")
            raise unittest.SkipTest("SKIPPED: chromium or node is not there")
        holder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(holder.cleanup)
        cls.folder = pathlib.Path(holder.name)

    @classmethod
    def run_program(cls, *command):
        return subprocess.run(
            command, cwd=cls.folder, env=dict(os.environ, NO_COLOR="1"),
            text=True, stdin=subprocess.DEVNULL, capture_output=True,
            check=False)

    @classmethod
    def compare(cls, *arguments):
        """Runs `mingle compare` into the folder `all` and opens its page."""
        done = cls.run_program(MINGLE, "compare", *arguments, "--out", "all")
        assert done.returncode == 0, done.stderr
        cls.said = done.stdout
        cls.told = done.stderr
        cls.page = cls.folder / "all/report.html"
        pictures = os.environ.get("MINGLE_SCREENSHOTS")
        done = cls.run_program(
            "node", str(SOURCE / "tests/e2e/report_page.mjs"), OWNER,
            str(cls.page), *([pictures] if pictures else []))
        assert done.returncode == 0, done.stderr
        cls.seen = json.loads(done.stdout)

    def test_nothing_goes_wrong_or_out(self):
        self.assertEqual(self.seen["errors"], [])
        self.assertEqual(self.seen["requests"], [])

    def test_anyone_can_read_it(self):
        serious = [found for found in self.seen["axe"]
                   if found[1] in ("serious", "critical")]
        self.assertEqual(serious, [])
        self.assertEqual(self.seen["firstStop"], "#main")

    def test_no_sideways_scroll(self):
        for width, needed in self.seen["widths"].items():
            self.assertLessEqual(needed, int(width))


def run():
    """Runs the importing file's tests, those named after its arguments."""
    unittest.main(argv=[sys.argv[0], *sys.argv[4:]], verbosity=2)

#!/usr/bin/python3
# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
"""Tries check_tree.py on a made-up tree: each rule must find its violation,
and the same tree without violations must pass."""
import os
import tempfile
import unittest

import check_tree

HEAD = ("// SPDX-FileCopyrightText: The mingle authors\n"
        "// SPDX-License-Identifier: Apache-2.0\n")
LISTS = ("# SPDX-FileCopyrightText: The mingle authors\n"
         "# SPDX-License-Identifier: Apache-2.0\n"
         "mingle_library(\n  {}\n  HEADERS\n{}  SOURCES\n  src/a.cpp)\n")


def good_tree():
    tree = {}
    for library in check_tree.LIBRARIES:
        tree[f"{library}/CMakeLists.txt"] = LISTS.format(library, "  a.h\n")
        tree[f"{library}/include/mingle/{library}/a.h"] = \
            HEAD + "#pragma once\n#include <vector>\n"
        tree[f"{library}/src/a.cpp"] = \
            HEAD + f"#include <mingle/{library}/a.h>\n"
    return tree


class Tree(unittest.TestCase):
    def found_in(self, changes):
        """Violations of the good tree with files replaced or added."""
        tree = good_tree()
        tree.update(changes)
        with tempfile.TemporaryDirectory() as root:
            for path, text in tree.items():
                full = os.path.join(root, path)
                os.makedirs(os.path.dirname(full), exist_ok=True)
                with open(full, "w", encoding="utf-8") as file:
                    file.write(text)
            return [f"{path}:{line}: {what}"
                    for path, line, what in check_tree.violations(root)]

    def expect_one(self, path, text, words, line=3):
        found = self.found_in({path: text})
        self.assertEqual(len(found), 1, found)
        self.assertIn(words, found[0])
        self.assertTrue(found[0].startswith(f"{path}:{line}: "), found[0])

    def expect_include(self, path, include, words):
        self.expect_one(path, HEAD + f"#include {include}\n", words)

    def test_good_tree_passes(self):
        self.assertEqual(self.found_in({}), [])

    def test_direction(self):
        for folder, header in (("engine", "geo"), ("engine", "scenarios"),
                               ("engine", "output"), ("geo", "scenarios"),
                               ("geo", "output"), ("scenarios", "output"),
                               ("output", "scenarios")):
            with self.subTest(folder=folder, header=header):
                self.expect_include(f"{folder}/src/a.cpp",
                                    f"<mingle/{header}/a.h>",
                                    f"{folder} must not include {header}")

    def test_allowed_directions(self):
        for folder, header in (("geo", "engine"), ("scenarios", "engine"),
                               ("scenarios", "geo"), ("output", "engine"),
                               ("output", "geo"), ("tools", "output"),
                               ("tests", "scenarios"), ("bench", "engine")):
            with self.subTest(folder=folder, header=header):
                self.assertEqual(self.found_in({
                    f"{folder}/src/b.cpp":
                        HEAD + f"#include <mingle/{header}/a.h>\n"}), [])

    def test_test_support_only_in_tests(self):
        self.expect_include("tools/src/a.cpp",
                            "<mingle/test_support/shared_data.h>",
                            "must not include test support")

    def test_third_party_in_the_wrong_place(self):
        for path, include in (("engine/src/a.cpp", "<tbb/parallel_for.h>"),
                              ("geo/src/a.cpp", "<tbb/task_arena.h>"),
                              ("geo/src/a.cpp", "<Random123/philox.h>"),
                              ("geo/src/a.cpp", "<gdal.h>"),
                              ("output/src/a.cpp", "<ogr_api.h>"),
                              ("scenarios/src/a.cpp", "<geos_c.h>"),
                              ("engine/src/a.cpp", "<boost/graph/graph.hpp>"),
                              ("tools/a.cpp", "<toml++/toml.h>"),
                              ("engine/src/a.cpp", "<nlohmann/json.hpp>"),
                              ("scenarios/src/a.cpp", "<hdf5.h>"),
                              ("geo/src/a.cpp", "<zip.h>"),
                              ("output/src/a.cpp", "<CLI/CLI.hpp>"),
                              ("tools/a.cpp", "<gtest/gtest.h>")):
            with self.subTest(include=include):
                self.expect_include(path, include, "may be included only in")

    def test_third_party_in_a_public_header(self):
        for library, include in (("engine", "<tbb/parallel_for.h>"),
                                 ("geo", "<boost/graph/graph.hpp>"),
                                 ("scenarios", "<nlohmann/json_fwd.hpp>"),
                                 ("output", "<hdf5.h>"),
                                 ("output", "<fmt/core.h>")):
            with self.subTest(include=include):
                self.expect_include(f"{library}/include/mingle/{library}/a.h",
                                    include, "includes a third-party one")

    def test_private_header_in_a_public_one(self):
        self.expect_include("geo/include/mingle/geo/a.h", '"segments.h"',
                            "includes a private one")

    def test_include_that_leaves_its_folder(self):
        self.expect_include("geo/src/a.cpp", '"../../engine/src/balance.h"',
                            "leaves its folder")

    def test_unknown_library(self):
        self.expect_include("engine/src/a.cpp", "<Eigen/Dense>",
                            "no header this project knows of")

    def test_unlisted_and_missing_headers(self):
        listing = LISTS.format("geo", "  b.h\n")
        found = self.found_in({"geo/CMakeLists.txt": listing})
        self.assertEqual(
            found, ["geo/include/mingle/geo/a.h:1: not in the HEADERS of "
                    "geo/CMakeLists.txt",
                    "geo/CMakeLists.txt:1: header 'b.h' does not exist"])

    def test_two_classes_of_one_name(self):
        """Anonymous namespaces and other namespaces are apart."""
        text = HEAD + "namespace mingle {{\n{}\n}}\n"
        one = "template <class T>\nclass Grid final : public Base<T> {};"
        self.assertEqual([], self.found_in({
            "geo/src/b.cpp": text.format("namespace {\nstruct Grid {};\n}"),
            "engine/src/b.cpp": text.format(one),
            "geo/src/c.cpp": text.format("struct Grid::Cell {};"),
            "output/src/b.cpp": text.format("namespace x {\nclass Grid {};\n}")
        }))
        found = self.found_in({"engine/src/b.cpp": text.format(one),
                               "geo/src/b.cpp": text.format("struct Grid {};")})
        self.assertEqual(len(found), 1, found)
        self.assertIn("geo/src/b.cpp:4: class mingle::Grid is in "
                      "engine/src/b.cpp too", found[0])

    def test_missing_head(self):
        self.expect_one("geo/src/a.cpp", "int x;\n", "SPDX", line=1)
        self.expect_one("tools/a.sh", "#!/bin/sh\necho\n", "SPDX", line=1)

    def test_long_file(self):
        lines = check_tree.MAX_FILE_LINES
        self.expect_one("geo/src/a.cpp", HEAD + "// x\n" * (lines - 1),
                        "split the file", line=lines + 1)
        self.assertEqual(self.found_in(
            {"geo/src/a.cpp": HEAD + "// x\n" * (lines - 2)}), [])

    def test_machine_path(self):
        for folder in ("work", "home", "root"):
            path = "/" + folder + "/someone/x"
            self.expect_one("docs/a.md", f"see\n\n{path}\n", "one machine")
        self.assertEqual(self.found_in({"docs/a.md": "${X}/work/a\n"}), [])

    def test_broken_link(self):
        self.expect_one("docs/a.md", "x\n\n[b](b.md#part) [c](a.md)\n",
                        "link to 'b.md'")
        self.assertEqual(self.found_in(
            {"docs/a.md": "[b](https://b.org) [c](../engine/src/a.cpp#x)\n"}),
            [])


class Functions(unittest.TestCase):
    limit = check_tree.MAX_FUNCTION_LINES

    def found(self, text):
        return list(check_tree.check_functions(text.splitlines()))

    def function(self, head, lines, entry="  ++x;\n"):
        """A function of so many lines within namespaces."""
        return ("#include <a>\nnamespace a {\nnamespace {\n" + head + " {\n" +
                entry * (lines - 2) + "}\n}\n}\n")

    def test_length_is_counted_from_the_head(self):
        for head in ("int f(int x)", "template <class T>\nT f(const T& x)",
                     "Foo::Foo(int x)\n    : y_{x}", "auto f() -> int"):
            with self.subTest(head=head):
                extra = head.count("\n") if "y_{" not in head else 0
                self.assertEqual(
                    self.found(self.function(head, self.limit - extra)), [])
                found = self.found(
                    self.function(head, self.limit + 1 - extra))
                self.assertEqual(len(found), 1)

    def test_methods_in_a_class_are_checked(self):
        body = "  ++x;\n" * self.limit
        for scope in ("class A", "struct A final : B<int>", "class A : B"):
            found = self.found(scope + " {\n int f() {\n" + body + " }\n};\n")
            self.assertEqual(len(found), 1, scope)

    def test_braces_in_text_do_not_count(self):
        text = self.function("int f()", self.limit,
                             '  x("}", \'{\', R"(}})"); // }\n')
        self.assertEqual(self.found(text), [])

    def test_a_returned_table_is_data(self):
        entries = '      {"a", 1},\n' * (self.limit + 10)
        self.assertEqual(self.found("T f() {\n  return {\n" + entries +
                                    "  };\n}\n"), [])

    def test_a_lambda_in_a_table_is_not(self):
        body = "  ++x;\n" * self.limit
        found = self.found('T f() {\n  return {\n    {"a", [](int x) {\n' +
                           body + "    }},\n  };\n}\n")
        self.assertEqual(len(found), 1)


if __name__ == "__main__":
    unittest.main()

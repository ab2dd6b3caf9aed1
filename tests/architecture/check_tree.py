#!/usr/bin/python3
# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
"""Checks what ARCHITECTURE.md promises about the source tree.

usage: check_tree.py ROOT

Prints one line a violation, `path:line: what`, and exits with 1 if there is
one. tree_checker_test.py tries every rule on a made-up tree.
"""
import os
import re
import sys

LIBRARIES = ("engine", "geo", "scenarios", "output")
CODE_FOLDERS = LIBRARIES + ("tools", "bench", "tests")

# Folders of mingle whose public headers a folder may include.
MAY_USE = {
    "engine": {"engine"},
    "geo": {"engine", "geo"},
    "scenarios": {"engine", "geo", "scenarios"},
    "output": {"engine", "geo", "output"},
}

# Third-party headers and the only places that may include them. The tests may
# include any; no public header may.
THIRD_PARTY = (
    (r"(oneapi/)?tbb/", ("engine/src/parallel/",)),
    (r"Random123/", ("engine/src/",)),
    (r"(gdal|ogr|cpl)\w*\.h", ("geo/src/gdal/",)),
    (r"geos", ("geo/src/",)),
    (r"boost/", ("geo/src/", "engine/src/contact/network_graph.cpp")),
    (r"csv\.h", ("geo/src/",)),
    (r"toml\+\+/|toml\.hpp", ("scenarios/src/",)),
    (r"nlohmann/", ("scenarios/src/", "output/src/", "tools/", "bench/")),
    (r"(hdf5|H5\w*|hdf5_hl)\.h", ("output/src/",)),
    (r"zip\.h", ("output/src/",)),
    (r"openssl/", ("geo/src/", "scenarios/src/")),
    (r"CLI/", ("tools/",)),
    (r"fmt/", ("engine/src/", "geo/src/", "scenarios/src/", "output/src/",
               "tools/", "bench/")),
    (r"benchmark/", ("bench/",)),
    (r"(gtest|gmock|rapidcheck)\b", ()),
    (r"dlfcn\.h", ("geo/src/",)),
)

# System headers that are part of POSIX or, malloc.h, of the GNU C library,
# where the standard library has no equivalent.
POSIX = re.compile(r"(sys/\w+|unistd|fcntl|malloc|termios|signal|pthread|sched|"
                   r"strings|dirent|poll|spawn|time|execinfo|locale)\.h")

# Headers that the build makes.
GENERATED = re.compile(r"embedded/|git_commit\.h$")

MAX_FILE_LINES = 500
MAX_FUNCTION_LINES = 60

SOURCE = re.compile(r"\.(cpp|h)$")
HEADED = re.compile(r"(\.(cpp|h|cmake|py|sh|mjs|cmake\.in)|CMakeLists\.txt)$")
HEAD = ("SPDX-FileCopyrightText: The mingle authors",
        "SPDX-License-Identifier: Apache-2.0")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
MACHINE_PATH = re.compile(r"(?<![\w.$}])/(work|home|root|Users)/\w")


def tracked(root):
    """Files of the tree below its folders, builds and caches left out."""
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(
            each for each in folders
            if each not in (".git", "__pycache__", "node_modules")
            and not (folder == root and re.match(r"build(-|$)", each)))
        for name in sorted(set(files) - {".git"}):
            yield os.path.relpath(os.path.join(folder, name), root)


def read_lines(root, path):
    try:
        with open(os.path.join(root, path), encoding="utf-8") as file:
            return file.read().splitlines()
    except UnicodeDecodeError:
        return None  # pictures


def check_include(path, bracket, name):
    """What is wrong with an include, or None."""
    top = path.split("/")[0]
    public = "/include/" in path and top in LIBRARIES
    own = re.match(r"mingle/(\w+)/", name)
    if own:
        target = own.group(1)
        if target == "test_support":
            return None if top in ("tests", "bench") else \
                f"{top} must not include test support"
        if target in LIBRARIES and top in MAY_USE and \
                target not in MAY_USE[top]:
            return f"{top} must not include {target} ('{name}')"
        return None
    if bracket == '"':
        if public:
            return f"public header includes a private one ('{name}')"
        if ".." in name.split("/"):
            return f"include leaves its folder ('{name}')"
        return None
    for pattern, places in THIRD_PARTY:
        if not re.match(pattern, name):
            continue
        if public:
            return f"public header includes a third-party one ('{name}')"
        if top == "tests" or path.startswith(places):
            return None
        where = " or ".join(places) or "tests/"
        return f"'{name}' may be included only in {where}"
    if "/" not in name and "." not in name:
        return None  # standard library
    if POSIX.fullmatch(name) or GENERATED.match(name):
        return None
    return f"'{name}' is no header this project knows of (check_tree.py)"


def check_includes(path, lines):
    for number, line in enumerate(lines, 1):
        found = INCLUDE.match(line)
        if not found:
            continue
        wrong = check_include(path, found.group(1), found.group(2))
        if wrong:
            yield number, wrong


def check_head(lines):
    start = 1 if lines and lines[0].startswith("#!") else 0
    head = lines[start:start + 2]
    if len(head) < 2 or any(want not in have
                            for want, have in zip(HEAD, head)):
        yield 1, "does not start with the two SPDX lines"


def check_length(lines):
    if len(lines) > MAX_FILE_LINES:
        yield len(lines), (f"{len(lines)} lines, more than {MAX_FILE_LINES}: "
                           "split the file")


def check_machine_paths(lines):
    for number, line in enumerate(lines, 1):
        if MACHINE_PATH.search(line):
            yield number, "path of one machine"


TOKEN = re.compile(
    # raw strings, comments, preprocessor lines, strings, characters
    r'R"(?P<delimiter>[^(\s]*)\((?:.|\n)*?\)(?P=delimiter)"'
    r"|//[^\n]*|/\*(?:.|\n)*?\*/"
    r"|^[ \t]*\#(?:\\\n|[^\n])*"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'",
    re.M)


def without_text(source):
    """The source with all that is not code blanked, lines kept."""
    return TOKEN.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), source)


SCOPE = re.compile(r"^\s*(template\b[^{;]*>\s*)?(requires\b.*)?(inline\s+)?"
                   r"(namespace|class|struct|enum|union|extern)\b")


# Built in place of its sibling, never with it.
ONE_OF_TWO = "engine/src/parallel/parallel_threads.cpp"

NAMED = re.compile(r"(?:template\s*<.*?>\s*)?(?:inline\s+)?"
                   r"(namespace|class|struct|union|enum(?:\s+class)?)\b\s*"
                   r"([\w:]*(?:<[^{]*>)?)", re.S)


class Block:
    """A pair of braces, what stands before it, and where that began."""

    def __init__(self, statement, began, outside):
        inside_scopes = all(each.scope for each in outside)
        in_table = bool(outside) and (outside[-1].table or
                                      outside[-1].in_table)
        text = statement.strip()
        self.began = began
        named = NAMED.match(text)
        self.kind = named.group(1) if named else ""
        self.name = named.group(2) if named else ""
        self.scope = inside_scopes and is_scope(text)
        # A list that a function returns is data, not counted as its lines.
        self.table = text == "return" or text.endswith("=")
        self.in_table = in_table
        is_lambda = "](" in text and in_table
        self.function = is_lambda or (inside_scopes and not self.scope and
                                      (not text or ")" in text))
        self.lines_of_tables = 0


def is_scope(statement):
    after = statement.split(">")[-1]
    return bool(SCOPE.match(statement)) and ")" not in after


def blocks(code):
    """Every block of the code with the line it ends on and those around."""
    line = began = 1
    statement = ""
    open_blocks = []
    for character in code:
        if character == "\n":
            line += 1
        if character == "{":
            open_blocks.append(Block(statement, began, open_blocks))
            statement = ""
        elif character == "}" and open_blocks:
            closed = open_blocks.pop()
            yield closed, line, open_blocks
            statement = ""
        elif character in ";,":
            # A comma ends an entry of a table, not a list of parameters.
            in_table = open_blocks and open_blocks[-1].table
            statement = "" if character == ";" or in_table else statement + ","
        else:
            if not statement.strip():
                began = line
                statement = ""
            statement += character


def check_functions(lines):
    """Functions longer than the limit, tables that they return left out."""
    for block, end, around in blocks(without_text("\n".join(lines))):
        length = end - block.began + 1 - block.lines_of_tables
        if block.table and around:
            around[-1].lines_of_tables += length
        elif around:
            around[-1].lines_of_tables += block.lines_of_tables
        if block.function and length > MAX_FUNCTION_LINES:
            yield block.began, (f"function of {length} lines, more than "
                                f"{MAX_FUNCTION_LINES}")


def classes(lines):
    """Full name and line of each class of a named namespace."""
    for block, _, around in blocks(without_text("\n".join(lines))):
        in_namespaces = all(each.kind == "namespace" and each.name
                            for each in around)
        if block.kind and block.kind != "namespace" and in_namespaces:
            names = [each.name for each in around] + [block.name]
            yield "::".join(names), block.began


def check_class_names(root, files):
    """Two classes of one name in one namespace: the linker takes the members
    of either for both, in silence."""
    found = {}
    for path in sorted(files):
        if path.split("/")[0] not in CODE_FOLDERS or not SOURCE.search(path):
            continue
        if path == ONE_OF_TWO:
            continue
        for name, line in classes(read_lines(root, path) or []):
            first = found.setdefault(name, path)
            if first != path:
                yield path, line, f"class {name} is in {first} too: rename one"


LINK = re.compile(r"\]\(([^)\s#]+)(#[^)\s]*)?\)")


def check_links(root, path, lines):
    """Links of a page to files of the tree that are not there."""
    folder = os.path.dirname(os.path.join(root, path))
    for number, line in enumerate(lines, 1):
        for target, _ in LINK.findall(line):
            if re.match(r"[a-z]+:", target):
                continue
            if not os.path.exists(os.path.join(folder, target)):
                yield number, f"link to '{target}', which does not exist"


def check_file(root, path):
    lines = read_lines(root, path)
    if lines is None:
        return
    if HEADED.search(path):
        yield from check_head(lines)
    yield from check_machine_paths(lines)
    if path.endswith(".md"):
        yield from check_links(root, path, lines)
    if SOURCE.search(path) and path.split("/")[0] in CODE_FOLDERS:
        yield from check_includes(path, lines)
        yield from check_length(lines)
        yield from check_functions(lines)


def check_header_lists(root, files):
    """Each public header is in its library's HEADERS list, and vice versa."""
    for library in LIBRARIES:
        listing = f"{library}/CMakeLists.txt"
        if listing not in files:
            continue
        text = "\n".join(read_lines(root, listing))
        found = re.search(r"\bHEADERS\b(.*?)\bSOURCES\b", text, re.S)
        listed = set(re.findall(r"\S+\.h\b", found.group(1) if found else ""))
        prefix = f"{library}/include/mingle/{library}/"
        present = {path[len(prefix):] for path in files
                   if path.startswith(f"{library}/include/")}
        for name in sorted(present - listed):
            yield f"{prefix}{name}", 1, f"not in the HEADERS of {listing}"
        for name in sorted(listed - present):
            yield listing, 1, f"header '{name}' does not exist"


def violations(root):
    files = list(tracked(root))
    for path in files:
        for line, what in check_file(root, path):
            yield path, line, what
    yield from check_header_lists(root, set(files))
    yield from check_class_names(root, files)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    found = list(violations(sys.argv[1]))
    for path, line, what in found:
        print(f"{path}:{line}: {what}")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()

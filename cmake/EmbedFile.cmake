# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
#
# Writes the text of IN as a C++ string into OUT/VARIABLE.{h,cpp}. Compilers
# limit one literal to 64 KiB, so the text becomes an array of bytes.
file(READ "${IN}" hex HEX)
string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
file(
  WRITE "${OUT}/${VARIABLE}.h"
  "#pragma once\n#include <string_view>\nnamespace mingle::embedded {\nextern const std::string_view ${VARIABLE};\n}\n"
)
file(
  WRITE "${OUT}/${VARIABLE}.cpp"
  "#include \"${VARIABLE}.h\"\nnamespace mingle::embedded {\nstatic const char bytes[] = {\n${bytes}'\\0'};\nconst std::string_view ${VARIABLE}{bytes, sizeof bytes - 1};\n}\n"
)

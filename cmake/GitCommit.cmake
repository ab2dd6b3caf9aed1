# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
#
# Writes OUT with the commit of SOURCE, only if it has changed. Run at every
# build.
set(commit unknown)
find_program(git git)
if(git)
  execute_process(
    COMMAND "${git}" -C "${SOURCE}" describe --always --dirty --abbrev=12
            --exclude "*"
    OUTPUT_VARIABLE found
    OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET
    RESULT_VARIABLE status)
  if(status EQUAL 0)
    set(commit "${found}")
  endif()
endif()
set(text "#define MINGLE_GIT_COMMIT \"${commit}\"\n")
set(before "")
if(EXISTS "${OUT}")
  file(READ "${OUT}" before)
endif()
if(NOT text STREQUAL before)
  file(WRITE "${OUT}" "${text}")
endif()

# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
#
# cmake -DBUILD=... -DPROJECT=... -DWORK=... -P install_and_use.cmake
set(prefix "${WORK}/prefix")
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")

# run(WHAT COMMAND...): fails the test with the output of the command.
function(run what)
  execute_process(
    COMMAND ${ARGN}
    RESULT_VARIABLE failed
    OUTPUT_VARIABLE output
    ERROR_VARIABLE output)
  if(failed)
    message(FATAL_ERROR "${what} failed (${failed}):\n${output}")
  endif()
  set(output
      "${output}"
      PARENT_SCOPE)
endfunction()

run("install" ${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix})
run("configure"
    ${CMAKE_COMMAND}
    -S
    ${PROJECT}
    -B
    ${WORK}/build
    -G
    ${GENERATOR}
    -DCMAKE_BUILD_TYPE=Release
    -DCMAKE_PREFIX_PATH=${prefix}
    -DCMAKE_C_COMPILER=${C_COMPILER}
    -DCMAKE_CXX_COMPILER=${CXX_COMPILER}
    -DCMAKE_C_FLAGS=${C_FLAGS}
    -DCMAKE_CXX_FLAGS=${CXX_FLAGS})
run("build" ${CMAKE_COMMAND} --build ${WORK}/build)
run("the stranger's program" ${WORK}/build/stranger)
# The town of stranger.cpp by hand: |60/150 - 40/50| = 0.4 in both zones.
set(expected "dissimilarity 0.400\nhouseholds 90 residents 200\n")
if(NOT output STREQUAL expected)
  message(FATAL_ERROR "the stranger's program said\n${output}"
                      "instead of\n${expected}")
endif()

if(HAS_TOOLS)
  # The installed command finds the module for maps that lies beside it: doctor
  # asks it for GDAL's version.
  run("the installed mingle" ${CMAKE_COMMAND} -E env
      --unset=MINGLE_MODULE_PATH ${prefix}/bin/mingle doctor)
  if(NOT output MATCHES "GDAL +[0-9]")
    message(FATAL_ERROR "the installed mingle cannot read maps:\n${output}")
  endif()
  # And the stranger's way to the shipped scenarios.
  run("the installed scenario" ${prefix}/bin/mingle check
      ${prefix}/share/mingle/library/quickstart.toml)
endif()

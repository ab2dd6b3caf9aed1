# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
#
# mingle_report_script(OUT): rules that bundle output/report/src into one
# script. npm fetches what output/report/package-lock.json names, once for a
# build folder, into a copy beside the build: the source tree stays clean.
function(mingle_report_script out)
  find_program(MINGLE_NPM npm DOC "npm, for the script of the report page")
  if(NOT MINGLE_NPM)
    message(
      FATAL_ERROR
        "npm is missing; the script of the report page is built with it. "
        "Install Node.js 18 or later and npm: tools/setup.sh build, or on "
        "Debian: apt-get install nodejs npm")
  endif()
  set(source "${PROJECT_SOURCE_DIR}/output/report")
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/report")
  # Named one by one: a glob that each build checks again hides from
  # tools/common.sh how many steps a build has.
  set(inputs dom downloads forest glance main map measure numbers theme)
  list(TRANSFORM inputs PREPEND "${source}/src/")
  list(TRANSFORM inputs APPEND ".js")
  add_custom_command(
    OUTPUT "${folder}/installed"
    COMMAND ${CMAKE_COMMAND} -E make_directory "${folder}"
    COMMAND ${CMAKE_COMMAND} -E copy "${source}/package.json"
            "${source}/package-lock.json" "${folder}"
    COMMAND ${CMAKE_COMMAND} -DNPM=${MINGLE_NPM} -DFOLDER=${folder} -P
            "${PROJECT_SOURCE_DIR}/cmake/InstallReportPackages.cmake"
    COMMAND ${CMAKE_COMMAND} -E touch "${folder}/installed"
    DEPENDS "${source}/package.json" "${source}/package-lock.json"
    COMMENT "Fetching the packages of the report page"
    VERBATIM)
  add_custom_command(
    OUTPUT "${out}"
    COMMAND ${CMAKE_COMMAND} -E rm -rf "${folder}/src"
    COMMAND ${CMAKE_COMMAND} -E copy_directory "${source}/src" "${folder}/src"
    COMMAND ${CMAKE_COMMAND} -E chdir "${folder}" "${MINGLE_NPM}" run --silent
            build -- "--outfile=${out}"
    DEPENDS ${inputs} "${folder}/installed"
    COMMENT "Bundling the script of the report page"
    VERBATIM)
endfunction()

# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
include(GoogleTest)

set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# Flags every mingle target has. Contraction into fused multiply-add is off so
# that results do not depend on the machine (see ARCHITECTURE.md).
function(mingle_compile_options target)
  target_compile_features(${target} PUBLIC cxx_std_20)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF
                                             POSITION_INDEPENDENT_CODE ON)
  target_compile_options(
    ${target}
    PRIVATE -Wall
            -Wextra
            -Wpedantic
            -Wshadow
            -Wconversion
            -Wsign-conversion
            -Wnon-virtual-dtor
            -Woverloaded-virtual
            # Designated initialisers leave members at their default on purpose.
            -Wno-missing-field-initializers
            # GCC 12 sees overlaps in std::string that are not there (PR105651).
            $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
            -ffp-contract=off
            $<$<BOOL:${MINGLE_WARNINGS_AS_ERRORS}>:-Werror>)
  if(MINGLE_ASSERTIONS)
    target_compile_definitions(${target} PRIVATE MINGLE_ASSERTIONS=1)
  endif()
endfunction()

# mingle_library(NAME SOURCES ... HEADERS ... [PUBLIC ...] [PRIVATE ...])
# One static library per top-level folder, alias mingle::NAME. HEADERS are
# relative to include/ and each must compile on its own.
function(mingle_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;HEADERS;PUBLIC;PRIVATE" ${ARGN})
  add_library(mingle_${name} STATIC ${ARG_SOURCES})
  add_library(mingle::${name} ALIAS mingle_${name})
  list(TRANSFORM ARG_HEADERS PREPEND "include/mingle/${name}/")
  target_sources(
    mingle_${name}
    PUBLIC FILE_SET HEADERS BASE_DIRS include FILES ${ARG_HEADERS})
  target_include_directories(mingle_${name} PRIVATE src)
  target_link_libraries(
    mingle_${name}
    PUBLIC ${ARG_PUBLIC}
    PRIVATE ${ARG_PRIVATE})
  set_target_properties(
    mingle_${name} PROPERTIES EXPORT_NAME ${name}
                              VERIFY_INTERFACE_HEADER_SETS ON)
  mingle_compile_options(mingle_${name})
endfunction()

# mingle_test(NAME LABELS ... SOURCES ... LINKS ...)
# One GoogleTest program; each of its cases is a ctest test.
function(mingle_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "LABELS;SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_LINKS} mingle_test_support
                                        GTest::gtest_main GTest::gtest)
  mingle_compile_options(${name})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 600)
  endif()
  gtest_discover_tests(
    ${name}
    TEST_PREFIX "${name}."
    DISCOVERY_MODE PRE_TEST
    DISCOVERY_TIMEOUT 60
    PROPERTIES LABELS "${ARG_LABELS}" TIMEOUT ${ARG_TIMEOUT})
endfunction()

# mingle_embed(TARGET VARIABLE FILE): the text of FILE as a
# `constinit const std::string_view VARIABLE` in namespace mingle::embedded,
# declared by <embedded/VARIABLE.h>.
function(mingle_embed target variable file)
  cmake_path(ABSOLUTE_PATH file OUTPUT_VARIABLE source)
  set(out "${CMAKE_CURRENT_BINARY_DIR}/embedded")
  add_custom_command(
    OUTPUT "${out}/embedded/${variable}.cpp" "${out}/embedded/${variable}.h"
    COMMAND
      ${CMAKE_COMMAND} -DIN=${source}
      -DOUT=${out}/embedded -DVARIABLE=${variable} -P
      ${PROJECT_SOURCE_DIR}/cmake/EmbedFile.cmake
    DEPENDS "${source}"
            "${PROJECT_SOURCE_DIR}/cmake/EmbedFile.cmake"
    COMMENT "Embedding ${file}"
    VERBATIM)
  target_sources(${target} PRIVATE "${out}/embedded/${variable}.cpp"
                                   "${out}/embedded/${variable}.h")
  target_include_directories(${target} PRIVATE "${out}")
endfunction()

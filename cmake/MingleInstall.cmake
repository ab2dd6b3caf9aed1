# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
include(CMakePackageConfigHelpers)

install(
  TARGETS mingle_engine mingle_geo mingle_scenarios mingle_output
  EXPORT mingleTargets
  FILE_SET HEADERS)
install(
  EXPORT mingleTargets
  NAMESPACE mingle::
  DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/mingle")

configure_package_config_file(
  cmake/mingleConfig.cmake.in "${PROJECT_BINARY_DIR}/mingleConfig.cmake"
  INSTALL_DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/mingle")
write_basic_package_version_file(
  "${PROJECT_BINARY_DIR}/mingleConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/mingleConfig.cmake"
              "${PROJECT_BINARY_DIR}/mingleConfigVersion.cmake"
        DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/mingle")

install(
  DIRECTORY scenarios/library
  DESTINATION "${CMAKE_INSTALL_DATADIR}/mingle"
  FILES_MATCHING
  PATTERN "*.toml")
install(FILES LICENSE NOTICE CITATION.cff CHANGELOG.md
        DESTINATION "${CMAKE_INSTALL_DOCDIR}")

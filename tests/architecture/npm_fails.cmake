# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
#
# Fetches the packages of the report page with an npm that cannot.
set(NPM "/bin/false")
set(FOLDER "/tmp")
include("${CMAKE_CURRENT_LIST_DIR}/../../cmake/InstallReportPackages.cmake")

# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
#
# Asks for the script of the report page where there is no npm. Script mode has
# no rules to add, so that this must end with the message.
set(ENV{PATH} "")
set(CMAKE_FIND_USE_CMAKE_SYSTEM_PATH FALSE)
include("${CMAKE_CURRENT_LIST_DIR}/../../cmake/ReportScript.cmake")
mingle_report_script(never)

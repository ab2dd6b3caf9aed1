# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
#
# Runs npm in FOLDER and says what to do when it fails.
execute_process(
  COMMAND "${NPM}" ci --ignore-scripts --no-audit --no-fund --loglevel=error
  WORKING_DIRECTORY "${FOLDER}"
  RESULT_VARIABLE failed
  OUTPUT_VARIABLE words
  ERROR_VARIABLE words)
if(failed)
  message(
    FATAL_ERROR
      "npm could not fetch the packages of the report page (output/report/"
      "package-lock.json). It needs the npm registry once; where there is no "
      "network, fill npm's cache on another machine first.\n${words}")
endif()

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "version.h"

#include <git_commit.h>

namespace mingle::tool {

std::string mingle_version() {
  return MINGLE_VERSION;
}

std::string git_commit() {
  return MINGLE_GIT_COMMIT;
}

std::string version_text() {
  return "mingle " + mingle_version() + " (" + git_commit() + ")\n";
}

}  // namespace mingle::tool

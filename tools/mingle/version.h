// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace mingle::tool {

std::string mingle_version();  ///< "0.1.0"
/// Commit it was built from, with "-dirty" if the sources differed from it;
/// "unknown" outside a git repository.
std::string git_commit();
/// What --version prints.
std::string version_text();

}  // namespace mingle::tool

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mingle {

/// Advice for a name that is not there: "Did you mean 'x'?", naming those
/// within two edits or, failing that, those that contain it; otherwise "The
/// <what> are a, b, c".
std::string suggest_names(std::string_view wanted,
                          const std::vector<std::string>& names,
                          std::string_view what);

}  // namespace mingle

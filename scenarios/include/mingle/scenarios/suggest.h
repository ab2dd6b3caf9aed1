// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mingle {

/// The names within two edits of `name`, nearest first.
std::vector<std::string> nearest_names(std::string_view name,
                                       std::span<const std::string> names);

/// "Did you mean 'a'?" or, when nothing is near, "Known WHAT: a, b, c".
std::string suggestion(std::string_view name,
                       std::span<const std::string> names,
                       std::string_view what);

}  // namespace mingle

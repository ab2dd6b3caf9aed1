// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace mingle {

/// Value of an environment variable, or nothing.
using Environment = std::function<std::optional<std::string>(std::string_view)>;

/// The variables of this process.
Environment process_environment();

struct ExpandedPath {
  std::string path;
  std::string problem;  ///< empty if there is none
  std::string hint;
};

/// Replaces ${NAME} and ${NAME:-default}; an empty variable counts as unset.
ExpandedPath expand_path(std::string_view text, const Environment& environment);

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace mingle::tool {

/// What `mingle new` was asked for.
struct StudyNames {
  std::string name;
  std::string stylised;            ///< empty: from files
  std::vector<std::string> codes;  ///< of authorities
};

inline constexpr const char* variant_file = "settled_renters.toml";

std::string baseline_text(const StudyNames& names);
std::string variant_text(const StudyNames& names);
std::string readme_text(const StudyNames& names);

}  // namespace mingle::tool

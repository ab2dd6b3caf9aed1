// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <mingle/geo/count_table.h>

namespace mingle {

std::optional<std::size_t> CountTable::column(std::string_view name) const {
  const auto found = std::find(columns.begin(), columns.end(), name);
  if (found == columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - columns.begin());
}

std::optional<std::size_t> CountTable::find(std::string_view key_value) const {
  const auto found = std::lower_bound(keys.begin(), keys.end(), key_value);
  if (found == keys.end() || *found != key_value) return std::nullopt;
  return static_cast<std::size_t>(found - keys.begin());
}

}  // namespace mingle

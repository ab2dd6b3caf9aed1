// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <mingle/engine/edit_distance.h>
#include <mingle/scenarios/suggest.h>

namespace mingle {

std::vector<std::string> nearest_names(std::string_view name,
                                       std::span<const std::string> names) {
  constexpr std::size_t longest = 64;  // no name of ours is longer
  constexpr std::size_t edits = 2;
  if (name.size() > longest) return {};
  std::vector<std::pair<std::size_t, std::string>> near;
  for (const std::string& candidate : names) {
    const std::size_t distance = edit_distance(name, candidate);
    // Two edits turn any two-letter word into any other.
    if (distance <= edits && distance < candidate.size()) {
      near.emplace_back(distance, candidate);
    }
  }
  std::sort(near.begin(), near.end());
  std::vector<std::string> result;
  for (auto& [distance, candidate] : near) result.push_back(candidate);
  return result;
}

std::string suggestion(std::string_view name,
                       std::span<const std::string> names,
                       std::string_view what) {
  const std::vector<std::string> near = nearest_names(name, names);
  if (near.empty()) {
    return fmt::format("Known {}: {}", what, fmt::join(names, ", "));
  }
  return fmt::format("Did you mean '{}'?", fmt::join(near, "' or '"));
}

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <mingle/scenarios/suggest.h>

namespace mingle {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + change});
      const bool swapped =
          i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) now[j] = std::min(now[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, now);
  }
  return last[b.size()];
}

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

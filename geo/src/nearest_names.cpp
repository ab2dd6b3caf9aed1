// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "nearest_names.h"

#include <algorithm>
#include <cctype>

#include <mingle/engine/edit_distance.h>
#include <mingle/engine/error.h>

namespace mingle {
namespace {

constexpr std::size_t shown_names = 12;

std::string lower(std::string_view text) {
  std::string result{text};
  for (char& letter : result) {
    letter =
        static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  }
  return result;
}

std::vector<std::string> within_two_edits(
    const std::string& wanted,
    const std::vector<std::string>& names) {
  std::vector<std::string> near;
  std::size_t best = std::min<std::size_t>(2, wanted.size() / 2) + 1;
  for (const std::string& name : names) {
    const std::size_t edits = edit_distance(wanted, lower(name));
    if (edits > best || (near.empty() && edits == best)) continue;
    if (edits < best) near.clear();
    best = edits;
    near.push_back(name);
  }
  return near;
}

std::vector<std::string> containing(const std::string& wanted,
                                    const std::vector<std::string>& names) {
  std::vector<std::string> found;
  if (wanted.size() < 3) return found;
  for (const std::string& name : names) {
    if (lower(name).find(wanted) != std::string::npos) found.push_back(name);
  }
  return found;
}

std::string quoted(std::vector<std::string> names) {
  for (std::string& name : names) name = "'" + name + "'";
  return first_few(names);
}

}  // namespace

std::string suggest_names(std::string_view wanted,
                          const std::vector<std::string>& names,
                          std::string_view what) {
  const std::string text = lower(wanted);
  std::vector<std::string> near = within_two_edits(text, names);
  if (near.empty()) near = containing(text, names);
  if (!near.empty()) return "Did you mean " + quoted(near) + "?";
  if (names.empty()) return "There are no " + std::string{what};
  return "The " + std::string{what} + " are " + first_few(names, shown_names);
}

}  // namespace mingle

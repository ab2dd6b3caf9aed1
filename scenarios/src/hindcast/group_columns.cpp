// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "group_columns.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/engine/groups.h>

namespace mingle {
namespace {

constexpr std::array<BroadGroup, 5> broad_groups{BroadGroup::white,
                                                 BroadGroup::asian,
                                                 BroadGroup::black,
                                                 BroadGroup::mixed,
                                                 BroadGroup::other};

std::string folded(const HindcastStudy& study, const std::string& column) {
  const auto found = study.fold.find(column);
  return found == study.fold.end() ? column : found->second;
}

std::vector<std::size_t> broad_columns(const PeopleCsv& table,
                                       const HindcastStudy& study) {
  std::vector<std::size_t> group_of;
  for (const std::string& column : table.columns) {
    const auto group = find_census_group(folded(study, column));
    if (!group) {
      throw DataError{
          {table.file, "", "", column, 1},
          fmt::format("'{}' is no ethnic group of the census", column),
          "Broad groups need the census's column names; use groups.scheme = "
          "\"detailed\" for names of your own"};
    }
    group_of.push_back(static_cast<std::size_t>(
        std::find(broad_groups.begin(), broad_groups.end(), group->broad) -
        broad_groups.begin()));
  }
  return group_of;
}

std::vector<std::string> folded_names(const PeopleCsv& table,
                                      const HindcastStudy& study) {
  std::vector<std::string> names;
  for (const std::string& column : table.columns) {
    const std::string name = folded(study, column);
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      names.push_back(name);
    }
  }
  return names;
}

void expect_same(const PeopleCsv& table,
                 const std::vector<std::string>& names,
                 const PeopleCsv& other,
                 const std::vector<std::string>& other_names) {
  for (const std::string& name : names) {
    if (std::find(other_names.begin(), other_names.end(), name) !=
        other_names.end()) {
      continue;
    }
    throw DataError{
        {table.file, "", "", name, 1},
        fmt::format("the group '{}' is not in '{}'", name, other.file),
        "Count it as another group with groups.fold, as in fold = { "
        "white_roma = \"white_other\" }"};
  }
}

std::vector<std::size_t> places(const PeopleCsv& table,
                                const HindcastStudy& study,
                                const std::vector<std::string>& groups) {
  std::vector<std::size_t> group_of;
  for (const std::string& column : table.columns) {
    group_of.push_back(static_cast<std::size_t>(
        std::find(groups.begin(), groups.end(), folded(study, column)) -
        groups.begin()));
  }
  return group_of;
}

}  // namespace

GroupColumns match_groups(const PeopleCsv& before,
                          const PeopleCsv& after,
                          const HindcastStudy& study) {
  GroupColumns match;
  if (study.grouping == Grouping::broad) {
    for (const BroadGroup group : broad_groups) {
      match.groups.emplace_back(name_of(group));
    }
    match.before = broad_columns(before, study);
    match.after = broad_columns(after, study);
    return match;
  }
  match.groups = folded_names(before, study);
  const std::vector<std::string> later = folded_names(after, study);
  expect_same(after, later, before, match.groups);
  expect_same(before, match.groups, after, later);
  match.before = places(before, study, match.groups);
  match.after = places(after, study, match.groups);
  return match;
}

PeopleCsv grouped(const PeopleCsv& table,
                  const std::vector<std::size_t>& group_of,
                  const std::vector<std::string>& groups) {
  PeopleCsv sums{table.file, table.key, table.keys, groups, {}};
  sums.values.resize(table.rows() * groups.size());
  const std::size_t columns = table.columns.size();
  for (std::size_t i = 0; i < table.values.size(); ++i) {
    sums.values[i / columns * groups.size() + group_of[i % columns]] +=
        table.values[i];
  }
  return sums;
}

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <mingle/engine/id.h>

namespace mingle {

/// The five broad ethnic groups of the census, in its order of publication.
enum class BroadGroup : std::uint8_t { asian, black, mixed, white, other };

/// The seven disjoint categories of Census 2021 table RM134 (household
/// reference persons by ethnic group and tenure).
enum class HrpCategory : std::uint8_t {
  asian,
  black,
  mixed,
  white_british,
  white_irish,
  white_other,
  other
};
inline constexpr std::size_t hrp_category_count = 7;

/// One census ethnic group.
struct CensusGroup {
  std::string_view name;   ///< column name, e.g. "asian_pakistani"
  std::string_view label;  ///< words for people, e.g. "Pakistani"
  BroadGroup broad;
  HrpCategory category;
};

/// The 19 ethnic groups of Census 2021 table TS021, in table order. The 18
/// groups of 2011 are these without Roma.
std::span<const CensusGroup> census_2021_groups();

/// The census group of that column name, or nothing.
std::optional<CensusGroup> find_census_group(std::string_view name);

/// Short machine name of a category, e.g. "white_british".
std::string_view name_of(HrpCategory category);
std::string_view name_of(BroadGroup group);

/// The groups of a run, in the order of the ethnic group table's columns.
class GroupScheme {
 public:
  static constexpr std::size_t max_groups = 32;

  GroupScheme() = default;
  /// @throws std::invalid_argument if empty, repeated, or over max_groups.
  explicit GroupScheme(std::vector<std::string> names);

  std::size_t size() const { return names_.size(); }
  const std::vector<std::string>& names() const { return names_; }
  const std::string& name(GroupId group) const { return names_[group.index()]; }
  /// Words for people; the name itself where the group is not a census one.
  std::string label(GroupId group) const;
  std::optional<GroupId> find(std::string_view name) const;
  /// Category of table RM134; "other" where the group is not a census one.
  HrpCategory category(GroupId group) const;

 private:
  std::vector<std::string> names_;
};

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <stdexcept>

#include <mingle/engine/groups.h>

namespace mingle {
namespace {

using enum BroadGroup;
using Category = HrpCategory;

constexpr std::array<CensusGroup, 19> groups_2021{{
    {"white_british", "White British", white, Category::white_british},
    {"white_irish", "White Irish", white, Category::white_irish},
    {"white_gypsy_or_irish_traveller",
     "Gypsy or Irish Traveller",
     white,
     Category::white_other},
    {"white_roma", "Roma", white, Category::white_other},
    {"white_other", "Other White", white, Category::white_other},
    {"mixed_white_black_caribbean",
     "Mixed White and Black Caribbean",
     mixed,
     Category::mixed},
    {"mixed_white_black_african",
     "Mixed White and Black African",
     mixed,
     Category::mixed},
    {"mixed_white_asian", "Mixed White and Asian", mixed, Category::mixed},
    {"mixed_other", "Other Mixed", mixed, Category::mixed},
    {"asian_indian", "Indian", asian, Category::asian},
    {"asian_pakistani", "Pakistani", asian, Category::asian},
    {"asian_bangladeshi", "Bangladeshi", asian, Category::asian},
    {"asian_chinese", "Chinese", asian, Category::asian},
    {"asian_other", "Other Asian", asian, Category::asian},
    {"black_african", "Black African", black, Category::black},
    {"black_caribbean", "Black Caribbean", black, Category::black},
    {"black_other", "Other Black", black, Category::black},
    {"other_arab", "Arab", other, Category::other},
    {"other_any_other", "Any other group", other, Category::other},
}};

constexpr std::array<std::string_view, hrp_category_count> category_names{
    "asian",
    "black",
    "mixed",
    "white_british",
    "white_irish",
    "white_other",
    "other"};

constexpr std::array<std::string_view, 5> broad_names{"asian",
                                                      "black",
                                                      "mixed",
                                                      "white",
                                                      "other"};

}  // namespace

std::span<const CensusGroup> census_2021_groups() {
  return groups_2021;
}

std::optional<CensusGroup> find_census_group(std::string_view name) {
  const auto found = std::find_if(
      groups_2021.begin(), groups_2021.end(), [name](const CensusGroup& group) {
        return group.name == name;
      });
  if (found == groups_2021.end()) return std::nullopt;
  return *found;
}

std::string_view name_of(HrpCategory category) {
  return category_names[static_cast<std::size_t>(category)];
}

std::string_view name_of(BroadGroup group) {
  return broad_names[static_cast<std::size_t>(group)];
}

GroupScheme::GroupScheme(std::vector<std::string> names)
    : names_{std::move(names)} {
  if (names_.empty() || names_.size() > max_groups) {
    throw std::invalid_argument{"a run has 1 to 32 groups, not " +
                                std::to_string(names_.size())};
  }
  std::vector<std::string> sorted = names_;
  std::sort(sorted.begin(), sorted.end());
  const auto twice = std::adjacent_find(sorted.begin(), sorted.end());
  if (twice != sorted.end()) {
    throw std::invalid_argument{"group '" + *twice + "' appears twice"};
  }
}

std::string GroupScheme::label(GroupId group) const {
  const auto census = find_census_group(name(group));
  return census ? std::string{census->label} : name(group);
}

std::optional<GroupId> GroupScheme::find(std::string_view name) const {
  const auto found = std::find(names_.begin(), names_.end(), name);
  if (found == names_.end()) return std::nullopt;
  return GroupId{static_cast<std::size_t>(found - names_.begin())};
}

HrpCategory GroupScheme::category(GroupId group) const {
  const auto census = find_census_group(name(group));
  return census ? census->category : HrpCategory::other;
}

}  // namespace mingle

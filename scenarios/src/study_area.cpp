// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <mingle/scenarios/study_area.h>

namespace mingle {

TableGroup table_group_of(const GroupScheme& groups, GroupId group) {
  const auto census = find_census_group(groups.name(group));
  if (!census) return TableGroup::other;
  switch (census->broad) {
    case BroadGroup::asian:
      return TableGroup::asian;
    case BroadGroup::black:
      return TableGroup::black;
    case BroadGroup::mixed:
      return TableGroup::mixed;
    case BroadGroup::white:
      return census->category == HrpCategory::white_british
                 ? TableGroup::white_british
                 : TableGroup::white_other;
    case BroadGroup::other:
      break;
  }
  return TableGroup::other;
}

std::string_view name_of(TableGroup group) {
  constexpr std::array<std::string_view, table_group_count> names{
      "white_british", "white_other", "mixed", "asian", "black", "other"};
  return names[static_cast<std::size_t>(group)];
}

}  // namespace mingle

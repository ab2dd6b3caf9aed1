// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "main_groups.h"

#include <algorithm>

namespace mingle {

std::vector<GroupId> main_groups(const GroupCounts& residents) {
  const std::int64_t everyone = residents.total();
  std::vector<std::int64_t> totals;
  std::vector<GroupId> groups;
  for (std::size_t g = 0; g < residents.columns(); ++g) {
    totals.push_back(residents.column_total(g));
    groups.emplace_back(g);
  }
  std::stable_sort(groups.begin(), groups.end(), [&](GroupId a, GroupId b) {
    return totals[a.index()] > totals[b.index()];
  });
  std::size_t count = 0;
  for (const GroupId group : groups) {
    if (count >= 2 && totals[group.index()] * 100 < everyone) break;
    ++count;
  }
  groups.resize(count);
  return groups;
}

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <mingle/engine/tenure.h>
#include <mingle/scenarios/study_area.h>

namespace mingle {

/// Counts of one authority at the earlier census, on common zones 0, 1, ...
struct EarlierCounts {
  std::vector<std::string> groups;            ///< census groups
  std::vector<double> residents;              ///< common zones x groups
  std::vector<double> households;             ///< by common zone
  std::array<double, tenure_count> tenure{};  ///< households, the authority
};

/// Takes an area of one authority back to an earlier census: its residents by
/// group and its households by zone are the earlier ones, its tenures keep
/// their pattern over zones and are fitted to both (iterative proportional
/// fitting), sizes and establishments keep each zone's profile. Tenure by
/// group keeps each group's profile; its households change as the group's
/// residents do. All other tables give shares only and stay.
/// @param common  common zone of each zone of the area
/// @param fold    later columns that count as another one: {from, to}
/// @returns notes
std::vector<std::string> take_back(
    const EarlierCounts& earlier,
    std::span<const std::size_t> common,
    std::span<const std::pair<std::string, std::string>> fold,
    StudyArea& area);

}  // namespace mingle

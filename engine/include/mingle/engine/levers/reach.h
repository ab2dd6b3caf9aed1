// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <mingle/engine/levers/pull.h>

namespace mingle::levers {

/// What a lever can reach in a year, judged by the people of the start.
struct ReachCheck {
  std::string label;
  double eligible = 0;  ///< persons of its target
  double people = 0;    ///< a year
  double hours = 0;     ///< a year
  /// Hours over all waking hours in which residents are among other groups;
  /// NaN where the lever has no hours.
  double share_of_contact = 0;
  std::int64_t zones = 0;  ///< that take part
  double cost = 0;         ///< pounds a year; NaN: not known
};

/// Below this share an effect on the mean of an authority is smaller than the
/// noise between replicates.
inline constexpr double least_share_of_contact = 0.001;

/// One check for each lever. People are counted before budgets per person
/// bind, then cut to what the money is enough for.
std::vector<ReachCheck> check_reach(const Plan& plan,
                                    const housing::World& world,
                                    const housing::State& start,
                                    const PersonRoles* roles,
                                    std::uint64_t seed);

}  // namespace mingle::levers

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include <mingle/engine/housing/state.h>
#include <mingle/engine/housing/world.h>

namespace mingle::test {

/// A square of zones in one authority, households of one person in homes of
/// one kind, for limiting cases. Zones 0, 1, ... are home to group 0, then to
/// group 1 and so on, in proportion to the groups.
struct PlainWorld {
  std::size_t side = 6;               ///< zones a side
  std::size_t households = 200;       ///< of each zone
  double vacancy = 0.1;               ///< vacant homes per household
  std::vector<double> mix{0.5, 0.5};  ///< share of each group
  /// Share of households that live in a zone of their group; the others live
  /// anywhere. 0 mixed, 1 apart.
  double separation = 0.0;
  Tenure tenure = Tenure::private_rented;
  /// Of the homes of a zone, homes of other tenures may be added later.
  double spacing_km = 1.0;
  bool lattice = false;  ///< one home a zone, eight neighbours, no wrap
  std::uint64_t seed = 1;
};

/// Nobody is born, dies, comes or goes; everybody moves at `rate` a year
/// within its sector; nothing counts in a choice but the own group's share.
housing::Rules plain_housing_rules(std::size_t groups, double rate);

/// No distance decay, no floor, no neighbours; alpha for every group.
mingle::Rules plain_choice_rules(std::size_t groups, double alpha);

std::pair<housing::World, housing::State> make_plain_world(
    const PlainWorld& spec,
    const housing::Rules& rules,
    const mingle::Rules& choice);

/// Adds a household of one person of 40 years, vacant homes around it being
/// there already. Call recount() after the last one.
HouseholdId add_plain_household(const housing::World& world,
                                housing::State& state,
                                DwellingId dwelling,
                                std::size_t group);

/// Mean and standard error over replicates, of several measures.
struct Summary {
  std::vector<double> mean;
  std::vector<double> error;
};

using Measure = std::function<std::vector<double>(const housing::State&)>;

/// Runs a world replicate by replicate. @returns measures at the end, by
/// replicate.
std::vector<std::vector<double>> run_replicates(const housing::World& world,
                                                const housing::State& start,
                                                int replicates,
                                                int ticks,
                                                const Measure& measure);
Summary summarise(const std::vector<std::vector<double>>& values);
/// Of the difference of each pair, b - a.
Summary paired(const std::vector<std::vector<double>>& a,
               const std::vector<std::vector<double>>& b);

}  // namespace mingle::test

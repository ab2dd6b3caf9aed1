// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <mingle/engine/housing/policy.h>
#include <mingle/engine/housing/rules.h>
#include <mingle/engine/levers/plan.h>
#include <mingle/engine/world.h>

namespace mingle::housing {

/// Households of a group that come to an authority, a year.
struct ArrivalRates {
  std::vector<double> from_uk;      ///< authorities x groups, row-major
  std::vector<double> from_abroad;  ///< the same
};

/// Persons by authority and group that a run is held to at each tick (0 ..
/// ticks); empty = free totals. authorities x groups, row-major.
struct PersonTargets {
  std::vector<std::vector<std::int32_t>> persons;

  bool given() const { return !persons.empty(); }
  const std::vector<std::int32_t>& at(int tick) const {
    const auto last = persons.size() - 1;
    const auto wanted = static_cast<std::size_t>(tick);
    return persons[wanted < last ? wanted : last];
  }
};

/// All that is fixed for a run of the housing system.
struct World {
  /// Zones, authorities, groups, neighbours, cells and distances, and of its
  /// rules: choice mode, sampled dwellings, rounds, alpha, utility form,
  /// delta, kappa, w_adj. Its dwellings and targets stay empty.
  mingle::World base;
  Rules rules;
  std::vector<double> quality;  ///< by zone: decile of deprivation, 1 most
                                ///< deprived .. 10 (fractions allowed)
  /// What else draws the movers of a group to a zone, in units of utility,
  /// zones x groups, row-major; empty = nothing.
  std::vector<double> appeal;
  /// By cell: purchase price of owner cells, pounds; annual rent of rented
  /// cells, pounds.
  std::vector<double> base_prices;
  /// Hazard of leaving the authority, a year, authorities x groups.
  std::vector<double> leave_rates;
  /// Where leavers of each group go, groups x origin x destination: cumulative
  /// shares as in mingle::MigrationFlows, whose own (base.flows) are those of
  /// all groups together. Empty = every group goes where all go.
  std::vector<double> group_destinations;
  ArrivalRates arrivals;
  PersonTargets targets;
  std::vector<SupplyChange> supply;  ///< by tick, then cell
  levers::Plan levers;               ///< pulled by run(), not by a stepper

  /// Row of an origin in the table of a group; empty if all leavers go outside
  /// the study.
  std::span<const double> destinations(std::size_t from,
                                       std::size_t group) const {
    const std::size_t count = base.authorities.size();
    const std::span<const double> all{base.flows.cumulative};
    if (all.empty()) return all;
    return group_destinations.empty()
               ? all.subspan(from * count, count)
               : std::span{group_destinations}.subspan(
                     (group * count + from) * count, count);
  }
};

}  // namespace mingle::housing

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "perception.h"

#include <array>
#include <cmath>
#include <limits>

#include <mingle/engine/parallel.h>

namespace mingle {
namespace {

using Persons = std::array<double, GroupScheme::max_groups>;

/// Residents of a zone by group, with its neighbours' at weight w_adj.
Persons smoothed(const World& world, const State& state, ZoneId zone) {
  Persons persons{};
  const auto own = state.residents.row(zone);
  for (std::size_t g = 0; g < own.size(); ++g) persons[g] = own[g];
  if (world.rules.w_adj == 0.0) return persons;
  for (const ZoneId neighbour : world.neighbours.neighbours(zone)) {
    const auto row = state.residents.row(neighbour);
    for (std::size_t g = 0; g < row.size(); ++g) {
      persons[g] += world.rules.w_adj * row[g];
    }
  }
  return persons;
}

/// Share of each group among the residents of the authority.
Persons authority_shares(const World& world,
                         const State& state,
                         AuthorityId authority) {
  std::array<std::int64_t, GroupScheme::max_groups> counts{};
  std::int64_t total = 0;
  for (const ZoneId zone : world.authorities.zones[authority.index()]) {
    const auto row = state.residents.row(zone);
    for (std::size_t g = 0; g < row.size(); ++g) {
      counts[g] += row[g];
      total += row[g];
    }
  }
  Persons shares{};
  for (std::size_t g = 0; g < world.groups.size() && total > 0; ++g) {
    shares[g] = static_cast<double>(counts[g]) / static_cast<double>(total);
  }
  return shares;
}

}  // namespace

void Perception::update(const World& world,
                        const State& state,
                        const std::vector<double>& elasticity,
                        const UtilityRules& form,
                        Scale scale) {
  values_.resize(world.zones.size() * world.groups.size());
  parallel_for_blocks(
      world.authorities.size(),
      1,
      [&](std::size_t, std::size_t begin, std::size_t end) {
        for (std::size_t a = begin; a < end; ++a) {
          update_authority(
              world, state, AuthorityId{a}, elasticity, form, scale);
        }
      });
}

void Perception::update_authority(const World& world,
                                  const State& state,
                                  AuthorityId authority,
                                  const std::vector<double>& elasticity,
                                  const UtilityRules& form,
                                  Scale scale) {
  const std::size_t groups = world.groups.size();
  const auto& zones = world.authorities.zones[authority.index()];
  const Persons shares = authority_shares(world, state, authority);
  const double kappa = world.rules.kappa;
  double* out =
      values_.data() +
      std::size_t{world.first_cell[authority.index()]} / kind_count * groups;
  for (std::size_t z = 0; z < zones.size(); ++z) {
    const Persons persons = smoothed(world, state, zones[z]);
    double total = kappa;
    for (std::size_t g = 0; g < groups; ++g) total += persons[g];
    for (std::size_t g = 0; g < groups; ++g) {
      const double share =
          total > 0.0 ? (persons[g] + kappa * shares[g]) / total : 0.0;
      const double pull = by_area(elasticity, groups, authority.index(), g);
      const double u = zone_utility(form, pull, share);
      out[g * zones.size() + z] = scale == Scale::utility ? u : std::exp(u);
    }
  }
}

}  // namespace mingle

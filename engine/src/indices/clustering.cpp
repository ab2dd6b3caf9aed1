// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "near_rows.h"
#include "numbers.h"
#include "summation.h"

#include <array>
#include <cmath>
#include <limits>

#include <mingle/engine/indices/clustering.h>

namespace mingle {

namespace {

/// Units of distance beyond which exp(-d) is left out: exp(-60) < 9e-27.
constexpr double exponential_reach = 60;

bool is_contiguity(ProximitySource source) {
  return source == ProximitySource::rook || source == ProximitySource::queen;
}

double self_proximity(const Proximity& proximity, double area) {
  if (!proximity.self_pairs) return 0;
  if (is_contiguity(proximity.source)) return 1;
  double metres = 0;
  if (proximity.self == SelfDistance::sqrt_0_6_area) {
    metres = std::sqrt(0.6 * area);
  } else if (proximity.self == SelfDistance::area_0_6_sqrt) {
    metres = 0.6 * std::sqrt(area);
  }
  const double d = metres / proximity.unit;
  return proximity.decay == Decay::linear ? d : std::exp(-d);
}

/// Calls `use(block, zone, row)` with the row sums of C times the table.
template <std::size_t Columns, class Use>
void for_proximities(const IndexGeometry& geometry,
                     std::span<const double> table,
                     std::size_t columns,
                     const Proximity& proximity,
                     const Use& use) {
  const auto self = [&](std::size_t zone) {
    return self_proximity(proximity,
                          geometry.areas.empty() ? 0 : geometry.areas[zone]);
  };
  const double per_metre = 1 / proximity.unit;
  const auto exponential = [per_metre](double squared) {
    return std::exp(-std::sqrt(squared) * per_metre);
  };
  const auto linear = [per_metre](double squared) {
    return std::sqrt(squared) * per_metre;
  };
  const double everywhere = std::numeric_limits<double>::infinity();
  const double reach = exponential_reach * proximity.unit;
  const bool decays = proximity.decay == Decay::exponential;
  switch (proximity.source) {
    case ProximitySource::rook:
    case ProximitySource::queen: {
      const auto kind = proximity.source == ProximitySource::rook
                            ? Contiguity::rook
                            : Contiguity::queen;
      for_weighted_rows(
          contiguity_weights(geometry, kind), table, columns, self, use);
      return;
    }
    case ProximitySource::network:
      if (decays) {
        for_network_rows(
            geometry, table, columns, reach, exponential, self, use);
      } else {
        for_network_rows(
            geometry, table, columns, everywhere, linear, self, use);
      }
      return;
    case ProximitySource::straight:
      if (decays) {
        for_near_rows<Columns>(
            geometry, table, columns, reach, exponential, self, use);
      } else {
        for_near_rows<Columns>(
            geometry, table, columns, everywhere, linear, self, use);
      }
  }
}

}  // namespace

ProximitySums proximity_sums(const TwoGroups& g,
                             const IndexGeometry& geometry,
                             const Proximity& proximity) {
  constexpr std::size_t columns = 4;
  // Under contiguity only zones with people are neighbours of anything.
  const bool inhabited_only = is_contiguity(proximity.source);
  std::vector<double> table(g.zones() * columns);
  for (std::size_t i = 0; i < g.zones(); ++i) {
    table[i * columns] = g.x[i];
    table[i * columns + 1] = g.y[i];
    table[i * columns + 2] = g.t[i];
    table[i * columns + 3] = inhabited_only && g.t[i] <= 0 ? 0 : 1;
  }
  std::vector<double> rows(table.size());
  const auto keep = [&](std::size_t, std::size_t zone, const double* row) {
    std::copy_n(row, columns, rows.data() + zone * columns);
  };
  for_proximities<columns>(geometry, table, columns, proximity, keep);

  std::array<CompensatedSum, 8> sums;
  double zones = 0;
  for (std::size_t i = 0; i < g.zones(); ++i) {
    const double* c = rows.data() + i * columns;
    sums[0].add(g.x[i] * c[0]);
    sums[1].add(g.x[i] * c[1]);
    sums[2].add(g.y[i] * c[1]);
    sums[3].add(g.t[i] * c[2]);
    sums[4].add(g.x[i] * c[2]);
    const double counts = table[i * columns + 3];
    sums[5].add(counts * c[3]);
    zones += counts;
    if (g.x[i] <= 0) continue;
    sums[6].add(g.x[i] * ratio(c[0], c[2]));
    sums[7].add(g.x[i] * ratio(c[1], c[2]));
  }
  return {.xx = sums[0].value(),
          .xy = sums[1].value(),
          .yy = sums[2].value(),
          .tt = sums[3].value(),
          .xt = sums[4].value(),
          .ones = sums[5].value(),
          .zones = zones,
          .isolation = ratio(sums[6].value(), g.total_x),
          .exposure = ratio(sums[7].value(), g.total_x)};
}

double absolute_clustering(const TwoGroups& g, const ProximitySums& sums) {
  if (g.total_x <= 0) return undefined;
  const double zones = sums.zones;
  const double random = g.total_x / zones / zones * sums.ones;
  return ratio(sums.xx / g.total_x - random, sums.xt / g.total_x - random);
}

double relative_clustering(const TwoGroups& g, const ProximitySums& sums) {
  if (g.total_x <= 0 || g.total_y <= 0) return undefined;
  const double within_x = sums.xx / g.total_x / g.total_x;
  const double within_y = sums.yy / g.total_y / g.total_y;
  return ratio(within_x, within_y) - 1;
}

double spatial_proximity(const TwoGroups& g, const ProximitySums& sums) {
  if (g.total_x <= 0 || g.total_y <= 0) return undefined;
  return ratio(sums.xx / g.total_x + sums.yy / g.total_y, sums.tt / g.total_t);
}

double mean_proximity_within(const TwoGroups& g, const ProximitySums& sums) {
  return ratio(ratio(sums.xx, g.total_x), g.total_x);
}

double mean_proximity_between(const TwoGroups& g, const ProximitySums& sums) {
  return ratio(ratio(sums.xy, g.total_x), g.total_y);
}

double mean_proximity_all(const TwoGroups& g, const ProximitySums& sums) {
  // Of everyone, but reported for a pair: undefined as the others are.
  if (g.total_x <= 0 || g.total_y <= 0) return undefined;
  return ratio(ratio(sums.tt, g.total_t), g.total_t);
}

double spatial_proximity(const PeopleTable& people,
                         const IndexGeometry& geometry,
                         const Proximity& proximity) {
  const std::size_t groups = people.groups();
  const std::size_t blocks = block_count(people.zones(), near_block);
  // Of each block: sum_i x_ik (Cx)_ik by group, then sum_i t_i (Ct)_i.
  std::vector<double> parts(blocks * (groups + 1));
  const auto add = [&](std::size_t block, std::size_t zone, const double* row) {
    double* into = parts.data() + block * (groups + 1);
    double everyone = 0;
    for (std::size_t k = 0; k < groups; ++k) {
      into[k] += people.at(zone, k) * row[k];
      everyone += row[k];
    }
    into[groups] += people.zone_total(zone) * everyone;
  };
  for_proximities<0>(geometry, people.values(), groups, proximity, add);
  std::vector<CompensatedSum> sums(groups + 1);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    sums[i % (groups + 1)].add(parts[i]);
  }
  CompensatedSum within;
  for (std::size_t k = 0; k < groups; ++k) {
    const double total = people.group_total(k);
    if (total > 0) within.add(sums[k].value() / total);
  }
  return ratio(within.value(), ratio(sums[groups].value(), people.total()));
}

}  // namespace mingle

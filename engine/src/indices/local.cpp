// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "numbers.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <mingle/engine/indices/local.h>
#include <mingle/engine/parallel.h>

namespace mingle {

namespace {

constexpr std::size_t zones_per_block = 512;

/// `value(row, total)` of each zone with people.
template <class Value>
std::vector<double> for_each_zone(const PeopleTable& people,
                                  const Value& value) {
  std::vector<double> out(people.zones(), undefined);
  parallel_for_blocks(people.zones(),
                      zones_per_block,
                      [&](std::size_t, std::size_t begin, std::size_t end) {
                        for (std::size_t z = begin; z < end; ++z) {
                          const double here = people.zone_total(z);
                          if (here > 0) out[z] = value(people.row(z), here);
                        }
                      });
  return out;
}

std::vector<double> city_shares(const PeopleTable& people) {
  std::vector<double> shares;
  for (const double total : people.group_totals()) {
    shares.push_back(total / people.total());
  }
  return shares;
}

}  // namespace

std::vector<double> location_quotients(const PeopleTable& people) {
  const std::size_t groups = people.groups();
  const std::vector<double> shares = city_shares(people);
  std::vector<double> out(people.zones() * groups, undefined);
  for (std::size_t z = 0; z < people.zones(); ++z) {
    const double here = people.zone_total(z);
    if (here <= 0) continue;
    for (std::size_t g = 0; g < groups; ++g) {
      out[z * groups + g] = ratio(people.at(z, g) / here, shares[g]);
    }
  }
  return out;
}

std::vector<double> local_entropy(const PeopleTable& people, bool normalised) {
  const double scale =
      normalised ? std::log(static_cast<double>(people.groups())) : 1;
  return for_each_zone(people, [&](std::span<const double> row, double here) {
    double sum = 0;
    for (const double count : row) sum -= v_log_v(count / here);
    return ratio(sum, scale);
  });
}

std::vector<double> local_simpson_concentration(const PeopleTable& people) {
  return for_each_zone(people, [](std::span<const double> row, double here) {
    double sum = 0;
    for (const double count : row) sum += (count / here) * (count / here);
    return sum;
  });
}

std::vector<double> local_simpson_interaction(const PeopleTable& people) {
  return for_each_zone(people, [](std::span<const double> row, double here) {
    double sum = 0;
    for (const double count : row) sum += (count / here) * (1 - count / here);
    return sum;
  });
}

std::vector<double> local_divergence(const PeopleTable& people) {
  const std::vector<double> shares = city_shares(people);
  return for_each_zone(people, [&](std::span<const double> row, double here) {
    double sum = 0;
    for (std::size_t g = 0; g < row.size(); ++g) {
      const double share = row[g] / here;
      if (share > 0) sum += share * std::log(share / shares[g]);
    }
    return sum;
  });
}

std::vector<double> local_mutual_information(const PeopleTable& people) {
  std::vector<double> out = local_divergence(people);
  for (std::size_t z = 0; z < out.size(); ++z) {
    out[z] *= people.zone_total(z) / people.total();
  }
  return out;
}

std::vector<double> local_exposure(const TwoGroups& g) {
  std::vector<double> out(g.zones(), undefined);
  for (std::size_t i = 0; i < g.zones(); ++i) {
    if (g.t[i] > 0) out[i] = ratio(g.x[i], g.total_x) * (g.y[i] / g.t[i]);
  }
  return out;
}

namespace {

constexpr int polarised = 5;
constexpr int ghetto = 6;

/// The largest group of a row other than `host`; first of ties.
std::size_t largest_minority(std::span<const double> row, std::size_t host) {
  std::size_t largest = host == 0 ? 1 : 0;
  for (std::size_t g = 0; g < row.size(); ++g) {
    if (g != host && row[g] > row[largest]) largest = g;
  }
  return largest;
}

int type_before_ghettos(double host_share,
                        double largest_share,
                        const TypologyThresholds& limits) {
  if (host_share >= limits.citadel) return 1;
  if (host_share >= limits.host) return 2;
  if (1 - host_share < limits.minority) return 3;
  const bool dominated = largest_share >= limits.dominant * (1 - host_share);
  return dominated ? polarised : 4;
}

}  // namespace

std::vector<double> neighbourhood_typology(const PeopleTable& people,
                                           std::optional<std::size_t> chosen,
                                           const TypologyThresholds& limits) {
  const auto totals = people.group_totals();
  const std::size_t host =
      chosen ? *chosen
             : static_cast<std::size_t>(
                   std::max_element(totals.begin(), totals.end()) -
                   totals.begin());
  std::vector<double> types(people.zones(), 0.0);
  if (people.groups() < 2) return types;
  std::vector<double> captured(people.groups());
  const auto share_of = [&people](std::size_t zone, std::size_t group) {
    return people.at(zone, group) / people.zone_total(zone);
  };
  for (std::size_t z = 0; z < people.zones(); ++z) {
    if (people.zone_total(z) <= 0) continue;
    const std::size_t largest = largest_minority(people.row(z), host);
    const double share = share_of(z, largest);
    types[z] = type_before_ghettos(share_of(z, host), share, limits);
    if (share >= limits.ghetto) captured[largest] += people.at(z, largest);
  }
  for (std::size_t z = 0; z < people.zones(); ++z) {
    if (types[z] != polarised) continue;
    const std::size_t largest = largest_minority(people.row(z), host);
    const double held = captured[largest] / people.group_total(largest);
    if (share_of(z, largest) >= limits.ghetto && held >= limits.captured) {
      types[z] = ghetto;
    }
  }
  return types;
}

std::string typology_label(int type) {
  static constexpr std::array<const char*, 7> labels{
      "empty",
      "isolated host community",
      "non-isolated host community",
      "pluralism",
      "mixed-minority enclave",
      "polarised enclave",
      "ghetto"};
  return labels.at(static_cast<std::size_t>(type));
}

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "numbers.h"
#include "summation.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <mingle/engine/indices/decomposition.h>
#include <mingle/engine/indices/multigroup.h>

namespace mingle {

namespace {

/// Shares of all people by zone and group.
struct JointShares {
  std::size_t zones = 0;
  std::size_t groups = 0;
  std::vector<double> cells;

  double& at(std::size_t z, std::size_t g) { return cells[z * groups + g]; }
  double at(std::size_t z, std::size_t g) const {
    return cells[z * groups + g];
  }
};

struct Margins {
  std::vector<double> zones;
  std::vector<double> groups;
};

JointShares joint_shares(const PeopleTable& people) {
  constexpr double almost_nobody = 1e-10;
  JointShares out{people.zones(), people.groups(), {}};
  for (const double count : people.values()) {
    out.cells.push_back(count > 0 ? count : almost_nobody);
  }
  const double total = sum_of(out.cells);
  for (double& cell : out.cells) cell /= total;
  return out;
}

Margins margins_of(const JointShares& shares) {
  Margins out;
  std::vector<CompensatedSum> groups(shares.groups);
  for (std::size_t z = 0; z < shares.zones; ++z) {
    CompensatedSum zone;
    for (std::size_t g = 0; g < shares.groups; ++g) {
      zone.add(shares.at(z, g));
      groups[g].add(shares.at(z, g));
    }
    out.zones.push_back(zone.value());
  }
  for (const CompensatedSum& group : groups)
    out.groups.push_back(group.value());
  return out;
}

double mutual_information_of(const JointShares& shares) {
  const Margins margins = margins_of(shares);
  CompensatedSum sum;
  for (std::size_t z = 0; z < shares.zones; ++z) {
    for (std::size_t g = 0; g < shares.groups; ++g) {
      const double share = shares.at(z, g);
      if (share <= 0) continue;
      sum.add(share * std::log(share / margins.zones[z] / margins.groups[g]));
    }
  }
  return sum.value();
}

void scale(JointShares& shares,
           const std::vector<double>& by_zone,
           const std::vector<double>& by_group) {
  for (std::size_t z = 0; z < shares.zones; ++z) {
    for (std::size_t g = 0; g < shares.groups; ++g) {
      shares.at(z, g) *= by_zone[z] * by_group[g];
    }
  }
}

std::vector<double> quotients(const std::vector<double>& a,
                              const std::vector<double>& b) {
  std::vector<double> out;
  for (std::size_t i = 0; i < a.size(); ++i) out.push_back(a[i] / b[i]);
  return out;
}

/// M of the shares raked to new margins, which keeps all odds ratios.
double raked(JointShares shares,
             const std::vector<double>& zones,
             const std::vector<double>& groups) {
  constexpr int most_sweeps = 100'000;
  constexpr double close = 1e-14;
  const std::vector<double> same_zones(zones.size(), 1.0);
  const std::vector<double> same_groups(groups.size(), 1.0);
  for (int sweep = 0; sweep < most_sweeps; ++sweep) {
    scale(shares, same_zones, quotients(groups, margins_of(shares).groups));
    const auto factors = quotients(zones, margins_of(shares).zones);
    scale(shares, factors, same_groups);
    double worst = 0;
    for (const double f : factors) worst = std::max(worst, std::abs(f - 1));
    if (worst < close) break;
  }
  return mutual_information_of(shares);
}

/// M of shares multiplied by factors, without raking back.
double scaled(JointShares shares,
              const std::vector<double>& by_zone,
              const std::vector<double>& by_group) {
  scale(shares, by_zone, by_group);
  const double total = sum_of(shares.cells);
  for (double& cell : shares.cells) cell /= total;
  return mutual_information_of(shares);
}

void add_shapley(const JointShares& before,
                 const JointShares& after,
                 MutualInformationChange& out) {
  const Margins old = margins_of(before);
  const Margins young = margins_of(after);
  const double first = mutual_information_of(before);
  const double last = mutual_information_of(after);
  const double old_group = raked(before, old.zones, young.groups);
  const double old_zone = raked(before, young.zones, old.groups);
  const double old_both = raked(before, young.zones, young.groups);
  const double young_group = raked(after, young.zones, old.groups);
  const double young_zone = raked(after, old.zones, young.groups);
  const double young_both = raked(after, old.zones, old.groups);
  out.structural = 0.5 * ((last - old_both) + (young_both - first));
  out.group_marginal =
      0.25 * ((old_group - first) + (old_both - old_zone) +
              (last - young_group) + (young_zone - young_both));
  out.zone_marginal = 0.25 * ((old_zone - first) + (old_both - old_group) +
                              (last - young_zone) + (young_group - young_both));
}

void add_karmel_maclachlan(const JointShares& before,
                           const JointShares& after,
                           MutualInformationChange& out) {
  const Margins old = margins_of(before);
  const Margins young = margins_of(after);
  const double first = mutual_information_of(before);
  const double both = raked(before, young.zones, young.groups);
  const std::vector<double> same_zones(old.zones.size(), 1.0);
  const std::vector<double> same_groups(old.groups.size(), 1.0);
  out.group_marginal =
      scaled(before, same_zones, quotients(young.groups, old.groups)) - first;
  out.zone_marginal =
      scaled(before, quotients(young.zones, old.zones), same_groups) - first;
  out.interaction = both - first - out.group_marginal - out.zone_marginal;
  out.structural = mutual_information_of(after) - both;
}

double entropy_of(const std::vector<double>& shares) {
  CompensatedSum sum;
  for (const double share : shares) sum.add(-v_log_v(share));
  return sum.value();
}

double zone_entropy(const JointShares& shares, std::size_t z, double total) {
  double sum = 0;
  for (std::size_t g = 0; g < shares.groups; ++g) {
    sum -= v_log_v(shares.at(z, g) / total);
  }
  return sum;
}

void add_mora_ruiz_castillo(const JointShares& before,
                            const JointShares& after,
                            MutualInformationChange& out) {
  const Margins old = margins_of(before);
  const Margins young = margins_of(after);
  out.group_marginal = entropy_of(young.groups) - entropy_of(old.groups);
  CompensatedSum zones;
  for (std::size_t z = 0; z < before.zones; ++z) {
    const double mean = 0.5 * (zone_entropy(before, z, old.zones[z]) +
                               zone_entropy(after, z, young.zones[z]));
    zones.add((old.zones[z] - young.zones[z]) * mean);
  }
  out.zone_marginal = zones.value();
  out.structural = mutual_information_of(after) -
                   mutual_information_of(before) - out.group_marginal -
                   out.zone_marginal;
}

/// Zones, or groups, with people in both tables.
std::vector<std::size_t> in_both(std::span<const double> before,
                                 std::span<const double> after) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (before[i] > 0 && after[i] > 0) out.push_back(i);
  }
  return out;
}

}  // namespace

MutualInformationChange mutual_information_change(const PeopleTable& before,
                                                  const PeopleTable& after,
                                                  ChangeMethod method) {
  MutualInformationChange out;
  out.before = mutual_information(before);
  out.after = mutual_information(after);
  const auto zones = in_both(before.zone_totals(), after.zone_totals());
  const auto groups = in_both(before.group_totals(), after.group_totals());
  const PeopleTable old = before.rows(zones).columns(groups);
  const PeopleTable young = after.rows(zones).columns(groups);
  out.removals = mutual_information(old) - out.before;
  out.additions = out.after - mutual_information(young);
  if (std::isnan(out.removals + out.additions)) {
    out.group_marginal = out.zone_marginal = undefined;
    out.interaction = out.structural = undefined;
    return out;
  }
  const JointShares first = joint_shares(old);
  const JointShares second = joint_shares(young);
  switch (method) {
    case ChangeMethod::shapley:
      add_shapley(first, second, out);
      break;
    case ChangeMethod::karmel_maclachlan:
      add_karmel_maclachlan(first, second, out);
      break;
    case ChangeMethod::mora_ruiz_castillo:
      add_mora_ruiz_castillo(first, second, out);
      break;
  }
  return out;
}

}  // namespace mingle

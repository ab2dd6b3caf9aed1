// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "tallies.h"

#include <cmath>
#include <limits>

#include <mingle/engine/contact/measures.h>
#include <mingle/engine/indices.h>

namespace mingle::contact {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

double ratio(double part, double whole) {
  return whole > 0 ? part / whole : nan;
}

/// Pearson's r from sums.
double correlation(double n,
                   double x,
                   double y,
                   double xx,
                   double yy,
                   double xy) {
  const double sx = n * xx - x * x;
  const double sy = n * yy - y * y;
  return sx > 0 && sy > 0 ? (n * xy - x * y) / std::sqrt(sx * sy) : nan;
}

/// (skewness^2 + 1) / kurtosis: 1/3 of a normal, 5/9 of a uniform, 1 of two
/// points. @source SAS Institute 1990, after W. Sarle
double bimodality(const std::array<double, 4>& moments, double n) {
  if (n == 0) return nan;
  const double m = moments[0] / n;
  const double m2 = moments[1] / n;
  const double m3 = moments[2] / n;
  const double m4 = moments[3] / n;
  const double variance = m2 - m * m;
  if (!(variance > 0)) return nan;
  const double third = m3 - 3 * m * m2 + 2 * m * m * m;
  const double fourth = m4 - 4 * m * m3 + 6 * m * m * m2 - 3 * m * m * m * m;
  const double skew = third / std::pow(variance, 1.5);
  return (skew * skew + 1) / (fourth / (variance * variance));
}

void set_exposure(const Tallies& sums, Measures& all) {
  for (std::size_t a = 0; a < max_broad; ++a) {
    double people = 0;
    for (std::size_t t = 0; t < stage_count; ++t) {
      const ExposureSums& each = sums.by_stage[t][a];
      people += each.people;
      for (std::size_t b = 0; b < max_broad; ++b) {
        all.residential[a * max_broad + b] += each.residential[b];
        all.experienced[a * max_broad + b] += each.experienced[b];
      }
      all.residential_isolation_by_stage[t][a] =
          ratio(each.residential[a], each.people);
      all.experienced_isolation_by_stage[t][a] =
          ratio(each.experienced[a], each.people);
    }
    for (std::size_t w = 0; w < employment_count; ++w) {
      const ExposureSums& each = sums.by_work[w][a];
      all.residential_isolation_by_work[w][a] =
          ratio(each.residential[a], each.people);
      all.experienced_isolation_by_work[w][a] =
          ratio(each.experienced[a], each.people);
      all.work[w][a] = ratio(each.people, sums.adults[a]);
    }
    all.people[a] = people;
    for (std::size_t b = 0; b < max_broad; ++b) {
      const std::size_t at = a * max_broad + b;
      all.residential[at] = ratio(all.residential[at], people);
      all.experienced[at] = ratio(all.experienced[at], people);
      all.ties[at] = ratio(sums.ties[at], people);
      all.weak_ties[at] = ratio(sums.weak_ties[at], people);
    }
    for (std::size_t e = 0; e < english_count; ++e) {
      all.english[e][a] = ratio(sums.english[e][a], sums.speakers[a]);
    }
    all.participation[a] = ratio(sums.taking_part[a], sums.grown_up[a]);
    all.cross_tie[a] = ratio(sums.cross_tied[a], sums.tied[a]);
  }
}

void set_contacts(const World& world,
                  const State& state,
                  const Tallies& sums,
                  Measures& all) {
  for (std::size_t k = 0; k < setting_count; ++k) {
    const auto setting = static_cast<Setting>(k);
    GroupMatrix total = contacts_in(world, state.pools, setting);
    if (setting == Setting::home) total = sums.home;
    if (setting == Setting::friends) total = sums.friends;
    for (std::size_t i = 0; i < total.size(); ++i) {
      all.contacts[k][i] = ratio(total[i], all.people[i / max_broad]);
    }
  }
}

}  // namespace

double assortativity_of(const GroupMatrix& links) {
  double within = 0;
  double total = 0;
  GroupRow from{};
  GroupRow to{};
  for (std::size_t a = 0; a < max_broad; ++a) {
    within += links[a * max_broad + a];
    for (std::size_t b = 0; b < max_broad; ++b) {
      from[a] += links[a * max_broad + b];
      to[b] += links[a * max_broad + b];
      total += links[a * max_broad + b];
    }
  }
  if (!(total > 0)) return nan;
  double expected = 0;
  for (std::size_t a = 0; a < max_broad; ++a) {
    expected += from[a] * to[a] / (total * total);
  }
  return expected < 1 ? (within / total - expected) / (1 - expected) : nan;
}

namespace {

void set_ties(const Tallies& sums, Measures& all) {
  double within = 0;
  double total = 0;
  for (std::size_t a = 0; a < max_broad; ++a) {
    double external = 0;
    double internal = 0;
    for (std::size_t b = 0; b < max_broad; ++b) {
      const double ties = sums.ties[a * max_broad + b];
      (a == b ? internal : external) += ties;
    }
    within += internal;
    total += internal + external;
    all.external_internal[a] = ratio(external - internal, external + internal);
  }
  all.assortativity = assortativity_of(sums.ties);
  all.external_internal_all = ratio(total - 2 * within, total);
  double cross = 0;
  double tied = 0;
  for (std::size_t a = 0; a < max_broad; ++a) {
    cross += sums.cross_tied[a];
    tied += sums.tied[a];
  }
  all.cross_tie_all = ratio(cross, tied);
  all.one_group_adults =
      ratio(sums.tied_adults - sums.cross_tied_adults, sums.tied_adults);
}

/// Weighted means over pairs of groups, each pair by the product of sizes:
/// a person of the first group who meets one of the second by chance.
struct PairMean {
  double sum = 0;
  double weights = 0;
  void add(double value, double weight) {
    if (std::isnan(value)) return;
    sum += value * weight;
    weights += weight;
  }
  double mean() const { return ratio(sum, weights); }
};

void set_attitudes(const Tallies& sums, Measures& all) {
  PairMean tolerance;
  PairMean intolerant;
  PairMean related;
  PairMean split;
  for (std::size_t a = 0; a < max_broad; ++a) {
    const double n = sums.holders[a];
    for (std::size_t b = 0; b < max_broad; ++b) {
      const std::size_t at = a * max_broad + b;
      if (a == b) {
        all.tolerance[at] = all.attitude[at] = all.attitude_sd[at] = nan;
        all.intolerant[at] = all.bimodality[at] = nan;
        all.contact_tolerance[at] = nan;
        continue;
      }
      const AttitudeSums& each =
          sums.attitudes[a * slot_count + slot_of_group(a, b)];
      all.tolerance[at] = ratio(each.tolerance, n);
      all.attitude[at] = ratio(each.moments[0], n);
      const double variance =
          ratio(each.moments[1], n) - all.attitude[at] * all.attitude[at];
      all.attitude_sd[at] = std::sqrt(std::max(variance, 0.0));
      all.intolerant[at] = ratio(each.intolerant, n);
      all.bimodality[at] = bimodality(each.moments, n);
      all.contact_tolerance[at] = correlation(n,
                                              each.contact,
                                              each.tolerance,
                                              each.contact_squared,
                                              each.tolerance_squared,
                                              each.product);
      const double weight = all.people[a] * all.people[b];
      tolerance.add(all.tolerance[at], weight);
      intolerant.add(all.intolerant[at], weight);
      related.add(all.contact_tolerance[at], weight);
      split.add(all.bimodality[at], weight);
    }
  }
  all.tolerance_all = tolerance.mean();
  all.intolerant_all = intolerant.mean();
  all.contact_tolerance_all = related.mean();
  all.bimodality_all = split.mean();
}

void set_incomes(const State& state, Measures& all) {
  using Fifths = std::array<std::int64_t, income_fifth_count>;
  std::array<Fifths, income_fifth_count> moved{};
  double left_all = 0;
  double were_all = 0;
  for (std::size_t a = 0; a < max_broad; ++a) {
    const auto& own = state.incomes.moved[a];
    double were = 0;
    for (std::size_t i = 0; i < own.size(); ++i) {
      moved[i / income_fifth_count][i % income_fifth_count] += own[i];
      if (i < income_fifth_count) were += static_cast<double>(own[i]);
    }
    const double left = were - static_cast<double>(own[0]);
    all.left_lowest_fifth[a] = ratio(left, were);
    left_all += left;
    were_all += were;
  }
  all.left_lowest_fifth_all = ratio(left_all, were_all);
  for (std::size_t from = 0; from < income_fifth_count; ++from) {
    double sum = 0;
    for (const std::int64_t count : moved[from]) {
      sum += static_cast<double>(count);
    }
    for (std::size_t to = 0; to < income_fifth_count; ++to) {
      all.income_fifths[from * income_fifth_count + to] =
          ratio(static_cast<double>(moved[from][to]), sum);
    }
  }
}

void set_schools(const Tallies& sums, Measures& all) {
  for (std::size_t p = 0; p < phase_count; ++p) {
    const GroupCounts& at_school = sums.pupils_by_school[p];
    const GroupCounts& at_home = sums.pupils_by_zone[p];
    SchoolMeasures& each = all.schools[p];
    const bool any = at_school.zones() > 0 && at_school.total() > 0;
    each.schools_information = any ? information_theory(at_school) : nan;
    each.homes_information = any ? information_theory(at_home) : nan;
    each.schools_dissimilarity.fill(nan);
    each.homes_dissimilarity.fill(nan);
    if (!any) continue;
    const auto schools = dissimilarity_rest(at_school);
    const auto homes = dissimilarity_rest(at_home);
    std::copy(
        schools.begin(), schools.end(), each.schools_dissimilarity.begin());
    std::copy(homes.begin(), homes.end(), each.homes_dissimilarity.begin());
  }
}

}  // namespace

Measures measure(const housing::World& housing,
                 const World& world,
                 const housing::State& homes,
                 const State& state) {
  const Tallies sums = tally(housing, world, homes, state);
  Measures all;
  set_exposure(sums, all);
  set_contacts(world, state, sums, all);
  set_ties(sums, all);
  set_attitudes(sums, all);
  double taking_part = 0;
  double grown_up = 0;
  for (std::size_t a = 0; a < max_broad; ++a) {
    taking_part += sums.taking_part[a];
    grown_up += sums.grown_up[a];
  }
  all.participation_all = ratio(taking_part, grown_up);
  double youth_places = 0;
  for (const std::int64_t each : state.youth_places) {
    youth_places += static_cast<double>(each);
  }
  all.youth_places = ratio(youth_places, sums.young);
  set_incomes(state, all);
  set_schools(sums, all);
  all.zone_exposure = sums.zone_exposure;
  return all;
}

}  // namespace mingle::contact

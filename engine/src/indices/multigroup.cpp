// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "matrices.h"
#include "numbers.h"
#include "summation.h"

#include <algorithm>
#include <cmath>

#include <mingle/engine/indices/multigroup.h>
#include <mingle/engine/indices/two_group.h>

namespace mingle {

namespace {

CountView<double> view_of(const PeopleTable& people) {
  return {people.values(), people.groups()};
}

std::size_t groups_present(const PeopleTable& people) {
  const auto totals = people.group_totals();
  return static_cast<std::size_t>(std::count_if(
      totals.begin(), totals.end(), [](double n) { return n > 0; }));
}

bool too_few(const PeopleTable& people) {
  return groups_present(people) < 2;
}

double city_share(const PeopleTable& people, std::size_t group) {
  return people.group_total(group) / people.total();
}

/// sum_k weight(P_k) sum_i t_i term(p_ik, P_k) / T over groups present.
template <class Weight, class Term>
double weighted_deviation(const PeopleTable& people,
                          const Weight& weight,
                          const Term& term) {
  const std::size_t groups = people.groups();
  std::vector<double> shares(groups);
  std::vector<double> weights(groups);
  for (std::size_t g = 0; g < groups; ++g) {
    shares[g] = city_share(people, g);
    weights[g] = shares[g] > 0 ? weight(shares[g]) : 0;
  }
  const auto add = [&](std::size_t zone, double* into, double*) {
    const double here = people.zone_total(zone);
    if (here <= 0) return;
    const auto row = people.row(zone);
    double sum = 0;
    for (std::size_t g = 0; g < groups; ++g) {
      sum += weights[g] * term(row[g] / here, shares[g]);
    }
    into[0] += here * sum;
  };
  return sum_over_zones(view_of(people), 1, add)[0] / people.total();
}

double squared_gap(double here, double city) {
  return (here - city) * (here - city);
}

double one(double) {
  return 1;
}

}  // namespace

double dissimilarity(const PeopleTable& people) {
  if (too_few(people)) return undefined;
  const double sum = weighted_deviation(
      people, one, [](double a, double b) { return std::abs(a - b); });
  return std::min(sum / (2 * simpson_interaction(people)), 1.0);
}

double gini(const PeopleTable& people) {
  if (too_few(people)) return undefined;
  // Group k's part is its Gini against the rest times P_k (1 - P_k) / I.
  CompensatedSum sum;
  for (std::size_t g = 0; g < people.groups(); ++g) {
    const double share = city_share(people, g);
    if (share > 0) sum.add(share * (1 - share) * gini(against_rest(people, g)));
  }
  return std::min(sum.value() / simpson_interaction(people), 1.0);
}

double mutual_information(const PeopleTable& people) {
  if (too_few(people)) return undefined;
  const double sum = weighted_deviation(people, one, [](double a, double b) {
    return a > 0 ? a * std::log(a / b) : 0;
  });
  return std::max(sum, 0.0);
}

double information_theory(const PeopleTable& people) {
  return std::min(mutual_information(people) / entropy(people, false), 1.0);
}

double normalised_exposure(const PeopleTable& people) {
  if (too_few(people)) return undefined;
  return weighted_deviation(
      people, [](double share) { return 1 / (1 - share); }, squared_gap);
}

double relative_diversity(const PeopleTable& people) {
  if (too_few(people)) return undefined;
  return weighted_deviation(people, one, squared_gap) /
         simpson_interaction(people);
}

double squared_coefficient_of_variation(const PeopleTable& people) {
  if (too_few(people)) return undefined;
  const double sum = weighted_deviation(
      people, [](double share) { return 1 / share; }, squared_gap);
  return sum / static_cast<double>(groups_present(people) - 1);
}

double simpson_concentration(const PeopleTable& people) {
  if (people.total() <= 0) return undefined;
  CompensatedSum sum;
  for (std::size_t g = 0; g < people.groups(); ++g) {
    sum.add(city_share(people, g) * city_share(people, g));
  }
  return sum.value();
}

double simpson_interaction(const PeopleTable& people) {
  if (people.total() <= 0) return undefined;
  CompensatedSum sum;
  for (std::size_t g = 0; g < people.groups(); ++g) {
    sum.add(city_share(people, g) * (1 - city_share(people, g)));
  }
  return sum.value();
}

double entropy(const PeopleTable& people, bool normalised) {
  if (people.total() <= 0) return undefined;
  CompensatedSum sum;
  for (std::size_t g = 0; g < people.groups(); ++g) {
    sum.add(-v_log_v(city_share(people, g)));
  }
  if (!normalised) return sum.value();
  return ratio(sum.value(), std::log(static_cast<double>(people.groups())));
}

namespace {

double variation_of(OrdinalVariation variation, double c) {
  switch (variation) {
    case OrdinalVariation::information_theory:
      return binary_entropy(c) / std::log(2.0);
    case OrdinalVariation::variation_ratio:
      return 4 * c * (1 - c);
    case OrdinalVariation::square_root:
      return 2 * std::sqrt(c * (1 - c));
    case OrdinalVariation::absolute_difference:
      return 1 - std::abs(2 * c - 1);
  }
  return undefined;
}

/// Sum of f over the cumulative shares of a row of counts.
double ordinal_variation(std::span<const double> row,
                         double total,
                         OrdinalVariation variation) {
  double below = 0;
  double sum = 0;
  for (std::size_t k = 0; k + 1 < row.size(); ++k) {
    below += row[k];
    sum += variation_of(variation, std::min(below / total, 1.0));
  }
  return sum;
}

}  // namespace

double ordinal_segregation(const PeopleTable& people,
                           OrdinalVariation variation) {
  if (too_few(people)) return undefined;
  const auto add = [&](std::size_t zone, double* into, double*) {
    const double here = people.zone_total(zone);
    if (here <= 0) return;
    into[0] += here * ordinal_variation(people.row(zone), here, variation);
  };
  const double within = sum_over_zones(view_of(people), 1, add)[0];
  const double city =
      ordinal_variation(people.group_totals(), people.total(), variation);
  return std::clamp(1 - within / people.total() / city, 0.0, 1.0);
}

double average_local_simpson(const PeopleTable& people,
                             AverageOver over,
                             bool excess) {
  if (people.total() <= 0) return undefined;
  const auto add = [&](std::size_t zone, double* into, double*) {
    const double here = people.zone_total(zone);
    if (here <= 0) return;
    double sum = 0;
    for (const double count : people.row(zone)) {
      sum += (count / here) * (count / here);
    }
    const double weight = over == AverageOver::people ? here : 1;
    into[0] += weight * sum;
    into[1] += weight;
  };
  const std::vector<double> sums = sum_over_zones(view_of(people), 2, add);
  const double mean = sums[0] / sums[1];
  return excess ? mean - simpson_concentration(people) : mean;
}

std::vector<double> dissimilarity_matrix(const PeopleTable& people) {
  return dissimilarity_of_pairs(view_of(people), people.group_totals());
}

std::vector<double> exposure_matrix(const PeopleTable& people) {
  return exposure_of_pairs(view_of(people), people.group_totals());
}

}  // namespace mingle

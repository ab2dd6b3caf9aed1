// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "fit_measure.h"

#include <algorithm>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/scenarios/build_world.h>

namespace mingle {
namespace {

std::vector<FitMeasure> measures(const PopulationFit& fit) {
  const auto number = [](auto count) { return static_cast<double>(count); };
  const bool own = fit.has_tenure_by_group;
  return {
      {"residents", number(fit.residents), -1},
      {"households", number(fit.households), -1},
      {"communal_residents", number(fit.communal), -1},
      {"zone_by_group_residents_wrong_cells",
       number(fit.resident_cells_wrong),
       0},
      {"zone_by_tenure_households_wrong_cells",
       number(fit.tenure_cells_wrong),
       0},
      {"zone_by_size_tae_over_2n", fit.size_error, 0.003},
      {"category_households_largest_difference",
       number(fit.category_difference),
       20,
       own},
      {"category_by_tenure_tae_over_2n", fit.category_tenure_error, 0.01, own},
      {"share_under_another_groups_reference_person",
       fit.under_other_group,
       -1},
      {"largest_household", number(fit.largest_household), -1},
      {"zones_with_sizes_shifted", number(fit.sizes_shifted.size()), -1},
      {"zones_with_communal_residents_reduced",
       number(fit.communal_reduced.size()),
       -1},
  };
}

}  // namespace

std::string population_fit_csv(const std::vector<PopulationFit>& fits) {
  std::string csv = "authority,measure,value,limit,met\n";
  for (const PopulationFit& fit : fits) {
    for (const FitMeasure& each : measures(fit)) {
      csv += fit_line(fit.authority, each);
    }
  }
  return csv;
}

std::string population_fit_text(const std::vector<PopulationFit>& fits) {
  std::int64_t households = 0;
  std::int64_t residents = 0;
  double size = 0;
  double under_other = 0;
  std::size_t own = 0;
  std::vector<std::string> missed;
  std::vector<std::string> shifted;
  for (const PopulationFit& fit : fits) {
    households += fit.households;
    residents += fit.residents;
    size = std::max(size, fit.size_error);
    under_other += fit.under_other_group * static_cast<double>(fit.residents);
    own += fit.has_tenure_by_group ? 1 : 0;
    shifted.insert(
        shifted.end(), fit.sizes_shifted.begin(), fit.sizes_shifted.end());
    for (const FitMeasure& each : measures(fit)) {
      if (each.missed()) {
        missed.push_back(fmt::format("{} {} {:.4g} > {:g}",
                                     fit.authority,
                                     each.name,
                                     each.value,
                                     each.limit));
      }
    }
  }
  std::string text = fmt::format(
      "{} households with {} residents (communal ones included) in {} {}; "
      "{} with a table of tenure by ethnic group of their own; largest error "
      "of household sizes {:.2f}%; {:.1f}% of residents live under another "
      "group's reference person",
      households,
      residents,
      fits.size(),
      fits.size() == 1 ? "authority" : "authorities",
      own,
      100 * size,
      residents > 0 ? 100 * under_other / static_cast<double>(residents) : 0);
  if (!shifted.empty()) {
    text += fmt::format(
        "; household sizes moved down where there were too few people in {} "
        "zones: {}",
        shifted.size(),
        first_few(shifted));
  }
  if (missed.empty()) return text + "; every fit limit is met.";
  return text + "; NOT met: " + first_few(missed) + ".";
}

}  // namespace mingle

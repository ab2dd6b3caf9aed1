// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "fit_measure.h"

#include <algorithm>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/scenarios/build_housing_world.h>

namespace mingle {
namespace {

std::vector<FitMeasure> measures(const HousingFit& fit) {
  const auto number = [](auto count) { return static_cast<double>(count); };
  return {
      {"zone_by_age_tae_over_2n", fit.age_error, 0.05},
      {"zone_by_composition_tae_over_2n", fit.composition_error, 0.01},
      {"zone_by_bedrooms_tae_over_2n", fit.bedrooms_error, 0.01},
      {"zone_by_group_by_class_tae_over_2n", fit.class_error, 0.05},
      {"minors_counted_as_adults", number(fit.minors_raised), -1},
      {"children_under_16_years_younger_share", fit.children_too_old, 0.05},
      {"persons_in_households", number(fit.persons), -1},
      {"households_on_register", number(fit.on_register), -1},
      {"households_short_of_bedrooms", number(fit.overcrowded), -1},
      {"mean_income", fit.mean_income, -1},
  };
}

}  // namespace

std::string housing_fit_csv(const std::vector<HousingFit>& fits) {
  std::string csv;
  for (const HousingFit& fit : fits) {
    for (const FitMeasure& each : measures(fit)) {
      if (each.value < 0) continue;  // no table
      csv += fit_line(fit.authority, each);
    }
  }
  return csv;
}

std::string housing_fit_text(const std::vector<HousingFit>& fits) {
  std::int64_t persons = 0;
  std::int64_t on_register = 0;
  std::int64_t raised = 0;
  std::vector<std::string> short_of_adults;
  std::vector<std::string> missed;
  for (const HousingFit& fit : fits) {
    persons += fit.persons;
    on_register += fit.on_register;
    raised += fit.minors_raised;
    short_of_adults.insert(short_of_adults.end(),
                           fit.zones_short_of_adults.begin(),
                           fit.zones_short_of_adults.end());
    for (const FitMeasure& each : measures(fit)) {
      if (!each.missed()) continue;
      missed.push_back(fmt::format("{} {} {:.4g} > {:g}",
                                   fit.authority,
                                   each.name,
                                   each.value,
                                   each.limit));
    }
  }
  std::string text = fmt::format(
      "housing system: {} persons in households, {} households on the housing "
      "register",
      persons,
      on_register);
  if (raised > 0) {
    text += fmt::format(
        "; {} minors counted as 18 in zones with too few adults: {}",
        raised,
        first_few(short_of_adults));
  }
  if (missed.empty()) return text + "; every fit limit is met.";
  return text + "; NOT met: " + first_few(missed) + ".";
}

}  // namespace mingle

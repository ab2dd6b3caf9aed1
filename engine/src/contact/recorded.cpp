// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "households.h"

#include <cmath>

#include <mingle/engine/contact/run.h>

namespace mingle::contact {
namespace {

using Dimensions = std::vector<std::string>;

template <class Enum>
std::vector<std::string> names(std::size_t count) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < count; ++i) {
    all.emplace_back(name_of(static_cast<Enum>(i)));
  }
  return all;
}

std::vector<std::string> fifth_names() {
  return {"1_lowest", "2", "3", "4", "5_highest"};
}

const Dimensions pair{"group5", "group5_other"};
const Dimensions one{"group5"};

/// Mean absolute difference of the groups' rates from that of all, weighted
/// by their sizes: a gap that treats all groups alike.
double gap(const GroupRow& rates, const GroupRow& people) {
  double sum = 0;
  double all = 0;
  for (std::size_t a = 0; a < max_broad; ++a) {
    if (std::isnan(rates[a])) continue;
    sum += rates[a] * people[a];
    all += people[a];
  }
  if (!(all > 0)) return std::nan("");
  double away = 0;
  for (std::size_t a = 0; a < max_broad; ++a) {
    if (std::isnan(rates[a])) continue;
    away += std::abs(rates[a] - sum / all) * people[a];
  }
  return away / all;
}

double mean(const GroupRow& rates, const GroupRow& people) {
  double sum = 0;
  double all = 0;
  for (std::size_t a = 0; a < max_broad; ++a) {
    if (std::isnan(rates[a])) continue;
    sum += rates[a] * people[a];
    all += people[a];
  }
  return all > 0 ? sum / all : std::nan("");
}

/// Share of households that own, by broad group of the reference person.
GroupRow owners(const World& world, const housing::State& homes) {
  GroupRow owning{};
  GroupRow all{};
  for (std::size_t i = 0; i < homes.households.size(); ++i) {
    const HouseholdId household{i};
    if (!homes.households.is_housed(household)) continue;
    const std::size_t group = world.broad[homes.households.groups[i]];
    const auto tenure =
        housing::tenure_of_kind(housing::kind_of(homes, household));
    all[group] += 1;
    if (housing::sector_of(tenure) == housing::Sector::owner) {
      owning[group] += 1;
    }
  }
  GroupRow shares{};
  for (std::size_t a = 0; a < max_broad; ++a) {
    shares[a] = all[a] > 0 ? owning[a] / all[a] : std::nan("");
  }
  return shares;
}

void add_matrix_specs(std::vector<TableSpec>& all) {
  const auto matrix = [&all](const char* path, const char* words) {
    all.push_back({path, pair, "1", words, true});
  };
  matrix("/experienced/exposure",
         "share of the column group in the everyday surroundings of the row "
         "group: home .45, school or work .25, other places .2, ties .1");
  matrix("/experienced/residential_exposure",
         "share of the column group among residents of the zone, persons of "
         "the row group");
  for (std::size_t k = 0; k < setting_count; ++k) {
    const std::string name{name_of(static_cast<Setting>(k))};
    all.push_back({"/contact/" + name,
                   pair,
                   "day-1",
                   "contacts a day of a person of the row group with the "
                   "column group, setting " +
                       name,
                   true});
  }
  matrix("/ties/close", "close ties of a person of the row group");
  matrix(
      "/ties/weak",
      "acquaintances of a person of the row group that levers brought about");
  matrix("/attitudes/tolerance", "mean tolerance, 0 to 1, aged 11 and over");
  matrix("/attitudes/attitude_sd", "standard deviation of attitudes");
  matrix("/attitudes/intolerant", "share with tolerance under the threshold");
  matrix("/attitudes/bimodality", "Sarle's coefficient of attitudes");
  matrix("/attitudes/contact_correlation",
         "correlation of tolerance with quality-weighted contact on a bounded "
         "scale, C / (C + C50)");
}

void add_row_specs(std::vector<TableSpec>& all) {
  const auto rows =
      [&all](const char* path, Dimensions dimensions, const char* words) {
        all.push_back({path, std::move(dimensions), "1", words, true});
      };
  rows("/experienced/isolation_by_stage",
       {"stage", "group5"},
       "experienced exposure to the own group, by age");
  rows("/experienced/residential_isolation_by_stage",
       {"stage", "group5"},
       "the same where people live");
  rows("/experienced/isolation_by_employment",
       {"employment", "group5"},
       "experienced exposure to the own group, adults under pension age");
  rows("/experienced/residential_isolation_by_employment",
       {"employment", "group5"},
       "the same where people live");
  rows("/ties/external_internal",
       one,
       "E-I index of close ties: 1 all to other groups, -1 none");
  rows("/ties/cross_group", one, "share of those with ties with one across");
  rows("/roles/english_level", {"english", "group5"}, "share, aged 4 and over");
  rows("/roles/work_status",
       {"employment", "group5"},
       "share of adults under pension age");
  rows("/roles/participation", one, "share of adults who take part");
  rows("/roles/left_lowest_fifth",
       one,
       "share of households in the lowest fifth of income a year before that "
       "are above it, by group of the reference person");
  rows("/roles/income_fifths",
       {"income_fifth", "income_fifth_later"},
       "share of the households of each fifth of income a year before by their "
       "fifth at the last anniversary of the start");
  rows("/schools/information_theory", {"phase"}, "H of pupils over schools");
  rows("/schools/residential_information_theory",
       {"phase"},
       "H of the same pupils over their zones");
  rows("/schools/dissimilarity_rest",
       {"phase", "group5"},
       "D over schools of the group and all other pupils");
  rows("/schools/residential_dissimilarity_rest",
       {"phase", "group5"},
       "the same over zones");
  rows("/zones/experienced_exposure",
       {"zone", "group5"},
       "share of each group in the everyday surroundings of residents");
  rows("/schools/nearest_first",
       {"phase"},
       "share of families who put the nearest school first, since the start");
}

void add_scalar_specs(std::vector<TableSpec>& all) {
  const auto scalar = [&all](const char* path, const char* words) {
    all.push_back({path, {}, "1", words, true});
  };
  scalar("/ties/assortativity", "assortativity of close ties, -1 to 1");
  scalar("/ties/one_group_adults",
         "share of adults with close ties who have none to another group");
  scalar("/incidents/expected", "true incidents since the start, expectation");
  scalar("/incidents/happened", "true incidents since the start, drawn");
  scalar("/incidents/recorded", "of them recorded");
  scalar("/scorecard/common_ground_tolerance",
         "common ground, emergent: mean tolerance across groups");
  scalar("/scorecard/common_ground_cross_tie",
         "common ground, emergent: share with a close tie across groups");
  scalar("/scorecard/common_ground_experienced_exposure",
         "common ground, emergent: mean experienced exposure to others");
  scalar("/scorecard/responsibility_participation",
         "responsibility, input of levers: share of adults who take part");
  scalar("/scorecard/responsibility_youth_places",
         "responsibility, input of levers: places in youth programmes in the "
         "last year per person aged 8 to 17");
  scalar("/scorecard/mobility_employment_gap",
         "social mobility, input of levers: mean gap between groups in work");
  scalar("/scorecard/mobility_english",
         "social mobility, input of levers: share with good English");
  scalar("/scorecard/mobility_income",
         "social mobility, emergent: share of households in the lowest fifth "
         "of income a year before that are above it");
  scalar("/scorecard/mobility_ownership_gap",
         "social mobility, emergent: mean gap between groups in ownership");
  scalar("/scorecard/participation_gap",
         "participation, emergent: mean gap between groups in taking part");
  scalar("/scorecard/extremism_intolerant",
         "tackling intolerance, emergent: share with little tolerance");
  scalar("/scorecard/extremism_incidents",
         "tackling intolerance, emergent: true incidents in the last quarter");
  scalar("/scorecard/extremism_polarisation",
         "tackling intolerance, emergent: bimodality of attitudes");
}

/// Own x other of the broad groups there are.
std::vector<double> trimmed(const GroupMatrix& matrix, std::size_t groups) {
  std::vector<double> values;
  for (std::size_t a = 0; a < groups; ++a) {
    for (std::size_t b = 0; b < groups; ++b) {
      values.push_back(matrix[a * max_broad + b]);
    }
  }
  return values;
}

void append_row(const GroupRow& row,
                std::size_t groups,
                std::vector<double>& values) {
  values.insert(values.end(),
                row.begin(),
                row.begin() + static_cast<std::ptrdiff_t>(groups));
}

template <std::size_t N>
std::vector<double> rows_of(const std::array<GroupRow, N>& rows,
                            std::size_t groups) {
  std::vector<double> values;
  for (const GroupRow& row : rows) append_row(row, groups, values);
  return values;
}

std::vector<double> row_of(const GroupRow& row, std::size_t groups) {
  std::vector<double> values;
  append_row(row, groups, values);
  return values;
}

void add_schools(const Measures& seen,
                 std::size_t groups,
                 std::vector<std::vector<double>>& all) {
  std::array<std::vector<double>, 4> values;
  for (const SchoolMeasures& each : seen.schools) {
    values[0].push_back(each.schools_information);
    values[1].push_back(each.homes_information);
    append_row(each.schools_dissimilarity, groups, values[2]);
    append_row(each.homes_dissimilarity, groups, values[3]);
  }
  all.insert(all.end(), values.begin(), values.end());
}

std::vector<double> zone_rows(const Measures& seen, std::size_t groups) {
  std::vector<double> values;
  for (std::size_t i = 0; i < seen.zone_exposure.size(); ++i) {
    if (i % max_broad < groups) values.push_back(seen.zone_exposure[i]);
  }
  return values;
}

std::vector<double> nearest_first(const State& state) {
  std::vector<double> shares;
  for (const SchoolForms& each : state.forms) {
    shares.push_back(each.filled > 0 ? static_cast<double>(each.nearest_first) /
                                           static_cast<double>(each.filled)
                                     : std::nan(""));
  }
  return shares;
}

double good_english(const Measures& seen) {
  GroupRow good{};
  for (std::size_t a = 0; a < max_broad; ++a) {
    good[a] = seen.english[static_cast<std::size_t>(English::well)][a] +
              seen.english[static_cast<std::size_t>(English::main)][a];
  }
  return mean(good, seen.people);
}

double exposure_to_others(const Measures& seen) {
  GroupRow others{};
  for (std::size_t a = 0; a < max_broad; ++a) {
    others[a] = 1 - seen.experienced[a * max_broad + a];
  }
  return mean(others, seen.people);
}

}  // namespace

std::vector<ScaleSpec> scale_specs(const World& world) {
  return {{"group5", "broad group", world.broad_names},
          {"group5_other", "broad group, of others", world.broad_names},
          {"stage", "stage of life by age", names<Stage>(stage_count)},
          {"employment", "work status", names<Employment>(employment_count)},
          {"english", "proficiency in English", names<English>(english_count)},
          {"phase", "phase of school", names<Phase>(phase_count)},
          {"income_fifth", "fifth of income a year before", fifth_names()},
          {"income_fifth_later", "fifth of income", fifth_names()}};
}

std::vector<TableSpec> table_specs() {
  std::vector<TableSpec> all;
  add_matrix_specs(all);
  add_row_specs(all);
  add_scalar_specs(all);
  return all;
}

std::vector<std::vector<double>> table_values(const housing::World& housing,
                                              const World& world,
                                              const housing::State& homes,
                                              const State& state) {
  const Measures seen = measure(housing, world, homes, state);
  const std::size_t groups = world.broad_count();
  std::vector<std::vector<double>> all;
  all.push_back(trimmed(seen.experienced, groups));
  all.push_back(trimmed(seen.residential, groups));
  for (const GroupMatrix& met : seen.contacts) {
    all.push_back(trimmed(met, groups));
  }
  for (const GroupMatrix* matrix : {&seen.ties,
                                    &seen.weak_ties,
                                    &seen.tolerance,
                                    &seen.attitude_sd,
                                    &seen.intolerant,
                                    &seen.bimodality,
                                    &seen.contact_tolerance}) {
    all.push_back(trimmed(*matrix, groups));
  }
  all.push_back(rows_of(seen.experienced_isolation_by_stage, groups));
  all.push_back(rows_of(seen.residential_isolation_by_stage, groups));
  all.push_back(rows_of(seen.experienced_isolation_by_work, groups));
  all.push_back(rows_of(seen.residential_isolation_by_work, groups));
  all.push_back(row_of(seen.external_internal, groups));
  all.push_back(row_of(seen.cross_tie, groups));
  all.push_back(rows_of(seen.english, groups));
  all.push_back(rows_of(seen.work, groups));
  all.push_back(row_of(seen.participation, groups));
  all.push_back(row_of(seen.left_lowest_fifth, groups));
  all.emplace_back(seen.income_fifths.begin(), seen.income_fifths.end());
  add_schools(seen, groups, all);
  all.push_back(zone_rows(seen, groups));
  all.push_back(nearest_first(state));
  const auto scalar = [&all](double value) { all.push_back({value}); };
  scalar(seen.assortativity);
  scalar(seen.one_group_adults);
  scalar(state.incident_totals.expected);
  scalar(static_cast<double>(state.incident_totals.happened));
  scalar(static_cast<double>(state.incident_totals.recorded));
  scalar(seen.tolerance_all);
  scalar(seen.cross_tie_all);
  scalar(exposure_to_others(seen));
  scalar(seen.participation_all);
  scalar(seen.youth_places);
  scalar(gap(seen.work[0], seen.people));
  scalar(good_english(seen));
  scalar(seen.left_lowest_fifth_all);
  scalar(gap(owners(world, homes), seen.people));
  scalar(gap(seen.participation, seen.people));
  scalar(seen.intolerant_all);
  scalar(static_cast<double>(state.incidents.happened));
  scalar(seen.bimodality_all);
  return all;
}

}  // namespace mingle::contact

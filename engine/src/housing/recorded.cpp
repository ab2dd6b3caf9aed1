// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "recorded.h"

#include "sectors.h"

#include <array>
#include <cmath>
#include <string>
#include <tuple>
#include <utility>

#include <mingle/engine/housing/change_split.h>
#include <mingle/engine/housing/flows.h>
#include <mingle/engine/housing/move_rates.h>
#include <mingle/engine/housing/run.h>
#include <mingle/engine/housing/state_edits.h>

namespace mingle::housing {
namespace {

template <class Enum>
std::vector<std::string> names(std::size_t count) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < count; ++i) {
    all.emplace_back(name_of(static_cast<Enum>(i)));
  }
  return all;
}

std::string kilometres(double km) {
  std::string text = std::to_string(km);
  return text.substr(0, text.find('.') + 2) + " km";
}

std::vector<std::string> distance_bands() {
  std::vector<std::string> bands;
  for (const double end : distance_band_ends) {
    bands.push_back("under " + kilometres(end));
  }
  bands.push_back(kilometres(distance_band_ends.back()) + " or more");
  return bands;
}

std::vector<std::string> chain_lengths() {
  std::vector<std::string> lengths;
  for (std::size_t i = 1; i <= chain_length_count; ++i) {
    lengths.push_back(std::to_string(i));
  }
  lengths.back() += " or more";
  return lengths;
}

std::vector<std::string> move_classes() {
  std::vector<std::string> classes;
  for (const std::string& sector : names<Sector>(sector_count)) {
    classes.push_back(sector + " under 55");
    classes.push_back(sector + " 55 and more");
  }
  return classes;
}

}  // namespace

std::vector<ScaleSpec> scale_specs() {
  return {
      {"sector",
       "way in which homes are allocated",
       names<Sector>(sector_count)},
      {"priced_sector", "sector with prices", {"owner", "private"}},
      {"letting_rule",
       "rule by which a social home is let",
       names<LettingRule>(letting_rule_count)},
      {"distance_band", "distance of a move, centroids", distance_bands()},
      {"chain_length", "moves in a vacancy chain", chain_lengths()},
      {"origin",
       "where a household that looks for a home comes from",
       names<Origin>(origin_count)},
      {"unmet_reason",
       "why a search ended without a home",
       names<Unmet>(unmet_count)},
      {"move_class", "sector and age of the reference person", move_classes()},
      {"cause",
       "why the residents of zones changed",
       names<Cause>(cause_count)},
  };
}

std::vector<TableSpec> table_specs() {
  return {
      {"/zones/price_index",
       {"zone", "priced_sector"},
       "1",
       "price or rent over that at the start",
       true},
      {"/zones/service_pressure",
       {"zone"},
       "1",
       "pressure on local services: smoothed growth of residents over "
       "capacity",
       true},
      {"/authorities/fairness",
       {"authority", "group"},
       "1",
       "perceived fairness of allocation: share who think it fair (modelled)"},
      {"/homes/vacant",
       {"authority", "tenure"},
       "dwellings",
       "homes that stand empty, by tenure (owned outright: none)",
       true},
      {"/homes/lived_in",
       {"authority", "move_class"},
       "households",
       "households with a home, by sector and age of the reference person",
       true},
      {"/homes/recent_movers",
       {"authority", "move_class"},
       "households",
       "households that have lived in their home for less than three years",
       true},
      {"/homes/expected_found",
       {"authority", "origin", "sector"},
       "households",
       "households a year that find a home as the balance of the start "
       "expects, by where they come from and its sector; 0 before the first "
       "step",
       true},
      {"/homes/expected_moved_in",
       {"authority", "move_class"},
       "households",
       "households a year that move into a home, as that balance expects",
       true},
      {"/homes/sector_pull",
       {"authority", "move_class"},
       "1",
       "factor on the shares in which homes of a sector are sought, by age",
       true},
      {"/changes/dissimilarity",
       {"cause", "group", "group_other"},
       "1",
       "part of the change of dissimilarity since the start, by cause",
       true},
  };
}

namespace {

/// Authorities x tenures.
std::vector<double> vacant_homes(const World& world, const State& state) {
  std::vector<double> vacant;
  for (std::size_t a = 0; a < state.vacancies.size(); ++a) {
    std::array<double, tenure_count> here{};
    const std::size_t zones = world.base.authority_zones(AuthorityId{a});
    const auto& counts = state.vacancies[a].counts;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      here[static_cast<std::size_t>(tenure_of_kind(i / zones))] += counts[i];
    }
    vacant.insert(vacant.end(), here.begin(), here.end());
  }
  return vacant;
}

/// Authorities x classes of movers; 1 before the first step.
std::vector<double> pulls(const World& world, const State& state) {
  std::vector<double> all;
  for (std::size_t a = 0; a < state.vacancies.size(); ++a) {
    if (state.sector_pull.empty()) {
      all.resize(all.size() + move_class_count, 1.0);
      continue;
    }
    const AuthorityId authority{a};
    const PullByAge pull = pull_now(
        world, state, authority, count_sectors(world, state, authority));
    for (std::size_t c = 0; c < move_class_count; ++c) {
      all.push_back(pull[c % age_count][c / age_count]);
    }
  }
  return all;
}

/// Households by class of move rates, and those of them resident for less than
/// three years; authorities x classes.
std::pair<std::vector<double>, std::vector<double>> stays(const State& state) {
  constexpr int recent = 3 * PersonTable::ticks_per_year;
  const std::size_t size = state.vacancies.size() * move_class_count;
  std::vector<double> all(size, 0.0);
  std::vector<double> movers(size, 0.0);
  const HouseholdTable& table = state.households;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const HouseholdId household{i};
    if (!table.is_housed(household)) continue;
    const std::size_t at = table.authorities[i] * move_class_count +
                           move_class_of(state, household);
    ++all[at];
    if (state.tick - table.moved_in[i] < recent) ++movers[at];
  }
  return {std::move(all), std::move(movers)};
}

}  // namespace

std::vector<std::vector<double>> table_values(const World& world,
                                              const State& state,
                                              bool zones_due) {
  std::vector<std::vector<double>> values(10);
  values[2] = state.fairness;
  if (!zones_due) return values;
  for (const double log_price : state.log_prices) {
    values[0].push_back(std::exp(log_price));
  }
  values[1] = state.service_pressure;
  values[3] = vacant_homes(world, state);
  std::tie(values[4], values[5]) = stays(state);
  const std::size_t authorities = world.base.authorities.size();
  values[6] = state.expected_found;
  values[6].resize(authorities * origin_count * sector_count);
  values[7] = state.expected_moved_in;
  values[7].resize(authorities * move_class_count);
  values[8] = pulls(world, state);
  values[9] = split_dissimilarity_change(state.residents, state.changes);
  return values;
}

}  // namespace mingle::housing

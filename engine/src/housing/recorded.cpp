// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "recorded.h"

#include <cmath>
#include <string>

#include <mingle/engine/housing/change_split.h>
#include <mingle/engine/housing/flows.h>
#include <mingle/engine/housing/run.h>

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
      {"/changes/dissimilarity",
       {"cause", "group", "group_other"},
       "1",
       "part of the change of dissimilarity since the start, by cause",
       true},
  };
}

std::vector<std::vector<double>> table_values(const State& state,
                                              bool zones_due) {
  std::vector<std::vector<double>> values(4);
  values[2] = state.fairness;
  if (!zones_due) return values;
  for (const double log_price : state.log_prices) {
    values[0].push_back(std::exp(log_price));
  }
  values[1] = state.service_pressure;
  values[3] = split_dissimilarity_change(state.residents, state.changes);
  return values;
}

}  // namespace mingle::housing

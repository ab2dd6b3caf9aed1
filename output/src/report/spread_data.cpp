// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "spread_data.h"

#include "numbers_words.h"
#include "words.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <nlohmann/json.hpp>

namespace mingle {
namespace {

using Json = nlohmann::json;

constexpr std::size_t groups_drawn = 2;

struct CauseWords {
  const char* name;
  const char* words;
};
constexpr std::array<CauseWords, 11> cause_names{{
    {"move_owner", "Moves into owned homes"},
    {"move_social", "Moves into social homes"},
    {"move_private", "Moves into private renting"},
    {"migration", "Moves between authorities"},
    {"arrival", "Arrivals"},
    {"departure", "Departures"},
    {"birth", "Births"},
    {"death", "Deaths"},
    {"formation", "Leaving home, splitting up"},
    {"couple", "Moving in together"},
    {"supply", "New and demolished homes"},
}};

std::string cause_words(const std::string& name) {
  const auto found = std::find_if(
      cause_names.begin(), cause_names.end(), [&name](const auto& one) {
        return name == one.name;
      });
  return found == cause_names.end() ? label_words(name) : found->words;
}

const ComparedScale* find_scale(const Comparison& comparison,
                                const std::string& name) {
  const auto found = std::find_if(
      comparison.scales.begin(), comparison.scales.end(), [&](const auto& s) {
        return s.name == name;
      });
  return found == comparison.scales.end() ? nullptr : &*found;
}

Json number(double value) {
  return std::isfinite(value) ? Json(value) : Json();
}

/// One row of such a chart: differences of a cell in every scenario.
Json row_of(const Comparison& comparison,
            const ComparedTable& table,
            const std::string& label,
            std::size_t cell) {
  Json results = Json::array();
  for (std::size_t c = 0; c < comparison.contrasts(); ++c) {
    const MeanInterval change = change_of(comparison, table, c, cell);
    const bool known = std::isfinite(change.low);
    const bool clear = known && (change.low > 0 || change.high < 0);
    results.push_back({{"difference", number(change.mean)},
                       {"low", number(change.low)},
                       {"high", number(change.high)},
                       {"clear", clear}});
  }
  return {{"label", label}, {"results", results}};
}

}  // namespace

std::optional<CausesOfChange> causes_of_change(const Comparison& comparison) {
  const ComparedTable* table = find_table(comparison, "changes_dissimilarity");
  const ComparedScale* causes = find_scale(comparison, "cause");
  if (table == nullptr || causes == nullptr || comparison.measures.empty()) {
    return {};
  }
  const Measure& lead = comparison.measures.front();
  if (comparison.tables[lead.table].name != "dissimilarity") return {};
  const std::size_t pairs = comparison.groups.size() * comparison.groups.size();
  CausesOfChange found;
  found.table = table;
  for (std::size_t i = 0; i < causes->labels.size(); ++i) {
    found.labels.push_back(cause_words(causes->labels[i]));
    found.cells.push_back(i * pairs + lead.cell);
  }
  return found;
}

Json causes_data(const Comparison& comparison) {
  const auto causes = causes_of_change(comparison);
  if (!causes) return nullptr;
  Json rows = Json::array();
  for (std::size_t i = 0; i < causes->labels.size(); ++i) {
    rows.push_back(row_of(
        comparison, *causes->table, causes->labels[i], causes->cells[i]));
  }
  return {{"name",
           "Parts of the difference in " + comparison.measures.front().name},
          {"share", true},
          {"rows", rows}};
}

Json deprivation_data(const Comparison& comparison) {
  const ComparedTable* table = find_table(comparison, "deprivation_residents");
  const ComparedScale* fifths = find_scale(comparison, "deprivation_fifth");
  if (table == nullptr || fifths == nullptr) return nullptr;
  Json rows = Json::array();
  for (const std::size_t g : comparison.main_groups) {
    if (rows.size() >= groups_drawn * fifths->labels.size()) break;
    for (std::size_t fifth = 0; fifth < fifths->labels.size(); ++fifth) {
      rows.push_back(row_of(comparison,
                            *table,
                            comparison.groups[g].label + ", " +
                                label_words(fifths->labels[fifth]),
                            fifth * comparison.groups.size() + g));
    }
  }
  return {{"name", "Difference in residents by deprivation fifth"},
          {"share", false},
          {"rows", rows}};
}

}  // namespace mingle

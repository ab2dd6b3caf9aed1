// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "read_levers.h"

#include <array>

namespace mingle {
namespace {

using Texts = std::vector<std::string>;

/// A table by replicate, date and lever, perhaps with columns.
struct LeverTable {
  LeverTable(const ResultFile& file, const std::string& path) {
    if (!file.has(path)) return;
    shape = file.info(path).shape;
    values = file.read_numbers(path);
    columns = shape.size() > 3 ? shape[3] : 1;
  }
  /// Sums over the dates, by replicate; empty without a table.
  std::vector<double> sums(std::size_t lever, std::size_t column = 0) const {
    if (values.empty()) return {};
    std::vector<double> all(shape[0], 0.0);
    for (std::size_t r = 0; r < shape[0]; ++r) {
      for (std::size_t t = 0; t < shape[1]; ++t) {
        const std::size_t row = (r * shape[1] + t) * shape[2] + lever;
        all[r] += values[row * columns + column];
      }
    }
    return all;
  }

  std::vector<std::size_t> shape;
  std::vector<double> values;
  std::size_t columns = 1;
};

/// A column of texts as long as `size`; blank where the file has none.
Texts texts_of(const ResultFile& file,
               const std::string& name,
               std::size_t size) {
  const std::string path = "/levers/" + name;
  return file.has(path) ? file.read_strings(path) : Texts(size);
}

std::vector<LeverUse> read_info(const ResultFile& file, const Texts& labels) {
  struct Column {
    const char* name;
    std::string LeverInfo::*text;
  };
  static constexpr std::array<Column, 12> columns{
      {{"lever_id", &LeverInfo::id},
       {"lever_name", &LeverInfo::name},
       {"lever_factors", &LeverInfo::factors},
       {"lever_what", &LeverInfo::what},
       {"lever_reaches", &LeverInfo::reaches},
       {"lever_mode", &LeverInfo::mode},
       {"lever_grade", &LeverInfo::grade},
       {"lever_evidence", &LeverInfo::evidence},
       {"lever_source", &LeverInfo::source},
       {"lever_legal_note", &LeverInfo::legal_note},
       {"cost_per", &LeverInfo::cost_per},
       {"cost_note", &LeverInfo::cost_note}}};
  std::vector<LeverUse> levers(labels.size());
  for (std::size_t i = 0; i < labels.size(); ++i) {
    levers[i].info.label = labels[i];
  }
  for (const Column& column : columns) {
    const Texts texts = texts_of(file, column.name, labels.size());
    for (std::size_t i = 0; i < labels.size(); ++i) {
      levers[i].info.*(column.text) = texts[i];
    }
  }
  if (file.has("/levers/unit_cost")) {
    const auto costs = file.read_numbers("/levers/unit_cost");
    for (std::size_t i = 0; i < costs.size(); ++i) {
      levers[i].info.unit_cost = costs[i];
    }
  }
  return levers;
}

/// Adds to every lever whom it reached by one characteristic.
void read_reached(const ResultFile& file,
                  const char* name,
                  const char* scale,
                  const char* labels,
                  std::vector<LeverUse>& levers) {
  const std::string path = std::string{"/levers/people_by_"} + name;
  const LeverTable table{file, path};
  if (table.values.empty()) return;
  const Texts words = file.read_strings(std::string{"/"} + labels);
  for (std::size_t row = 0; row < levers.size(); ++row) {
    LeverReached reached{scale, words, {}};
    for (std::size_t c = 0; c < words.size(); ++c) {
      reached.people.push_back(table.sums(row, c));
    }
    levers[row].reached.push_back(std::move(reached));
  }
}

/// Of each effect the size in every replicate, which is the same at all dates.
void read_effects(const ResultFile& file, std::vector<LeverUse>& levers) {
  if (!file.has("/levers/effect") || !file.has("/lever_effect")) return;
  const Texts labels = file.read_strings("/lever_effect");
  const auto shape = file.info("/levers/effect").shape;
  const auto values = file.read_numbers("/levers/effect");
  const Texts operators = texts_of(file, "effect_operator", labels.size());
  const Texts meanings = texts_of(file, "effect_meaning", labels.size());
  const Texts units = texts_of(file, "effect_unit", labels.size());
  const Texts grades = texts_of(file, "effect_grade", labels.size());
  const Texts priors = texts_of(file, "effect_prior", labels.size());
  for (std::size_t e = 0; e < labels.size(); ++e) {
    const std::size_t dot = labels[e].rfind('.');
    for (LeverUse& lever : levers) {
      if (labels[e].compare(0, dot, lever.info.label) != 0) continue;
      LeverEffectUse use;
      use.info = {
          labels[e], operators[e], meanings[e], units[e], grades[e], priors[e]};
      for (std::size_t r = 0; r < shape[0]; ++r) {
        const std::size_t last = (r * shape[1] + shape[1] - 1) * shape[2];
        use.values.push_back(values[last + e]);
      }
      lever.effects.push_back(std::move(use));
    }
  }
}

}  // namespace

std::vector<LeverUse> read_levers(const ResultFile& file) {
  if (!file.has("/levers/people")) return {};
  std::vector<LeverUse> levers = read_info(file, file.read_strings("/lever"));
  const LeverTable people{file, "/levers/people"};
  const LeverTable hours{file, "/levers/person_hours"};
  const LeverTable cost{file, "/levers/cost"};
  for (std::size_t row = 0; row < levers.size(); ++row) {
    levers[row].people = people.sums(row);
    levers[row].hours = hours.sums(row);
    levers[row].cost = cost.sums(row);
  }
  read_reached(file, "group", "group", "group_label", levers);
  read_reached(file, "age", "age_band", "age_band", levers);
  read_reached(file, "sex", "sex", "sex", levers);
  const char* const fifth = "deprivation_fifth";
  read_reached(file, "deprivation", fifth, fifth, levers);
  read_effects(file, levers);
  return levers;
}

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// The five factors of integration, component by component.
#include "comparison/measure_words.h"
#include "numbers_words.h"
#include "sections.h"
#include "words.h"

#include <cmath>

#include <fmt/format.h>

namespace mingle {
namespace {

/// A change in standard deviations of the baseline's replicates: how it
/// compares with chance.
std::string in_deviations(double change, const std::vector<double>& base) {
  const double sd = mean_interval(base).sd;
  if (!(sd > 0) || !std::isfinite(change)) return "";
  return fmt::format("; {} sd", fixed(change / sd, 1));
}

std::vector<std::string> component_row(const Comparison& comparison,
                                       const ComparedTable& table) {
  const std::size_t times = comparison.dates_of(table.yearly).size();
  const auto base = table.replicates(0, times - 1, times, 0);
  const MeanInterval level = mean_interval(base);
  const std::size_t comma = table.long_name.find(',');
  const std::size_t colon = table.long_name.find(": ");
  std::vector<std::string> row{
      capitalised(table.long_name.substr(0, comma)) + ": " +
          (colon == std::string::npos ? table.name
                                      : table.long_name.substr(colon + 2)),
      with_bounds(level.mean, level.low, level.high)};
  for (std::size_t c = 0; c < comparison.contrasts(); ++c) {
    auto other = table.replicates(c + 1, times - 1, times, 0);
    for (std::size_t r = 0; r < other.size(); ++r) other[r] -= base[r];
    const MeanInterval change = mean_interval(other);
    row.push_back(with_bounds(change.mean, change.low, change.high) +
                  in_deviations(change.mean, base));
  }
  return row;
}

}  // namespace

void add_scorecard(const Comparison& comparison, Html& page) {
  Rows emergent{{"Component", "Baseline (95% interval)"}};
  add_titles(comparison, emergent.front());
  Rows inputs = emergent;
  for (const ComparedTable& table : comparison.tables) {
    if (!table.path.starts_with("/scorecard/") || table.cells != 1) continue;
    Rows& rows = is_emergent(table) ? emergent : inputs;
    rows.push_back(component_row(comparison, table));
  }
  if (emergent.size() + inputs.size() == 2) return;
  open_section(page, "scorecard", "Scorecard");
  page.element("p",
               "The five factors of integration, component by component; there "
               "is no total. An emergent component follows from the model; an "
               "input is moved by a lever itself, so that a change of it shows "
               "what was put in. Differences are also given in standard "
               "deviations (sd) of the baseline’s replicates.");
  if (emergent.size() > 1) {
    page.table("Emergent components on the last date", emergent);
  }
  if (inputs.size() > 1) {
    page.raw("<details><summary>Inputs of levers</summary>\n");
    page.table("Inputs of levers on the last date", inputs);
    page.raw("</details>\n");
  }
  page.raw("</section>\n");
}

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// By which causes dissimilarity changes, and where: by deprivation.
#include "numbers_words.h"
#include "sections.h"
#include "spread_data.h"
#include "words.h"

#include <fmt/format.h>

namespace mingle {
namespace {

Rows cause_rows(const Comparison& comparison, const CausesOfChange& causes) {
  Rows rows{{"Cause", "Change since the start, baseline (95% interval)"}};
  add_titles(comparison, rows.front());
  const ComparedTable& table = *causes.table;
  for (std::size_t i = 0; i < causes.labels.size(); ++i) {
    const MeanInterval base = level_of(comparison, table, 0, causes.cells[i]);
    rows.push_back(
        {causes.labels[i], with_bounds(base.mean, base.low, base.high)});
    for (std::size_t c = 0; c < comparison.contrasts(); ++c) {
      const MeanInterval change =
          change_of(comparison, table, c, causes.cells[i]);
      rows.back().push_back(with_bounds(change.mean, change.low, change.high));
    }
  }
  return rows;
}

std::string fifth_label(const Comparison& comparison, std::size_t fifth) {
  for (const ComparedScale& scale : comparison.scales) {
    if (scale.name == "deprivation_fifth") {
      return label_words(scale.labels[fifth]);
    }
  }
  return std::to_string(fifth + 1);
}

std::size_t fifths_of(const ComparedTable& table) {
  return table.shape.front();
}

Rows fifth_rows(const Comparison& comparison,
                const ComparedTable& table,
                bool people) {
  Rows rows{{"Group and fifth", "Baseline (95% interval)"}};
  add_titles(comparison, rows.front());
  const auto words = [people](const MeanInterval& value) {
    return people ? count_interval(value)
                  : with_bounds(value.mean, value.low, value.high);
  };
  for (const std::size_t g : comparison.main_groups) {
    for (std::size_t fifth = 0; fifth < fifths_of(table); ++fifth) {
      const std::size_t cell = fifth * comparison.groups.size() + g;
      const MeanInterval base = level_of(comparison, table, 0, cell);
      if (people && base.mean < 10) continue;
      rows.push_back({fmt::format("{}, {}",
                                  comparison.groups[g].label,
                                  fifth_label(comparison, fifth)),
                      words(base)});
      for (std::size_t c = 0; c < comparison.contrasts(); ++c) {
        rows.back().push_back(words(change_of(comparison, table, c, cell)));
      }
    }
  }
  return rows;
}

Rows decile_rows(const Comparison& comparison, const ComparedTable& table) {
  Rows rows{{"Group", "Mean decile in the baseline (95% interval)"}};
  add_titles(comparison, rows.front());
  for (const std::size_t g : comparison.main_groups) {
    const MeanInterval base = level_of(comparison, table, 0, g);
    rows.push_back({comparison.groups[g].label,
                    with_bounds(base.mean, base.low, base.high)});
    for (std::size_t c = 0; c < comparison.contrasts(); ++c) {
      const MeanInterval change = change_of(comparison, table, c, g);
      rows.back().push_back(with_bounds(change.mean, change.low, change.high));
    }
  }
  return rows;
}

}  // namespace

void add_causes(const Comparison& comparison, Html& page) {
  const auto causes = causes_of_change(comparison);
  if (!causes) return;
  open_section(page, "causes", "By which causes");
  page.element(
      "p",
      fmt::format("The change of {} since the start, split by why residents of "
                  "neighbourhoods changed. The parts add up to the whole. A "
                  "cause is where the model counts a change, which need not be "
                  "where a policy acted.",
                  comparison.measures.front().name));
  if (comparison.contrasts() > 0) {
    page.raw("<figure class=\"chart\" data-chart=\"causes\"></figure>\n");
    page.raw(
        "<details class=\"repeat\"><summary>The same as a table</summary>\n");
  }
  page.table("Parts of the change by the last date",
             cause_rows(comparison, *causes));
  if (comparison.contrasts() > 0) page.raw("</details>\n");
  page.raw("</section>\n");
}

void add_deprivation(const Comparison& comparison, Html& page) {
  const ComparedTable* people = find_table(comparison, "deprivation_residents");
  const ComparedTable* own = find_table(comparison, "deprivation_isolation");
  const ComparedTable* decile =
      find_table(comparison, "deprivation_mean_decile");
  if (people == nullptr || own == nullptr || decile == nullptr) return;
  open_section(page, "deprivation", "Where: by deprivation");
  page.element("p",
               "Who lives in more and in less deprived neighbourhoods, by "
               "fifths of England’s small areas. The deprivation of a place "
               "stays as it was at the start: the model moves people, not the "
               "index.");
  if (comparison.contrasts() > 0) {
    page.raw("<figure class=\"chart\" data-chart=\"deprivation\"></figure>\n");
  }
  page.table(
      "Decile of the neighbourhood of the average member, 1 the most "
      "deprived, on the last date",
      decile_rows(comparison, *decile));
  page.raw("<details><summary>Residents by fifth and group</summary>\n");
  page.table("Residents on the last date",
             fifth_rows(comparison, *people, true));
  page.raw(
      "</details>\n<details><summary>Isolation by fifth and group"
      "</summary>\n");
  page.table(
      "Own group’s share of the neighbourhood of the average member who "
      "lives in the fifth, on the last date",
      fifth_rows(comparison, *own, false));
  page.raw("</details>\n</section>\n");
}

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "measure_words.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <mingle/engine/groups.h>

namespace mingle {
namespace {

/// How the members of a dimension are called.
struct Called {
  std::string name;   ///< for programs
  std::string label;  ///< for people
};

std::string with_spaces(std::string text) {
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  }
  return text;
}

Called called(const Comparison& comparison,
              const std::string& dimension,
              std::size_t row) {
  if (dimension == "group" || dimension == "group_other") {
    return {comparison.groups[row].name, comparison.groups[row].label};
  }
  for (const ComparedScale& scale : comparison.scales) {
    if (scale.name != dimension) continue;
    const std::string& name = scale.labels[row];
    const bool broad = dimension.starts_with("group5");
    return {name, broad ? capital(with_spaces(name)) : with_spaces(name)};
  }
  return {std::to_string(row), std::to_string(row)};
}

/// Indices that have words of their own; others are called as in the file.
void describe_known(const ComparedTable& table,
                    const std::vector<Called>& who,
                    Measure& measure) {
  const std::string home = table.path.starts_with("/experienced/")
                               ? "everyday places"
                               : "neighbourhood";
  if (table.name == "dissimilarity") {
    measure.name = fmt::format("dissimilarity between {} and {} residents",
                               who[0].label,
                               who[1].label);
    measure.about =
        "0: both are spread alike over the small areas; 1: no small area has "
        "both. It is the share of either group that would have to move for an "
        "even spread.";
  } else if (table.name == "dissimilarity_rest") {
    measure.name = fmt::format(
        "dissimilarity between {} residents and everyone else", who[0].label);
    measure.about =
        "0: spread as everyone else over the small areas; 1: no small area "
        "has both.";
  } else if (is_exposure(table)) {
    const bool own = who[0].name == who[1].name;
    measure.name = fmt::format("{} share of the {} of the average {} resident",
                               who[1].label,
                               home,
                               who[0].label);
    measure.about = own ? "Called isolation: 0 to 1, never below the group's "
                          "share of all residents in an even spread."
                        : "Called exposure: 0 to 1, the group's share of all "
                          "residents in an even spread.";
  } else if (table.name == "multigroup_information_theory") {
    measure.name = "unevenness over all groups (information theory index H)";
    measure.about =
        "0: every small area has the mix of the whole area; 1: no small area "
        "has more than one group.";
  }
}

}  // namespace

bool is_measured(const ComparedTable& table) {
  // Says nothing that isolation does not say.
  if (table.name == "correlation_ratio") return false;
  if (table.path.starts_with("/scorecard/")) return is_emergent(table);
  return table.path.starts_with("/indices/") ||
         table.path == "/experienced/exposure";
}

bool is_emergent(const ComparedTable& table) {
  return table.long_name.find(", emergent") != std::string::npos;
}

bool is_share(const ComparedTable& table) {
  const bool kept = table.path.starts_with("/indices/") ||
                    table.path.starts_with("/experienced/") ||
                    table.path.starts_with("/scorecard/");
  return kept && table.units == "1" && !table.path.ends_with("incidents");
}

int rank_of(const ComparedTable& table) {
  const std::array<std::string_view, 5> order{"dissimilarity",
                                              "exposure",
                                              "experienced_exposure",
                                              "dissimilarity_rest",
                                              "multigroup_information_theory"};
  const auto found = std::find(order.begin(), order.end(), table.name);
  return static_cast<int>(found - order.begin());
}

bool is_exposure(const ComparedTable& table) {
  return table.path.ends_with("/exposure");
}

std::vector<std::size_t> broad_order(const Comparison& comparison) {
  std::vector<std::int64_t> residents;
  std::vector<std::size_t> order;
  for (const ComparedScale& scale : comparison.scales) {
    if (scale.name != "group5") continue;
    for (const std::string& label : scale.labels) {
      order.push_back(residents.size());
      residents.push_back(0);
      for (const ComparedGroup& group : comparison.groups) {
        const auto census = find_census_group(group.name);
        if (census && mingle::name_of(census->broad) == label) {
          residents.back() += group.residents;
        }
      }
    }
  }
  std::stable_sort(
      order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return residents[a] > residents[b];
      });
  return order;
}

void describe(const Comparison& comparison,
              const ComparedTable& table,
              const std::vector<std::size_t>& cell,
              Measure& measure) {
  std::vector<Called> who;
  std::string names;
  std::string labels;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    who.push_back(called(comparison, table.dimensions[i], cell[i]));
    names += (names.empty() ? "" : ":") + who.back().name;
    labels += (labels.empty() ? "" : ", ") + who.back().label;
  }
  measure.id = table.name + (names.empty() ? "" : " " + names);
  measure.name = with_spaces(table.name);
  if (!labels.empty()) measure.name += ": " + labels;
  measure.about = capital(table.long_name) + ".";
  if (table.path.starts_with("/scorecard/")) {
    const std::size_t colon = table.long_name.find(": ");
    measure.name = table.long_name.substr(0, table.long_name.find(',')) + ": " +
                   table.long_name.substr(colon + 2);
    measure.about = "A component of the scorecard that no lever moves itself.";
  }
  describe_known(table, who, measure);
}

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// Who and what lies behind the answer, and how far it can be trusted.
#include "evidence.h"
#include "numbers_words.h"
#include "sections.h"
#include "settings.h"
#include "words.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace mingle {
namespace {

/// Sum over all dates and, of `cell` or of all cells, by replicate.
std::vector<double> totals(const Comparison& comparison,
                           const ComparedTable& table,
                           std::size_t arm,
                           std::size_t first,
                           std::size_t last) {
  const std::size_t times = comparison.dates_of(table.yearly).size();
  std::vector<double> sums(comparison.replicates, 0.0);
  for (std::size_t t = 0; t < times; ++t) {
    for (std::size_t cell = first; cell < last; ++cell) {
      const auto values = table.replicates(arm, t, times, cell);
      for (std::size_t r = 0; r < sums.size(); ++r) sums[r] += values[r];
    }
  }
  return sums;
}

/// What a flow counts, without what the head of the table says.
std::string flow_words(const ComparedTable& table) {
  const std::string ending = ", counted over the quarter before";
  std::string words = table.long_name;
  if (words.ends_with(ending)) words.resize(words.size() - ending.size());
  return capitalised(words);
}

/// Whether another flow counts the same moves in other parts.
bool counts_again(const ComparedTable& table) {
  return table.name == "flows_moves_by_round" ||
         table.name == "flows_moves_by_distance";
}

/// How many times as many independent runs would be needed.
std::string saved_words(double reduction) {
  return std::isfinite(reduction) ? fixed(reduction, 1) + "×" : "all alike";
}

std::vector<std::string> flow_row(const Comparison& comparison,
                                  const ComparedTable& table,
                                  const std::string& name,
                                  std::size_t first,
                                  std::size_t last) {
  const std::vector<double> base = totals(comparison, table, 0, first, last);
  std::vector<std::string> row{name, count_interval(mean_interval(base))};
  for (std::size_t c = 0; c < comparison.contrasts(); ++c) {
    auto other = totals(comparison, table, c + 1, first, last);
    for (std::size_t r = 0; r < other.size(); ++r) other[r] -= base[r];
    row.push_back(count_interval(mean_interval(other)));
  }
  return row;
}

Rows group_rows(const Comparison& comparison, const ComparedTable& isolation) {
  Rows rows{{"Group",
             "Residents at the start",
             "Isolation in the baseline (95% interval)"}};
  add_titles(comparison, rows.front());
  for (const std::size_t g : comparison.main_groups) {
    const std::size_t cell = g * (comparison.groups.size() + 1);
    const MeanInterval base = level_of(comparison, isolation, 0, cell);
    rows.push_back(
        {comparison.groups[g].label,
         grouped(static_cast<double>(comparison.groups[g].residents)),
         with_bounds(base.mean, base.low, base.high)});
    for (std::size_t c = 0; c < comparison.contrasts(); ++c) {
      const MeanInterval change = change_of(comparison, isolation, c, cell);
      rows.back().push_back(with_bounds(change.mean, change.low, change.high));
    }
  }
  return rows;
}

/// Flows that are counted by group, as an assessment of equality needs them.
Rows equality_rows(const Comparison& comparison) {
  Rows rows{{"Ethnic group, and what is counted", "Baseline"}};
  add_titles(comparison, rows.front());
  for (const ComparedTable& table : comparison.tables) {
    if (!table.path.starts_with("/flows/") || table.dimensions.empty() ||
        table.dimensions.back() != "group" || table.dimensions.size() != 1) {
      continue;
    }
    for (const std::size_t g : comparison.main_groups) {
      rows.push_back(flow_row(
          comparison,
          table,
          fmt::format("{}: {}", comparison.groups[g].label, flow_words(table)),
          g,
          g + 1));
    }
  }
  return rows;
}

struct Characteristic {
  const char* name;
  const char* words;
};

constexpr std::array<Characteristic, 6> not_covered{{
    {"Disability",
     "Not in the model. Adapted homes and need are not told apart."},
    {"Gender reassignment", "Not in the model."},
    {"Marriage and civil partnership", "Not in the model."},
    {"Pregnancy and maternity", "Not in the model."},
    {"Religion or belief",
     "Not in the model. Religion cuts across ethnic groups; do not read one "
     "from the other."},
    {"Sexual orientation", "Not in the model."},
}};

/// Whether any lever counts whom it reached by a characteristic.
bool counts_reached(const Comparison& comparison, const std::string& by) {
  for (const ComparedArm& arm : comparison.arms) {
    for (const LeverUse& lever : arm.levers) {
      if (!(mean_interval(lever.people).mean > 0)) continue;
      for (const LeverReached& reached : lever.reached) {
        if (reached.by == by) return true;
      }
    }
  }
  return false;
}

/// Everyday isolation by stage of life, of the broad groups.
Rows stage_rows(const Comparison& comparison, const ComparedTable& table) {
  Rows rows{{"Stage of life and group", "Baseline (95% interval)"}};
  add_titles(comparison, rows.front());
  std::vector<std::string> stages;
  std::vector<std::string> groups;
  for (const ComparedScale& scale : comparison.scales) {
    if (scale.name == table.dimensions[0]) stages = scale.labels;
    if (scale.name == table.dimensions[1]) groups = scale.labels;
  }
  for (std::size_t s = 0; s < stages.size(); ++s) {
    for (std::size_t g = 0; g < groups.size(); ++g) {
      const std::size_t cell = s * groups.size() + g;
      const MeanInterval base = level_of(comparison, table, 0, cell);
      rows.push_back(
          {capitalised(label_words(stages[s])) + ", " + label_words(groups[g]),
           with_bounds(base.mean, base.low, base.high)});
      for (std::size_t c = 0; c < comparison.contrasts(); ++c) {
        const MeanInterval change = change_of(comparison, table, c, cell);
        rows.back().push_back(
            with_bounds(change.mean, change.low, change.high));
      }
    }
  }
  return rows;
}

/// What can be said of age and sex: whom levers reach, and whom people of an
/// age meet.
void add_age_and_sex(const Comparison& comparison, Html& page) {
  page.element("h3", "Age");
  const ComparedTable* stages =
      find_table(comparison, "experienced_isolation_by_stage");
  if (counts_reached(comparison, "age_band")) {
    page.raw(
        "<p>Whom each lever reaches by age is under <a href=\"#reached\">"
        "Who was reached</a>.</p>\n");
  }
  if (stages != nullptr && stages->dimensions.size() == 2) {
    page.raw("<details><summary>Whom people of an age meet</summary>\n");
    page.table(
        "Own broad group’s share of everyday places, by stage of life, "
        "on the last date",
        stage_rows(comparison, *stages));
    page.raw("</details>\n");
  } else {
    page.element("p",
                 "The runs keep no results by age. Run the assessment on the "
                 "council’s own data.");
  }
  page.element("h3", "Sex");
  if (counts_reached(comparison, "sex")) {
    page.raw(
        "<p>Whom each lever reaches by sex is under <a href=\"#reached\">"
        "Who was reached</a>. Outcomes are not kept by sex.</p>\n");
  } else {
    page.element("p", "Results are not kept by sex.");
  }
}

/// The lever that a key such as "lever.english.coverage" belongs to, or null.
const LeverUse* lever_of_key(const ComparedArm& arm, const std::string& key) {
  for (const LeverUse& lever : arm.levers) {
    if (key.starts_with("lever." + lever.info.label + '.')) return &lever;
  }
  return nullptr;
}

void add_changes(const Comparison& comparison,
                 std::size_t contrast,
                 const std::vector<ReportParameter>& parameters,
                 Html& page) {
  Rows rows{{"Key", "Baseline", "Scenario", "Grade", "Meaning and source"}};
  for (const SettingChange& change :
       setting_changes(comparison.arms[0], comparison.arms[contrast + 1])) {
    const ReportParameter* row = find_parameter(parameters, change.key);
    if (const LeverUse* lever =
            lever_of_key(comparison.arms[contrast + 1], change.key)) {
      rows.push_back({change.key,
                      change.base.empty() ? "not set" : change.base,
                      change.other.empty() ? "not set" : change.other,
                      lever->info.grade,
                      lever->info.name + ". " + lever->info.source});
      continue;
    }
    rows.push_back(
        {change.key,
         change.base.empty() ? "not set" : change.base,
         change.other.empty() ? "not set" : change.other,
         row == nullptr ? "" : row->grade,
         row == nullptr
             ? ""
             : fmt::format(
                   "{} ({}). {}", row->meaning, row->unit, row->source)});
  }
  const std::string& title = comparison.arms[contrast + 1].title;
  if (rows.size() == 1) {
    page.element("p", title + ": no parameter differs from the baseline.");
  } else {
    page.table("What “" + title + "” changes", rows);
  }
}

void add_statistics(const Comparison& comparison, Html& page) {
  Rows rows{{"Measure and scenario",
             "Bootstrap interval",
             "p, Holm",
             "p of equivalence, Holm",
             "Found 4 times in 5",
             "sd paired / unpaired",
             "Runs saved by pairing"}};
  for (const Measure& measure : comparison.measures) {
    for (std::size_t c = 0; c < comparison.contrasts(); ++c) {
      const PairedResult& result = measure.results[c];
      const int decimals =
          decimals_for(result.bootstrap_low, result.bootstrap_high);
      rows.push_back(
          {fmt::format("{}: {}",
                       comparison.arms[c + 1].title,
                       capitalised(measure.name)),
           fmt::format("{} to {}",
                       fixed(result.bootstrap_low, decimals),
                       fixed(result.bootstrap_high, decimals)),
           fmt::format("{:.2g}", measure.holm_p[c]),
           fmt::format("{:.2g}", measure.holm_equivalence_p[c]),
           fixed(result.detectable, decimals_for(0, result.detectable)),
           fixed(result.sd_ratio, 2),
           saved_words(result.variance_reduction)});
    }
  }
  page.raw("<details><summary>Statistics of every difference</summary>\n");
  page.table("Statistics of the differences", rows);
  page.raw("</details>\n");
}

void add_runs(const Comparison& comparison, Html& page) {
  Rows rows{{"Scenario", "Name", "Seed", "Hash of the scenario", "Commit"}};
  for (const ComparedArm& arm : comparison.arms) {
    rows.push_back({arm.title,
                    arm.name,
                    arm.seed,
                    arm.config_sha256,
                    arm.mingle_version + " " + arm.git_commit});
  }
  page.table("Runs", rows, "hashes");
}

}  // namespace

void add_groups(const Comparison& comparison, Html& page) {
  const ComparedTable* isolation = find_table(comparison, "exposure");
  if (isolation == nullptr) return;
  open_section(page, "groups", "Who is affected");
  page.element("p",
               "Isolation is the group’s own share of the neighbourhood of its "
               "average member. It is given for every large group alike; high "
               "isolation is not in itself a harm, and living near others of "
               "one’s group brings support as well.");
  page.table("Isolation by group, on the last date",
             group_rows(comparison, *isolation));
  page.raw("</section>\n");
}

void add_flows(const Comparison& comparison, Html& page) {
  Rows rows{{"Counted over the whole period", "Baseline"}};
  add_titles(comparison, rows.front());
  for (const ComparedTable& table : comparison.tables) {
    if (!table.path.starts_with("/flows/") || counts_again(table)) continue;
    rows.push_back(
        flow_row(comparison, table, flow_words(table), 0, table.cells));
  }
  if (rows.size() == 1) return;
  open_section(page, "flows", "What moved");
  page.element("p",
               "Means over the replicates with 95% intervals; counts of "
               "households or people as named.");
  page.table("Moves and other events", rows);
  page.raw("</section>\n");
}

void add_evidence(const Comparison& comparison,
                  const std::vector<ReportParameter>& parameters,
                  Html& page) {
  if (comparison.contrasts() == 0) return;
  open_section(page, "evidence", "What would change these conclusions");
  page.element("p",
               comparison.probes.empty()
                   ? "The least evidence that would overturn what is said "
                     "above of the first measure. What is worked out as if the "
                     "response were proportional says so; nothing was run "
                     "again with other numbers."
                   : "The least evidence that would overturn what is said "
                     "above of the first measure. Some numbers were moved, one "
                     "at a time, and the scenarios run again: each such line "
                     "says which. Their intervals are not corrected for their "
                     "number.");
  page.raw("<dl>\n");
  for (std::size_t c = 0; c < comparison.contrasts(); ++c) {
    page.element("dt", comparison.arms[c + 1].title);
    for (const std::string& sentence :
         what_would_change(comparison, c, parameters)) {
      page.element("dd", sentence);
    }
  }
  page.raw("</dl>\n</section>\n");
}

void add_limits(const Comparison& comparison, Html& page) {
  open_section(page, "limits", "How to read this, and how not to");
  page.raw("<ul>\n");
  for (const char* words :
       {"Use differences between scenarios for the whole area. Levels, dates "
        "and single neighbourhoods are not forecasts.",
        "Intervals hold chance in the model only. They leave out doubt about "
        "its rules and parameters, which is larger; see the grades.",
        "Groups are the census’s categories, in people’s own words of "
        "themselves. Nothing here says that a group has one culture or one "
        "wish.",
        "The elasticity of sorting sums up constraint, kin, information, "
        "discrimination and taste. It is not a preference to live apart.",
        "Segregation is not in itself a harm. Read it beside deprivation, the "
        "quality of homes, and whom people meet.",
        "What holds of neighbourhoods need not hold of the people in them.",
        "Do not use this to allocate homes, to single out people, or to call "
        "a neighbourhood a problem."}) {
    page.element("li", words);
  }
  page.raw("</ul>\n");
  page.element(
      "p",
      fmt::format("Households are synthetic, made from published tables. Maps "
                  "leave out shares of fewer than 10 people. A model that "
                  "fits the past decade can be wrong about the next one in "
                  "{}.",
                  area_words(comparison)));
  page.raw("</section>\n");
}

void add_equality(const Comparison& comparison, Html& page) {
  if (comparison.contrasts() == 0) return;
  open_section(page, "equality", "Annex: for an Equality Impact Assessment");
  page.element("p",
               "What the comparison can say of the protected characteristics "
               "of the Equality Act 2010, and what it cannot. It is one input "
               "to an assessment, not the assessment.");
  const Rows rows = equality_rows(comparison);
  page.element("h3", "Race");
  page.element(
      "p",
      "By ethnic group of residents or of the household’s reference "
      "person. Isolation, deprivation of the neighbourhood and who was "
      "reached, by group, are above.");
  if (rows.size() > 1) {
    page.raw("<details><summary>Events by ethnic group</summary>\n");
    page.table("Events by ethnic group, over the whole period", rows);
    page.raw("</details>\n");
  }
  add_age_and_sex(comparison, page);
  page.element("h3", "Other characteristics");
  Rows others{{"Characteristic", "What the comparison says"}};
  for (const Characteristic& one : not_covered) {
    others.push_back({one.name, one.words});
  }
  page.table("Characteristics that the comparison does not cover", others);
  page.raw("</section>\n");
}

void add_methods(const Comparison& comparison,
                 const std::vector<ReportParameter>& parameters,
                 Html& page) {
  open_section(page, "methods", "Appendix: methods");
  page.element(
      "p",
      "Each replicate of a scenario shares seed and random numbers with the "
      "same replicate of the baseline, household by household. A difference "
      "is the mean over the replicates of scenario less baseline, with "
      "Student’s t interval. A direction is named only if the t test holds "
      "after Holm’s correction over all measures of the scenario; “no effect” "
      "only if two one-sided tests, corrected in the same way, place the "
      "difference within the margin.");
  if (comparison.contrasts() > 0) {
    page.element("h3", "What differs");
    for (std::size_t c = 0; c < comparison.contrasts(); ++c) {
      add_changes(comparison, c, parameters, page);
    }
    page.element("p",
                 "Grades: E evidence, W weak evidence, A an assumption that "
                 "should be varied.");
    page.element("h3", "Statistics");
    add_statistics(comparison, page);
  }
  page.element("h3", "Provenance");
  add_runs(comparison, page);
  const ComparedArm& base = comparison.arms.front();
  page.raw("<details><summary>Inputs and notes</summary>\n");
  page.element("pre", base.input_sha256);
  page.element("pre", base.notes);
  page.element("p", "Parameter table: sha256 " + base.parameters_sha256);
  page.raw("</details>\n</section>\n");
}

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// What the levers of the scenarios are, how good the evidence is, whom they
// reach, what they take, and what an effect costs.
#include "comparison/measure_words.h"
#include "comparison/prices.h"
#include "numbers_words.h"
#include "sections.h"
#include "words.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace mingle {
namespace {

bool is_placebo(const LeverUse& lever) {
  return std::all_of(
      lever.effects.begin(), lever.effects.end(), [](const auto& effect) {
        return effect.info.operator_name == "NULL";
      });
}

/// "0.15 in every replicate", "0.06 to 0.21, drawn for each replicate".
std::string size_words(const LeverEffectUse& effect) {
  const auto& values = effect.values;
  if (values.empty() || !std::isfinite(values.front())) {
    return "left as it is";
  }
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  if (*low == *high) return fmt::format("{:.3g} in every replicate", *low);
  return fmt::format("{:.3g} to {:.3g}, drawn for each replicate from {}",
                     *low,
                     *high,
                     effect.info.prior);
}

std::string unit_cost_words(const LeverInfo& info) {
  if (!std::isfinite(info.unit_cost)) {
    return "not known" +
           (info.cost_note.empty() ? "" : " (" + info.cost_note + ")");
  }
  const std::string amount =
      info.unit_cost < 100 ? fixed(info.unit_cost, 2) : grouped(info.unit_cost);
  return fmt::format("£{} for each {}{}",
                     amount,
                     label_words(info.cost_per),
                     info.cost_note.empty() ? "" : "; " + info.cost_note);
}

/// "ENGLISH: chance of rising a level; 0.15 in every replicate (grade E)".
void add_effects(const LeverUse& lever, Html& page) {
  page.raw("<ul class=\"effects\">\n");
  for (const LeverEffectUse& effect : lever.effects) {
    if (size_words(effect) == "left as it is") continue;
    page.raw("<li>")
        .text(capitalised(effect.info.meaning) + ": " + size_words(effect))
        .raw(" ");
    page.element("span", grade_words(effect.info.grade), " class=\"grade\"");
    page.raw("</li>\n");
  }
  page.raw("</ul>\n");
}

void add_lever(const LeverUse& lever, Html& page) {
  const LeverInfo& info = lever.info;
  page.raw("<article class=\"lever\">\n<h4>")
      .text(info.name.empty() ? info.label : info.name)
      .raw(" ");
  page.element("span", grade_words(info.grade), " class=\"grade\"");
  page.raw("</h4>\n");
  page.element("p", info.what);
  if (is_placebo(lever)) {
    page.element("p",
                 "No modelled effect: no mechanism is known. That does not say "
                 "that it has none.",
                 " class=\"remark\"");
  } else if (info.mode == "zero") {
    page.element("p",
                 "Its effects are set to none, for comparison.",
                 " class=\"remark\"");
  } else {
    add_effects(lever, page);
  }
  page.element("p", "Evidence: " + info.evidence, " class=\"remark\"");
  page.element("p", "Source: " + info.source, " class=\"remark\"");
  page.element("p", "Cost: " + unit_cost_words(info), " class=\"remark\"");
  if (!info.legal_note.empty()) {
    page.element("p", "Law: " + info.legal_note, " class=\"remark\"");
  }
  page.raw("</article>\n");
}

std::string price_words(const Comparison& comparison,
                        const Measure& measure,
                        std::size_t contrast) {
  const RatioResult price = price_of_effect(comparison, measure, contrast);
  if (!std::isfinite(price.ratio)) return "not known";
  const bool share = is_share(comparison.tables[measure.table]);
  return fmt::format(
      "£{} (£{} to £{}) for each {} {}",
      grouped(price.ratio),
      grouped(price.low),
      grouped(price.high),
      share ? "0.01" : "1",
      measure.verdicts[contrast] == Verdict::lower ? "lower" : "higher");
}

Rows use_rows(const Comparison& comparison) {
  Rows rows{{"Scenario and lever",
             "People reached (95% interval)",
             "Their hours (95% interval)",
             "Cost (95% interval)"}};
  for (const ComparedArm& arm : comparison.arms) {
    for (const LeverUse& lever : arm.levers) {
      const bool persons =
          lever.info.reaches == "persons" || lever.info.reaches.empty();
      rows.push_back({arm.title + ": " + lever.info.label,
                      persons ? amount_interval(lever.people, "")
                              : "acts on " + lever.info.reaches,
                      persons ? amount_interval(lever.hours, "") : "–",
                      amount_interval(lever.cost, "£")});
    }
  }
  return rows;
}

/// Prices of whatever moved; a scenario that moves nothing has one row.
Rows price_rows(const Comparison& comparison) {
  Rows rows{{"Scenario and outcome",
             "Cost of the scenario (95% interval)",
             "Difference (95% interval)",
             "Cost of the effect (95% interval)"}};
  for (std::size_t c = 0; c < comparison.contrasts(); ++c) {
    const ComparedArm& arm = comparison.arms[c + 1];
    if (arm.levers.empty()) continue;
    const std::string cost = amount_interval(whole_cost(arm), "£");
    std::size_t shown = 0;
    for (const Measure& measure : comparison.measures) {
      const Verdict verdict = measure.verdicts[c];
      if (verdict != Verdict::lower && verdict != Verdict::higher) continue;
      const PairedResult& result = measure.results[c];
      rows.push_back({arm.title + ": " + measure.name,
                      cost,
                      with_bounds(result.difference, result.low, result.high),
                      price_words(comparison, measure, c)});
      ++shown;
    }
    if (shown > 0) continue;
    rows.push_back({arm.title + ": no outcome",
                    cost,
                    "none is clear",
                    "no effect is shown, so no price of one"});
  }
  return rows;
}

const char* characteristic_words(const std::string& by) {
  if (by == "group") return "Ethnic group";
  if (by == "age_band") return "Age";
  if (by == "sex") return "Sex";
  return "Deprivation fifth of the neighbourhood";
}

std::string share_words(const std::vector<double>& part,
                        const std::vector<double>& whole) {
  std::vector<double> shares;
  for (std::size_t r = 0; r < part.size(); ++r) {
    if (whole[r] > 0) shares.push_back(100 * part[r] / whole[r]);
  }
  if (shares.size() < part.size() || shares.empty()) return "–";
  const MeanInterval interval = mean_interval(shares);
  return with_bounds(interval.mean, interval.low, interval.high);
}

constexpr double smallest_reached = 10;

void add_reached(const Comparison& comparison, Html& page) {
  Rows rows{{"Lever and who",
             "People reached (95% interval)",
             "Percent of all it reached (95% interval)"}};
  for (const ComparedArm& arm : comparison.arms) {
    for (const LeverUse& lever : arm.levers) {
      if (!(mean_interval(lever.people).mean > 0)) continue;
      for (const LeverReached& reached : lever.reached) {
        for (std::size_t i = 0; i < reached.labels.size(); ++i) {
          // Few people in the mean of replicates are left out, as on maps.
          const double mean = mean_interval(reached.people[i]).mean;
          if (!(mean >= smallest_reached)) continue;
          rows.push_back({fmt::format("{}: {}, {}",
                                      lever.info.label,
                                      characteristic_words(reached.by),
                                      label_words(reached.labels[i])),
                          amount_interval(reached.people[i], ""),
                          share_words(reached.people[i], lever.people)});
        }
      }
    }
  }
  if (rows.size() == 1) return;
  page.raw("<details id=\"reached\"><summary>Who was reached</summary>\n");
  page.element("p",
               "People are counted each time that they are reached. Groups of "
               "fewer than 10 are left out.",
               " class=\"remark\"");
  page.table("People reached over the whole period", rows);
  page.raw("</details>\n");
}

}  // namespace

std::string lever_grades(const ComparedArm& arm) {
  std::string text;
  for (const LeverUse& lever : arm.levers) {
    if (lever.info.grade.empty()) continue;
    text += text.empty() ? "" : "; ";
    text += fmt::format("{} – {}",
                        lever.info.name,
                        is_placebo(lever) ? "no modelled effect"
                                          : grade_words(lever.info.grade));
  }
  return text;
}

void add_levers(const Comparison& comparison, Html& page) {
  const Rows uses = use_rows(comparison);
  if (uses.size() == 1) return;
  open_section(page, "levers", "What is done, and what it costs");
  page.element("p",
               "What each scenario adds, how good the evidence for it is, whom "
               "it reaches over the whole period and what it takes. Numbers "
               "are means over the replicates. A cost that no source gives is "
               "not known, which is not the same as nothing.");
  for (const ComparedArm& arm : comparison.arms) {
    if (arm.levers.empty()) continue;
    page.element("h3", arm.title);
    page.raw("<div class=\"levers\">\n");
    for (const LeverUse& lever : arm.levers) add_lever(lever, page);
    page.raw("</div>\n");
  }
  page.element("p",
               "Grades: E evidence (a trial, a natural experiment, official "
               "figures), W weak evidence, A an assumption. A grade is that of "
               "the size put in, not of what the model makes of it.",
               " class=\"remark\"");
  page.table("What each lever takes", uses);
  const Rows prices = price_rows(comparison);
  if (prices.size() > 1) {
    page.element("p",
                 "A price is given only where a direction is shown beyond "
                 "chance. Prices of one scenario are not to be added up: the "
                 "same money buys all of its effects.",
                 " class=\"remark\"");
    page.table("What an effect costs", prices);
  }
  add_reached(comparison, page);
  page.raw("</section>\n");
}

}  // namespace mingle

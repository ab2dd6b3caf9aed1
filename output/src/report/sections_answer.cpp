// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// What a reader of two minutes sees.
#include "numbers_words.h"
#include "sections.h"
#include "settings.h"
#include "words.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace mingle {
namespace {

constexpr std::size_t enough_replicates = 20;

/// Outcomes whose charts are not folded away.
constexpr std::size_t charts_open = 8;

/// The leading measures, then those that some scenario moves, then the rest.
std::vector<std::size_t> charts_order(const Comparison& comparison) {
  constexpr std::size_t leading = 2;
  std::vector<std::size_t> order;
  for (std::size_t m = 0; m < comparison.measures.size(); ++m) {
    order.push_back(m);
  }
  const auto moved = [&comparison](std::size_t m) {
    const auto& verdicts = comparison.measures[m].verdicts;
    return std::any_of(verdicts.begin(), verdicts.end(), [](Verdict verdict) {
      return verdict == Verdict::lower || verdict == Verdict::higher;
    });
  };
  if (order.size() > leading) {
    std::stable_partition(order.begin() + leading, order.end(), moved);
  }
  return order;
}

std::string year_of(const std::string& date) {
  return date.substr(0, 4);
}

void banner(Html& page, const char* kind, const std::string& text) {
  page.raw(fmt::format("<p class=\"banner {}\" role=\"note\">", kind))
      .text(text)
      .raw("</p>\n");
}

/// Rules by group or on where people may live: not options, but mechanisms.
void add_legal_banners(const Comparison& comparison, Html& page) {
  for (const ComparedArm& arm : comparison.arms) {
    if (arm.banner.empty()) continue;
    banner(page, "stop", arm.title + ". " + arm.banner);
  }
}

bool says_slightly(const Comparison& comparison) {
  for (std::size_t c = 0; c < comparison.contrasts(); ++c) {
    for (const Measure& measure : comparison.measures) {
      if (verdict_words(measure, c).starts_with("Slightly")) return true;
    }
  }
  return false;
}

void add_card(const Comparison& comparison, std::size_t c, Html& page) {
  const Measure& lead = comparison.measures.front();
  const std::string kind{name_of(lead.verdicts[c])};
  page.raw(fmt::format("<article class=\"card {}\">\n", kind));
  page.element("h3", comparison.arms[c + 1].title);
  page.element("p", verdict_words(lead, c), " class=\"verdict\"");
  page.element("p", difference_words(comparison, lead, c), " class=\"lead\"");
  const std::vector<std::string> clear = clear_words(comparison, c);
  if (!clear.empty()) {
    page.raw("<ul class=\"clear\">\n");
    for (const std::string& sentence : clear) page.element("li", sentence);
    page.raw("</ul>\n");
  }
  page.element("p", count_words(comparison, c), " class=\"counts\"");
  const std::string grades = lever_grades(comparison.arms[c + 1]);
  if (!grades.empty()) {
    page.element("p", "Evidence: " + grades + '.', " class=\"counts\"");
  }
  page.raw("</article>\n");
}

std::vector<std::vector<std::string>> glance_rows(
    const Comparison& comparison) {
  std::vector<std::vector<std::string>> rows{{"Measure",
                                              "Scenario",
                                              "Baseline (95% interval)",
                                              "Scenario’s level (95% interval)",
                                              "Difference (95% interval)",
                                              "Said"}};
  for (const Measure& measure : comparison.measures) {
    for (std::size_t c = 0; c < comparison.contrasts(); ++c) {
      const PairedResult& result = measure.results[c];
      const MeanInterval& base = measure.levels[0].back();
      const MeanInterval& other = measure.levels[c + 1].back();
      rows.push_back({capitalised(measure.name),
                      comparison.arms[c + 1].title,
                      with_bounds(base.mean, base.low, base.high),
                      with_bounds(other.mean, other.low, other.high),
                      with_bounds(result.difference, result.low, result.high),
                      verdict_words(measure, c)});
    }
  }
  return rows;
}

std::vector<std::vector<std::string>> level_rows(const Comparison& comparison) {
  std::vector<std::vector<std::string>> rows{
      {"Measure",
       date_words(comparison.dates.front()),
       date_words(comparison.dates.back())}};
  for (const Measure& measure : comparison.measures) {
    const MeanInterval& start = measure.levels[0].front();
    const MeanInterval& end = measure.levels[0].back();
    rows.push_back({capitalised(measure.name),
                    with_bounds(start.mean, start.low, start.high),
                    with_bounds(end.mean, end.low, end.high)});
  }
  return rows;
}

}  // namespace

std::string area_words(const Comparison& comparison) {
  const ComparedArm& base = comparison.arms.front();
  return base.area_name.empty() ? "the area" : base.area_name;
}

void add_head(const Comparison& comparison, Html& page) {
  const std::string year = year_of(comparison.dates.back());
  page.raw("<header class=\"top\">\n<p class=\"brand\">mingle</p>\n");
  if (comparison.contrasts() > 0) {
    page.element(
        "h1",
        fmt::format(
            "What would differ in {} by {}?", area_words(comparison), year));
    page.raw("<p class=\"sub\">Compared with the baseline, <b>")
        .text(comparison.arms.front().title)
        .raw("</b></p>\n");
  } else {
    page.element("h1", comparison.arms.front().title);
    page.element("p",
                 fmt::format("{}, simulated to {}",
                             area_words(comparison),
                             date_words(comparison.dates.back())),
                 " class=\"sub\"");
  }
  page.element(
      "p",
      fmt::format("{} to {} · {} replicate{} of each scenario, which share "
                  "their luck · modelled, not observed · mingle {}",
                  date_words(comparison.dates.front()),
                  date_words(comparison.dates.back()),
                  comparison.replicates,
                  comparison.replicates == 1 ? "" : "s",
                  comparison.arms.front().mingle_version),
      " class=\"meta\"");
  page.raw("</header>\n");
}

void add_banners(const Comparison& comparison, Html& page) {
  if (comparison.arms.front().stylised) {
    banner(
        page,
        "note",
        "A stylised area: its totals are those of the census, its "
        "neighbourhoods are invented. Good for learning, not for decisions.");
  }
  if (comparison.replicates < enough_replicates) {
    banner(page,
           "note",
           fmt::format("Only {} replicate{}: intervals are wide or missing. "
                       "Take at least {} before anyone relies on this page.",
                       comparison.replicates,
                       comparison.replicates == 1 ? "" : "s",
                       enough_replicates));
  }
  add_legal_banners(comparison, page);
}

void add_answer(const Comparison& comparison, Html& page) {
  if (comparison.measures.empty() || comparison.contrasts() == 0) return;
  open_section(page, "answer", "The answer");
  page.element("p",
               capitalised(comparison.measures.front().name) + ". " +
                   comparison.measures.front().about,
               " class=\"about\"");
  page.raw("<div class=\"cards\">\n");
  for (std::size_t c = 0; c < comparison.contrasts(); ++c) {
    add_card(comparison, c, page);
  }
  page.raw("</div>\n");
  if (says_slightly(comparison)) {
    page.element(
        "p",
        fmt::format("“Slightly” is said of a difference that is beyond chance "
                    "but shown to be within ±{}, practically none.",
                    comparison.margin),
        " class=\"remark\"");
  }
  const std::vector<std::string> order = order_words(comparison);
  if (!order.empty()) {
    page.raw(
        "<details class=\"order\"><summary>Are the scenarios different "
        "from one another?</summary><ul>\n");
    for (const std::string& sentence : order) page.element("li", sentence);
    page.raw("</ul></details>\n");
  }
  page.raw("</section>\n");
}

void add_glance(const Comparison& comparison, Html& page) {
  if (comparison.measures.empty()) return;
  if (comparison.contrasts() == 0) {
    open_section(page, "glance", "At a glance");
    page.table("Indices at the start and at the end", level_rows(comparison));
    page.raw("</section>\n");
    return;
  }
  open_section(page, "glance", "All outcomes at a glance");
  page.element(
      "p",
      fmt::format("Difference from the baseline on {}. A bar that crosses the "
                  "line in the middle shows no clear difference; the grey band "
                  "is ±{}, practically none.",
                  date_words(comparison.dates.back()),
                  comparison.margin));
  page.raw("<figure class=\"chart\" data-chart=\"glance\"></figure>\n");
  page.raw(
      "<details class=\"repeat\"><summary>The same as a table</summary>\n");
  page.table("Every measure on the last date", glance_rows(comparison));
  page.raw("</details>\n</section>\n");
}

void add_outcomes(const Comparison& comparison, Html& page) {
  if (comparison.measures.empty()) return;
  open_section(page, "outcomes", "Outcomes over time");
  page.element("p",
               "Lines are means over the replicates; bands are 95% intervals "
               "of the mean. They show how sure the average of the model is, "
               "not how sure the model is of the world.");
  page.raw("<div class=\"charts\">\n");
  const std::vector<std::size_t> order = charts_order(comparison);
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i == charts_open) {
      page.raw("</div>\n<details class=\"more\"><summary>");
      page.text(fmt::format("{} more outcomes", order.size() - i));
      page.raw("</summary>\n<div class=\"charts\">\n");
    }
    const std::size_t m = order[i];
    page.raw(fmt::format(
        "<figure class=\"chart\" data-chart=\"measure\" data-row=\"{}\">"
        "</figure>\n",
        m));
  }
  page.raw(order.size() > charts_open ? "</div>\n</details>\n</section>\n"
                                      : "</div>\n</section>\n");
}

void add_map(const Comparison& comparison, Html& page) {
  open_section(page, "map", "Where it changes");
  const std::string start = comparison.arms.front().stylised
                                ? "at the start, as invented"
                                : "at the start, from the census";
  if (comparison.contrasts() == 0) {
    page.element("p",
                 "Share of a group by neighbourhood: " + start +
                     ", and at the end, the mean over the replicates.");
  } else {
    page.element("p",
                 "Share of a group by neighbourhood: " + start +
                     "; at the end under the scenario, the mean over the "
                     "replicates; and the difference from the baseline. A "
                     "difference whose 95% interval holds 0 is left grey. The "
                     "model forecasts no single neighbourhood: read the "
                     "pattern.");
  }
  page.raw("<div data-chart=\"map\"></div>\n</section>\n");
}

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "html.h"
#include "page_data.h"
#include "part_file.h"
#include "sections.h"
#include "words.h"

#include <array>
#include <embedded/report_script.h>
#include <embedded/report_style.h>

#include <mingle/output/report.h>

namespace mingle {
namespace {

struct Place {
  const char* id;
  const char* title;
};
constexpr std::array<Place, 13> places{{{"answer", "The answer"},
                                        {"glance", "At a glance"},
                                        {"outcomes", "Over time"},
                                        {"map", "Map"},
                                        {"deprivation", "Deprivation"},
                                        {"causes", "Causes"},
                                        {"levers", "Levers and cost"},
                                        {"scorecard", "Scorecard"},
                                        {"groups", "Who"},
                                        {"evidence", "What would change it"},
                                        {"limits", "How to read it"},
                                        {"equality", "Equality"},
                                        {"methods", "Methods"}}};

/// Links to those sections that are there.
void add_contents(const std::string& body, Html& page) {
  page.raw("<nav aria-label=\"Contents\"><ul>\n");
  for (const Place& place : places) {
    const std::string mark = std::string{"<section id=\""} + place.id + '"';
    if (body.find(mark) == std::string::npos) continue;
    page.raw("<li><a href=\"#").raw(place.id).raw("\">");
    page.text(place.title).raw("</a></li>\n");
  }
  page.raw("</ul></nav>\n");
}

/// Nothing may be fetched or sent, whatever a text says.
constexpr std::string_view policy =
    "default-src 'none'; script-src 'unsafe-inline'; style-src "
    "'unsafe-inline'; img-src data: blob:";

}  // namespace

void write_report(const std::filesystem::path& file,
                  const Comparison& comparison,
                  const std::vector<ReportParameter>& parameters) {
  Html body;
  add_banners(comparison, body);
  add_answer(comparison, body);
  add_glance(comparison, body);
  add_outcomes(comparison, body);
  add_map(comparison, body);
  add_deprivation(comparison, body);
  add_causes(comparison, body);
  add_levers(comparison, body);
  add_scorecard(comparison, body);
  add_groups(comparison, body);
  add_flows(comparison, body);
  add_evidence(comparison, parameters, body);
  add_limits(comparison, body);
  add_equality(comparison, body);
  add_methods(comparison, parameters, body);

  Html page;
  page.raw(
          "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n"
          "<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, "
          "initial-scale=1\">\n"
          "<meta name=\"color-scheme\" content=\"light dark\">\n"
          "<meta http-equiv=\"Content-Security-Policy\" content=\"")
      .raw(policy)
      .raw("\">\n");
  page.element("title",
               comparison.arms.front().title + " – " + area_words(comparison));
  page.raw("<style>\n").raw(embedded::report_style).raw("</style>\n</head>\n");
  page.raw(
      "<body>\n<a class=\"skip\" href=\"#main\">Skip to the content</a>\n");
  add_head(comparison, page);
  add_contents(body.markup(), page);
  page.raw("<main id=\"main\">\n").raw(body.markup()).raw("</main>\n<footer>");
  page.element("p", comparison.arms.front().licence);
  page.element("p",
               "Made by mingle " + comparison.arms.front().mingle_version +
                   ". The numbers are in comparison.h5 and in the run.h5 of "
                   "each scenario.");
  page.raw("</footer>\n<script type=\"application/json\" id=\"data\">")
      .raw(script_safe(page_data(comparison)))
      .raw("</script>\n<script>")
      .raw(embedded::report_script)
      .raw("</script>\n</body>\n</html>\n");
  write_text_file(file, page.markup());
}

std::string answer_words(const Comparison& comparison, std::size_t contrast) {
  if (comparison.measures.empty()) return "no index was recorded.";
  return difference_words(comparison, comparison.measures.front(), contrast);
}

}  // namespace mingle

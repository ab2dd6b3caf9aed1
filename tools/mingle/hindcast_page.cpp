// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "hindcast_study.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace mingle::tool {

using namespace hindcast;

namespace {

std::string told(const ScoredForecast& forecast) {
  return forecast.zone_totals ? "groups, zones" : "groups";
}

const ScoredForecast& named(const HindcastResults& results, const char* name) {
  return *std::find_if(
      results.forecasts.begin(),
      results.forecasts.end(),
      [name](const ScoredForecast& each) { return each.name == name; });
}

std::string pooled_table(const HindcastResults& results, std::size_t pair) {
  const GroupPair& groups = results.pairs[pair];
  const std::string& first = results.panel.groups[groups.a];
  const std::string& second = results.panel.groups[groups.b];
  const PooledScore any = pooled(results.forecasts.front(),
                                 results.observed,
                                 results.eligible[pair],
                                 pair);
  std::string text = fmt::format(
      "\n## D of {} and {}, {} authorities\n\n"
      "Those with at least 30 zones and more than 5% of each at the start.\n\n"
      "| forecast | told | RMSE | bias | CRPS | interval score | in 90% |\n"
      "| --- | --- | ---: | ---: | ---: | ---: | ---: |\n",
      first,
      second,
      any.authorities);
  for (const ScoredForecast& each : results.forecasts) {
    const PooledScore score =
        pooled(each, results.observed, results.eligible[pair], pair);
    text += fmt::format(
        "| {}: {} | {} | {:.4f} | {:+.4f} | {:.4f} | {:.4f} | {:.0f}% |\n",
        each.name,
        each.words,
        told(each),
        score.rmse,
        score.bias,
        score.crps,
        score.interval,
        100 * score.coverage);
  }
  return text;
}

std::string skill_table(const HindcastResults& results) {
  std::string text = fmt::format(
      "\n## Zone shares, all {} authorities\n\n"
      "Skill against N1 (against N4 where zone totals are told): 1 is perfect, "
      "0 no\nbetter than the null model.\n\n| forecast |",
      results.panel.authorities.size());
  std::string rule = "\n| --- |";
  for (const std::string& group : results.panel.groups) {
    text += ' ' + group + " |";
    rule += " ---: |";
  }
  text += rule + '\n';
  for (const ScoredForecast& each : results.forecasts) {
    const ScoredForecast& null = named(results, each.zone_totals ? "n4" : "n1");
    text += fmt::format("| {} |", each.name);
    for (std::size_t g = 0; g < results.panel.group_count(); ++g) {
      text +=
          fmt::format(" {:.3f} |", pooled_skill(results.panel, each, null, g));
    }
    text += '\n';
  }
  return text;
}

std::string authority_table(const HindcastResults& results, std::size_t a) {
  const PanelAuthority& place = results.panel.authorities[a];
  std::string text = fmt::format(
      "\n## {} ({} zones)\n\n| forecast | told | "
      "misallocated |",
      place.name,
      place.size());
  std::string rule = "\n| --- | --- | ---: |";
  for (const GroupPair& pair : results.pairs) {
    const std::string& name = results.panel.groups[pair.b];
    text += fmt::format(" D {0} | 90% | skill {0} |", name);
    rule += " ---: | ---: | ---: |";
  }
  text += rule + "\n| observed | | |";
  for (std::size_t p = 0; p < results.pairs.size(); ++p) {
    text += fmt::format(" {:.3f} (was {:.3f}) | | |",
                        results.observed[a].d[p],
                        results.observed[a].d_before[p]);
  }
  text += '\n';
  for (const ScoredForecast& each : results.forecasts) {
    const AuthorityScore& score = each.scores[a];
    const ScoredForecast& null = named(results, each.zone_totals ? "n4" : "n1");
    text += fmt::format(
        "| {} | {} | {:.3f} |", each.name, told(each), score.misallocation);
    for (std::size_t p = 0; p < results.pairs.size(); ++p) {
      const std::size_t g = results.pairs[p].b;
      text +=
          fmt::format(" {:.3f} | {:.3f} to {:.3f} | {:.2f} |",
                      score.d[p],
                      score.interval[p].low,
                      score.interval[p].high,
                      skill(score.share_mse[g], null.scores[a].share_mse[g]));
    }
    text += '\n';
  }
  return text;
}

}  // namespace

std::string hindcast_page(const HindcastStudy& study,
                          const TwinStudy& twin,
                          const HindcastResults& results) {
  std::string text = fmt::format(
      "# Hindcast: {}\n\n{} zones of {} authorities, from {} to {}. ",
      study.title,
      results.panel.zone_count(),
      results.panel.authorities.size(),
      study.before_year,
      study.after_year);
  text +=
      "Every forecast is told each group's later total in an authority; "
      "`groups, zones` also each zone's later size. Regression and twin are "
      "fitted on other authorities than the one scored.\n";
  for (const CovariateChoice& each : study.covariates) {
    if (each.after_start) {
      text += fmt::format(
          "\nCovariate `{}` describes a time after the start: leakage.\n",
          each.name);
    }
  }
  for (const std::string& note : twin.notes) text += "\n- " + note;
  text += '\n';
  for (std::size_t p = 0; p < results.pairs.size(); ++p) {
    text += pooled_table(results, p);
  }
  text += skill_table(results);
  for (const std::string& code : study.show) {
    if (const auto a = results.panel.authority(code)) {
      text += authority_table(results, *a);
    }
  }
  return text;
}

}  // namespace mingle::tool

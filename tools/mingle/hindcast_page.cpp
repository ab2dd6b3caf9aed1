// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "hindcast_momentum.h"
#include "hindcast_study.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include <mingle/scenarios/engine_hindcast.h>

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
    if (!each.covers_all()) continue;
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
    if (!each.covers_all()) continue;
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
    if (!each.covers(a)) continue;
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

/// Root mean square error of D over some authorities.
double rmse_over(const HindcastResults& results,
                 const ScoredForecast& forecast,
                 const std::vector<std::size_t>& places,
                 std::size_t pair) {
  double squares = 0;
  for (const std::size_t a : places) {
    const double error =
        forecast.scores[a].d[pair] - results.observed[a].d[pair];
    squares += error * error;
  }
  return std::sqrt(squares / static_cast<double>(places.size()));
}

/// Skill over some authorities together, weighted by people.
double skill_over(const Panel& panel,
                  const ScoredForecast& scored,
                  const ScoredForecast& null,
                  const std::vector<std::size_t>& places,
                  std::size_t group) {
  double mse = 0;
  double mse_null = 0;
  for (const std::size_t a : places) {
    const double people = panel.after_of(panel.authorities[a]).total();
    mse += people * scored.scores[a].share_mse[group];
    mse_null += people * null.scores[a].share_mse[group];
  }
  return skill(mse, mse_null);
}

/// Skill of the engine's shares as it is, and without the chance that few
/// replicates leave in their mean.
std::string chance_table(const HindcastResults& results) {
  if (results.engine_maps.empty()) return "";
  const ScoredForecast& null = named(results, "n1");
  const ScoredForecast& engine = named(results, "engine");
  std::string text =
      "\nSkill of the engine's zone shares against n1, and what very many "
      "replicates would\nhave (less the chance that few leave in their mean):"
      "\n\n| group | these replicates | very many |\n| --- | ---: | ---: |\n";
  for (std::size_t g = 0; g < results.panel.group_count(); ++g) {
    double seen = 0;
    double chance = 0;
    double without = 0;
    for (const EngineMap& each : results.engine_maps) {
      const std::size_t a = each.authority;
      const double people =
          results.panel.after_of(results.panel.authorities[a]).total();
      seen += people * engine.scores[a].share_mse[g];
      chance += people * each.chance[g];
      without += people * null.scores[a].share_mse[g];
    }
    text += fmt::format("| {} | {:.3f} | {:.3f} |\n",
                        results.panel.groups[g],
                        skill(seen, without),
                        skill(seen - chance, without));
  }
  return text;
}

/// The engine's mean of D with and without the twin as control.
std::string control_table(const HindcastResults& results) {
  if (results.engine_controls.empty()) return "";
  std::string text =
      "\nThe engine's mean of D, plain and with the twin at the same draws as "
      "control\n(`gain`: how many times more plain replicates would do the "
      "same; below 1 the\ncontrol does harm).\n\n| authority | pair | plain "
      "| s.e. | controlled | s.e. | correlation | gain |\n"
      "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n";
  for (const EngineControl& each : results.engine_controls) {
    const GroupPair& pair = results.pairs[each.pair];
    text += fmt::format(
        "| {} | {}, {} | {:.4f} | {:.4f} | {:.4f} | {:.4f} | {:.2f} | {:.1f} "
        "|\n",
        results.panel.authorities[each.authority].name,
        results.panel.groups[pair.a],
        results.panel.groups[pair.b],
        each.mean.plain,
        each.mean.plain_error,
        each.mean.controlled,
        each.mean.controlled_error,
        each.mean.correlation,
        each.mean.gain);
  }
  return text;
}

/// How often households moved, against the rates that they were given.
std::string moves_table(const HindcastResults& results) {
  if (results.engine_moves.empty()) return "";
  std::string text =
      "\nMoves into homes a year per household, simulated (and by the rates "
      "that the run\nwas given); **bold** where more than a tenth off, which "
      "misses the mark.\n\n| authority |";
  std::string rule = "\n| --- |";
  for (const auto& each : housing::rates_of(results.engine_moves[0].moves)) {
    text += ' ' + each.name + " |";
    rule += " ---: |";
  }
  text += rule + '\n';
  std::size_t met = 0;
  std::size_t all = 0;
  for (const EngineMoves& place : results.engine_moves) {
    text += "| " + results.panel.authorities[place.authority].name + " |";
    for (const auto& each : housing::rates_of(place.moves)) {
      const char* mark = each.met() ? "" : "**";
      text += fmt::format(
          " {0}{1:.3f}{0} ({2:.3f}) |", mark, each.seen, each.survey);
      met += each.met() ? 1U : 0U;
      ++all;
    }
    text += '\n';
  }
  return text + fmt::format("\n{} of {} rates within a tenth.\n", met, all);
}

/// What the engine was told, and all forecasts where it was run.
std::string engine_section(const HindcastStudy& study,
                           const HindcastResults& results) {
  if (results.engine_notes.empty()) return "";
  std::vector<std::size_t> places;
  for (std::size_t a = 0; a < results.panel.authorities.size(); ++a) {
    if (results.forecasts.back().covers(a)) places.push_back(a);
  }
  std::string text = fmt::format(
      "\n## The engine, {} {}\n\n{} replicates of the full housing "
      "system. It knows more of the later census than the other forecasts "
      "(leakage):\n\n",
      places.size(),
      places.size() == 1 ? "authority" : "authorities",
      study.engine.replicates);
  for (const std::string& words : EngineHindcast::leakage()) {
    text += "- " + words + '\n';
  }
  text += study.engine.twin_appeal
              ? "- appeal of zones and its uncertainty from the twin, fitted "
                "without the fold of the authority: such that trial runs end "
                "with the twin's map\n"
              : "- no appeal of zones\n";
  for (const std::string& note : results.engine_notes) {
    text += "- " + note + '\n';
  }
  text += "\n| forecast, these authorities only | told |";
  std::string rule = "\n| --- | --- |";
  for (const GroupPair& pair : results.pairs) {
    text += fmt::format(" RMSE of D {0} | skill {0} |",
                        results.panel.groups[pair.b]);
    rule += " ---: | ---: |";
  }
  text += rule + '\n';
  for (const ScoredForecast& each : results.forecasts) {
    const ScoredForecast& null = named(results, each.zone_totals ? "n4" : "n1");
    text += fmt::format("| {} | {} |", each.name, told(each));
    for (std::size_t p = 0; p < results.pairs.size(); ++p) {
      const std::size_t group = results.pairs[p].b;
      text += fmt::format(" {:.4f} | {:.3f} |",
                          rmse_over(results, each, places, p),
                          skill_over(results.panel, each, null, places, group));
    }
    text += '\n';
  }
  return text + chance_table(results) + control_table(results) +
         moves_table(results);
}

/// Authorities with a table of their own, in the order of the study.
std::vector<std::string> shown(const HindcastStudy& study) {
  std::vector<std::string> codes = study.show;
  for (const std::string& code : study.engine.authorities) {
    if (std::find(codes.begin(), codes.end(), code) == codes.end()) {
      codes.push_back(code);
    }
  }
  return codes;
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
  text += skill_table(results) + momentum_table(results, study.earliest.year) +
          engine_section(study, results);
  for (const std::string& code : shown(study)) {
    if (const auto a = results.panel.authority(code)) {
      text += authority_table(results, *a);
    }
  }
  return text;
}

}  // namespace mingle::tool

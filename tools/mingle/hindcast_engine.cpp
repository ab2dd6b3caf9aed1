// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "hindcast_engine.h"

#include <algorithm>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/scenarios/suggest.h>

namespace mingle::tool {

using namespace hindcast;

void choose_engine(HindcastStudy& study,
                   const std::vector<std::string>& codes) {
  if (codes.empty()) return;
  if (study.engine.scenario.empty()) {
    throw UsageError{"--engine needs a section [engine] in the study file",
                     "It names a scenario and the earlier tenure: see "
                     "docs/methods/validation.md"};
  }
  study.engine.authorities = codes;
}

std::vector<std::size_t> engine_places(const HindcastStudy& study,
                                       const Panel& panel) {
  std::vector<std::string> codes;
  for (const PanelAuthority& each : panel.authorities) {
    codes.push_back(each.code);
  }
  std::vector<std::size_t> places;
  for (const std::string& code : study.engine.authorities) {
    const auto place = panel.authority(code);
    if (!place) {
      throw ConfigError{
          {{"",
            0,
            0,
            "engine.authorities",
            fmt::format("'{}' has not the counts of both censuses", code),
            suggestion(code, codes, "authorities")}}};
    }
    places.push_back(*place);
  }
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  return places;
}

EngineGuide make_engine_guide(const TwinStudy& twin,
                              std::size_t authority,
                              const std::vector<double>& parameters,
                              const TwinSpread& spread,
                              const HindcastStudy& study) {
  const Twin model{twin.layout, twin.settings};
  const TwinArea& area = twin.areas[authority];
  const auto setting = [&](const std::vector<double>& values,
                           const TwinEffects& effects) {
    return EngineGuide::Setting{model.alphas(area, values, effects),
                                model.pulls(area, values, effects)};
  };
  EngineGuide guide;
  guide.usual = setting(parameters, {});
  guide.after = model.years(area, parameters).at(1);
  guide.rates = model.newcomer_rates(area, parameters);
  for (int r = 0; r < study.engine.replicates; ++r) {
    const TwinDraw draw = draw_twin(
        area, parameters, spread, static_cast<std::size_t>(r), study.seed);
    guide.drawn.push_back(setting(draw.parameters, draw.effects));
  }
  return guide;
}

std::string engine_note(const Panel& panel,
                        std::size_t authority,
                        const EngineGuide* guide,
                        const EngineForecast& made) {
  std::string text = panel.authorities[authority].name + ':';
  if (guide != nullptr && made.match) {
    const AppealMatch& match = *made.match;
    for (std::size_t g = 0; g < match.alphas.size(); ++g) {
      text += fmt::format(
          "{} {} alpha {:.2f}{} (twin {:.2f}; newcomers a year {:.1f}%, twin "
          "{:.1f}%; rate x (1 - alpha) {:.4f}; response {:.2f})",
          g == 0 ? "" : ",",
          panel.groups[g],
          match.alphas[g].alpha,
          match.alphas[g].cut ? " CUT TO ITS RANGE" : "",
          guide->usual.alphas[g],
          100 * match.chose[g],
          100 * guide->rates[g],
          guide->rates[g] * (1 - guide->usual.alphas[g]),
          match.response[g]);
    }
    text += "; newcomers of the first year in another zone than the twin's";
    for (std::size_t i = 0; i < match.misplaced.size(); ++i) {
      text += fmt::format(
          "{} {:.1f}%", i == 0 ? "" : " then", 100 * match.misplaced[i]);
    }
  }
  for (const std::string& note : made.notes) text += "; " + note;
  return text;
}

ControlledMean control_by_twin(const GroupPair& pair,
                               const std::vector<PeopleTable>& twin,
                               const std::vector<PeopleTable>& engine) {
  std::vector<double> values;
  std::vector<double> controls;
  double mean = 0;
  for (std::size_t m = 0; m < twin.size(); ++m) {
    const double d = dissimilarity_of(twin[m], pair.a, pair.b);
    mean += d / static_cast<double>(twin.size());
    if (m < engine.size()) controls.push_back(d);
  }
  for (std::size_t m = 0; m < controls.size(); ++m) {
    values.push_back(dissimilarity_of(engine[m], pair.a, pair.b));
  }
  return controlled_mean(values, controls, mean);
}

}  // namespace mingle::tool

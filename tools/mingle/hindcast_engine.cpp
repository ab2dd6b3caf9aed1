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

std::vector<PeopleTable> draw_for_engine(const TwinStudy& twin,
                                         std::size_t authority,
                                         const std::vector<double>& parameters,
                                         const TwinSpread& spread,
                                         const HindcastStudy& study) {
  const Twin model{twin.layout, twin.settings};
  const TwinArea& area = twin.areas[authority];
  const int members = std::max(study.members, study.engine.replicates);
  std::vector<PeopleTable> drawn;
  for (int m = 0; m < members; ++m) {
    TwinDraw draw = draw_twin(
        area, parameters, spread, static_cast<std::size_t>(m), study.seed);
    // What zones stray by is chance of households for a good part, which the
    // engine has of its own.
    draw.effects.zones.clear();
    drawn.push_back(model.forecast(area, draw.parameters, draw.effects));
  }
  return drawn;
}

std::string match_words(const AppealMatch& match) {
  std::string text =
      "people in another zone than the twin's after the years, by round of "
      "trial runs:";
  for (const double share : match.misplaced) {
    text += fmt::format(" {:.1f}%", 100 * share);
  }
  return text + " (chance alone leaves some)";
}

std::string engine_note(const Panel& panel,
                        std::size_t authority,
                        const EngineForecast& made) {
  std::string text = panel.authorities[authority].name + ':';
  if (made.match) text += ' ' + match_words(*made.match);
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

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "hindcast_momentum.h"

#include <cmath>

#include <fmt/format.h>

#include <mingle/engine/hindcast/null_models.h>

namespace mingle::tool {

using namespace hindcast;

namespace {

constexpr std::size_t least_zones = 30;

/// Zones of an authority, from its first, that the earliest census has.
std::vector<std::size_t> zones_with(const std::vector<double>& earliest,
                                    const PanelAuthority& place,
                                    std::size_t groups) {
  std::vector<std::size_t> rows;
  for (std::size_t z = 0; z < place.size(); ++z) {
    if (!std::isnan(earliest[(place.begin + z) * groups])) rows.push_back(z);
  }
  return rows;
}

Controls totals_of(const PeopleTable& people) {
  return {{people.group_totals().begin(), people.group_totals().end()}, {}};
}

MomentumScore score_of(const std::string& name,
                       const PeopleTable& forecast,
                       const PeopleTable& null,
                       const PeopleTable& after,
                       const std::vector<GroupPair>& pairs) {
  MomentumScore score;
  score.forecast = name;
  score.zones = after.zones();
  for (const GroupPair& pair : pairs) {
    score.d.push_back(dissimilarity_of(forecast, pair.a, pair.b));
    score.d_seen.push_back(dissimilarity_of(after, pair.a, pair.b));
  }
  for (std::size_t g = 0; g < after.groups(); ++g) {
    score.skill.push_back(
        skill(share_mse(forecast, after, g), share_mse(null, after, g)));
  }
  return score;
}

}  // namespace

std::vector<MomentumScore> momentum_scores(
    const Panel& panel,
    const std::vector<double>& earliest,
    const std::vector<PeopleTable>& twin,
    const std::vector<GroupPair>& pairs) {
  std::vector<MomentumScore> scores;
  if (earliest.empty()) return scores;
  const std::size_t groups = panel.group_count();
  for (std::size_t a = 0; a < panel.authorities.size(); ++a) {
    const PanelAuthority& place = panel.authorities[a];
    const auto rows = zones_with(earliest, place, groups);
    if (rows.size() < least_zones) continue;
    std::vector<double> first;
    for (const std::size_t z : rows) {
      const auto begin = earliest.begin() + static_cast<std::ptrdiff_t>(
                                                (place.begin + z) * groups);
      first.insert(
          first.end(), begin, begin + static_cast<std::ptrdiff_t>(groups));
    }
    const PeopleTable before = panel.before_of(place).rows(rows);
    const PeopleTable after = panel.after_of(place).rows(rows);
    const Controls controls = totals_of(after);
    const PeopleTable null = proportional(before, controls);
    const std::pair<const char*, PeopleTable> forecasts[] = {
        {"n1", null},
        {"n7", momentum({groups, first}, before, controls)},
        {"twin", proportional(twin[a].rows(rows), controls)}};
    for (const auto& [name, people] : forecasts) {
      scores.push_back(score_of(name, people, null, after, pairs));
      scores.back().authority = a;
    }
  }
  return scores;
}

std::string momentum_table(const HindcastResults& results, int earliest_year) {
  if (results.momentum.empty()) return "";
  std::string text = fmt::format(
      "\n## Momentum, zones with counts of {} too\n\nN7 is N1 plus half of "
      "what the decade before left unexplained. Only zones that the third "
      "census has; each forecast is scaled to the groups' later totals on "
      "them.\n\n| authority | zones | forecast |",
      earliest_year);
  std::string rule = "\n| --- | ---: | --- |";
  for (const GroupPair& pair : results.pairs) {
    const std::string& name = results.panel.groups[pair.b];
    text += fmt::format(" D {0} (seen) | skill {0} |", name);
    rule += " ---: | ---: |";
  }
  text += rule + '\n';
  for (const MomentumScore& each : results.momentum) {
    text += fmt::format("| {} | {} | {} |",
                        results.panel.authorities[each.authority].name,
                        each.zones,
                        each.forecast);
    for (std::size_t p = 0; p < results.pairs.size(); ++p) {
      text += fmt::format(" {:.3f} ({:.3f}) | {:.2f} |",
                          each.d[p],
                          each.d_seen[p],
                          each.skill[results.pairs[p].b]);
    }
    text += '\n';
  }
  return text;
}

}  // namespace mingle::tool

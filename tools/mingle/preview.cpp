// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "preview.h"

#include "console.h"
#include "twin_calibration.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include <mingle/engine/calendar.h>
#include <mingle/engine/error.h>
#include <mingle/engine/hindcast/scores.h>
#include <mingle/geo/geometry.h>

namespace mingle::tool {

using namespace hindcast;

namespace {

/// The twin's group of each column of the area's table.
std::vector<std::size_t> groups_of(const StudyArea& area,
                                   const TwinFile& twin) {
  std::vector<std::size_t> groups;
  for (const std::string& column : area.ethnic_group.columns) {
    std::size_t found = twin.groups.size();
    for (std::size_t g = 0; g < twin.groups.size(); ++g) {
      const auto members = census_groups_of(twin.groups[g]);
      if (std::find(members.begin(), members.end(), column) != members.end()) {
        found = g;
      }
    }
    if (found == twin.groups.size()) {
      throw DataError{{"", "", "", column, 0},
                      fmt::format("the group '{}' of the area is none of the "
                                  "calibration's",
                                  column),
                      "It has " + first_few(twin.groups)};
    }
    groups.push_back(found);
  }
  return groups;
}

/// The area as a panel of one authority, to be run forward.
class PreviewPanel {
 public:
  PreviewPanel(const Scenario& scenario,
               const StudyArea& area,
               const TwinFile& twin)
      : scenario_{scenario}, area_{area}, twin_{twin} {
    const auto& authorities = area.zones.authorities;
    const bool same = std::all_of(
        authorities.begin(), authorities.end(), [&twin](const auto& code) {
          return code == twin.authority;
        });
    if (!same) {
      throw DataError{{"", "", "", "housing.twin_file", 0},
                      fmt::format("the calibration is of '{}', the area of "
                                  "another authority or of several",
                                  twin.authority),
                      "A preview is of one authority; name its own file"};
    }
    fill();
  }

  const Panel& panel() const { return panel_; }
  std::size_t unknown_zones() const { return unknown_; }

 private:
  void fill() {
    panel_.groups = twin_.groups;
    panel_.covariates = twin_.covariates;
    panel_.zones = area_.zones.codes;
    panel_.authorities = {
        {twin_.authority, area_.name, twin_.region, 0, area_.zones.size()}};
    const auto groups = groups_of(area_, twin_);
    panel_.before.assign(panel_.zones.size() * twin_.groups.size(), 0.0);
    for (std::size_t z = 0; z < panel_.zones.size(); ++z) {
      for (std::size_t c = 0; c < groups.size(); ++c) {
        panel_.before[z * twin_.groups.size() + groups[c]] +=
            area_.ethnic_group.at(z, c);
      }
      const Point centre = centroid(area_.zones.shapes[z]);
      panel_.eastings.push_back(centre.x);
      panel_.northings.push_back(centre.y);
      add_covariates(panel_.zones[z]);
    }
    if (unknown_ == panel_.zones.size()) {
      throw DataError{{"", "", "", "housing.twin_file", 0},
                      "no zone of the area is in the calibration, which has " +
                          twin_.zones.begin()->first + " and others",
                      "Both must be of the same census"};
    }
    panel_.after = panel_.before;
    const double years =
        static_cast<double>(scenario_.time.ticks) / ticks_per_year;
    if (scenario_.migration.totals == Totals::hold) return;
    for (std::size_t i = 0; i < panel_.after.size(); ++i) {
      panel_.after[i] *=
          std::exp(twin_.growth[i % twin_.groups.size()] * years / twin_.years);
    }
  }

  void add_covariates(const std::string& zone) {
    const auto found = twin_.zones.find(zone);
    if (found == twin_.zones.end()) ++unknown_;
    for (std::size_t c = 0; c < twin_.covariates.size(); ++c) {
      panel_.values.push_back(found == twin_.zones.end() ||
                                      c >= found->second.size()
                                  ? std::numeric_limits<double>::quiet_NaN()
                                  : found->second[c]);
    }
  }

  const Scenario& scenario_;
  const StudyArea& area_;
  const TwinFile& twin_;
  Panel panel_;
  std::size_t unknown_ = 0;
};

std::vector<double> parameters_of(const TwinLayout& layout,
                                  const TwinFile& twin) {
  std::vector<double> values = layout.prior_mean();
  for (std::size_t p = 0; p < values.size(); ++p) {
    const auto found = twin.parameters.find(layout.names()[p]);
    if (found != twin.parameters.end()) values[p] = found->second;
  }
  return values;
}

std::vector<GroupPair> shown_pairs(const PeopleTable& people) {
  std::size_t largest = 0;
  for (std::size_t g = 1; g < people.groups(); ++g) {
    if (people.group_total(g) > people.group_total(largest)) largest = g;
  }
  std::vector<GroupPair> pairs;
  for (std::size_t g = 0; g < people.groups(); ++g) {
    if (g != largest &&
        people.group_total(g) >= least_previewed_share * people.total()) {
      pairs.push_back({largest, g});
    }
  }
  return pairs;
}

}  // namespace

Preview make_preview(const Scenario& scenario,
                     const StudyArea& area,
                     const TwinFile& twin) {
  const PreviewPanel made{scenario, area, twin};
  const Panel& panel = made.panel();
  TwinSettings settings;
  settings.years = std::max(1, scenario.time.ticks / ticks_per_year);
  settings.kappa = twin.kappa;
  settings.kernel = twin.kernel;
  settings.reach = twin.reach;
  settings.turnover = twin.turnover;
  settings.retention = twin.retention;
  const TwinLayout layout{panel, settings};
  TwinArea town = make_twin_area(panel, panel.authorities.front(), settings);
  // Exponents were fitted to growth between two censuses.
  for (std::size_t g = 0; g < town.groups; ++g) {
    const double growth =
        scenario.migration.totals == Totals::hold ? 0 : twin.growth[g];
    town.growth[g] = std::clamp(growth - 0.3, -2.0, 2.0);
  }
  const std::vector<double> parameters = parameters_of(layout, twin);
  const Twin model{layout, settings};
  const auto years = model.years(town, parameters);
  std::vector<std::vector<PeopleTable>> members;
  for (std::size_t m = 0; m < preview_members; ++m) {
    const TwinDraw draw =
        draw_twin(town, parameters, twin.spread, m, scenario.run.seed);
    members.push_back(model.years(town, draw.parameters, draw.effects));
  }
  Preview preview;
  preview.first_year = scenario.time.start.year;
  preview.grows = scenario.migration.totals != Totals::hold;
  preview.unknown_zones = made.unknown_zones();
  for (const GroupPair& pair : shown_pairs(years.front())) {
    Preview::Pair line{twin.groups[pair.a], twin.groups[pair.b]};
    for (std::size_t y = 0; y < years.size(); ++y) {
      line.dissimilarity.push_back(dissimilarity_of(years[y], pair.a, pair.b));
      line.exposure.push_back(exposure_of(years[y], pair.b, pair.a));
      std::vector<double> drawn;
      for (const auto& member : members) {
        drawn.push_back(dissimilarity_of(member[y], pair.a, pair.b));
      }
      const Interval range = central_interval(drawn, 0.9);
      line.low.push_back(range.low);
      line.high.push_back(range.high);
    }
    preview.pairs.push_back(std::move(line));
  }
  return preview;
}

std::string preview_text(const Preview& preview, const Scenario& scenario) {
  std::string text = scenario.title + '\n';
  for (const Preview::Pair& pair : preview.pairs) {
    text += fmt::format(
        "\n{} and {}\nyear   dissimilarity   90% interval      exposure of {} "
        "to {}\n",
        pair.a,
        pair.b,
        pair.b,
        pair.a);
    for (std::size_t y = 0; y < pair.dissimilarity.size(); ++y) {
      text += fmt::format("{}{:14.3f}{:11.3f} to {:.3f}{:12.3f}\n",
                          preview.first_year + static_cast<int>(y),
                          pair.dissimilarity[y],
                          pair.low[y],
                          pair.high[y],
                          pair.exposure[y]);
    }
  }
  text += fmt::format(
      "\nA mean-field sketch, not a run: expected numbers of people by zone, "
      "no households.\nIt reads: the area and its residents, time.start and "
      "years, migration.totals ({}),\nrun.seed (for the intervals), "
      "housing.twin_file.\nIt ignores all else, tenure, prices, lettings, "
      "levers{} and contact included:\nscenarios that differ in those have "
      "the same preview. `mingle run` simulates them.\n",
      preview.grows ? "groups grow as between the censuses" : "held",
      scenario.levers.empty()
          ? ""
          : fmt::format(" ({} here)", scenario.levers.size()));
  if (preview.unknown_zones > 0) {
    text += fmt::format("{} zones are not in the calibration: average ones.\n",
                        preview.unknown_zones);
  }
  return text;
}

namespace {

std::string json_list(const std::vector<double>& values) {
  std::string text;
  for (const double value : values) {
    text += (text.empty() ? "" : ", ") + json_number(value);
  }
  return '[' + text + ']';
}

}  // namespace

std::string preview_json(const Preview& preview) {
  std::string pairs;
  for (const Preview::Pair& pair : preview.pairs) {
    pairs += fmt::format(
        "{}{{\"groups\": [{}, {}], \"dissimilarity\": {}, \"low\": {}, "
        "\"high\": {}, \"exposure_of_second\": {}}}",
        pairs.empty() ? "" : ", ",
        json_text(pair.a),
        json_text(pair.b),
        json_list(pair.dissimilarity),
        json_list(pair.low),
        json_list(pair.high),
        json_list(pair.exposure));
  }
  return fmt::format(
      "{{\"first_year\": {}, \"level\": 0.9, \"totals\": \"{}\", "
      "\"reads\": [\"area\", \"time.start\", \"time.years\", "
      "\"migration.totals\", \"run.seed\", \"housing.twin_file\"], "
      "\"pairs\": [{}]}}\n",
      preview.first_year,
      preview.grows ? "grow" : "hold",
      pairs);
}

}  // namespace mingle::tool

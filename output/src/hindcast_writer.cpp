// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "h5_writer.h"

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <utility>

#include <mingle/output/hindcast_writer.h>

namespace mingle {
namespace {

using hindcast::AuthorityScore;

std::vector<double> shares(const std::vector<double>& people,
                           std::size_t groups) {
  std::vector<double> shares = people;
  for (std::size_t row = 0; row < shares.size(); row += groups) {
    double sum = 0;
    for (std::size_t g = 0; g < groups; ++g) sum += people[row + g];
    for (std::size_t g = 0; g < groups; ++g) {
      shares[row + g] = sum > 0 ? people[row + g] / sum : 0;
    }
  }
  return shares;
}

class HindcastFile {
 public:
  HindcastFile(const std::filesystem::path& target,
               const HindcastResults& results)
      : file_{target}, results_{results} {}

  void write() {
    file_.attribute("/", "title", results_.title);
    file_.attribute("/", "mingle_format_version", std::string{"hindcast 1"});
    file_.attribute("/", "mingle_version", results_.mingle_version);
    file_.attribute("/", "git_commit", results_.git_commit);
    file_.attribute("/", "config_toml", results_.config_toml);
    file_.attribute("/", "input_sha256", results_.input_sha256);
    file_.attribute("/", "Conventions", std::string{"CF-1.10"});
    scales();
    observed();
    scores();
    zones();
    twin();
    engine();
    momentum();
    file_.commit();
  }

 private:
  void scales() {
    std::vector<std::string> names;
    for (const auto& each : results_.forecasts) names.push_back(each.name);
    file_.scale("/forecast", names, "forecast");
    names.clear();
    for (const auto& each : results_.panel.authorities) {
      names.push_back(each.code);
    }
    file_.scale("/authority", names, "authority code");
    std::vector<std::string> words;
    for (const auto& each : results_.panel.authorities) {
      words.push_back(each.name);
    }
    file_.column({"/authority_name",
                  {"/authority"},
                  H5Type::float64,
                  "",
                  "authority name"},
                 std::span<const std::string>{words});
    file_.scale("/group", results_.panel.groups, "group");
    names.clear();
    for (const auto& pair : results_.pairs) {
      names.push_back(results_.panel.groups[pair.a] + ":" +
                      results_.panel.groups[pair.b]);
    }
    file_.scale("/pair", names, "two groups");
    file_.scale("/zone", results_.panel.zones, "zone, earlier codes");
  }

  void observed() {
    file_.create_group("/observed");
    const std::array<std::string, 3> paths{"/observed/dissimilarity_before",
                                           "/observed/dissimilarity",
                                           "/observed/exposure"};
    for (const std::string& path : paths) {
      file_.create({path, {"/authority", "/pair"}, H5Type::float64, "1", path});
    }
    for (std::size_t a = 0; a < results_.observed.size(); ++a) {
      const hindcast::Observed& each = results_.observed[a];
      for (std::size_t p = 0; p < results_.pairs.size(); ++p) {
        const std::array<double, 3> values{
            each.d_before[p], each.d[p], each.exposure[p]};
        for (std::size_t i = 0; i < paths.size(); ++i) {
          file_.write({paths[i], a, p}, std::span{&values[i], 1});
        }
      }
    }
  }

  /// One dataset of scores, forecast x authority x a third axis.
  void score(
      const std::string& name,
      const std::string& axis,
      const std::string& words,
      const std::function<std::vector<double>(const AuthorityScore&)>& values) {
    const std::string path = "/scores/" + name;
    file_.create(
        {path, {"/forecast", "/authority", axis}, H5Type::float64, "1", words});
    for (std::size_t f = 0; f < results_.forecasts.size(); ++f) {
      const auto& scores = results_.forecasts[f].scores;
      for (std::size_t a = 0; a < scores.size(); ++a) {
        file_.write({path, f, a}, values(scores[a]));
      }
    }
  }

  void scores() {
    file_.create_group("/scores");
    file_.create({"/scores/misallocation",
                  {"/forecast", "/authority"},
                  H5Type::float64,
                  "1",
                  "share of people in the wrong zone or group"});
    for (std::size_t f = 0; f < results_.forecasts.size(); ++f) {
      const auto& all = results_.forecasts[f].scores;
      for (std::size_t a = 0; a < all.size(); ++a) {
        file_.write({"/scores/misallocation", f, a},
                    std::span{&all[a].misallocation, 1});
      }
    }
    score("share_mse",
          "/group",
          "mean square error of zone shares",
          [](const AuthorityScore& s) { return s.share_mse; });
    score("dissimilarity",
          "/pair",
          "forecast D; of an ensemble the mean",
          [](const AuthorityScore& s) { return s.d; });
    score("exposure",
          "/pair",
          "forecast exposure of the first to the second",
          [](const AuthorityScore& s) { return s.exposure; });
    score("crps", "/pair", "CRPS of D", [](const AuthorityScore& s) {
      return s.crps;
    });
    score("interval_low",
          "/pair",
          "lower end of D's 90% interval",
          [](const AuthorityScore& s) { return ends(s, true); });
    score("interval_high",
          "/pair",
          "upper end of D's 90% interval",
          [](const AuthorityScore& s) { return ends(s, false); });
  }

  static std::vector<double> ends(const AuthorityScore& score, bool low) {
    std::vector<double> values;
    for (const auto& each : score.interval) {
      values.push_back(low ? each.low : each.high);
    }
    return values;
  }

  void zones() {
    const std::size_t groups = results_.panel.group_count();
    file_.create_group("/zones");
    std::vector<std::string> owners;
    for (const auto& each : results_.panel.authorities) {
      owners.insert(owners.end(), each.size(), each.code);
    }
    file_.column({"/zones/authority",
                  {"/zone"},
                  H5Type::float64,
                  "",
                  "authority of the zone"},
                 std::span<const std::string>{owners});
    std::vector<std::string> moments{"before", "observed", "twin"};
    std::vector<std::vector<double>> all{shares(results_.panel.before, groups),
                                         shares(results_.panel.after, groups),
                                         results_.twin_shares};
    if (!results_.engine_maps.empty()) {
      moments.emplace_back("engine");
      all.push_back(engine_shares());
    }
    file_.scale("/moment", moments, "census or forecast");
    file_.create({"/zones/share",
                  {"/moment", "/zone", "/group"},
                  H5Type::float64,
                  "1",
                  "share of a zone's residents"});
    for (std::size_t m = 0; m < all.size(); ++m) {
      for (std::size_t z = 0; z < results_.panel.zone_count(); ++z) {
        file_.write({"/zones/share", m, z},
                    std::span{all[m].data() + z * groups, groups});
      }
    }
  }

  /// Zones x groups, NaN where it was not run.
  std::vector<double> engine_shares() const {
    const std::size_t groups = results_.panel.group_count();
    std::vector<double> all(results_.panel.zone_count() * groups,
                            std::numeric_limits<double>::quiet_NaN());
    for (const EngineMap& each : results_.engine_maps) {
      const std::size_t first =
          results_.panel.authorities[each.authority].begin * groups;
      std::copy(each.shares.begin(),
                each.shares.end(),
                all.begin() + static_cast<std::ptrdiff_t>(first));
    }
    return all;
  }

  void twin() {
    if (results_.parameters.empty()) return;
    file_.create_group("/twin");
    file_.scale("/parameter", results_.parameters, "parameter of the twin");
    file_.column({"/twin/value", {"/parameter"}, H5Type::float64, "1", "mean"},
                 std::span<const double>{results_.parameter_values});
    file_.column({"/twin/standard_error",
                  {"/parameter"},
                  H5Type::float64,
                  "1",
                  "jackknife over folds"},
                 std::span<const double>{results_.parameter_errors});
  }

  void engine() {
    if (results_.engine_notes.empty()) return;
    const std::vector<std::string>& notes = results_.engine_notes;
    file_.scale("/engine_note", notes, "what an engine run assumed");
    const std::vector<std::string>& leaks = results_.engine_leakage;
    file_.scale("/engine_leakage", leaks, "what the engine knew of later");
    file_.create_group("/engine");
    chance();
    controls();
    moves();
  }

  /// What the mean square error of zone shares owes to few replicates.
  void chance() {
    const std::size_t groups = results_.panel.group_count();
    file_.create({"/engine/share_chance",
                  {"/authority", "/group"},
                  H5Type::float64,
                  "1",
                  "part of share_mse that is chance of few replicates"});
    std::vector<double> values(results_.panel.authorities.size() * groups,
                               std::numeric_limits<double>::quiet_NaN());
    for (const EngineMap& each : results_.engine_maps) {
      std::copy(each.chance.begin(),
                each.chance.end(),
                values.begin() +
                    static_cast<std::ptrdiff_t>(each.authority * groups));
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
      file_.write({"/engine/share_chance", i / groups, i % groups},
                  std::span{&values[i], 1});
    }
  }

  /// Moves a year by class of the survey, NaN where not run.
  void moves() {
    if (results_.engine_moves.empty()) return;
    std::vector<std::string> names;
    for (const auto& each :
         housing::rates_of(results_.engine_moves.front().moves)) {
      names.push_back(each.name);
    }
    file_.scale("/engine/mover", names, "who moves");
    const std::array<std::string, 2> paths{"/engine/moves_a_year",
                                           "/engine/moves_a_year_survey"};
    for (const std::string& path : paths) {
      file_.create({path,
                    {"/authority", "/engine/mover"},
                    H5Type::float64,
                    "1/year",
                    "moves into homes per household, simulated or by the "
                    "rates that the run was given"});
    }
    const std::size_t authorities = results_.panel.authorities.size();
    std::vector<std::array<double, 2>> values(
        authorities * names.size(),
        {std::numeric_limits<double>::quiet_NaN(),
         std::numeric_limits<double>::quiet_NaN()});
    for (const EngineMoves& each : results_.engine_moves) {
      const auto rates = housing::rates_of(each.moves);
      for (std::size_t i = 0; i < rates.size() && i < names.size(); ++i) {
        values[each.authority * names.size() + i] = {rates[i].seen,
                                                     rates[i].survey};
      }
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
      for (std::size_t p = 0; p < paths.size(); ++p) {
        file_.write({paths[p], i / names.size(), i % names.size()},
                    std::span{&values[i][p], 1});
      }
    }
  }

  void momentum() {
    if (results_.momentum.empty()) return;
    file_.create_group("/momentum");
    std::vector<std::string> names;
    std::vector<double> d;
    std::vector<double> skill;
    for (const MomentumScore& each : results_.momentum) {
      names.push_back(results_.panel.authorities[each.authority].code + ' ' +
                      each.forecast);
      d.insert(d.end(), each.d.begin(), each.d.end());
      skill.insert(skill.end(), each.skill.begin(), each.skill.end());
    }
    file_.scale("/momentum_forecast", names, "authority and forecast");
    matrix("/momentum/dissimilarity", "/pair", "forecast D", d);
    matrix("/momentum/skill", "/group", "skill of shares against n1", skill);
  }

  void matrix(const std::string& path,
              const std::string& axis,
              const std::string& words,
              const std::vector<double>& values) {
    file_.create(
        {path, {"/momentum_forecast", axis}, H5Type::float64, "1", words});
    const std::size_t rows = results_.momentum.size();
    const std::size_t width = values.size() / rows;
    for (std::size_t i = 0; i < rows; ++i) {
      for (std::size_t j = 0; j < width; ++j) {
        file_.write({path, i, j}, std::span{&values[i * width + j], 1});
      }
    }
  }

  /// The engine's mean of D with the twin as control, NaN where not run.
  void controls() {
    if (results_.engine_controls.empty()) return;
    using Take = double (*)(const hindcast::ControlledMean&);
    const std::array<std::pair<const char*, Take>, 6> columns{{
        {"plain", [](const auto& m) { return m.plain; }},
        {"plain_error", [](const auto& m) { return m.plain_error; }},
        {"controlled", [](const auto& m) { return m.controlled; }},
        {"controlled_error", [](const auto& m) { return m.controlled_error; }},
        {"correlation", [](const auto& m) { return m.correlation; }},
        {"gain", [](const auto& m) { return m.gain; }},
    }};
    const std::size_t authorities = results_.panel.authorities.size();
    const std::size_t pairs = results_.pairs.size();
    for (const auto& [name, take] : columns) {
      std::vector<double> values(authorities * pairs,
                                 std::numeric_limits<double>::quiet_NaN());
      for (const EngineControl& each : results_.engine_controls) {
        values[each.authority * pairs + each.pair] = take(each.mean);
      }
      const std::string path = std::string{"/engine/"} + name;
      file_.create({path,
                    {"/authority", "/pair"},
                    H5Type::float64,
                    "1",
                    "mean of D over replicates, plain or with the twin as "
                    "control: " +
                        std::string{name}});
      for (std::size_t a = 0; a < authorities; ++a) {
        for (std::size_t p = 0; p < pairs; ++p) {
          file_.write({path, a, p}, std::span{&values[a * pairs + p], 1});
        }
      }
    }
  }

  H5Writer file_;
  const HindcastResults& results_;
};

}  // namespace

void write_hindcast_h5(const std::filesystem::path& target,
                       const HindcastResults& results) {
  HindcastFile{target, results}.write();
}

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "hindcast_study.h"

#include "hindcast_engine.h"
#include "hindcast_momentum.h"
#include "version.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/engine/hindcast/null_models.h>
#include <mingle/engine/hindcast/regression.h>
#include <mingle/engine/parallel.h>
#include <mingle/scenarios/engine_hindcast.h>
#include <mingle/scenarios/suggest.h>

namespace mingle::tool {

using namespace hindcast;

namespace {

std::size_t group_named(const Panel& panel, const std::string& name) {
  if (const auto found = panel.group(name)) return *found;
  throw ConfigError{{{"",
                      0,
                      0,
                      "groups.pairs",
                      fmt::format("'{}' is no group of this study", name),
                      suggestion(name, panel.groups, "groups")}}};
}

std::vector<GroupPair> pairs_of(const HindcastStudy& study,
                                const Panel& panel) {
  std::vector<GroupPair> pairs;
  for (const std::string& text : study.pairs) {
    const std::size_t colon = text.find(':');
    if (colon == text.npos) {
      throw ConfigError{{{"",
                          0,
                          0,
                          "groups.pairs",
                          fmt::format("'{}' names no two groups", text),
                          "Write \"white:asian\""}}};
    }
    pairs.push_back({group_named(panel, text.substr(0, colon)),
                     group_named(panel, text.substr(colon + 1))});
  }
  return pairs;
}

class Hindcaster {
 public:
  Hindcaster(const HindcastStudy& study, const TwinStudy& twin)
      : study_{study},
        twin_{twin},
        panel_{twin.panel},
        engine_places_{engine_places(study, twin.panel)} {
    // Reads its tables now: a mistake in them shows before the long fit.
    if (!engine_places_.empty()) engine_.emplace(study, twin.panel);
  }

  HindcastResults run() {
    results_.title = study_.title;
    results_.mingle_version = mingle_version();
    results_.git_commit = git_commit();
    results_.config_toml = study_.text;
    for (const InputFile& input : hindcast_inputs(study_)) name_input(input);
    results_.panel = panel_;
    results_.pairs = pairs_of(study_, panel_);
    results_.observed = observe(panel_, results_.pairs);
    results_.eligible = eligible_authorities(panel_, results_.pairs);
    rule_ = {twin_.folds, results_.eligible};
    for (const PanelAuthority& each : panel_.authorities) {
      const PeopleTable after = panel_.after_of(each);
      Controls controls;
      controls.group_totals.assign(after.group_totals().begin(),
                                   after.group_totals().end());
      groups_only_.push_back(controls);
      controls.zone_totals.assign(after.zone_totals().begin(),
                                  after.zone_totals().end());
      with_zones_.push_back(std::move(controls));
    }
    nulls();
    regressions();
    twins();
    engine();
    return std::move(results_);
  }

 private:
  using Null = PeopleTable (*)(const PeopleTable&, const Controls&);

  /// One line for each file and role.
  void name_input(const InputFile& input) {
    const std::string line =
        fmt::format("{}  {}  {}\n", input.sha256, input.role, input.path);
    if (results_.input_sha256.find(line) == std::string::npos) {
      results_.input_sha256 += line;
    }
  }

  void add(const Forecast& forecast) {
    results_.forecasts.push_back(
        score_forecast(panel_, forecast, results_.pairs, rule_));
  }

  void add_null(const char* name, const char* words, Null null, bool zones) {
    Forecast forecast{name, words, zones, {}, {}};
    for (std::size_t a = 0; a < panel_.authorities.size(); ++a) {
      forecast.people.push_back(null(panel_.before_of(panel_.authorities[a]),
                                     zones ? with_zones_[a] : groups_only_[a]));
    }
    add(forecast);
  }

  void add_drift(const char* name, const std::string& words) {
    const ScoredForecast base = results_.forecasts.back();
    results_.forecasts.push_back(
        with_drift(panel_, base, name, words, results_.pairs, rule_));
  }

  void nulls() {
    add_null("n0", "frozen composition", frozen_composition, false);
    add_null("n1", "proportional", proportional, false);
    add_null("n2", "uniform mixing", uniform_mixing, true);
    add_null("n3", "additive shift", additive_shift, false);
    add_null("n4", "raked to zone totals", raked, true);
    add_drift("n5", "N4 and the drift of D elsewhere");
  }

  void regressions() {
    Forecast forecast{"n6", "regression on N1, out of fold", false, {}, {}};
    forecast.people = regression_forecasts(
        panel_, twin_.areas, twin_.folds, RegressionBase::proportional);
    add(forecast);
    forecast = {"n6_raked", "regression on N4, out of fold", true, {}, {}};
    forecast.people = regression_forecasts(
        panel_, twin_.areas, twin_.folds, RegressionBase::raked);
    add(forecast);
  }

  void twins() {
    const FitSettings fit = fit_settings(study_);
    const CrossFit cross =
        cross_fit(twin_.layout, twin_.settings, twin_.areas, twin_.folds, fit);
    const auto spreads = estimate_spreads(
        twin_.layout, twin_.settings, twin_.areas, cross, fit, study_.seed);
    Forecast free{"twin", "twin, out of fold", false, {}, {}};
    Forecast told{"twin_raked", "twin raked to zone totals", true, {}, {}};
    const std::size_t count = panel_.authorities.size();
    for (Forecast* each : {&free, &told}) {
      each->people.resize(count);
      each->members.resize(count);
    }
    parallel_for_blocks(
        count, 1, [&](std::size_t, std::size_t begin, std::size_t end) {
          for (std::size_t a = begin; a < end; ++a) {
            // The map is the twin's without drawn effects: the mean of
            // members is a blurred one.
            const auto& parameters = cross.parameters_for(a);
            free.people[a] = Twin{twin_.layout, twin_.settings}.forecast(
                twin_.areas[a], parameters);
            told.people[a] = rake(free.people[a], with_zones_[a]);
            free.members[a] =
                twin_ensemble(twin_.layout,
                              twin_.settings,
                              twin_.areas[a],
                              parameters,
                              spreads[cross.fold[a]],
                              static_cast<std::size_t>(study_.members),
                              study_.seed);
            for (const PeopleTable& member : free.members[a]) {
              told.members[a].push_back(
                  rake(member, with_zones_[a], 1e-6, 300));
            }
          }
        });
    results_.momentum =
        momentum_scores(panel_, twin_.earliest, free.people, results_.pairs);
    keep_parameters(cross);
    keep_guides(cross, spreads, free);
    keep_shares(free);
    add(free);
    add(told);
  }

  void keep_parameters(const CrossFit& cross) {
    results_.parameters = twin_.layout.names();
    results_.parameter_errors = jackknife_errors(cross);
    results_.parameter_values.resize(results_.parameters.size());
    for (const TwinFit& fit : cross.fits) {
      for (std::size_t p = 0; p < fit.parameters.size(); ++p) {
        results_.parameter_values[p] +=
            fit.parameters[p] / static_cast<double>(cross.fits.size());
      }
    }
  }

  /// By the fit that has not seen the authority.
  void keep_guides(const CrossFit& cross,
                   const std::vector<TwinSpread>& spreads,
                   const Forecast& twin) {
    if (!study_.engine.twin_appeal) return;
    for (const std::size_t a : engine_places_) {
      std::vector<PeopleTable> drawn = draw_for_engine(
          twin_, a, cross.parameters_for(a), spreads[cross.fold[a]], study_);
      guides_.push_back(
          {twin.people[a],
           {drawn.begin(), drawn.begin() + study_.engine.replicates}});
      controls_.push_back(std::move(drawn));
    }
  }

  void engine() {
    if (!engine_) return;
    results_.engine_leakage = EngineHindcast::leakage();
    Forecast free{"engine", "households, this model", false, {}, {}};
    Forecast told{"engine_raked", "households, to zone totals", true, {}, {}};
    for (Forecast* each : {&free, &told}) {
      each->people.resize(panel_.authorities.size());
      each->members.resize(panel_.authorities.size());
    }
    for (std::size_t i = 0; i < engine_places_.size(); ++i) {
      const std::size_t a = engine_places_[i];
      EngineForecast made =
          engine_->run(a, guides_.empty() ? nullptr : &guides_[i]);
      results_.engine_notes.push_back(engine_note(panel_, a, made));
      results_.engine_moves.push_back({a, made.moves});
      for (const InputFile& input : made.inputs) name_input(input);
      if (!guides_.empty()) compare_with_twin(a, controls_[i], made.members);
      // The map without drawn effects, which are not a forecast of zones.
      const auto& map = made.usual.empty() ? made.members : made.usual;
      free.people[a] = ensemble_mean(map);
      keep_map(a, map, free.people[a]);
      for (const PeopleTable& member : made.members) {
        told.members[a].push_back(rake(member, with_zones_[a], 1e-6, 300));
      }
      told.people[a] = rake(free.people[a], with_zones_[a], 1e-6, 300);
      free.members[a] = std::move(made.members);
    }
    add(free);
    add(told);
  }

  void compare_with_twin(std::size_t authority,
                         const std::vector<PeopleTable>& twin,
                         const std::vector<PeopleTable>& engine) {
    for (std::size_t p = 0; p < results_.pairs.size(); ++p) {
      results_.engine_controls.push_back(
          {authority, p, control_by_twin(results_.pairs[p], twin, engine)});
    }
  }

  void keep_map(std::size_t authority,
                const std::vector<PeopleTable>& members,
                const PeopleTable& mean) {
    EngineMap map{authority, {}, {}};
    add_shares(mean, map.shares);
    const PeopleTable after = panel_.after_of(panel_.authorities[authority]);
    for (std::size_t g = 0; g < panel_.group_count(); ++g) {
      map.chance.push_back(share_chance(members, after, g));
    }
    results_.engine_maps.push_back(std::move(map));
  }

  void keep_shares(const Forecast& forecast) {
    for (const PeopleTable& people : forecast.people) {
      add_shares(people, results_.twin_shares);
    }
  }

  static void add_shares(const PeopleTable& people, std::vector<double>& to) {
    for (std::size_t i = 0; i < people.values().size(); ++i) {
      const double total = people.zone_total(i / people.groups());
      to.push_back(total > 0 ? people.values()[i] / total : 0);
    }
  }

  const HindcastStudy& study_;
  const TwinStudy& twin_;
  const Panel& panel_;
  SpreadRule rule_;
  std::vector<Controls> groups_only_;
  std::vector<Controls> with_zones_;
  std::vector<std::size_t> engine_places_;
  std::optional<EngineHindcast> engine_;
  std::vector<EngineGuide> guides_;                 ///< by place of the engine
  std::vector<std::vector<PeopleTable>> controls_;  ///< see draw_for_engine()
  HindcastResults results_;
};

}  // namespace

namespace {

TwinSettings twin_settings(const HindcastStudy& study, const Panel& panel) {
  const ParameterValues& value = study.parameters;
  TwinSettings settings;
  settings.years = study.after_year - study.before_year;
  settings.retention = study.retention;
  settings.region_spread = value["twin_prior_region"];
  settings.kappa = value["twin_kappa"];
  settings.kernel = value["twin_kernel"];
  settings.reach = value["twin_reach"];
  settings.priors = {value["twin_prior_alpha"],
                     value["twin_prior_alpha_spread"],
                     value["twin_prior_evenness"],
                     value["twin_prior_growth"],
                     value["twin_prior_diversity"],
                     value["twin_prior_near"],
                     value["twin_prior_share"],
                     value["twin_prior_covariate"],
                     value["twin_prior_retention"]};
  for (const std::string& group : panel.groups) {
    const auto given = study.turnover.find(group);
    settings.turnover.push_back(
        given == study.turnover.end() ? study.turnover_other : given->second);
  }
  return settings;
}

}  // namespace

FitSettings fit_settings(const HindcastStudy& study) {
  const ParameterValues& value = study.parameters;
  FitSettings fit;
  fit.evidence = value["twin_evidence"];
  fit.telling_minority = value["twin_telling_minority"];
  fit.effect_spread = value["twin_effect_spread"];
  return fit;
}

TwinStudy prepare_twin(const HindcastStudy& study) {
  LoadedPanel loaded = load_panel(study);
  TwinStudy twin;
  twin.panel = std::move(loaded.panel);
  twin.earliest = std::move(loaded.earliest);
  twin.notes = std::move(loaded.notes);
  twin.settings = twin_settings(study, twin.panel);
  twin.layout = TwinLayout{twin.panel, twin.settings};
  for (const PanelAuthority& each : twin.panel.authorities) {
    twin.areas.push_back(make_twin_area(twin.panel, each, twin.settings));
  }
  twin.folds = study.folds == 0
                   ? region_folds(twin.panel)
                   : random_folds(twin.areas.size(),
                                  static_cast<std::size_t>(study.folds),
                                  study.seed);
  return twin;
}

HindcastResults run_hindcast(const HindcastStudy& study,
                             const TwinStudy& twin) {
  return Hindcaster{study, twin}.run();
}

}  // namespace mingle::tool

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "twin_calibration.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include <mingle/engine/groups.h>
#include <mingle/engine/hindcast/null_models.h>

namespace mingle::tool {

using namespace hindcast;

std::vector<std::string> census_groups_of(const std::string& group) {
  std::vector<std::string> members;
  for (const CensusGroup& each : census_2021_groups()) {
    if (name_of(each.broad) == group) members.emplace_back(each.name);
  }
  if (members.empty()) members.push_back(group);
  return members;
}

Panel continued(const Panel& panel) {
  Panel later = panel;
  later.before = panel.after;
  for (const PanelAuthority& each : panel.authorities) {
    const PeopleTable before = panel.before_of(each);
    const PeopleTable after = panel.after_of(each);
    Controls controls;
    for (std::size_t g = 0; g < panel.group_count(); ++g) {
      const double then = before.group_total(g);
      const double now = after.group_total(g);
      controls.group_totals.push_back(then > 0 ? now * now / then : now);
    }
    const PeopleTable next = proportional(after, controls);
    std::copy(next.values().begin(),
              next.values().end(),
              later.after.begin() + static_cast<std::ptrdiff_t>(
                                        each.begin * panel.group_count()));
  }
  return later;
}

TwinCalibration::TwinCalibration(const HindcastStudy& study,
                                 const TwinStudy& twin)
    : study_{study}, twin_{twin}, later_{continued(twin.panel)} {
  const FitSettings fit = fit_settings(study);
  cross_ = cross_fit(twin.layout, twin.settings, twin.areas, twin.folds, fit);
  spreads_ = estimate_spreads(
      twin.layout, twin.settings, twin.areas, cross_, fit, study.seed);
  zones_ = common_zones(study.lookup);
  errors_ = jackknife_errors(cross_);
  means_.resize(errors_.size());
  for (const TwinFit& each : cross_.fits) {
    for (std::size_t p = 0; p < means_.size(); ++p) {
      means_[p] += each.parameters[p] / static_cast<double>(cross_.fits.size());
    }
  }
  for (const PanelAuthority& each : later_.authorities) {
    areas_.push_back(make_twin_area(later_, each, twin.settings));
  }
}

std::string TwinCalibration::alpha_csv() const {
  std::string text = "authority,group,alpha\n";
  for (std::size_t a = 0; a < areas_.size(); ++a) {
    const std::vector<double> alphas = alphas_of(a);
    for (std::size_t g = 0; g < alphas.size(); ++g) {
      for (const std::string& group : census_groups_of(later_.groups[g])) {
        text += fmt::format(
            "{},{},{:.4f}\n", later_.authorities[a].code, group, alphas[g]);
      }
    }
  }
  return text;
}

std::string TwinCalibration::parameters_csv() const {
  std::string text = "parameter,value,standard_error,free\n";
  for (std::size_t p = 0; p < means_.size(); ++p) {
    text += fmt::format("{},{:.6g},{:.6g},{}\n",
                        twin_.layout.names()[p],
                        means_[p],
                        errors_[p],
                        twin_.layout.free()[p] ? "yes" : "no");
  }
  for (std::size_t g = 0; g < later_.group_count(); ++g) {
    text += fmt::format(
        "alpha_spread.{},{:.6g},,no\n", later_.groups[g], spread_of(g));
  }
  return text;
}

std::string TwinCalibration::overlay_toml(std::size_t authority,
                                          bool matched) const {
  const std::string& code = later_.authorities[authority].code;
  std::string text = fmt::format(
      "# {}: what the mean-field twin fitted to\n# \"{}\" ({} to {}) without "
      "this authority says of a start in {}.\n",
      later_.authorities[authority].name,
      study_.title,
      study_.before_year,
      study_.after_year,
      study_.after_year);
  if (matched) {
    return text +
           fmt::format(
               "# Exponents are those of the scenario that extends this; with "
               "them the appeal\n# makes its map that of the twin after {0} "
               "years.\nschema_version = 1\n\n[housing]\nsystem = "
               "\"full\"\nappeal_file = \"{1}-appeal.csv\"\n"
               "twin_file = \"{1}-twin.csv\"  # for mingle preview\n",
               study_.after_year - study_.before_year,
               code);
  }
  text += fmt::format(
      "# The exponents belong to the turnover that the twin was given and "
      "stand\n# beside pulls of zones that are not here: for the full housing "
      "system\n# mingle calibrate --twin --engine CODE is better. Their "
      "standard deviation\n# over authorities: parameters.csv.\n"
      "schema_version = 1\n\n[housing]\ntwin_file = \"{}-twin.csv\"  # for "
      "mingle preview\n\n[housing.alpha_by_group]\n",
      code);
  const std::vector<double> alphas = alphas_of(authority);
  for (std::size_t g = 0; g < alphas.size(); ++g) {
    for (const std::string& group : census_groups_of(later_.groups[g])) {
      text += fmt::format("{} = {:.4f}\n", group, alphas[g]);
    }
  }
  return text;
}

EngineGuide TwinCalibration::guide(std::size_t authority) const {
  const Twin model{twin_.layout, twin_.settings};
  return {model.forecast(areas_[authority], cross_.parameters_for(authority)),
          {}};
}

TwinFile TwinCalibration::file(std::size_t authority) const {
  const PanelAuthority& place = later_.authorities[authority];
  const PeopleTable before = twin_.panel.before_of(place);
  const PeopleTable after = twin_.panel.after_of(place);
  TwinFile file;
  file.authority = place.code;
  file.region = place.region;
  file.groups = later_.groups;
  file.covariates = later_.covariates;
  file.retention = twin_.settings.retention;
  file.start_year = study_.after_year;
  file.years = twin_.settings.years;
  file.kappa = twin_.settings.kappa;
  file.kernel = twin_.settings.kernel;
  file.reach = twin_.settings.reach;
  file.turnover = twin_.settings.turnover;
  for (std::size_t g = 0; g < file.groups.size(); ++g) {
    file.growth.push_back(
        std::log((after.group_total(g) + 1) / (before.group_total(g) + 1)));
  }
  const std::vector<double>& parameters = cross_.parameters_for(authority);
  for (std::size_t p = 0; p < parameters.size(); ++p) {
    file.parameters[twin_.layout.names()[p]] = parameters[p];
  }
  file.spread = spreads_[cross_.fold[authority]];
  add_covariates(place, file);
  return file;
}

/// Every later zone has the covariates of the common zone that it is part of.
void TwinCalibration::add_covariates(const PanelAuthority& place,
                                     TwinFile& file) const {
  const std::vector<double> scores = z_scores(later_, place);
  const std::size_t width = file.covariates.size();
  std::map<std::string, std::size_t> rows;
  for (std::size_t z = 0; z < place.size(); ++z) {
    rows.emplace(later_.zones[place.begin + z], z * width);
  }
  for (const CommonZones::Member& each : zones_.later) {
    const auto row = rows.find(zones_.codes[each.zone]);
    if (row == rows.end()) continue;
    const auto begin =
        scores.begin() + static_cast<std::ptrdiff_t>(row->second);
    file.zones[each.code] = {begin, begin + static_cast<std::ptrdiff_t>(width)};
  }
}

std::string TwinCalibration::words() const {
  std::string text =
      "group            alpha   standard error   over authorities (sd)"
      "   turnover m   m (1 - alpha)\n";
  for (std::size_t g = 0; g < later_.group_count(); ++g) {
    double alpha = means_[twin_.layout.alpha(g)];
    const std::size_t regions = twin_.layout.regions();
    for (std::size_t r = 0; r < regions; ++r) {
      alpha += means_[twin_.layout.alpha_region(g, r)] /
               static_cast<double>(regions);
    }
    text += fmt::format("{:<14}{:8.3f}{:17.3f}{:24.3f}{:13.3f}{:16.4f}\n",
                        later_.groups[g],
                        alpha,
                        errors_[twin_.layout.alpha(g)],
                        spread_of(g),
                        twin_.settings.turnover[g],
                        twin_.settings.turnover[g] * (1 - alpha));
  }
  return text + "Two censuses tell m (1 - alpha) only; m was given.\n";
}

/// Standard deviation over authorities of what the terms do not explain.
double TwinCalibration::spread_of(std::size_t group) const {
  double squares = 0;
  for (const auto& effects : cross_.effects) {
    squares += effects[group] * effects[group];
  }
  return std::sqrt(squares / static_cast<double>(cross_.effects.size()));
}

/// By the fit that has not seen the authority, cut to what the engine takes.
std::vector<double> TwinCalibration::alphas_of(std::size_t authority) const {
  std::vector<double> alphas = Twin{twin_.layout, twin_.settings}.alphas(
      areas_[authority], cross_.parameters_for(authority), {});
  for (double& alpha : alphas) alpha = std::clamp(alpha, 0.0, 3.0);
  return alphas;
}

std::string appeal_csv(const EngineCalibration& engine) {
  std::string text = "zone,group,appeal\n";
  const std::size_t groups = engine.groups.size();
  for (std::size_t i = 0; i < engine.appeal.size(); ++i) {
    text += fmt::format("{},{},{:.4f}\n",
                        engine.zones[i / groups],
                        engine.groups[i % groups],
                        engine.appeal[i]);
  }
  return text;
}

}  // namespace mingle::tool

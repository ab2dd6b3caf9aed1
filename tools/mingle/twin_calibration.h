// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hindcast_study.h"
#include "twin_file.h"

#include <cstddef>
#include <string>
#include <vector>

#include <mingle/scenarios/engine_hindcast.h>

namespace mingle::tool {

/// Census groups that a group of a study stands for; itself if none.
std::vector<std::string> census_groups_of(const std::string& group);

/// The panel as it goes on from its later census: that census is the start,
/// covariates stay, and groups grow by the factor that they grew by.
hindcast::Panel continued(const hindcast::Panel& panel);

/// What the twin says of the engine's parameters. Exponents and maps are
/// those of a start at the later census, by the fit without the authority.
class TwinCalibration {
 public:
  TwinCalibration(const HindcastStudy& study, const TwinStudy& twin);

  /// Exponents of every authority, for studies of all of them.
  std::string alpha_csv() const;
  std::string parameters_csv() const;
  /// A base for scenarios of one authority: exponents of census groups, or
  /// where the engine was matched to the twin its file of appeal.
  std::string overlay_toml(std::size_t authority, bool matched) const;
  /// What the engine is to be matched to.
  EngineGuide guide(std::size_t authority) const;
  /// The twin of an authority from the later census on, for previews.
  TwinFile file(std::size_t authority) const;
  /// What was found, as a table for people.
  std::string words() const;

 private:
  void add_covariates(const hindcast::PanelAuthority& place,
                      TwinFile& file) const;
  double spread_of(std::size_t group) const;
  std::vector<double> alphas_of(std::size_t authority) const;

  const HindcastStudy& study_;
  const TwinStudy& twin_;
  hindcast::CrossFit cross_;
  std::vector<hindcast::TwinSpread> spreads_;  ///< by fold
  CommonZones zones_;
  hindcast::Panel later_;
  std::vector<hindcast::TwinArea> areas_;  ///< from the later census on
  std::vector<double> errors_;
  std::vector<double> means_;
};

/// zone, group, appeal; see docs/formats/appeal-csv.md.
std::string appeal_csv(const EngineCalibration& engine);

}  // namespace mingle::tool

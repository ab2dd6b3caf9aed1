// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <mingle/engine/hindcast/control_variate.h>
#include <mingle/engine/hindcast/evaluate.h>
#include <mingle/engine/housing/move_rates.h>

namespace mingle {

/// The engine's mean of D helped by the twin at the same draws.
struct EngineControl {
  std::size_t authority = 0;
  std::size_t pair = 0;
  hindcast::ControlledMean mean;
};

/// How often the engine's households moved, over its replicates.
struct EngineMoves {
  std::size_t authority = 0;
  housing::MoveRates moves;
};

/// The engine's map of an authority: the mean over replicates.
struct EngineMap {
  std::size_t authority = 0;
  std::vector<double> shares;  ///< zones x groups
  std::vector<double> chance;  ///< by group, see hindcast::share_chance()
};

/// A forecast of the zones of an authority that a third census has.
struct MomentumScore {
  std::size_t authority = 0;
  std::size_t zones = 0;
  std::string forecast;        ///< "n1", "n7", "twin"
  std::vector<double> d;       ///< by pair
  std::vector<double> d_seen;  ///< by pair
  std::vector<double> skill;   ///< against N1, by group
};

/// All that a hindcast found.
struct HindcastResults {
  std::string title;
  std::string mingle_version;
  std::string git_commit;
  std::string config_toml;   ///< the study file
  std::string input_sha256;  ///< a line a file: hash, role, path
  hindcast::Panel panel;
  std::vector<hindcast::GroupPair> pairs;
  std::vector<hindcast::Observed> observed;
  std::vector<std::vector<bool>> eligible;  ///< by pair, by authority
  std::vector<hindcast::ScoredForecast> forecasts;
  std::vector<MomentumScore> momentum;      ///< empty without a third census
  std::vector<std::string> parameters;      ///< names, of the twin
  std::vector<double> parameter_values;     ///< mean over folds
  std::vector<double> parameter_errors;     ///< jackknife over folds
  std::vector<std::string> engine_notes;    ///< one an authority it was run for
  std::vector<std::string> engine_leakage;  ///< what it knew of the later time
  std::vector<EngineControl> engine_controls;  ///< empty without a guide
  std::vector<EngineMoves> engine_moves;       ///< one an authority run
  std::vector<EngineMap> engine_maps;          ///< one an authority run
  std::vector<double> twin_shares;             ///< zones x groups, out of fold
};

/// Writes a netCDF-4 compatible file; see docs/formats/hindcast-h5.md.
/// @throws OutputError
void write_hindcast_h5(const std::filesystem::path& target,
                       const HindcastResults& results);

}  // namespace mingle

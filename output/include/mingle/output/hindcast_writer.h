// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <mingle/engine/hindcast/evaluate.h>

namespace mingle {

/// All that a hindcast found.
struct HindcastResults {
  std::string title;
  std::string mingle_version;
  hindcast::Panel panel;
  std::vector<hindcast::GroupPair> pairs;
  std::vector<hindcast::Observed> observed;
  std::vector<std::vector<bool>> eligible;  ///< by pair, by authority
  std::vector<hindcast::ScoredForecast> forecasts;
  std::vector<std::string> parameters;      ///< names, of the twin
  std::vector<double> parameter_values;     ///< mean over folds
  std::vector<double> parameter_errors;     ///< jackknife over folds
  std::vector<std::string> engine_notes;    ///< one an authority it was run for
  std::vector<std::string> engine_leakage;  ///< what it knew of the later time
  std::vector<double> twin_shares;          ///< zones x groups, out of fold
};

/// Writes a netCDF-4 compatible file; see docs/formats/hindcast-h5.md.
/// @throws OutputError
void write_hindcast_h5(const std::filesystem::path& target,
                       const HindcastResults& results);

}  // namespace mingle

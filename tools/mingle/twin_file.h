// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include <mingle/engine/hindcast/twin_ensemble.h>

namespace mingle::tool {

/// The twin of one authority as a file, CSV zone,name,value: numbers of the
/// authority have no zone, covariates of zones do.
/// See docs/formats/twin-csv.md.
struct TwinFile {
  std::string authority;
  std::string region;
  std::vector<std::string> groups;
  std::vector<std::string> covariates;
  std::vector<std::string> retention;  ///< of the covariates
  int start_year = 2021;               ///< of the later census
  int years = 10;                      ///< between the censuses
  double kappa = 20;                   ///< see hindcast::TwinSettings
  double kernel = 1000;
  double reach = 3000;
  std::vector<double> turnover;  ///< by group
  std::vector<double> growth;    ///< ln of later over earlier total
  std::map<std::string, double> parameters;
  hindcast::TwinSpread spread;  ///< without shifts
  /// Covariates of each zone of the later census.
  std::map<std::string, std::vector<double>> zones;
};

std::string twin_csv(const TwinFile& twin);

/// @throws DataError where it is not such a file
TwinFile read_twin_file(const std::string& file);

}  // namespace mingle::tool

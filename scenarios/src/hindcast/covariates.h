// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <vector>

#include <mingle/geo/common_zones.h>
#include <mingle/scenarios/hindcast_study.h>

namespace mingle {

/// Centroid and area of common zones; NaN where the map was not read.
struct ZonePlaces {
  std::vector<double> eastings;
  std::vector<double> northings;
  std::vector<double> areas;  ///< square metres
};

/// Reads a map of earlier zones for some authorities.
/// @throws DataError when a zone of them is not on the map.
ZonePlaces read_places(const AreaChoice::ZonesFile& map,
                       const CommonZones& zones,
                       const std::set<std::string>& authorities);

/// What covariates are made from besides their own table.
struct CovariateContext {
  const CommonZones& zones;
  std::vector<double> residents;  ///< of the earlier census, by zone
  const ZonePlaces& places;
};

/// One value for each common zone, NaN where the table has none.
/// @throws DataError when the table does not match the zones.
std::vector<double> read_covariate(const CovariateChoice& choice,
                                   const CovariateContext& context);

}  // namespace mingle

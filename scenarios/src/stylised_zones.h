// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "stylised_data.h"

#include <cstdint>
#include <vector>

#include <mingle/geo/zone_layer.h>

namespace mingle {

/// Invented small areas, nearest to the centre first.
struct StylisedZones {
  std::vector<Point> seeds;
  std::vector<MultiPolygon> shapes;  ///< tile the outline
  std::vector<double> inwardness;    ///< minus distance to the centre,
                                     ///< standardised: mean 0, sd 1
};

/// Centroidal Voronoi cells of random points. Density of population falls
/// exponentially from the centre; each cell holds about the same population.
StylisedZones make_stylised_zones(const AuthorityFigures& figures,
                                  std::uint64_t seed);

/// Random fields over zones that are alike where zones are near each other.
class SmoothFields {
 public:
  /// Gaussian kernel; its reach is a multiple of the local distance between
  /// seeds, so that it spans as many zones in the centre as outside.
  explicit SmoothFields(const std::vector<Point>& seeds);
  /// @returns one value a zone, mean 0, sd 1; another field for each number.
  std::vector<double> smooth(std::uint64_t seed, std::uint64_t number) const;
  /// The same without smoothing.
  std::vector<double> rough(std::uint64_t seed, std::uint64_t number) const;

 private:
  std::size_t zones_;
  std::vector<double> kernel_;  ///< zones x zones
};

/// Shifts and scales to mean 0, standard deviation 1.
void standardise(std::vector<double>& values);

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <vector>

#include <mingle/engine/indices/geometry.h>
#include <mingle/engine/indices/people_table.h>

namespace mingle {

/// How people at a distance d weigh in a person's surroundings, r the
/// bandwidth in metres.
enum class Kernel {
  exponential,         ///< exp(-d/r)
  biweight,            ///< (1 - (d/r)^2)^2 up to r
  scaled_exponential,  ///< (exp(-2d/r) - exp(-2)) / (1 - exp(-2)) up to r
  triangular,          ///< 1 - d/r up to r
  gaussian,            ///< exp(-d^2 / 2r^2)
  uniform,             ///< 1 up to r
  rook,                ///< the zone and those that share a line with it
  queen,               ///< the zone and those that touch it
  nearest,             ///< the zone and its k nearest
};

struct Surroundings {
  Kernel kernel = Kernel::biweight;
  double bandwidth = 1000;  ///< metres
  double max_distance = std::numeric_limits<double>::infinity();
  std::size_t k = 8;     ///< of `nearest`
  bool network = false;  ///< distances along the zone graph
};

/// The spatial indices of Reardon and O'Sullivan, from one pass. A zone's
/// people live at its centroid; each zone is in its own surroundings with the
/// kernel's value at 0. NaN with fewer than two groups present.
///
/// Kernels without an end are cut where all people of the table together
/// weigh less than 1e-14 of any inhabited zone's own; the result differs from
/// the full sum by no more than that share.
/// @source Reardon and O'Sullivan 2004, Sociological Methodology 34, 121-162.
struct SpatialSegregation {
  double dissimilarity = 0;
  double relative_diversity = 0;
  double information_theory = 0;
  /// Exposure of row group to column group, groups x groups; the diagonal is
  /// spatial isolation. NaN rows where the group is absent.
  std::vector<double> exposure;
};
SpatialSegregation spatial_segregation(const PeopleTable& people,
                                       const IndexGeometry& geometry,
                                       const Surroundings& surroundings);

/// How far a zone's ever larger surroundings (zones added by distance, equal
/// distances together) are from the city's composition: the mean over the
/// population reached of the largest divergence still to come, in nats.
/// Normalised: over its value at the smallest group's corner of a city where
/// the groups live entirely apart. O(n^2 log n) time, O(n) memory a thread.
/// @source Olteanu, Randon-Furling and Clark 2019, PNAS 116.
std::vector<double> distortion_coefficients(const PeopleTable& people,
                                            const IndexGeometry& geometry,
                                            bool normalised);

}  // namespace mingle

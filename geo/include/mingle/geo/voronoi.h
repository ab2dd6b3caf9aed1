// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include <mingle/geo/zone_layer.h>

namespace mingle {

/// Divides an outline among seeds: each zone is the part of the outline
/// nearest to its seed. The zones tile the outline; neighbours share their
/// vertices exactly.
/// @param outline    one shape, metres; must be valid.
/// @param seeds      distinct points inside the outline.
/// @param precision  grid to which vertices are rounded, metres.
/// @returns          one shape for each seed, in order, never empty.
/// @throws DataError when the outline is empty or invalid, when seeds coincide
///         on the grid, or when a seed gets no part of the outline.
std::vector<MultiPolygon> voronoi_zones(const MultiPolygon& outline,
                                        std::span<const Point> seeds,
                                        double precision = 0.01);

}  // namespace mingle

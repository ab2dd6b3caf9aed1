// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ogr_api.h>

#include <mingle/geo/zone_layer.h>

namespace mingle::gdal {

/// Polygons of an OGR geometry; curves become lines, heights are dropped.
/// Without parts if it is not made of polygons.
MultiPolygon to_multi_polygon(OGRGeometryH geometry);

/// The caller owns the result.
OGRGeometryH to_ogr(const MultiPolygon& shape);

}  // namespace mingle::gdal

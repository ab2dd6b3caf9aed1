// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <mingle/geo/zone_layer.h>

namespace mingle {

/// A shape against the OGC rules.
struct ShapeCheck {
  std::string reason;     ///< in the words of GEOS; empty = valid
  MultiPolygon repaired;  ///< if invalid; without parts = nothing is left
};

/// Safe to call from many threads. @throws Error when GEOS fails
ShapeCheck check_shape(const MultiPolygon& shape);

}  // namespace mingle

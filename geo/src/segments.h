// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mingle/geo/zone_layer.h>

namespace mingle {

/// A straight line between two points.
struct Segment {
  Point from;
  Point to;
};

/// How two segments meet.
struct Meeting {
  bool touch = false;  ///< closer than the tolerance somewhere
  double overlap = 0;  ///< length of the line they share, metres
};

/// Compares two segments of some length. They share a line where one, cut to
/// the extent of the other, stays within the tolerance of it.
Meeting meet(const Segment& a, const Segment& b, double tolerance);

}  // namespace mingle

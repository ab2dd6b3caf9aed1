// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "segments.h"

#include <algorithm>
#include <cmath>

#include <mingle/geo/geometry.h>

namespace mingle {
namespace {

/// A point relative to a segment: along it and to its left, metres.
struct Relative {
  double along;
  double aside;
};

/// The frame of a segment, with its length.
class Frame {
 public:
  explicit Frame(const Segment& segment)
      : origin_{segment.from},
        length_{distance(segment.from, segment.to)},
        x_{(segment.to.x - segment.from.x) / length_},
        y_{(segment.to.y - segment.from.y) / length_} {}

  double length() const { return length_; }
  Relative place(Point point) const {
    const double dx = point.x - origin_.x;
    const double dy = point.y - origin_.y;
    return {dx * x_ + dy * y_, dy * x_ - dx * y_};
  }

 private:
  Point origin_;
  double length_;
  double x_;
  double y_;
};

double distance_to(const Frame& frame, Point point) {
  const Relative place = frame.place(point);
  const double beyond =
      place.along - std::clamp(place.along, 0.0, frame.length());
  return std::hypot(beyond, place.aside);
}

bool cross(const Frame& a, const Segment& b) {
  const Relative from = a.place(b.from);
  const Relative to = a.place(b.to);
  if ((from.aside > 0) == (to.aside > 0)) return false;
  const double share = from.aside / (from.aside - to.aside);
  const double along = from.along + share * (to.along - from.along);
  return along >= 0 && along <= a.length();
}

/// Length of the part of `b` alongside the frame's segment if all of that part
/// is within the tolerance, otherwise 0.
double overlap(const Frame& a, const Segment& b, double tolerance) {
  const Relative from = a.place(b.from);
  const Relative to = a.place(b.to);
  const double low = std::max(0.0, std::min(from.along, to.along));
  const double high = std::min(a.length(), std::max(from.along, to.along));
  if (high - low <= tolerance) return 0;
  const double slope = (to.aside - from.aside) / (to.along - from.along);
  const auto aside_at = [&](double along) {
    return std::abs(from.aside + slope * (along - from.along));
  };
  const double widest = std::max(aside_at(low), aside_at(high));
  return widest <= tolerance ? high - low : 0;
}

}  // namespace

Meeting meet(const Segment& a, const Segment& b, double tolerance) {
  const Frame frame_a{a};
  const Frame frame_b{b};
  Meeting meeting;
  meeting.overlap = overlap(frame_a, b, tolerance);
  meeting.touch = meeting.overlap > 0 ||
                  distance_to(frame_a, b.from) <= tolerance ||
                  distance_to(frame_a, b.to) <= tolerance ||
                  distance_to(frame_b, a.from) <= tolerance ||
                  distance_to(frame_b, a.to) <= tolerance || cross(frame_a, b);
  return meeting;
}

}  // namespace mingle

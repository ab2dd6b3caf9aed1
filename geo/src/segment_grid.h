// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "segments.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace mingle {

/// A line of a zone's boundary.
struct BoundaryLine {
  Segment segment;
  std::uint32_t zone = 0;
};

/// Pairs of lines of different zones (by position, first < second) that share
/// a cell of a square grid, sorted, each once. All such lines closer than
/// `margin` metres are among them.
std::vector<std::pair<std::uint32_t, std::uint32_t>> nearby_lines(
    std::span<const BoundaryLine> lines,
    double margin);

}  // namespace mingle

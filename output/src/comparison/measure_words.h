// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <mingle/output/comparison.h>

namespace mingle {

/// Whether comparisons are judged by numbers of this table.
bool is_measured(const ComparedTable& table);
/// Whether a component of the scorecard is moved by no lever directly.
bool is_emergent(const ComparedTable& table);
/// Whether its numbers are shares or indices between 0 and 1.
bool is_share(const ComparedTable& table);
/// Place of its measures in the list; lower comes first.
int rank_of(const ComparedTable& table);
/// Whether rows of a matrix are exposed to its columns.
bool is_exposure(const ComparedTable& table);

/// Rows of the five broad groups, most residents first.
std::vector<std::size_t> broad_order(const Comparison& comparison);

/// Fills id, name and about of a measure. `cell`: row of each dimension.
void describe(const Comparison& comparison,
              const ComparedTable& table,
              const std::vector<std::size_t>& cell,
              Measure& measure);

}  // namespace mingle

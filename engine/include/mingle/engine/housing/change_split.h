// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include <mingle/engine/counts.h>

namespace mingle::housing {

/// Splits the change of the dissimilarity of each pair of groups by the
/// causes of the change of residents: the integral of the gradient along the
/// straight way from the first counts to the last (Aumann-Shapley prices), so
/// that causes are treated alike and the parts add up to the whole change.
///
/// @param last     residents at the end, zone x group
/// @param changes  net change by cause since the start, zone x group each;
///                 the start is `last` less their sum
/// @returns        cause x group x group, row-major; NaN for a pair with a
///                 group that has no residents somewhere on the way
/// @source Aumann and Shapley 1974, Values of Non-Atomic Games, chapter III
std::vector<double> split_dissimilarity_change(
    const GroupCounts& last,
    std::span<const GroupCounts> changes);

}  // namespace mingle::housing

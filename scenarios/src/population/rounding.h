// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <mingle/engine/random.h>

namespace mingle {

/// Shares `total` out in proportion to `weights`, whole numbers that add up,
/// by largest remainder; ties go to the lower place. All zero weights count
/// as equal.
std::vector<std::int32_t> share_out(std::int64_t total,
                                    std::span<const double> weights);

/// Truncate, replicate, sample: the whole parts of `values`, and one more for
/// a systematic sample of the fractions, so that the result adds up to
/// `total` and each cell is right on average.
/// @param values  >= 0, adding up to about `total`
/// @source Lovelace and Ballas 2013, Computers, Environment and Urban
///         Systems 41, 1-11.
std::vector<std::int32_t> truncate_replicate_sample(
    std::span<const double> values,
    std::int64_t total,
    Draws& draws);

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <mingle/output/comparison.h>

namespace mingle {

/// Costs are given for so much of a measure.
inline constexpr double unit_of_effect = 0.01;

/// Pounds of all levers of a scenario, by replicate; NaN where one is not
/// known, empty where it has no levers.
std::vector<double> whole_cost(const ComparedArm& arm);

/// Pounds for each 0.01 by which the measure moves, in the direction in which
/// it does. NaN where no direction is shown, the cost is not known, or no
/// finite interval holds the ratio.
RatioResult price_of_effect(const Comparison& comparison,
                            const Measure& measure,
                            std::size_t contrast);

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <mingle/output/comparison.h>
#include <mingle/output/read_results.h>

namespace mingle {

/// Adds tables of residents by deprivation of their zone, made from the zone
/// tables: /deprivation/residents and isolation by fifth and group, and
/// /deprivation/mean_decile by group. Nothing where the runs have no deciles.
/// @throws DataError
void add_by_deprivation(const std::vector<ResultFile>& files,
                        Comparison& comparison);

}  // namespace mingle

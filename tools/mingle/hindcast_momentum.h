// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <mingle/output/hindcast_writer.h>

namespace mingle::tool {

/// Scores of N1, N7 (momentum) and the twin on those zones of each authority
/// that the earliest census has, where they are at least 30. Each forecast is
/// scaled to the groups' later totals on them.
/// @param earliest  zones x groups of the panel, NaN where there is none
/// @param twin      forecast by authority
std::vector<MomentumScore> momentum_scores(
    const hindcast::Panel& panel,
    const std::vector<double>& earliest,
    const std::vector<PeopleTable>& twin,
    const std::vector<hindcast::GroupPair>& pairs);

/// The same as a table in Markdown; empty if there are none.
std::string momentum_table(const HindcastResults& results, int earliest_year);

}  // namespace mingle::tool

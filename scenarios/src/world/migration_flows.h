// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <mingle/engine/world.h>

namespace mingle {

/// Flows between the authorities of the study from a census table of moves
/// (columns LAD_one_year_ago_CD, LAD_CD, count; other columns ignored).
/// Residents with an origin in the authority: those whose destination is the
/// same stayed, others went to their destination or, if it is not in the
/// study, outside.
/// @param file        empty: every leaver goes outside
/// @param stay_share  for authorities without a row
/// @param notes       such authorities are named (added to)
/// @throws DataError
MigrationFlows read_flows(const std::string& file,
                          const AuthorityTable& authorities,
                          double stay_share,
                          std::vector<std::string>& notes);

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <mingle/engine/counts.h>
#include <mingle/engine/id.h>

namespace mingle {

/// Groups that headline figures and maps are made for: those with at least 1
/// percent of the residents, largest first (ties in table order), and always
/// the two largest.
std::vector<GroupId> main_groups(const GroupCounts& residents);

}  // namespace mingle

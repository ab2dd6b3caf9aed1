// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mingle/engine/groups.h>
#include <mingle/engine/rules.h>
#include <mingle/engine/zones.h>
#include <mingle/scenarios/scenario.h>

namespace mingle {

/// Exponents of the pull of the own group: `usual` for all, the authority's
/// where it has one, the group's where it has one, the file's above all. One a
/// group where no authority differs, else one an authority and group.
/// @throws ConfigError for an authority or group the study does not have,
///         DataError for a bad file
void set_alphas(const Scenario& scenario,
                const GroupScheme& groups,
                const AuthorityTable& authorities,
                double usual,
                mingle::Rules& rules);

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <mingle/engine/housing/policy.h>

namespace mingle::housing {

AuthorityPolicy policy_of(const Rules& rules, std::size_t groups) {
  AuthorityPolicy policy;
  policy.social = rules.social;
  policy.gap = rules.private_rented.gap;
  policy.gap.resize(groups, 0.0);
  policy.register_rate.assign(groups, 1.0);
  policy.arrivals.assign(groups, 1.0);
  policy.fairness.assign(groups, 0.0);
  policy.dispersal_share = rules.migration.dispersal_share;
  policy.dispersal_cap = rules.migration.dispersal_cap;
  policy.arrival_elasticity = rules.migration.arrival_elasticity;
  return policy;
}

}  // namespace mingle::housing

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "destinations.h"

#include <algorithm>
#include <span>

namespace mingle::housing {

void Destinations::update(const TickWork& work) {
  pulled_.clear();
  const std::size_t count = world_.base.authorities.size();
  const auto& all = world_.group_destinations.empty()
                        ? world_.base.flows.cumulative
                        : world_.group_destinations;
  const auto pulls = [](const AuthorityWork& authority) {
    return authority.vacancy_pull > 1;
  };
  if (std::none_of(work.authorities.begin(), work.authorities.end(), pulls)) {
    return;
  }
  pulled_.reserve(all.size());
  for (std::size_t row = 0; row < all.size(); row += count) {
    double before = 0;
    double passed = 0;
    for (std::size_t to = 0; to < count; ++to) {
      const double share = all[row + to] - before;
      before = all[row + to];
      passed += share * work.authorities[to].vacancy_pull;
      pulled_.push_back(passed);
    }
    const double sum = passed + (1.0 - before);
    for (std::size_t to = 0; to < count; ++to) pulled_[row + to] /= sum;
  }
}

AuthorityId Destinations::pick(std::size_t from,
                               std::size_t group,
                               double u) const {
  auto cumulative = world_.destinations(from, group);
  if (!pulled_.empty()) {
    const std::size_t count = world_.base.authorities.size();
    const std::size_t table = world_.group_destinations.empty() ? 0 : group;
    cumulative = std::span<const double>{pulled_}.subspan(
        (table * count + from) * count, count);
  }
  const auto found = std::upper_bound(cumulative.begin(), cumulative.end(), u);
  if (found == cumulative.end()) return AuthorityId{};
  return AuthorityId{static_cast<std::size_t>(found - cumulative.begin())};
}

}  // namespace mingle::housing

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>

#include <mingle/engine/households.h>
#include <mingle/engine/id.h>

namespace mingle {

/// Why a household is looking for a home.
enum class SearchReason : std::uint8_t { move, migrate, arrive };

/// A household looking for a home in one authority this tick, with what the
/// rounds need to know of it, so that they seldom touch the household table.
struct Search {
  std::uint64_t id = 0;  ///< persistent
  HouseholdId household;
  ZoneId origin;  ///< where it lives; none if it comes from elsewhere
  SearchReason reason = SearchReason::move;
  std::uint8_t group = 0;
  std::uint8_t kind = 0;
};

/// @param origin  none for households from elsewhere
inline Search make_search(const HouseholdTable& households,
                          HouseholdId household,
                          ZoneId origin,
                          SearchReason reason) {
  const std::size_t row = household.index();
  return {households.ids[row],
          household,
          origin,
          reason,
          households.groups[row],
          households.kinds[row]};
}

/// Place in Vacancies::dwellings, or none.
using VacancyIndex = std::uint32_t;
inline constexpr VacancyIndex no_vacancy =
    std::numeric_limits<VacancyIndex>::max();

}  // namespace mingle

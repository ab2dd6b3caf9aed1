// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <mingle/engine/state.h>

namespace mingle {

/// Vacant dwellings that exist at the state's tick, by authority.
std::vector<Vacancies> find_vacancies(const World& world, const State& state);

/// Replaces an authority's vacancies by those not `taken` and those `freed`.
/// @param taken  one flag per entry of vacancies.dwellings
/// @param freed  ascending
/// @param spare  scratch
void update_vacancies(const World& world,
                      AuthorityId authority,
                      Vacancies& vacancies,
                      const std::vector<std::uint8_t>& taken,
                      const std::vector<DwellingId>& freed,
                      std::vector<DwellingId>& spare);

}  // namespace mingle

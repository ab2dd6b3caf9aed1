// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "vacancies.h"

#include <algorithm>

#include <mingle/engine/assert.h>

namespace mingle {
namespace {

void index_cells(const World& world,
                 AuthorityId authority,
                 Vacancies& vacancies) {
  const std::uint32_t begin = world.first_cell[authority.index()];
  const std::uint32_t end = world.first_cell[authority.index() + 1];
  vacancies.first.assign(end - begin + 1, 0);
  for (const DwellingId dwelling : vacancies.dwellings) {
    ++vacancies
          .first[world.dwellings.cells[dwelling.index()].value() - begin + 1];
  }
  vacancies.counts.resize(end - begin);
  for (std::size_t i = 0; i < vacancies.counts.size(); ++i) {
    vacancies.counts[i] = static_cast<std::int32_t>(vacancies.first[i + 1]);
    vacancies.first[i + 1] += vacancies.first[i];
  }
}

}  // namespace

std::vector<Vacancies> find_vacancies(const World& world, const State& state) {
  std::vector<Vacancies> found(world.authorities.size());
  for (std::size_t i = 0; i < world.dwellings.size(); ++i) {
    const DwellingId dwelling{i};
    if (state.occupants[i].exists() ||
        !world.dwellings.exists_at(dwelling, state.tick)) {
      continue;
    }
    const AuthorityId authority = world.authority_of(world.dwellings.cells[i]);
    found[authority.index()].dwellings.push_back(dwelling);
  }
  for (std::size_t a = 0; a < found.size(); ++a) {
    index_cells(world, AuthorityId{a}, found[a]);
  }
  return found;
}

void update_vacancies(const World& world,
                      AuthorityId authority,
                      Vacancies& vacancies,
                      const std::vector<std::uint8_t>& taken,
                      const std::vector<DwellingId>& freed,
                      std::vector<DwellingId>& spare) {
  MINGLE_EXPECT(std::is_sorted(freed.begin(), freed.end()));
  spare.clear();
  auto next_freed = freed.begin();
  for (std::size_t i = 0; i < vacancies.dwellings.size(); ++i) {
    const DwellingId kept = vacancies.dwellings[i];
    while (next_freed != freed.end() && *next_freed < kept) {
      spare.push_back(*next_freed++);
    }
    if (taken[i] == 0) spare.push_back(kept);
  }
  spare.insert(spare.end(), next_freed, freed.end());
  vacancies.dwellings.swap(spare);
  index_cells(world, authority, vacancies);
}

}  // namespace mingle

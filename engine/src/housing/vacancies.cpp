// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "phases.h"

#include <algorithm>

#include <mingle/engine/housing/flags.h>
#include <mingle/engine/parallel.h>

namespace mingle::housing {
namespace {

void index_cells(const World& world,
                 const State& state,
                 AuthorityId authority,
                 Vacancies& vacancies) {
  const std::uint32_t begin = world.base.first_cell[authority.index()];
  const std::uint32_t end = world.base.first_cell[authority.index() + 1];
  vacancies.first.assign(end - begin + 1, 0);
  for (const DwellingId dwelling : vacancies.dwellings) {
    ++vacancies
          .first[state.dwellings.cells[dwelling.index()].value() - begin + 1];
  }
  vacancies.counts.resize(end - begin);
  for (std::size_t i = 0; i < vacancies.counts.size(); ++i) {
    vacancies.counts[i] = static_cast<std::int32_t>(vacancies.first[i + 1]);
    vacancies.first[i + 1] += vacancies.first[i];
  }
}

bool on_offer(const State& state, DwellingId dwelling) {
  return !state.dwellings.occupants[dwelling.index()].exists() &&
         !has_flag(state.dwellings.flags[dwelling.index()],
                   DwellingFlag::closed);
}

}  // namespace

void refresh_vacancies(const World& world,
                       State& state,
                       AuthorityId authority,
                       AuthorityWork& work) {
  auto& listed = state.vacancies[authority.index()].dwellings;
  const auto& cells = state.dwellings.cells;
  const auto by_cell = [&cells](DwellingId a, DwellingId b) {
    const CellId cell_a = cells[a.index()];
    const CellId cell_b = cells[b.index()];
    return cell_a != cell_b ? cell_a < cell_b : a < b;
  };
  std::sort(work.gone.begin(), work.gone.end());
  const auto is_out = [&](DwellingId dwelling) {
    return !on_offer(state, dwelling) ||
           std::binary_search(work.gone.begin(), work.gone.end(), dwelling);
  };
  listed.erase(std::remove_if(listed.begin(), listed.end(), is_out),
               listed.end());
  auto& freed = work.freed;
  freed.erase(std::remove_if(freed.begin(),
                             freed.end(),
                             [&](DwellingId dwelling) {
                               return !on_offer(state, dwelling);
                             }),
              freed.end());
  std::sort(freed.begin(), freed.end(), by_cell);
  freed.erase(std::unique(freed.begin(), freed.end()), freed.end());
  const auto middle = static_cast<std::ptrdiff_t>(listed.size());
  listed.insert(listed.end(), freed.begin(), freed.end());
  std::inplace_merge(
      listed.begin(), listed.begin() + middle, listed.end(), by_cell);
  index_cells(world, state, authority, state.vacancies[authority.index()]);
  freed.clear();
  work.gone.clear();
}

void refresh_vacancies(const World& world, State& state, TickWork& work) {
  parallel_for_blocks(
      work.authorities.size(), 1, [&](std::size_t a, std::size_t, std::size_t) {
        refresh_vacancies(world, state, AuthorityId{a}, work.authorities[a]);
      });
}

std::vector<Vacancies> find_vacancies(const World& world, const State& state) {
  std::vector<Vacancies> found(world.base.authorities.size());
  for (std::size_t i = 0; i < state.dwellings.size(); ++i) {
    if (!on_offer(state, DwellingId{i})) continue;
    const AuthorityId authority =
        world.base.authority_of(state.dwellings.cells[i]);
    found[authority.index()].dwellings.push_back(DwellingId{i});
  }
  const auto& cells = state.dwellings.cells;
  for (std::size_t a = 0; a < found.size(); ++a) {
    std::stable_sort(found[a].dwellings.begin(),
                     found[a].dwellings.end(),
                     [&cells](DwellingId x, DwellingId y) {
                       return cells[x.index()] < cells[y.index()];
                     });
    index_cells(world, state, AuthorityId{a}, found[a]);
  }
  return found;
}

}  // namespace mingle::housing

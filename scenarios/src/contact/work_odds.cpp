// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "work_odds.h"

#include <algorithm>
#include <cmath>

namespace mingle {
namespace {

/// Adults in or out of the labour force who are alike.
struct Cell {
  std::size_t zone = 0;
  std::size_t kind = 0;  ///< broad group and sex
  bool fluent = false;
  double working = 0;
  double inactive = 0;
};

/// One Newton step of each term towards its margin. Half a person of each
/// sort is added to every margin, so that no term runs away.
void improve(const std::vector<Cell>& cells,
             double fluency,
             std::size_t Cell::*which,
             const std::vector<double>& others,
             std::size_t Cell::*other,
             std::vector<double>& terms) {
  std::vector<double> missing(terms.size(), 0.0);
  std::vector<double> curve(terms.size(), 0.25);
  for (const Cell& cell : cells) {
    const double people = cell.working + cell.inactive;
    const double logit = terms[cell.*which] + others[cell.*other] +
                         (cell.fluent ? fluency : 0.0);
    const double p = 1 / (1 + std::exp(-logit));
    missing[cell.*which] += cell.working - people * p;
    curve[cell.*which] += people * p * (1 - p);
  }
  for (std::size_t i = 0; i < terms.size(); ++i) {
    terms[i] += std::clamp(missing[i] / curve[i], -1.0, 1.0);
    terms[i] = std::clamp(terms[i], -6.0, 6.0);
  }
}

/// Adults of working age of a zone by kind (broad group and sex) and fluency,
/// kind-major.
/// @param unemployed_ratio  out: unemployed over working; kept if nobody works
std::vector<Cell> count_zone(const PeopleByZone& people,
                             std::size_t zone,
                             const std::vector<contact::Traits>& traits,
                             const contact::World& world,
                             double& unemployed_ratio) {
  using contact::Employment;
  std::vector<Cell> cells(world.broad_count() * 4);
  double working = 0;
  double unemployed = 0;
  for (const Candidate& one : people.of(zone)) {
    if (one.age < housing::adult_age || one.age >= housing::pension_age) {
      continue;
    }
    const contact::Traits& each = traits[one.row];
    const bool fluent = each.english() >= contact::English::well;
    const std::size_t broad = world.broad[one.group];
    const std::size_t kind = broad * 2 + static_cast<std::size_t>(one.sex);
    Cell& cell = cells[kind * 2 + (fluent ? 1 : 0)];
    cell = {zone, kind, fluent, cell.working, cell.inactive};
    if (each.works()) cell.working += 1;
    if (each.employment() == Employment::inactive) cell.inactive += 1;
    working += each.works() ? 1 : 0;
    unemployed += each.employment() == Employment::unemployed ? 1 : 0;
  }
  if (working > 0) unemployed_ratio = unemployed / working;
  return cells;
}

}  // namespace

void set_work_odds(const PeopleByZone& people,
                   const std::vector<contact::Traits>& traits,
                   contact::World& world) {
  const std::size_t kinds = world.broad_count() * 2;
  std::vector<Cell> cells;
  world.unemployed_ratio.assign(people.zones(), 0.05);
  for (std::size_t z = 0; z < people.zones(); ++z) {
    const std::vector<Cell> here =
        count_zone(people, z, traits, world, world.unemployed_ratio[z]);
    for (const Cell& cell : here) {
      if (cell.working + cell.inactive > 0) cells.push_back(cell);
    }
  }
  world.work_zone.assign(people.zones(), 0.0);
  world.work_group.assign(kinds, 1.0);
  const double fluency = world.rules.work.fluency;
  constexpr int sweeps = 40;
  for (int i = 0; i < sweeps; ++i) {
    improve(cells,
            fluency,
            &Cell::zone,
            world.work_group,
            &Cell::kind,
            world.work_zone);
    improve(cells,
            fluency,
            &Cell::kind,
            world.work_zone,
            &Cell::zone,
            world.work_group);
  }
}

}  // namespace mingle

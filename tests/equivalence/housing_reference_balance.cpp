// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
// Who moves where, so that homes of each sector receive what they lose.
#include "housing_reference.h"

#include <algorithm>
#include <cmath>

namespace mingle::test {

using housing::Sector;
using housing::Sex;

namespace {

constexpr std::array<double, 4> mobile{1.0, 0.5, 0.2, 0.1};

double mobile_at(int age) {
  return mobile[age < 35 ? 0 : (age < 50 ? 1 : (age < 65 ? 2 : 3))];
}

using Three = std::array<double, 3>;

Three normal(Three shares) {
  const double all = shares[0] + shares[1] + shares[2];
  for (double& share : shares) share /= all;
  return shares;
}

/// Some households of one origin, a year.
struct Row {
  double households = 0;
  Three shares{};
  bool can_buy = true;
  bool can_rent = true;
};

Three pulled_within_reach(const Row& row, const Three& pull) {
  const Three wanted = HousingReference::pulled(row.shares, pull);
  if (!row.can_buy) return {0, wanted[1], wanted[2] + wanted[0]};
  if (!row.can_rent) return {wanted[0] + wanted[2], wanted[1], 0};
  return wanted;
}

Three fit(const std::vector<Row>& rows, const Three& totals) {
  Three pull{1, 1, 1};
  for (int pass = 0; pass < 200; ++pass) {
    Three sums{};
    for (const Row& row : rows) {
      const Three shares = pulled_within_reach(row, pull);
      for (std::size_t s = 0; s < 3; ++s) sums[s] += row.households * shares[s];
    }
    const double all = sums[0] + sums[1] + sums[2];
    const double wanted = totals[0] + totals[1] + totals[2];
    double off = 0;
    for (std::size_t s = 0; s < 3; ++s) {
      if (sums[s] <= 0 || totals[s] <= 0) continue;
      const double factor = totals[s] / wanted * all / sums[s];
      pull[s] *= factor;
      off = std::max(off, std::abs(factor - 1));
    }
    if (off < 1e-9) break;
  }
  return pull;
}

}  // namespace

HousingReference::Shares HousingReference::pulled(const Shares& shares,
                                                  const Shares& pull) {
  const Shares out{
      shares[0] * pull[0], shares[1] * pull[1], shares[2] * pull[2]};
  return out[0] + out[1] + out[2] > 0 ? normal(out) : shares;
}

HousingReference::Shares HousingReference::mover_shares(Sector from) const {
  Shares shares =
      world_.rules.mobility.transition[static_cast<std::size_t>(from)];
  if (from == Sector::owner) {
    return {shares[0] + shares[1], 0, shares[2]};
  }
  if (from == Sector::social) return shares;
  shares[1] = 0;
  return shares[0] + shares[2] > 0 ? normal(shares) : shares;
}

HousingReference::Shares HousingReference::migrant_shares(Sector from) const {
  const Shares shares =
      world_.rules.mobility.transition[static_cast<std::size_t>(from)];
  if (from == Sector::owner) {
    return {shares[0] + shares[1], 0, shares[2]};
  }
  return {shares[0], 0, shares[2] + shares[1]};
}

/// What an authority's households say, a year. Lists hold one entry for each
/// household with what it can do.
struct HousingReference::Census {
  struct Group {
    double natural = 0;                  ///< births less deaths, persons
    double leaving = 0;                  ///< persons
    double staying = 0;                  ///< of them, within the study
    double members = 0;                  ///< of its households
    std::array<double, 3> households{};  ///< by sector
  };
  std::vector<Group> groups;

  std::array<double, 6> pressure{};
  std::array<double, 6> households{};
  Three exits{};
  std::array<std::vector<Row>, 6> movers;     ///< by sector and age
  std::array<std::vector<Row>, 6> emigrants;  ///< by sector and age
  std::array<std::vector<Row>, 2> formed;     ///< by age
  std::array<std::vector<Row>, 2> arrivals;   ///< by age
};

namespace {

double total(const std::vector<Row>& rows) {
  double all = 0;
  for (const Row& row : rows) all += row.households;
  return all;
}

void append(std::vector<Row>& to,
            const std::vector<Row>& rows,
            double scale,
            const Three& shares) {
  for (Row row : rows) {
    row.households *= scale;
    row.shares = shares;
    to.push_back(row);
  }
}

}  // namespace

void HousingReference::count(int h, Census& census) const {
  const Household& household = households_[row(h)];
  const housing::MobilityRules& rates = world_.rules.mobility;
  const housing::DemographyRules& people = world_.rules.demography;
  const std::size_t a = household.authority;
  const auto s = static_cast<std::size_t>(sector_at(household.home));
  const int years = age(household.members.front());
  const std::size_t old = aged(years);
  double factor = pressure(household);
  if (household.changed == housing::never) {
    const double had = 1.0 - std::exp(-event_rate(household));
    factor *= 1.0 + had * (std::exp(rates.life_event) - 1.0);
  }
  census.pressure[2 * s + old] += factor;
  ++census.households[2 * s + old];
  Seeker buys = seeker_of(h, Why::move, Sector::owner);
  Seeker rents = seeker_of(h, Why::move, Sector::private_rented);
  count_means(household.home, buys);
  count_means(household.home, rents);
  Row like{1.0,
           {},
           in_reach(a, Sector::owner, buys),
           in_reach(a, Sector::private_rented, rents)};
  census.movers[2 * s + old].push_back(like);

  const std::size_t type = a * groups() + household.group;
  const double* cumulative = destinations(a, household.group);
  const std::size_t n = world_.base.authorities.size();
  const double leave = world_.leave_rates[type] * leaving_scale_[type] *
                       leaving_weight(household);
  const double stays = cumulative == nullptr ? 0 : cumulative[n - 1];
  census.exits[s] += leave;
  like.households = leave * stays;
  census.emigrants[2 * s + old].push_back(like);
  like.households = mobile_at(years);
  census.arrivals[old].push_back(like);
  census.groups.resize(groups());
  Census::Group& own = census.groups[household.group];
  own.members += static_cast<double>(household.members.size());
  ++own.households[s];
  for (const Person& person : household.members) {
    Census::Group& group = census.groups[person.group];
    group.leaving += leave;
    group.staying += leave * stays;
  }
  if (people.active) count_people(h, census);
}

/// Who leaves home, parts, dies last or unites.
void HousingReference::count_people(int h, Census& census) const {
  const Household& household = households_[row(h)];
  const housing::DemographyRules& people = world_.rules.demography;
  const std::size_t a = household.authority;
  const auto s = static_cast<std::size_t>(sector_at(household.home));
  const int years = age(household.members.front());
  std::vector<Person> adults;
  double leavers = 0;
  for (std::size_t i = 0; i < household.members.size(); ++i) {
    const Person& person = household.members[i];
    const int member = age(person);
    if (member >= 18) adults.push_back(person);
    const auto sex = static_cast<std::size_t>(person.sex);
    census.groups[person.group].natural -=
        std::exp(people.death_level[sex] + people.death_slope[sex] * member);
    std::size_t other = person.group;
    if (household.couple && i < 2) other = household.members[1 - i].group;
    if (person.sex == Sex::female && member >= 15 && member < 50) {
      census.groups[people.child_group[person.group * groups() + other]]
          .natural += people.fertility[static_cast<std::size_t>(member - 15)] *
                      people.fertility_factor[person.group];
    }
    if (i >= (household.couple ? 2U : 1U) && member >= 18 && member <= 29 &&
        member <= years - 16) {
      leavers += people.leave_home_rate;
    }
  }
  if (adults.size() == 1) {
    const auto sex = static_cast<std::size_t>(adults[0].sex);
    census.exits[s] += std::exp(people.death_level[sex] +
                                people.death_slope[sex] * age(adults[0]));
  }
  const bool single =
      household.composition == housing::Composition::single_under_65 ||
      household.composition == housing::Composition::lone_parent;
  if (single && years >= 18 && years < 60) {
    census.exits[s] += people.union_rate / 2;
  }
  Seeker young;
  young.income = household.income / 2;
  Row like{leavers,
           {},
           in_reach(a, Sector::owner, young),
           in_reach(a, Sector::private_rented, young)};
  census.formed[0].push_back(like);
  if (!household.couple) return;
  like.households = people.dissolution_rate;
  census.formed[aged(age(household.members[1]))].push_back(like);
}

std::array<double, 6> HousingReference::table_rates() const {
  const housing::MobilityRules& rules = world_.rules.mobility;
  return {rules.owner_under_55,
          rules.owner_55_plus,
          rules.social,
          rules.social,
          rules.private_under_55,
          rules.private_55_plus};
}

void HousingReference::calibrate() {
  scale_leaving();
  std::vector<Census> censuses(world_.base.authorities.size());
  for (int h = 0; h < static_cast<int>(households_.size()); ++h) {
    if (housed(h)) count(h, censuses[households_[row(h)].authority]);
  }
  for (std::size_t a = 0; a < censuses.size(); ++a) balance(censuses, a);
}

/// Who comes to an authority, households a year.
struct HousingReference::Coming {
  std::array<std::vector<Row>, 6> migrants;  ///< by class they lived in
  double uk = 0;
  double abroad = 0;
  double all = 0;                ///< with households that form
  std::array<double, 2> ages{};  ///< of all
  Three pushed_out{};            ///< by sector, for whom totals have no room
  std::array<double, 2> arrivals_aged{};  ///< share of arrivals of an age
};

/// As many of a group come, or are pushed out, as the totals need.
void HousingReference::hold(const std::vector<Census>& censuses,
                            std::size_t a,
                            std::size_t g,
                            Coming& come) const {
  if (censuses[a].groups.empty()) return;
  const std::size_t n = censuses.size();
  const std::size_t type = a * groups() + g;
  const Census::Group& group = censuses[a].groups[g];
  const auto& persons = world_.targets.persons;
  const double years = static_cast<double>(persons.size() - 1) / 4;
  const double growth =
      years > 0 ? (persons.back()[type] - persons.front()[type]) / years : 0;
  double need = growth - group.natural + group.leaving;
  for (std::size_t from = 0; from < n; ++from) {
    const double* cumulative = destinations(from, g);
    if (cumulative == nullptr) break;
    const double stays = cumulative[n - 1];
    const double here = cumulative[a] - (a == 0 ? 0.0 : cumulative[a - 1]);
    if (stays <= 0 || here <= 0 || censuses[from].groups.empty()) continue;
    need -= here / stays * censuses[from].groups[g].staying;
  }
  const double households =
      group.households[0] + group.households[1] + group.households[2];
  if (households == 0) return;
  need *= households / group.members;
  for (std::size_t s = 0; s < 3 && need < 0; ++s) {
    come.pushed_out[s] -= need * group.households[s] / households;
  }
  const double uk = world_.arrivals.from_uk[type];
  const double abroad = world_.arrivals.from_abroad[type];
  const double share = uk + abroad > 0 ? abroad / (uk + abroad) : 0;
  come.abroad += std::max(0.0, need) * share;
  come.uk += std::max(0.0, need) * (1 - share);
}

HousingReference::Coming HousingReference::coming(
    const std::vector<Census>& censuses,
    std::size_t a) const {
  const Census& census = censuses[a];
  const std::size_t n = censuses.size();
  Coming come;
  const auto& cumulative = world_.base.flows.cumulative;
  for (std::size_t from = 0; from < n && !cumulative.empty(); ++from) {
    const double stays = cumulative[from * n + n - 1];
    const double here = cumulative[from * n + a] -
                        (a == 0 ? 0.0 : cumulative[from * n + a - 1]);
    if (stays <= 0 || here <= 0) continue;
    for (std::size_t c = 0; c < 6; ++c) {
      append(come.migrants[c], censuses[from].emigrants[c], here / stays, {});
    }
  }
  for (std::size_t old = 0; old < 2; ++old) {
    come.ages[old] = total(census.formed[old]);
    for (std::size_t s = 0; s < 3; ++s) {
      come.ages[old] += total(come.migrants[2 * s + old]);
    }
  }
  for (std::size_t g = 0; g < groups(); ++g) {
    const std::size_t type = a * groups() + g;
    if (world_.targets.given()) {
      hold(censuses, a, g, come);
      continue;
    }
    come.uk += world_.arrivals.from_uk[type];
    come.abroad += world_.arrivals.from_abroad[type];
  }
  const double likely = total(census.arrivals[0]) + total(census.arrivals[1]);
  for (std::size_t old = 0; old < 2; ++old) {
    const double share = likely > 0 ? total(census.arrivals[old]) / likely : 0;
    come.arrivals_aged[old] = share;
    come.ages[old] += share * (come.uk + come.abroad);
  }
  come.all = come.ages[0] + come.ages[1];
  return come;
}

/// Homes built and not demolished, a year.
HousingReference::Shares HousingReference::built_in(
    std::size_t authority) const {
  Three built{};
  for (const housing::SupplyChange& change : world_.supply) {
    if (world_.base.authority_of(change.cell).index() != authority) continue;
    const auto tenure =
        housing::tenure_of_kind(world_.base.kind_of(change.cell));
    built[static_cast<std::size_t>(housing::sector_of(tenure))] +=
        change.dwellings * 4.0 / (world_.supply.back().tick + 1);
  }
  return built;
}

/// What each sector receives, and how many leave it by a move.
struct HousingReference::Moves {
  std::array<double, 6> into{};
  Three out{};
  std::array<double, 6> by_class{};
  double housed = 1;  ///< of those who come or form
};

namespace {

/// Scales movers by class to those out of each sector and of each age.
void fit_classes(const Three& out,
                 const std::array<double, 2>& ages,
                 std::array<double, 6>& movers) {
  const double all_ages = ages[0] + ages[1];
  for (int pass = 0; pass <= 100; ++pass) {
    for (std::size_t s = 0; s < 3; ++s) {
      const double sum = movers[2 * s] + movers[2 * s + 1];
      for (std::size_t old = 0; old < 2; ++old) {
        movers[2 * s + old] *= sum > 0 ? out[s] / sum : 0;
      }
    }
    if (pass == 100 || all_ages <= 0) return;
    for (std::size_t old = 0; old < 2; ++old) {
      const double sum = movers[old] + movers[2 + old] + movers[4 + old];
      const double wanted = ages[old] / all_ages * (out[0] + out[1] + out[2]);
      for (std::size_t s = 0; s < 3; ++s) {
        movers[2 * s + old] *= sum > 0 ? wanted / sum : 0;
      }
    }
  }
}

}  // namespace

HousingReference::Moves HousingReference::moves_of(const Census& census,
                                                   const Coming& come,
                                                   std::size_t a) const {
  const Three built = built_in(a);
  const auto rates = table_rates();
  double households = 0;
  for (const double count : census.households) households += count;
  Three exits = census.exits;
  for (std::size_t s = 0; s < 3; ++s) exits[s] += come.pushed_out[s];
  const double room =
      exits[0] + exits[1] + exits[2] + built[0] + built[1] + built[2];
  const double rest = std::min(0.0, come.all - room);
  Moves moves;
  moves.housed = come.all > room ? room / come.all : 1;
  std::array<double, 2> ages{};
  const double least = world_.rules.mobility.least_within;
  for (std::size_t s = 0; s < 3; ++s) {
    const double stock =
        census.households[2 * s] + census.households[2 * s + 1];
    for (std::size_t c = 2 * s; c < 2 * s + 2; ++c) {
      moves.by_class[c] = rates[c] * census.households[c];
    }
    const double survey = moves.by_class[2 * s] + moves.by_class[2 * s + 1];
    const double freed =
        exits[s] + built[s] + (households > 0 ? rest * stock / households : 0) +
        world_.rules.mobility.tenure_trend[s] / 100 * households;
    const double into = std::max(survey, freed + least * survey);
    moves.out[s] = into - freed;
    for (std::size_t old = 0; old < 2 && survey > 0; ++old) {
      const std::size_t c = 2 * s + old;
      moves.into[c] = into * moves.by_class[c] / survey;
      ages[old] += moves.into[c];
    }
  }
  for (std::size_t old = 0; old < 2; ++old) {
    ages[old] =
        std::max(ages[old] - moves.housed * come.ages[old], least * ages[old]);
  }
  fit_classes(moves.out, ages, moves.by_class);
  return moves;
}

void HousingReference::balance(const std::vector<Census>& censuses,
                               std::size_t a) {
  const Census& census = censuses[a];
  const Coming come = coming(censuses, a);
  const Moves moves = moves_of(census, come, a);
  const housing::MobilityRules& prior = world_.rules.mobility;
  const housing::MigrationRules& migration = world_.rules.migration;
  std::array<Three, 2> pull;
  for (std::size_t old = 0; old < 2; ++old) {
    std::vector<Row> rows;
    for (std::size_t s = 0; s < 3; ++s) {
      const std::size_t c = 2 * s + old;
      const auto from = static_cast<Sector>(s);
      const double sum = total(census.movers[c]);
      append(rows,
             census.movers[c],
             sum > 0 ? moves.by_class[c] / sum : 0,
             s == 2 ? prior.transition[2] : mover_shares(from));
      append(rows, come.migrants[c], moves.housed, migrant_shares(from));
    }
    append(rows, census.formed[old], moves.housed, prior.new_household);
    const double likely = total(census.arrivals[old]);
    const double each =
        likely > 0 ? moves.housed * come.arrivals_aged[old] / likely : 0;
    append(rows,
           census.arrivals[old],
           each * come.uk,
           migration.arrival_sector_uk);
    append(rows,
           census.arrivals[old],
           each * come.abroad,
           migration.arrival_sector);
    pull[old] =
        fit(rows, {moves.into[old], moves.into[2 + old], moves.into[4 + old]});
  }
  const Three vacant = vacant_shares(a);
  for (std::size_t s = 0; s < 3; ++s) vacant_at_start_.push_back(vacant[s]);
  const auto rates = table_rates();
  for (std::size_t c = 0; c < 6; ++c) {
    sector_pull_.push_back(pull[c % 2][c / 2]);
    const double let = pulled(prior.transition[2], pull[c % 2])[1];
    const double deciding = c / 2 == 2 ? 1 - let : 1;
    hazard_scale_.push_back(census.households[c] == 0
                                ? rates[c]
                                : deciding * moves.by_class[c] /
                                      census.pressure[c]);
  }
}

}  // namespace mingle::test

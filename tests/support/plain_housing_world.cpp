// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <string>

#include <mingle/engine/housing/state_edits.h>
#include <mingle/engine/housing/step.h>
#include <mingle/engine/random.h>
#include <mingle/test_support/plain_housing_world.h>

namespace mingle::test {
namespace {

constexpr double plain_price = 100'000.0;
constexpr double plain_rent = 5'000.0;
constexpr std::uint16_t plain_income = 500;  // hundreds of pounds
constexpr int plain_age = 40;

void add_zones(const PlainWorld& spec, mingle::World& base) {
  const std::size_t n = spec.side;
  std::vector<NeighbourGraph::Edge> edges;
  base.authorities = {{"A0"}, {"Plain"}, {{}}};
  for (std::size_t i = 0; i < n * n; ++i) {
    const ZoneId zone{i};
    const std::size_t x = i % n;
    const std::size_t y = i / n;
    const double metres = 1000.0 * spec.spacing_km;
    base.zones.codes.push_back("Z" + std::to_string(i));
    base.zones.names.push_back(base.zones.codes.back());
    base.zones.authorities.push_back(AuthorityId{0U});
    base.zones.eastings.push_back(metres * static_cast<double>(x));
    base.zones.northings.push_back(metres * static_cast<double>(y));
    base.zones.areas.push_back(metres * metres);
    base.zones.perimeters.push_back(4 * metres);
    base.authorities.zones[0].push_back(zone);
    if (x > 0) edges.push_back({ZoneId{i - 1}, zone, metres});
    if (y > 0) edges.push_back({ZoneId{i - n}, zone, metres});
    if (!spec.lattice || y == 0) continue;
    if (x > 0) edges.push_back({ZoneId{i - n - 1}, zone, 1.0});
    if (x + 1 < n) edges.push_back({ZoneId{i - n + 1}, zone, 1.0});
  }
  base.neighbours = NeighbourGraph{base.zones.size(), edges};
}

std::size_t pick_group(const std::vector<double>& mix, double u) {
  std::size_t group = 0;
  while (group + 1 < mix.size() && u >= mix[group]) u -= mix[group++];
  return group;
}

void set_plain_prices(housing::World& world) {
  const mingle::World& base = world.base;
  for (std::size_t c = 0; c < base.cells(); ++c) {
    const auto tenure = housing::tenure_of_kind(base.kind_of(CellId{c}));
    const bool bought = housing::sector_of(tenure) == housing::Sector::owner;
    world.base_prices.push_back(bought ? plain_price : plain_rent);
  }
}

}  // namespace

housing::Rules plain_housing_rules(std::size_t groups, double rate) {
  housing::Rules rules;
  rules.demography.active = false;
  rules.demography.fertility_factor.assign(groups, 0.0);
  rules.demography.child_group.assign(groups * groups, 0);
  housing::MobilityRules& moves = rules.mobility;
  moves.owner_under_55 = moves.owner_55_plus = rate;
  moves.private_under_55 = moves.private_55_plus = rate;
  moves.social = rate;
  moves.crowding = moves.life_event = moves.affordability = 0;
  moves.transition = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
  moves.new_household = {0, 0, 1};
  rules.choice.class_similarity = 0;
  rules.choice.price = 0;
  rules.choice.quality = 0;
  rules.choice.bedrooms = 0;
  rules.choice.urgency = 0;
  rules.owner.price_response = 0;
  rules.owner.price_return = 0;
  rules.owner.bid_spread = 0;
  rules.private_rented.discrimination = false;
  rules.private_rented.gap.assign(groups, 0.0);
  rules.private_rented.viewings = 4;
  rules.social.join_rate_need = rules.social.join_rate_other = 0;
  rules.social.medical_rate = 0;
  rules.social.band_weight = {100, 50, 30, 10, 0};
  rules.stock = {0, 0, 0};
  rules.migration.arrival_sector = {0, 0, 1};
  rules.migration.arrival_with_kin = 0;
  return rules;
}

mingle::Rules plain_choice_rules(std::size_t groups, double alpha) {
  mingle::Rules rules;
  rules.alpha.assign(groups, alpha);
  rules.delta = 0;
  rules.kappa = 0;
  rules.w_adj = 0;
  return rules;
}

HouseholdId add_plain_household(const housing::World& world,
                                housing::State& state,
                                DwellingId dwelling,
                                std::size_t group) {
  const std::uint64_t id = state.households.size();
  const HouseholdId household =
      housing::add_household(state, id, AuthorityId{0U});
  housing::add_person(world,
                      state,
                      household,
                      id,
                      -plain_age * 4,
                      group,
                      housing::Sex::female,
                      housing::Cause::birth);
  state.households.incomes[household.index()] = plain_income;
  housing::refresh_household(state, household);
  state.households.dwellings[household.index()] = dwelling;
  return household;
}

std::pair<housing::World, housing::State> make_plain_world(
    const PlainWorld& spec,
    const housing::Rules& rules,
    const mingle::Rules& choice) {
  housing::World world;
  housing::State state;
  world.rules = rules;
  world.base.rules = choice;
  std::vector<std::string> names;
  for (std::size_t g = 0; g < spec.mix.size(); ++g) {
    names.push_back("group_" + std::to_string(g));
  }
  world.base.groups = GroupScheme{names};
  add_zones(spec, world.base);
  index_world(world.base);
  const std::size_t zones = world.base.zones.size();
  world.base.communal = GroupCounts{zones, spec.mix.size()};
  world.quality.assign(zones, 5.5);
  set_plain_prices(world);
  world.leave_rates.assign(spec.mix.size(), 0.0);
  world.arrivals.from_uk.assign(spec.mix.size(), 0.0);
  world.arrivals.from_abroad.assign(spec.mix.size(), 0.0);
  housing::recount(world, state);
  Draws draw{{.seed = spec.seed, .purpose = Purpose::test}};
  const std::size_t kind = mingle::kind_of(spec.tenure, 0);
  for (std::size_t z = 0; z < zones; ++z) {
    const double place =
        (static_cast<double>(z) + 0.5) / static_cast<double>(zones);
    const std::size_t home_of = pick_group(spec.mix, place);
    const auto count = static_cast<double>(spec.lattice ? 1 : spec.households);
    const auto homes =
        spec.lattice ? 1.0 : std::round(count * (1.0 + spec.vacancy));
    for (double i = 0; i < homes; ++i) {
      const DwellingId home =
          state.dwellings.add(world.base.cell(ZoneId{z}, kind), -4);
      const double u = draw.uniform();
      const std::size_t group = draw.uniform() < spec.separation
                                    ? home_of
                                    : pick_group(spec.mix, draw.uniform());
      const bool empty = spec.lattice ? u < spec.vacancy : i >= count;
      if (!empty) add_plain_household(world, state, home, group);
    }
  }
  housing::recount(world, state);
  housing::clear_changes(state);
  return {std::move(world), std::move(state)};
}

std::vector<std::vector<double>> run_replicates(const housing::World& world,
                                                const housing::State& start,
                                                int replicates,
                                                int ticks,
                                                const Measure& measure) {
  std::vector<std::vector<double>> values;
  housing::Stepper stepper{world, 2021};
  for (int replicate = 0; replicate < replicates; ++replicate) {
    housing::State state = start;
    state.replicate = replicate;
    for (int tick = 0; tick < ticks; ++tick) stepper.step(state);
    values.push_back(measure(state));
  }
  return values;
}

Summary summarise(const std::vector<std::vector<double>>& values) {
  Summary summary;
  const auto n = static_cast<double>(values.size());
  for (std::size_t m = 0; m < values.front().size(); ++m) {
    double sum = 0;
    for (const auto& row : values) sum += row[m];
    const double mean = sum / n;
    double squares = 0;
    for (const auto& row : values) squares += (row[m] - mean) * (row[m] - mean);
    summary.mean.push_back(mean);
    summary.error.push_back(n > 1 ? std::sqrt(squares / (n - 1) / n) : 0.0);
  }
  return summary;
}

Summary paired(const std::vector<std::vector<double>>& a,
               const std::vector<std::vector<double>>& b) {
  std::vector<std::vector<double>> differences = b;
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t m = 0; m < a[i].size(); ++m) {
      differences[i][m] -= a[i][m];
    }
  }
  return summarise(differences);
}

}  // namespace mingle::test

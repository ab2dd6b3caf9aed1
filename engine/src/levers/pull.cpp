// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "fields.h"
#include "places.h"
#include "rules_pulled.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <mingle/engine/calendar.h>
#include <mingle/engine/levers/pull.h>

namespace mingle::levers {
namespace {

/// Beyond the numbers of mechanisms, by which effects are drawn.
constexpr std::uint64_t coverage_step = 1000;
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

/// Adds to people sorted by id those of another such list.
void merge_into(std::vector<Participant>& people,
                const std::vector<Participant>& more) {
  const auto middle = static_cast<std::ptrdiff_t>(people.size());
  people.insert(people.end(), more.begin(), more.end());
  std::inplace_merge(people.begin(), people.begin() + middle, people.end());
  people.erase(std::unique(people.begin(), people.end()), people.end());
}

double size_of(const PlannedLever& lever,
               const PlannedEffect& effect,
               Draws& draws) {
  const MechanismInfo& info = info_of(effect.mechanism);
  const double neutral = info.neutral;
  if (lever.zero) return neutral;
  const double value =
      effect.sampled ? sample(effect.prior, effect.value, draws) : effect.value;
  if (std::isnan(neutral) || std::isnan(value)) return value;
  return std::clamp(neutral + lever.intensity * (value - neutral),
                    info.minimum,
                    info.maximum);
}

/// What is kept of a lever from tick to tick.
struct History {
  std::vector<Participant> before;  ///< all ever reached
  double spent = 0;
  double spent_this_year = 0;
  bool broke = false;
  bool done = false;     ///< a lever that acts once has acted
  bool running = false;  ///< was on in the last tick
};

}  // namespace

struct Levers::Workspace {
  Workspace(const Plan& fixed, const housing::World& space, std::uint64_t key)
      : plan{fixed}, world{space}, seed{key} {
    actions.resize(plan.levers.size());
    history.resize(plan.levers.size());
    for (std::size_t i = 0; i < plan.levers.size(); ++i) {
      if (plan.levers[i].follows < 0) order.push_back(i);
    }
    for (std::size_t i = 0; i < plan.levers.size(); ++i) {
      if (plan.levers[i].follows >= 0) order.push_back(i);
    }
  }

  LeverDraws draws_of(const PlannedLever& lever) const {
    return {seed, static_cast<std::uint64_t>(replicate), lever.stream};
  }

  /// Share of the target that is offered a place in a year.
  double coverage_of(const PlannedLever& lever) const {
    if (!lever.coverage_sampled) return lever.coverage;
    Draws draws{{.seed = seed,
                 .replicate = static_cast<std::uint64_t>(replicate),
                 .subject = lever.stream,
                 .step = coverage_step,
                 .purpose = Purpose::lever_effect}};
    return std::clamp(
        sample(lever.coverage_prior, lever.coverage, draws), 0.0, 1.0);
  }

  int quarter_of(int tick) const {
    return (plan.first_quarter - 1 + tick) % ticks_per_year + 1;
  }

  bool acts_now(const PlannedLever& lever,
                const History& past,
                int tick) const {
    const bool season = lever.quarter == 0 || lever.quarter == quarter_of(tick);
    const bool anniversary = (tick - lever.first_tick) % ticks_per_year == 0;
    switch (lever.schedule) {
      case Schedule::once:
        return !past.done && season;
      case Schedule::quarter:
        return true;
      case Schedule::year:
        return lever.quarter == 0 ? anniversary : season;
    }
    return false;
  }

  double left(const PlannedLever& lever, const History& past) const {
    return std::min(lever.budget - past.spent,
                    lever.budget_per_year - past.spent_this_year);
  }

  ReachedCounts no_one() const {
    ReachedCounts counts;
    counts.by_group.assign(world.base.groups.size(), 0);
    return counts;
  }

  std::vector<double> widening() const;
  void choose_zones(std::size_t i, int tick, const ZoneFields& fields);
  void reach(std::size_t i,
             const housing::State& state,
             const ZoneFields& fields,
             const PersonRoles* roles,
             double wider);
  void count(std::size_t i, const housing::State& state);
  void charge(std::size_t i, int tick);
  bool affords(std::size_t i, double cost);
  void switch_on(std::size_t i, int tick);

  const Plan& plan;
  const housing::World& world;
  std::uint64_t seed = 0;
  int replicate = 0;
  std::vector<std::size_t> order;  ///< levers after those they follow
  std::vector<LeverAction> actions;
  std::vector<History> history;
  Incomes incomes;
};

/// Factor on the coverage of each lever by those that widen others.
std::vector<double> Levers::Workspace::widening() const {
  std::vector<double> factors(plan.levers.size(), 1.0);
  for (std::size_t i = 0; i < plan.levers.size(); ++i) {
    if (!actions[i].on) continue;
    const PlannedLever& lever = plan.levers[i];
    for (std::size_t e = 0; e < lever.effects.size(); ++e) {
      for (const std::size_t other : lever.effects[e].of) {
        factors[other] = together(plan.together,
                                  Mechanism::coverage,
                                  factors[other],
                                  actions[i].values[e]);
      }
    }
  }
  return factors;
}

void Levers::Workspace::switch_on(std::size_t i, int tick) {
  const PlannedLever& lever = plan.levers[i];
  LeverAction& action = actions[i];
  History& past = history[i];
  const int age = tick - lever.first_tick;
  if (age % ticks_per_year == 0) past.spent_this_year = 0;
  action.on = tick >= lever.first_tick && tick < lever.last_tick && !past.broke;
  action.ends = past.running && !action.on;
  past.running = action.on;
  action.starts = action.on && age == 0;
  action.acts = action.on && acts_now(lever, past, tick);
  action.first = action.acts && !past.done;
  action.reached.clear();
  action.people = 0;
  action.counts = no_one();
  action.hours = 0;
  action.cost = 0;
  action.dwellings = 0;
  std::erase_if(action.enrolled, [&](const Participant& one) {
    return one.since + lever.duration <= tick;
  });
}

void Levers::Workspace::choose_zones(std::size_t i,
                                     int tick,
                                     const ZoneFields& fields) {
  const PlannedLever& lever = plan.levers[i];
  LeverAction& action = actions[i];
  const int age = tick - lever.first_tick;
  const bool grows = lever.zones_grow && age % ticks_per_year == 0;
  if (!action.on || !(action.zones.empty() || grows)) return;
  double share = lever.zone_share;
  if (lever.zones_grow) {
    const int whole_years = age / ticks_per_year;
    share = std::min(1.0, share * (1 + whole_years));
  }
  action.zones = pick_zones(lever, share, world, fields, draws_of(lever));
}

void Levers::Workspace::reach(std::size_t i,
                              const housing::State& state,
                              const ZoneFields& fields,
                              const PersonRoles* roles,
                              double wider) {
  const PlannedLever& lever = plan.levers[i];
  LeverAction& action = actions[i];
  History& past = history[i];
  if (!action.acts || lever.target != Target::persons) return;
  const double part =
      lever.schedule == Schedule::quarter ? 1.0 / ticks_per_year : 1.0;
  PlaceRequest request{.lever = &lever,
                       .world = &world,
                       .state = &state,
                       .fields = &fields,
                       .roles = roles,
                       .zones = &action.zones,
                       .before = &past.before};
  request.coverage = std::min(1.0, action.coverage * part * wider);
  if (lever.places >= 0) request.places = lever.places * part * wider;
  if (lever.follows >= 0) {
    request.among = &history[static_cast<std::size_t>(lever.follows)].before;
  }
  const bool charged =
      lever.cost_unit == CostUnit::person && lever.unit_cost > 0;
  request.most = charged ? left(lever, past) / lever.unit_cost
                         : std::numeric_limits<double>::infinity();
  action.reached = give_places(request, draws_of(lever));
  action.people = static_cast<std::int64_t>(action.reached.size());
  action.hours = lever.hours * static_cast<double>(action.people);
  merge_into(past.before, action.reached);
  // A second place in place of an earlier one.
  std::vector<Participant> enrolled = action.reached;
  merge_into(enrolled, action.enrolled);
  action.enrolled = std::move(enrolled);
}

void Levers::Workspace::count(std::size_t i, const housing::State& state) {
  ReachedCounts& counts = actions[i].counts;
  for (const Participant& one : actions[i].reached) {
    const std::size_t row = one.person.index();
    ++counts.by_group[state.persons.groups[row]];
    ++counts.by_age[age_band_of(state.persons.age(one.person, state.tick))];
    ++counts.by_sex[static_cast<std::size_t>(state.persons.sexes[row])];
    if (!plan.knows_deprivation) continue;
    ++counts.by_fifth[fifth_of_decile(world.quality[one.zone.index()])];
  }
}

/// Spends; a lever that the money is not enough for is off from now on.
bool Levers::Workspace::affords(std::size_t i, double cost) {
  History& past = history[i];
  if (cost > left(plan.levers[i], past) + 1e-6) {
    past.broke = true;
    return false;
  }
  past.spent += cost;
  past.spent_this_year += cost;
  actions[i].cost = cost;
  return true;
}

void Levers::Workspace::charge(std::size_t i, int tick) {
  const PlannedLever& lever = plan.levers[i];
  LeverAction& action = actions[i];
  if (!action.on) return;
  double units = 0;
  switch (lever.cost_unit) {
    case CostUnit::person:
      units = static_cast<double>(action.people);
      break;
    case CostUnit::zone_year:
      units = static_cast<double>(
                  std::count(action.zones.begin(), action.zones.end(), 1)) /
              ticks_per_year;
      break;
    case CostUnit::authority:
    case CostUnit::authority_year: {
      const auto count =
          static_cast<double>(authorities_of(world, action.zones).size());
      if (lever.cost_unit == CostUnit::authority_year) {
        units = count / ticks_per_year;
      } else if (action.starts) {
        units = count;
      }
      break;
    }
    case CostUnit::dwelling:
      units = planned_homes(lever, action, world, tick, draws_of(lever));
      break;
  }
  if (std::isnan(lever.unit_cost)) {
    // Whoever runs a rule of a place pays for it, whatever it is counted by.
    const bool pays = units > 0 || lever.target != Target::persons;
    action.cost = pays ? nothing : 0;
    return;
  }
  if (!affords(i, units * lever.unit_cost)) {
    action.on = action.acts = action.starts = false;
    action.reached.clear();
    action.people = 0;
    action.counts = no_one();
    action.hours = 0;
  }
}

Levers::Levers(const Plan& plan,
               const housing::World& world,
               std::uint64_t seed)
    : work_{std::make_unique<Workspace>(plan, world, seed)} {}

Levers::~Levers() = default;

void Levers::start(int replicate) {
  Workspace& own = *work_;
  own.replicate = replicate;
  own.incomes = Incomes{};
  for (std::size_t i = 0; i < own.plan.levers.size(); ++i) {
    const PlannedLever& lever = own.plan.levers[i];
    own.history[i] = History{};
    own.actions[i] = LeverAction{};
    own.actions[i].counts = own.no_one();
    own.actions[i].coverage = own.coverage_of(lever);
    for (std::size_t e = 0; e < lever.effects.size(); ++e) {
      Draws draws{
          {.seed = own.seed,
           .replicate = static_cast<std::uint64_t>(replicate),
           .subject = lever.stream,
           .step = static_cast<std::uint64_t>(lever.effects[e].mechanism),
           .purpose = Purpose::lever_effect}};
      own.actions[i].values.push_back(size_of(lever, lever.effects[e], draws));
    }
  }
}

void Levers::begin(housing::State& state, const PersonRoles* roles) {
  Workspace& own = *work_;
  const ZoneFields fields{own.world, state};
  const int tick = state.tick;
  for (std::size_t i = 0; i < own.actions.size(); ++i) own.switch_on(i, tick);
  for (const std::size_t i : own.order) own.choose_zones(i, tick, fields);
  const std::vector<double> wider = own.widening();
  for (const std::size_t i : own.order) {
    own.reach(i, state, fields, roles, wider[i]);
    own.count(i, state);
    own.charge(i, tick);
    own.history[i].done |= own.actions[i].acts;
  }
  set_policy(own.plan, own.world, own.actions, own.seed, own.replicate, state);
  own.incomes.change(own.plan, own.actions, own.seed, own.replicate, state);
}

void Levers::renumber(const std::vector<PersonId>& to) {
  const auto rename = [&](std::vector<Participant>& people) {
    for (Participant& one : people) one.person = to[one.person.index()];
  };
  for (LeverAction& action : work_->actions) {
    rename(action.reached);
    rename(action.enrolled);
  }
  for (History& history : work_->history) rename(history.before);
}

const std::vector<LeverAction>& Levers::actions() const {
  return work_->actions;
}

double together(Together how, Mechanism mechanism, double one, double other) {
  const double neutral = info_of(mechanism).neutral;
  if (std::isnan(neutral)) return other;
  const bool factor = neutral == 1.0;
  if (how == Together::add) return factor ? one * other : one + other;
  const auto size = [&](double value) {
    return factor ? std::abs(std::log(std::max(value, 1e-9))) : std::abs(value);
  };
  return size(other) > size(one) ? other : one;
}

}  // namespace mingle::levers

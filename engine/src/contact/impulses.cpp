// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "bits.h"
#include "passes.h"
#include "weak_ties.h"

#include <cmath>

namespace mingle::contact {
namespace {

/// Programme effects under this size are forgotten, SD.
constexpr float negligible = 0.005F;

void shift(std::int8_t& attitude, float change, double u) {
  attitude = static_cast<std::int8_t>(std::clamp(
      attitude +
          round_at_random(change * attitude_steps, static_cast<float>(u)),
      lowest_attitude,
      highest_attitude));
}

Draws draws_of(const Tick& tick, std::uint64_t id, std::uint64_t block) {
  return Draws{address_in(
      tick.homes, tick.state, tick.seed, Purpose::contact_person, id, block)};
}

void add_mood(Tick& tick) {
  const std::vector<float>& impulse = tick.adjustments.mood;
  if (impulse.empty()) return;
  std::vector<float>& mood = tick.state.mood;
  mood.resize(impulse.size());
  for (std::size_t i = 0; i < mood.size(); ++i) mood[i] += impulse[i];
}

void shift_stages(Tick& tick) {
  const std::vector<float>& change = tick.adjustments.attitude;
  if (change.empty()) return;
  for_everybody(
      tick,
      [&](const HouseholdView& home, const MemberView& member, Traits& traits) {
        if (member.stage == Stage::child) return;
        const float size = change[home.zone * stage_count +
                                  static_cast<std::size_t>(member.stage)];
        if (size == 0) return;
        Draws draws = draws_of(tick, tick.homes.persons.ids[member.row], 8);
        for (std::int8_t& x : traits.attitude) {
          shift(x, size, draws.uniform());
        }
      });
}

void treat(Tick& tick, const PersonAdjustment& own) {
  Traits& traits = tick.state.persons[own.person.index()];
  if (traits.is_blank()) return;
  const TieTable& ties = TieTable::shared();
  TieCode code = traits.ties();
  for (std::size_t b = 0; b < max_broad; ++b) {
    for (int n = 0; n < own.ties[b]; ++n) code = ties.more(code, b);
  }
  traits.set_ties(code);
  if (own.attitude == std::array<float, slot_count>{}) return;
  Draws draws = draws_of(tick, own.id, 9);
  for (std::size_t s = 0; s < slot_count; ++s) {
    shift(traits.attitude[s], own.attitude[s], draws.uniform());
  }
  tick.state.programmes.push_back(
      {own.person, own.id, own.attitude, own.half_life_ticks});
}

}  // namespace

Treated::Treated(const std::vector<PersonAdjustment>& persons,
                 const housing::PersonTable& table) {
  if (persons.empty()) return;
  marked_.resize(table.size() / 64 + 1);
  for (const PersonAdjustment& each : persons) {
    const std::size_t row = each.person.index();
    if (row >= table.size() || table.ids[row] != each.id) continue;
    if ((marked_[row / 64] >> (row % 64) & 1U) != 0) continue;
    marked_[row / 64] |= std::uint64_t{1} << (row % 64);
    order_.push_back(&each);
  }
  std::sort(order_.begin(), order_.end(), [](const auto* a, const auto* b) {
    return a->person < b->person;
  });
}

const PersonAdjustment* Treated::look_up(std::size_t row) const {
  const auto found = std::lower_bound(
      order_.begin(), order_.end(), row, [](const auto* each, std::size_t at) {
        return each->person.index() < at;
      });
  return *found;
}

void add_impulses(Tick& tick) {
  add_mood(tick);
  shift_stages(tick);
  change_weak_ties(tick);
  for (const PersonAdjustment* own : tick.treated.all()) treat(tick, *own);
}

/// What a programme added goes by its own half-life: the pull of the anchor
/// and of peers on that part is undone, and the anchor does not follow it.
void fade(Tick& tick, PeerSums& sums) {
  const AttitudeRules& rules = tick.world.rules.attitudes;
  const auto years = static_cast<float>(tick.world.tick_years);
  const auto left = static_cast<float>(std::exp2(-1 / rules.mood_half_life));
  for (float& mood : tick.state.mood) mood *= left;
  const auto pull =
      static_cast<float>(rules.return_rate + rules.influence) * years;
  std::vector<ProgrammeEffect>& programmes = tick.state.programmes;
  for (ProgrammeEffect& each : programmes) {
    const std::size_t row = each.person.index();
    if (row >= tick.homes.persons.size() ||
        tick.homes.persons.ids[row] != each.id) {
      each.attitude = {};
      continue;
    }
    const int age = tick.homes.persons.age(each.person, tick.homes.tick);
    const auto follow =
        years * static_cast<float>(age <= last_young_age ? rules.anchor_young
                                                         : rules.anchor_adult);
    const float kept = std::exp2(-1.0F / each.half_life_ticks);
    Draws draws = draws_of(tick, each.id, 10);
    Traits& traits = tick.state.persons[row];
    const Whereabouts& where = tick.where[row];
    const bool counts = where.lives_here() && where.stage() != Stage::child;
    if (counts) sums.remove(where, traits);
    for (std::size_t s = 0; s < slot_count; ++s) {
      const float was = each.attitude[s];
      each.attitude[s] = kept * was;
      shift(traits.attitude[s],
            pull * was - (was - each.attitude[s]),
            draws.uniform());
      shift(traits.anchor[s], -follow * was, draws.uniform());
    }
    if (counts) sums.add(where, traits);
  }
  std::erase_if(programmes, [](const ProgrammeEffect& each) {
    return std::all_of(each.attitude.begin(), each.attitude.end(), [](float x) {
      return std::abs(x) < negligible;
    });
  });
}

}  // namespace mingle::contact

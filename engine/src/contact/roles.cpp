// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "chance.h"
#include "passes.h"

#include <cmath>

namespace mingle::contact {

namespace {

constexpr int first_course_age = 30;

float at(const std::vector<float>& column, std::size_t zone, float neutral) {
  return column.empty() ? neutral : column[zone];
}

/// What somebody of the group has learnt. @param u  uniform in (0, 1)
Qualification qualification(const World& world, std::size_t own, double u) {
  const double* share = world.qualification.data() + own * 2;
  if (u < share[0]) return Qualification::degree;
  return u < share[0] + share[1] ? Qualification::some : Qualification::none;
}

bool turns(const Tick& tick, const MemberView& member, int age) {
  return tick.birthdays && tick.homes.persons.born[member.row] +
                                   age * housing::PersonTable::ticks_per_year ==
                               tick.homes.tick;
}

}  // namespace

Roles::Roles(const World& world)
    : world_{world},
      fluent_odds_{static_cast<float>(std::exp(world.rules.work.fluency))},
      years_{static_cast<float>(world.tick_years)} {
  for (const double odds : world.work_zone) {
    zone_odds_.push_back(static_cast<float>(std::exp(odds)));
  }
  for (const double odds : world.work_group) {
    group_odds_.push_back(static_cast<float>(std::exp(odds)));
  }
}

void Roles::settle(Tick& tick,
                   const HouseholdView& home,
                   const MemberView& member,
                   Traits& traits) const {
  if (member.stage < Stage::adult) {
    traits.set_participates(false);
    return;
  }
  const auto words = random_bits(address_in(tick.homes,
                                            tick.state,
                                            tick.seed,
                                            Purpose::contact_start,
                                            tick.homes.persons.ids[member.row],
                                            32));
  traits.set_participates(unit_interval(words[0]) <
                          participation(tick, home, member, traits));
  if (member.stage == Stage::adult && traits.works()) {
    traits.place = draw_workplace(tick, home, words[1], words[2]);
  }
}

double Roles::participation(const Tick& tick,
                            const HouseholdView& home,
                            const MemberView& member,
                            const Traits& traits) const {
  const ParticipationRules& rules = world_.rules.participation;
  const TieTable& ties = TieTable::shared();
  const double mean = world_.rules.ties.mean;
  const double tied =
      traits.is_blank() ? mean : static_cast<double>(ties.total(traits.ties()));
  double logit = tick.state.participation +
                 rules.english * static_cast<double>(traits.english()) +
                 rules.local_ties * (mean > 0 ? tied / mean : 0);
  if (traits.qualification() == Qualification::degree) logit += rules.degree;
  logit += static_cast<double>(
      at(tick.adjustments.participation_logit, home.zone, 0.0F));
  const std::size_t groups = tick.housing.base.groups.size();
  if (rules.fairness != 0 && !tick.homes.fairness.empty()) {
    const double fairness =
        tick.homes.fairness[home.authority * groups +
                            tick.homes.persons.groups[member.row]];
    logit += rules.fairness *
             (fairness - tick.housing.rules.perceived.fairness_start);
  }
  if (const PersonAdjustment* own = tick.treated.find(member.row)) {
    logit += static_cast<double>(own->participation_logit);
  }
  return 1.0 / (1.0 + std::exp(-logit));
}

void Roles::newcomer(Tick& tick,
                     const HouseholdView& home,
                     const MemberView& member,
                     Traits& traits) const {
  traits.blank();
  traits.set_english(English::main);
  traits.set_employment(Employment::inactive);
  if (member.age < first_school_age) traits.set_ties(0);
  if (member.age == 0) return;
  Draws draws{address_in(tick.homes,
                         tick.state,
                         tick.seed,
                         Purpose::contact_newcomer,
                         tick.homes.persons.ids[member.row])};
  // Children who come with parents have their language.
  const std::int16_t arrived = tick.homes.households.arrived[home.id.index()];
  const bool abroad =
      arrived != housing::never && arrived + 1 >= tick.homes.tick;
  const auto& shares = abroad ? world_.arrival_english : world_.settled_english;
  auto english =
      static_cast<English>(pick(shares.data() + member.own * english_count,
                                english_count,
                                draws.uniform()));
  if (abroad && member.stage >= Stage::adult) {
    english = std::max(english, tick.adjustments.arrival_english);
  }
  traits.set_english(english);
  const double learnt = draws.uniform();
  const std::uint64_t work = draws.bits();
  const std::uint64_t takes_part = draws.bits();
  const std::uint64_t first = draws.bits();
  const std::uint64_t second = draws.bits();
  if (member.stage >= Stage::adult) {
    traits.set_qualification(qualification(world_, member.own, learnt));
    traits.set_participates(unit_interval(takes_part) <
                            participation(tick, home, member, traits));
  }
  if (member.stage == Stage::adult) {
    traits.set_employment(draw_employment(tick, home, member, english, work));
    if (traits.works()) {
      traits.place = draw_workplace(tick, home, first, second);
    }
  }
  if (member.age >= secondary_age) draw_attitudes(tick, home, member, traits);
}

void Roles::birthday(Tick& tick,
                     const HouseholdView& home,
                     const MemberView& member,
                     Traits& traits) const {
  if (turns(tick, member, secondary_age)) {
    draw_attitudes(tick, home, member, traits);
  } else if (turns(tick, member, housing::adult_age)) {
    const auto words =
        random_bits(address_in(tick.homes,
                               tick.state,
                               tick.seed,
                               Purpose::contact_role,
                               tick.homes.persons.ids[member.row],
                               1));
    traits.set_qualification(
        qualification(world_, member.own, unit_interval(words[0])));
    traits.place = no_place;
    if (unit_interval(words[1]) < world_.rules.work.student_share) {
      traits.set_employment(Employment::student);
    } else {
      traits.set_employment(
          draw_employment(tick, home, member, traits.english(), words[2]));
      if (traits.works()) enter_work(tick, home, member, traits);
    }
    traits.clear_baseline();
  } else if (turns(tick, member, housing::pension_age)) {
    traits.set_employment(Employment::inactive);
    traits.place = no_place;
    traits.clear_baseline();
  } else if (tick.birthdays && member.age == secondary_age &&
             traits.place != no_place &&
             tick.state.schools.phases[traits.place] == Phase::primary &&
             tick.homes.tick % housing::PersonTable::ticks_per_year == 3) {
    traits.place = no_place;  // leaves primary school in the third quarter
  }
}

float Roles::english_hazard(const Tick& tick,
                            const HouseholdView& home,
                            const MemberView& member,
                            const Traits& traits) const {
  const EnglishRules& rules = world_.rules.english;
  if (member.stage < Stage::adult) return static_cast<float>(rules.young);
  const std::int32_t* here = tick.state.pools.wide.activity_of(home.authority);
  std::size_t largest = 0;
  for (std::size_t b = 1; b < max_broad; ++b) {
    if (here[b] > here[largest]) largest = b;
  }
  const float* near = tick.state.pools.neighbourhood.row(home.zone, member.own);
  double others = 0;
  for (std::size_t s = 0; s < slot_count; ++s) {
    others += static_cast<double>(near[s]);
  }
  const double met =
      largest == member.own
          ? 1 - others
          : static_cast<double>(near[slot_of_group(member.own, largest)]);
  const double contacts =
      met * world_.rules.settings
                .random_contacts[static_cast<std::size_t>(member.stage)];
  const double edu =
      traits.qualification() == Qualification::degree ? rules.degree : 0.0;
  const double log_hazard =
      rules.level + rules.per_level * static_cast<double>(traits.english()) +
      rules.per_year * (member.age - first_course_age) + edu +
      rules.own_share * (1 - others) + rules.contact * std::log1p(contacts);
  return static_cast<float>(std::exp(log_hazard));
}

void Roles::change(Tick& tick,
                   const HouseholdView& home,
                   const MemberView& member,
                   Traits& traits,
                   std::uint32_t draw) const {
  Chance chance{draw};
  if (member.stage == Stage::adult &&
      change_work(tick, home, member, traits, chance)) {
    return;
  }
  if (traits.english() != English::main && member.age >= first_school_age) {
    float up =
        probability_of(english_hazard(tick, home, member, traits) * years_);
    if (member.stage >= Stage::adult) {
      up += at(tick.adjustments.english_up, home.zone, 0.0F);
    }
    if (const PersonAdjustment* own = tick.treated.find(member.row)) {
      up += own->english_up;
    }
    if (chance.happens(std::min(up, 1.0F))) {
      traits.set_english(
          static_cast<English>(static_cast<unsigned>(traits.english()) + 1U));
      return;
    }
  }
  if (member.stage < Stage::adult) return;
  const auto renewal = static_cast<float>(world_.rules.participation.renewal);
  if (chance.happens(probability_of(renewal * years_))) {
    const auto words =
        random_bits(address_in(tick.homes,
                               tick.state,
                               tick.seed,
                               Purpose::contact_role,
                               tick.homes.persons.ids[member.row],
                               3));
    traits.set_participates(unit_interval(words[0]) <
                            participation(tick, home, member, traits));
  }
}

}  // namespace mingle::contact

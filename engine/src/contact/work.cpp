// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "chance.h"
#include "passes.h"

#include <cmath>

namespace mingle::contact {
namespace {

std::size_t odds_row(const MemberView& member, const housing::State& homes) {
  return member.own * 2 +
         static_cast<std::size_t>(homes.persons.sexes[member.row]);
}

bool fluent(English english) {
  return english >= English::well;
}

std::size_t search(const float* cumulative, std::size_t count, double u) {
  const float* end = cumulative + count;
  const float* found = std::upper_bound(cumulative, end, static_cast<float>(u));
  return std::min(static_cast<std::size_t>(found - cumulative), count - 1);
}

}  // namespace

std::uint16_t Roles::draw_workplace(const Tick& tick,
                                    const HouseholdView& home,
                                    std::uint64_t first,
                                    std::uint64_t second) const {
  const mingle::World& base = tick.housing.base;
  const double outside = world_.outside_share[home.authority];
  double u = unit_interval(first);
  if (u < outside) return outside_place;
  u = (u - outside) / (1 - outside);
  const std::size_t authorities = base.authorities.size();
  const std::size_t there = pick(
      world_.commuting.data() + home.authority * authorities, authorities, u);
  const auto& zones = base.authorities.zones[there];
  const float* cumulative =
      there == home.authority
          ? world_.work_cumulative.data() +
                (world_.travel_from(base, ZoneId{home.zone}) -
                 world_.travel.data())
          : world_.job_cumulative.data() + world_.first_job[there];
  const std::size_t zone =
      search(cumulative, zones.size(), unit_interval(second));
  return static_cast<std::uint16_t>(zones[zone].index());
}

Employment Roles::draw_employment(const Tick& tick,
                                  const HouseholdView& home,
                                  const MemberView& member,
                                  English english,
                                  std::uint64_t bits) const {
  const float odds = zone_odds_[home.zone] *
                     group_odds_[odds_row(member, tick.homes)] *
                     (fluent(english) ? fluent_odds_ : 1.0F);
  const auto unemployed =
      static_cast<float>(world_.unemployed_ratio[home.zone]);
  const float inactive = 1.0F / odds;
  const auto u =
      static_cast<float>(unit_interval(bits)) * (1.0F + unemployed + inactive);
  if (u < 1.0F) return Employment::employed;
  return u < 1.0F + unemployed ? Employment::unemployed : Employment::inactive;
}

void Roles::enter_work(Tick& tick,
                       const HouseholdView& home,
                       const MemberView& member,
                       Traits& traits) const {
  const auto words =
      random_bits(address_in(tick.homes,
                             tick.state,
                             tick.seed,
                             Purpose::contact_role,
                             tick.homes.persons.ids[member.row]));
  traits.set_employment(Employment::employed);
  traits.place = draw_workplace(tick, home, words[0], words[1]);
}

/// Factor on the hazards of finding work.
float Roles::hiring(const Tick& tick,
                    const HouseholdView& home,
                    const MemberView& member) const {
  float hire = 1.0F;
  if (world_.visible_minority[member.own] != 0) {
    const auto gap = static_cast<float>(world_.rules.work.hiring_gap);
    hire =
        (1.0F - gap * tick.adjustments.employer_discrimination) / (1.0F - gap);
  }
  if (!tick.adjustments.employ_log_hazard.empty()) {
    hire *= std::exp(tick.adjustments.employ_log_hazard[home.zone]);
  }
  if (const PersonAdjustment* own = tick.treated.find(member.row)) {
    hire *= std::exp(own->employ_log_hazard);
  }
  return hire;
}

bool Roles::change_work(Tick& tick,
                        const HouseholdView& home,
                        const MemberView& member,
                        Traits& traits,
                        Chance& chance) const {
  const WorkRules& rules = world_.rules.work;
  const float odds = zone_odds_[home.zone] *
                     group_odds_[odds_row(member, tick.homes)] *
                     (fluent(traits.english()) ? fluent_odds_ : 1.0F);
  const auto from_inactive = static_cast<float>(rules.find_from_inactivity);
  const auto from_unemployed = static_cast<float>(rules.find_from_unemployment);
  const auto within = [&](float rate) { return probability_of(rate * years_); };
  const float hire = hiring(tick, home, member);
  switch (traits.employment()) {
    case Employment::employed:
      if (chance.happens(within(from_inactive / odds))) {
        traits.set_employment(Employment::inactive);
      } else if (chance.happens(within(
                     from_unemployed *
                     static_cast<float>(world_.unemployed_ratio[home.zone])))) {
        traits.set_employment(Employment::unemployed);
      } else {
        return false;
      }
      traits.place = no_place;
      return true;
    case Employment::unemployed:
      if (!chance.happens(within(from_unemployed * hire))) return false;
      enter_work(tick, home, member, traits);
      return true;
    case Employment::inactive:
      if (!chance.happens(within(from_inactive * hire))) return false;
      enter_work(tick, home, member, traits);
      return true;
    case Employment::student:
      break;
  }
  if (!chance.happens(within(static_cast<float>(rules.student_end)))) {
    return false;
  }
  const auto words = random_bits(address_in(tick.homes,
                                            tick.state,
                                            tick.seed,
                                            Purpose::contact_role,
                                            tick.homes.persons.ids[member.row],
                                            2));
  traits.set_employment(
      draw_employment(tick, home, member, traits.english(), words[0]));
  if (traits.works()) enter_work(tick, home, member, traits);
  return true;
}

}  // namespace mingle::contact

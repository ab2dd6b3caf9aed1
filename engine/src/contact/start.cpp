// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "passes.h"

#include <cmath>

namespace mingle::contact {
namespace {

/// Middle values of a person, for the share of the first variance that is
/// due to passing events.
constexpr float usual_tolerance = 0.65F;
constexpr float usual_contact = 0.5F;
constexpr float usual_bad = 0.05F;

std::int8_t quantised(double attitude, double u) {
  return static_cast<std::int8_t>(
      std::clamp(round_at_random(static_cast<float>(attitude) * attitude_steps,
                                 static_cast<float>(u)),
                 lowest_attitude,
                 highest_attitude));
}

}  // namespace

float settled_variance(const AttitudeRules& rules,
                       float a,
                       float g,
                       float bad) {
  const auto k_n = static_cast<float>(rules.negative);
  const auto size = static_cast<float>(rules.event_size);
  const auto sigma = static_cast<float>(rules.diffusion);
  const float shaken = sigma * sigma + k_n * k_n * a * a * size * bad;
  const float steep = static_cast<float>(rules.slope) * a * (1.0F - a);
  const float pulled =
      static_cast<float>(rules.return_rate + rules.influence) +
      (static_cast<float>(rules.contact) * g + k_n * bad) * steep;
  return pulled > 0 ? shaken / (2.0F * pulled) : 0.0F;
}

/// A part in common to all slots, and at 11 a part of a parent's.
void draw_attitudes(const Tick& tick,
                    const HouseholdView& home,
                    const MemberView& member,
                    Traits& traits) {
  const AttitudeRules& rules = tick.world.rules.attitudes;
  Draws draws{address_in(tick.homes,
                         tick.state,
                         tick.seed,
                         Purpose::contact_start,
                         tick.homes.persons.ids[member.row])};
  const double variance =
      1 - static_cast<double>(settled_variance(
              rules, usual_tolerance, usual_contact, usual_bad));
  const double sd = std::sqrt(std::max(variance, 0.0));
  const PersonId parent = tick.homes.households.first_member[home.id.index()];
  const Traits& of_parent = tick.state.persons[parent.index()];
  const bool inherits =
      member.stage == Stage::pupil && parent != member.id &&
      !of_parent.is_blank() &&
      tick.world.broad[tick.homes.persons.groups[parent.index()]] == member.own;
  const double share = inherits ? rules.inheritance : 0.0;
  const double common = std::sqrt(rules.common) * draws.normal();
  for (std::size_t s = 0; s < slot_count; ++s) {
    const double fresh =
        sd * (common + std::sqrt(1 - rules.common) * draws.normal());
    const double x = share * static_cast<double>(of_parent.attitude_to(s)) +
                     std::sqrt(1 - share * share) * fresh;
    traits.attitude[s] = quantised(x, draws.uniform());
    traits.anchor[s] = traits.attitude[s];
  }
  traits.clear_baseline();
}

TieCode draw_ties(std::size_t own,
                  const TieWeights& weights,
                  double rate,
                  Draws& draws) {
  const TieTable& ties = TieTable::shared();
  // Poisson cut at most_ties.
  const double mean = rate * static_cast<double>(weights.all);
  std::array<double, most_ties + 1> chance{};
  double term = 1;
  double sum = 0;
  for (std::size_t n = 0; n < chance.size(); ++n) {
    if (n > 0) term *= mean / static_cast<double>(n);
    sum += term;
    chance[n] = sum;
  }
  const double u = draws.uniform() * sum;
  std::size_t count = 0;
  while (count + 1 < chance.size() && u >= chance[count]) ++count;
  TieCode code = 0;
  for (std::size_t n = 0; n < count; ++n) {
    double place = draws.uniform() * static_cast<double>(weights.all) -
                   static_cast<double>(weights.own);
    std::size_t group = own;
    for (std::size_t s = 0; s < slot_count && place >= 0; ++s) {
      group = group_of_slot(own, s);
      place -= static_cast<double>(weights.others[s]);
    }
    code = ties.more(code, group);
  }
  return code;
}

}  // namespace mingle::contact

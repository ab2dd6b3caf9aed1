// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "persons_pulled.h"

#include "places.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace mingle::levers {
namespace {

using contact::max_broad;
using contact::PersonAdjustment;
using contact::slot_count;
using Shares = std::array<double, max_broad>;

/// Draws of weak ties live so far from those of close ones.
constexpr std::uint64_t weak_block = std::uint64_t{1} << 60;

/// Shares of the broad groups among the residents of each authority.
std::vector<Shares> authority_shares(const ContactScene& scene) {
  const std::size_t groups = scene.housing->base.groups.size();
  std::vector<Shares> all(scene.housing->base.authorities.size());
  for (std::size_t a = 0; a < all.size(); ++a) {
    double total = 0;
    for (std::size_t g = 0; g < groups; ++g) {
      const double count = scene.homes->by_authority[a * groups + g];
      all[a][scene.world->broad[g]] += count;
      total += count;
    }
    for (double& share : all[a]) share = total > 0 ? share / total : 0.0;
  }
  return all;
}

/// With whom a participant is in its group: half of a mixed group are of
/// other groups, as they are in the authority; others are as the zone is.
Shares company_of(const PlannedLever& lever,
                  const ContactScene& scene,
                  const Shares& city,
                  ZoneId zone,
                  std::size_t own) {
  Shares company{};
  if (!lever.mixed) {
    double total = 0;
    for (std::size_t g = 0; g < scene.housing->base.groups.size(); ++g) {
      const double count = scene.homes->residents.at(zone, g);
      company[scene.world->broad[g]] += count;
      total += count;
    }
    for (double& share : company) share = total > 0 ? share / total : 0.0;
    return company;
  }
  const double others = 1.0 - city[own];
  for (std::size_t b = 0; b < max_broad; ++b) {
    if (b == own) {
      company[b] = others > 0 ? 0.5 : 1.0;
    } else if (others > 0) {
      company[b] = 0.5 * city[b] / others;
    }
  }
  return company;
}

/// Broad group of a new tie: another one, as common as it is.
std::size_t drawn_other(const Shares& city, std::size_t own, double u) {
  double left = u * (1.0 - city[own]);
  std::size_t last = own;
  for (std::size_t b = 0; b < max_broad; ++b) {
    if (b == own || city[b] <= 0) continue;
    last = b;
    if (left < city[b]) return b;
    left -= city[b];
  }
  return last;
}

class PersonMaker {
 public:
  PersonMaker(const Plan& plan, const ContactScene& scene)
      : plan_{plan}, scene_{scene}, cities_{authority_shares(scene)} {}

  void pull(const PlannedLever& lever, const LeverAction& action) {
    for (std::size_t e = 0; e < lever.effects.size(); ++e) {
      const Mechanism mechanism = lever.effects[e].mechanism;
      const double value = action.values[e];
      const bool lasts = mechanism == Mechanism::english_level_up ||
                         mechanism == Mechanism::into_work ||
                         mechanism == Mechanism::participation;
      if (mechanism == Mechanism::contact_programme) meet(lever, action);
      if (std::isnan(value) || value == 0) continue;
      const bool meets = mechanism == Mechanism::contact_event ||
                         mechanism == Mechanism::contact_programme;
      if (meets && lever.low_contact_factor != 1) {
        shift_by_contact(lever, value, action.reached);
        continue;
      }
      for (const Participant& one : lasts ? action.enrolled : action.reached) {
        change(lever, mechanism, value, one);
      }
    }
  }

  std::vector<PersonAdjustment> finish() {
    std::stable_sort(all_.begin(),
                     all_.end(),
                     [](const auto& a, const auto& b) { return a.id < b.id; });
    std::vector<PersonAdjustment> merged;
    for (const PersonAdjustment& one : all_) {
      if (merged.empty() || merged.back().id != one.id) {
        merged.push_back(one);
      } else {
        join(merged.back(), one);
      }
    }
    return merged;
  }

 private:
  PersonAdjustment& add(const Participant& one) {
    all_.push_back({.person = one.person, .id = one.id});
    return all_.back();
  }

  std::size_t own_of(const Participant& one) const {
    return scene_.world
        ->broad[scene_.homes->persons.groups[one.person.index()]];
  }

  const Shares& city_of(ZoneId zone) const {
    return cities_[scene_.housing->base.zones.authorities[zone.index()]
                       .index()];
  }

  /// Contact in the groups of a programme, while a place lasts.
  void meet(const PlannedLever& lever, const LeverAction& action) {
    const double a_day = lever.hours * plan_.contacts_per_hour * lever.quality /
                         (lever.duration * days_per_tick);
    if (a_day == 0) return;
    for (const Participant& one : action.enrolled) {
      const std::size_t own = own_of(one);
      const Shares company =
          company_of(lever, scene_, city_of(one.zone), one.zone, own);
      PersonAdjustment& to = add(one);
      for (std::size_t b = 0; b < max_broad; ++b) {
        to.contacts[b] = static_cast<float>(a_day * company[b]);
      }
    }
  }

  void change(const PlannedLever& lever,
              Mechanism mechanism,
              double value,
              const Participant& one) {
    switch (mechanism) {
      case Mechanism::contact_event:
      case Mechanism::contact_programme:
        shift(lever, value * lever.rho_gen * lever.quality, one);
        break;
      case Mechanism::tolerance_shift:
        shift(lever, value, one);
        break;
      case Mechanism::english_level_up:
        // So that the chance over the whole course is `value`.
        add(one).english_up = static_cast<float>(
            1.0 - std::pow(1.0 - value, 1.0 / lever.duration));
        break;
      case Mechanism::into_work:
        add(one).employ_log_hazard = static_cast<float>(value);
        break;
      case Mechanism::participation:
        add(one).participation_logit = static_cast<float>(value);
        break;
      case Mechanism::ties:
        tie(lever, value, one, 0, &PersonAdjustment::ties);
        break;
      case Mechanism::weak_ties:
        tie(lever, value, one, weak_block, &PersonAdjustment::weak_ties);
        break;
      default:
        break;
    }
  }

  /// Share of the residents of a zone that are of other broad groups.
  double others_near(const Participant& one) const {
    const std::size_t own = own_of(one);
    double others = 0;
    double total = 0;
    for (std::size_t g = 0; g < scene_.housing->base.groups.size(); ++g) {
      const double count = scene_.homes->residents.at(one.zone, g);
      total += count;
      if (scene_.world->broad[g] != own) others += count;
    }
    return total > 0 ? others / total : 0.0;
  }

  /// Those with less contact than the middle one are moved more.
  void shift_by_contact(const PlannedLever& lever,
                        double value,
                        const std::vector<Participant>& people) {
    if (people.empty()) return;
    std::vector<double> near;
    for (const Participant& one : people) near.push_back(others_near(one));
    std::vector<double> sorted = near;
    const auto middle =
        sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    const double size = value * lever.rho_gen * lever.quality;
    for (std::size_t i = 0; i < people.size(); ++i) {
      const double factor = near[i] < *middle ? lever.low_contact_factor : 1.0;
      shift(lever, size * factor, people[i]);
    }
  }

  void shift(const PlannedLever& lever, double size, const Participant& one) {
    PersonAdjustment& to = add(one);
    to.attitude.fill(static_cast<float>(size));
    to.half_life_ticks = static_cast<float>(lever.half_life);
  }

  using TieCounts = std::array<std::uint8_t, max_broad>;

  /// @param block  beyond the stream of the lever, one for each kind of tie
  void tie(const PlannedLever& lever,
           double value,
           const Participant& one,
           std::uint64_t block,
           TieCounts PersonAdjustment::*kind) {
    const std::size_t own = own_of(one);
    const Shares& city = city_of(one.zone);
    Draws draws{
        {.seed = scene_.seed,
         .replicate = static_cast<std::uint64_t>(scene_.homes->replicate),
         .subject = one.id,
         .step = static_cast<std::uint64_t>(scene_.homes->tick),
         .purpose = Purpose::lever_tie,
         .block = lever.stream + block}};
    const auto count = static_cast<int>(std::floor(value + draws.uniform()));
    if (count == 0 || city[own] >= 1.0) return;
    PersonAdjustment& to = add(one);
    for (int i = 0; i < count; ++i) {
      ++(to.*kind)[drawn_other(city, own, draws.uniform())];
    }
  }

  float both(Mechanism mechanism, float one, float other) const {
    return static_cast<float>(together(plan_.together, mechanism, one, other));
  }

  void join(PersonAdjustment& to, const PersonAdjustment& from) const {
    for (std::size_t s = 0; s < slot_count; ++s) {
      to.attitude[s] =
          both(Mechanism::tolerance_shift, to.attitude[s], from.attitude[s]);
    }
    to.half_life_ticks = std::max(to.half_life_ticks, from.half_life_ticks);
    for (std::size_t b = 0; b < max_broad; ++b) {
      to.contacts[b] += from.contacts[b];
      to.ties[b] = static_cast<std::uint8_t>(
          std::min<int>(contact::most_ties, to.ties[b] + from.ties[b]));
      to.weak_ties[b] = static_cast<std::uint8_t>(
          std::min<int>(255, to.weak_ties[b] + from.weak_ties[b]));
    }
    to.english_up = plan_.together == Together::add
                        ? 1 - (1 - to.english_up) * (1 - from.english_up)
                        : std::max(to.english_up, from.english_up);
    to.employ_log_hazard = both(
        Mechanism::into_work, to.employ_log_hazard, from.employ_log_hazard);
    to.participation_logit = both(Mechanism::participation,
                                  to.participation_logit,
                                  from.participation_logit);
  }

  const Plan& plan_;
  const ContactScene& scene_;
  std::vector<Shares> cities_;
  std::vector<PersonAdjustment> all_;
};

}  // namespace

std::vector<PersonAdjustment> person_adjustments(
    const Plan& plan,
    const std::vector<LeverAction>& actions,
    const ContactScene& scene) {
  PersonMaker maker{plan, scene};
  for (std::size_t i = 0; i < plan.levers.size(); ++i) {
    if (plan.levers[i].zero) continue;
    maker.pull(plan.levers[i], actions[i]);
  }
  return maker.finish();
}

}  // namespace mingle::levers

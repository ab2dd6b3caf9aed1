// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "lever_movements.h"

#include <cmath>

namespace mingle::test {
namespace {

using contact::Adjustments;
using levers::Mechanism;

/// What an effect has moved in some tick: -1 down, 1 up, 0 not, 2 both.
class Movement {
 public:
  void see(double value, double neutral = 0) {
    if (value > neutral) up_ = true;
    if (value < neutral) down_ = true;
  }
  int sign() const { return up_ && down_ ? 2 : (up_ ? 1 : (down_ ? -1 : 0)); }

 private:
  bool up_ = false;
  bool down_ = false;
};

class Watcher {
 public:
  explicit Watcher(const Told& told) : told_{told} {}

  Signs watch() {
    for (const Adjustments& one : told_.adjustments) {
      watch_zones(one);
      watch_persons(one);
    }
    for (const housing::Policy& one : told_.policies) watch_policy(one);
    for (std::size_t h = 0; h < told_.incomes.size(); ++h) {
      moved_[Mechanism::income].see(told_.incomes[h], told_.incomes_before[h]);
    }
    Signs signs;
    for (const auto& [mechanism, movement] : moved_) {
      if (movement.sign() != 0) signs[mechanism] = movement.sign();
    }
    return signs;
  }

 private:
  void column(Mechanism mechanism,
              const std::vector<float>& values,
              double neutral = 0) {
    for (const float value : values) {
      moved_[mechanism].see(static_cast<double>(value), neutral);
    }
  }

  void watch_zones(const Adjustments& one) {
    column(Mechanism::contact_event, one.events);
    column(Mechanism::school_gate, one.school_gate);
    column(Mechanism::visits, one.venue_visits, 1);
    column(Mechanism::venue_homophily, one.venue_homophily);
    column(Mechanism::negative_contact, one.negative_factor, 1);
    column(Mechanism::negative_contact_school, one.negative_factor_pupils, 1);
    column(Mechanism::shock, one.mood);
    moved_[Mechanism::employer].see(one.employer_discrimination, 1);
    moved_[Mechanism::english_entry].see(
        static_cast<double>(one.arrival_english));
    if (one.report_rate >= 0) {
      moved_[Mechanism::reporting_rate].see(one.report_rate);
    }
    for (const contact::SchoolEdit& edit : one.schools) {
      const bool opens = edit.kind == contact::SchoolEdit::Kind::open;
      moved_[opens ? Mechanism::new_school : Mechanism::admissions].see(1);
    }
  }

  void watch_persons(const Adjustments& one) {
    for (const contact::PersonAdjustment& person : one.persons) {
      moved_[Mechanism::tolerance_shift].see(person.attitude[0]);
      moved_[Mechanism::english_level_up].see(person.english_up);
      moved_[Mechanism::into_work].see(person.employ_log_hazard);
      moved_[Mechanism::participation].see(person.participation_logit);
      for (const float contacts : person.contacts) {
        moved_[Mechanism::contact_programme].see(contacts);
      }
      for (const std::uint8_t ties : person.ties) {
        moved_[Mechanism::ties].see(ties);
      }
      for (const std::uint8_t ties : person.weak_ties) {
        moved_[Mechanism::weak_ties].see(ties);
      }
    }
  }

  void watch_policy(const housing::Policy& one) {
    for (const housing::SupplyChange& change : one.supply) {
      moved_[Mechanism::dwellings].see(change.dwellings);
    }
    for (const double factor : one.capacity) {
      moved_[Mechanism::services].see(factor, 1);
    }
    for (const housing::AuthorityPolicy& now : one.authorities) {
      watch_letting(now.social);
      watch_market(now);
    }
  }

  void watch_letting(const housing::SocialRules& now) {
    const housing::SocialRules& usual = told_.usual.social;
    moved_[Mechanism::choice_share].see(now.rule_share[1], usual.rule_share[1]);
    moved_[Mechanism::points_share].see(now.rule_share[2], usual.rule_share[2]);
    moved_[Mechanism::local_connection].see(now.local_connection_years);
    moved_[Mechanism::sensitive_cap].see(now.sensitive_cap, 1);
    for (const double quota : now.quota) moved_[Mechanism::quota].see(quota, 1);
  }

  void watch_market(const housing::AuthorityPolicy& now) {
    const housing::AuthorityPolicy& usual = told_.usual;
    for (std::size_t g = 0; g < now.gap.size(); ++g) {
      moved_[Mechanism::landlord].see(now.gap[g], usual.gap[g]);
      moved_[Mechanism::registration].see(now.register_rate[g], 1);
      moved_[Mechanism::arrivals].see(now.arrivals[g], 1);
      moved_[Mechanism::fairness].see(now.fairness[g]);
    }
    moved_[Mechanism::dispersal_share].see(now.dispersal_share);
    moved_[Mechanism::dispersal_cap].see(now.dispersal_cap, 1);
    moved_[Mechanism::arrival_elasticity].see(now.arrival_elasticity,
                                              usual.arrival_elasticity);
  }

  const Told& told_;
  std::map<Mechanism, Movement> moved_;
};

}  // namespace

Signs movements(const Told& told) {
  return Watcher{told}.watch();
}

Signs expected_movements(const LeverDefinition& lever) {
  Signs signs;
  const auto of = [](double value, double neutral) {
    return value > neutral ? 1 : (value < neutral ? -1 : 0);
  };
  for (const LeverEffect& effect : lever.effects) {
    const auto& info = levers::info_of(effect.mechanism);
    const double value = effect.value.value_or(0.25);
    int sign = std::isnan(info.neutral) ? 0 : of(value, info.neutral);
    Mechanism seen = effect.mechanism;
    switch (effect.mechanism) {
      case Mechanism::contact_event:
      case Mechanism::contact_programme:
        // Attitude, and the contact itself.
        signs[effect.mechanism] = 1;
        seen = Mechanism::tolerance_shift;
        break;
      case Mechanism::choice_share:
      case Mechanism::local_connection:
      case Mechanism::dwellings:
      case Mechanism::admissions:
      case Mechanism::new_school:
      case Mechanism::reporting_rate:
        sign = 1;
        break;
      case Mechanism::pitches:
        seen = Mechanism::dwellings;
        break;
      case Mechanism::points_share:
      case Mechanism::sensitive_cap:
      case Mechanism::quota:
      case Mechanism::dispersal_cap:
      case Mechanism::arrival_elasticity:
        sign = -1;
        break;
      case Mechanism::next_generation:
      case Mechanism::coverage:
      case Mechanism::shock_size:
      case Mechanism::none:
        sign = 0;  // not within two years; by way of another lever
        break;
      default:
        break;
    }
    if (sign != 0) signs[seen] = sign;
  }
  return signs;
}

}  // namespace mingle::test

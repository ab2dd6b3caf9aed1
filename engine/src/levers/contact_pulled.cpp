// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "persons_pulled.h"

#include <algorithm>
#include <cmath>

#include <mingle/engine/housing/state_edits.h>

namespace mingle::levers {
namespace {

using contact::Adjustments;
using contact::max_broad;

constexpr double days_per_week = 7;

/// Residents of each zone by age: 11 and over, and 4 to 10.
struct ZoneAges {
  std::vector<double> grown;
  std::vector<double> pupils;
};

ZoneAges ages_of(const ContactScene& scene) {
  const housing::State& homes = *scene.homes;
  ZoneAges ages;
  ages.grown.assign(scene.housing->base.zones.size(), 0);
  ages.pupils = ages.grown;
  for (std::size_t h = 0; h < homes.households.size(); ++h) {
    const HouseholdId household{h};
    if (!homes.households.is_housed(household)) continue;
    const std::size_t zone = housing::zone_of(homes, household).index();
    housing::for_members(homes, household, [&](PersonId person) {
      const int age = homes.persons.age(person, homes.tick);
      ages.grown[zone] += age >= contact::secondary_age;
      ages.pupils[zone] +=
          age >= contact::first_school_age && age < contact::secondary_age;
    });
  }
  return ages;
}

std::vector<double> by_zone(const std::vector<Participant>& people,
                            std::size_t zones) {
  std::vector<double> counts(zones, 0);
  for (const Participant& one : people) ++counts[one.zone.index()];
  return counts;
}

class ZoneMaker {
 public:
  ZoneMaker(const Plan& plan, const ContactScene& scene, Adjustments& out)
      : plan_{plan},
        scene_{scene},
        out_{out},
        zones_{scene.housing->base.zones.size()} {}

  void pull(const PlannedLever& lever, const LeverAction& action) {
    for (std::size_t e = 0; e < lever.effects.size(); ++e) {
      pull(lever, action, lever.effects[e].mechanism, action.values[e]);
    }
  }

  /// Shocks last, when what damps them is known.
  void strike(const PlannedLever& lever, const LeverAction& action) {
    for (std::size_t e = 0; e < lever.effects.size(); ++e) {
      if (lever.effects[e].mechanism != Mechanism::shock || !action.acts) {
        continue;
      }
      if (out_.mood.empty()) out_.mood.assign(zones_ * max_broad, 0);
      for (std::size_t z = 0; z < zones_; ++z) {
        if (action.zones[z] == 0) continue;
        const double damp = damp_.empty() ? 1.0 : damp_[z];
        for (std::size_t b = 0; b < max_broad; ++b) {
          if (!is_about(lever, b)) continue;
          float& mood = out_.mood[z * max_broad + b];
          mood = static_cast<float>(together(
              plan_.together, Mechanism::shock, mood, damp * action.values[e]));
        }
      }
    }
  }

 private:
  /// Whether a shock is towards a broad group: one of the groups named.
  bool is_about(const PlannedLever& lever, std::size_t broad) const {
    if (lever.groups.empty()) return true;
    for (std::size_t g = 0; g < lever.groups.size(); ++g) {
      if (lever.groups[g] != 0 && scene_.world->broad[g] == broad) return true;
    }
    return false;
  }

  void pull(const PlannedLever& lever,
            const LeverAction& action,
            Mechanism mechanism,
            double value) {
    if (std::isnan(value)) return;
    switch (mechanism) {
      case Mechanism::contact_event:
        hold_event(lever, action);
        break;
      case Mechanism::school_gate:
        open_gate(action, value);
        break;
      case Mechanism::visits:
        scale(out_.venue_visits, action, mechanism, value);
        break;
      case Mechanism::venue_homophily:
        scale(out_.venue_homophily, action, mechanism, value);
        break;
      case Mechanism::negative_contact:
        scale(out_.negative_factor, action, mechanism, value);
        break;
      case Mechanism::negative_contact_school:
        scale(out_.negative_factor_pupils, action, mechanism, value);
        break;
      case Mechanism::shock_size:
        scale(damp_, action, mechanism, value);
        break;
      case Mechanism::employer:
        out_.employer_discrimination = static_cast<float>(together(
            plan_.together, mechanism, out_.employer_discrimination, value));
        break;
      case Mechanism::english_entry:
        out_.arrival_english =
            std::max(out_.arrival_english,
                     static_cast<contact::English>(std::lround(value)));
        break;
      case Mechanism::reporting_rate:
        out_.report_rate = static_cast<float>(value);
        break;
      default:
        break;
    }
  }

  template <class Number>
  void scale(std::vector<Number>& column,
             const LeverAction& action,
             Mechanism mechanism,
             double value) {
    const double neutral = info_of(mechanism).neutral;
    if (value == neutral) return;
    if (column.empty()) column.assign(zones_, static_cast<Number>(neutral));
    for (std::size_t z = 0; z < zones_; ++z) {
      if (action.zones[z] == 0) continue;
      column[z] = static_cast<Number>(
          together(plan_.together, mechanism, column[z], value));
    }
  }

  const ZoneAges& ages() {
    if (ages_.grown.empty()) ages_ = ages_of(scene_);
    return ages_;
  }

  /// Those who come, as a share of those aged 11 and over, and contacts a day
  /// of each averaged over the tick.
  void hold_event(const PlannedLever& lever, const LeverAction& action) {
    if (action.reached.empty() || lever.hours == 0) return;
    const double a_day = lever.hours * plan_.contacts_per_hour / days_per_tick;
    const std::vector<double> come = by_zone(action.reached, zones_);
    if (out_.events.empty()) out_.events.assign(2 * zones_, 0);
    for (std::size_t z = 0; z < zones_; ++z) {
      if (come[z] == 0 || ages().grown[z] == 0) continue;
      const double share = std::min(1.0, come[z] / ages().grown[z]);
      float& all = out_.events[2 * z];
      float& contacts = out_.events[2 * z + 1];
      const double sum = all * contacts + share * a_day;
      all = static_cast<float>(std::min(1.0, all + share));
      contacts = static_cast<float>(sum / all);
    }
  }

  /// The more parents of the zone have a child that is reached, the more of
  /// them meet.
  void open_gate(const LeverAction& action, double hours_a_week) {
    if (action.enrolled.empty() || hours_a_week == 0) return;
    const std::vector<double> children = by_zone(action.enrolled, zones_);
    if (out_.school_gate.empty()) out_.school_gate.assign(zones_, 0);
    for (std::size_t z = 0; z < zones_; ++z) {
      const double share =
          std::min(1.0, children[z] / std::max(1.0, ages().pupils[z]));
      out_.school_gate[z] += static_cast<float>(
          share * hours_a_week * plan_.contacts_per_hour / days_per_week);
    }
  }

  const Plan& plan_;
  const ContactScene& scene_;
  Adjustments& out_;
  std::size_t zones_;
  ZoneAges ages_;
  std::vector<double> damp_;  ///< factor on shocks, by zone
};

}  // namespace

double ContactRoles::english(PersonId person) const {
  return static_cast<double>(state_.persons[person.index()].english());
}

double ContactRoles::employment(PersonId person) const {
  return static_cast<double>(state_.persons[person.index()].employment());
}

std::int64_t youth_places(const Plan& plan,
                          const std::vector<LeverAction>& actions,
                          const housing::State& homes) {
  std::int64_t places = 0;
  for (std::size_t i = 0; i < plan.levers.size(); ++i) {
    if (!plan.levers[i].youth) continue;
    for (const Participant& one : actions[i].reached) {
      const int age = homes.persons.age(one.person, homes.tick);
      places += age >= contact::youth_from && age <= contact::youth_to ? 1 : 0;
    }
  }
  return places;
}

contact::Adjustments contact_adjustments(
    const Plan& plan,
    const std::vector<LeverAction>& actions,
    const ContactScene& scene) {
  Adjustments out;
  ZoneMaker maker{plan, scene, out};
  for (std::size_t i = 0; i < plan.levers.size(); ++i) {
    if (actions[i].on && !plan.levers[i].zero) {
      maker.pull(plan.levers[i], actions[i]);
    }
  }
  for (std::size_t i = 0; i < plan.levers.size(); ++i) {
    if (actions[i].on && !plan.levers[i].zero) {
      maker.strike(plan.levers[i], actions[i]);
    }
  }
  out.schools = school_edits(plan, actions, scene);
  out.persons = person_adjustments(plan, actions, scene);
  return out;
}

}  // namespace mingle::levers

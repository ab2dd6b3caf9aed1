// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "persons_pulled.h"

#include <algorithm>
#include <cmath>

namespace mingle::levers {
namespace {

using contact::Admissions;
using contact::Phase;
using contact::SchoolEdit;
using contact::SchoolTable;

/// Rules of admission in the order of the catalogue's choices.
enum class AdmissionsChoice : std::uint8_t {
  lottery,
  banding,
  paired_merger,
  proximity
};
enum class NewSchoolChoice : std::uint8_t { proximity, lottery, faith };

Admissions rule_of(AdmissionsChoice choice) {
  switch (choice) {
    case AdmissionsChoice::lottery:
      return Admissions::lottery;
    case AdmissionsChoice::banding:
      return Admissions::banding;
    default:
      return Admissions::distance;
  }
}

Admissions rule_of(NewSchoolChoice choice) {
  switch (choice) {
    case NewSchoolChoice::lottery:
      return Admissions::lottery;
    case NewSchoolChoice::faith:
      return Admissions::faith;
    default:
      return Admissions::distance;
  }
}

/// Pupils of each school that are of a broad group, and all.
struct Rolls {
  std::vector<double> pupils;
  std::vector<std::vector<double>> of_group;
};

Rolls rolls_of(const ContactScene& scene) {
  const std::size_t schools = scene.state->schools.size();
  Rolls rolls;
  rolls.pupils.assign(schools, 0);
  rolls.of_group.assign(schools, std::vector<double>(contact::max_broad, 0));
  const auto& homes = *scene.homes;
  for (std::size_t row = 0; row < scene.state->persons.size(); ++row) {
    const contact::Traits& traits = scene.state->persons[row];
    const int age = homes.persons.age(PersonId{row}, homes.tick);
    if (age < contact::first_school_age || age >= housing::adult_age ||
        traits.place >= schools || traits.is_blank()) {
      continue;
    }
    ++rolls.pupils[traits.place];
    ++rolls.of_group[traits.place]
                    [scene.world->broad[homes.persons.groups[row]]];
  }
  return rolls;
}

/// Half the sum of the differences between the shares of two schools.
double contrast(const Rolls& rolls, std::size_t a, std::size_t b) {
  if (rolls.pupils[a] == 0 || rolls.pupils[b] == 0) return 0;
  double sum = 0;
  for (std::size_t g = 0; g < contact::max_broad; ++g) {
    sum += std::abs(rolls.of_group[a][g] / rolls.pupils[a] -
                    rolls.of_group[b][g] / rolls.pupils[b]);
  }
  return sum / 2;
}

bool takes_part(const SchoolTable& schools,
                const LeverAction& action,
                std::size_t school) {
  return schools.open[school] != 0 &&
         action.zones[schools.zones[school].index()] != 0;
}

/// Pairs of schools of a phase and authority within reach of each other, the
/// most unlike first.
void merge_pairs(const ContactScene& scene,
                 const LeverAction& action,
                 std::vector<SchoolEdit>& edits) {
  const SchoolTable& schools = scene.state->schools;
  const ZoneTable& zones = scene.housing->base.zones;
  const double farthest = scene.world->rules.schools.merger_distance;
  const Rolls rolls = rolls_of(scene);
  struct Pair {
    double contrast;
    std::size_t one;
    std::size_t other;
  };
  std::vector<Pair> pairs;
  for (std::size_t a = 0; a < schools.size(); ++a) {
    for (std::size_t b = a + 1; b < schools.size(); ++b) {
      const std::size_t from = schools.zones[a].index();
      const std::size_t to = schools.zones[b].index();
      const bool alike = schools.phases[a] == schools.phases[b] &&
                         zones.authorities[from] == zones.authorities[to];
      if (!alike || !takes_part(schools, action, a) ||
          !takes_part(schools, action, b)) {
        continue;
      }
      const double km =
          std::hypot(zones.eastings[from] - zones.eastings[to],
                     zones.northings[from] - zones.northings[to]) /
          1000.0;
      const double unlike = contrast(rolls, a, b);
      if (km <= farthest && unlike > 0) pairs.push_back({unlike, a, b});
    }
  }
  std::stable_sort(
      pairs.begin(), pairs.end(), [](const auto& x, const auto& y) {
        return x.contrast > y.contrast;
      });
  std::vector<std::uint8_t> paired(schools.size(), 0);
  for (const Pair& pair : pairs) {
    if (paired[pair.one] != 0 || paired[pair.other] != 0) continue;
    paired[pair.one] = paired[pair.other] = 1;
    edits.push_back({.kind = SchoolEdit::Kind::merge,
                     .school = static_cast<std::uint16_t>(pair.one),
                     .other = static_cast<std::uint16_t>(pair.other)});
  }
}

void set_rules(const ContactScene& scene,
               const LeverAction& action,
               Admissions rule,
               std::vector<SchoolEdit>& edits) {
  const SchoolTable& schools = scene.state->schools;
  for (std::size_t s = 0; s < schools.size(); ++s) {
    if (!takes_part(schools, action, s) || schools.rules[s] == rule) continue;
    edits.push_back({.kind = SchoolEdit::Kind::set_rule,
                     .school = static_cast<std::uint16_t>(s),
                     .phase = schools.phases[s],
                     .rule = rule});
  }
}

/// Once a lever is off, new pupils are admitted as before.
void end_rules(const ContactScene& scene,
               const LeverAction& action,
               std::vector<SchoolEdit>& edits) {
  const SchoolTable& schools = scene.state->schools;
  for (std::size_t s = 0; s < schools.size(); ++s) {
    if (!takes_part(schools, action, s) ||
        schools.rules[s] == schools.own_rules[s]) {
      continue;
    }
    edits.push_back({.kind = SchoolEdit::Kind::own_rule,
                     .school = static_cast<std::uint16_t>(s),
                     .phase = schools.phases[s]});
  }
}

void open_schools(const LeverAction& action,
                  std::int32_t places,
                  Admissions rule,
                  std::vector<SchoolEdit>& edits) {
  for (std::size_t z = 0; z < action.zones.size(); ++z) {
    if (action.zones[z] == 0) continue;
    edits.push_back({.kind = SchoolEdit::Kind::open,
                     .zone = ZoneId{z},
                     .phase = Phase::secondary,
                     .capacity = places,
                     .rule = rule,
                     .faith = static_cast<std::uint8_t>(
                         rule == Admissions::faith ? 1 : 0)});
  }
}

/// What one effect of a lever does to schools; nothing for other mechanisms.
/// @param value  the choice, as a number of its list
void edit_schools(Mechanism mechanism,
                  double value,
                  const LeverAction& action,
                  const ContactScene& scene,
                  std::vector<SchoolEdit>& edits) {
  if (mechanism == Mechanism::new_school) {
    const auto choice =
        static_cast<NewSchoolChoice>(static_cast<std::uint8_t>(value));
    open_schools(
        action, scene.world->rules.schools.new_places, rule_of(choice), edits);
  }
  if (mechanism != Mechanism::admissions) return;
  const auto choice =
      static_cast<AdmissionsChoice>(static_cast<std::uint8_t>(value));
  if (choice != AdmissionsChoice::paired_merger) {
    set_rules(scene, action, rule_of(choice), edits);
  } else if (action.first) {  // merged schools do not merge again
    merge_pairs(scene, action, edits);
  }
}

}  // namespace

std::vector<SchoolEdit> school_edits(const Plan& plan,
                                     const std::vector<LeverAction>& actions,
                                     const ContactScene& scene) {
  std::vector<SchoolEdit> edits;
  for (std::size_t i = 0; i < plan.levers.size(); ++i) {
    const PlannedLever& lever = plan.levers[i];
    if (!actions[i].ends || lever.zero) continue;
    if (lever.has(Mechanism::admissions)) end_rules(scene, actions[i], edits);
  }
  for (std::size_t i = 0; i < plan.levers.size(); ++i) {
    const PlannedLever& lever = plan.levers[i];
    const LeverAction& action = actions[i];
    if (!action.on || !action.acts || lever.zero) continue;
    for (std::size_t e = 0; e < lever.effects.size(); ++e) {
      if (std::isnan(action.values[e])) continue;
      edit_schools(
          lever.effects[e].mechanism, action.values[e], action, scene, edits);
    }
  }
  return edits;
}

}  // namespace mingle::levers

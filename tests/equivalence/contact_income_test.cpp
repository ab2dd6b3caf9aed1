// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// Incomes of households that follow the work and English of their members,
// written down again serially and without blocks; the stepper must do the
// same on any number of threads.
#include <cmath>
#include <map>

#include <gtest/gtest.h>

#include <mingle/engine/housing/state_edits.h>
#include <mingle/engine/housing/step.h>
#include <mingle/engine/parallel.h>
#include <mingle/engine/random.h>
#include <mingle/test_support/small_contact_world.h>

namespace mingle::contact {
namespace {

using Made = test::SmallContactWorld;
using Kind = std::pair<housing::SocialClass, int>;

constexpr std::uint64_t seed = 23;

struct Role {
  Employment work;
  English english;
  bool operator==(const Role&) const = default;
};

std::vector<PersonId> members(const Made& made, std::size_t household) {
  std::vector<PersonId> all;
  if (!made.homes.households.dwellings[household].exists()) return all;
  housing::for_members(made.homes,
                       HouseholdId{household},
                       [&](PersonId person) { all.push_back(person); });
  return all;
}

/// What the members of working age earn of a full income, and how many.
std::pair<double, int> earned(const Made& made, std::size_t household) {
  double sum = 0;
  int adults = 0;
  for (const PersonId person : members(made, household)) {
    const int age = made.homes.persons.age(person, made.homes.tick);
    if (age < 18 || age >= 65) continue;
    const Traits& traits = made.state.persons[person.index()];
    double one = made.world.rules.incomes.workless;
    if (traits.employment() == Employment::employed) {
      one = 1;
      if (traits.english() == English::well ||
          traits.english() == English::main) {
        one += made.world.rules.incomes.fluency;
      }
    }
    sum += one;
    ++adults;
  }
  return {adults > 0 ? sum / adults : 1, adults};
}

class Reference {
 public:
  /// @param made   after begin()
  /// @param given  incomes before it
  Reference(const Made& made, const std::vector<std::uint16_t>& given) {
    std::map<Kind, double> sums;
    std::map<Kind, double> parts;
    for (std::size_t h = 0; h < given.size(); ++h) {
      const auto [share, adults] = earned(made, h);
      if (adults == 0) continue;
      const Kind kind = kind_of(made, h, adults);
      sums[kind] += given[h];
      parts[kind] += given[h] * share;
    }
    for (const auto& [kind, sum] : sums) usual_[kind] = parts[kind] / sum;
    know(made);
  }

  int percent(const Made& made, std::size_t household) const {
    const auto [share, adults] = earned(made, household);
    if (adults == 0) return 100;
    const double usual = usual_.at(kind_of(made, household, adults));
    return static_cast<int>(std::round(100 * share / usual));
  }

  /// Earnings and incomes after a step in which members changed.
  void pay(Made& made) {
    housing::HouseholdTable& table = made.homes.households;
    for (std::size_t h = 0; h < table.size(); ++h) {
      if (!is_due(made, h)) continue;
      const int was = table.earnings[h];
      const int now = percent(made, h);
      if (now == was) continue;
      const auto bits =
          random_bits({.seed = seed,
                       .replicate = 0,
                       .subject = table.ids[h],
                       .step = static_cast<std::uint64_t>(made.state.steps),
                       .purpose = Purpose::contact_income});
      const double income =
          1.0 * table.incomes[h] * now / was + unit_interval(bits[0]);
      table.incomes[h] =
          static_cast<std::uint16_t>(std::clamp(income, 1.0, 65535.0));
      table.earnings[h] = static_cast<std::uint8_t>(now);
    }
    know(made);
  }

  /// Fifth of each household by rank, 1 to 5; 0 of those outside.
  static std::vector<std::uint8_t> fifths(const Made& made) {
    const housing::HouseholdTable& table = made.homes.households;
    std::vector<std::uint8_t> all(table.size(), 0);
    for (std::size_t h = 0; h < table.size(); ++h) {
      if (!table.dwellings[h].exists()) continue;
      double less = 0;
      double same = 0;
      double everybody = 0;
      for (std::size_t i = 0; i < table.size(); ++i) {
        if (!table.dwellings[i].exists()) continue;
        less += table.incomes[i] < table.incomes[h] ? 1 : 0;
        same += table.incomes[i] == table.incomes[h] ? 1 : 0;
        everybody += 1;
      }
      const double rank = 5 * (less + same / 2) / everybody;
      all[h] = static_cast<std::uint8_t>(1 + std::min(rank, 4.0));
    }
    return all;
  }

 private:
  static Kind kind_of(const Made& made, std::size_t household, int adults) {
    return {made.homes.households.social_classes[household],
            std::min(adults, 3)};
  }

  void know(const Made& made) {
    roles_.clear();
    for (std::size_t h = 0; h < made.homes.households.size(); ++h) {
      for (const PersonId person : members(made, h)) {
        const Traits& traits = made.state.persons[person.index()];
        roles_.insert_or_assign(made.homes.persons.ids[person.index()],
                                Role{traits.employment(), traits.english()});
      }
    }
  }

  /// Somebody is new, has other work or English, or comes to 11, 18 or 65.
  bool is_due(const Made& made, std::size_t household) const {
    for (const PersonId person : members(made, household)) {
      const std::size_t row = person.index();
      const auto known = roles_.find(made.homes.persons.ids[row]);
      const Traits& traits = made.state.persons[row];
      if (known == roles_.end() ||
          known->second != Role{traits.employment(), traits.english()}) {
        return true;
      }
      const int quarters = made.homes.tick - made.homes.persons.born[row];
      const int age = quarters / 4;
      if (age == 11 || age == 18 || age == 65) return true;
    }
    return false;
  }

  std::map<Kind, double> usual_;
  std::map<std::uint64_t, Role> roles_;
};

void expect_equivalent(int threads) {
  const Concurrency limit{threads};
  Rules rules;
  rules.work.find_from_unemployment = 2;
  Made made = test::make_small_contact_world(
      {.authorities = 2, .zones = 4, .groups = 3, .households = 60}, rules);
  housing::Stepper houses{made.housing, seed};
  Stepper people{made.housing, made.world, seed};
  const std::vector<std::uint16_t> given = made.homes.households.incomes;
  people.begin(made.homes, made.state);
  Reference reference{made, given};
  std::vector<std::uint8_t> ranked = Reference::fifths(made);
  EXPECT_EQ(made.homes.households.fifths, ranked);
  for (std::size_t h = 0; h < given.size(); ++h) {
    if (members(made, h).empty()) continue;
    ASSERT_EQ(made.homes.households.earnings[h], reference.percent(made, h));
    ASSERT_EQ(
        made.homes.households.incomes[h],
        std::max(
            1.0,
            std::floor(given[h] * reference.percent(made, h) / 100.0 + 0.5)))
        << h;
  }
  std::size_t changed = 0;
  for (int tick = 1; tick <= 8; ++tick) {
    houses.step(made.homes);
    people.step(made.homes, made.state);
    Made expected = made;
    reference.pay(expected);
    const housing::HouseholdTable before = made.homes.households;
    people.pay(made.homes, made.state);
    const housing::HouseholdTable& after = made.homes.households;
    ASSERT_EQ(after.incomes, expected.homes.households.incomes) << tick;
    ASSERT_EQ(after.earnings, expected.homes.households.earnings) << tick;
    for (std::size_t h = 0; h < after.size(); ++h) {
      changed += after.incomes[h] != before.incomes[h] ? 1U : 0U;
    }
    if (tick % 4 != 0) continue;
    // Households that came or went within the year are not compared.
    const std::vector<std::uint8_t> now = Reference::fifths(made);
    std::map<std::pair<int, int>, std::int64_t> moved;
    std::map<std::pair<int, int>, std::int64_t> is;
    for (std::size_t h = 0; h < after.size(); ++h) {
      if (!after.dwellings[h].exists()) continue;
      EXPECT_EQ(after.fifths[h], now[h]);
      if (before.fifths[h] != 0) ++moved[{before.fifths[h], now[h]}];
    }
    for (const auto& own : made.state.incomes.moved) {
      for (std::size_t i = 0; i < own.size(); ++i) {
        if (own[i] > 0) {
          is[{static_cast<int>(i / 5) + 1, static_cast<int>(i % 5) + 1}] +=
              own[i];
        }
      }
    }
    EXPECT_EQ(is, moved);
  }
  EXPECT_GT(changed, 50U);
}

TEST(ContactIncomes, FollowWhatIsWritten) {
  for (const int threads : {1, 2, 3, 7}) expect_equivalent(threads);
}

}  // namespace
}  // namespace mingle::contact

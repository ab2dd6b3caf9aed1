// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "zone_people.h"

#include "proportional_fit.h"
#include "seeds.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace mingle {
namespace {

using housing::adult_age;
using housing::Sex;

/// Classes of age of reference persons, as in housing_seeds.csv.
constexpr std::array<int, 7>
    class_starts{adult_age, 25, 35, 50, 65, 75, oldest_age + 1};
constexpr std::size_t age_class_count = class_starts.size() - 1;
constexpr int generation_years = 16;
/// How likely adults of an age live with a parent, relative to 18 to 24
/// (Labour Force Survey: 19-year-olds mostly do, few from 35; rounded).
constexpr std::array<std::pair<int, double>, 5> living_with_parents{
    {{25, 1.0}, {30, 0.45}, {35, 0.2}, {50, 0.08}, {oldest_age + 1, 0.02}}};

/// Ages that nobody has been given yet.
class Pool {
 public:
  explicit Pool(const AgeCounts& counts) : counts_{counts} {}

  std::int32_t between(int from, int below) const {
    return std::accumulate(counts_.begin() + from, counts_.begin() + below, 0);
  }
  /// A person of ages [from, below), each as likely as any other.
  /// The range must not be empty.
  int take_any(int from, int below, Draws& draws) {
    auto left = static_cast<std::int32_t>(
        draws.below(static_cast<std::uint64_t>(between(from, below))));
    int age = from;
    while (left >= counts_[at(age)]) left -= counts_[at(age++)];
    return take(age);
  }
  /// The adult whose age is nearest; the older of two. There must be one.
  int take_adult_near(int wanted) {
    for (int step = 0;; ++step) {
      for (const int age : {wanted + step, wanted - step}) {
        if (age >= adult_age && age <= oldest_age && counts_[at(age)] > 0) {
          return take(age);
        }
      }
    }
  }
  /// All that is left from an age on, ascending.
  std::vector<int> list(int from, int below) const {
    std::vector<int> ages;
    for (int age = from; age < below; ++age) {
      ages.insert(ages.end(), static_cast<std::size_t>(counts_[at(age)]), age);
    }
    return ages;
  }
  int take(int age) {
    --counts_[at(age)];
    return age;
  }

 private:
  static std::size_t at(int age) { return static_cast<std::size_t>(age); }
  AgeCounts counts_;
};

class Filling {
 public:
  Filling(const ZoneHouseholds& households,
          const PeopleRules& rules,
          const AgeCounts& ages,
          Draws& draws,
          ZonePeople& people)
      : households_{households},
        rules_{rules},
        pool_{ages},
        draws_{draws},
        people_{people} {
    std::size_t person = 0;
    for (std::size_t i = 0; i < households.size(); ++i) {
      first_.push_back(person);
      person += households.sizes[i];
    }
    people.ages.assign(person, 0);
    people.sexes.assign(person, Sex::female);
  }

  void reference_persons() {
    Weights weights = weigh_ages();
    const auto rows = row_counts();
    const std::vector<double> totals{rows.begin(), rows.end()};
    fit_proportionally(totals, expected_by_age(), weights);
    const auto counts = round_rows(rows, weights, draws_);
    // Cards of ages, dealt to the households of each row.
    std::vector<std::vector<std::uint8_t>> cards(rows.size());
    for (std::size_t r = 0; r < rows.size(); ++r) {
      for (std::size_t c = 0; c < age_class_count; ++c) {
        cards[r].insert(
            cards[r].end(),
            static_cast<std::size_t>(counts[r * age_class_count + c]),
            static_cast<std::uint8_t>(c));
      }
      shuffle(cards[r]);
    }
    for (const std::size_t i : shuffled_households()) {
      std::vector<std::uint8_t>& row = cards[row_of(i)];
      const std::size_t wanted = row.back();
      row.pop_back();
      people_.ages[first_[i]] =
          static_cast<std::uint8_t>(take_of_class(wanted));
    }
  }

  void partners() {
    for (const std::size_t i : shuffled_households()) {
      if (!is_couple(i)) continue;
      const int wanted = people_.ages[first_[i]] +
                         static_cast<int>(std::lround(draws_.normal() *
                                                      rules_.partner_spread));
      people_.ages[first_[i] + 1] = static_cast<std::uint8_t>(
          pool_.take_adult_near(std::clamp(wanted, adult_age, oldest_age)));
    }
  }

  void children_and_others() {
    std::vector<Seat> seats;
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < households_.size(); ++i) {
      const std::size_t heads = is_couple(i) ? 2 : 1;
      for (std::size_t m = heads; m < households_.sizes[i]; ++m) {
        if (people_.types[i] == HouseholdType::other) {
          others.push_back(first_[i] + m);
        } else {
          seats.push_back({wanted_child(i, heads), first_[i] + m, first_[i]});
        }
      }
    }
    std::vector<int> ages = ages_of_children(seats.size());
    std::sort(ages.begin(), ages.end());
    std::sort(seats.begin(), seats.end());
    for (std::size_t s = 0; s < seats.size(); ++s) {
      people_.ages[seats[s].person] = static_cast<std::uint8_t>(ages[s]);
      ++people_.children;
      if (ages[s] > people_.ages[seats[s].parent] - generation_years) {
        ++people_.children_too_old;
      }
    }
    std::vector<int> rest = pool_.list(0, oldest_age + 1);
    shuffle(rest);
    for (std::size_t s = 0; s < others.size(); ++s) {
      people_.ages[others[s]] = static_cast<std::uint8_t>(rest[s]);
    }
  }

  void sexes() {
    const Seed& male = seed("reference_person_male");
    for (std::size_t i = 0; i < households_.size(); ++i) {
      const auto type = static_cast<std::size_t>(people_.types[i]);
      const bool old = type == 0 && people_.ages[first_[i]] >= 65;
      const double share = male.at(type == 0 ? (old ? 1 : 0) : type + 1, 0);
      const Sex head = draw_sex(share);
      people_.sexes[first_[i]] = head;
      for (std::size_t m = 1; m < households_.sizes[i]; ++m) {
        const bool partner = m == 1 && is_couple(i);
        people_.sexes[first_[i] + m] =
            partner ? (head == Sex::male ? Sex::female : Sex::male)
                    : draw_sex(rules_.share_of_boys);
      }
    }
  }

 private:
  struct Seat {
    int wanted;
    std::size_t person;
    std::size_t parent;
    auto operator<=>(const Seat&) const = default;
  };

  bool is_couple(std::size_t i) const {
    return people_.types[i] == HouseholdType::couple ||
           people_.types[i] == HouseholdType::couple_children;
  }
  std::size_t row_of(std::size_t i) const {
    return static_cast<std::size_t>(households_.tenure(i)) *
               household_type_count +
           static_cast<std::size_t>(people_.types[i]);
  }
  std::vector<std::int32_t> row_counts() const {
    std::vector<std::int32_t> rows(tenure_count * household_type_count);
    for (std::size_t i = 0; i < households_.size(); ++i) ++rows[row_of(i)];
    return rows;
  }
  static Weights weigh_ages() {
    const Seed& tenure = seed("age_by_tenure");
    const Seed& type = seed("age_by_type");
    Weights weights{tenure_count * household_type_count, age_class_count};
    for (std::size_t r = 0; r < weights.rows; ++r) {
      for (std::size_t c = 0; c < age_class_count; ++c) {
        weights.at(r, c) = tenure.at(r / household_type_count, c) *
                           type.at(r % household_type_count, c);
      }
    }
    return weights;
  }
  std::vector<double> expected_by_age() const {
    const Seed& headship = seed("headship_by_age");
    std::vector<double> expected;
    for (std::size_t c = 0; c < age_class_count; ++c) {
      expected.push_back(headship.at(0, c) *
                         pool_.between(class_starts[c], class_starts[c + 1]));
    }
    return expected;
  }
  /// Someone of the class; of the nearest one with anybody left otherwise.
  int take_of_class(std::size_t wanted) {
    for (std::size_t step = 0;; ++step) {
      for (const std::size_t c : {wanted + step, wanted - step}) {
        if (c >= age_class_count) continue;
        if (pool_.between(class_starts[c], class_starts[c + 1]) == 0) continue;
        return pool_.take_any(class_starts[c], class_starts[c + 1], draws_);
      }
    }
  }
  int wanted_child(std::size_t i, std::size_t heads) {
    int parent = people_.ages[first_[i]];
    if (heads == 2) {
      parent = std::min<int>(parent, people_.ages[first_[i] + 1]);
    }
    const double birth =
        rules_.age_at_birth + rules_.age_at_birth_spread * draws_.normal();
    return static_cast<int>(std::lround(std::max(0.0, parent - birth)));
  }
  /// Minors first, as many as there are; then adults likely to live with
  /// their parents.
  std::vector<int> ages_of_children(std::size_t count) {
    std::vector<int> ages;
    const auto minors = static_cast<std::size_t>(pool_.between(0, adult_age));
    while (ages.size() < std::min(count, minors)) {
      ages.push_back(pool_.take_any(0, adult_age, draws_));
    }
    if (ages.size() == count) return ages;
    struct Card {
      double key;
      int age;
      auto operator<=>(const Card&) const = default;
    };
    std::vector<Card> cards;
    for (const int age : pool_.list(adult_age, oldest_age + 1)) {
      const auto weight =
          std::find_if(living_with_parents.begin(),
                       living_with_parents.end(),
                       [age](const auto& each) { return age < each.first; })
              ->second;
      cards.push_back({-std::log(draws_.uniform()) / weight, age});
    }
    std::sort(cards.begin(), cards.end());
    for (std::size_t n = 0; ages.size() < count; ++n) {
      ages.push_back(pool_.take(cards[n].age));
    }
    return ages;
  }
  Sex draw_sex(double male_share) {
    return draws_.uniform() < male_share ? Sex::male : Sex::female;
  }
  std::vector<std::size_t> shuffled_households() {
    std::vector<std::size_t> order(households_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    shuffle(order);
    return order;
  }
  template <class T>
  void shuffle(std::vector<T>& items) {
    for (std::size_t i = items.size(); i > 1; --i) {
      std::swap(items[i - 1], items[draws_.below(i)]);
    }
  }

  const ZoneHouseholds& households_;
  const PeopleRules& rules_;
  Pool pool_;
  Draws& draws_;
  ZonePeople& people_;
  std::vector<std::size_t> first_;
};

/// Every household needs an adult; so do couples, two.
void find_adults(const ZoneHouseholds& households,
                 AgeCounts& ages,
                 ZonePeople& people) {
  std::int64_t needed = 0;
  for (std::size_t i = 0; i < households.size(); ++i) {
    const bool couple = people.types[i] == HouseholdType::couple ||
                        people.types[i] == HouseholdType::couple_children;
    needed += couple ? 2 : 1;
  }
  const std::int64_t adults =
      std::accumulate(ages.begin() + adult_age, ages.end(), std::int64_t{0});
  std::int64_t missing = needed - adults;
  for (int age = adult_age - 1; age >= 0 && missing > 0; --age) {
    std::int32_t& here = ages[static_cast<std::size_t>(age)];
    const auto raised =
        static_cast<std::int32_t>(std::min<std::int64_t>(missing, here));
    here -= raised;
    ages[adult_age] += raised;
    people.grown_up += raised;
    missing -= raised;
  }
}

}  // namespace

void give_ages(const ZoneHouseholds& households,
               const PeopleRules& rules,
               AgeCounts ages,
               Draws& draws,
               ZonePeople& people) {
  find_adults(households, ages, people);
  Filling filling{households, rules, ages, draws, people};
  filling.reference_persons();
  filling.partners();
  filling.children_and_others();
  filling.sexes();
}

}  // namespace mingle

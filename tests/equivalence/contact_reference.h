// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// One tick of contact, ties and attitudes person by person in the plainest
// words: docs/methods/contact.md written down again, serially, without tables
// by pool, packed sums or lanes. The stepper must do the same.
#pragma once

#include <cmath>
#include <map>
#include <optional>

#include <mingle/engine/housing/state_edits.h>
#include <mingle/engine/random.h>
#include <mingle/test_support/small_contact_world.h>

namespace mingle::contact {

using Numbers = std::array<double, max_broad>;

/// Everything a person is, unpacked.
struct Person {
  std::size_t row = 0;
  std::uint64_t id = 0;
  std::size_t zone = 0;
  std::size_t household = 0;
  std::size_t own = 0;
  std::size_t work_class = 0;
  int age = 0;
  Traits traits;
};

class Reference {
 public:
  Reference(const test::SmallContactWorld& made,
            std::uint64_t seed,
            const Adjustments& levers)
      : made_{made}, rules_{made.world.rules}, seed_{seed} {
    change_weak_ties(levers);
    for (std::size_t i = 0; i < made.homes.households.size(); ++i) {
      const HouseholdId household{i};
      housing::for_members(made.homes, household, [&](PersonId person) {
        Person one;
        one.row = person.index();
        one.id = made.homes.persons.ids[one.row];
        one.zone = housing::zone_of(made.homes, household).index();
        one.household = i;
        one.own = made.world.broad[made.homes.persons.groups[one.row]];
        one.work_class = work_class(made.homes.households.social_classes[i]);
        one.age = made.homes.persons.age(person, made.homes.tick);
        one.traits = made.state.persons[one.row];
        people_.push_back(one);
        ++members_[i][one.own];
      });
    }
  }

  /// Acquaintances of each person in other groups after the tick.
  const std::map<std::uint64_t, Numbers>& weak_ties() const { return weak_; }

  std::vector<Traits> step() {
    find_tilt();
    find_near();
    std::vector<Traits> after = made_.state.persons;
    for (const Person& one : people_) after[one.row] = live(one);
    return after;
  }

 private:
  /// Old ones end, each by a draw; then new ones begin.
  void change_weak_ties(const Adjustments& levers) {
    for (const WeakTies& each : made_.state.weak_ties) {
      Draws draws{{.seed = seed_,
                   .replicate = 0,
                   .subject = each.id,
                   .step = static_cast<std::uint64_t>(made_.state.steps + 1),
                   .purpose = Purpose::contact_weak_ties}};
      const std::size_t own =
          made_.world.broad[made_.homes.persons.groups[each.person.index()]];
      for (std::size_t s = 0; s < slot_count; ++s) {
        for (int n = 0; n < each.counts[s]; ++n) {
          const bool stays =
              draws.uniform() < std::exp(-0.25 * rules_.weak_ties.dissolution);
          weak_[each.id][group_of_slot(own, s)] += stays ? 1 : 0;
        }
      }
    }
    for (const PersonAdjustment& each : levers.persons) {
      const std::size_t own =
          made_.world.broad[made_.homes.persons.groups[each.person.index()]];
      for (std::size_t b = 0; b < max_broad; ++b) {
        if (b != own) weak_[each.id][b] += each.weak_ties[b];
      }
    }
  }

  double random_contacts(const Person& one) const {
    return rules_.settings
        .random_contacts[static_cast<std::size_t>(stage_of(one.age))];
  }

  double affinity(std::size_t a, std::size_t b, Setting setting) const {
    if (a == b) return 1;
    const double chi =
        rules_.settings.homophily[static_cast<std::size_t>(setting)];
    const std::size_t to = a * slot_count + slot_of_group(a, b);
    const std::size_t from = b * slot_count + slot_of_group(b, a);
    const State& state = made_.state;
    return std::exp(-chi) * tilt_[to] * tilt_[from] /
           (state.tilt_start[to] * state.tilt_start[from]);
  }

  /// Means of exp(zeta x) over those aged 11 and over.
  void find_tilt() {
    std::array<double, max_broad * slot_count> sums{};
    Numbers counts{};
    for (const Person& one : people_) {
      if (one.age < 11) continue;
      counts[one.own] += 1;
      for (std::size_t s = 0; s < slot_count; ++s) {
        sums[one.own * slot_count + s] += std::exp(
            rules_.attitudes.selection * one.traits.attitude[s] / 32.0);
      }
    }
    for (std::size_t i = 0; i < sums.size(); ++i) {
      const double count = counts[i / slot_count];
      tilt_[i] = count > 0 ? sums[i] / count : 1;
    }
  }

  /// Probabilities in one pool of these contacts, by repeated scaling.
  std::array<Numbers, max_broad> balance(const Numbers& contacts,
                                         Setting setting) const {
    double all = 0;
    for (const double each : contacts) all += each;
    Numbers kappa;
    kappa.fill(1);
    std::array<Numbers, max_broad> met{};
    if (all == 0) return met;
    for (int round = 0; round < 2000; ++round) {
      Numbers next{};
      for (std::size_t a = 0; a < max_broad; ++a) {
        double sum = 0;
        for (std::size_t b = 0; b < max_broad; ++b) {
          sum += affinity(a, b, setting) * kappa[b] * contacts[b] / all;
        }
        next[a] = std::sqrt(kappa[a] / sum);
      }
      kappa = next;
    }
    for (std::size_t a = 0; a < max_broad; ++a) {
      for (std::size_t b = 0; b < max_broad; ++b) {
        met[a][b] =
            kappa[a] * kappa[b] * affinity(a, b, setting) * contacts[b] / all;
      }
    }
    return met;
  }

  /// The pools near home of all zones together.
  void find_near() {
    const std::size_t zones = made_.housing.base.zones.size();
    std::vector<Numbers> contacts(zones);
    for (const Person& one : people_) {
      contacts[one.zone][one.own] += random_contacts(one);
    }
    std::vector<Numbers> kappa(zones);
    for (Numbers& each : kappa) each.fill(1);
    const auto pull = [&](std::size_t z) {
      Numbers sum{};
      for (std::size_t b = 0; b < max_broad; ++b) {
        sum[b] = kappa[z][b] * contacts[z][b];
        for (const ZoneId next :
             made_.housing.base.neighbours.neighbours(ZoneId{z})) {
          sum[b] += rules_.settings.adjacent_weight * kappa[next.index()][b] *
                    contacts[next.index()][b];
        }
      }
      return sum;
    };
    for (int round = 0; round < 2000; ++round) {
      auto next = kappa;
      for (std::size_t z = 0; z < zones; ++z) {
        const Numbers there = pull(z);
        for (std::size_t a = 0; a < max_broad; ++a) {
          double sum = 0;
          for (std::size_t b = 0; b < max_broad; ++b) {
            sum += affinity(a, b, Setting::neighbourhood) * there[b];
          }
          if (sum > 0) next[z][a] = std::sqrt(kappa[z][a] / sum);
        }
      }
      kappa = next;
    }
    near_.resize(zones);
    for (std::size_t z = 0; z < zones; ++z) {
      const Numbers there = pull(z);
      for (std::size_t a = 0; a < max_broad; ++a) {
        for (std::size_t b = 0; b < max_broad; ++b) {
          near_[z][a][b] =
              kappa[z][a] * affinity(a, b, Setting::neighbourhood) * there[b];
        }
      }
    }
    for (std::size_t a = 0; a < made_.housing.base.authorities.size(); ++a) {
      Numbers sum{};
      for (const ZoneId zone : made_.housing.base.authorities.zones[a]) {
        for (std::size_t b = 0; b < max_broad; ++b) {
          sum[b] += contacts[zone.index()][b];
        }
      }
      wide_.push_back(balance(sum, Setting::neighbourhood));
    }
  }

  /// Probabilities at the person's school, work or venue.
  template <class F>
  Numbers met_in(const Person& one, Setting setting, F&& same_pool) {
    Numbers contacts{};
    std::size_t key = 0;
    for (const Person& other : people_) {
      if (same_pool(other)) {
        contacts[other.own] += 1;
        key = key * 31 + other.row;
      }
    }
    auto& known = known_[{static_cast<int>(setting), key}];
    if (!known) known = balance(contacts, setting);
    return (*known)[one.own];
  }

  static bool at_school(const Person& one) { return one.age < 18; }

  double peers(const Person& one, std::size_t s) const {
    const auto mean = [&](auto&& peer, double otherwise) {
      double sum = 0;
      double count = 0;
      for (const Person& other : people_) {
        if (other.age < 11 || other.own != one.own || !peer(other)) continue;
        sum += other.traits.attitude[s] / 32.0;
        count += 1;
      }
      return count > 0 ? sum / count : otherwise;
    };
    const double zone =
        mean([&](const Person& other) { return other.zone == one.zone; }, 0);
    const double place =
        one.traits.place >= outside_place
            ? zone
            : mean(
                  [&](const Person& other) {
                    return at_school(other) == at_school(one) &&
                           other.traits.place == one.traits.place;
                  },
                  zone);
    const double all = mean([](const Person&) { return true; }, 0);
    const auto& weights = rules_.attitudes.peers;
    return weights[0] * zone + weights[1] * place + weights[2] * all;
  }

  static double part(std::uint64_t word, unsigned shift, unsigned bits) {
    const std::uint64_t cells = std::uint64_t{1} << bits;
    return (static_cast<double>(word >> shift & (cells - 1)) + 0.5) /
           static_cast<double>(cells);
  }

  static double chance(double hazard) {
    return hazard / (1 + hazard * (0.5 + hazard / 12));
  }

  struct Met {
    Numbers raw{}, made{}, full{}, bad{};
    double total = 0;
    double quality = 0;
  };

  void add_weak_ties(const Person& one, Met& met) const {
    const auto weak = weak_.find(one.id);
    if (weak == weak_.end()) return;
    const double quality =
        rules_.settings.quality[static_cast<std::size_t>(Setting::venue)];
    for (std::size_t b = 0; b < max_broad; ++b) {
      const double contacts = rules_.weak_ties.contacts * weak->second[b];
      met.raw[b] += contacts;
      met.made[b] += quality * contacts;
      met.full[b] += quality * contacts;
      met.total += contacts;
      met.quality += quality * contacts;
    }
  }

  Met meet(const Person& one) {
    const SettingRules& settings = rules_.settings;
    Met met;
    const auto add = [&](Setting setting, double contacts, const Numbers& p) {
      const auto k = static_cast<std::size_t>(setting);
      const bool friends = setting == Setting::friends;
      for (std::size_t b = 0; b < max_broad; ++b) {
        met.raw[b] += contacts * p[b];
        met.full[b] += settings.quality[k] * contacts * p[b];
        met.bad[b] += settings.negative[k] * contacts * p[b];
        if (!friends) met.made[b] += settings.quality[k] * contacts * p[b];
      }
      met.total += contacts;
      if (!friends) met.quality += settings.quality[k] * contacts;
    };
    Numbers around{};
    const std::size_t authority =
        made_.housing.base.zones.authorities[one.zone].index();
    for (std::size_t b = 0; b < max_broad; ++b) {
      around[b] = settings.near_share * near_[one.zone][one.own][b] +
                  (1 - settings.near_share) * wide_[authority][one.own][b];
    }
    add(Setting::neighbourhood, random_contacts(one), around);
    if (one.traits.place != no_place && at_school(one)) {
      add(Setting::school,
          settings.school_contacts,
          met_in(one, Setting::school, [&](const Person& other) {
            return at_school(other) && other.traits.place == one.traits.place;
          }));
    } else if (one.traits.place != no_place) {
      add(Setting::work,
          settings.work_contacts,
          met_in(one, Setting::work, [&](const Person& other) {
            return !at_school(other) &&
                   other.traits.place == one.traits.place &&
                   other.work_class == one.work_class;
          }));
    }
    if (one.traits.participates()) {
      add(Setting::venue,
          settings.venue_contacts,
          met_in(one, Setting::venue, [&](const Person& other) {
            return other.traits.participates() && other.zone == one.zone;
          }));
    }
    const TieTable& ties = TieTable::shared();
    const int count = ties.total(one.traits.ties());
    if (count > 0) {
      Numbers shares{};
      for (std::size_t b = 0; b < max_broad; ++b) {
        shares[b] =
            static_cast<double>(ties.counts(one.traits.ties())[b]) / count;
      }
      add(Setting::friends, settings.friend_contacts, shares);
    }
    add_weak_ties(one, met);
    return met;
  }

  Traits live(const Person& one) {
    Traits after = one.traits;
    if (one.age < 4) return after;
    const auto words =
        random_bits({.seed = seed_,
                     .replicate = 0,
                     .subject = one.id,
                     .step = static_cast<std::uint64_t>(made_.state.steps + 1),
                     .purpose = Purpose::contact_person});
    const Met met = meet(one);
    if (one.age >= 11) change_attitudes(one, met, words, after);
    change_ties(one, met, words[3], after);
    return after;
  }

  /// Push of what the group believes of lettings.
  double fairness(const Person& one) const {
    const std::size_t groups = made_.housing.base.groups.size();
    const std::size_t authority =
        made_.housing.base.zones.authorities[one.zone].index();
    return rules_.attitudes.fairness *
           (made_.homes.fairness[authority * groups +
                                 made_.homes.persons.groups[one.row]] -
            made_.housing.rules.perceived.fairness_start);
  }

  void change_attitudes(const Person& one,
                        const Met& met,
                        const std::array<std::uint64_t, 4>& words,
                        Traits& after) {
    const AttitudeRules& rules = rules_.attitudes;
    const double dt = made_.world.tick_years;
    Numbers odds{};
    double total = met.total;
    for (std::size_t s = 0; s < slot_count; ++s) {
      const std::size_t b = group_of_slot(one.own, s);
      odds[s] = std::exp(rules.selection * one.traits.attitude[s] / 32.0) /
                tilt_[one.own * slot_count + s];
      total += met.raw[b] * (odds[s] - 1);
    }
    const double language =
        std::min(1.0,
                 rules_.settings.language_floor +
                     rules_.settings.language_gain *
                         static_cast<double>(one.traits.english()));
    for (std::size_t s = 0; s < slot_count; ++s) {
      const std::size_t b = group_of_slot(one.own, s);
      const double chosen = odds[s] * met.total / total;
      const double contact =
          language * met.full[b] * chosen +
          rules_.settings.quality[0] *
              static_cast<double>(members_.at(one.household)[b]);
      const double bad = met.bad[b] * chosen;
      const double x = one.traits.attitude[s] / 32.0;
      const double x0 = one.traits.anchor[s] / 32.0;
      const double a = 1 / (1 + std::exp(-rules.slope * x - rules.level));
      const double g = contact / (contact + rules.half_contact);
      const double k_c =
          rules.contact * (one.age < 18 ? rules.young_contact : 1);
      const bool struck = part(words[1], static_cast<unsigned>(16 * s), 16) <
                          bad * dt / rules.event_size;
      const double push =
          k_c * g * (1 - a) + rules.influence * (peers(one, s) - x) +
          fairness(one) -
          rules.pressure * (1 - g) *
              std::max(0.0, made_.homes.service_pressure[one.zone]) -
          (struck ? rules.negative * rules.event_size / dt * a : 0.0) -
          one.traits.baseline(s) / 64.0 - rules.return_rate * (x - x0);
      const double noise =
          rules.diffusion * std::sqrt(12 * dt) *
          (part(words[0], static_cast<unsigned>(16 * s), 16) - 0.5);
      const double k_a =
          one.age <= 24 ? rules.anchor_young : rules.anchor_adult;
      const auto rounded = [&](double value, unsigned shift) {
        const double up = std::floor(value * 32 + part(words[2], shift, 8));
        return static_cast<std::int8_t>(std::clamp(up, -128.0, 127.0));
      };
      after.attitude[s] =
          rounded(x + dt * push + noise, static_cast<unsigned>(8 * s));
      after.anchor[s] =
          rounded(x0 + dt * k_a * (x - x0), static_cast<unsigned>(32 + 8 * s));
    }
  }

  void change_ties(const Person& one,
                   const Met& met,
                   std::uint64_t bits,
                   Traits& after) {
    const TieTable& ties = TieTable::shared();
    const double stranger = std::exp(-rules_.ties.homophily);
    double others = 0;
    double all = met.quality;
    for (std::size_t b = 0; b < max_broad; ++b) {
      if (b == one.own) continue;
      others += met.made[b];
      all -= met.made[b] * (1 - stranger);
    }
    TieCode code = one.traits.ties();
    const double dt = made_.world.tick_years;
    const double u = part(bits, 0, 24);
    const double begins = chance(made_.state.tie_rate * dt * all);
    if (u < begins) {
      double place = u / begins * all - (met.quality - others);
      std::size_t group = one.own;
      for (std::size_t s = 0; s < slot_count && place >= 0; ++s) {
        group = group_of_slot(one.own, s);
        place -= met.made[group] * stranger;
      }
      code = ties.more(code, group);
    }
    const int count = ties.total(one.traits.ties());
    const bool fresh = made_.homes.households.local_since[one.household] >
                       made_.homes.tick - 4;
    const double end =
        chance((fresh ? rules_.ties.dissolution_new : rules_.ties.dissolution) *
               dt * count);
    const double v = part(bits, 24, 24);
    if (v < end) {
      auto which = static_cast<int>(v / end * count);
      std::size_t group = 0;
      while (which >= ties.counts(one.traits.ties())[group]) {
        which -= ties.counts(one.traits.ties())[group++];
      }
      code = ties.less(code, group);
    }
    after.set_ties(code);
  }

  const test::SmallContactWorld& made_;
  const Rules& rules_;
  std::uint64_t seed_;
  std::vector<Person> people_;
  std::map<std::size_t, std::array<int, max_broad>> members_;
  std::map<std::uint64_t, Numbers> weak_;
  std::array<double, max_broad * slot_count> tilt_{};
  std::vector<std::array<Numbers, max_broad>> near_;
  std::vector<std::array<Numbers, max_broad>> wide_;
  std::map<std::pair<int, std::size_t>,
           std::optional<std::array<Numbers, max_broad>>>
      known_;
};

}  // namespace mingle::contact

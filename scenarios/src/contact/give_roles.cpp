// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "give_roles.h"

#include "housing/seeds.h"

#include <algorithm>
#include <cmath>

#include <mingle/engine/random.h>

namespace mingle {
namespace {

using contact::Employment;
using contact::English;
using contact::Qualification;

constexpr int speaking_age = 3;
constexpr int working_age = 16;
constexpr int youngest_student_end = 24;

std::size_t rounded(double count) {
  return static_cast<std::size_t>(std::lround(std::max(count, 0.0)));
}

/// Picks `count` of the people with probability by weight, without
/// replacement, by the smallest -ln(u) / w; the rest comes after them.
/// @source Efraimidis and Spirakis 2006
template <class F>
std::vector<std::size_t> order_by_weight(const std::vector<Candidate>& people,
                                         std::vector<std::size_t> among,
                                         std::uint64_t zone_key,
                                         std::uint64_t topic,
                                         F&& weight) {
  struct Keyed {
    double key;
    std::uint64_t id;
    std::size_t person;
    bool operator<(const Keyed& other) const {
      return key != other.key ? key < other.key : id < other.id;
    }
  };
  std::vector<Keyed> keyed;
  for (const std::size_t i : among) {
    const auto words = random_bits({.seed = zone_key,
                                    .subject = people[i].id,
                                    .step = topic,
                                    .purpose = Purpose::contact_synthesis});
    const double w = weight(people[i]);
    const double key = w > 0 ? -std::log(unit_interval(words[0])) / w : 1e300;
    keyed.push_back({key, people[i].id, i});
  }
  std::sort(keyed.begin(), keyed.end());
  for (std::size_t k = 0; k < keyed.size(); ++k) among[k] = keyed[k].person;
  return among;
}

std::vector<std::size_t> of_age(const std::vector<Candidate>& people,
                                int from,
                                int below) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (people[i].age >= from && people[i].age < below) rows.push_back(i);
  }
  return rows;
}

class ZoneRoles {
 public:
  ZoneRoles(const std::vector<Candidate>& people,
            const RoleSeeds& seeds,
            const ParameterValues& value,
            std::uint64_t zone_key,
            std::vector<contact::Traits>& traits)
      : people_{people},
        seeds_{seeds},
        value_{value},
        key_{zone_key},
        traits_{traits} {}

  void give_english(const std::array<double, 3>& shares, RoleFit& fit) {
    const auto speakers = of_age(people_, speaking_age, 1000);
    for (const Candidate& each : people_) {
      traits_[each.row].set_english(English::main);
    }
    const auto n = static_cast<double>(speakers.size());
    const std::size_t low = rounded(n * shares[2]);
    const std::size_t high = rounded(n * shares[1]);
    auto order =
        order_by_weight(people_, speakers, key_, 1, [&](const Candidate& one) {
          return seeds_.other_language[one.group] * (one.newcomer ? 3 : 1);
        });
    const std::size_t others = std::min(low + high, order.size());
    order.resize(others);
    // Of them those with little English: older, women, newcomers likelier.
    order = order_by_weight(people_, order, key_, 2, [](const Candidate& one) {
      return (one.age < 12   ? 0.3
              : one.age < 45 ? 1.0
                             : 2.0) *
             (one.sex == housing::Sex::female ? 1.5 : 1.0) *
             (one.newcomer ? 1.5 : 1.0);
    });
    const std::size_t few = std::min(low, others);
    const std::size_t none =
        rounded(static_cast<double>(few) * value_["english_not_at_all"]);
    const std::size_t well = rounded(static_cast<double>(others - few) *
                                     (1 - value_["english_very_well"]));
    for (std::size_t k = 0; k < others; ++k) {
      const English level = k < none         ? English::none
                            : k < few        ? English::not_well
                            : k < few + well ? English::well
                                             : English::main;
      traits_[people_[order[k]].row].set_english(level);
    }
    fit.english_all += n;
    fit.english_wrong += std::abs(static_cast<double>(few) - n * shares[2]);
  }

  void give_work(const std::array<double, 2>& shares, RoleFit& fit) {
    const auto adults =
        of_age(people_, housing::adult_age, housing::pension_age);
    const auto grown =
        static_cast<double>(of_age(people_, working_age, 1000).size());
    const std::size_t wanted = rounded(grown * shares[0]);
    const std::size_t unemployed = rounded(grown * shares[1]);
    // All of 16 and over are in the table; here work ends at pension age.
    auto order =
        order_by_weight(people_, adults, key_, 3, [&](const Candidate& one) {
          const double inactive =
              seeds_.inactive[one.group][static_cast<std::size_t>(one.sex)];
          const bool low = traits_[one.row].english() < English::well;
          const double age = one.age < 25 ? 0.5 : one.age < 60 ? 1.0 : 0.5;
          return age * (low ? 0.4 : 1.0) / inactive;
        });
    const std::size_t working = std::min(wanted, order.size());
    for (std::size_t k = 0; k < order.size(); ++k) {
      const Candidate& one = people_[order[k]];
      Employment work = k < working                ? Employment::employed
                        : k < working + unemployed ? Employment::unemployed
                                                   : Employment::inactive;
      if (work == Employment::inactive && one.age <= youngest_student_end &&
          is_student(one)) {
        work = Employment::student;
      }
      traits_[one.row].set_employment(work);
    }
    fit.work_all += grown;
    fit.work_wrong +=
        std::abs(static_cast<double>(working) - grown * shares[0]);
  }

  void give_qualifications(const std::array<double, 2>& shares, RoleFit& fit) {
    const auto grown = of_age(people_, housing::adult_age, 1000);
    const auto n = static_cast<double>(grown.size());
    const auto order =
        order_by_weight(people_, grown, key_, 4, [](const Candidate& one) {
          const double by_class =
              one.social_class == housing::SocialClass::managerial     ? 4.0
              : one.social_class == housing::SocialClass::intermediate ? 1.5
                                                                       : 0.6;
          return by_class * (one.age < 50 ? 1.5 : one.age < 65 ? 1.0 : 0.6);
        });
    const std::size_t degrees = std::min(rounded(n * shares[1]), order.size());
    const std::size_t none = rounded(n * shares[0]);
    for (std::size_t k = 0; k < order.size(); ++k) {
      // Those least likely to have a degree are last.
      const bool last = k + none >= order.size();
      traits_[people_[order[k]].row].set_qualification(
          k < degrees ? Qualification::degree
          : last      ? Qualification::none
                      : Qualification::some);
    }
    fit.qualification_all += n;
    fit.qualification_wrong +=
        std::abs(static_cast<double>(degrees) - n * shares[1]);
  }

 private:
  bool is_student(const Candidate& one) const {
    const auto words = random_bits({.seed = key_,
                                    .subject = one.id,
                                    .step = 5,
                                    .purpose = Purpose::contact_synthesis});
    // Of those out of work at these ages most study.
    return unit_interval(words[0]) < std::min(1.0, 2 * value_["work_students"]);
  }

  const std::vector<Candidate>& people_;
  const RoleSeeds& seeds_;
  const ParameterValues& value_;
  std::uint64_t key_;
  std::vector<contact::Traits>& traits_;
};

}  // namespace

RoleSeeds role_seeds(std::span<const std::string> groups) {
  const Seed& language = seed("contact_language");
  const Seed& inactive = seed("contact_inactive");
  RoleSeeds seeds;
  for (const std::string& group : groups) {
    seeds.other_language.push_back(language.find(group, 0.3));
    const auto found =
        std::find(inactive.rows.begin(), inactive.rows.end(), group);
    std::array<double, 2> weights{1.5, 1.0};
    if (found != inactive.rows.end()) {
      const auto row = static_cast<std::size_t>(found - inactive.rows.begin());
      weights = {inactive.at(row, 0), inactive.at(row, 1)};
    }
    seeds.inactive.push_back(weights);
  }
  return seeds;
}

RoleFit& RoleFit::operator+=(const RoleFit& other) {
  english_wrong += other.english_wrong;
  english_all += other.english_all;
  work_wrong += other.work_wrong;
  work_all += other.work_all;
  qualification_wrong += other.qualification_wrong;
  qualification_all += other.qualification_all;
  return *this;
}

void give_roles(const std::vector<Candidate>& people,
                const ZoneShares& shares,
                const RoleSeeds& seeds,
                const ParameterValues& value,
                std::uint64_t zone_key,
                std::vector<contact::Traits>& traits,
                RoleFit& fit) {
  // England, where a table is missing.
  constexpr std::array<double, 3> english{0.908, 0.073, 0.019};
  constexpr std::array<double, 2> work{0.574, 0.035};
  constexpr std::array<double, 2> qualification{0.181, 0.339};
  for (const Candidate& each : people) {
    traits[each.row].set_employment(Employment::inactive);
  }
  ZoneRoles roles{people, seeds, value, zone_key, traits};
  roles.give_english(shares.english[0] < 0 ? english : shares.english, fit);
  roles.give_work(shares.work[0] < 0 ? work : shares.work, fit);
  roles.give_qualifications(
      shares.qualification[0] < 0 ? qualification : shares.qualification, fit);
}

}  // namespace mingle

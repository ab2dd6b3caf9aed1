// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "role_bounds.h"

#include <algorithm>
#include <cmath>

namespace mingle::contact {
namespace {

/// Beyond this hazard probability_of() falls again.
constexpr double highest_hazard = 3.4;
constexpr int oldest = 200;

/// At least Chance's threshold of a probability up to `most`: a little more,
/// as roles are computed in floats.
std::uint64_t threshold(double most) {
  return static_cast<std::uint64_t>(
      std::ceil(std::min(most, 1.0) * (1 + 1e-4) * 0x1p32) + 2);
}

double at_most(double hazard) {
  return hazard < highest_hazard
             ? static_cast<double>(probability_of(static_cast<float>(hazard)))
             : 1.0;
}

double largest(const std::vector<float>& column, double otherwise) {
  if (column.empty()) return otherwise;
  return static_cast<double>(*std::max_element(column.begin(), column.end()));
}

/// The largest hazard of a level of English that any adult of a stage has.
double english_hazard(const Rules& rules, std::size_t level, Stage stage) {
  const EnglishRules& english = rules.english;
  const bool older = stage == Stage::older;
  const int from = older ? housing::pension_age : housing::adult_age;
  const int to = older ? oldest : housing::pension_age;
  const double contacts =
      rules.settings.random_contacts[static_cast<std::size_t>(stage)];
  constexpr int middle = 30;  // years count from there
  return std::exp(
      english.level + english.per_level * static_cast<double>(level) +
      std::max(english.per_year * (from - middle),
               english.per_year * (to - middle)) +
      std::max(english.degree, 0.0) + std::max(english.own_share, 0.0) +
      std::max(english.contact, 0.0) * std::log1p(contacts));
}

}  // namespace

RoleBounds::RoleBounds(const Tick& tick,
                       const std::vector<float>& zone_odds,
                       const std::vector<float>& group_odds,
                       float fluent_odds) {
  const Rules& rules = tick.world.rules;
  const Adjustments& levers = tick.adjustments;
  const double years = tick.world.tick_years;
  const double gap = rules.work.hiring_gap;
  const auto discrimination =
      static_cast<double>(levers.employer_discrimination);
  const double hire =
      std::max(1.0, (1 - gap * discrimination) / (1 - gap)) *
      std::exp(std::max(0.0, largest(levers.employ_log_hazard, 0.0)));
  std::array<double, employment_count> work{};
  const auto of = [&work](Employment employment) -> double& {
    return work[static_cast<std::size_t>(employment)];
  };
  of(Employment::unemployed) =
      at_most(rules.work.find_from_unemployment * years * hire);
  of(Employment::inactive) =
      at_most(rules.work.find_from_inactivity * years * hire);
  of(Employment::student) = at_most(rules.work.student_end * years);
  const double taught = std::max(0.0, largest(levers.english_up, 0.0));
  const double renewal = at_most(rules.participation.renewal * years);
  for (std::size_t t = 0; t < stage_count; ++t) {
    const auto stage = static_cast<Stage>(t);
    const bool grown_up = stage >= Stage::adult;
    for (std::size_t role = 0; role < by_role_[t].size(); ++role) {
      const std::size_t english = role % english_count;
      double most = grown_up ? renewal : 0.0;
      if (stage == Stage::adult) most += work[role / english_count];
      if (english != static_cast<std::size_t>(English::main)) {
        most += grown_up
                    ? taught +
                          at_most(years * english_hazard(rules, english, stage))
                    : at_most(years * rules.english.young);
      }
      by_role_[t][role] = threshold(most);
    }
  }
  const double least = static_cast<double>(*std::min_element(
                           group_odds.begin(), group_odds.end())) *
                       std::min(1.0, static_cast<double>(fluent_odds));
  for (std::size_t z = 0; z < zone_odds.size(); ++z) {
    const double odds = least * static_cast<double>(zone_odds[z]);
    leaving_.push_back(
        threshold(at_most(rules.work.find_from_inactivity * years / odds) +
                  at_most(rules.work.find_from_unemployment * years *
                          tick.world.unemployed_ratio[z])));
  }
}

}  // namespace mingle::contact

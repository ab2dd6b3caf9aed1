// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "check_rules.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <span>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/engine/housing/state_edits.h>

namespace mingle {
namespace {

void add_problem(std::vector<ConfigProblem>& problems,
                 const std::string& key,
                 std::string problem,
                 std::string hint) {
  problems.push_back({"", 0, 0, key, std::move(problem), std::move(hint)});
}

void expect_one(std::span<const double> shares,
                const std::string& key,
                const char* names,
                std::vector<ConfigProblem>& problems) {
  constexpr double rounding = 1e-6;
  const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
  if (std::abs(sum - 1.0) <= rounding) return;
  add_problem(problems,
              key,
              fmt::format("'{}': the shares {} add up to {:g} but must add up "
                          "to 1",
                          key,
                          names,
                          sum),
              "Change them together");
}

[[noreturn]] void refuse(const std::string& key,
                         std::string problem,
                         std::string hint) {
  throw ConfigError{{{"", 0, 0, key, std::move(problem), std::move(hint)}}};
}

bool is_urgent(housing::NeedBand band) {
  return band == housing::NeedBand::homeless ||
         band == housing::NeedBand::overcrowded;
}

/// Households on the register at the start that pass each rule.
struct Eligible {
  std::int64_t all = 0;
  std::int64_t local = 0;  ///< long enough in the authority, or homeless
  std::int64_t not_urgent = 0;
  std::int64_t within_quota = 0;  ///< some zone may house its group
};

Eligible count_eligible(const housing::World& world,
                        const housing::State& state) {
  const housing::SocialRules& rules = world.rules.social;
  const std::size_t groups = world.base.groups.size();
  std::vector<bool> open(groups, rules.quota.empty());
  for (std::size_t z = 0; z < world.base.zones.size(); ++z) {
    const double households = std::max<double>(
        1.0, static_cast<double>(state.by_group.zone_total(ZoneId{z})));
    for (std::size_t g = 0; g < groups && !rules.quota.empty(); ++g) {
      if (state.by_group.at(ZoneId{z}, g) / households < rules.quota[g]) {
        open[g] = true;
      }
    }
  }
  Eligible count;
  const housing::HouseholdTable& table = state.households;
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (table.registered[i] == housing::never) continue;
    ++count.all;
    const double years =
        static_cast<double>(state.tick - table.local_since[i]) /
        housing::PersonTable::ticks_per_year;
    count.local += years >= rules.local_connection_years ||
                           table.bands[i] == housing::NeedBand::homeless
                       ? 1
                       : 0;
    count.not_urgent += is_urgent(table.bands[i]) ? 0 : 1;
    count.within_quota += open[table.groups[i]] ? 1 : 0;
  }
  return count;
}

std::int64_t social_homes(const housing::World& world,
                          const housing::State& state) {
  std::int64_t homes = 0;
  for (const CellId cell : state.dwellings.cells) {
    const auto tenure = housing::tenure_of_kind(world.base.kind_of(cell));
    homes += housing::sector_of(tenure) == housing::Sector::social ? 1 : 0;
  }
  return homes;
}

}  // namespace

void check_shares(const housing::Rules& rules) {
  std::vector<ConfigProblem> problems;
  const char* sectors = "owner, social and private";
  const char* const rows[] = {"owner", "social", "private"};
  for (std::size_t s = 0; s < housing::sector_count; ++s) {
    expect_one(rules.mobility.transition[s],
               std::string{"housing.transition."} + rows[s],
               sectors,
               problems);
  }
  expect_one(
      rules.mobility.new_household, "housing.new_household", sectors, problems);
  expect_one(rules.migration.arrival_sector,
             "migration.arrival.from_abroad",
             sectors,
             problems);
  expect_one(rules.migration.arrival_sector_uk,
             "migration.arrival.from_country",
             sectors,
             problems);
  expect_one(rules.social.rule_share,
             "housing.social.rule",
             "direct, choice_based and points",
             problems);
  if (!problems.empty()) throw ConfigError{std::move(problems)};
}

void check_hours(const contact::HourRules& hours) {
  std::vector<ConfigProblem> problems;
  const std::array shares{hours.home, hours.place, hours.other, hours.ties};
  expect_one(shares, "contact.hours", "home, place, other and ties", problems);
  if (!problems.empty()) throw ConfigError{std::move(problems)};
}

void check_lettings(const housing::World& world, const housing::State& state) {
  if (social_homes(world, state) == 0) return;
  const housing::SocialRules& rules = world.rules.social;
  const Eligible count = count_eligible(world, state);
  const std::string nobody = "the rules of letting can house nobody: ";
  if (count.all == 0) {
    refuse("housing.social.income_limit",
           nobody + "no household is on the housing register",
           "Look at population.register and housing.social.income_limit");
  }
  if (rules.bid_rate == 0.0) {
    refuse("housing.social.bid_rate",
           nobody + "housing.social.bid_rate is 0, so nobody bids",
           "Give a share above 0");
  }
  if (count.local == 0) {
    refuse("housing.social.local_connection_years",
           fmt::format("{}none of {} households on the register has been in "
                       "the authority for {:g} years",
                       nobody,
                       count.all,
                       rules.local_connection_years),
           "Ask for fewer years");
  }
  if (rules.sensitive_cap == 0.0 && count.not_urgent == 0) {
    refuse("housing.social.sensitive_cap",
           nobody +
               "the cap is 0 and all on the register are in the two most "
               "urgent bands",
           "Raise the cap");
  }
  if (count.within_quota == 0) {
    refuse("housing.quota",
           fmt::format("{}no zone is below the quota of the group of any of "
                       "the {} households on the register",
                       nobody,
                       count.all),
           "Raise the quotas");
  }
}

void check_totals(const Scenario& scenario,
                  const housing::World& world,
                  const housing::State& state) {
  if (scenario.migration.totals != Totals::follow) return;
  const std::size_t groups = world.base.groups.size();
  std::vector<std::int64_t> homes(world.base.authorities.size());
  std::vector<std::int64_t> households(homes.size());
  for (const CellId cell : state.dwellings.cells) {
    ++homes[world.base.authority_of(cell).index()];
  }
  for (const std::uint16_t a : state.households.authorities) ++households[a];
  for (std::size_t t = 1; t < world.targets.persons.size(); ++t) {
    for (const housing::SupplyChange& change : world.supply) {
      if (change.tick + 1 != static_cast<int>(t)) continue;
      homes[world.base.authority_of(change.cell).index()] += change.dwellings;
    }
    for (std::size_t a = 0; a < homes.size(); ++a) {
      const auto sum = [&](const std::vector<std::int32_t>& persons) {
        const auto begin =
            persons.begin() + static_cast<std::ptrdiff_t>(a * groups);
        return std::accumulate(begin,
                               begin + static_cast<std::ptrdiff_t>(groups),
                               std::int64_t{0});
      };
      const auto now = static_cast<double>(sum(world.targets.persons[0]));
      const auto then = static_cast<double>(sum(world.targets.persons[t]));
      if (now <= 0 || households[a] == 0) continue;
      const double size = now / static_cast<double>(households[a]);
      if (then / size <= static_cast<double>(homes[a])) continue;
      throw DataError{
          {.file = scenario.migration.totals_file.string()},
          fmt::format(
              "{} is to have {:.0f} persons in households on {}, who "
              "at {:.2f} a home need {:.0f} homes, but there are {}",
              world.base.authorities.codes[a],
              then,
              tick_start(scenario.time.start, static_cast<int>(t)).text(),
              size,
              std::ceil(then / size),
              homes[a]),
          "Give housing.supply_file with the homes that are built"};
    }
  }
}

}  // namespace mingle

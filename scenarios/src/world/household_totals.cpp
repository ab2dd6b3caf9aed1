// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "household_totals.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include <mingle/engine/error.h>
#include <mingle/engine/random.h>
#include <mingle/geo/read_table.h>

namespace mingle {
namespace {

/// Given totals of one authority and group, by days since the start.
using Series = std::map<std::int64_t, std::int32_t>;

class TotalsReader {
 public:
  TotalsReader(const std::string& file, const World& world, Date start)
      : table_{read_text_table(file)},
        world_{world},
        start_{start},
        authority_{table_.require("authority")},
        date_{table_.require("date")},
        group_{table_.require("group")},
        households_{table_.require("households")} {}

  std::map<std::size_t, Series> read() const {
    std::map<std::size_t, Series> totals;
    for (std::size_t i = 0; i < table_.rows(); ++i) {
      const std::size_t slot = authority(i) * world_.groups.size() + group(i);
      if (!totals[slot].emplace(day(i), count(i)).second) {
        fail(i,
             date_,
             "a total for this authority, group and date again",
             "Keep one row for each");
      }
    }
    return totals;
  }

 private:
  [[noreturn]] void fail(std::size_t row,
                         std::size_t column,
                         const std::string& problem,
                         const std::string& hint) const {
    throw DataError{{.file = table_.file,
                     .field = table_.columns[column],
                     .line = table_.lines[row]},
                    problem,
                    hint};
  }

  std::size_t authority(std::size_t row) const {
    const std::string& code = table_.at(row, authority_);
    const auto& codes = world_.authorities.codes;
    const auto found = std::lower_bound(codes.begin(), codes.end(), code);
    if (found == codes.end() || *found != code) {
      fail(row,
           authority_,
           "'" + code + "' is not an authority of the study",
           "The study has " + first_few(codes));
    }
    return static_cast<std::size_t>(found - codes.begin());
  }

  std::size_t group(std::size_t row) const {
    const auto found = world_.groups.find(table_.at(row, group_));
    if (!found) {
      fail(row,
           group_,
           "'" + table_.at(row, group_) + "' is not a group",
           "The groups are the columns of the ethnic group table: " +
               first_few(world_.groups.names()));
    }
    return found->index();
  }

  std::int64_t day(std::size_t row) const {
    const auto date = parse_date(table_.at(row, date_));
    if (!date) {
      fail(row,
           date_,
           "'" + table_.at(row, date_) + "' is not a date",
           "Write YYYY-MM-DD");
    }
    const std::int64_t days = days_between(start_, *date);
    if (days <= 0) {
      fail(row,
           date_,
           date->text() + " is not after the start, " + start_.text(),
           "The run starts from the households of the tables");
    }
    return days;
  }

  std::int32_t count(std::size_t row) const {
    const std::string& text = table_.at(row, households_);
    std::int32_t value = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 0) {
      fail(row,
           households_,
           "'" + text + "' is not a whole number of households",
           "Counts are 0 to 2147483647, without decimals");
    }
    return value;
  }

  TextTable table_;
  const World& world_;
  Date start_;
  std::size_t authority_;
  std::size_t date_;
  std::size_t group_;
  std::size_t households_;
};

std::int32_t interpolate(const Series& series,
                         std::int32_t now,
                         std::int64_t day) {
  const auto after = series.lower_bound(day);
  if (after == series.end()) return series.rbegin()->second;
  std::int64_t from_day = 0;
  double from = now;
  if (after != series.begin()) {
    const auto before = std::prev(after);
    from_day = before->first;
    from = before->second;
  }
  const double share = static_cast<double>(day - from_day) /
                       static_cast<double>(after->first - from_day);
  return static_cast<std::int32_t>(
      std::llround(from + share * (after->second - from)));
}

/// Largest total of a slot over the run.
std::int32_t peak(const World& world, std::size_t slot) {
  std::int32_t most = 0;
  for (const auto& totals : world.targets.households) {
    most = std::max(most, totals[slot]);
  }
  return most;
}

/// Household rows of each authority and group, and of each group.
struct Models {
  Models(const World& world, const HouseholdTable& households)
      : by_slot(world.authorities.size() * world.groups.size()),
        by_group(world.groups.size()) {
    for (std::size_t i = 0; i < households.size(); ++i) {
      const std::size_t group = households.groups[i];
      by_slot[households.authorities[i] * world.groups.size() + group]
          .push_back(HouseholdId{i});
      by_group[group].push_back(HouseholdId{i});
    }
  }
  std::vector<std::vector<HouseholdId>> by_slot;
  std::vector<std::vector<HouseholdId>> by_group;
};

/// A household like one of `models`; one person renting where there is none.
void add_like(const std::vector<HouseholdId>& models,
              std::uint64_t key,
              std::size_t group,
              AuthorityId authority,
              HouseholdTable& households) {
  const std::uint64_t id = derived_id(key, 0, Purpose::clone);
  if (models.empty()) {
    const auto person = static_cast<std::uint8_t>(group);
    households.add(id,
                   DwellingId{},
                   {&person, 1},
                   kind_of(Tenure::private_rented, 0),
                   authority);
    return;
  }
  const HouseholdId model =
      models[below(derived_id(key, 1, Purpose::clone), models.size())];
  const auto span = households.members(model);
  const std::vector<std::uint8_t> members(span.begin(), span.end());
  households.add(
      id, DwellingId{}, members, households.kinds[model.index()], authority);
}

}  // namespace

std::vector<std::int32_t> count_households(const World& world,
                                           const HouseholdTable& households) {
  std::vector<std::int32_t> counts(world.authorities.size() *
                                   world.groups.size());
  for (std::size_t i = 0; i < households.size(); ++i) {
    ++counts[households.authorities[i] * world.groups.size() +
             households.groups[i]];
  }
  return counts;
}

PopulationTargets read_totals(const std::string& file,
                              const World& world,
                              const std::vector<std::int32_t>& now,
                              Date start,
                              int ticks) {
  const auto totals = TotalsReader{file, world, start}.read();
  PopulationTargets targets;
  targets.households.assign(static_cast<std::size_t>(ticks) + 1, now);
  for (const auto& [slot, series] : totals) {
    for (int tick = 1; tick <= ticks; ++tick) {
      targets.households[static_cast<std::size_t>(tick)][slot] = interpolate(
          series, now[slot], days_between(start, tick_start(start, tick)));
    }
  }
  return targets;
}

void add_future_households(const World& world,
                           const std::vector<std::int32_t>& now,
                           HouseholdTable& households) {
  const Models models{world, households};
  const std::size_t groups = world.groups.size();
  for (std::size_t slot = 0; slot < now.size(); ++slot) {
    const std::int32_t coming = peak(world, slot) - now[slot];
    const AuthorityId authority{slot / groups};
    const std::size_t group = slot % groups;
    const auto& own = models.by_slot[slot];
    const std::uint64_t key = zone_key(world.authorities.codes[slot / groups] +
                                       " " + world.groups.name(GroupId{group}));
    for (std::int32_t i = 0; i < coming; ++i) {
      add_like(own.empty() ? models.by_group[group] : own,
               key + static_cast<std::uint64_t>(i),
               group,
               authority,
               households);
    }
  }
}

std::vector<PlannedDwelling> plan_growth(
    const World& world,
    const std::vector<AuthorityPopulation>& populations,
    const std::vector<std::int32_t>& now,
    double vacancy_rate) {
  std::vector<PlannedDwelling> planned;
  const std::size_t groups = world.groups.size();
  const auto total = [&](const std::vector<std::int32_t>& counts,
                         std::size_t a) {
    std::int64_t sum = 0;
    for (std::size_t g = 0; g < groups; ++g) sum += counts[a * groups + g];
    return sum;
  };
  for (std::size_t a = 0; a < populations.size(); ++a) {
    const AuthorityPopulation& population = populations[a];
    if (population.kinds.empty()) continue;
    std::vector<ZoneId> zone_of(population.kinds.size());
    for (std::size_t z = 0; z + 1 < population.first_household.size(); ++z) {
      std::fill(zone_of.begin() + population.first_household[z],
                zone_of.begin() + population.first_household[z + 1],
                world.authorities.zones[a][z]);
    }
    Draws draws{{.subject = zone_key(world.authorities.codes[a]),
                 .purpose = Purpose::new_dwelling}};
    std::int64_t built = 0;
    for (std::size_t t = 1; t < world.targets.households.size(); ++t) {
      const std::int64_t growth =
          total(world.targets.households[t], a) - total(now, a);
      const auto wanted = static_cast<std::int64_t>(
          std::ceil(static_cast<double>(growth) / (1.0 - vacancy_rate)));
      for (; built < wanted; ++built) {
        // A dwelling must stand when the tick that needs it begins.
        const std::size_t like = draws.below(population.kinds.size());
        planned.push_back({world.cell(zone_of[like], population.kinds[like]),
                           static_cast<std::uint16_t>(t - 1)});
      }
    }
  }
  std::sort(planned.begin(),
            planned.end(),
            [](const PlannedDwelling& l, const PlannedDwelling& r) {
              return l.cell != r.cell ? l.cell < r.cell
                                      : l.from_tick < r.from_tick;
            });
  return planned;
}

}  // namespace mingle

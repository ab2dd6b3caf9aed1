// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "household_totals.h"

#include "number_cell.h"
#include "population/rounding.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <numeric>

#include <mingle/engine/error.h>
#include <mingle/engine/random.h>
#include <mingle/geo/read_table.h>

namespace mingle {
namespace {

/// Given totals of one authority and group, by days since the start.
using Series = std::map<std::int64_t, std::int32_t>;

class TotalsReader {
 public:
  TotalsReader(const std::string& file,
               const std::string& counted,
               const World& world,
               Date start)
      : table_{read_text_table(file)},
        world_{world},
        start_{start},
        authority_{table_.require("authority")},
        date_{table_.require("date")},
        group_{table_.require("group")},
        count_{table_.require(counted)} {}

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
    refuse_cell(table_, row, column, problem, hint);
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
    const std::string& text = table_.at(row, count_);
    std::int32_t value = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 0) {
      fail(row,
           count_,
           "'" + text + "' is not a whole number of " + table_.columns[count_],
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
  std::size_t count_;
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

/// Largest total of a type over the run.
std::int32_t peak(const World& world, std::size_t type) {
  std::int32_t most = 0;
  for (const auto& totals : world.targets.households) {
    most = std::max(most, totals[type]);
  }
  return most;
}

/// Household rows of each type, and of each group and kind.
struct Models {
  Models(const World& world, const HouseholdTable& households)
      : by_type(world.types()), anywhere(world.groups.size() * kind_count) {
    for (std::size_t i = 0; i < households.size(); ++i) {
      const std::size_t type = world.type_of(
          households.authorities[i], households.groups[i], households.kinds[i]);
      by_type[type].push_back(HouseholdId{i});
      anywhere[type % anywhere.size()].push_back(HouseholdId{i});
    }
  }
  const std::vector<HouseholdId>& of(std::size_t type) const {
    return by_type[type].empty() ? anywhere[type % anywhere.size()]
                                 : by_type[type];
  }
  std::vector<std::vector<HouseholdId>> by_type;
  std::vector<std::vector<HouseholdId>> anywhere;
};

/// Members of a household like one of `models`; where there is none, as many
/// of the group as the kind is for.
std::vector<std::uint8_t> members_like(const std::vector<HouseholdId>& models,
                                       std::uint64_t key,
                                       std::size_t group,
                                       std::size_t kind,
                                       const HouseholdTable& households) {
  if (models.empty()) {
    return std::vector<std::uint8_t>(kind % size_class_count + 1,
                                     static_cast<std::uint8_t>(group));
  }
  const auto members = households.members(
      models[below(derived_id(key, 1, Purpose::clone), models.size())]);
  return {members.begin(), members.end()};
}

/// Households of an authority and kind.
std::int64_t count_kind(const World& world,
                        const std::vector<std::int32_t>& by_type,
                        std::size_t authority,
                        std::size_t kind) {
  std::int64_t sum = 0;
  for (std::size_t g = 0; g < world.groups.size(); ++g) {
    sum += by_type[world.type_of(authority, g, kind)];
  }
  return sum;
}

/// Zone of each household of an authority, by kind.
std::array<std::vector<ZoneId>, kind_count> homes_by_kind(
    const AuthorityPopulation& population,
    const std::vector<ZoneId>& zones) {
  std::array<std::vector<ZoneId>, kind_count> homes;
  for (std::size_t z = 0; z < zones.size(); ++z) {
    for (std::size_t i = population.first_household[z];
         i < population.first_household[z + 1];
         ++i) {
      homes[population.kinds[i]].push_back(zones[z]);
    }
  }
  return homes;
}

}  // namespace

PopulationTargets read_totals(const std::string& file,
                              const World& world,
                              const std::vector<std::int32_t>& now,
                              Date start,
                              int ticks) {
  const auto totals = TotalsReader{file, "households", world, start}.read();
  PopulationTargets targets;
  targets.households.assign(static_cast<std::size_t>(ticks) + 1, now);
  for (const auto& [slot, series] : totals) {
    const auto first =
        now.begin() + static_cast<std::ptrdiff_t>(slot * kind_count);
    const std::vector<double> mix(first, first + kind_count);
    const std::int32_t present =
        std::accumulate(first, first + kind_count, std::int32_t{0});
    for (int tick = 1; tick <= ticks; ++tick) {
      const std::int64_t day = days_between(start, tick_start(start, tick));
      const auto kinds = share_out(interpolate(series, present, day), mix);
      std::copy(kinds.begin(),
                kinds.end(),
                targets.households[static_cast<std::size_t>(tick)].begin() +
                    static_cast<std::ptrdiff_t>(slot * kind_count));
    }
  }
  return targets;
}

std::vector<std::vector<std::int32_t>> read_person_totals(
    const std::string& file,
    const World& world,
    const std::vector<std::int32_t>& now,
    Date start,
    int ticks) {
  const auto totals = TotalsReader{file, "persons", world, start}.read();
  std::vector<std::vector<std::int32_t>> persons(
      static_cast<std::size_t>(ticks) + 1, now);
  for (const auto& [slot, series] : totals) {
    for (int tick = 1; tick <= ticks; ++tick) {
      const std::int64_t day = days_between(start, tick_start(start, tick));
      persons[static_cast<std::size_t>(tick)][slot] =
          interpolate(series, now[slot], day);
    }
  }
  return persons;
}

void add_future_households(const World& world,
                           const std::vector<std::int32_t>& now,
                           HouseholdTable& households) {
  const Models models{world, households};
  const std::size_t groups = world.groups.size();
  for (std::size_t type = 0; type < now.size(); ++type) {
    const std::int32_t coming = peak(world, type) - now[type];
    const std::size_t kind = type % kind_count;
    const std::size_t group = type / kind_count % groups;
    const std::size_t authority = type / kind_count / groups;
    const std::uint64_t key =
        derived_id(zone_key(world.authorities.codes[authority] + " " +
                            world.groups.name(GroupId{group})),
                   kind,
                   Purpose::clone);
    for (std::int32_t i = 0; i < coming; ++i) {
      const std::uint64_t own_key = key + static_cast<std::uint64_t>(i);
      households.add(
          derived_id(own_key, 0, Purpose::clone),
          DwellingId{},
          members_like(models.of(type), own_key, group, kind, households),
          kind,
          AuthorityId{authority});
    }
  }
}

std::vector<PlannedDwelling> plan_growth(
    const World& world,
    const std::vector<AuthorityPopulation>& populations,
    const std::vector<std::int32_t>& now,
    double vacancy_rate) {
  std::vector<PlannedDwelling> planned;
  for (std::size_t a = 0; a < populations.size(); ++a) {
    const auto& zones = world.authorities.zones[a];
    const auto homes = homes_by_kind(populations[a], zones);
    Draws draws{{.subject = zone_key(world.authorities.codes[a]),
                 .purpose = Purpose::new_dwelling}};
    for (std::size_t kind = 0; kind < kind_count; ++kind) {
      // Where nobody lives in the kind yet, any zone may get it.
      const auto& like = homes[kind].empty() ? zones : homes[kind];
      std::int64_t built = 0;
      for (std::size_t t = 1; t < world.targets.households.size(); ++t) {
        const std::int64_t growth =
            count_kind(world, world.targets.households[t], a, kind) -
            count_kind(world, now, a, kind);
        const auto wanted = static_cast<std::int64_t>(
            std::ceil(static_cast<double>(growth) / (1.0 - vacancy_rate)));
        for (; built < wanted; ++built) {
          // A dwelling must stand when the tick that needs it begins.
          planned.push_back({world.cell(like[draws.below(like.size())], kind),
                             static_cast<std::uint16_t>(t - 1)});
        }
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

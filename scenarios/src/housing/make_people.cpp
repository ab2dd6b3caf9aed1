// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "bedrooms.h"
#include "population/rounding.h"
#include "proportional_fit.h"
#include "seeds.h"
#include "settle.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace mingle {
namespace {

using housing::adult_age;

/// Ages of a zone's persons in households: the published bands less what
/// communal residents are likely to be, scaled to `persons`; years within a
/// band are as likely as each other.
AgeCounts expected_ages(const std::vector<int>& lower,
                        std::span<const double> bands,
                        double communal,
                        std::int64_t persons,
                        Draws& draws) {
  constexpr double most_communal = 0.9;
  const Seed& profile = seed("age_communal");
  const std::vector<int> profile_starts = band_starts(profile.columns);
  std::vector<double> weights{bands.begin(), bands.end()};
  for (std::size_t b = 0; b < weights.size(); ++b) {
    const int end = b + 1 < lower.size() ? lower[b + 1] : oldest_age + 1;
    double share = 0;
    for (std::size_t p = 0; p < profile_starts.size(); ++p) {
      if (profile_starts[p] >= lower[b] && profile_starts[p] < end) {
        share += profile.at(0, p);
      }
    }
    weights[b] -= std::min(most_communal * weights[b], share * communal);
  }
  const auto counts = share_out(persons, weights);
  AgeCounts ages{};
  for (std::size_t b = 0; b < counts.size(); ++b) {
    // The open band is as wide as the others; few live longer.
    const int width = b + 1 < lower.size() ? lower[b + 1] - lower[b] : 8;
    for (std::int32_t n = 0; n < counts[b]; ++n) {
      const int age =
          lower[b] +
          static_cast<int>(draws.below(static_cast<std::uint64_t>(width)));
      ++ages[static_cast<std::size_t>(std::min(age, oldest_age))];
    }
  }
  return ages;
}

template <class T>
void append(std::vector<T>& to, const std::vector<T>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

/// Sums of what was made and what was published, over zones.
struct Error {
  double misplaced = 0;
  double total = 0;
  double share() const { return total > 0 ? misplaced / total : -1; }
};

class Maker {
 public:
  explicit Maker(const AuthorityMaking& making) : making_{making} {
    const HousingTables& tables = making.area.housing;
    if (tables.age) {
      lower_ = tables.age->lower;
    } else {
      const Seed& england = seed("age_england");
      lower_ = band_starts(england.columns);
      usual_bands_ = england.values;
    }
    made_.fit.authority = making.world.authorities.codes[making.authority];
  }

  AuthorityPeople make() {
    const AuthorityPopulation& population = making_.population;
    std::size_t member = 0;
    for (std::size_t z = 0; z + 1 < population.first_household.size(); ++z) {
      member = make_zone(z, member);
    }
    HousingFit& fit = made_.fit;
    fit.age_error = making_.area.housing.age ? age_.share() : -1;
    fit.composition_error =
        making_.area.housing.composition ? composition_.share() : -1;
    fit.bedrooms_error = making_.area.housing.bedrooms ? bedrooms_.share() : -1;
    const HouseholdAttributes& all = made_.attributes;
    if (all.classes_compared > 0) {
      fit.class_error = all.classes_misplaced / all.classes_compared;
    }
    fit.children_too_old = children_ > 0 ? static_cast<double>(too_old_) /
                                               static_cast<double>(children_)
                                         : 0.0;
    fit.persons = static_cast<std::int64_t>(made_.ages.size());
    return std::move(made_);
  }

 private:
  std::size_t make_zone(std::size_t z, std::size_t first_member) {
    const AuthorityPopulation& population = making_.population;
    const std::size_t begin = population.first_household[z];
    const std::size_t count = population.first_household[z + 1] - begin;
    const ZoneHouseholds households{
        .kinds = std::span{population.kinds}.subspan(begin, count),
        .sizes = std::span{population.sizes}.subspan(begin, count)};
    const ZoneId zone = making_.world.authorities.zones[making_.authority][z];
    const std::size_t persons = std::accumulate(
        households.sizes.begin(), households.sizes.end(), std::size_t{0});
    ZonePeople people = people_of(z, zone, households, persons);
    give_homes(zone, households);
    attributes_of(zone, households, people, first_member);
    append(made_.ages, people.ages);
    append(made_.sexes, people.sexes);
    for (const HouseholdType type : people.types) {
      made_.couples.push_back(type == HouseholdType::couple ||
                                      type == HouseholdType::couple_children
                                  ? 1
                                  : 0);
    }
    return first_member + persons;
  }

  Draws draws_of(ZoneId zone, Purpose purpose) const {
    return Draws{{.subject = zone_key(making_.world.zones.codes[zone.index()]),
                  .purpose = purpose}};
  }

  std::vector<double> row_of(const CountTable& table, ZoneId zone) const {
    std::vector<double> row;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      row.push_back(table.at(zone.index(), c));
    }
    return row;
  }

  double other_share(ZoneId zone) const {
    const auto& table = making_.area.housing.composition;
    if (!table) return making_.people.other_share;
    const double family = table->at(zone.index(), 1);
    const double other = table->at(zone.index(), 2);
    return family + other > 0 ? other / (family + other)
                              : making_.people.other_share;
  }

  ZonePeople people_of(std::size_t z,
                       ZoneId zone,
                       const ZoneHouseholds& households,
                       std::size_t persons) {
    const auto& table = making_.area.housing.age;
    std::vector<double> bands = usual_bands_;
    double communal = 0;
    if (table) {
      bands = row_of(table->counts, zone);
      communal = static_cast<double>(
          making_.population.communal.zone_total(ZoneId{z}));
    }
    Draws draws = draws_of(zone, Purpose::synthesis_people);
    const AgeCounts ages = expected_ages(
        lower_, bands, communal, static_cast<std::int64_t>(persons), draws);
    const std::int64_t minors = std::accumulate(
        ages.begin(), ages.begin() + adult_age, std::int64_t{0});
    ZonePeople people;
    choose_types(
        households, making_.people, other_share(zone), minors, draws, people);
    give_ages(households, making_.people, ages, draws, people);
    compare_people(zone, bands, people);
    return people;
  }

  void compare_people(ZoneId zone,
                      const std::vector<double>& bands,
                      const ZonePeople& people) {
    std::vector<std::int64_t> made(lower_.size());
    for (const std::uint8_t age : people.ages) {
      const auto band = std::upper_bound(lower_.begin(), lower_.end(), age) - 1;
      ++made[static_cast<std::size_t>(band - lower_.begin())];
    }
    age_.misplaced += misplaced(made, bands);
    age_.total += static_cast<double>(people.ages.size());
    composition_.misplaced += std::abs(
        static_cast<double>(people.others_made - people.others_wanted));
    composition_.total += static_cast<double>(people.types.size());
    made_.fit.minors_raised += people.grown_up;
    if (people.grown_up > 0) {
      made_.fit.zones_short_of_adults.push_back(
          making_.world.zones.codes[zone.index()]);
    }
    children_ += people.children;
    too_old_ += people.children_too_old;
  }

  void give_homes(ZoneId zone, const ZoneHouseholds& households) {
    const auto& table = making_.area.housing.bedrooms;
    std::vector<std::int32_t> published;
    if (table) {
      for (const double count : row_of(*table, zone)) {
        published.push_back(static_cast<std::int32_t>(count));
      }
    }
    Draws draws = draws_of(zone, Purpose::synthesis_bedrooms);
    const auto bedrooms = give_bedrooms(households, published, draws);
    append(made_.bedrooms, bedrooms);
    if (!table) return;
    std::vector<std::int64_t> made(published.size());
    for (const std::uint8_t b : bedrooms) ++made[b];
    bedrooms_.misplaced += misplaced(made, row_of(*table, zone));
    bedrooms_.total += static_cast<double>(bedrooms.size());
  }

  void attributes_of(ZoneId zone,
                     const ZoneHouseholds& households,
                     const ZonePeople& people,
                     std::size_t first_member) {
    const HousingTables& tables = making_.area.housing;
    std::vector<std::uint8_t> groups;
    std::vector<std::uint8_t> ages;
    std::size_t person = 0;
    for (const std::uint8_t size : households.sizes) {
      groups.push_back(making_.population.members[first_member + person]);
      ages.push_back(people.ages[person]);
      person += size;
    }
    const auto row = [&](const CountTable& table) {
      return std::span{table.values}.subspan(
          zone.index() * table.columns.size(), table.columns.size());
    };
    std::span<const std::int32_t> classes;
    std::span<const std::int32_t> residence;
    if (tables.social_class) classes = row(tables.social_class->counts);
    if (tables.residence_length) residence = row(*tables.residence_length);
    Draws draws = draws_of(zone, Purpose::synthesis_attributes);
    const HouseholdAttributes given =
        give_attributes({.groups = making_.world.groups,
                         .rules = making_.attributes,
                         .households = households,
                         .people = people,
                         .reference_groups = groups,
                         .reference_ages = ages,
                         .classes = classes,
                         .residence = residence,
                         .income_factor = making_.income_factor},
                        draws);
    HouseholdAttributes& all = made_.attributes;
    append(all.classes, given.classes);
    append(all.incomes, given.incomes);
    append(all.arrived, given.arrived);
    append(all.moved_in, given.moved_in);
    append(all.local_since, given.local_since);
    all.classes_misplaced += given.classes_misplaced;
    all.classes_compared += given.classes_compared;
  }

  const AuthorityMaking& making_;
  AuthorityPeople made_;
  std::vector<int> lower_;
  std::vector<double> usual_bands_;
  Error age_;
  Error composition_;
  Error bedrooms_;
  std::int64_t children_ = 0;
  std::int64_t too_old_ = 0;
};

}  // namespace

AuthorityPeople make_people(const AuthorityMaking& making) {
  return Maker{making}.make();
}

}  // namespace mingle

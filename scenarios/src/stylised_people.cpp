// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "stylised_people.h"

#include "spread.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include <mingle/engine/groups.h>
#include <mingle/engine/random.h>

namespace mingle {
namespace {

using Column = std::vector<double>;

/// Numbers of the random fields. Part of what a stylised area is: never
/// renumber one.
enum FieldNumber : std::uint64_t {
  shared_field = 0,
  zone_size_field = 1,
  household_size_field = 2,
  communal_field = 3,
  estate_field = 4,
  family_field = 10,  // + family
  group_field = 100,  // + group
  group_noise_field = 200,
  tenure_field = 300,  // + tenure
  tenure_noise_field = 320,
};

/// Sizes that LSOAs keep to (ONS: 1,000 to 3,000 residents, 400 to 1,200
/// households), a little inside because of rounding.
constexpr double least_residents = 1040;
constexpr double most_residents = 2900;
constexpr double least_households = 410;
constexpr double most_households = 1180;
constexpr double least_household_size = 1.6;
constexpr double most_household_size = 4.0;

/// Spread of zone populations: coefficient of variation seen 0.16-0.21.
constexpr double zone_size_spread = 0.18;
/// Six zones in ten have no communal establishment; seen 58-65%.
constexpr double communal_zone_part = 0.4;
constexpr double communal_spread = 1.5;   // A
constexpr double communal_ceiling = 0.3;  // of a zone's residents (A)

/// Persons per household by broad group (asian, black, mixed, white, other).
constexpr std::array<double, 5> persons_per_household{3.6, 2.5, 2.4, 2.25, 2.8};

/// Parts of a group's field (A): what all minorities share, what its family
/// of groups shares, its own, and zone noise.
constexpr double shared_part = 1.00;
constexpr double family_part = 0.40;
constexpr double own_part = 0.25;
constexpr double noise_part = 0.15;
/// The shared field leans to the centre (A; gives a correlation of the
/// Asian share with distance near the -0.5 seen).
constexpr double inward_part = 0.85;
constexpr double wander_part = 0.50;

/// Parts of a tenure's field (A): towards the centre, where minorities live,
/// estates, its own, and zone noise.
struct TenureParts {
  double inward;
  double shared;
  double estate;
  double own;
  double noise;
};
constexpr std::array<TenureParts, tenure_count> tenure_parts{{
    {-0.5, 0.0, -0.4, 0.6, 0.5},   // owned outright
    {-0.4, -0.1, -0.4, 0.6, 0.5},  // owned with a mortgage
    {0.1, -0.1, 0.7, 0.5, 0.5},    // social, council
    {0.2, 0.1, 0.6, 0.5, 0.5},     // social, other
    {0.5, 0.3, 0.0, 0.6, 0.4},     // private rented
}};

/// Adds `part` times `other` to `field`.
void blend(Column& field, double part, const Column& other) {
  for (std::size_t z = 0; z < field.size(); ++z) field[z] += part * other[z];
}

class PeopleMaker {
 public:
  PeopleMaker(const AuthorityFigures& figures,
              const StylisedZones& zones,
              std::uint64_t seed)
      : figures_{figures},
        zones_{zones},
        seed_{seed},
        fields_{zones.seeds},
        shared_(zones.seeds.size()) {
    blend(shared_, inward_part, zones.inwardness);
    blend(shared_, wander_part, fields_.smooth(seed, shared_field));
    standardise(shared_);
  }
  StylisedPeople make() const;

 private:
  Column zone_sizes() const;
  Column group_field_of(std::size_t group) const;
  Column tenure_field_of(std::size_t tenure) const;
  ZoneCounts residents() const;
  ZoneCounts residence(const ZoneCounts& residents) const;
  Column households(const StylisedPeople& people) const;
  ZoneCounts tenure(const Column& households) const;
  ZoneCounts sizes(const StylisedPeople& people) const;

  const AuthorityFigures& figures_;
  const StylisedZones& zones_;
  std::uint64_t seed_;
  SmoothFields fields_;
  Column shared_;
};

Column PeopleMaker::zone_sizes() const {
  Column sizes = fields_.rough(seed_, zone_size_field);
  for (double& size : sizes) size = std::exp(zone_size_spread * size);
  const auto total = static_cast<double>(std::accumulate(
      figures_.residents.begin(), figures_.residents.end(), std::int64_t{0}));
  return shares_within(sizes,
                       Column(sizes.size(), least_residents),
                       Column(sizes.size(), most_residents),
                       total);
}

Column PeopleMaker::group_field_of(std::size_t group) const {
  const auto family =
      static_cast<std::uint64_t>(census_2021_groups()[group].broad);
  Column field(figures_.zones);
  blend(field, shared_part, shared_);
  blend(field, family_part, fields_.smooth(seed_, family_field + family));
  blend(field, own_part, fields_.smooth(seed_, group_field + group));
  blend(field, noise_part, fields_.rough(seed_, group_noise_field + group));
  standardise(field);
  return field;
}

ZoneCounts PeopleMaker::residents() const {
  Spread spread;
  spread.zone_totals = zone_sizes();
  spread.totals = figures_.residents;
  spread.targets = figures_.dissimilarity;
  for (std::size_t k = 0; k < figures_.residents.size(); ++k) {
    spread.fields.push_back(group_field_of(k));
    spread.families.push_back(static_cast<int>(census_2021_groups()[k].broad));
  }
  return spread_counts(spread,
                       {.seed = seed_,
                        .subject = 1,
                        .step = 0,
                        .purpose = Purpose::stylised_zones});
}

ZoneCounts PeopleMaker::residence(const ZoneCounts& residents) const {
  const Column size = fields_.rough(seed_, communal_field);
  Column sorted = size;
  std::sort(sorted.begin(), sorted.end());
  const auto without = static_cast<std::size_t>(
      (1.0 - communal_zone_part) * static_cast<double>(size.size()));
  Column weights(size.size()), ceilings(size.size());
  for (std::size_t z = 0; z < size.size(); ++z) {
    if (size[z] < sorted[without]) continue;
    weights[z] = std::exp(communal_spread * 2.0 * size[z]);
    ceilings[z] =
        communal_ceiling * static_cast<double>(residents.zone_total(ZoneId{z}));
  }
  const std::int64_t total = residents.total() - figures_.in_household;
  const auto shares = shares_within(
      weights, Column(size.size()), ceilings, static_cast<double>(total));
  const auto communal = rounded_shares(shares, total, 0.5);
  ZoneCounts counts{size.size(), 2};
  for (std::size_t z = 0; z < size.size(); ++z) {
    const ZoneId zone{z};
    counts.at(zone, 1) = static_cast<std::int32_t>(communal[z]);
    counts.at(zone, 0) =
        static_cast<std::int32_t>(residents.zone_total(zone) - communal[z]);
  }
  return counts;
}

/// Households wanted in each zone: residents over the size of household that
/// the zone's groups tend to have.
Column PeopleMaker::households(const StylisedPeople& people) const {
  const Column noise = fields_.smooth(seed_, household_size_field);
  Column weights(figures_.zones), low(figures_.zones), high(figures_.zones);
  for (std::size_t z = 0; z < figures_.zones; ++z) {
    const ZoneId zone{z};
    double units = 0;
    for (std::size_t k = 0; k < people.residents.columns(); ++k) {
      const auto broad =
          static_cast<std::size_t>(census_2021_groups()[k].broad);
      units += people.residents.at(zone, k) / persons_per_household[broad];
    }
    const double persons = people.residence.at(zone, 0);
    const auto all = static_cast<double>(people.residents.zone_total(zone));
    weights[z] = units * persons / all * std::exp(0.06 * noise[z]);
    low[z] = std::max(persons / most_household_size,
                      std::min(least_households, persons / 2.0));
    high[z] = std::min(persons / least_household_size, most_households);
  }
  const auto total = static_cast<double>(std::accumulate(
      figures_.by_tenure.begin(), figures_.by_tenure.end(), std::int64_t{0}));
  return shares_within(weights, low, high, total);
}

Column PeopleMaker::tenure_field_of(std::size_t tenure) const {
  const TenureParts& parts = tenure_parts[tenure];
  Column field(figures_.zones);
  blend(field, parts.inward, zones_.inwardness);
  blend(field, parts.shared, shared_);
  blend(field, parts.estate, fields_.smooth(seed_, estate_field));
  blend(field, parts.own, fields_.smooth(seed_, tenure_field + tenure));
  blend(field, parts.noise, fields_.rough(seed_, tenure_noise_field + tenure));
  standardise(field);
  return field;
}

ZoneCounts PeopleMaker::tenure(const Column& households) const {
  Spread spread;
  spread.zone_totals = households;
  spread.totals = figures_.by_tenure;
  spread.targets = figures_.tenure_dissimilarity;
  spread.families.resize(tenure_count);
  spread.reference = SpreadReference::everyone_else;
  for (std::size_t k = 0; k < tenure_count; ++k) {
    spread.fields.push_back(tenure_field_of(k));
  }
  return spread_counts(spread,
                       {.seed = seed_,
                        .subject = 2,
                        .step = 0,
                        .purpose = Purpose::stylised_zones});
}

/// The tables of tenure and size are perturbed apart, so their totals differ
/// a little; the difference is spread over the zones.
ZoneCounts PeopleMaker::sizes(const StylisedPeople& people) const {
  Column weights(figures_.zones);
  std::vector<std::int64_t> persons(figures_.zones);
  for (std::size_t z = 0; z < figures_.zones; ++z) {
    weights[z] = static_cast<double>(people.tenure.zone_total(ZoneId{z}));
    persons[z] = people.residence.at(ZoneId{z}, 0);
  }
  const std::int64_t total = std::accumulate(
      figures_.by_size.begin(), figures_.by_size.end(), std::int64_t{0});
  return spread_sizes(
      persons, rounded_shares(weights, total, 0.5), figures_.by_size);
}

StylisedPeople PeopleMaker::make() const {
  StylisedPeople people;
  people.residents = residents();
  people.residence = residence(people.residents);
  people.tenure = tenure(households(people));
  people.size = sizes(people);
  return people;
}

}  // namespace

StylisedPeople make_stylised_people(const AuthorityFigures& figures,
                                    const StylisedZones& zones,
                                    std::uint64_t seed) {
  return PeopleMaker{figures, zones, seed}.make();
}

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <mingle/engine/contact/rules.h>
#include <mingle/engine/housing/world.h>

namespace mingle::contact {

/// All that is fixed for a run beside housing::World.
struct World {
  Rules rules;
  /// Broad group of each group, and their names; max_broad at most.
  std::vector<std::uint8_t> broad;
  std::vector<std::string> broad_names;
  double tick_years = 0.25;
  /// Broad groups that employers are found to pass over.
  std::vector<std::uint8_t> visible_minority;

  /// Jobs by zone, any unit.
  std::vector<double> jobs;
  /// By authority: share of those in work who work outside the study.
  std::vector<double> outside_share;
  /// By authority of home: cumulative shares over authorities of work of
  /// those who work in the study; authorities x authorities.
  std::vector<double> commuting;
  /// Log-odds of work: of the zone, and of broad group and sex (x 2).
  std::vector<double> work_zone;
  std::vector<double> work_group;
  /// Unemployed for each person in work at the start, by zone.
  std::vector<double> unemployed_ratio;
  /// English of adults new to the study, from abroad and from elsewhere in
  /// the country: cumulative shares, broad x english_count.
  std::vector<double> arrival_english;
  std::vector<double> settled_english;
  /// Share with a degree, and with another qualification, of adults by broad
  /// group (x 2).
  std::vector<double> qualification;

  /// Distance to travel between zones of an authority, km: rows of origin,
  /// as mingle::World::decay. From the neighbour graph, or centroids.
  std::vector<float> travel;
  bool schools_generated = true;  ///< no real schools were given
  bool jobs_generated = true;

  // Derived by index_world().
  std::vector<float> work_cumulative;  ///< over zones of the own authority
  std::vector<float> job_cumulative;   ///< the same from nowhere, by authority
  std::vector<std::size_t> first_job;  ///< into job_cumulative

  std::size_t broad_count() const { return broad_names.size(); }
  /// Kilometres to each zone of the own authority.
  const float* travel_from(const mingle::World& base, ZoneId zone) const {
    return travel.data() + (base.decay_from(zone) - base.decay.data());
  }
};

/// Fills empty columns with neutral values and the derived ones. Call once.
/// @throws std::invalid_argument for more than max_broad broad groups, a
///         column of the wrong length, or a network in several authorities.
void index_world(const housing::World& housing, World& world);

/// The five broad census groups; a group that is not a census one counts as
/// a broad group of its own. Fills broad, broad_names, visible_minority.
/// @throws std::invalid_argument if that makes more than max_broad.
void set_broad_groups(const GroupScheme& groups, World& world);

/// Distances between centroids, km; within a zone 0.5 sqrt(area / pi).
std::vector<float> straight_distances(const mingle::World& base);

}  // namespace mingle::contact

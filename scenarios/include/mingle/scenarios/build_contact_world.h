// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <mingle/engine/contact/state.h>
#include <mingle/engine/contact/world.h>
#include <mingle/scenarios/build_housing_world.h>

namespace mingle {

/// How well the roles of one authority's persons meet their tables: half the
/// absolute error over the total, zone by zone. Negative where there is no
/// table.
struct ContactFit {
  std::string authority;
  double english_error = -1;
  double work_error = -1;
  double qualification_error = -1;
  double outside_share = 0;  ///< of those in work, who work elsewhere
  std::size_t schools = 0;
};

/// People who meet, ready to run.
struct BuiltContactWorld {
  contact::World world;
  contact::State start;
  std::vector<ContactFit> fits;  ///< by authority
  std::vector<std::string> notes;
};

/// Gives every person of the housing system English, work and qualification
/// so that zones meet their tables, makes schools and jobs where real ones
/// are not given, and lets attitudes and ties begin. Starts the log of rows
/// in `built.start`.
/// @throws DataError; ConfigError for a network that cannot be drawn
BuiltContactWorld build_contact_world(const Scenario& scenario,
                                      const StudyArea& area,
                                      BuiltHousingWorld& built);

/// Refuses a network of several authorities, or one too large for the memory
/// of the machine, bytes.
/// @throws ConfigError
void check_network(const contact::Rules& rules,
                   std::size_t authorities,
                   std::size_t people,
                   double memory);

/// The columns of population_fit_csv(), without its header.
std::string contact_fit_csv(const std::vector<ContactFit>& fits);
std::string contact_fit_text(const std::vector<ContactFit>& fits);

}  // namespace mingle

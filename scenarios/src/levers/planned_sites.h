// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <mingle/engine/housing/world.h>
#include <mingle/engine/levers/plan.h>
#include <mingle/scenarios/lever_entry.h>
#include <mingle/scenarios/study_area.h>

namespace mingle {

/// What turning the sites of an entry into homes by zone and quarter found.
struct SitesPlanned {
  std::vector<levers::PlannedSite> sites;  ///< by tick, then cell
  std::vector<std::string> problems;       ///< continue "lever 'x': "
  std::vector<std::string> notes;
};

/// Sites of supply_from and of supply, each in its zone and quarter. Sites of
/// a file that lie outside the study, or are dated outside the lever's dates,
/// are left out and counted.
/// @throws DataError if the file cannot be used
SitesPlanned plan_sites(const LeverEntry& entry,
                        Date start,
                        const StudyArea& area,
                        const housing::World& world);

}  // namespace mingle

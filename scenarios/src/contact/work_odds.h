// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "people_by_zone.h"

#include <vector>

#include <mingle/engine/contact/world.h>

namespace mingle {

/// Log-odds of work against inactivity, zone + broad group and sex + fluency,
/// with the given effect of fluency, that reproduce how many of each zone and
/// of each group and sex work; and the unemployed for each in work.
void set_work_odds(const PeopleByZone& people,
                   const std::vector<contact::Traits>& traits,
                   contact::World& world);

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <mingle/engine/calendar.h>
#include <mingle/engine/levers/arms.h>

namespace mingle::levers {
namespace {

/// Whether a lever can change anything but its own accounts: places for the
/// young are counted by the scorecard whatever they do.
bool may_act(const PlannedLever& lever) {
  if (lever.youth) return true;
  if (lever.zero) return false;
  return !lever.sites.empty() ||
         std::any_of(lever.effects.begin(),
                     lever.effects.end(),
                     [](const PlannedEffect& effect) {
                       return effect.mechanism != Mechanism::none;
                     });
}

}  // namespace

int parting_tick(const Plan& plan) {
  int tick = never_parts;
  for (const PlannedLever& lever : plan.levers) {
    if (may_act(lever)) tick = std::min(tick, lever.first_tick);
  }
  return tick == never_parts ? tick : tick - tick % ticks_per_year;
}

}  // namespace mingle::levers

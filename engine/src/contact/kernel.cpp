// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "kernel.h"

namespace mingle::contact {
namespace {

float of(const std::array<double, setting_count>& values, Setting setting) {
  return static_cast<float>(values[static_cast<std::size_t>(setting)]);
}

}  // namespace

Kernel::Kernel(const mingle::World& base,
               const World& world,
               const Pools& pools)
    : pools_{pools},
      ties_{TieTable::shared()},
      authorities_{base.zones.authorities},
      zones_{world.jobs.size()},
      school_{static_cast<float>(world.rules.settings.school_contacts)},
      work_{static_cast<float>(world.rules.settings.work_contacts)},
      venue_{static_cast<float>(world.rules.settings.venue_contacts)},
      friends_{static_cast<float>(world.rules.settings.friend_contacts)},
      home_quality_{of(world.rules.settings.quality, Setting::home)},
      around_quality_{of(world.rules.settings.quality, Setting::neighbourhood)},
      school_quality_{of(world.rules.settings.quality, Setting::school)},
      work_quality_{of(world.rules.settings.quality, Setting::work)},
      venue_quality_{of(world.rules.settings.quality, Setting::venue)},
      friend_quality_{of(world.rules.settings.quality, Setting::friends)},
      around_bad_{of(world.rules.settings.negative, Setting::neighbourhood)},
      school_bad_{of(world.rules.settings.negative, Setting::school)},
      work_bad_{of(world.rules.settings.negative, Setting::work)},
      venue_bad_{of(world.rules.settings.negative, Setting::venue)} {
  const SettingRules& rules = world.rules.settings;
  for (std::size_t i = 0; i < stage_count; ++i) {
    random_[i] = static_cast<float>(rules.random_contacts[i]);
  }
  for (std::size_t i = 0; i < english_count; ++i) {
    language_[i] = static_cast<float>(std::min(
        1.0,
        rules.language_floor + rules.language_gain * static_cast<double>(i)));
  }
  const AttitudeRules& attitudes = world.rules.attitudes;
  for (std::size_t i = 0; i < tolerance_.size(); ++i) {
    const double x =
        (static_cast<double>(i) - 128.0) / static_cast<double>(attitude_steps);
    tolerance_[i] = static_cast<float>(
        1.0 / (1.0 + std::exp(-attitudes.slope * x - attitudes.level)));
    pull_[i] = static_cast<float>(std::exp(attitudes.selection * x));
  }
  tilt_.fill(1.0F);
}

void Kernel::set_tilt(const std::array<double, max_broad * slot_count>& tilt) {
  for (std::size_t i = 0; i < tilt.size(); ++i) {
    tilt_[i] = tilt[i] > 0 ? static_cast<float>(1.0 / tilt[i]) : 1.0F;
  }
}

void Kernel::add_extra(const ExtraContact& extra, Meetings& met) const {
  met.raw += extra.raw;
  met.made += venue_quality_ * extra.raw;
  met.full += venue_quality_ * extra.raw;
  met.total += extra.total;
  met.quality += venue_quality_ * extra.total;
}

}  // namespace mingle::contact

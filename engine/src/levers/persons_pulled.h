// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <mingle/engine/levers/pull_contact.h>

namespace mingle::levers {

inline constexpr double days_per_tick = 365.25 / 4;

/// What levers do to single persons: effects of programmes, hours of contact
/// in them, ties, English, work, participation. A person whom several reach
/// is told once.
std::vector<contact::PersonAdjustment> person_adjustments(
    const Plan& plan,
    const std::vector<LeverAction>& actions,
    const ContactScene& scene);

/// What they do to schools.
std::vector<contact::SchoolEdit> school_edits(
    const Plan& plan,
    const std::vector<LeverAction>& actions,
    const ContactScene& scene);

}  // namespace mingle::levers

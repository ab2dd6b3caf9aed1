// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mingle/scenarios/scenario.h>
#include <mingle/scenarios/study_area.h>

namespace mingle {

/// Reads the tables that only contact uses into `study.contact`, and records
/// inputs and notes there.
/// @throws DataError
void read_contact_tables(const Scenario& scenario, StudyArea& study);

}  // namespace mingle

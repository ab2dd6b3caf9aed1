// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mingle/scenarios/scenario.h>
#include <mingle/scenarios/study_area.h>

namespace mingle {

/// Reads, joins and cross-checks everything [area] names, or generates the
/// stylised area it names.
/// @throws DataError if the files cannot be used together, ConfigError if the
///         scenario names something they do not have.
StudyArea load_study(const Scenario& scenario);

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "h5_writer.h"

#include <mingle/engine/observer.h>
#include <mingle/output/run_info.h>

namespace mingle {

/// /zones/deprivation_decile, where the study has it. After the zone tables.
void write_deprivation(H5Writer& file, const RunInfo& info);

/// Columns of /levers that say what each lever and effect is and how good the
/// evidence is, where the run has levers. After the tables of the run.
void write_levers(H5Writer& file, const RunInfo& info, const RunShape& shape);

}  // namespace mingle

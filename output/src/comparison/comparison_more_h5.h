// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "h5_writer.h"

#include <mingle/output/comparison.h>

namespace mingle {

/// /levers of comparison.h5: what each lever of each scenario is, takes and
/// reaches, how the first measure responds to effects that were drawn, and
/// /headline/cost_per_effect. Nothing where no scenario has levers.
void write_lever_results(H5Writer& file, const Comparison& comparison);

/// /probes; nothing where there are none.
void write_probes(H5Writer& file, const Comparison& comparison);

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mingle/output/comparison.h>

namespace mingle {

/// Chooses the numbers that a comparison is judged by, the first being the
/// one that leads, and compares the arms by them.
void add_measures(Comparison& comparison);

/// What may be said of one difference; the p values are adjusted for the
/// number of measures.
Verdict verdict_of(const PairedResult& result,
                   double holm_p,
                   double holm_equivalence_p);

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// The parts of the page that are words and tables, in the order of the page.
#pragma once

#include "html.h"

#include <vector>

#include <mingle/output/comparison.h>
#include <mingle/output/report.h>

namespace mingle {

void add_head(const Comparison& comparison, Html& page);
void add_banners(const Comparison& comparison, Html& page);
void add_answer(const Comparison& comparison, Html& page);
void add_glance(const Comparison& comparison, Html& page);
void add_outcomes(const Comparison& comparison, Html& page);
void add_map(const Comparison& comparison, Html& page);
void add_levers(const Comparison& comparison, Html& page);
void add_causes(const Comparison& comparison, Html& page);
void add_deprivation(const Comparison& comparison, Html& page);
void add_scorecard(const Comparison& comparison, Html& page);
void add_groups(const Comparison& comparison, Html& page);
void add_flows(const Comparison& comparison, Html& page);
void add_evidence(const Comparison& comparison,
                  const std::vector<ReportParameter>& parameters,
                  Html& page);
void add_limits(const Comparison& comparison, Html& page);
void add_equality(const Comparison& comparison, Html& page);
void add_methods(const Comparison& comparison,
                 const std::vector<ReportParameter>& parameters,
                 Html& page);

/// "Community-based English – E, evidence; ..." of a scenario's levers; "".
std::string lever_grades(const ComparedArm& arm);

/// "Bradford", and whether it is invented.
std::string area_words(const Comparison& comparison);

}  // namespace mingle

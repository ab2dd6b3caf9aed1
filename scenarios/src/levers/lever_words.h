// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <mingle/scenarios/levers.h>

namespace mingle {

/// "0.15 (beta(3, 17) in [0.05, 0.24])", "given by the scenario", ...
std::string value_words(const LeverEffect& effect);
/// "1,863 pounds for each person", "not known", "0 pounds".
std::string cost_words(const LeverDefinition& lever);
/// "10% a year of the target, 60% of them take it up".
std::string coverage_words(const LeverDefinition& lever);
/// "each quarter", "once a year in quarter 2", "once".
std::string every_words(const LeverDefinition& lever);
/// The operators, each once: "ENGLISH, TIE".
std::string operator_words(const LeverDefinition& lever);
/// "E (evidence)".
std::string evidence_words(const std::string& grade);
/// "any model", "housing", "housing and contact": what must be switched on.
std::string needs_words(const LeverDefinition& lever);
/// The definition of an id. @throws UsageError with the nearest ids.
const LeverDefinition& lever_to_explain(std::string_view id);

}  // namespace mingle

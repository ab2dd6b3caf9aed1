// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <mingle/scenarios/predicate.h>

namespace mingle {

const FieldWords& words_of(levers::Field field);

/// Whether its values are names that only a study can tell.
bool is_late(levers::Field field);

/// The names that a field takes, in order of their numbers; empty where it
/// takes numbers or late names.
std::vector<std::string> value_names(levers::Field field);

}  // namespace mingle

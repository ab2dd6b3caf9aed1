// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mingle/engine/contact/rules.h>
#include <mingle/scenarios/parameters.h>

namespace mingle {

/// The rules of contact that the parameters of a scenario ask for.
contact::Rules contact_rules(const ParameterValues& value);

}  // namespace mingle

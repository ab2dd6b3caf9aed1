// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "housing/order_persons.h"

#include <vector>

#include <mingle/engine/contact/state.h>

namespace mingle::contact {

/// Puts rows of persons into the order of their households, here and wherever
/// a state of contact names them.
/// @returns the new row of each old one
std::vector<PersonId> order_rows(housing::State& homes, State& state);

}  // namespace mingle::contact

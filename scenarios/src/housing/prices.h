// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <mingle/engine/housing/world.h>
#include <mingle/scenarios/scenario.h>
#include <mingle/scenarios/study_area.h>

namespace mingle {

/// Mean price of a home in each authority, pounds, from the table or, where it
/// has none, the national price or the parameter; said in `notes`.
std::vector<double> mean_prices(const Scenario& scenario,
                                const StudyArea& area,
                                const mingle::World& world,
                                std::vector<std::string>& notes);

/// Prices of owner cells, yearly rents of rented cells: the authority's mean
/// price by bedrooms and deprivation, scaled so that the mean over `homes` is
/// the authority's; private rents are a yield on that; social rents go by
/// bedrooms.
/// @param homes  dwellings by cell
void set_base_prices(const Scenario& scenario,
                     const std::vector<double>& mean_prices,
                     const std::vector<std::int32_t>& homes,
                     housing::World& world);

}  // namespace mingle

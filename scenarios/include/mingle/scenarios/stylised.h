// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <mingle/scenarios/study_area.h>

namespace mingle {

/// Names of the stylised areas, sorted: "blackburn-with-darwen", "bradford",
/// "peterborough", "walsall", "waltham-forest".
std::vector<std::string> stylised_area_names();

/// Whether there is such an area, without making it.
/// @throws Error with the nearest names when there is none.
void expect_stylised_area(std::string_view name);

/// A local authority with invented neighbourhoods: its simplified outline cut
/// into as many zones as it has LSOAs, with its published Census 2021 totals
/// spread over them as unevenly as in reality. The same on every call.
/// @param name  one of stylised_area_names(), in any case, words apart or
///              joined, or the authority's code ("E08000032").
/// @param times  as many zones, residents and households as the authority
///               has, in the same outline; for trials of scale. > 0.
/// @throws Error when there is no such area. About 0.3 s.
/// @source docs/methods/stylised.md
StudyArea make_stylised_area(std::string_view name, double times = 1.0);

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "twin_file.h"

#include <cstddef>
#include <string>
#include <vector>

#include <mingle/scenarios/scenario.h>
#include <mingle/scenarios/study_area.h>

namespace mingle::tool {

/// The twin of an area from the start of a scenario to its end.
struct Preview {
  struct Pair {
    std::string a;  ///< the largest group
    std::string b;
    /// By year from the start: D, exposure of b to a, and 90% intervals of D.
    std::vector<double> dissimilarity;
    std::vector<double> exposure;
    std::vector<double> low;
    std::vector<double> high;
  };
  int first_year = 0;
  std::vector<Pair> pairs;
  bool grows = true;  ///< groups grow as between the censuses; else held
  std::size_t unknown_zones = 0;  ///< without covariates
};

/// Groups smaller than this share of residents are not shown.
inline constexpr double least_previewed_share = 0.02;
inline constexpr std::size_t preview_members = 60;

/// @throws DataError where file and area are not of the same place, or where
///         a group of the area is none of the file
Preview make_preview(const Scenario& scenario,
                     const StudyArea& area,
                     const TwinFile& twin);

std::string preview_text(const Preview& preview, const Scenario& scenario);
std::string preview_json(const Preview& preview);

}  // namespace mingle::tool

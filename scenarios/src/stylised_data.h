// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <mingle/engine/tenure.h>
#include <mingle/geo/zone_layer.h>
#include <mingle/scenarios/study_area.h>

namespace mingle {

/// What is published about an authority, as far as the stylised area uses it.
/// Sources: scenarios/library/data/README.md.
struct AuthorityFigures {
  std::string code;  ///< "E08000032"
  std::string name;  ///< "Bradford"
  MultiPolygon outline;
  Point centre;              ///< where residents live most densely
  double density_decay = 0;  ///< metres over which density falls by e
  std::size_t zones = 0;
  std::vector<std::int64_t> residents;  ///< by census_2021_groups()
  /// D between the first group and each; NaN where the group is small.
  std::vector<double> dissimilarity;
  std::int64_t in_household = 0;        ///< residents
  double house_price = 0;               ///< mean, pounds, March 2021
  std::vector<std::int64_t> by_tenure;  ///< households, by Tenure
  /// D between the tenure's households and all others.
  std::vector<double> tenure_dissimilarity;
  std::vector<std::int64_t> by_size;  ///< households, by size class
};

/// "E08000032" and "Bradford" of each authority with an outline, by code.
struct AuthorityName {
  std::string code;
  std::string name;
};
std::vector<AuthorityName> figured_authorities();

/// @param code  one of figured_authorities().
/// @throws Error when a figure is missing from the embedded files.
AuthorityFigures read_authority_figures(std::string_view code);

/// The embedded files, for provenance.
std::vector<InputFile> stylised_input_files();

}  // namespace mingle

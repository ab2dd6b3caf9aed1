// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "catalogue.h"

#include <cstdlib>

#include <mingle/engine/error.h>
#include <mingle/engine/indices/concentration.h>
#include <mingle/engine/indices/contiguity.h>

namespace mingle {

namespace {

using Values = std::vector<double>;

constexpr IndexNeeds pair_and_areas{.pair = true, .areas = true};
constexpr IndexNeeds pair_and_points{.pair = true, .points = true};
constexpr IndexNeeds pair_areas_points{.pair = true,
                                       .areas = true,
                                       .points = true};

constexpr ParameterDefinition centre{
    "centre",
    ParameterType::text,
    "mean",
    "",
    "mean, median, population_weighted_mean, largest_population, or a point "
    "EASTING:NORTHING in metres"};

CentrePoint chosen_centre(const IndexInput& in, const Parameters& p) {
  const std::string text = british(p.text("centre"));
  const auto of = [&](Centre c) {
    return centre_of(*in.pair, *in.geometry, c);
  };
  if (text == "mean") return of(Centre::mean);
  if (text == "median") return of(Centre::median);
  if (text == "population_weighted_mean") {
    return of(Centre::population_weighted_mean);
  }
  if (text == "largest_population") return of(Centre::largest_population);
  char* end = nullptr;
  const double x = std::strtod(text.c_str(), &end);
  if (end != text.c_str() && *end == ':') {
    const char* second = end + 1;
    const double y = std::strtod(second, &end);
    if (end != second && *end == 0) return {x, y};
  }
  throw UsageError{"parameter 'centre' cannot be '" + text + "'",
                   "Give mean, median, population_weighted_mean, "
                   "largest_population, or EASTING:NORTHING in metres"};
}

}  // namespace

// NOLINTNEXTLINE(readability-function-size): a table, one entry an index
std::vector<IndexDefinition> concentration_indices() {
  return {
      pair_index(
          "delta",
          [](const IndexInput& in, const Parameters&) {
            return Values{delta(*in.pair, *in.geometry)};
          },
          {"Delta, concentration of x in space",
           "1/2 sum_i |x_i/X - a_i/A|",
           "[0, 1]",
           "x is absent",
           "Hoover 1941; Duncan, Cuzzort and Duncan 1961",
           "O(n)",
           "OasisR drops zones without people, and their area, first"},
          {},
          pair_and_areas),
      pair_index(
          "absolute_concentration",
          [](const IndexInput& in, const Parameters&) {
            return Values{absolute_concentration(*in.pair, *in.geometry)};
          },
          {"Absolute concentration, ACO",
           "1 - (sum x_i a_i/X - sum_{i<=n1} t_i a_i/T1) / (sum_{i>=n2} t_i "
           "a_i/T2 "
           "- sum_{i<=n1} t_i a_i/T1), zones by rising area, n1 the smallest "
           "and "
           "n2 the largest that hold X of t, the last one whole",
           "at most 1; not clipped below",
           "x is absent, or all areas are equal",
           massey_denton,
           "O(n log n)"},
          {},
          pair_and_areas),
      pair_index(
          "relative_concentration",
          [](const IndexInput& in, const Parameters& p) {
            return Values{relative_concentration(
                *in.pair,
                *in.geometry,
                p.is("largest_hold", "group") ? LargestZonesHold::group
                                              : LargestZonesHold::other)};
          },
          {"Relative concentration, RCO",
           "(sum x_i a_i/X / (sum y_i a_i/Y) - 1) / ((sum_{i<=n1} t_i a_i/T1) "
           "/ "
           "(sum_{i>=n2} t_i a_i/T2) - 1)",
           "about [-1, 1]; not clipped",
           "a group is absent, or all areas are equal",
           massey_denton,
           "O(n log n)",
           "OasisR takes n2 from Y (largest_hold=other); Massey and Denton, "
           "and "
           "PySAL, take both from X"},
          {{"largest_hold",
            ParameterType::choice,
            "group",
            "group|other",
            "whose total the n2 largest zones must hold"}},
          pair_and_areas),
      pair_index(
          "absolute_centralisation",
          [](const IndexInput& in, const Parameters& p) {
            return Values{absolute_centralisation(
                *in.pair, *in.geometry, chosen_centre(in, p))};
          },
          {"Absolute centralisation, ACE",
           "sum_i X_{i-1} A_i - sum_i X_i A_{i-1}, cumulative shares of x and "
           "of "
           "area by distance from the centre",
           "[-1, 1]",
           "x is absent",
           massey_denton,
           "O(n log n)",
           "Zones at equal distance form one ring, so that their order does "
           "not "
           "matter; PySAL and OasisR take them one by one. OasisR drops zones "
           "without people first"},
          {centre},
          pair_areas_points),
      pair_index(
          "relative_centralisation",
          [](const IndexInput& in, const Parameters& p) {
            return Values{relative_centralisation(
                *in.pair, *in.geometry, chosen_centre(in, p))};
          },
          {"Relative centralisation, RCE",
           "sum_i X_{i-1} Y_i - sum_i X_i Y_{i-1}, cumulative shares of x and "
           "of y "
           "by distance from the centre",
           "[-1, 1]",
           absent_group,
           massey_denton,
           "O(n log n)",
           "Zones at equal distance form one ring (as OasisR does here); PySAL "
           "takes them one by one, in an unstable order"},
          {centre},
          pair_and_points),
  };
}

namespace {

constexpr IndexNeeds pair_and_contacts{.pair = true, .contacts = true};
constexpr IndexNeeds pair_and_boundaries{.pair = true,
                                         .areas = true,
                                         .perimeters = true,
                                         .contacts = true};

BoundaryWeight boundary_weight(const Parameters& p) {
  if (p.is("weights", "rook")) return BoundaryWeight::rook;
  if (p.is("weights", "queen")) return BoundaryWeight::queen;
  if (p.is("weights", "border_length")) return BoundaryWeight::border_length;
  return BoundaryWeight::border_length_shape;
}

constexpr ParameterDefinition neighbour_weights{
    "weights",
    ParameterType::choice,
    "queen",
    "queen|rook|knn|distance",
    "which zones are neighbours: touching, sharing a line, the k nearest, or "
    "within the bandwidth"};
constexpr ParameterDefinition row_standardised{
    "row_standardised",
    ParameterType::flag,
    "true",
    "",
    "whether a zone's weights are divided by their sum"};
constexpr ParameterDefinition nearest{"k",
                                      ParameterType::whole,
                                      "8",
                                      "",
                                      "neighbours with weights=knn",
                                      1,
                                      1e6};
constexpr ParameterDefinition reach{
    "bandwidth",
    ParameterType::number,
    "2000",
    "",
    "farthest neighbour with weights=distance, metres",
    0,
    0};

ZoneWeights chosen_weights(const IndexInput& in, const Parameters& p) {
  ZoneWeights out;
  if (p.is("weights", "knn")) {
    out = nearest_weights(*in.geometry, p.whole("k"));
  } else if (p.is("weights", "distance")) {
    out = distance_weights(*in.geometry, p.number("bandwidth"));
  } else {
    out = contiguity_weights(
        *in.geometry,
        p.is("weights", "rook") ? Contiguity::rook : Contiguity::queen);
  }
  if (p.flag("row_standardised")) row_standardise(out);
  return out;
}

}  // namespace

// NOLINTNEXTLINE(readability-function-size): a table, one entry an index
std::vector<IndexDefinition> boundary_indices() {
  constexpr IndexNeeds neighbours{
      .pair = true, .points = true, .contacts = true};
  ParameterDefinition plain = row_standardised;
  plain.initial = "false";
  return {
      pair_index(
          "boundary_adjusted_dissimilarity",
          [](const IndexInput& in, const Parameters& p) {
            return Values{boundary_adjusted_dissimilarity(
                *in.pair,
                *in.geometry,
                boundary_weight(p),
                p.flag("row_standardised"),
                p.is("perimeter", "full") ? Perimeter::full
                                          : Perimeter::interior)};
          },
          {"Boundary-adjusted dissimilarity, D(adj), D(w), D(s)",
           "D - sum_ij w_ij |p_i - p_j| / sum_ij w_ij; border_length_shape: D "
           "- "
           "sum_ij (b_ij/sum b) |p_i - p_j| (R_i + R_j)/(2 max R), R = "
           "perimeter/area",
           "at most D",
           "a group is absent, or no zones touch",
           "Morrill 1991, Geography Research Forum 11; Wong 1993, Urban "
           "Studies "
           "30",
           "O(n + contacts)",
           "An empty zone has p = 0 (empty_zones=drop leaves it out, as "
           "OasisR). "
           "seg drops empty zones without rescaling w. PySAL's "
           "BoundarySpatialDissim row-standardises by default, which is not "
           "Wong's "
           "formula"},
          {{"weights",
            ParameterType::choice,
            "rook",
            "rook|queen|border_length|border_length_shape",
            "what a boundary counts: 1, its length, or its length and the "
            "zones' "
            "perimeter over area"},
           plain,
           {"perimeter",
            ParameterType::choice,
            "full",
            "full|interior",
            "which perimeter border_length_shape takes"}},
          pair_and_boundaries),
      pair_index(
          "spatial_proximity_profile",
          [](const IndexInput& in, const Parameters& p) {
            return Values{spatial_proximity_profile(
                *in.pair,
                *in.geometry,
                p.is("weights", "rook") ? Contiguity::rook : Contiguity::queen,
                p.whole("m"))};
          },
          {"Spatial proximity profile",
           "(P - [sum_{th<P} eta - sum_{th>=P} eta]/m)/(1-P), eta(th) = k(k-1) "
           "/ "
           "sum_ij steps_ij over the k zones with p_i >= th; 0 where two of "
           "them "
           "have no path or k < 2",
           "about [0, 1] for small P; without bound as P nears 1",
           "x is everyone",
           "Hong and Sadahiro 2014, Environment and Planning A 46",
           "O(n^2) time, O(n) memory",
           "Only PySAL offers it"},
          {{"weights",
            ParameterType::choice,
            "queen",
            "queen|rook",
            "which zones are one step apart"},
           {"m",
            ParameterType::whole,
            "1000",
            "",
            "number of thresholds",
            2,
            1e6}},
          pair_and_contacts),
      pair_index(
          "morans_i",
          [](const IndexInput& in, const Parameters& p) {
            return Values{morans_i(shares_of(*in.pair), chosen_weights(in, p))};
          },
          {"Moran's I of the share of x",
           "(n/W) sum_ij w_ij z_i z_j / sum_i z_i^2, z_i = p_i - mean p",
           "about [-1, 1]; expected -1/(n-1)",
           "all shares are equal, or there are no neighbours",
           "Moran 1950, Biometrika 37; Cliff and Ord 1981",
           "O(n + neighbours)"},
          {neighbour_weights, row_standardised, nearest, reach},
          neighbours),
      pair_index(
          "gearys_c",
          [](const IndexInput& in, const Parameters& p) {
            return Values{gearys_c(shares_of(*in.pair), chosen_weights(in, p))};
          },
          {"Geary's C of the share of x",
           "((n-1)/(2W)) sum_ij w_ij (p_i - p_j)^2 / sum_i z_i^2",
           "[0, 2 and above]; 1 = no autocorrelation, below = like by like",
           "all shares are equal, or there are no neighbours",
           "Geary 1954, Incorporated Statistician 5",
           "O(n + neighbours)"},
          {neighbour_weights, row_standardised, nearest, reach},
          neighbours),
      {"getis_ord_g_star",
       IndexKind::local,
       ValueShape::zone,
       neighbours,
       {neighbour_weights, plain, nearest, reach},
       {},
       [](const IndexInput& in, const Parameters& p) {
         return getis_ord_g_star(shares_of(*in.pair), chosen_weights(in, p));
       },
       "Getis and Ord's G* of the share of x (standard score)",
       "(sum_j w_ij p_j - mean W_i) / (s sqrt((n sum_j w_ij^2 - "
       "W_i^2)/(n-1))), "
       "the zone itself included with weight 1",
       "about [-4, 4]; high = a cluster of high shares",
       "empty zones, or all shares are equal",
       "Ord and Getis 1995, Geographical Analysis 27",
       "O(n + neighbours)",
       ""},
  };
}

}  // namespace mingle

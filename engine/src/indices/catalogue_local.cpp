// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "catalogue.h"

#include <algorithm>

#include <mingle/engine/error.h>
#include <mingle/engine/indices/local.h>

namespace mingle {

namespace {

using Values = std::vector<double>;

template <Values (*Index)(const PeopleTable&)>
Values of_people(const IndexInput& in, const Parameters&) {
  return Index(*in.people);
}

constexpr std::string_view empty_zone = "empty zones";

IndexDefinition define(std::string_view name,
                       ValueShape shape,
                       IndexFunction function,
                       std::string_view title,
                       std::string_view formula,
                       std::string_view range,
                       std::string_view source,
                       std::string_view programs = "") {
  return {name,
          IndexKind::local,
          shape,
          needs_nothing,
          {},
          {},
          function,
          title,
          formula,
          range,
          empty_zone,
          source,
          "O(n groups)",
          programs};
}

constexpr ParameterDefinition share_limit(std::string_view name,
                                          std::string_view initial,
                                          std::string_view meaning) {
  return {name, ParameterType::number, initial, "", meaning, 0, 1};
}

Values typology(const IndexInput& in, const Parameters& p) {
  std::optional<std::size_t> host;
  const std::string& wanted = p.text("host");
  if (wanted != "largest") {
    const auto found =
        std::find(in.group_names.begin(), in.group_names.end(), wanted);
    if (found == in.group_names.end()) {
      throw UsageError{"parameter 'host' cannot be '" + wanted + "'",
                       "Name one of the groups, or largest"};
    }
    host = static_cast<std::size_t>(found - in.group_names.begin());
  }
  const TypologyThresholds limits{p.number("citadel"),
                                  p.number("host_majority"),
                                  p.number("enclave"),
                                  p.number("dominant"),
                                  p.number("ghetto"),
                                  p.number("captured")};
  return neighbourhood_typology(*in.people, host, limits);
}

}  // namespace

// NOLINTNEXTLINE(readability-function-size): a table, one entry an index
std::vector<IndexDefinition> local_indices() {
  constexpr auto zone = ValueShape::zone;
  IndexDefinition entropy_index = define(
      "local_entropy",
      zone,
      [](const IndexInput& in, const Parameters& p) {
        return local_entropy(*in.people, p.flag("normalised"));
      },
      "Local entropy (diversity), nats",
      "-sum_k p_ik ln p_ik; normalised: over ln K",
      "[0, ln K]",
      "Theil 1972",
      "PySAL gives 0 in an empty zone. OasisR's HLoc divides by ln of the "
      "groups present in the zone");
  entropy_index.parameters = {
      {"normalised",
       ParameterType::flag,
       "false",
       "",
       "whether divided by ln of the number of groups"}};
  IndexDefinition exposure_index = define(
      "local_exposure",
      zone,
      [](const IndexInput& in, const Parameters&) {
        return local_exposure(*in.pair);
      },
      "Local exposure: what each zone adds to the exposure of x to y",
      "(x_i/X)(y_i/t_i); sums to exposure",
      "[0, 1]",
      "Lieberson 1981; Bell 1954");
  exposure_index.needs = needs_pair;
  IndexDefinition types = define(
      "neighbourhood_typology",
      zone,
      typology,
      "Neighbourhood typology of Poulsen, Johnston and Forrest",
      "1 citadel: host >= .8; 2 non-isolated host: host >= .5; 3 pluralism: "
      "minorities < .7; 4 mixed-minority enclave; 5 polarised enclave: one "
      "minority >= .66 of the minorities; 6 ghetto: as 5, one minority >= .6 "
      "of all, and >= .3 of that minority in zones where it is >= .6",
      "1 to 6; 0 for an empty zone",
      "Poulsen, Johnston and Forrest 2001, Environment and Planning A 33; "
      "Johnston, Forrest and Poulsen 2002, Urban Studies 39",
      "Thresholds differ between the authors' papers: each is a parameter. R "
      "catseg asks also that a minority of .2 be present in pluralism");
  types.parameters = {
      {"scheme",
       ParameterType::choice,
       "poulsen_johnston_forrest",
       "poulsen_johnston_forrest",
       "the classification"},
      {"host",
       ParameterType::text,
       "largest",
       "",
       "the host society: a group, or the largest"},
      share_limit("citadel", "0.8", "host share from which it is isolated"),
      share_limit("host_majority", "0.5", "host share of a host community"),
      share_limit("enclave", "0.7", "minorities' share of an enclave"),
      share_limit(
          "dominant",
          "0.66",
          "one minority's share of the minorities of a polarised enclave"),
      share_limit("ghetto", "0.6", "one minority's share of a ghetto"),
      share_limit(
          "captured", "0.3", "part of a minority that lives in its ghettos")};
  types.undefined = "";
  return {
      define("location_quotient",
             ValueShape::zone_group,
             of_people<location_quotients>,
             "Location quotient",
             "(x_ik/t_i) / (X_k/T)",
             "0 and above; 1 = as in the city",
             "Isard 1960; Brown and Chung 2006, Population, Space and Place "
             "12",
             "Undefined also for an absent group"),
      entropy_index,
      define("local_simpson_concentration",
             zone,
             of_people<local_simpson_concentration>,
             "Local Simpson concentration",
             "sum_k p_ik^2",
             "[1/K, 1]",
             "Simpson 1949, Nature 163"),
      define("local_simpson_interaction",
             zone,
             of_people<local_simpson_interaction>,
             "Local Simpson interaction",
             "sum_k p_ik (1-p_ik)",
             "[0, 1 - 1/K]",
             "Simpson 1949, Nature 163"),
      define("local_divergence",
             zone,
             of_people<local_divergence>,
             "Local divergence from the city (Kullback-Leibler), nats",
             "sum_k p_ik ln(p_ik/P_k)",
             "0 and above",
             "Roberto 2015; Elbers 2021 (ls)"),
      define("local_mutual_information",
             zone,
             of_people<local_mutual_information>,
             "What each zone adds to M, nats",
             "(t_i/T) sum_k p_ik ln(p_ik/P_k); sums to M",
             "0 and above",
             "Alonso-Villar and Del Rio 2010; Elbers 2021"),
      exposure_index,
      types,
  };
}

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "stylised_data.h"
#include "stylised_people.h"
#include "stylised_zones.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/engine/groups.h>
#include <mingle/scenarios/stylised.h>
#include <mingle/scenarios/suggest.h>

namespace mingle {
namespace {

constexpr const char* licence =
    "Stylised area: neighbourhoods are invented. Outline: Natural Earth "
    "(public domain). Totals: Office for National Statistics, Census 2021; "
    "contains National Statistics data \u00a9 Crown copyright and database "
    "right 2026; Open Government Licence v3.0.";

/// Lower case, words joined by single hyphens: "bradford", "e08000032".
std::string plain(std::string_view text) {
  std::string word;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if (std::isalnum(byte) != 0) {
      word += static_cast<char>(std::tolower(byte));
    } else if (!word.empty() && word.back() != '-') {
      word += '-';
    }
  }
  while (!word.empty() && word.back() == '-') word.pop_back();
  return word;
}

AuthorityName find_authority(std::string_view name) {
  const std::string wanted = plain(name);
  for (const AuthorityName& authority : figured_authorities()) {
    if (wanted == plain(authority.name) || wanted == plain(authority.code)) {
      return authority;
    }
  }
  throw Error{fmt::format("there is no stylised area '{}'", name),
              suggestion(wanted, stylised_area_names(), "stylised areas")};
}

/// Every area has its own random numbers: the digits of its code.
std::uint64_t seed_of(const std::string& code) {
  std::uint64_t seed = 0;
  std::from_chars(code.data() + 1, code.data() + code.size(), seed);
  return seed;
}

/// Codes that no register has: S, the area's letter, four digits.
std::string zone_code(const std::string& authority, std::size_t zone) {
  const auto areas = figured_authorities();
  const auto place =
      std::find_if(areas.begin(), areas.end(), [&](const AuthorityName& area) {
        return area.code == authority;
      });
  const auto letter = static_cast<char>('A' + (place - areas.begin()));
  return fmt::format("S{}{:04}", letter, zone + 1);
}

std::int64_t multiplied(std::int64_t count, double times) {
  return std::llround(static_cast<double>(count) * times);
}

AuthorityFigures multiplied(AuthorityFigures figures, double times) {
  figures.zones = static_cast<std::size_t>(
      multiplied(static_cast<std::int64_t>(figures.zones), times));
  for (auto* counts :
       {&figures.residents, &figures.by_tenure, &figures.by_size}) {
    for (std::int64_t& count : *counts) count = multiplied(count, times);
  }
  figures.in_household = multiplied(figures.in_household, times);
  return figures;
}

ZoneLayer layer_of(const AuthorityFigures& figures, StylisedZones zones) {
  ZoneLayer layer;
  const std::string authority = figures.name + " (stylised)";
  for (std::size_t z = 0; z < zones.shapes.size(); ++z) {
    layer.codes.push_back(zone_code(figures.code, z));
    layer.names.push_back(
        fmt::format("Stylised {} {:03}", figures.name, z + 1));
    layer.authorities.push_back(figures.code);
    layer.authority_names.push_back(authority);
  }
  layer.shapes = std::move(zones.shapes);
  return layer;
}

CountTable table_of(const ZoneLayer& layer,
                    const ZoneCounts& counts,
                    const std::string& what,
                    std::vector<std::string> columns) {
  CountTable table;
  table.file = "stylised " + what;
  table.key = "zone";
  table.keys = layer.codes;
  table.columns = std::move(columns);
  table.values.assign(counts.values().begin(), counts.values().end());
  return table;
}

std::vector<std::string> group_columns() {
  std::vector<std::string> names;
  for (const CensusGroup& group : census_2021_groups()) {
    names.emplace_back(group.name);
  }
  return names;
}

std::vector<std::string> tenure_columns() {
  std::vector<std::string> names;
  names.reserve(all_tenures.size());
  for (const Tenure tenure : all_tenures) names.emplace_back(name_of(tenure));
  return names;
}

}  // namespace

std::vector<std::string> stylised_area_names() {
  std::vector<std::string> names;
  for (const AuthorityName& authority : figured_authorities()) {
    names.push_back(plain(authority.name));
  }
  std::sort(names.begin(), names.end());
  return names;
}

void expect_stylised_area(std::string_view name) {
  find_authority(name);
}

StudyArea make_stylised_area(std::string_view name, double times) {
  const AuthorityName authority = find_authority(name);
  const AuthorityFigures figures =
      multiplied(read_authority_figures(authority.code), times);
  const std::uint64_t seed = seed_of(authority.code);
  StylisedZones zones = make_stylised_zones(figures, seed);
  const StylisedPeople people = make_stylised_people(figures, zones, seed);

  StudyArea area;
  area.name = figures.name + " (stylised)";
  area.stylised = true;
  area.zones = layer_of(figures, std::move(zones));
  area.ethnic_group =
      table_of(area.zones, people.residents, "ethnic_group", group_columns());
  area.tenure = table_of(area.zones, people.tenure, "tenure", tenure_columns());
  area.household_size =
      table_of(area.zones,
               people.size,
               "household_size",
               {"persons_1", "persons_2", "persons_3", "persons_4_or_more"});
  area.residence_type = table_of(area.zones,
                                 people.residence,
                                 "residence_type",
                                 {"in_household", "in_communal_establishment"});
  area.housing.house_prices = {{figures.code, figures.house_price}};
  area.licence = licence;
  area.inputs = stylised_input_files();
  area.notes = {
      "stylised: neighbourhoods are invented; only the outline and the "
      "authority's totals are real",
      "the dissimilarity of each group of 1,000 residents or more from White "
      "British, and of each tenure from the others, is the authority's own "
      "(Census 2021) within 0.01; all else about where people live is assumed"};
  return area;
}

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "census_tables.h"

#include <algorithm>
#include <map>

#include <mingle/geo/read_table.h>
#include <mingle/scenarios/parameters.h>

namespace mingle::test {
namespace {

const std::map<std::string, HrpCategory> rm134_labels{
    {"Asian, Asian British or Asian Welsh", HrpCategory::asian},
    {"Black, Black British, Black Welsh, Caribbean or African",
     HrpCategory::black},
    {"Mixed or Multiple ethnic groups", HrpCategory::mixed},
    {"White: English, Welsh, Scottish, Northern Irish or British",
     HrpCategory::white_british},
    {"White: Irish", HrpCategory::white_irish},
    {"White: Gypsy or Irish Traveller, Roma or Other White",
     HrpCategory::white_other},
    {"Other ethnic group", HrpCategory::other}};

std::vector<std::string> zones_of(const TextTable& lookup,
                                  const std::string& authority) {
  const std::size_t zone = lookup.require("LSOA21CD");
  const std::size_t owner = lookup.require("LAD22CD");
  std::vector<std::string> zones;
  for (std::size_t i = 0; i < lookup.rows(); ++i) {
    if (lookup.at(i, owner) == authority) zones.push_back(lookup.at(i, zone));
  }
  std::sort(zones.begin(), zones.end());
  return zones;
}

ZoneCounts pick(const CountTable& table,
                const std::vector<std::string>& zones,
                const std::vector<std::vector<std::string>>& columns) {
  ZoneCounts counts{zones.size(), columns.size()};
  for (std::size_t z = 0; z < zones.size(); ++z) {
    const std::size_t row = table.find(zones[z]).value();
    for (std::size_t c = 0; c < columns.size(); ++c) {
      for (const std::string& name : columns[c]) {
        counts.at(ZoneId{z}, c) += table.at(row, table.column(name).value());
      }
    }
  }
  return counts;
}

void read_rm134(const TextTable& table,
                const std::string& authority,
                AuthorityTables& tables) {
  TenureByGroup own{authority, {}};
  for (std::size_t i = 0; i < table.rows(); ++i) {
    const auto label = rm134_labels.find(table.at(i, 2));
    if (label == rm134_labels.end()) continue;
    for (std::size_t t = 0; t < TenureByGroup::tenures; ++t) {
      const int count = std::stoi(table.at(i, 4 + t));
      const auto category = static_cast<std::size_t>(label->second);
      tables.pooled.households[category][t] += count;
      if (table.at(i, 0) == authority) own.households[category][t] = count;
    }
  }
  if (own.households[0][0] > 0) tables.tenure_by_group = own;
}

}  // namespace

GroupScheme census_groups() {
  std::vector<std::string> names;
  for (const CensusGroup& group : census_2021_groups()) {
    names.emplace_back(group.name);
  }
  return GroupScheme{names};
}

PopulationParameters shipped_population_parameters() {
  const ParameterValues values;
  PopulationParameters parameters;
  for (std::size_t c = 0; c < hrp_category_count; ++c) {
    const auto category = static_cast<HrpCategory>(c);
    parameters.headship[c] =
        values["headship_" + std::string{name_of(category)}];
  }
  parameters.mixed_hrp_mean_size = values["mixed_hrp_mean_size"];
  return parameters;
}

AuthorityTables census_tables(const std::filesystem::path& shared,
                              const std::string& authority) {
  const auto census = shared / "data" / "census2021";
  const auto read = [&](const char* name) {
    return read_count_table((census / name).string());
  };
  AuthorityTables tables;
  tables.zone_codes =
      zones_of(read_text_table(
                   (census / "lookup_lsoa21_msoa21_lad22_region.csv").string()),
               authority);
  std::vector<std::vector<std::string>> groups;
  for (const CensusGroup& group : census_2021_groups()) {
    groups.push_back({std::string{group.name}});
  }
  tables.residents =
      pick(read("ethnic_group_lsoa21.csv"), tables.zone_codes, groups);
  tables.tenure =
      pick(read("tenure_households_lsoa21.csv"),
           tables.zone_codes,
           {{"owned_outright"},
            {"owned_mortgage", "shared_ownership"},
            {"social_rented_council"},
            {"social_rented_other"},
            {"private_rented_landlord", "private_rented_other", "rent_free"}});
  tables.size = pick(
      read("household_size_lsoa21_reconstructed.csv"),
      tables.zone_codes,
      {{"persons_1"}, {"persons_2"}, {"persons_3"}, {"persons_4_or_more"}});
  const ZoneCounts communal = pick(read("residence_type_lsoa21.csv"),
                                   tables.zone_codes,
                                   {{"in_communal_establishment"}});
  tables.communal.assign(communal.values().begin(), communal.values().end());
  read_rm134(read_text_table((shared / "data" / "crosstabs" /
                              "tenure_by_ethnic_group_2021_8las.csv")
                                 .string()),
             authority,
             tables);
  return tables;
}

}  // namespace mingle::test

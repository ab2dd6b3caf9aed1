// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "contact_tables.h"

#include "number_cell.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/geo/read_table.h>

namespace mingle {
namespace {

namespace fs = std::filesystem;

/// Percentages by zone as shares; negative where the table has no row.
std::vector<double> read_shares(const char* role,
                                const fs::path& file,
                                const std::vector<std::string>& columns,
                                StudyArea& study) {
  if (file.empty()) return {};
  const TextTable table = read_text_table(file.string());
  study.inputs.push_back({role, table.file, table.sha256});
  std::vector<std::size_t> at;
  for (const std::string& column : columns) at.push_back(table.require(column));
  refuse_repeated_rows(table, {0});
  std::map<std::string, std::size_t, std::less<>> rows;
  for (std::size_t i = 0; i < table.rows(); ++i) rows[table.at(i, 0)] = i;
  std::vector<double> shares;
  std::vector<std::string> missing;
  constexpr double percent = 100;
  for (const std::string& code : study.zones.codes) {
    const auto found = rows.find(code);
    if (found == rows.end()) missing.push_back(code);
    for (const std::size_t column : at) {
      shares.push_back(found == rows.end()
                           ? -1.0
                           : number_at(table,
                                       found->second,
                                       column,
                                       0,
                                       percent,
                                       "a percentage from 0 to 100") /
                                 percent);
    }
  }
  if (missing.size() == study.zones.codes.size()) {
    throw DataError{{.file = table.file},
                    "none of its rows is a zone of the study, such as '" +
                        study.zones.codes.front() + "'",
                    ""};
  }
  if (!missing.empty()) {
    study.gaps.push_back(
        fmt::format("{} has no row for {} of {} zones ({}); what is usual in "
                    "England is assumed there",
                    table.file,
                    missing.size(),
                    study.zones.codes.size(),
                    first_few(missing)));
  }
  return shares;
}

/// Census table ODWP01EW. Who works at home, on the move, abroad or nowhere
/// is left out: they have no place of work.
CommutingTable read_commuting(const fs::path& file, StudyArea& study) {
  const TextTable table = read_text_table(file.string());
  study.inputs.push_back({"commuting", table.file, table.sha256});
  const std::size_t home = table.require("LAD_home_CD");
  const std::size_t work = table.require("LAD_work_CD");
  const std::size_t indicator = table.require("place_of_work_ind");
  const std::size_t count = table.require("count");
  CommutingTable flows;
  for (const std::string& code : study.zones.authorities) {
    flows.authorities.push_back(code);
  }
  std::sort(flows.authorities.begin(), flows.authorities.end());
  flows.authorities.erase(
      std::unique(flows.authorities.begin(), flows.authorities.end()),
      flows.authorities.end());
  const std::size_t n = flows.authorities.size();
  flows.between.assign(n * n, 0);
  flows.to_outside.assign(n, 0);
  const auto find = [&flows](const std::string& code) {
    const auto found = std::lower_bound(
        flows.authorities.begin(), flows.authorities.end(), code);
    return found != flows.authorities.end() && *found == code
               ? static_cast<std::size_t>(found - flows.authorities.begin())
               : flows.authorities.size();
  };
  constexpr double most = 1e9;
  for (std::size_t i = 0; i < table.rows(); ++i) {
    if (table.at(i, indicator) != "3") continue;
    const std::size_t from = find(table.at(i, home));
    if (from == n) continue;
    const double people =
        number_at(table, i, count, 0, most, "a number of people");
    const std::size_t to = find(table.at(i, work));
    (to == n ? flows.to_outside[from] : flows.between[from * n + to]) += people;
  }
  return flows;
}

}  // namespace

void read_contact_tables(const Scenario& scenario, StudyArea& study) {
  const AreaChoice::Tables& tables = scenario.area.tables;
  ContactTables& contact = study.contact;
  contact.english = read_shares("english",
                                tables.english,
                                {"pct_main_language_english",
                                 "pct_english_well_or_very_well",
                                 "pct_english_not_well_or_not_at_all"},
                                study);
  contact.work = read_shares("economic_activity",
                             tables.economic_activity,
                             {"pct_in_employment", "pct_unemployed"},
                             study);
  contact.qualification =
      read_shares("qualification",
                  tables.qualification,
                  {"pct_no_qualifications", "pct_level_4_plus"},
                  study);
  if (!scenario.contact.commuting.empty()) {
    contact.commuting = read_commuting(scenario.contact.commuting, study);
  }
}

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "housing_tables.h"

#include "compare_tables.h"
#include "earlier_zones.h"
#include "housing/seeds.h"
#include "number_cell.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/geo/read_table.h>

namespace mingle {
namespace {

namespace fs = std::filesystem;

/// "Bristol, City of" and "City of Bristol" as "bristol".
std::string plain_name(std::string name) {
  for (const char* words : {"City of", "County of", "County", ",", "."}) {
    const std::string_view part{words};
    const std::size_t at = name.find(part);
    if (at != std::string::npos) name.erase(at, part.size());
  }
  std::string plain;
  for (const char c : name) {
    if (c != ' ') plain += static_cast<char>(std::tolower(c));
  }
  return plain;
}

using NamedNumbers = std::map<std::string, double, std::less<>>;

/// The one entry whose plain name is that of `name`.
NamedNumbers::const_iterator find_plain(const NamedNumbers& numbers,
                                        const std::string& name) {
  const std::string wanted = plain_name(name);
  auto found = numbers.end();
  for (auto each = numbers.begin(); each != numbers.end(); ++each) {
    if (plain_name(each->first) != wanted) continue;
    if (found != numbers.end()) return numbers.end();
    found = each;
  }
  return found;
}

std::vector<std::string> authorities_of(const StudyArea& study) {
  const std::set<std::string> codes{study.zones.authorities.begin(),
                                    study.zones.authorities.end()};
  return {codes.begin(), codes.end()};
}

class HousingTablesReader {
 public:
  HousingTablesReader(const Scenario& scenario, StudyArea& study)
      : tables_{scenario.area.tables}, study_{study} {
    if (scenario.area.earlier.empty()) return;
    earlier_.emplace(scenario.area.earlier.string(),
                     scenario.area.earlier_key,
                     scenario.area.earlier_zone,
                     study);
  }

  void read() {
    HousingTables& housing = study_.housing;
    housing.bedrooms = counts(
        "bedrooms",
        tables_.bedrooms,
        {"bedrooms_1", "bedrooms_2", "bedrooms_3", "bedrooms_4_or_more"});
    housing.composition = counts("composition",
                                 tables_.composition,
                                 {"one_person_household",
                                  "single_family_household",
                                  "other_household_types"});
    housing.residence_length = counts("residence_length",
                                      tables_.residence_length,
                                      {"born_in_uk",
                                       "resident_10y_or_more",
                                       "resident_5_to_9y",
                                       "resident_2_to_4y",
                                       "resident_under_2y"});
    read_classes();
    read_ages();
    read_deprivation();
    read_prices();
    read_mobility();
    compare();
  }

 private:
  /// Tables that count the same persons or households must be near each other.
  void compare() {
    const HousingTables& housing = study_.housing;
    const auto all = [](const CountTable& table, const char* what) {
      return zone_totals(table, what, 0, table.columns.size());
    };
    const ZoneTotals households = all(study_.tenure, "households");
    const ZoneTotals residents = all(study_.ethnic_group, "residents");
    if (housing.bedrooms) {
      compare_zone_totals(
          study_, all(*housing.bedrooms, "households"), households);
    }
    if (housing.composition) {
      compare_zone_totals(
          study_, all(*housing.composition, "households"), households);
      compare_zone_totals(
          study_,
          zone_totals(*housing.composition, "households of one person", 0, 1),
          zone_totals(study_.household_size, "households of one person", 0, 1));
    }
    if (housing.age) {
      compare_zone_totals(
          study_, all(housing.age->counts, "residents"), residents);
    }
    if (housing.residence_length) {
      compare_zone_totals(
          study_, all(*housing.residence_length, "residents"), residents);
    }
  }

  std::optional<CountTable> counts(const std::string& role,
                                   const fs::path& file,
                                   std::vector<std::string> columns) {
    if (file.empty()) return std::nullopt;
    CountTableOptions options;
    options.columns = std::move(columns);
    CountTable whole = read_count_table(file.string(), options);
    study_.inputs.push_back({role, whole.file, whole.sha256});
    if (earlier_ && earlier_->fits(whole)) whole = earlier_->convert(whole);
    return for_study(whole);
  }

  /// The rows of the study's zones, zeros where the table has none.
  CountTable for_study(const CountTable& whole) {
    CountTable table = whole;
    table.keys = study_.zones.codes;
    table.values.assign(table.keys.size() * table.columns.size(), 0);
    std::vector<std::string> missing;
    for (std::size_t z = 0; z < table.keys.size(); ++z) {
      const auto row = whole.find(table.keys[z]);
      if (!row) {
        missing.push_back(table.keys[z]);
        continue;
      }
      for (std::size_t c = 0; c < table.columns.size(); ++c) {
        table.values[z * table.columns.size() + c] = whole.at(*row, c);
      }
    }
    tell_missing(whole.file, missing);
    return table;
  }

  void tell_missing(const std::string& file,
                    const std::vector<std::string>& missing) {
    if (missing.empty()) return;
    if (missing.size() == study_.zones.size()) {
      throw DataError{{.file = file},
                      "none of its rows is a zone of the study, such as '" +
                          study_.zones.codes.front() + "'",
                      "Give area.earlier_zones.file if it has the zones of an "
                      "earlier census"};
    }
    study_.gaps.push_back(
        fmt::format("{} has no row for {} of {} zones ({}); what is usual is "
                    "assumed there",
                    file,
                    missing.size(),
                    study_.zones.size(),
                    first_few(missing)));
  }

  void read_classes() {
    std::vector<std::string> columns;
    for (const char* group : {"whiteb", "asian", "black", "othereth"}) {
      for (const char* social_class : {"high", "mid", "low"}) {
        columns.push_back(fmt::format("{}_{}", group, social_class));
      }
    }
    auto table = counts("social_class", tables_.social_class, columns);
    if (table) study_.housing.social_class = ClassTable{std::move(*table)};
  }

  void read_ages() {
    auto table = counts("age", tables_.age, {});
    if (!table) return;
    std::vector<int> lower = band_starts(table->columns);
    if (lower.empty() || lower.front() != 0) {
      throw DataError{{.file = table->file},
                      "its columns are not bands of age",
                      "Name them age_0_4, age_5_9, ... age_90_plus, from 0 up"};
    }
    study_.housing.age = AgeTable{std::move(lower), std::move(*table)};
  }

  void read_deprivation() {
    if (tables_.deprivation.empty()) return;
    const TextTable table = read_text_table(tables_.deprivation.string());
    study_.inputs.push_back({"deprivation", table.file, table.sha256});
    const std::size_t column = table.require("IMD_decile");
    refuse_repeated_rows(table, {0});
    std::map<std::string, double, std::less<>> deciles;
    for (std::size_t i = 0; i < table.rows(); ++i) {
      const auto decile =
          number_if_any(table, i, column, 1, 10, "a decile from 1 to 10");
      if (decile) deciles[table.at(i, 0)] = *decile;
    }
    if (earlier_) {
      // What the table says of a zone itself comes first.
      for (const auto& [zone, mean] : earlier_->average(deciles)) {
        deciles.emplace(zone, mean);
      }
    }
    std::vector<std::string> missing;
    constexpr double middle = 5.5;
    for (const std::string& code : study_.zones.codes) {
      const auto found = deciles.find(code);
      if (found == deciles.end()) missing.push_back(code);
      study_.housing.deprivation.push_back(
          found == deciles.end() ? middle : found->second);
    }
    tell_missing(table.file, missing);
  }

  void read_prices() {
    if (tables_.house_prices.empty()) return;
    const TextTable table = read_text_table(tables_.house_prices.string());
    study_.inputs.push_back({"house_prices", table.file, table.sha256});
    if (table.columns.size() < 2) {
      throw DataError{{.file = table.file},
                      "it has one column",
                      "Give authority code or name, then the price in pounds"};
    }
    refuse_repeated_rows(table, {0});
    std::map<std::string, double, std::less<>> prices;
    constexpr double most = 1e9;
    for (std::size_t i = 0; i < table.rows(); ++i) {
      const auto price =
          number_if_any(table, i, 1, 1, most, "a price in pounds above 0");
      if (price) prices[table.at(i, 0)] = *price;
    }
    const auto england = prices.find("England");
    if (england != prices.end()) {
      study_.housing.national_price = england->second;
    }
    std::map<std::string, std::string> names;
    for (std::size_t z = 0; z < study_.zones.size(); ++z) {
      names[study_.zones.authorities[z]] = study_.zones.authority_names[z];
    }
    for (const auto& [code, name] : names) {
      NamedNumbers::const_iterator found = prices.find(code);
      if (found == prices.end()) found = prices.find(name);
      if (found == prices.end()) found = find_plain(prices, name);
      if (found == prices.end()) continue;
      study_.housing.house_prices.emplace_back(code, found->second);
    }
  }

  void read_mobility() {
    if (tables_.mobility_by_group.empty()) return;
    const TextTable table = read_text_table(tables_.mobility_by_group.string());
    study_.inputs.push_back({"mobility_by_group", table.file, table.sha256});
    const std::size_t authority = table.require("LAD_CD");
    const std::size_t group = table.require("ethnic_group");
    const std::size_t within = table.require("moved_within_uk_pct");
    const std::size_t abroad = table.require("moved_from_outside_uk_pct");
    refuse_repeated_rows(table, {authority, group});
    const std::vector<std::string> codes = authorities_of(study_);
    std::map<std::string, GroupMobility> rows;
    constexpr double percent = 100;
    for (std::size_t i = 0; i < table.rows(); ++i) {
      const std::string& code = table.at(i, authority);
      if (!std::binary_search(codes.begin(), codes.end(), code)) continue;
      for (std::size_t g = 0; g < table_group_count; ++g) {
        if (table.at(i, group) != name_of(static_cast<TableGroup>(g))) continue;
        GroupMobility& row = rows[code];
        row.authority = code;
        const char* expected = "a percentage from 0 to 100";
        row.within_country[g] =
            number_if_any(table, i, within, 0, percent, expected).value_or(0) /
            percent;
        row.from_abroad[g] =
            number_if_any(table, i, abroad, 0, percent, expected).value_or(0) /
            percent;
      }
    }
    for (auto& [code, row] : rows) study_.housing.mobility.push_back(row);
  }

  const AreaChoice::Tables& tables_;
  StudyArea& study_;
  std::optional<EarlierZones> earlier_;
};

std::int64_t count_at(const TextTable& table,
                      std::size_t row,
                      std::size_t column) {
  constexpr double most = 1e12;
  return std::llround(
      number_if_any(
          table, row, column, 0, most, "a number of people of 0 or more")
          .value_or(0));
}

}  // namespace

void read_housing_tables(const Scenario& scenario, StudyArea& study) {
  HousingTablesReader{scenario, study}.read();
  if (scenario.migration.flows.empty()) return;
  study.housing.moves = read_moves_table(
      scenario.migration.flows.string(), authorities_of(study), study);
}

MovesTable read_moves_table(const std::string& file,
                            const std::vector<std::string>& authorities,
                            StudyArea& study) {
  const TextTable table = read_text_table(file);
  study.inputs.push_back({"migration_flows", table.file, table.sha256});
  const std::size_t origin = table.require("LAD_one_year_ago_CD");
  const std::size_t destination = table.require("LAD_CD");
  const std::size_t count = table.require("count");
  const std::size_t n = authorities.size();
  const auto place_of = [&](const std::string& code) {
    const auto found =
        std::lower_bound(authorities.begin(), authorities.end(), code);
    return found == authorities.end() || *found != code
               ? n
               : static_cast<std::size_t>(found - authorities.begin());
  };
  MovesTable moves{.file = file,
                   .authorities = authorities,
                   .between = std::vector<std::int64_t>(n * n),
                   .to_outside = std::vector<std::int64_t>(n),
                   .from_outside = std::vector<std::int64_t>(n),
                   .from_abroad = std::vector<std::int64_t>(n)};
  for (std::size_t i = 0; i < table.rows(); ++i) {
    const std::string& from_code = table.at(i, origin);
    const std::size_t from = place_of(from_code);
    const std::size_t to = place_of(table.at(i, destination));
    const std::int64_t persons = count_at(table, i, count);
    if (from_code == "-8" || (from == n && to == n)) continue;
    if (from_code == "999999999") {
      moves.from_abroad[to] += persons;
    } else if (from == n) {
      moves.from_outside[to] += persons;
    } else if (to == n) {
      moves.to_outside[from] += persons;
    } else {
      moves.between[from * n + to] += persons;
    }
  }
  return moves;
}

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "compare_tables.h"
#include "contact/contact_tables.h"
#include "housing_tables.h"
#include "study_tables.h"
#include "world/appeals.h"

#include <algorithm>
#include <optional>
#include <set>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/geo/join.h>
#include <mingle/geo/read_table.h>
#include <mingle/geo/read_zones.h>
#include <mingle/scenarios/load_study.h>
#include <mingle/scenarios/stylised.h>
#include <mingle/scenarios/suggest.h>

namespace mingle {
namespace {

/// Keeps the zones of a layer for which `keep` is true.
void filter_layer(ZoneLayer& layer, const std::vector<bool>& keep) {
  const auto filter = [&keep](auto& column) {
    std::size_t to = 0;
    for (std::size_t i = 0; i < keep.size(); ++i) {
      if (keep[i]) std::swap(column[to++], column[i]);
    }
    column.resize(to);
  };
  filter(layer.codes);
  filter(layer.names);
  filter(layer.authorities);
  filter(layer.authority_names);
  filter(layer.shapes);
}

class StudyReader {
 public:
  explicit StudyReader(const AreaChoice& choice) : choice_{choice} {}

  StudyArea read() {
    read_map();
    study_.ethnic_group = table("ethnic_group", choice_.tables.ethnic_group);
    check_groups(study_.ethnic_group);
    study_.tenure = five_tenures(table("tenure", choice_.tables.tenure));
    study_.household_size =
        table("household_size",
              choice_.tables.household_size,
              {"persons_1", "persons_2", "persons_3", "persons_4_or_more"});
    study_.residence_type =
        table("residence_type",
              choice_.tables.residence_type,
              {"in_household", "in_communal_establishment"});
    read_tenures_of_groups();
    cross_check(study_);
    name_study();
    return std::move(study_);
  }

 private:
  void read_map() {
    const AreaChoice::ZonesFile& from = choice_.zones;
    read_lookup();
    zones_ = read_zones({from.file.string(),
                         from.layer,
                         from.key,
                         from.name,
                         from.authority,
                         from.authority_name},
                        lookup_ ? std::vector<std::string>{} : choice_.codes);
    if (lookup_) take_authorities_from_lookup();
    const GeometryReport& report = zones_.report;
    study_.inputs.insert(study_.inputs.begin(),
                         {"zones", report.file, report.sha256});
    study_.notes.insert(
        study_.notes.end(), report.notes.begin(), report.notes.end());
    check_codes();
    study_.zones = zones_.layer;
  }

  void read_lookup() {
    if (choice_.lookup.empty()) return;
    const TextTable text = read_text_table(choice_.lookup.string());
    study_.inputs.push_back({"lookup", text.file, text.sha256});
    lookup_.emplace(text, choice_.lookup_key, choice_.lookup_authority);
    if (!choice_.lookup_authority_name.empty()) {
      lookup_names_.emplace(
          text, choice_.lookup_key, choice_.lookup_authority_name);
    }
  }

  void take_authorities_from_lookup() {
    ZoneLayer& layer = zones_.layer;
    std::vector<bool> keep(layer.size(), true);
    std::vector<std::string> unknown;
    for (std::size_t z = 0; z < layer.size(); ++z) {
      const auto authority = lookup_->find(layer.codes[z]);
      if (!authority) {
        unknown.push_back('\'' + layer.codes[z] + '\'');
        continue;
      }
      layer.authorities[z] = *authority;
      layer.authority_names[z] = *authority;
      if (lookup_names_) {
        layer.authority_names[z] =
            lookup_names_->find(layer.codes[z]).value_or(*authority);
      }
      keep[z] = choice_.codes.empty() ||
                std::find(choice_.codes.begin(),
                          choice_.codes.end(),
                          layer.authorities[z]) != choice_.codes.end();
    }
    if (!unknown.empty()) {
      throw DataError{{choice_.lookup.string(), "", "", "", 0},
                      fmt::format("{} zones of '{}' are not in it: {}",
                                  unknown.size(),
                                  choice_.zones.file.string(),
                                  first_few(unknown)),
                      "The lookup must have every zone of the map"};
    }
    filter_layer(layer, keep);
  }

  /// Every code asked for must have zones.
  void check_codes() const {
    const std::set<std::string> found{zones_.layer.authorities.begin(),
                                      zones_.layer.authorities.end()};
    std::vector<std::string> missing;
    for (const std::string& code : choice_.codes) {
      if (found.count(code) == 0) missing.push_back('\'' + code + '\'');
    }
    if (missing.empty()) return;
    throw DataError{{zones_.report.file, zones_.report.layer, "", "", 0},
                    fmt::format("no zones of authority {}", first_few(missing)),
                    "Check area.codes; codes change when authorities merge"};
  }

  CountTable table(const std::string& role,
                   const std::filesystem::path& file,
                   std::vector<std::string> columns = {}) {
    CountTableOptions options;
    options.columns = std::move(columns);
    const CountTable whole = read_count_table(file.string(), options);
    study_.inputs.push_back({role, whole.file, whole.sha256});
    JoinOptions join;
    if (lookup_) {
      join.lookup = &*lookup_;
      join.authority_codes = choice_.codes;
    }
    JoinedTable joined = join_to_zones(whole, zones_, join);
    study_.notes.insert(
        study_.notes.end(), joined.notes.begin(), joined.notes.end());
    return std::move(joined.table);
  }

  void read_tenures_of_groups() {
    const std::set<std::string> authorities{study_.zones.authorities.begin(),
                                            study_.zones.authorities.end()};
    if (!choice_.tables.tenure_by_group.empty()) {
      study_.tenure_by_group =
          read_tenure_by_group(choice_.tables.tenure_by_group,
                               {authorities.begin(), authorities.end()},
                               study_.inputs);
      compare_tenure_by_group(study_, choice_.tables.tenure_by_group.string());
    }
    const std::size_t without =
        authorities.size() - study_.tenure_by_group.size();
    if (without == 0) return;
    study_.notes.push_back(fmt::format(
        "{} of {} authorities have no table of tenure by ethnic group; pooled "
        "headship is used there",
        without,
        authorities.size()));
  }

  void name_study() {
    study_.name = choice_.name;
    if (!study_.name.empty()) return;
    const std::set<std::string> names{study_.zones.authority_names.begin(),
                                      study_.zones.authority_names.end()};
    if (names.empty()) return;
    study_.name = *names.begin();
    if (study_.name.empty()) study_.name = "the study area";
    if (names.size() > 1) {
      study_.name += fmt::format(" and {} {}",
                                 names.size() - 1,
                                 names.size() == 2 ? "other" : "others");
    }
  }

  const AreaChoice& choice_;
  StudyArea study_;
  ZonesRead zones_;
  std::optional<Lookup> lookup_;
  std::optional<Lookup> lookup_names_;
};

StudyArea stylised(const AreaChoice& choice) {
  try {
    StudyArea study = make_stylised_area(choice.stylised);
    if (!choice.name.empty()) study.name = choice.name;
    return study;
  } catch (const Error& error) {
    throw ConfigError{
        {{"", 0, 0, "area.stylised", error.problem(), error.hint()}}};
  }
}

/// Tables of numbers by group may only name groups there are.
void check_groups_named(
    const std::string& key,
    const std::vector<std::pair<std::string, double>>& numbers,
    const StudyArea& study,
    std::vector<ConfigProblem>& problems) {
  const std::vector<std::string>& groups = study.ethnic_group.columns;
  for (const auto& [group, number] : numbers) {
    if (std::find(groups.begin(), groups.end(), group) != groups.end()) {
      continue;
    }
    problems.push_back({"",
                        0,
                        0,
                        key + '.' + group,
                        fmt::format("'{}' names the group '{}', which the "
                                    "ethnic group table does not have",
                                    key,
                                    group),
                        suggestion(group, groups, "groups")});
  }
}

void check_names(const Scenario& scenario, const StudyArea& study) {
  std::vector<ConfigProblem> problems;
  const HousingChoice& housing = scenario.housing;
  check_groups_named(
      "housing.alpha_by_group", housing.alpha_by_group, study, problems);
  check_groups_named("housing.quota", housing.quota, study, problems);
  check_groups_named(
      "housing.sales_quota", housing.sales_quota, study, problems);
  if (!problems.empty()) throw ConfigError{std::move(problems)};
}

}  // namespace

StudyArea load_study(const Scenario& scenario) {
  StudyArea study = scenario.area.stylised.empty()
                        ? StudyReader{scenario.area}.read()
                        : stylised(scenario.area);
  if (!scenario.area.licence.empty()) study.licence = scenario.area.licence;
  check_names(scenario, study);
  if (scenario.housing.system == HousingSystem::full) {
    read_housing_tables(scenario, study);
    if (const auto& file = scenario.housing.appeal_file; !file.empty()) {
      read_appeal(file.string(), study);
    }
  }
  if (scenario.contact.active) read_contact_tables(scenario, study);
  return study;
}

}  // namespace mingle

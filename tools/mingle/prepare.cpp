// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "prepare.h"

#include "lever_info.h"
#include "version.h"

#include <cstdint>
#include <numeric>
#include <sstream>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <mingle/engine/error.h>
#include <mingle/scenarios/load_study.h>
#include <mingle/scenarios/plan_levers.h>

namespace mingle::tool {
namespace {

/// 1234567 as "1,234,567".
std::string grouped(std::int64_t count) {
  std::string digits = fmt::format("{}", count);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

std::int64_t total(const CountTable& table) {
  return std::accumulate(
      table.values.begin(), table.values.end(), std::int64_t{0});
}

/// Mistakes found after reading do not know the file; here it is known.
[[noreturn]] void rethrow_with_file(const ConfigError& error,
                                    const std::string& file) {
  std::vector<ConfigProblem> problems = error.problems();
  for (ConfigProblem& problem : problems) {
    if (problem.file.empty()) problem.file = file;
  }
  throw ConfigError{std::move(problems)};
}

}  // namespace

std::string study_words(const StudyArea& study) {
  return fmt::format("{}: {} zones, {} residents, {} households",
                     study.name,
                     study.zones.size(),
                     grouped(total(study.ethnic_group)),
                     grouped(total(study.tenure)));
}

std::vector<std::string> building_notes(const Prepared& prepared) {
  std::vector<std::string> notes =
      prepared.housing ? prepared.housing->notes : prepared.built.notes;
  if (prepared.housing) {
    notes.insert(notes.end(),
                 prepared.housing->lever_notes.begin(),
                 prepared.housing->lever_notes.end());
  }
  if (prepared.contact) {
    notes.insert(notes.end(),
                 prepared.contact->notes.begin(),
                 prepared.contact->notes.end());
  }
  return notes;
}

std::string fit_csv(const Prepared& prepared) {
  if (!prepared.housing) return population_fit_csv(prepared.built.fits);
  return population_fit_csv(prepared.housing->fits) +
         housing_fit_csv(prepared.housing->housing_fits) +
         (prepared.contact ? contact_fit_csv(prepared.contact->fits) : "");
}

std::string fit_text(const Prepared& prepared) {
  if (!prepared.housing) return population_fit_text(prepared.built.fits);
  return population_fit_text(prepared.housing->fits) + ' ' +
         housing_fit_text(prepared.housing->housing_fits) +
         (prepared.contact ? ' ' + contact_fit_text(prepared.contact->fits)
                           : "");
}

namespace {

/// What the rules of housing must say, beside levers.
std::string rules_banner(const Scenario& scenario) {
  std::vector<const char*> done;
  if (!scenario.housing.quota.empty()) done.push_back("homes are let");
  if (!scenario.housing.sales_quota.empty()) done.push_back("homes are sold");
  if (scenario.parameters["dispersal_share"] > 0 &&
      scenario.parameters["dispersal_cap"] < 1) {
    done.push_back("newcomers are dispersed");
  }
  if (done.empty()) return "";
  return fmt::format(
      "RESEARCH ONLY: {} by ethnic group, which is likely unlawful in England "
      "(Equality Act 2010) and is no proposal.",
      fmt::join(done, " and "));
}

}  // namespace

std::string banner_of(const Scenario& scenario) {
  if (scenario.housing.system != HousingSystem::full) return "";
  const std::vector<std::string> levers = lever_banners(scenario);
  std::string rules = rules_banner(scenario);
  if (rules.empty()) return fmt::format("{}", fmt::join(levers, " "));
  if (levers.empty()) return rules;
  return fmt::format("{} {}", rules, fmt::join(levers, " "));
}

RunInfo run_info(const Prepared& prepared) {
  const StudyArea& study = prepared.study;
  RunInfo info;
  info.title = prepared.resolved.scenario.title;
  info.area_name = study.name;
  info.stylised = study.stylised;
  info.banner = banner_of(prepared.resolved.scenario);
  info.seed = prepared.resolved.scenario.run.seed;
  info.mingle_version = mingle_version();
  info.git_commit = git_commit();
  info.config_toml = prepared.resolved.config_toml;
  info.config_sha256 = prepared.resolved.config_sha256;
  info.parameters_sha256 = parameters_sha256();
  info.licence = study.licence;
  for (const InputFile& input : study.inputs) {
    info.inputs.push_back({input.role, input.path, input.sha256});
  }
  info.notes = study.notes;
  info.notes.insert(info.notes.end(), study.gaps.begin(), study.gaps.end());
  const auto notes = building_notes(prepared);
  info.notes.insert(info.notes.end(), notes.begin(), notes.end());
  info.notes.push_back(fit_text(prepared));
  info.deprivation = study.housing.deprivation;
  if (prepared.housing) {
    info.levers = lever_info(prepared.resolved.scenario);
    info.lever_effects = lever_effect_info(prepared.resolved.scenario);
  }
  return info;
}

Prepared read_configuration(const std::string& scenario_file,
                            const std::vector<CommandSetting>& settings,
                            Console& console) {
  Prepared prepared;
  prepared.file = scenario_file;
  prepared.resolved = read_scenario(scenario_file, settings);
  console.detail(fmt::format("{}: configuration is fine", scenario_file));
  return prepared;
}

namespace {

void make_world(Prepared& prepared) {
  const Scenario& scenario = prepared.resolved.scenario;
  if (scenario.housing.system != HousingSystem::full) {
    prepared.built = build_world(scenario, prepared.study);
    return;
  }
  prepared.housing = build_housing_world(scenario, prepared.study);
  if (!scenario.contact.active) return;
  prepared.contact =
      build_contact_world(scenario, prepared.study, *prepared.housing);
}

void tell_notes(const Prepared& prepared, Console& console) {
  for (const std::string& note : prepared.study.notes) console.detail(note);
  for (const std::string& note : building_notes(prepared)) {
    console.detail(note);
  }
}

/// The settings that a study and its households are made from.
std::string making_of(const Prepared& prepared) {
  std::string text;
  std::istringstream lines{prepared.resolved.config_toml};
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("[[lever]]")) break;  // they come last
    if (line.empty() || line.starts_with("title =")) continue;
    text += line + '\n';
  }
  return text;
}

}  // namespace

void build(Prepared& prepared, Console& console) {
  try {
    prepared.study = load_study(prepared.resolved.scenario);
    make_world(prepared);
  } catch (const ConfigError& error) {
    rethrow_with_file(error, prepared.file);
  }
  for (const std::string& gap : prepared.study.gaps) {
    console.say("note: " + gap);
  }
  tell_notes(prepared, console);
}

void forget(Prepared& prepared) {
  prepared.study = {};
  prepared.built = {};
  prepared.housing.reset();
  prepared.contact.reset();
}

bool made_alike(const Prepared& one, const Prepared& other) {
  return making_of(one) == making_of(other);
}

void hand_over(Prepared& made, Prepared& prepared) {
  prepared.study = std::exchange(made.study, {});
  prepared.built = std::exchange(made.built, {});
  prepared.housing = std::exchange(made.housing, std::nullopt);
  prepared.contact = std::exchange(made.contact, std::nullopt);
  if (!prepared.housing) return;
  try {
    plan_again(prepared.resolved.scenario, prepared.study, *prepared.housing);
  } catch (const ConfigError& error) {
    rethrow_with_file(error, prepared.file);
  }
}

void build_after(Prepared& made, Prepared& prepared, Console& console) {
  if (!made_alike(made, prepared)) {
    forget(made);
    build(prepared, console);
    return;
  }
  hand_over(made, prepared);
  tell_notes(prepared, console);
}

}  // namespace mingle::tool

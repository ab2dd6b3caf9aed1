// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "scenario_from_settings.h"

#include "expand_path.h"
#include "levers/lever_entries.h"
#include "prior.h"
#include "system_keys.h"
#include "toml_reader.h"

#include <array>
#include <cmath>
#include <set>
#include <utility>

#include <fmt/format.h>

#include <mingle/scenarios/plan_levers.h>
#include <mingle/scenarios/schema.h>
#include <mingle/scenarios/stylised.h>

namespace mingle {
namespace {

namespace fs = std::filesystem;
constexpr double quarters_per_year = 4;

class Builder {
 public:
  Builder(const Settings& settings,
          const std::string& file,
          std::vector<ConfigProblem>& problems)
      : settings_{settings}, file_{file}, problems_{problems} {}

  Scenario build() {
    Scenario scenario;
    scenario.title = text("title");
    if (scenario.title.empty()) scenario.title = fs::path{file_}.stem();
    take_area(scenario.area);
    take_time(scenario.time);
    take_run(scenario.run);
    take_housing(scenario.housing);
    take_migration(scenario.migration);
    take_contact(scenario.contact);
    take_output(scenario.output);
    take_parameters(scenario);
    scenario.levers = levers_from_settings(settings_, scenario.time, problems_);
    const auto unfit = model_problems(scenario);
    problems_.insert(problems_.end(), unfit.begin(), unfit.end());
    scenario.interaction = text("levers.interaction") == "add"
                               ? Interaction::add
                               : Interaction::largest;
    return scenario;
  }

 private:
  const Setting* find(const std::string& key) const {
    const auto at = settings_.find(key);
    return at == settings_.end() ? nullptr : &at->second;
  }

  std::string text(const std::string& key) const {
    if (const Setting* setting = find(key)) return setting->value.text;
    const std::string& given = find_key(key)->default_toml;
    return given.empty() ? "" : parse_toml_value(given).text;
  }

  double number(const std::string& key) const {
    if (const Setting* setting = find(key)) return setting->value.number;
    return parse_toml_value(find_key(key)->default_toml).number;
  }

  fs::path path(const std::string& key) {
    const Setting* setting = find(key);
    if (setting == nullptr) return {};
    const ExpandedPath expanded =
        expand_path(setting->value.text, process_environment());
    std::string problem = expanded.problem;
    if (problem.empty() && expanded.path.empty()) problem = "is empty";
    if (!problem.empty()) {
      // One variable stands in many paths: saying it once is enough.
      const bool said = !expanded.problem.empty() &&
                        !unexpanded_.insert(expanded.problem).second;
      if (!said) {
        complain(
            *setting, key, fmt::format("'{}' {}", key, problem), expanded.hint);
      }
      return {};
    }
    return (setting->folder / expanded.path).lexically_normal();
  }

  void complain(const Setting& at,
                const std::string& key,
                std::string problem,
                std::string hint = "") {
    problems_.push_back(
        problem_at(at, key, std::move(problem), std::move(hint)));
  }

  void missing(const std::string& key, std::string hint) {
    // A key that is there but wrong, or mistyped, has been reported already;
    // do not also call it missing.
    if (find(key) != nullptr) return;
    for (const ConfigProblem& problem : problems_) {
      if (problem.key == key) return;
    }
    problems_.push_back({file_,
                         0,
                         0,
                         key,
                         fmt::format("'{}' is missing", key),
                         std::move(hint)});
  }

  void take_area(AreaChoice& area) {
    area.stylised = text("area.stylised");
    area.name = text("area.name");
    area.licence = text("area.licence");
    if (const Setting* codes = find("area.codes")) {
      for (const TomlValue& item : codes->value.items) {
        area.codes.push_back(item.text);
      }
    }
    if (const Setting* stylised = find("area.stylised")) {
      refuse_files_beside(*stylised);
      expect_stylised(*stylised);
      return;
    }
    take_zones(area.zones);
    take_tables(area.tables);
    area.lookup = path("area.lookup.file");
    area.lookup_key = text("area.lookup.key");
    area.lookup_authority = text("area.lookup.authority");
    area.lookup_authority_name = text("area.lookup.authority_name");
    area.earlier = path("area.earlier_zones.file");
    area.earlier_key = text("area.earlier_zones.key");
    area.earlier_zone = text("area.earlier_zones.zone");
  }

  void refuse_files_beside(const Setting& stylised) {
    for (const auto& [key, setting] : settings_) {
      const bool file = key.rfind("area.zones.", 0) == 0 ||
                        key.rfind("area.tables.", 0) == 0 ||
                        key.rfind("area.lookup.", 0) == 0 ||
                        key.rfind("area.earlier_zones.", 0) == 0 ||
                        key == "area.codes";
      if (!file) continue;
      complain(setting,
               key,
               fmt::format("'{}' is given beside area.stylised = \"{}\"",
                           key,
                           printable(stylised.value.text)),
               "An area is either stylised or from files");
      return;
    }
  }

  void expect_stylised(const Setting& stylised) {
    try {
      expect_stylised_area(stylised.value.text);
    } catch (const Error& error) {
      complain(stylised, "area.stylised", error.problem(), error.hint());
    }
  }

  void take_zones(AreaChoice::ZonesFile& zones) {
    zones.file = path("area.zones.file");
    zones.layer = text("area.zones.layer");
    zones.key = text("area.zones.key");
    zones.name = text("area.zones.name");
    zones.authority = text("area.zones.authority");
    zones.authority_name = text("area.zones.authority_name");
    if (find("area.zones.file") == nullptr) {
      missing("area.zones.file",
              "Name a file of boundaries, or use area.stylised");
    }
  }

  void take_tables(AreaChoice::Tables& tables) {
    const std::array<std::pair<const char*, fs::path*>, 4> needed{
        {{"area.tables.ethnic_group", &tables.ethnic_group},
         {"area.tables.tenure", &tables.tenure},
         {"area.tables.household_size", &tables.household_size},
         {"area.tables.residence_type", &tables.residence_type}}};
    for (const auto& [key, place] : needed) {
      *place = path(key);
      if (find(key) == nullptr) {
        missing(key, "Name its CSV file, or use area.stylised");
      }
    }
    tables.tenure_by_group = path("area.tables.tenure_by_group");
    tables.bedrooms = path("area.tables.bedrooms");
    tables.composition = path("area.tables.composition");
    tables.age = path("area.tables.age");
    tables.social_class = path("area.tables.social_class");
    tables.residence_length = path("area.tables.residence_length");
    tables.deprivation = path("area.tables.deprivation");
    tables.house_prices = path("area.tables.house_prices");
    tables.mobility_by_group = path("area.tables.mobility_by_group");
    tables.english = path("area.tables.english");
    tables.economic_activity = path("area.tables.economic_activity");
    tables.qualification = path("area.tables.qualification");
  }

  void take_time(TimeChoice& time) {
    time.start = *parse_date(text_or_default_date("time.start"));
    if (time.start.day > 28) {
      complain(*find("time.start"),
               "time.start",
               fmt::format("'time.start' is {} but must be no later than the "
                           "28th of its month",
                           time.start.text()),
               "Quarters start on the same day of a month");
      return;
    }
    const Setting* years = find("time.years");
    const Setting* end = find("time.end");
    if (end != nullptr) {
      take_end(time, *end);
      if (years != nullptr) check_both(time, *years);
      return;
    }
    const double quarters = number("time.years") * quarters_per_year;
    if (quarters != std::floor(quarters)) {
      complain(*years,
               "time.years",
               fmt::format("'time.years' is {} but must be a whole number of "
                           "quarters",
                           number("time.years")),
               "For example 10 or 2.25");
      return;
    }
    time.ticks = static_cast<int>(quarters);
  }

  std::string text_or_default_date(const std::string& key) const {
    const Setting* setting = find(key);
    return setting == nullptr ? find_key(key)->default_toml
                              : setting->value.text;
  }

  void take_end(TimeChoice& time, const Setting& setting) {
    const Date end = *parse_date(setting.value.text);
    if (end <= time.start) {
      complain(setting,
               "time.end",
               fmt::format("'time.end' {} is not after 'time.start' {}",
                           end.text(),
                           time.start.text()),
               "The run must last at least a quarter");
      return;
    }
    const int months =
        (end.year - time.start.year) * 12 + end.month - time.start.month;
    if (end.day != time.start.day || months % 3 != 0) {
      complain(setting,
               "time.end",
               fmt::format("'time.end' {} is not a whole number of quarters "
                           "after 'time.start' {}",
                           end.text(),
                           time.start.text()),
               fmt::format("Take {} or {}",
                           tick_start(time.start, months / 3).text(),
                           tick_start(time.start, months / 3 + 1).text()));
      return;
    }
    constexpr int longest = 200 * 4;
    time.ticks = months / 3;
    if (time.ticks > longest) {
      complain(setting,
               "time.end",
               fmt::format("'time.end' {} is more than 200 years after "
                           "'time.start' {}",
                           end.text(),
                           time.start.text()));
    }
  }

  void check_both(const TimeChoice& time, const Setting& years) {
    if (years.value.number * quarters_per_year == time.ticks) return;
    complain(years,
             "time.years",
             fmt::format("'time.years' is {} but from 'time.start' to "
                         "'time.end' it is {} years",
                         years.value.number,
                         time.ticks / quarters_per_year),
             "Give one of the two");
  }

  void take_run(RunChoice& run) {
    if (const Setting* seed = find("run.seed")) {
      run.seed = static_cast<std::uint64_t>(seed->value.integer);
    } else {
      missing("run.seed",
              "Add seed = 1 to [run], or give --seed 1: a run without a seed "
              "could not be repeated");
    }
    run.replicates = static_cast<int>(number("run.replicates"));
    run.threads = static_cast<int>(number("run.threads"));
  }

  void take_housing(HousingChoice& housing) {
    housing.choice =
        text("housing.choice") == "exact" ? Choice::exact : Choice::sampled;
    housing.stock =
        text("housing.stock") == "hold" ? Stock::hold : Stock::follow;
    housing.alpha_by_group = named_numbers("housing.alpha_by_group.");
    housing.alpha_by_authority = named_numbers("housing.alpha_by_authority.");
    housing.alpha_file = path("housing.alpha_file");
    housing.appeal_file = path("housing.appeal_file");
    housing.twin_file = path("housing.twin_file");
    housing.supply_file = path("housing.supply_file");
    housing.quota = named_numbers("housing.quota.");
    housing.sales_quota = named_numbers("housing.sales_quota.");
    housing.system = text("housing.system") == "full"
                         ? HousingSystem::full
                         : HousingSystem::relocation;
    housing.discrimination = text("housing.discrimination") == "on"
                                 ? Discrimination::on
                                 : Discrimination::off;
    housing.utility = utility_form("housing.utility.form");
    housing.class_utility = utility_form("housing.class_utility.form");
    check_system(housing);
  }

  UtilityForm utility_form(const char* key) {
    const std::string form = text(key);
    for (std::size_t i = 0; i < utility_form_count; ++i) {
      if (form == name_of(static_cast<UtilityForm>(i))) {
        return static_cast<UtilityForm>(i);
      }
    }
    // An unknown name is a mistake that is told with the others.
    return UtilityForm::log_share;
  }

  std::vector<std::pair<std::string, double>> named_numbers(
      const std::string& start) const {
    std::vector<std::pair<std::string, double>> numbers;
    for (const auto& [key, setting] : settings_) {
      if (key.rfind(start, 0) != 0) continue;
      numbers.emplace_back(key.substr(start.size()), setting.value.number);
    }
    return numbers;
  }

  static std::string hint_for_unread(bool full, const std::string& key) {
    if (!full) return "Write housing.system = \"full\"";
    if (key.rfind("housing.alpha", 0) == 0) {
      return "It reads housing.alpha_full and housing.alpha_full_sampled";
    }
    if (key.rfind("housing.move_rate.", 0) == 0) {
      return "It reads housing.mobility";
    }
    return "It reads migration.flows, moved_in_rate and abroad_rate";
  }

  /// A key that the chosen system does not read is a mistake.
  void check_system(const HousingChoice& housing) {
    const bool full = housing.system == HousingSystem::full;
    for (const auto& [key, setting] : settings_) {
      const bool unread =
          full ? only_relocation_reads(key) : only_full_system_reads(key);
      if (!unread) continue;
      complain(setting,
               key,
               fmt::format("'{}' has no effect with housing.system = \"{}\"",
                           key,
                           full ? "full" : "relocation"),
               hint_for_unread(full, key));
    }
    const Setting* stock = find("housing.stock");
    if (full && housing.stock == Stock::follow) {
      complain(*stock,
               "housing.stock",
               "'housing.stock' is \"follow\", which the full housing system "
               "does not have",
               "Remove it: homes are built and demolished as given");
    }
  }

  void take_migration(MigrationChoice& migration) {
    const std::string totals = text("migration.totals");
    migration.totals = totals == "follow" ? Totals::follow
                       : totals == "free" ? Totals::free
                                          : Totals::hold;
    if (migration.totals == Totals::free && text("housing.system") != "full") {
      complain(*find("migration.totals"),
               "migration.totals",
               "'migration.totals' is \"free\", which relocation does not have",
               "Write housing.system = \"full\", or totals = \"hold\"");
    }
    migration.totals_file = path("migration.totals_file");
    migration.flows = path("migration.flows");
    const Setting* file = find("migration.totals_file");
    if (migration.totals == Totals::follow && file == nullptr) {
      missing("migration.totals_file",
              "migration.totals = \"follow\" needs the totals to follow");
    }
    if (migration.totals != Totals::follow && file != nullptr) {
      complain(*file,
               "migration.totals_file",
               fmt::format("'migration.totals_file' has no effect with "
                           "migration.totals = \"{}\"",
                           totals),
               "Write totals = \"follow\", or remove the file");
    }
  }

  void take_contact(ContactChoice& contact) {
    const Setting* active = find("contact.active");
    contact.active = active != nullptr && active->value.boolean;
    contact.commuting = path("contact.commuting");
    contact.resolution = text("contact.resolution") == "network"
                             ? contact::Resolution::network
                             : contact::Resolution::pools;
    const Setting* days = find("contact.network_days");
    if (contact.active && days != nullptr &&
        contact.resolution == contact::Resolution::pools) {
      complain(*days,
               "contact.network_days",
               "'contact.network_days' has no effect on pools",
               "Write contact.resolution = \"network\"");
    }
    if (active != nullptr) return;
    for (const auto& [key, setting] : settings_) {
      if (!is_contact_key(key)) continue;
      complain(setting,
               key,
               fmt::format("'{}' has no effect unless people meet", key),
               "Write contact.active = true");
    }
  }

  void take_output(OutputChoice& output) {
    constexpr std::array<std::pair<std::string_view, int>, 5> ticks{
        {{"quarter", 1},
         {"half-year", 2},
         {"year", 4},
         {"2-years", 8},
         {"5-years", 20}}};
    const std::string every = text("output.zones_every");
    for (const auto& [name, count] : ticks) {
      if (name == every) output.zones_every_ticks = count;
    }
    output.folder = path("output.folder");
  }

  void take_parameters(Scenario& scenario) {
    for (const Parameter& row : shipped_parameters().rows()) {
      const Setting* setting = find(row.key);
      if (setting == nullptr) continue;
      const TomlValue& value = setting->value;
      const bool table = value.kind == TomlValue::Kind::table;
      const double number =
          table ? prior_table_value(value).value_or(row.value) : value.number;
      // A value out of range has been reported with its place already.
      if (range_problem(row, number).empty()) {
        scenario.parameters.set(row.id, number);
      }
      if (!table) continue;
      const std::string prior = prior_text(value);
      if (!prior.empty()) scenario.priors[row.id] = prior;
    }
  }

  const Settings& settings_;
  const std::string& file_;
  std::vector<ConfigProblem>& problems_;
  std::set<std::string> unexpanded_;  ///< what was wrong with paths, once each
};

}  // namespace

Scenario scenario_from_settings(const Settings& settings,
                                const std::string& file,
                                std::vector<ConfigProblem>& problems) {
  return Builder{settings, file, problems}.build();
}

}  // namespace mingle

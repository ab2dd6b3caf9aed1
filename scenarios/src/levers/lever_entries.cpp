// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "levers/lever_entries.h"

#include "expand_path.h"
#include "levers/entry_rules.h"
#include "levers/toml_fields.h"
#include "toml_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <mingle/engine/tenure.h>
#include <mingle/scenarios/levers.h>
#include <mingle/scenarios/suggest.h>

namespace mingle {
namespace {

using Kind = TomlValue::Kind;
constexpr double most_pounds = 1e12;

std::vector<std::string> tenure_names() {
  std::vector<std::string> names;
  for (const Tenure tenure : all_tenures) names.emplace_back(name_of(tenure));
  return names;
}

class EntryReader {
 public:
  EntryReader(const std::string& label,
              const Setting& setting,
              const TimeChoice& time,
              std::vector<ConfigProblem>& problems)
      : setting_{setting},
        time_{time},
        problems_{problems},
        fields_{setting.value,
                setting.file,
                fmt::format("lever '{}'", printable(label)),
                problems,
                setting.member_files} {
    entry_.label = label;
    entry_.file = setting.file;
    entry_.line = setting.value.line;
  }

  /// The entry, or its parts if it is a bundle; none if the id is unknown.
  std::vector<LeverEntry> read() {
    lever_ = take_id();
    if (lever_ == nullptr) return {};
    take_dates();
    take_amounts();
    take_where();
    take_supply();
    take_effects();
    fields_.refuse_others();
    return parts();
  }

 private:
  const LeverDefinition* take_id() {
    fields_.text("label");
    if (fields_.truth("off")) {
      fields_.add(fields_.find("off"),
                  "is switched off, but no extended file has it",
                  "Remove the entry");
      return nullptr;
    }
    entry_.id = fields_.text("id", true);
    if (entry_.id.empty()) return nullptr;
    const auto& catalogue = shipped_levers();
    const LeverDefinition* lever = catalogue.find(entry_.id);
    if (lever == nullptr) {
      const std::vector<std::string> ids = catalogue.ids();
      const bool near = !nearest_names(entry_.id, ids).empty();
      fields_.add(fields_.find("id"),
                  fmt::format("there is no lever '{}'", printable(entry_.id)),
                  near ? suggestion(entry_.id, ids, "levers")
                       : "`mingle levers` lists them");
      return nullptr;
    }
    if (lever->observable) {
      fields_.add(fields_.find("id"),
                  fmt::format("'{}' is an observation to compare with, not a "
                              "lever",
                              entry_.id),
                  "Remove the entry");
      return nullptr;
    }
    entry_.zero = entry_.id.ends_with(zero_suffix);
    entry_.id = lever->id;
    return lever;
  }

  void take_dates() {
    entry_.from = time_.start;
    entry_.to = tick_start(time_.start, time_.ticks);
    entry_.last_tick = time_.ticks;
    if (const auto tick = tick_of("from", 0, time_.ticks - 1)) {
      entry_.first_tick = *tick;
    }
    if (const auto tick = tick_of("to", 1, time_.ticks)) {
      entry_.last_tick = *tick;
    }
    entry_.from = tick_start(time_.start, entry_.first_tick);
    entry_.to = tick_start(time_.start, entry_.last_tick);
    if (entry_.last_tick <= entry_.first_tick) {
      fields_.add(fields_.find("to"),
                  fmt::format("'to' {} is not after 'from' {}",
                              entry_.to.text(),
                              entry_.from.text()),
                  "'to' is the first day on which the lever is off");
    }
  }

  std::optional<int> tick_of(std::string_view name, int lowest, int highest) {
    const TomlMember* member = fields_.find(name);
    if (member == nullptr) return std::nullopt;
    const auto date = parse_date(member->value.text);
    const bool text =
        member->value.kind == Kind::date || member->value.kind == Kind::text;
    if (!text || !date) {
      fields_.add(member,
                  fmt::format("'{}' is {} but must be a date as YYYY-MM-DD",
                              name,
                              described(member->value)));
      return std::nullopt;
    }
    if (*date < tick_start(time_.start, lowest) ||
        *date > tick_start(time_.start, highest)) {
      fields_.add(member,
                  fmt::format("'{}' {} is outside the run, {} to {}",
                              name,
                              date->text(),
                              time_.start.text(),
                              tick_start(time_.start, time_.ticks).text()));
      return std::nullopt;
    }
    int tick = lowest;
    while (tick_start(time_.start, tick) < *date) ++tick;
    if (tick_start(time_.start, tick) == *date) return tick;
    fields_.add(member,
                fmt::format("'{}' {} is not the first day of a quarter of the "
                            "run",
                            name,
                            date->text()),
                fmt::format("Take {} or {}",
                            tick_start(time_.start, tick - 1).text(),
                            tick_start(time_.start, tick).text()));
    return std::nullopt;
  }

  void take_amounts() {
    entry_.intensity = fields_.number("intensity", 0, 10).value_or(1);
    entry_.coverage = fields_.number("coverage", 0, 1);
    entry_.places = fields_.number("places", 0, 1e8);
    entry_.take_up = fields_.number("take_up", 0, 1);
    entry_.zone_share = fields_.number("zone_share", 0, 1);
    entry_.hours = fields_.number("hours", 0, 5000);
    entry_.unit_cost = fields_.number("unit_cost", 0, most_pounds);
    entry_.budget = budget("budget");
    entry_.budget_per_year = budget("budget_per_year");
    if (entry_.coverage && entry_.places) {
      fields_.add(fields_.find("places"),
                  "has 'coverage' and 'places'",
                  "Give one of the two");
    }
    refuse_unused();
  }

  std::optional<double> budget(std::string_view name) {
    const auto pounds = fields_.number(name, 0, most_pounds);
    if (pounds && *pounds == 0) {
      fields_.add(
          fields_.find(name),
          fmt::format("'{}' is nothing, so the lever would do nothing", name),
          "Remove the lever, or use its zero sibling");
    }
    const bool known = entry_.unit_cost || lever_->unit_cost;
    if (pounds && !known) {
      fields_.add(fields_.find(name),
                  fmt::format("'{}' is given, but what '{}' costs is not known",
                              name,
                              entry_.id),
                  "Give unit_cost, pounds for each " +
                      std::string{name_of(lever_->cost_per)});
    }
    return pounds;
  }

  /// A key that this lever does not read would do nothing in silence.
  void refuse_unused() {
    const bool persons = lever_->reaches == Reach::persons;
    const bool bundle = !lever_->parts.empty();
    for (const std::string_view name :
         {"coverage", "places", "take_up", "hours"}) {
      if (fields_.find(name) == nullptr || persons || bundle) continue;
      fields_.add(fields_.find(name),
                  fmt::format("'{}' has no effect: the lever reaches {}",
                              name,
                              name_of(lever_->reaches)));
    }
    if (bundle) {
      for (const std::string_view name : {"places", "budget"}) {
        if (fields_.find(name) == nullptr) continue;
        fields_.add(fields_.find(name),
                    fmt::format("'{}' cannot be shared out among the parts of "
                                "a bundle",
                                name),
                    "Write the parts as levers of their own");
      }
    }
  }

  void take_where() {
    entry_.areas = fields_.texts("areas");
    if (fields_.find("areas") != nullptr && entry_.areas.empty()) {
      fields_.add(fields_.find("areas"),
                  "'areas' is empty",
                  "Leave it out for everywhere");
    }
    entry_.groups = fields_.texts("groups");
    entry_.where = parse_condition(fields_.text("where"));
    for (const ConditionProblem& problem : entry_.where.problems) {
      fields_.add(fields_.find("where"),
                  fmt::format("'where', character {}: the condition {}",
                              problem.column,
                              problem.problem),
                  problem.hint);
    }
    const bool persons =
        lever_->reaches == Reach::persons || !lever_->parts.empty();
    if (!persons && entry_.where.asks_persons()) {
      fields_.add(fields_.find("where"),
                  fmt::format("'where' asks about persons, but the lever "
                              "reaches {}",
                              name_of(lever_->reaches)),
                  "Ask about zones: imd_decile, share(GROUP), ...");
    }
    if (lever_->needs_groups && entry_.groups.empty()) {
      fields_.add(nullptr, "needs 'groups', the groups it is for");
    }
  }

  void take_supply() {
    const std::vector<std::string> tenures = tenure_names();
    if (fields_.find("tenure") != nullptr) {
      entry_.tenure = tenures[fields_.one_of("tenure", tenures)];
    }
    entry_.bedrooms = fields_.whole("bedrooms", 1, 4).value_or(2);
    entry_.supply_layer = fields_.text("supply_layer");
    if (const TomlMember* from = fields_.find("supply_from")) take_path(*from);
    take_columns();
    take_sites(tenures);
    const bool builds = lever_->effect("dwellings") != nullptr;
    for (const std::string_view name : {"supply_from", "supply"}) {
      if (fields_.find(name) == nullptr || builds) continue;
      fields_.add(
          fields_.find(name),
          fmt::format("'{}' has no effect: the lever builds no homes", name));
    }
    const bool given = !entry_.supply_from.empty() || !entry_.supply.empty();
    if (lever_->reaches == Reach::dwellings && !given &&
        !gives_effect("dwellings")) {
      fields_.add(nullptr,
                  "has no homes to build",
                  "Name planned sites with supply_from, list them in supply, "
                  "or give effects = { dwellings = 10 } for each zone");
    }
  }

  bool gives_effect(std::string_view name) {
    const TomlMember* effects = fields_.find("effects");
    if (effects == nullptr) return false;
    const auto& members = effects->value.members;
    return std::any_of(members.begin(), members.end(), [name](const auto& one) {
      return one.key == name;
    });
  }

  void take_path(const TomlMember& from) {
    const ExpandedPath path =
        expand_path(from.value.text, process_environment());
    std::string problem = path.problem;
    if (problem.empty() && path.path.empty()) problem = "is empty";
    if (!problem.empty()) {
      fields_.add(&from, "'supply_from' " + problem, path.hint);
      return;
    }
    entry_.supply_from = (setting_.folder / path.path).lexically_normal();
    if (!std::filesystem::exists(entry_.supply_from)) {
      fields_.add(&from,
                  fmt::format("'supply_from' names {}, which does not exist",
                              entry_.supply_from.string()));
    }
  }

  void take_columns() {
    const TomlMember* columns = fields_.find("supply_columns");
    if (columns == nullptr) return;
    const std::array<std::string, 4> known{
        "dwellings", "tenure", "bedrooms", "date"};
    for (const TomlMember& one : columns->value.members) {
      if (std::find(known.begin(), known.end(), one.key) == known.end() ||
          one.value.kind != Kind::text) {
        fields_.add(
            &one,
            fmt::format("'supply_columns' has '{}'", printable(one.key)),
            "It takes dwellings, tenure, bedrooms, date, each a text");
        continue;
      }
      entry_.supply_columns[one.key] = one.value.text;
    }
  }

  void take_sites(const std::vector<std::string>& tenures) {
    const TomlMember* supply = fields_.find("supply");
    if (supply == nullptr) return;
    if (supply->value.kind != Kind::array || supply->value.items.empty()) {
      fields_.add(supply,
                  "'supply' must be a list of tables",
                  "For example supply = [{ zone = \"E01010568\", tenure = "
                  "\"social_council\", dwellings = 40 }]");
      return;
    }
    for (const TomlValue& item : supply->value.items) {
      TomlFields site{item,
                      setting_.file,
                      fmt::format("supply of lever '{}'", entry_.label),
                      problems_};
      PlannedHomes homes;
      homes.zone = site.text("zone", true);
      homes.tenure = tenures[site.one_of("tenure", tenures)];
      if (site.find("tenure") == nullptr) homes.tenure = entry_.tenure;
      homes.bedrooms = site.whole("bedrooms", 1, 4).value_or(entry_.bedrooms);
      homes.dwellings = site.whole("dwellings", -100000, 100000).value_or(0);
      if (homes.dwellings == 0) site.add(nullptr, "has no 'dwellings'");
      if (const TomlMember* date = site.find("date")) {
        homes.date = parse_date(date->value.text);
        if (!homes.date) site.add(date, "'date' must be YYYY-MM-DD");
      }
      site.refuse_others();
      entry_.supply.push_back(std::move(homes));
    }
  }

  void take_effects() {
    const std::size_t mode = fields_.one_of(
        "effect", std::vector<std::string>{"fixed", "sampled", "zero"});
    entry_.mode =
        entry_.zero ? EffectMode::zero : static_cast<EffectMode>(mode);
    const TomlMember* effects = fields_.find("effects");
    if (effects == nullptr) return check_given();
    if (effects->value.kind != Kind::table) {
      fields_.add(effects,
                  fmt::format("'effects' is {} but must be a table",
                              described(effects->value)),
                  "For example effects = { level_up = 0.2 }");
      return;
    }
    for (const TomlMember& one : effects->value.members) take_value(one);
    check_given();
  }

  void take_value(const TomlMember& member) {
    const LeverEffect* effect = lever_->effect(member.key);
    if (effect == nullptr) {
      std::vector<std::string> known;
      for (const LeverEffect& one : lever_->effects) {
        known.emplace_back(one.name());
      }
      fields_.add(
          &member,
          fmt::format(
              "'{}' has no effect '{}'", entry_.id, printable(member.key)),
          known.empty() ? "A bundle takes the effects of its parts"
                        : suggestion(member.key, known, "effects"));
      return;
    }
    const auto& info = levers::info_of(effect->mechanism);
    if (!effect->choices.empty()) return take_choice(*effect, member);
    const bool number =
        member.value.kind == Kind::integer || member.value.kind == Kind::number;
    if (!number || !(member.value.number >= info.minimum &&
                     member.value.number <= info.maximum)) {
      fields_.add(&member,
                  fmt::format("effect '{}' is {} but must be {} to {} ({})",
                              effect->name(),
                              described(member.value),
                              info.minimum,
                              info.maximum,
                              info.unit));
      return;
    }
    entry_.values[effect->mechanism] = member.value.number;
  }

  void take_choice(const LeverEffect& effect, const TomlMember& member) {
    const auto found = std::find(
        effect.choices.begin(), effect.choices.end(), member.value.text);
    if (member.value.kind != Kind::text || found == effect.choices.end()) {
      fields_.add(&member,
                  fmt::format("effect '{}' is {} but must be one of {}",
                              effect.name(),
                              described(member.value),
                              fmt::join(effect.choices, ", ")));
      return;
    }
    entry_.values[effect.mechanism] =
        static_cast<double>(found - effect.choices.begin());
  }

  /// A lever of which every effect is left to the scenario must be given one.
  void check_given() {
    if (lever_->effects.empty() || lever_->reaches == Reach::dwellings ||
        entry_.mode != EffectMode::fixed) {
      return;
    }
    std::vector<std::string> names;
    for (const LeverEffect& effect : lever_->effects) {
      if (effect.value || entry_.values.contains(effect.mechanism)) return;
      names.emplace_back(effect.name());
    }
    fields_.add(nullptr,
                "does nothing until an effect is given",
                fmt::format("For example effects = {{ {} = ... }}; `mingle "
                            "levers {}` has the range",
                            names.front(),
                            entry_.id));
  }

  std::vector<LeverEntry> parts() {
    std::vector<LeverEntry> all{entry_};
    for (const std::string& part : lever_->parts) {
      LeverEntry one = entry_;
      one.id = part;
      one.label = fmt::format("{}.{}", entry_.label, part);
      one.bundle = entry_.label;
      one.unit_cost.reset();
      one.budget_per_year.reset();
      all.push_back(std::move(one));
    }
    return all;
  }

  const Setting& setting_;
  const TimeChoice& time_;
  std::vector<ConfigProblem>& problems_;
  TomlFields fields_;
  const LeverDefinition* lever_ = nullptr;
  LeverEntry entry_;
};

}  // namespace

std::vector<LeverEntry> levers_from_settings(
    const Settings& settings,
    const TimeChoice& time,
    std::vector<ConfigProblem>& problems) {
  std::vector<LeverEntry> entries;
  const std::string prefix = lever_setting("");
  for (auto at = settings.lower_bound(prefix);
       at != settings.end() && at->first.rfind(prefix, 0) == 0;
       ++at) {
    const std::string label = at->first.substr(prefix.size());
    if (at->second.changes) {
      std::vector<std::string> labels;
      for (const auto& [key, setting] : settings) {
        if (key.rfind(prefix, 0) == 0 && !setting.changes) {
          labels.push_back(key.substr(prefix.size()));
        }
      }
      problems.push_back(
          problem_at(at->second,
                     "lever",
                     fmt::format("there is no lever labelled '{}' to change",
                                 printable(label)),
                     labels.empty() ? "Add it with [[lever]]"
                                    : suggestion(label, labels, "labels")));
      continue;
    }
    for (LeverEntry& entry :
         EntryReader{label, at->second, time, problems}.read()) {
      entries.push_back(std::move(entry));
    }
  }
  check_entries(entries, problems);
  return entries;
}

}  // namespace mingle

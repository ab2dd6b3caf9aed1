// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "levers/toml_fields.h"
#include "prior.h"
#include "toml_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include <mingle/scenarios/levers.h>
#include <mingle/scenarios/suggest.h>

namespace mingle {
namespace {

using Kind = TomlValue::Kind;

/// What a price that a scenario gives is for, where the catalogue says none.
CostPer usual_cost_per(Reach reach) {
  switch (reach) {
    case Reach::persons:
      return CostPer::person;
    case Reach::zones:
      return CostPer::zone;
    case Reach::dwellings:
      return CostPer::dwelling;
    case Reach::authorities:
    case Reach::nobody:
      break;
  }
  return CostPer::authority_year;
}

template <class Enum>
std::vector<std::string> names(std::size_t count) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < count; ++i) {
    all.emplace_back(name_of(static_cast<Enum>(i)));
  }
  return all;
}

bool is_grade(const std::string& text) {
  return text == "E" || text == "W" || text == "A";
}

std::string grade_of(TomlFields& fields, std::string_view name) {
  std::string grade = fields.text(name, true);
  if (!grade.empty() && !is_grade(grade)) {
    fields.add(
        fields.find(name),
        fmt::format(
            "'{}' is \"{}\" but must be E, W or A", name, printable(grade)));
  }
  return grade;
}

levers::Prior prior_of(TomlFields& fields,
                       std::string_view name,
                       const std::string& text) {
  if (text.empty()) return {};
  const auto prior = parse_prior(text);
  if (prior) return *prior;
  fields.add(
      fields.find(name),
      fmt::format("'{}' \"{}\" is no distribution", name, printable(text)),
      "For example uniform(0, 0.1), normal(0.08, 0.08), beta(3, 17), "
      "triangular(0, 0.05, 0.15), fixed");
  return {};
}

Condition condition_of(TomlFields& fields,
                       std::string_view name,
                       FieldScope scope) {
  Condition condition = parse_condition(fields.text(name));
  for (const ConditionProblem& problem : condition.problems) {
    fields.add(fields.find(name),
               fmt::format("'{}', character {}: the condition {}",
                           name,
                           problem.column,
                           problem.problem),
               problem.hint);
  }
  if (scope == FieldScope::zone && condition.asks_persons()) {
    fields.add(fields.find(name),
               fmt::format("'{}' asks about persons; it chooses zones", name),
               "Move that part to 'target'");
  }
  return condition;
}

class EffectReader {
 public:
  EffectReader(const TomlValue& table,
               const std::string& file,
               const std::string& lever,
               std::vector<ConfigProblem>& problems)
      : fields_{table, file, fmt::format("effect of '{}'", lever), problems} {}

  LeverEffect read() {
    LeverEffect effect;
    effect.line = fields_.line();
    const std::string op = fields_.text("op", true);
    const std::string name = fields_.text("name", true);
    const auto* info = levers::find_mechanism(op, name);
    if (info != nullptr) {
      effect.mechanism = info->mechanism;
    } else if (!op.empty() && !name.empty()) {
      refuse_mechanism(op, name);
    }
    take_value(effect);
    effect.grade = grade_of(fields_, "grade");
    effect.of = fields_.texts("of");
    if (effect.of.empty() !=
        (effect.mechanism != levers::Mechanism::coverage)) {
      fields_.add(nullptr, "COVERAGE, and only it, names levers in 'of'");
    }
    fields_.refuse_others();
    return effect;
  }

 private:
  void refuse_mechanism(const std::string& op, const std::string& name) {
    std::vector<std::string> known;
    for (const auto& one : levers::all_mechanisms()) {
      known.push_back(fmt::format("{} {}", one.op, one.name));
    }
    const std::string given = fmt::format("{} {}", op, name);
    fields_.add(fields_.find("op"),
                fmt::format("there is no operator '{}'", printable(given)),
                suggestion(given, known, "operators"));
  }

  void take_value(LeverEffect& effect) {
    const auto& info = levers::info_of(effect.mechanism);
    effect.value = fields_.number("value", info.minimum, info.maximum);
    effect.choices = fields_.texts("choices");
    effect.prior_text = fields_.text("prior", true);
    effect.prior = prior_of(fields_, "prior", effect.prior_text);
    if (const auto low = fields_.number("min", info.minimum, info.maximum)) {
      effect.prior.low = *low;
    }
    if (const auto high = fields_.number("max", info.minimum, info.maximum)) {
      effect.prior.high = *high;
    }
    if (effect.prior.family == levers::Prior::Family::fixed) return;
    effect.prior.low = std::max(effect.prior.low, info.minimum);
    effect.prior.high = std::min(effect.prior.high, info.maximum);
  }

  TomlFields fields_;
};

class LeverReader {
 public:
  LeverReader(const TomlValue& table,
              const std::string& file,
              std::vector<ConfigProblem>& problems)
      : table_{table},
        file_{file},
        problems_{problems},
        fields_{table, file, where(table), problems} {}

  LeverDefinition read() {
    LeverDefinition lever;
    lever.file = file_;
    lever.line = table_.line;
    take_words(lever);
    take_reach(lever);
    take_time(lever);
    take_cost(lever);
    take_effects(lever);
    fields_.refuse_others();
    check(lever);
    return lever;
  }

 private:
  static std::string where(const TomlValue& table) {
    for (const TomlMember& member : table.members) {
      if (member.key == "id") {
        return fmt::format("lever '{}'", printable(member.value.text));
      }
    }
    return "lever without an id";
  }

  void take_words(LeverDefinition& lever) {
    lever.id = fields_.text("id", true);
    lever.row = fields_.text("row", true);
    lever.name = fields_.text("name", true);
    lever.what = fields_.text("what", true);
    lever.factors = fields_.texts("factors");
    const std::span<const std::string> known = factor_names();
    if (lever.factors.empty()) fields_.add(nullptr, "'factors' is missing");
    for (const std::string& factor : lever.factors) {
      if (std::find(known.begin(), known.end(), factor) == known.end()) {
        fields_.add(fields_.find("factors"),
                    fmt::format("there is no factor '{}'", printable(factor)),
                    suggestion(factor, known, "factors"));
      }
    }
    lever.evidence = grade_of(fields_, "evidence");
    lever.evidence_note = fields_.text("evidence_note", true);
    lever.source = fields_.text("source", true);
    lever.note = fields_.text("note");
    lever.legal_note = fields_.text("legal_note");
    lever.research_only = fields_.truth("research_only");
    lever.needs_groups = fields_.truth("needs_groups");
    lever.observable = fields_.truth("observable");
  }

  void take_reach(LeverDefinition& lever) {
    lever.reaches =
        static_cast<Reach>(fields_.one_of("reaches", names<Reach>(5)));
    lever.target = condition_of(fields_, "target", FieldScope::person);
    lever.zones = condition_of(fields_, "zones", FieldScope::zone);
    lever.zone_share = fields_.number("zone_share", 0, 1).value_or(1);
    lever.zones_grow = fields_.truth("zones_grow");
    lever.coverage = fields_.number("coverage", 0, 1).value_or(1);
    lever.coverage_prior_text = fields_.text("coverage_prior");
    lever.coverage_prior =
        prior_of(fields_, "coverage_prior", lever.coverage_prior_text);
    lever.coverage_prior.low = 0;
    lever.coverage_prior.high = 1;
    lever.take_up = fields_.number("take_up", 0, 1).value_or(1);
    lever.group_size = fields_.whole("group_size", 2, 1000).value_or(0);
    lever.mixed = fields_.truth("mixed");
    lever.groups = fields_.texts("groups");
    lever.follows = fields_.text("follows");
    lever.parts = fields_.texts("parts");
  }

  void take_time(LeverDefinition& lever) {
    const std::vector<std::string> known = names<Every>(3);
    lever.every = fields_.find("every") == nullptr
                      ? Every::quarter
                      : static_cast<Every>(fields_.one_of("every", known));
    lever.quarter = fields_.whole("quarter", 1, 4).value_or(0);
    lever.quarters = fields_.whole("quarters", 1, 400).value_or(0);
    lever.duration = fields_.whole("duration", 1, 40).value_or(1);
    lever.hours = fields_.number("hours", 0, 5000).value_or(0);
    lever.quality = fields_.number("quality", 0, 1).value_or(1);
    lever.half_life = fields_.number("half_life", 0.25, 400).value_or(4);
    lever.rho_gen = fields_.number("rho_gen", 0, 1).value_or(0.3);
    lever.low_contact_factor =
        fields_.number("low_contact_factor", 0, 5).value_or(1);
    lever.lag = fields_.whole("lag", 0, 400).value_or(0);
  }

  void take_cost(LeverDefinition& lever) {
    lever.unit_cost = fields_.number("unit_cost", 0, 1e9);
    lever.cost_per =
        static_cast<CostPer>(fields_.one_of("cost_per", names<CostPer>(5)));
    if (fields_.find("cost_per") == nullptr) {
      lever.cost_per = usual_cost_per(lever.reaches);
    }
    lever.cost_note = fields_.text("cost_note");
    if (lever.unit_cost && fields_.find("cost_per") == nullptr) {
      fields_.add(fields_.find("unit_cost"), "'unit_cost' needs 'cost_per'");
    }
  }

  void take_effects(LeverDefinition& lever) {
    const TomlMember* effects = fields_.find("effect");
    if (effects == nullptr) return;
    for (const TomlValue& item : effects->value.items) {
      lever.effects.push_back(
          EffectReader{item, file_, lever.id, problems_}.read());
    }
  }

  void check(const LeverDefinition& lever) {
    if (lever.id.ends_with(zero_suffix)) {
      fields_.add(fields_.find("id"),
                  fmt::format("an id must not end in '{}', which names zero "
                              "siblings",
                              zero_suffix));
    }
    const bool acts = !lever.effects.empty();
    if (acts == (!lever.parts.empty() || lever.observable)) {
      fields_.add(nullptr,
                  "needs either effects, or parts, or observable = true");
    }
    for (std::size_t i = 0; i < lever.effects.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (lever.effects[i].name() != lever.effects[j].name()) continue;
        fields_.add(
            nullptr,
            fmt::format("has two effects named '{}'", lever.effects[i].name()));
      }
    }
    if (lever.reaches == Reach::persons && lever.target.text.empty()) {
      fields_.add(nullptr, "reaches persons, so 'target' is needed");
    }
  }

  const TomlValue& table_;
  const std::string& file_;
  std::vector<ConfigProblem>& problems_;
  TomlFields fields_;
};

/// 59b comes after 59 and before 60.
std::pair<int, std::string> order_of(const std::string& row) {
  const std::size_t digits = row.find_first_not_of("0123456789");
  const std::string number = row.substr(0, digits);
  const std::string rest = digits == row.npos ? "" : row.substr(digits);
  return {number.empty() ? 0 : std::stoi(number), rest};
}

void check_links(const LeverCatalogue& catalogue,
                 std::vector<ConfigProblem>& problems) {
  const std::vector<std::string> ids = catalogue.ids();
  const auto expect = [&](const LeverDefinition& lever,
                          const std::string& id,
                          std::string_view key) {
    if (id.empty() || id == "all" ||
        std::find(ids.begin(), ids.end(), id) != ids.end()) {
      return;
    }
    problems.push_back({lever.file,
                        lever.line,
                        1,
                        "",
                        fmt::format("lever '{}': '{}' names '{}', which is not "
                                    "in the catalogue",
                                    lever.id,
                                    key,
                                    printable(id)),
                        suggestion(id, ids, "levers")});
  };
  for (const LeverDefinition& lever : catalogue.levers()) {
    expect(lever, lever.follows, "follows");
    for (const std::string& part : lever.parts) expect(lever, part, "parts");
    for (const LeverEffect& effect : lever.effects) {
      for (const std::string& id : effect.of) expect(lever, id, "of");
    }
  }
}

}  // namespace

LeverCatalogue::LeverCatalogue(std::span<const CatalogueFile> files) {
  std::vector<ConfigProblem> problems;
  for (const CatalogueFile& file : files) {
    const TomlValue document = parse_toml(file.text, file.name);
    TomlFields top{document, file.name, "catalogue", problems};
    const TomlMember* entries = top.find("lever");
    top.refuse_others();
    if (entries == nullptr || entries->value.kind != Kind::array) {
      problems.push_back({file.name, 1, 1, "", "has no [[lever]]", ""});
      continue;
    }
    for (const TomlValue& entry : entries->value.items) {
      LeverDefinition lever = LeverReader{entry, file.name, problems}.read();
      for (const LeverDefinition& other : levers_) {
        if (other.id != lever.id && other.row != lever.row) continue;
        problems.push_back({file.name,
                            lever.line,
                            1,
                            "",
                            fmt::format("lever '{}': id and row must differ "
                                        "from those of '{}' ({}:{})",
                                        lever.id,
                                        other.id,
                                        other.file,
                                        other.line),
                            ""});
      }
      levers_.push_back(std::move(lever));
    }
  }
  std::sort(levers_.begin(), levers_.end(), [](const auto& a, const auto& b) {
    return order_of(a.row) < order_of(b.row);
  });
  check_links(*this, problems);
  if (!problems.empty()) throw ConfigError{std::move(problems)};
}

}  // namespace mingle

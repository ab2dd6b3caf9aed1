// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "levers/lever_words.h"

#include "toml_reader.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <mingle/scenarios/suggest.h>

namespace mingle {
namespace {

std::string percent(double share) {
  return fmt::format("{:.4g}%", 100 * share);
}

std::string pounds(double amount) {
  std::string digits = fmt::format("{:.0f}", amount);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

std::string per_words(CostPer per) {
  switch (per) {
    case CostPer::person:
      return "for each person reached";
    case CostPer::zone:
      return "a year for each zone";
    case CostPer::authority:
      return "for each authority";
    case CostPer::authority_year:
      return "a year for each authority";
    case CostPer::dwelling:
      return "for each home";
  }
  return "";
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
    return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  });
  return text;
}

}  // namespace

std::string value_words(const LeverEffect& effect) {
  if (!effect.choices.empty()) {
    return fmt::format("one of {}", fmt::join(effect.choices, ", "));
  }
  std::string words = effect.value ? fmt::format("{}", *effect.value)
                                   : "unchanged unless the scenario gives it";
  if (effect.prior.family == levers::Prior::Family::fixed) return words;
  words += fmt::format("; prior {}", effect.prior_text);
  const auto& info = levers::info_of(effect.mechanism);
  if (effect.prior.low > info.minimum || effect.prior.high < info.maximum) {
    words +=
        fmt::format(" within {} to {}", effect.prior.low, effect.prior.high);
  }
  return words;
}

std::string cost_words(const LeverDefinition& lever) {
  if (!lever.unit_cost) {
    return "not known; give unit_cost, pounds " + per_words(lever.cost_per);
  }
  return fmt::format(
      "{} pounds {}", pounds(*lever.unit_cost), per_words(lever.cost_per));
}

std::string coverage_words(const LeverDefinition& lever) {
  if (lever.reaches != Reach::persons) {
    if (lever.reaches == Reach::zones) {
      return fmt::format("{} of the zones{}",
                         percent(lever.zone_share),
                         lever.zones_grow ? " more each year" : "");
    }
    return std::string{name_of(lever.reaches)};
  }
  std::string words = fmt::format("{} of the target{}",
                                  percent(lever.coverage),
                                  lever.every == Every::once ? "" : " a year");
  if (lever.zone_share < 1) {
    words += fmt::format(", in {} of the zones{}",
                         percent(lever.zone_share),
                         lever.zones_grow ? " more each year" : "");
  }
  if (lever.take_up < 1) {
    words += fmt::format("; {} take it up", percent(lever.take_up));
  }
  return words;
}

std::string every_words(const LeverDefinition& lever) {
  const std::string quarter =
      lever.quarter == 0 ? "" : fmt::format(" in quarter {}", lever.quarter);
  switch (lever.every) {
    case Every::once:
      return "once" + quarter;
    case Every::quarter:
      return "every quarter";
    case Every::year:
      return "once a year" + quarter;
  }
  return "";
}

std::string operator_words(const LeverDefinition& lever) {
  if (!lever.parts.empty()) return "bundle";
  if (lever.observable) return "none (observation)";
  std::vector<std::string> ops;
  for (const LeverEffect& effect : lever.effects) {
    const std::string op{effect.op()};
    if (std::find(ops.begin(), ops.end(), op) == ops.end()) ops.push_back(op);
  }
  return fmt::format("{}", fmt::join(ops, ", "));
}

std::string evidence_words(const std::string& grade) {
  if (grade == "E") return "E (evidence)";
  if (grade == "W") return "W (weak evidence)";
  return "A (assumption: vary it)";
}

std::string needs_words(const LeverDefinition& lever) {
  std::vector<std::string> parts;
  for (const levers::Needs part : {levers::Needs::housing,
                                   levers::Needs::contact,
                                   levers::Needs::schools}) {
    if (lever.needs(part)) parts.emplace_back(name_of(part));
  }
  return parts.empty() ? "nothing"
                       : fmt::format("{}", fmt::join(parts, " and "));
}

std::vector<const LeverDefinition*> search_levers(std::string_view text) {
  const std::string wanted = lower(std::string{text});
  std::vector<const LeverDefinition*> found;
  for (const LeverDefinition& lever : shipped_levers().levers()) {
    std::string all = fmt::format("{} {} {} {} row {} {}",
                                  lever.id,
                                  lever.name,
                                  lever.what,
                                  operator_words(lever),
                                  lever.row,
                                  fmt::join(lever.factors, " "));
    for (const std::string& factor : lever.factors) {
      all += ' ' + factor_words(factor);
    }
    if (lower(all).find(wanted) != std::string::npos) found.push_back(&lever);
  }
  return found;
}

const LeverDefinition& lever_to_explain(std::string_view id) {
  if (const LeverDefinition* lever = shipped_levers().find(id)) return *lever;
  std::vector<std::string> ids = shipped_levers().ids();
  std::string hint =
      "`mingle levers` lists them, `mingle levers --search "
      "WORD` searches them";
  if (!nearest_names(id, ids).empty()) hint = suggestion(id, ids, "levers");
  throw UsageError{fmt::format("there is no lever '{}'", printable(id)), hint};
}

}  // namespace mingle

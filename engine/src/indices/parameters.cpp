// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include <mingle/engine/assert.h>
#include <mingle/engine/edit_distance.h>
#include <mingle/engine/error.h>
#include <mingle/engine/indices/parameters.h>

namespace mingle {

namespace {

std::vector<std::string> split_choices(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t bar = std::min(text.find('|'), text.size());
    out.emplace_back(text.substr(0, bar));
    text.remove_prefix(std::min(bar + 1, text.size()));
  }
  return out;
}

std::string quoted(std::string_view text) {
  return "'" + std::string{text} + "'";
}

[[noreturn]] void refuse(const ParameterDefinition& definition,
                         const std::string& value,
                         const std::string& allowed) {
  throw UsageError{
      "parameter " + quoted(definition.name) + " cannot be " + quoted(value),
      allowed};
}

std::string plain_number(double value) {
  std::string text = std::to_string(value);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

bool parse_number(const std::string& text, double& out) {
  char* end = nullptr;
  out = std::strtod(text.c_str(), &end);
  return !text.empty() && end == text.c_str() + text.size() && !std::isnan(out);
}

void check_number(const ParameterDefinition& definition,
                  const std::string& value) {
  double number = 0;
  const bool whole = definition.type == ParameterType::whole;
  const bool limited = definition.high > definition.low;
  const std::string kind = whole ? "a whole number" : "a number";
  const std::string range = limited
                                ? " from " + plain_number(definition.low) +
                                      " to " + plain_number(definition.high)
                                : ", at least " + plain_number(definition.low);
  const bool fits = parse_number(value, number) && number >= definition.low &&
                    (!limited || number <= definition.high) &&
                    (!whole || number == std::floor(number));
  if (!fits) refuse(definition, value, "Give " + kind + range);
}

std::string checked(const ParameterDefinition& definition,
                    const std::string& given) {
  switch (definition.type) {
    case ParameterType::text:
      return given;
    case ParameterType::flag:
      if (given == "true" || given == "false") return given;
      refuse(definition, given, "Give true or false");
    case ParameterType::choice: {
      std::string value = british(given);
      const auto choices = split_choices(definition.choices);
      if (std::find(choices.begin(), choices.end(), value) != choices.end()) {
        return value;
      }
      std::string list;
      for (const auto& c : choices) list += (list.empty() ? "" : ", ") + c;
      refuse(definition, given, "Give one of " + list);
    }
    default:
      check_number(definition, given);
      return given;
  }
}

}  // namespace

Parameters::Parameters(std::span<const ParameterDefinition> definitions,
                       std::span<const GivenParameter> given) {
  for (const ParameterDefinition& definition : definitions) {
    std::string value{definition.initial};
    for (const GivenParameter& one : given) {
      if (british(one.name) == definition.name) {
        value = checked(definition, one.value);
      }
    }
    entries_.push_back({&definition, std::move(value)});
  }
}

const std::string& Parameters::text(std::string_view name) const {
  const auto found =
      std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
        return entry.definition->name == name;
      });
  MINGLE_EXPECT(found != entries_.end());
  return found->value;
}

double Parameters::number(std::string_view name) const {
  return std::strtod(text(name).c_str(), nullptr);
}

std::size_t Parameters::whole(std::string_view name) const {
  return static_cast<std::size_t>(number(name));
}

bool Parameters::flag(std::string_view name) const {
  return text(name) == "true";
}

bool Parameters::is(std::string_view name, std::string_view value) const {
  return text(name) == value;
}

std::string british(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 5>
      spellings{{{"ization", "isation"},
                 {"center", "centre"},
                 {"neighbor", "neighbour"},
                 {"normalized", "normalised"},
                 {"standardized", "standardised"}}};
  std::string out{name};
  for (const auto& [american, ours] : spellings) {
    // "neighbour" does not contain "neighbor", so nothing is changed twice.
    const std::size_t at = out.find(american);
    if (at != std::string::npos) out.replace(at, american.size(), ours);
  }
  return out;
}

std::vector<std::string> nearest_names(std::string_view wanted,
                                       const std::vector<std::string>& known) {
  constexpr std::size_t shown = 3;
  std::vector<std::pair<std::size_t, std::string>> near;
  for (const std::string& name : known) {
    std::size_t edits = edit_distance(wanted, name);
    // A part of a name is a likelier wish than its length says.
    const bool part = wanted.size() >= 3 && name.find(wanted) != name.npos;
    if (part) edits = std::min<std::size_t>(edits, 2);
    if (edits <= std::max<std::size_t>(2, wanted.size() / 3)) {
      near.emplace_back(edits, name);
    }
  }
  std::sort(near.begin(), near.end());
  near.erase(std::unique(near.begin(), near.end()), near.end());
  std::vector<std::string> out;
  for (std::size_t i = 0; i < std::min(shown, near.size()); ++i) {
    out.push_back(near[i].second);
  }
  return out;
}

}  // namespace mingle

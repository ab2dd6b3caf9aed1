// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "prior.h"

#include "toml_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <fmt/format.h>

namespace mingle {
namespace {

using Kind = TomlValue::Kind;

struct Family {
  std::string_view name;
  std::size_t fewest;
  std::size_t most;
};
constexpr std::array<Family, 7> families{{{"uniform", 2, 2},
                                          {"loguniform", 2, 2},
                                          {"normal", 2, 2},
                                          {"lognormal", 2, 2},
                                          {"beta", 2, 2},
                                          {"triangular", 3, 3},
                                          {"choice", 1, 64}}};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// The numbers in "a, b, c"; none if anything is not one.
std::vector<double> numbers_in(std::string_view list) {
  std::vector<double> numbers;
  while (true) {
    const std::size_t comma = list.find(',');
    const std::string_view item = trimmed(list.substr(0, comma));
    double value = 0;
    const char* end = item.data() + item.size();
    const auto result = std::from_chars(item.data(), end, value);
    if (result.ec != std::errc{} || result.ptr != end) return {};
    numbers.push_back(value);
    if (comma == list.npos) return numbers;
    list.remove_prefix(comma + 1);
  }
}

const TomlValue* member(const TomlValue& table, std::string_view name) {
  for (const TomlMember& one : table.members) {
    if (one.key == name) return &one.value;
  }
  return nullptr;
}

std::optional<double> number_of(const TomlValue& table, std::string_view name) {
  const TomlValue* value = member(table, name);
  if (value == nullptr) return std::nullopt;
  if (value->kind != Kind::integer && value->kind != Kind::number) {
    return std::nullopt;
  }
  return value->number;
}

}  // namespace

bool is_prior(std::string_view text) {
  text = trimmed(text);
  if (text == "fixed") return true;
  const std::size_t open = text.find('(');
  if (open == text.npos || text.back() != ')') return false;
  const std::string_view name = trimmed(text.substr(0, open));
  const std::size_t numbers =
      numbers_in(text.substr(open + 1, text.size() - open - 2)).size();
  return std::any_of(
      families.begin(), families.end(), [&](const Family& family) {
        return family.name == name && numbers >= family.fewest &&
               numbers <= family.most;
      });
}

std::optional<levers::Prior> parse_prior(std::string_view text) {
  using Family = levers::Prior::Family;
  text = trimmed(text);
  if (!is_prior(text)) return std::nullopt;
  levers::Prior prior;
  if (text == "fixed") return prior;
  const std::size_t open = text.find('(');
  const std::string_view name = trimmed(text.substr(0, open));
  const auto numbers =
      numbers_in(text.substr(open + 1, text.size() - open - 2));
  const auto at = std::find_if(
      families.begin(), families.end(), [name](const auto& family) {
        return family.name == name;
      });
  prior.family = static_cast<Family>(at - families.begin() + 1);
  if (prior.family == Family::choice) {
    prior.options = numbers;
    return prior;
  }
  prior.a = numbers[0];
  prior.b = numbers[1];
  if (numbers.size() > 2) prior.c = numbers[2];
  const bool ordered =
      prior.family == Family::uniform      ? prior.a <= prior.b
      : prior.family == Family::loguniform ? 0 < prior.a && prior.a <= prior.b
      : prior.family == Family::normal     ? prior.b >= 0
      : prior.family == Family::lognormal  ? prior.a > 0 && prior.b >= 0
      : prior.family == Family::beta       ? prior.a > 0 && prior.b > 0
                                     : prior.a <= prior.b && prior.b <= prior.c;
  if (!ordered) return std::nullopt;
  return prior;
}

std::vector<std::string> prior_table_problems(const TomlValue& table) {
  std::vector<std::string> problems;
  for (const TomlMember& one : table.members) {
    const bool number =
        one.value.kind == Kind::integer || one.value.kind == Kind::number;
    if (one.key == "prior") {
      if (one.value.kind != Kind::text || !is_prior(one.value.text)) {
        problems.push_back(fmt::format(
            "has a prior \"{}\" that is none of fixed, uniform(a, b), "
            "loguniform(a, b), normal(mean, sd), lognormal(median, sd), "
            "beta(a, b), triangular(a, mode, b), choice(a, b, ...)",
            printable(one.value.text)));
      }
    } else if (one.key != "value" && one.key != "min" && one.key != "max") {
      problems.push_back(fmt::format(
          "has an unknown part '{}'; the parts are value, prior, min, max",
          printable(one.key)));
    } else if (!number) {
      problems.push_back(fmt::format("has a '{}' that is no number", one.key));
    }
  }
  if (member(table, "value") == nullptr)
    problems.emplace_back("has no 'value'");
  const auto low = number_of(table, "min");
  const auto high = number_of(table, "max");
  if (low && high && !(*low <= *high)) {
    problems.push_back(fmt::format("has min {} above max {}", *low, *high));
  }
  const auto value = prior_table_value(table);
  const bool outside =
      value && ((low && *value < *low) || (high && *value > *high));
  if (outside) {
    problems.push_back(
        fmt::format("has a value {} outside its own min and max", *value));
  }
  return problems;
}

std::optional<double> prior_table_value(const TomlValue& table) {
  return number_of(table, "value");
}

std::string prior_text(const TomlValue& table) {
  const TomlValue* prior = member(table, "prior");
  if (prior == nullptr) return "";
  std::string text = prior->text;
  const auto low = number_of(table, "min");
  const auto high = number_of(table, "max");
  if (low || high) {
    text += fmt::format(" in [{}, {}]",
                        low ? fmt::format("{}", *low) : "-inf",
                        high ? fmt::format("{}", *high) : "inf");
  }
  return text;
}

}  // namespace mingle

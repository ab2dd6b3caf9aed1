// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "cmd_indices.h"

#include <algorithm>
#include <array>
#include <iterator>

#include <mingle/engine/error.h>

namespace mingle::tool {
namespace {

constexpr std::array<ParameterDefinition, 8> common_parameters{{
    {"denominator",
     ParameterType::choice,
     "pair",
     "pair|all",
     "a zone's total with --pair A:B: the two groups, or everyone"},
    {"empty_zones",
     ParameterType::choice,
     "keep",
     "keep|drop",
     "zones without people"},
    {"null_model",
     ParameterType::choice,
     "relabelling",
     "relabelling|evenness|zones",
     "what --permutations compares with"},
    {"alternative",
     ParameterType::choice,
     "greater",
     "greater|less|two_sided",
     "which side --permutations tests"},
    {"bootstrap_units",
     ParameterType::choice,
     "people",
     "people|zones",
     "what --bootstrap draws"},
    {"household_size",
     ParameterType::text,
     "",
     "",
     "persons per household, or a lookup column with it: whole households are "
     "relabelled and drawn"},
    {"level", ParameterType::number, "0.95", "", "of intervals", 0.5, 0.9999},
    {"seed", ParameterType::whole, "0", "", "of random tables", 0, 0},
}};

std::string suggestion_among(const std::string& wanted,
                             const std::vector<std::string>& names,
                             const std::string& otherwise) {
  const auto near = nearest_names(wanted, names);
  if (near.empty()) return otherwise;
  std::string text = "Did you mean ";
  for (std::size_t i = 0; i < near.size(); ++i) {
    text += (i == 0                ? "'"
             : i + 1 < near.size() ? ", '"
                                   : " or '") +
            near[i] + "'";
  }
  return text + "?";
}

std::pair<std::string, std::string> split_at(const std::string& text,
                                             char separator,
                                             const std::string& form) {
  const std::size_t at = text.find(separator);
  if (at == std::string::npos || at == 0 || at + 1 == text.size()) {
    throw UsageError{"'" + text.substr(0, 80) + "' is not " + form};
  }
  return {text.substr(0, at), text.substr(at + 1)};
}

PairChoice pair_choice(const std::string& text) {
  auto [group, other] =
      split_at(text, ':', "a pair: give --pair A:B or --pair A:rest");
  if (other == "rest") other.clear();
  if (group == other) {
    throw UsageError{"the pair '" + text + "' is one group twice",
                     "Give two groups, or GROUP:rest"};
  }
  return {std::move(group), std::move(other)};
}

/// What may have been meant: a name like it, or one whose title ends with
/// that letter or short name ("Index of dissimilarity, D").
std::string suggestion_for_index(const std::string& name) {
  std::vector<std::string> meant;
  for (const IndexDefinition& definition : index_catalogue()) {
    const std::string title = std::string{definition.title} + " (";
    if (title.find(", " + name + " (") != std::string::npos) {
      meant.emplace_back(definition.name);
    }
  }
  if (!meant.empty()) return "Did you mean '" + meant[0] + "'?";
  std::string small = british(name);
  std::transform(small.begin(), small.end(), small.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return suggestion_among(
      small, index_names(), "`mingle indices --list` names them all");
}

void read_names(const std::string& text, IndicesRequest& request) {
  for (const std::string& name : split_text(text, ',')) {
    if (name == "all") {
      request.all = true;
      continue;
    }
    if (find_indices(name).empty()) {
      throw UsageError{"there is no index '" + name + "'",
                       suggestion_for_index(name)};
    }
    request.names.push_back(british(name));
  }
}

void read_set(const std::vector<std::string>& set, IndicesRequest& request) {
  std::vector<std::string> known = parameter_names();
  for (const auto& one : common_parameters) known.emplace_back(one.name);
  for (const std::string& text : set) {
    const auto [name, value] =
        split_at(text, '=', "a setting: give --set NAME=VALUE");
    const std::string ours = british(name);
    if (std::find(known.begin(), known.end(), ours) == known.end()) {
      throw UsageError{
          "there is no parameter '" + name + "'",
          suggestion_among(
              ours, known, "`mingle indices --list` names them all")};
    }
    const auto before = std::find_if(
        request.set.begin(), request.set.end(), [&](const auto& one) {
          return one.first == ours;
        });
    auto values = split_text(value, ',');
    if (before == request.set.end()) {
      request.set.emplace_back(ours, std::move(values));
    } else {
      std::move(
          values.begin(), values.end(), std::back_inserter(before->second));
    }
  }
}

void apply_common(IndicesRequest& request) {
  std::vector<GivenParameter> given;
  for (const auto& [name, values] : request.set) {
    const bool common =
        std::any_of(common_parameters.begin(),
                    common_parameters.end(),
                    [&, &wanted = name](const ParameterDefinition& one) {
                      return one.name == wanted;
                    });
    if (!common) continue;
    if (values.size() != 1) {
      throw UsageError{"parameter '" + name + "' takes one value"};
    }
    given.push_back({name, values[0]});
    if (name == "denominator") request.denominator_given = true;
  }
  const Parameters p{common_parameters, given};
  if (p.is("denominator", "all")) request.denominator = Denominator::all;
  request.drop_empty = p.is("empty_zones", "drop");
  if (p.is("null_model", "evenness")) request.null_model = NullModel::evenness;
  if (p.is("null_model", "zones")) request.null_model = NullModel::zones;
  if (p.is("alternative", "less")) request.alternative = Alternative::less;
  if (p.is("alternative", "two_sided")) {
    request.alternative = Alternative::two_sided;
  }
  if (p.is("bootstrap_units", "zones")) request.unit = ResampledUnit::zones;
  request.household_size = p.text("household_size");
  request.level = p.number("level");
  request.seed = p.whole("seed");
}

std::size_t count_of(const std::optional<std::int64_t>& given,
                     const std::string& option) {
  constexpr std::int64_t most = 10'000'000;
  const std::int64_t count = given.value_or(0);
  if (count < 0 || count > most) {
    throw UsageError{option + " cannot be " + std::to_string(count),
                     "Give a number from 0 to 10000000"};
  }
  return static_cast<std::size_t>(count);
}

void refuse_repeated(std::vector<std::string> groups) {
  std::sort(groups.begin(), groups.end());
  const auto twice = std::adjacent_find(groups.begin(), groups.end());
  if (twice == groups.end()) return;
  throw UsageError{"--groups names '" + *twice + "' twice",
                   "Name each group once"};
}

void refuse_negative(const std::optional<std::int64_t>& given,
                     const std::string& option) {
  if (given.value_or(0) >= 0) return;
  throw UsageError{option + " cannot be " + std::to_string(*given),
                   "Give a whole number from 0"};
}

void check_kind(const std::string& kind) {
  static const std::vector<std::string> kinds{
      "pair", "multigroup", "matrix", "local", "comparison"};
  if (kind.empty() ||
      std::find(kinds.begin(), kinds.end(), kind) != kinds.end()) {
    return;
  }
  throw UsageError{
      "there is no kind '" + kind + "'",
      suggestion_among(
          kind, kinds, "Give pair, multigroup, matrix, local or comparison")};
}

}  // namespace

IndicesRequest understand(const IndicesOptions& options) {
  IndicesRequest request;
  request.groups = split_text(options.groups.value_or(""), ',');
  refuse_repeated(request.groups);
  for (const auto& text : options.pairs) {
    for (const auto& one : split_text(text, ',')) {
      request.pairs.push_back(pair_choice(one));
    }
  }
  for (const auto& names : options.index) read_names(names, request);
  request.kind = options.kind.value_or("");
  check_kind(request.kind);
  read_set(options.set, request);
  apply_common(request);
  refuse_negative(options.seed, "--seed");
  refuse_negative(options.threads, "--threads");
  if (options.seed) {
    request.seed = static_cast<std::uint64_t>(*options.seed);
  }
  const bool seed_set =
      std::any_of(request.set.begin(), request.set.end(), [](const auto& one) {
        return one.first == "seed";
      });
  if (!seed_set) {
    request.set.emplace_back(
        "seed", std::vector<std::string>{std::to_string(request.seed)});
  }
  for (const auto& text : options.where) {
    request.where.push_back(
        split_at(text, '=', "a condition: give --where COLUMN=VALUE"));
  }
  for (const auto& [name, values] : request.set) {
    if (name == "by") request.nested = values;
    if (name == "distance" &&
        std::find(values.begin(), values.end(), "network") != values.end()) {
      request.network = true;
    }
  }
  request.permutations = count_of(options.permutations, "--permutations");
  request.bootstraps = count_of(options.bootstrap, "--bootstrap");
  request.jackknife = options.jackknife;
  const bool needs_lookup =
      !request.where.empty() || options.by || !request.nested.empty();
  if (needs_lookup && !options.lookup) {
    throw UsageError{"--where, --by and --set by=... need a lookup",
                     "Give --lookup FILE:KEY with those columns"};
  }
  return request;
}

}  // namespace mingle::tool

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <embedded/levers_common_ground.h>
#include <embedded/levers_participation.h>
#include <embedded/levers_programmes.h>
#include <embedded/levers_responsibility.h>
#include <embedded/levers_social_mobility.h>
#include <embedded/levers_tackling_intolerance.h>

#include <mingle/geo/sha256.h>
#include <mingle/scenarios/levers.h>

namespace mingle {
namespace {

std::array<CatalogueFile, 6> shipped_files() {
  return {{{"levers/common_ground.toml", embedded::levers_common_ground},
           {"levers/responsibility.toml", embedded::levers_responsibility},
           {"levers/social_mobility.toml", embedded::levers_social_mobility},
           {"levers/participation.toml", embedded::levers_participation},
           {"levers/tackling_intolerance.toml",
            embedded::levers_tackling_intolerance},
           {"levers/programmes.toml", embedded::levers_programmes}}};
}

}  // namespace

std::string_view name_of(Reach reach) {
  constexpr std::array<std::string_view, 5> names{
      "nobody", "persons", "zones", "authorities", "dwellings"};
  return names[static_cast<std::size_t>(reach)];
}

std::string_view name_of(Every every) {
  constexpr std::array<std::string_view, 3> names{"once", "quarter", "year"};
  return names[static_cast<std::size_t>(every)];
}

std::string_view name_of(CostPer per) {
  constexpr std::array<std::string_view, 5> names{
      "person", "zone", "authority", "authority_year", "dwelling"};
  return names[static_cast<std::size_t>(per)];
}

const LeverEffect* LeverDefinition::effect(std::string_view wanted) const {
  for (const LeverEffect& one : effects) {
    if (one.name() == wanted) return &one;
  }
  return nullptr;
}

bool LeverDefinition::is_placebo() const {
  return parts.empty() &&
         std::all_of(effects.begin(), effects.end(), [](const auto& one) {
           return one.mechanism == levers::Mechanism::none;
         });
}

bool LeverDefinition::needs(levers::Needs part) const {
  const bool asked = part == levers::Needs::contact &&
                     (target.needs_contact() || zones.needs_contact());
  return asked ||
         std::any_of(effects.begin(), effects.end(), [part](const auto& one) {
           return levers::info_of(one.mechanism).needs == part;
         });
}

const LeverDefinition* LeverCatalogue::find(std::string_view id) const {
  if (id.ends_with(zero_suffix)) id.remove_suffix(zero_suffix.size());
  for (const LeverDefinition& lever : levers_) {
    if (lever.id == id) return &lever;
  }
  return nullptr;
}

std::vector<std::string> LeverCatalogue::ids() const {
  std::vector<std::string> ids;
  for (const LeverDefinition& lever : levers_) ids.push_back(lever.id);
  return ids;
}

const LeverCatalogue& shipped_levers() {
  static const LeverCatalogue catalogue{shipped_files()};
  return catalogue;
}

const std::string& lever_catalogue_sha256() {
  static const std::string hash = [] {
    std::string all;
    for (const CatalogueFile& file : shipped_files()) all += file.text;
    return sha256_of_text(all);
  }();
  return hash;
}

std::span<const std::string> factor_names() {
  static const std::array<std::string, 5> names{"common_ground",
                                                "responsibility",
                                                "social_mobility",
                                                "participation",
                                                "tackling_intolerance"};
  return names;
}

std::string factor_words(std::string_view factor) {
  std::string words{factor};
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

}  // namespace mingle

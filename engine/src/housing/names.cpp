// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <mingle/engine/housing/flows.h>
#include <mingle/engine/housing/households.h>
#include <mingle/engine/housing/rules.h>
#include <mingle/engine/housing/state.h>
#include <mingle/engine/housing/stock.h>

namespace mingle::housing {
namespace {

template <class Enum, std::size_t count>
std::string_view pick(const std::array<std::string_view, count>& names,
                      Enum value) {
  return names[static_cast<std::size_t>(value)];
}

constexpr std::array<std::string_view, composition_count> compositions{
    "single_under_65",
    "single_65_plus",
    "couple",
    "couple_children",
    "lone_parent",
    "sharers"};
constexpr std::array<std::string_view, social_class_count> classes{
    "managerial",
    "intermediate",
    "routine",
    "never_worked",
    "student"};
constexpr std::array<std::string_view, need_band_count> bands{"homeless",
                                                              "overcrowded",
                                                              "medical",
                                                              "other",
                                                              "none"};
constexpr std::array<std::string_view, sector_count> sectors{"owner",
                                                             "social",
                                                             "private"};
constexpr std::array<std::string_view, letting_rule_count> rules{"direct",
                                                                 "choice_based",
                                                                 "points"};
constexpr std::array<std::string_view, cause_count> causes{"move_owner",
                                                           "move_social",
                                                           "move_private",
                                                           "migration",
                                                           "arrival",
                                                           "departure",
                                                           "birth",
                                                           "death",
                                                           "formation",
                                                           "couple",
                                                           "supply"};
constexpr std::array<std::string_view, origin_count> origins{"owner",
                                                             "social",
                                                             "private",
                                                             "formed",
                                                             "arrived",
                                                             "migrated"};
constexpr std::array<std::string_view, unmet_count> reasons{"out_of_reach",
                                                            "outbid",
                                                            "waiting"};

}  // namespace

std::string_view name_of(Composition composition) {
  return pick(compositions, composition);
}
std::string_view name_of(SocialClass social_class) {
  return pick(classes, social_class);
}
std::string_view name_of(NeedBand band) {
  return pick(bands, band);
}
std::string_view name_of(Sector sector) {
  return pick(sectors, sector);
}
std::string_view name_of(LettingRule rule) {
  return pick(rules, rule);
}
std::string_view name_of(Cause cause) {
  return pick(causes, cause);
}
std::string_view name_of(Unmet reason) {
  return pick(reasons, reason);
}
std::string_view name_of(Origin origin) {
  return pick(origins, origin);
}

bool SocialRules::has_quota() const {
  return std::any_of(
      quota.begin(), quota.end(), [](double cap) { return cap < 1.0; });
}

}  // namespace mingle::housing

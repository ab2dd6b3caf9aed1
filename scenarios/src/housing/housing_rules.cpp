// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "housing_rules.h"

#include <algorithm>
#include <string>

#include <mingle/engine/housing/households.h>

namespace mingle {
namespace {

using housing::Sector;
using housing::sector_count;

std::string sector_word(std::size_t sector) {
  constexpr std::array<const char*, sector_count> words{
      "owner", "social", "private"};
  return words[sector];
}

std::array<double, sector_count> by_sector(const ParameterValues& value,
                                           const std::string& prefix) {
  std::array<double, sector_count> shares{};
  for (std::size_t s = 0; s < sector_count; ++s) {
    shares[s] = value[prefix + sector_word(s)];
  }
  return shares;
}

double of_census_group(const ParameterValues& value,
                       const std::string& prefix,
                       const std::string& group,
                       double otherwise) {
  return find_census_group(group) ? value[prefix + group] : otherwise;
}

void set_demography(const ParameterValues& value,
                    const GroupScheme& groups,
                    housing::DemographyRules& rules) {
  constexpr int first_age = 15;
  for (std::size_t i = 0; i < rules.fertility.size(); ++i) {
    const int from = first_age + static_cast<int>(i) / 5 * 5;
    rules.fertility[i] = value["fertility_" + std::to_string(from) + "_" +
                               std::to_string(from + 4)];
  }
  for (const std::string& name : groups.names()) {
    const auto census = find_census_group(name);
    rules.fertility_factor.push_back(
        census
            ? value["fertility_factor_" + std::string{name_of(census->broad)}]
            : 1.0);
  }
  rules.death_level = {value["death_level_female"], value["death_level_male"]};
  rules.death_slope = {value["death_slope_female"], value["death_slope_male"]};
  rules.leave_home_rate = value["leave_home_rate"];
  rules.leave_near_share = value["leave_near_share"];
  rules.union_rate = value["union_rate"];
  rules.dissolution_rate = value["dissolution_rate"];
  rules.union_homogamy = value["union_homogamy"];
  rules.union_age_gap = static_cast<int>(value["union_age_gap"]);
  rules.share_of_boys = value["share_of_boys"];
  rules.child_group = child_groups(groups);
}

void set_migration(const ParameterValues& value,
                   housing::MigrationRules& rules) {
  rules.pandemic_factor = value["pandemic_factor"];
  rules.emigration_share = value["emigration_share"];
  rules.vacancy_response = value["vacancy_response"];
  rules.arrival_elasticity = value["arrival_elasticity"];
  rules.arrival_diversity = value["arrival_diversity"];
  rules.arrival_deprivation = value["arrival_deprivation"];
  rules.arrival_rented = value["arrival_rented"];
  rules.arrival_sector = by_sector(value, "arrival_");
  rules.arrival_sector_uk = by_sector(value, "arrival_uk_");
  rules.leave_weight = by_sector(value, "leave_weight_");
  rules.arrival_with_kin = value["arrival_with_kin"];
  rules.dispersal_share = value["dispersal_share"];
  rules.dispersal_cap = value["dispersal_cap"];
  rules.dispersal_onward = value["dispersal_onward"];
  rules.dispersal_years = value["dispersal_years"];
}

void set_mobility(const ParameterValues& value, housing::MobilityRules& rules) {
  rules.owner_under_55 = value["mobility_owner_under_55"];
  rules.owner_55_plus = value["mobility_owner_55_plus"];
  rules.private_under_55 = value["mobility_private_under_55"];
  rules.private_55_plus = value["mobility_private_55_plus"];
  rules.social = value["mobility_social"];
  rules.private_trend = value["mobility_private_trend"];
  rules.trend_years = value["mobility_trend_years"];
  rules.patience = value["mobility_patience"];
  rules.crowding = value["mobility_crowding"];
  rules.life_event = value["mobility_life_event"];
  rules.affordability = value["mobility_affordability"];
  rules.out_group = value["mobility_out_group"];
  for (std::size_t s = 0; s < sector_count; ++s) {
    rules.transition[s] =
        by_sector(value, "transition_" + sector_word(s) + "_");
  }
  rules.new_household = by_sector(value, "new_household_");
  rules.tenure_trend = by_sector(value, "tenure_trend_");
  rules.tenure_response = value["tenure_response"];
  rules.least_within = value["mobility_least_within"];
  rules.homes_for_one = value["mobility_homes_for_one"];
}

/// Caps by group: `otherwise` where none is named; empty: no caps at all.
std::vector<double> caps_by_group(
    const std::vector<std::pair<std::string, double>>& named,
    const GroupScheme& groups,
    double otherwise) {
  if (named.empty()) return {};
  std::vector<double> caps(groups.size(), otherwise);
  for (const auto& [name, share] : named) {
    const auto group = groups.find(name);
    if (group) caps[group->index()] = share;
  }
  return caps;
}

void set_markets(const Scenario& scenario,
                 const GroupScheme& groups,
                 housing::Rules& rules) {
  const ParameterValues& value = scenario.parameters;
  rules.choice.class_similarity = value["class_similarity"];
  rules.choice.price = value["price_weight"];
  rules.choice.quality = value["quality_weight"];
  rules.choice.bedrooms = value["bedroom_weight"];
  rules.choice.rent_limit = value["rent_limit"];
  rules.choice.price_limit = value["price_limit"];
  rules.choice.deposit = value["deposit"];
  rules.choice.tie = value["tie"];
  rules.choice.urgency = value["urgency"];
  rules.choice.class_utility = {.form = scenario.housing.class_utility,
                                .slope = value["utility_slope"],
                                .threshold = value["utility_threshold"],
                                .peak = value["utility_peak"],
                                .fall = value["utility_fall"]};
  // A share is never above 1: who is not named may buy anywhere.
  rules.owner.quota = caps_by_group(scenario.housing.sales_quota, groups, 2.0);
  rules.owner.bid_spread = value["bid_spread"];
  rules.owner.reserve = value["reserve"];
  rules.owner.price_response = value["price_response"];
  rules.owner.price_return = value["price_return"];
  rules.owner.price_step = value["price_step"];
  rules.stock.owner_to_private = value["owner_to_private"];
  rules.stock.private_to_owner = value["private_to_owner"];
  rules.stock.response = value["conversion_response"];
  rules.stock.mortgage_paid = value["mortgage_paid"];
  rules.stock.right_to_buy = value["right_to_buy"];
  rules.perceived.fairness_start = value["fairness_start"];
  rules.perceived.fairness_lettings = value["fairness_lettings"];
  rules.perceived.fairness_waits = value["fairness_waits"];
  rules.perceived.fairness_memory = value["fairness_memory"];
  rules.perceived.service_memory = value["service_memory"];
  rules.perceived.service_exits = value["service_exits"];
}

void set_renting(const Scenario& scenario,
                 const GroupScheme& groups,
                 housing::Rules& rules) {
  const ParameterValues& value = scenario.parameters;
  housing::PrivateRules& landlords = rules.private_rented;
  landlords.discrimination =
      scenario.housing.discrimination == Discrimination::on;
  for (const std::string& name : groups.names()) {
    landlords.gap.push_back(of_census_group(value, "private_gap_", name, 0.0));
  }
  landlords.concentration = value["private_concentration"];
  landlords.viewings = static_cast<int>(value["private_viewings"]);
  housing::SocialRules& social = rules.social;
  social.rule_share = {value["letting_direct"],
                       value["letting_choice_based"],
                       value["letting_points"]};
  social.band_weight = {value["points_homeless"],
                        value["points_overcrowded"],
                        value["points_medical"],
                        value["points_other"],
                        0.0};
  social.points_per_year = value["points_per_year"];
  social.local_connection_years = value["local_connection_years"];
  social.refusal = value["refusal"];
  social.adverts = static_cast<int>(value["adverts"]);
  social.spare_bedrooms = static_cast<int>(value["spare_bedrooms"]);
  social.bid_rate = value["bid_rate"];
  social.join_rate_need = value["join_rate_need"];
  social.join_rate_other = value["join_rate_other"];
  social.medical_rate = value["medical_rate"];
  social.income_limit = value["social_income_limit"];
  social.sensitive_cap = value["sensitive_cap"];
  social.quota = caps_by_group(scenario.housing.quota, groups, 1.0);
}

/// The mixed group of a child of two broad groups, if the census has it.
const char* mixed_name(const CensusGroup& a, const CensusGroup& b) {
  const bool white =
      a.broad == BroadGroup::white || b.broad == BroadGroup::white;
  const CensusGroup& other = a.broad == BroadGroup::white ? b : a;
  if (!white) return "mixed_other";
  if (other.name == "black_caribbean") return "mixed_white_black_caribbean";
  if (other.name == "black_african") return "mixed_white_black_african";
  if (other.broad == BroadGroup::asian) return "mixed_white_asian";
  return "mixed_other";
}

}  // namespace

std::vector<std::uint8_t> child_groups(const GroupScheme& groups) {
  std::vector<std::uint8_t> table;
  for (std::size_t mother = 0; mother < groups.size(); ++mother) {
    const auto a = find_census_group(groups.name(GroupId{mother}));
    for (std::size_t parent = 0; parent < groups.size(); ++parent) {
      const auto b = find_census_group(groups.name(GroupId{parent}));
      std::size_t child = mother;
      const bool mixes = a && b && a->broad != b->broad &&
                         a->broad != BroadGroup::mixed &&
                         b->broad != BroadGroup::mixed;
      if (mixes) {
        const auto found = groups.find(mixed_name(*a, *b));
        if (found) child = found->index();
      } else if (a && b && b->broad == BroadGroup::mixed) {
        child = parent;
      }
      table.push_back(static_cast<std::uint8_t>(child));
    }
  }
  return table;
}

housing::Rules housing_rules(const Scenario& scenario,
                             const GroupScheme& groups) {
  const ParameterValues& value = scenario.parameters;
  housing::Rules rules;
  set_demography(value, groups, rules.demography);
  set_migration(value, rules.migration);
  set_mobility(value, rules.mobility);
  set_markets(scenario, groups, rules);
  set_renting(scenario, groups, rules);
  return rules;
}

}  // namespace mingle

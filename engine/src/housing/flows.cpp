// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <mingle/engine/housing/flows.h>

namespace mingle::housing {

// NOLINTNEXTLINE(readability-function-size): a table, one entry a count
std::vector<FlowSpec> flow_specs() {
  return {
      {"moves_by_tenure",
       "tenure",
       "households that moved within an authority, by tenure moved into"},
      {"moves_by_round",
       "round",
       "households that moved within an authority, by round of the search"},
      {"moves_by_distance",
       "distance_band",
       "households that moved within an authority, by distance of the move"},
      {"migrations", "group", "households that moved between authorities"},
      {"arrivals", "group", "households that arrived from outside the study"},
      {"departures", "group", "households that left the study"},
      {"turned_away",
       "group",
       "households from elsewhere that found no home to arrive in"},
      {"unplaced_by_sector",
       "sector",
       "households that searched and found no home, by sector wanted"},
      {"formations", "group", "households formed by leaving home or a split"},
      {"dissolutions",
       "group",
       "households that ended by a death or by moving in together"},
      {"births", "group", "children born"},
      {"deaths", "group", "persons who died"},
      {"unions", "group", "couples formed, by group of the first partner"},
      {"mixed_unions", "group", "couples formed between two groups"},
      {"lettings", "letting_rule group", "social homes let"},
      {"letting_wait",
       "letting_rule group",
       "quarters waited on the register, summed over social homes let"},
      {"refusals", "group", "direct offers of a social home refused"},
      {"private_applications", "group", "applications for private lettings"},
      {"private_rejections",
       "group",
       "applications for private lettings that the landlord turned down"},
      {"owner_bids", "group", "bids for homes on sale"},
      {"owner_outbid", "group", "bids for homes on sale that failed"},
      {"vacancy_chains",
       "chain_length",
       "vacancy chains that ended, by the number of moves in them"},
      {"conversions", "tenure", "dwellings that changed to the tenure"},
      {"built", "tenure", "dwellings built"},
      {"demolished", "tenure", "dwellings demolished"},
      {"sought",
       "origin sector",
       "households that began to look for a home, by where they come from and "
       "the sector they look in first"},
      {"found",
       "origin sector",
       "households that found a home, by where they come from and its sector"},
      {"moved_in",
       "move_class",
       "households that moved into a home, by its sector and the age of the "
       "reference person"},
      {"unmet",
       "origin unmet_reason",
       "households that searched and found no home, by where they come from "
       "and why"},
  };
}

namespace {

std::size_t length_of(const std::string& dimension,
                      std::size_t groups,
                      int rounds) {
  if (dimension == "tenure") return tenure_count;
  if (dimension == "sector") return sector_count;
  if (dimension == "round") return static_cast<std::size_t>(rounds);
  if (dimension == "distance_band") return distance_band_count;
  if (dimension == "chain_length") return chain_length_count;
  if (dimension == "letting_rule group") return letting_rule_count * groups;
  if (dimension == "origin sector") return origin_count * sector_count;
  if (dimension == "origin unmet_reason") return origin_count * unmet_count;
  if (dimension == "move_class") return move_class_count;
  return groups;
}

}  // namespace

Flows::Flows(std::size_t groups, int rounds) : groups_{groups} {
  for (const FlowSpec& spec : flow_specs()) {
    values_.emplace_back(length_of(spec.dimension, groups, rounds));
  }
}

void Flows::add(const Flows& other) {
  for (std::size_t f = 0; f < values_.size(); ++f) {
    for (std::size_t i = 0; i < values_[f].size(); ++i) {
      values_[f][i] += other.values_[f][i];
    }
  }
}

void Flows::clear() {
  for (auto& each : values_) std::fill(each.begin(), each.end(), 0);
}

}  // namespace mingle::housing

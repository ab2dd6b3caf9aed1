// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "seeds.h"
#include "zone_people.h"

#include <algorithm>
#include <cmath>

namespace mingle {
namespace {

struct Ranked {
  double key;
  std::size_t household;
  bool operator<(const Ranked& other) const {
    return key != other.key ? key < other.key : household < other.household;
  }
};

/// Households in an order in which those with more weight tend to come first.
/// @source Efraimidis and Spirakis 2006, Information Processing Letters 97,
///         181 (weighted sampling without replacement).
template <class WeightOf>
std::vector<Ranked> drawn_order(const std::vector<std::size_t>& households,
                                const WeightOf& weight_of,
                                Draws& draws) {
  std::vector<Ranked> order;
  order.reserve(households.size());
  for (const std::size_t i : households) {
    order.push_back({-std::log(draws.uniform()) / weight_of(i), i});
  }
  std::sort(order.begin(), order.end());
  return order;
}

std::size_t size_row(std::size_t size) {
  return std::min<std::size_t>(size, 4) - 2;
}

/// Makes `count` of the candidates other households; returns the families.
std::vector<std::size_t> choose_others(
    const ZoneHouseholds& households,
    const std::vector<std::size_t>& candidates,
    std::size_t count,
    Draws& draws,
    ZonePeople& people) {
  const Seed& by_tenure = seed("other_by_tenure");
  const Seed& by_size = seed("other_by_size");
  const auto order = drawn_order(
      candidates,
      [&](std::size_t i) {
        return by_tenure.at(static_cast<std::size_t>(households.tenure(i)), 0) *
               by_size.at(size_row(households.sizes[i]), 0);
      },
      draws);
  std::vector<std::size_t> families;
  for (std::size_t n = 0; n < order.size(); ++n) {
    if (n < count) {
      people.types[order[n].household] = HouseholdType::other;
    } else {
      families.push_back(order[n].household);
    }
  }
  std::sort(families.begin(), families.end());
  return families;
}

/// Families of one size: lone parents, couples, couples with children.
void choose_parents(const ZoneHouseholds& households,
                    const std::vector<std::size_t>& families,
                    double lone_share,
                    Draws& draws,
                    ZonePeople& people) {
  const Seed& by_tenure = seed("lone_parent_by_tenure");
  const auto order = drawn_order(
      families,
      [&](std::size_t i) {
        return by_tenure.at(static_cast<std::size_t>(households.tenure(i)), 0);
      },
      draws);
  const auto lone = static_cast<std::size_t>(
      std::llround(lone_share * static_cast<double>(order.size())));
  for (std::size_t n = 0; n < order.size(); ++n) {
    const std::size_t i = order[n].household;
    people.types[i] = n < lone ? HouseholdType::lone_parent
                      : households.sizes[i] == 2
                          ? HouseholdType::couple
                          : HouseholdType::couple_children;
  }
}

/// Couples become lone parents, those with most members first in a drawn
/// order, until every minor has a place.
void make_places(const ZoneHouseholds& households,
                 std::int64_t minors,
                 Draws& draws,
                 ZonePeople& people) {
  std::int64_t places = 0;
  std::vector<std::size_t> couples;
  for (std::size_t i = 0; i < households.size(); ++i) {
    const bool couple = people.types[i] == HouseholdType::couple ||
                        people.types[i] == HouseholdType::couple_children;
    places += households.sizes[i] - (couple ? 2 : 1);
    if (couple) couples.push_back(i);
  }
  if (places >= minors) return;
  const auto order = drawn_order(
      couples,
      [&](std::size_t i) { return static_cast<double>(households.sizes[i]); },
      draws);
  for (const Ranked& each : order) {
    if (places >= minors) return;
    people.types[each.household] = HouseholdType::lone_parent;
    ++places;
  }
}

}  // namespace

void choose_types(const ZoneHouseholds& households,
                  const PeopleRules& rules,
                  double other_share,
                  std::int64_t minors,
                  Draws& draws,
                  ZonePeople& people) {
  people.types.assign(households.size(), HouseholdType::single);
  std::vector<std::size_t> several;
  for (std::size_t i = 0; i < households.size(); ++i) {
    if (households.sizes[i] > 1) several.push_back(i);
  }
  const auto others = static_cast<std::size_t>(
      std::llround(other_share * static_cast<double>(several.size())));
  const auto families =
      choose_others(households, several, others, draws, people);
  people.others_wanted = static_cast<std::int64_t>(others);
  people.others_made =
      static_cast<std::int64_t>(several.size() - families.size());
  for (std::size_t row = 0; row < rules.lone_parent.size(); ++row) {
    std::vector<std::size_t> of_size;
    for (const std::size_t i : families) {
      if (size_row(households.sizes[i]) == row) of_size.push_back(i);
    }
    choose_parents(households, of_size, rules.lone_parent[row], draws, people);
  }
  make_places(households, minors, draws, people);
}

}  // namespace mingle

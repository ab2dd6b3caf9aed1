// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// What must be true of the indices for any table of people.
#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <mingle/engine/indices/local.h>
#include <mingle/engine/indices/multigroup.h>
#include <mingle/engine/indices/registry.h>
#include <mingle/engine/indices/two_group.h>

namespace mingle {
namespace {

constexpr double close = 1e-9;

/// A town of up to 30 zones in which each of the groups lives somewhere.
PeopleTable any_town(std::size_t groups) {
  const auto zones = *rc::gen::inRange<std::size_t>(1, 30);
  std::vector<double> values;
  for (std::size_t i = 0; i < zones * groups; ++i) {
    values.push_back(*rc::gen::inRange(0, 500));
  }
  for (std::size_t g = 0; g < groups; ++g) values[g] += 1;
  return {groups, std::move(values)};
}

std::vector<std::size_t> any_order(std::size_t count) {
  std::vector<std::size_t> order(count);
  for (std::size_t i = 0; i < count; ++i) order[i] = i;
  for (std::size_t i = count; i > 1; --i) {
    std::swap(order[i - 1], order[*rc::gen::inRange<std::size_t>(0, i)]);
  }
  return order;
}

bool is_random(const IndexDefinition& definition) {
  return std::any_of(definition.parameters.begin(),
                     definition.parameters.end(),
                     [](const auto& one) { return one.name == "iterations"; });
}

/// Every index of two groups or of all groups that needs only counts.
std::vector<const IndexDefinition*> aspatial_indices() {
  std::vector<const IndexDefinition*> out;
  for (const IndexDefinition& definition : index_catalogue()) {
    const IndexNeeds& needs = definition.needs;
    const bool counts_only = !needs.geometry() && !needs.parents &&
                             !needs.second && !is_random(definition);
    if (counts_only && definition.shape == ValueShape::scalar) {
      out.push_back(&definition);
    }
  }
  return out;
}

double value_of(const IndexDefinition& definition, const PeopleTable& town) {
  const TwoGroups pair = pair_of(town, 0, 1, Denominator::pair);
  IndexInput input;
  input.people = &town;
  input.pair = &pair;
  return definition.compute(input, Parameters{definition.parameters, {}})[0];
}

void same(double a, double b, std::string_view what) {
  RC_ASSERT(std::isnan(a) == std::isnan(b));
  if (!std::isnan(a) && std::abs(a - b) > close) {
    RC_FAIL(std::string{what} + ": " + std::to_string(a) + " and " +
            std::to_string(b));
  }
}

RC_GTEST_PROP(IndexProperties, OrderOfZonesDoesNotMatter, ()) {
  const PeopleTable town = any_town(4);
  const PeopleTable other = town.rows(any_order(town.zones()));
  for (const auto* index : aspatial_indices()) {
    same(value_of(*index, town), value_of(*index, other), index->name);
  }
}

// Of the multigroup indices all but the ordinal ones.
RC_GTEST_PROP(IndexProperties, NamesOfGroupsDoNotMatter, ()) {
  const PeopleTable town = any_town(4);
  const PeopleTable other = town.columns(any_order(4));
  for (const auto* index : aspatial_indices()) {
    const bool ordinal = index->name.substr(0, 7) == "ordinal";
    if (index->kind != IndexKind::multigroup || ordinal) continue;
    same(value_of(*index, town), value_of(*index, other), index->name);
  }
}

RC_GTEST_PROP(IndexProperties, SizeOfTheCityDoesNotMatter, ()) {
  const PeopleTable town = any_town(4);
  const double factor = *rc::gen::inRange(2, 1000);
  std::vector<double> values;
  for (const double value : town.values()) values.push_back(factor * value);
  const PeopleTable larger{4, std::move(values)};
  for (const auto* index : aspatial_indices()) {
    // Its sampling error falls with size: that is what it is for.
    if (index->name == "density_corrected_dissimilarity") continue;
    same(value_of(*index, town), value_of(*index, larger), index->name);
  }
}

// Two zones of the same composition count as one, and a zone split evenly
// changes nothing.
RC_GTEST_PROP(IndexProperties, SplittingAZoneEvenlyDoesNotMatter, ()) {
  const PeopleTable town = any_town(4);
  const auto split = *rc::gen::inRange<std::size_t>(0, town.zones());
  std::vector<double> values;
  for (std::size_t z = 0; z < town.zones(); ++z) {
    const auto row = town.row(z);
    const double part = z == split ? 0.25 : 1;
    for (const double count : row) values.push_back(part * count);
  }
  for (const double count : town.row(split)) values.push_back(0.75 * count);
  const PeopleTable other{4, std::move(values)};
  for (const auto* index : aspatial_indices()) {
    if (index->name == "density_corrected_dissimilarity") continue;
    same(value_of(*index, town), value_of(*index, other), index->name);
  }
}

RC_GTEST_PROP(IndexProperties, EmptyZonesDoNotMatter, ()) {
  const PeopleTable town = any_town(4);
  std::vector<double> values{town.values().begin(), town.values().end()};
  values.insert(values.begin(), 4, 0.0);
  const PeopleTable other{4, std::move(values)};
  for (const auto* index : aspatial_indices()) {
    same(value_of(*index, town), value_of(*index, other), index->name);
  }
}

RC_GTEST_PROP(IndexProperties, ProportionsStayBetweenNoneAndAll, ()) {
  const PeopleTable town = any_town(3);
  const std::vector<std::string_view> unbounded{
      "entropy", "mutual_information", "concentration_profile"};
  for (const auto* index : aspatial_indices()) {
    const auto found =
        std::find(unbounded.begin(), unbounded.end(), index->name);
    if (found != unbounded.end()) continue;
    const double value = value_of(*index, town);
    if (std::isnan(value)) continue;
    RC_ASSERT(value >= -close);
    RC_ASSERT(value <= 1 + close);
  }
}

RC_GTEST_PROP(IndexProperties, TwoGroupsAreTheSameInBothForms, ()) {
  const PeopleTable town = any_town(2);
  const TwoGroups pair = pair_of(town, 0, 1, Denominator::pair);
  same(dissimilarity(town), dissimilarity(pair), "dissimilarity");
  same(gini(town), gini(pair), "gini");
  same(information_theory(town), information_theory(pair), "H");
  same(mutual_information(town), mutual_information(pair), "M");
  same(relative_diversity(town), correlation_ratio(pair), "R");
  same(normalised_exposure(town), correlation_ratio(pair), "P");
  same(squared_coefficient_of_variation(town), correlation_ratio(pair), "C");
}

// Moving a person of x from a zone where x is commoner to one where it is
// rarer, in exchange for one of y, cannot raise an index of evenness.
RC_GTEST_PROP(IndexProperties, TransferPrinciple, ()) {
  const PeopleTable town = any_town(2);
  const auto share = [&](std::size_t z) {
    return town.at(z, 0) / std::max(town.zone_total(z), 1.0);
  };
  std::size_t from = 0;
  std::size_t to = 0;
  for (std::size_t z = 0; z < town.zones(); ++z) {
    const bool gives = town.at(z, 0) >= 1;
    const bool takes = town.at(z, 1) >= 1;
    if (gives && share(z) > share(from)) from = z;
    if (takes && share(z) < share(to)) to = z;
  }
  // The two must not change places.
  const double gap = share(from) - share(to);
  const bool possible = gap > 1 / std::max(town.zone_total(from), 1.0) +
                                  1 / std::max(town.zone_total(to), 1.0);
  RC_CLASSIFY(possible);
  if (!possible) return;
  std::vector<double> values{town.values().begin(), town.values().end()};
  values[from * 2] -= 1;
  values[from * 2 + 1] += 1;
  values[to * 2] += 1;
  values[to * 2 + 1] -= 1;
  const PeopleTable moved{2, std::move(values)};
  const TwoGroups before = pair_of(town, 0, 1, Denominator::pair);
  const TwoGroups after = pair_of(moved, 0, 1, Denominator::pair);
  RC_ASSERT(dissimilarity(after) <= dissimilarity(before) + close);
  RC_ASSERT(gini(after) <= gini(before) + close);
  RC_ASSERT(information_theory(after) <= information_theory(before) + close);
  RC_ASSERT(atkinson(after, 0.5) <= atkinson(before, 0.5) + close);
  RC_ASSERT(hutchens(after) <= hutchens(before) + close);
  RC_ASSERT(correlation_ratio(after) <= correlation_ratio(before) + close);
}

RC_GTEST_PROP(IndexProperties, LocalPartsAddUp, ()) {
  const PeopleTable town = any_town(3);
  double sum = 0;
  for (const double part : local_mutual_information(town)) {
    if (!std::isnan(part)) sum += part;
  }
  same(sum, mutual_information(town), "M");
  const TwoGroups pair = pair_of(town, 0, 1, Denominator::all);
  double met = 0;
  for (const double part : local_exposure(pair)) {
    if (!std::isnan(part)) met += part;
  }
  same(met, exposure(pair, false), "exposure");
}

}  // namespace
}  // namespace mingle

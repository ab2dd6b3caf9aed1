// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "bedrooms.h"

#include "proportional_fit.h"
#include "seeds.h"

#include <utility>

#include <mingle/engine/dwellings.h>
#include <mingle/engine/housing/stock.h>

namespace mingle {

std::vector<std::uint8_t> give_bedrooms(const ZoneHouseholds& households,
                                        std::span<const std::int32_t> published,
                                        Draws& draws) {
  constexpr std::size_t classes = housing::bedroom_class_count;
  const Seed& by_size = seed("bedrooms_by_size");
  const Seed& by_tenure = seed("bedrooms_by_tenure");
  Weights weights{kind_count, classes};
  std::vector<std::int32_t> rows(kind_count);
  for (const std::uint8_t kind : households.kinds) ++rows[kind];
  for (std::size_t kind = 0; kind < kind_count; ++kind) {
    for (std::size_t b = 0; b < classes; ++b) {
      weights.at(kind, b) = by_size.at(kind % size_class_count, b) *
                            by_tenure.at(kind / size_class_count, b);
    }
  }
  const std::vector<double> totals{rows.begin(), rows.end()};
  fit_proportionally(totals, {published.begin(), published.end()}, weights);
  const auto counts = round_rows(rows, weights, draws);
  std::vector<std::vector<std::uint8_t>> cards(kind_count);
  for (std::size_t kind = 0; kind < kind_count; ++kind) {
    std::vector<std::uint8_t>& row = cards[kind];
    for (std::size_t b = 0; b < classes; ++b) {
      row.insert(row.end(),
                 static_cast<std::size_t>(counts[kind * classes + b]),
                 static_cast<std::uint8_t>(b));
    }
    for (std::size_t i = row.size(); i > 1; --i) {
      std::swap(row[i - 1], row[draws.below(i)]);
    }
  }
  std::vector<std::uint8_t> bedrooms;
  bedrooms.reserve(households.size());
  for (const std::uint8_t kind : households.kinds) {
    bedrooms.push_back(cards[kind].back());
    cards[kind].pop_back();
  }
  return bedrooms;
}

}  // namespace mingle

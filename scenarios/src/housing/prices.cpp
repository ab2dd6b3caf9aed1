// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "prices.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/engine/housing/stock.h>

namespace mingle {
namespace {

constexpr double weeks_per_year = 365.25 / 7.0;
constexpr std::size_t classes = housing::bedroom_class_count;

std::array<double, classes> by_bedrooms(const ParameterValues& value,
                                        const std::string& id) {
  std::array<double, classes> numbers{};
  for (std::size_t b = 0; b < classes; ++b) {
    numbers[b] = value[id + std::to_string(b + 1)];
  }
  return numbers;
}

}  // namespace

std::vector<double> mean_prices(const Scenario& scenario,
                                const StudyArea& area,
                                const mingle::World& world,
                                std::vector<std::string>& notes) {
  const auto& table = area.housing.house_prices;
  const double usual =
      area.housing.national_price.value_or(scenario.parameters["house_price"]);
  std::vector<double> prices;
  std::vector<std::string> missing;
  for (const std::string& code : world.authorities.codes) {
    const auto found =
        std::find_if(table.begin(), table.end(), [&code](const auto& each) {
          return each.first == code;
        });
    if (found == table.end()) missing.push_back(code);
    prices.push_back(found == table.end() ? usual : found->second);
  }
  if (!missing.empty()) {
    notes.push_back(fmt::format(
        "no house price for {}: {:.0f} pounds are assumed there ({})",
        first_few(missing),
        usual,
        area.housing.national_price ? "the table's row for England"
                                    : "parameter population.price.house"));
  }
  return prices;
}

void set_base_prices(const Scenario& scenario,
                     const std::vector<double>& mean_prices,
                     const std::vector<std::int32_t>& homes,
                     housing::World& world) {
  const ParameterValues& value = scenario.parameters;
  const auto step = by_bedrooms(value, "price_bedrooms_");
  const auto social = by_bedrooms(value, "social_rent_");
  const mingle::World& base = world.base;
  const auto relative = [&](CellId cell) {
    return step[housing::bedrooms_of_kind(base.kind_of(cell))] *
           std::exp(value["price_gradient"] *
                    world.quality[base.zone_of(cell).index()]);
  };
  world.base_prices.assign(base.cells(), 0.0);
  for (std::size_t a = 0; a < base.authorities.size(); ++a) {
    double sum = 0;
    double count = 0;
    const std::uint32_t begin = base.first_cell[a];
    const std::uint32_t end = base.first_cell[a + 1];
    for (std::uint32_t c = begin; c < end; ++c) {
      sum += homes[c] * relative(CellId{std::size_t{c}});
      count += homes[c];
    }
    const double scale = sum > 0 ? mean_prices[a] * count / sum : 0.0;
    for (std::uint32_t c = begin; c < end; ++c) {
      const CellId cell{std::size_t{c}};
      const std::size_t kind = base.kind_of(cell);
      const auto sector = housing::sector_of(housing::tenure_of_kind(kind));
      const double price = scale * relative(cell);
      world.base_prices[c] =
          sector == housing::Sector::owner ? price
          : sector == housing::Sector::private_rented
              ? price * value["rent_yield"]
              : social[housing::bedrooms_of_kind(kind)] * weeks_per_year;
    }
  }
}

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "choice.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace mingle::housing {
namespace {

/// Income bands are equally wide in the logarithm between these two, pounds a
/// year; the lowest and the highest are open.
constexpr double lowest_income = 8'000.0;
constexpr double highest_income = 160'000.0;

double log_width() {
  static const double width = std::log(highest_income / lowest_income) /
                              static_cast<double>(income_bands);
  return width;
}

std::vector<Tenure> tenures_of(Sector sector) {
  std::vector<Tenure> tenures;
  for (const Tenure tenure : all_tenures) {
    if (sector_of(tenure) == sector) tenures.push_back(tenure);
  }
  return tenures;
}

}  // namespace

namespace {

/// Lowest income of each band but the first, so that nobody takes logarithms.
using BandEdges = std::array<std::uint16_t, income_bands - 1>;

double band_of(std::uint16_t income) {
  const double pounds = std::max(1.0, 100.0 * income);
  return std::log(pounds / lowest_income) / log_width();
}

BandEdges find_edges() {
  BandEdges edges{};
  for (std::size_t band = 1; band < income_bands; ++band) {
    std::uint16_t below = 0;
    std::uint16_t from = std::numeric_limits<std::uint16_t>::max();
    while (from - below > 1) {
      const auto middle = static_cast<std::uint16_t>((below + from) / 2);
      (band_of(middle) < static_cast<double>(band) ? below : from) = middle;
    }
    edges[band - 1] = from;
  }
  return edges;
}

}  // namespace

std::size_t income_band(std::uint16_t income) {
  static const BandEdges edges = find_edges();
  std::size_t band = 0;
  for (const std::uint16_t edge : edges) band += income >= edge ? 1 : 0;
  return band;
}

double affordable(const ChoiceRules& rules, Sector sector, std::size_t band) {
  const double income =
      lowest_income * std::exp(log_width() * (static_cast<double>(band) + 0.5));
  if (sector == Sector::owner) {
    return income * rules.price_limit / (1.0 - rules.deposit);
  }
  return income * rules.rent_limit;
}

void Market::open(const World& world,
                  const State& state,
                  AuthorityId authority,
                  const Offer& social,
                  const std::array<std::size_t, bedroom_class_count>& least) {
  least_need_ = least;
  zones_ = world.base.authority_zones(authority);
  const Vacancies& vacancies = state.vacancies[authority.index()];
  all_.dwellings = vacancies.dwellings;
  all_.first = vacancies.first;
  social_ = &social;
  sampled_ = world.base.rules.choice == ChoiceMode::sampled;
  price_ = world.rules.choice.price;
  room_ = std::exp(world.rules.choice.bedrooms);
  for (const Sector sector : {Sector::owner, Sector::private_rented}) {
    for (std::size_t band = 0; band < income_bands; ++band) {
      budgets_[static_cast<std::size_t>(sector)][band] =
          affordable(world.rules.choice, sector, band);
    }
  }
  prices_.resize(kind_count * zones_);
  const auto& zones = world.base.authorities.zones[authority.index()];
  for (std::size_t kind = 0; kind < kind_count; ++kind) {
    const Sector sector = sector_of(tenure_of_kind(kind));
    for (std::size_t z = 0; z < zones_; ++z) {
      double price = world.base_prices[world.base.cell(zones[z], kind).index()];
      if (sector != Sector::social) {
        const std::size_t priced = sector == Sector::owner ? 0 : 1;
        price *= std::exp(state.log_prices[zones[z].index() * 2 + priced]);
      }
      prices_[kind * zones_ + z] = price;
    }
  }
  for (const Sector sector :
       {Sector::owner, Sector::social, Sector::private_rented}) {
    fill_shelves(sector);
    add_supply(sector);
  }
}

void Market::fill_shelves(Sector sector) {
  const Offer& homes = offer(sector);
  const std::vector<Tenure> tenures = tenures_of(sector);
  auto& own = shelves_[static_cast<std::size_t>(sector)];
  auto& first = first_shelf_[static_cast<std::size_t>(sector)];
  own.clear();
  first.assign(1, 0);
  for (std::size_t z = 0; z < zones_; ++z) {
    for (const Tenure tenure : tenures) {
      for (std::size_t size = 0; size < bedroom_class_count; ++size) {
        const std::size_t cell = mingle::kind_of(tenure, size) * zones_ + z;
        const std::uint32_t here = homes.first[cell + 1] - homes.first[cell];
        if (here == 0) continue;
        own.push_back({homes.first[cell], here, size, prices_[cell]});
      }
    }
    first.push_back(static_cast<std::uint32_t>(own.size()));
  }
}

/// Share of what a household can pay that a home leaves; at most 0 if it is
/// out of reach.
double Market::left_over(Sector sector, std::size_t band, double price) const {
  if (sector == Sector::social) return 1.0;
  return 1.0 - price / budgets_[static_cast<std::size_t>(sector)][band];
}

/// What a household likes a home for: bedrooms enough (one less will do, but
/// for a social home), and what it leaves of the income; 0 if it is out of
/// reach. @param left  of left_over()
double Market::liking(Sector sector,
                      std::size_t need,
                      std::size_t bedrooms,
                      double left) const {
  if (sector == Sector::social) {
    return need <= bedrooms && need >= least_need_[bedrooms] ? room_ : 0.0;
  }
  if (bedrooms + 1 < need || left <= 0.0) return 0.0;
  const double liked = price_ == 1.0 ? left : std::pow(left, price_);
  return (bedrooms >= need ? room_ : 1.0) * liked;
}

void Market::add_supply(Sector sector) {
  const std::size_t bands = sector == Sector::social ? 1 : income_bands;
  auto& supply = supply_[static_cast<std::size_t>(sector)];
  supply.assign(bedroom_class_count * bands * zones_, 0.0);
  for (std::size_t z = 0; z < zones_; ++z) {
    for (const Shelf& shelf : shelves(sector, z)) {
      for (std::size_t band = 0; band < bands; ++band) {
        const double left = left_over(sector, band, shelf.price);
        for (std::size_t need = 0; need < bedroom_class_count; ++need) {
          const double liked = liking(sector, need, shelf.bedrooms, left);
          if (liked == 0.0) continue;
          supply[(need * bands + band) * zones_ + z] +=
              static_cast<double>(shelf.homes) * (sampled_ ? 1.0 : liked);
        }
      }
    }
  }
}

const double* Market::supply(const Search& search) const {
  const auto sector = static_cast<std::size_t>(search.sector);
  if (shelves_[sector].empty()) return nullptr;
  const bool social = search.sector == Sector::social;
  const std::size_t bands = social ? 1 : income_bands;
  const std::size_t band = social ? 0 : income_band(search.income);
  return supply_[sector].data() + (search.bedrooms * bands + band) * zones_;
}

Market::Pick Market::pick(const Search& search,
                          std::size_t local_zone,
                          double u,
                          std::uint64_t bits) const {
  std::array<double, kind_count> likings{};
  std::array<double, kind_count> weights{};
  const std::span<const Shelf> here = shelves(search.sector, local_zone);
  double total = 0;
  const std::size_t band = income_band(search.income);
  std::size_t last = here.size();  // the last that is liked
  for (std::size_t i = 0; i < here.size(); ++i) {
    const double left = left_over(search.sector, band, here[i].price);
    likings[i] = liking(search.sector, search.bedrooms, here[i].bedrooms, left);
    if (likings[i] == 0.0) continue;
    last = i;
    weights[i] =
        static_cast<double>(here[i].homes) * (sampled_ ? 1.0 : likings[i]);
    total += weights[i];
  }
  if (last == here.size()) return {};
  double left = u * total;
  std::size_t chosen = 0;
  for (; chosen < last; ++chosen) {
    if (likings[chosen] == 0.0) continue;
    if (left < weights[chosen]) break;
    left -= weights[chosen];
  }
  const Shelf& shelf = here[chosen];
  return {shelf.first + static_cast<std::uint32_t>(below(bits, shelf.homes)),
          shelf.bedrooms >= search.bedrooms,
          likings[chosen]};
}

}  // namespace mingle::housing

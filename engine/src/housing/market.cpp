// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "choice.h"

#include <algorithm>
#include <array>
#include <cmath>

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

std::size_t income_band(std::uint16_t income) {
  const double pounds = std::max(1.0, 100.0 * income);
  const double band = std::log(pounds / lowest_income) / log_width();
  return static_cast<std::size_t>(
      std::clamp(band, 0.0, static_cast<double>(income_bands - 1)));
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
    add_supply(sector);
  }
}

double Market::count(std::size_t kind, std::size_t local_zone) const {
  const Offer& homes = offer(sector_of(tenure_of_kind(kind)));
  const std::size_t cell = kind * zones_ + local_zone;
  return static_cast<double>(homes.first[cell + 1] - homes.first[cell]);
}

/// What a household likes a home of a cell for: bedrooms enough (one less will
/// do, but for a social home), and what it leaves of the income; 0 if it is out
/// of reach.
double Market::liking(std::size_t need,
                      std::size_t band,
                      std::size_t kind,
                      std::size_t local_zone) const {
  const Sector sector = sector_of(tenure_of_kind(kind));
  const std::size_t bedrooms = bedrooms_of_kind(kind);
  if (sector == Sector::social) {
    return need <= bedrooms && need >= least_need_[bedrooms] ? room_ : 0.0;
  }
  if (bedrooms + 1 < need) return 0.0;
  const double budget = budgets_[static_cast<std::size_t>(sector)][band];
  const double left = 1.0 - prices_[kind * zones_ + local_zone] / budget;
  if (left <= 0.0) return 0.0;
  const double liked = price_ == 1.0 ? left : std::pow(left, price_);
  return (bedrooms >= need ? room_ : 1.0) * liked;
}

void Market::add_supply(Sector sector) {
  const std::size_t bands = sector == Sector::social ? 1 : income_bands;
  auto& supply = supply_[static_cast<std::size_t>(sector)];
  supply.assign(bedroom_class_count * bands * zones_, 0.0);
  bool any = false;
  for (const Tenure tenure : tenures_of(sector)) {
    for (std::size_t bedrooms = 0; bedrooms < bedroom_class_count; ++bedrooms) {
      const std::size_t kind = mingle::kind_of(tenure, bedrooms);
      const Offer& homes = offer(sector);
      for (std::size_t z = 0; z < zones_; ++z) {
        const std::size_t cell = kind * zones_ + z;
        if (homes.first[cell + 1] == homes.first[cell]) continue;
        any = true;
        for (std::size_t need = 0; need < bedroom_class_count; ++need) {
          for (std::size_t band = 0; band < bands; ++band) {
            const double liked = liking(need, band, kind, z);
            if (liked == 0.0) continue;
            supply[(need * bands + band) * zones_ + z] +=
                count(kind, z) * (sampled_ ? 1.0 : liked);
          }
        }
      }
    }
  }
  open_[static_cast<std::size_t>(sector)] = any;
}

const double* Market::supply(const Search& search) const {
  const auto sector = static_cast<std::size_t>(search.sector);
  if (!open_[sector]) return nullptr;
  const bool social = search.sector == Sector::social;
  const std::size_t bands = social ? 1 : income_bands;
  const std::size_t band = social ? 0 : income_band(search.income);
  return supply_[sector].data() + (search.bedrooms * bands + band) * zones_;
}

Market::Pick Market::pick(const Search& search,
                          std::size_t local_zone,
                          double u,
                          std::uint64_t bits) const {
  struct Cell {
    std::size_t kind;
    double liking;
    double weight;
  };
  std::array<Cell, kind_count> cells{};
  std::size_t found = 0;
  double total = 0;
  const std::size_t band = income_band(search.income);
  for (const Tenure tenure : all_tenures) {
    if (sector_of(tenure) != search.sector) continue;
    for (std::size_t size = 0; size < bedroom_class_count; ++size) {
      const std::size_t kind = mingle::kind_of(tenure, size);
      const double homes = count(kind, local_zone);
      if (homes == 0.0) continue;
      const double liked = liking(search.bedrooms, band, kind, local_zone);
      if (liked == 0.0) continue;
      const double here = homes * (sampled_ ? 1.0 : liked);
      cells[found++] = {kind, liked, here};
      total += here;
    }
  }
  if (found == 0) return {};
  double left = u * total;
  std::size_t chosen = 0;
  while (chosen + 1 < found && left >= cells[chosen].weight) {
    left -= cells[chosen++].weight;
  }
  const Offer& homes = offer(search.sector);
  const std::size_t cell = cells[chosen].kind * zones_ + local_zone;
  const std::uint32_t homes_there = homes.first[cell + 1] - homes.first[cell];
  return {
      homes.first[cell] + static_cast<std::uint32_t>(below(bits, homes_there)),
      bedrooms_of_kind(cells[chosen].kind) >= search.bedrooms,
      cells[chosen].liking};
}

}  // namespace mingle::housing

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// What persons are counted in before measures are made of it: whole numbers
// wherever they will do, as most of what is measured follows from how many
// there are of each kind, portfolio of ties and attitude.
#include <array>
#include <cstdint>
#include <vector>

#include <mingle/engine/contact/measures.h>
#include <mingle/engine/counts.h>

namespace mingle::contact {

/// Persons whose exposure is told apart: by stage, adults by work.
inline constexpr std::size_t kind_count = stage_count - 1 + employment_count;
inline constexpr std::size_t first_adult_kind = stage_count - 1;

inline std::size_t kind_of(Stage stage, Employment employment) {
  constexpr std::array<std::size_t, stage_count> kinds{
      0, 1, first_adult_kind, 2};
  const std::size_t kind = kinds[static_cast<std::size_t>(stage)];
  return stage == Stage::adult ? kind + static_cast<std::size_t>(employment)
                               : kind;
}

/// Experienced exposure is added up by zone in whole millionths.
inline constexpr double millionths = 1e6;
inline constexpr std::size_t attitude_count = 256;

/// What is counted in whole numbers, so that the sum is the same in any order.
struct Counts {
  Counts(std::size_t zones, std::size_t schools)
      : people(kind_count * max_broad * zones),
        portfolios(2 * max_broad * portfolio_count),
        attitudes(max_broad * slot_count * attitude_count),
        exposure(zones * max_broad),
        pupils_by_school(phase_count, GroupCounts{schools, max_broad}),
        pupils_by_zone(phase_count, GroupCounts{zones, max_broad}) {}

  std::vector<std::int32_t> people;  ///< kind x own x zone
  /// Of ties: of those under 18 and of adults, own x code.
  std::vector<std::int32_t> portfolios;
  std::vector<std::int32_t> attitudes;  ///< own x slot x steps from the lowest
  std::vector<std::int64_t> exposure;   ///< zone x other, millionths
  std::vector<GroupCounts> pupils_by_school;  ///< by phase
  std::vector<GroupCounts> pupils_by_zone;
  /// Numbers of one group and of own x other.
  using Row = std::array<std::int64_t, max_broad>;
  using Matrix = std::array<std::int64_t, max_broad * max_broad>;
  std::array<Row, english_count> english{};  ///< aged 4 and over
  Row taking_part{};
  Matrix home{};
  Matrix weak_ties{};
  std::int64_t young = 0;

  Counts& operator+=(const Counts& other) {
    const auto add = [](auto&& to, const auto& from) {
      for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
    };
    add(people, other.people);
    add(portfolios, other.portfolios);
    add(attitudes, other.attitudes);
    add(exposure, other.exposure);
    for (std::size_t p = 0; p < phase_count; ++p) {
      add(pupils_by_school[p].values(), other.pupils_by_school[p].values());
      add(pupils_by_zone[p].values(), other.pupils_by_zone[p].values());
    }
    for (std::size_t e = 0; e < english_count; ++e) {
      add(english[e], other.english[e]);
    }
    add(taking_part, other.taking_part);
    add(home, other.home);
    add(weak_ties, other.weak_ties);
    young += other.young;
    return *this;
  }
};

/// What is added up in floating point, block by block.
struct Sums {
  /// kind x own x other
  std::array<std::array<GroupRow, max_broad>, kind_count> experienced{};
  /// Contact as tolerance sees it, by own and slot: its sum, that of its
  /// squares, that of its products with tolerance.
  using Pairs = std::array<double, max_broad * slot_count>;
  Pairs contact{};
  Pairs contact_squared{};
  Pairs product{};

  Sums& operator+=(const Sums& other) {
    for (std::size_t k = 0; k < kind_count; ++k) {
      for (std::size_t a = 0; a < max_broad; ++a) {
        for (std::size_t b = 0; b < max_broad; ++b) {
          experienced[k][a][b] += other.experienced[k][a][b];
        }
      }
    }
    for (std::size_t i = 0; i < contact.size(); ++i) {
      contact[i] += other.contact[i];
      contact_squared[i] += other.contact_squared[i];
      product[i] += other.product[i];
    }
    return *this;
  }
};

}  // namespace mingle::contact

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <vector>

namespace mingle::contact {

/// Close ties of a person are a count for each broad group, 12 in all at
/// most. There are 6,188 such portfolios, so that one fits into 13 bits.
inline constexpr int most_ties = 12;
inline constexpr std::size_t portfolio_count = 6188;
using TieCode = std::uint16_t;
/// No portfolio: a row that is still to be filled.
inline constexpr TieCode blank_ties = 0x1fff;

using TieCounts = std::array<std::uint8_t, 5>;

/// All portfolios, and the steps between them.
class TieTable {
 public:
  /// Sorted by number of ties, then by the counts; 0 is no tie.
  static const TieTable& shared();

  const TieCounts& counts(TieCode code) const { return counts_[code]; }
  int total(TieCode code) const { return totals_[code]; }
  /// Share of each group among the ties; zero without any.
  const std::array<float, 5>& shares(TieCode code) const {
    return shares_[code];
  }
  /// The same without those of `own`: four numbers, by slot.
  const float* others(TieCode code, std::size_t own) const {
    return others_.data() + (own * portfolio_count + code) * 4;
  }
  /// With one tie more to the group; the same at the limit.
  TieCode more(TieCode code, std::size_t group) const {
    return more_[code][group];
  }
  /// With one tie less; the same if there is none.
  TieCode less(TieCode code, std::size_t group) const {
    return less_[code][group];
  }
  /// @param counts  most_ties in all at most
  TieCode code(const TieCounts& counts) const;

 private:
  TieTable();
  /// What is known of one portfolio, after those before it.
  void add_portfolio(const TieCounts& counts,
                     const std::map<TieCounts, TieCode>& codes);

  std::vector<TieCounts> counts_;
  std::vector<std::uint8_t> totals_;
  std::vector<std::array<float, 5>> shares_;
  std::vector<float> others_;  ///< group x portfolio x slot
  std::vector<std::array<TieCode, 5>> more_;
  std::vector<std::array<TieCode, 5>> less_;
};

}  // namespace mingle::contact

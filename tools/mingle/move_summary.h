// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <vector>

#include <mingle/engine/housing/move_rates.h>
#include <mingle/engine/observer.h>

namespace mingle::tool {

/// How often households moved in a run of the full housing system, against the
/// rates it was given, and how many found homes against what the balance of
/// the start expects. Over all authorities and replicates.
class MoveSummary : public Observer {
 public:
  explicit MoveSummary(const housing::MobilityRules& rules) : rules_{rules} {}

  void begin(const RunShape& shape) override;
  void record(const Frame& frame) override;
  void end() override {}

  /// One sentence, or two; empty for runs of less than a year.
  std::string words() const;
  /// Rows of population_fit.csv.
  std::string csv() const;

 private:
  using BySector = std::array<double, housing::sector_count>;

  void take_year(const Frame& frame);

  housing::MobilityRules rules_;
  std::size_t moved_in_ = 0;  ///< in Frame::flows
  std::size_t found_ = 0;
  std::size_t lived_in_ = 0;  ///< in Frame::tables
  std::size_t expected_found_ = 0;
  housing::MoveRates moves_;
  std::vector<std::int64_t> moved_;  ///< since the last zone tables
  housing::ByMoveClass households_{};
  BySector found_sum_since_{};  ///< the same
  int since_ = 0;               ///< tick of these
  BySector found_sum_{};
  BySector expected_sum_{};  ///< a year, summed over the years seen
  double years_ = 0;
};

}  // namespace mingle::tool

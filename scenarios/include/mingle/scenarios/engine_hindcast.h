// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <mingle/engine/hindcast/panel.h>
#include <mingle/scenarios/hindcast_study.h>

namespace mingle {

/// The engine's forecast of one authority.
struct EngineForecast {
  /// One a replicate: the authority's zones in the panel x groups.
  std::vector<PeopleTable> members;
  std::vector<std::string> notes;  ///< what was assumed for this authority
};

/// Runs the full housing system from the earlier census to the later one, as
/// HindcastStudy::engine says. There is no table of tenure, sizes and homes of
/// the earlier census by small area: profiles of the later one are scaled to
/// totals of the earlier, so that a run is told more than its groups' totals
/// (see leakage()). It runs on the later census's zones; people of a zone
/// that was split are shared out by the residents of its parts.
class EngineHindcast {
 public:
  /// Reads the tables that all authorities share.
  /// @pre every authority of study.engine is in the panel
  /// @throws DataError when a table has nothing for one of them, ConfigError
  EngineHindcast(const HindcastStudy& study, const hindcast::Panel& panel);
  ~EngineHindcast();
  EngineHindcast(const EngineHindcast&) = delete;
  EngineHindcast& operator=(const EngineHindcast&) = delete;

  /// @param authority  position in the panel
  /// @param alphas     exponent of the own group's share by group of the
  ///                   panel; empty: the scenario's
  /// @throws DataError when the map has other zones than the panel
  EngineForecast run(std::size_t authority,
                     std::span<const double> alphas) const;

  /// What a run knows of a time after the earlier census, in words.
  static std::vector<std::string> leakage();

 private:
  class Tables;
  std::unique_ptr<const Tables> tables_;
};

}  // namespace mingle

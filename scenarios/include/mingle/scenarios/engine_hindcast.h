// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <mingle/engine/hindcast/match_appeal.h>
#include <mingle/engine/hindcast/panel.h>
#include <mingle/engine/housing/move_rates.h>
#include <mingle/scenarios/hindcast_study.h>
#include <mingle/scenarios/study_area.h>

namespace mingle {

/// What the twin tells the engine of one authority: its people of each zone
/// and group of the panel when the years are over.
struct EngineGuide {
  PeopleTable usual;               ///< under the fitted parameters
  std::vector<PeopleTable> drawn;  ///< of each replicate; empty: all `usual`
};

/// The engine's forecast of one authority.
struct EngineForecast {
  /// One a replicate: the authority's zones in the panel x groups.
  std::vector<PeopleTable> members;
  /// More replicates, half as many, under the guide's usual setting: a map to
  /// be scored is their mean, as the twin's is one without drawn effects.
  /// Empty where nothing is drawn.
  std::vector<PeopleTable> usual;
  std::optional<hindcast::AppealMatch> match;  ///< where there was a guide
  housing::MoveRates moves;                    ///< over all replicates
  std::vector<std::string> notes;  ///< what was assumed for this authority
  /// What the scenario reads, and its text with what it extends.
  std::vector<InputFile> inputs;
};

/// Appeal for scenarios that start at the later census.
struct EngineCalibration {
  hindcast::AppealMatch match;
  std::vector<std::string> zones;   ///< of the later census
  std::vector<std::string> groups;  ///< of its table
  std::vector<double> appeal;       ///< zones x groups
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
  /// @param guide      what its appeal is fitted to; null: no appeal
  /// @throws DataError when the map has other zones than the panel
  EngineForecast run(std::size_t authority, const EngineGuide* guide) const;

  /// Makes the engine's map, as many years after the start of the study's
  /// scenario as lie between the censuses, that of the twin. The scenario is
  /// as it is but for its authority.
  /// @param guide  from the later census on
  EngineCalibration calibrate(std::size_t authority,
                              const EngineGuide& guide) const;

  /// What a run knows of a time after the earlier census, in words.
  static std::vector<std::string> leakage();

 private:
  class Tables;
  std::unique_ptr<const Tables> tables_;
};

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hindcast_study.h"

#include <string>
#include <vector>

#include <mingle/engine/hindcast/control_variate.h>
#include <mingle/scenarios/engine_hindcast.h>

namespace mingle::tool {

/// Takes the authorities of --engine in place of those of the study file.
/// @throws UsageError when the study says nothing of the engine
void choose_engine(HindcastStudy& study, const std::vector<std::string>& codes);

/// Positions of the authorities that the engine is run for, in order.
/// @throws ConfigError for one that is not in the panel
std::vector<std::size_t> engine_places(const HindcastStudy& study,
                                       const hindcast::Panel& panel);

/// What the twin tells the engine of an authority, with a draw of parameters,
/// authority and zone effects for each replicate.
/// @param parameters, spread  of a fit without the authority
EngineGuide make_engine_guide(const TwinStudy& twin,
                              std::size_t authority,
                              const std::vector<double>& parameters,
                              const hindcast::TwinSpread& spread,
                              const HindcastStudy& study);

/// What was assumed and measured where the engine was run, in words.
std::string engine_note(const hindcast::Panel& panel,
                        std::size_t authority,
                        const EngineGuide* guide,
                        const EngineForecast& made);

/// The engine's mean of D with the twin as control.
/// @param twin  members; the first are of the same draws as the engine's
hindcast::ControlledMean control_by_twin(
    const hindcast::GroupPair& pair,
    const std::vector<PeopleTable>& twin,
    const std::vector<PeopleTable>& engine);

}  // namespace mingle::tool

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

/// The twin's maps of an authority under draws of its parameters and of the
/// authority's effects: the first of them for the engine's replicates, all of
/// them for the control variate's mean.
/// @param parameters, spread  of a fit without the authority
std::vector<PeopleTable> draw_for_engine(const TwinStudy& twin,
                                         std::size_t authority,
                                         const std::vector<double>& parameters,
                                         const hindcast::TwinSpread& spread,
                                         const HindcastStudy& study);

/// How far the engine's map was from the twin's while it was matched.
std::string match_words(const hindcast::AppealMatch& match);

/// What was assumed and measured where the engine was run, in words.
std::string engine_note(const hindcast::Panel& panel,
                        std::size_t authority,
                        const EngineForecast& made);

/// The engine's mean of D with the twin as control.
/// @param twin  members; the first are of the same draws as the engine's
hindcast::ControlledMean control_by_twin(
    const hindcast::GroupPair& pair,
    const std::vector<PeopleTable>& twin,
    const std::vector<PeopleTable>& engine);

}  // namespace mingle::tool

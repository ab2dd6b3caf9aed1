// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <mingle/engine/hindcast/twin_ensemble.h>
#include <mingle/output/hindcast_writer.h>
#include <mingle/scenarios/hindcast_study.h>

namespace mingle::tool {

/// A panel made ready for the twin.
struct TwinStudy {
  hindcast::Panel panel;
  std::vector<double> earliest;  ///< see LoadedPanel
  std::vector<std::string> notes;
  hindcast::TwinSettings settings;
  hindcast::TwinLayout layout;
  std::vector<hindcast::TwinArea> areas;
  std::vector<std::size_t> folds;
};

TwinStudy prepare_twin(const HindcastStudy& study);

/// How the study says that the twin is fitted.
hindcast::FitSettings fit_settings(const HindcastStudy& study);

/// Forecasts by every model, scored.
HindcastResults run_hindcast(const HindcastStudy& study, const TwinStudy& twin);

/// The tables in Markdown, which also reads well on a terminal.
std::string hindcast_page(const HindcastStudy& study,
                          const TwinStudy& twin,
                          const HindcastResults& results);

}  // namespace mingle::tool

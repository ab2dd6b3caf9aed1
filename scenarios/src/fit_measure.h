// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace mingle {

/// One row of a fit report.
struct FitMeasure {
  const char* name = "";
  double value = 0;
  double limit = 0;  ///< met when value <= limit; negative: no limit
  bool applies = true;

  bool limited() const { return limit >= 0; }
  bool missed() const { return applies && limited() && value > limit; }
};

/// The row as a line of `authority,measure,value,limit,met`; empty where the
/// measure does not apply.
std::string fit_line(const std::string& authority, const FitMeasure& measure);

}  // namespace mingle

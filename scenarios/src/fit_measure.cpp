// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "fit_measure.h"

#include <fmt/format.h>

namespace mingle {

std::string fit_line(const std::string& authority, const FitMeasure& measure) {
  if (!measure.applies) return "";
  const auto* const met = measure.missed() ? "no" : "yes";
  return fmt::format(
      "{},{},{:.10g},{},{}\n",
      authority,
      measure.name,
      measure.value,
      measure.limited() ? fmt::format("{:g}", measure.limit) : "",
      measure.limited() ? met : "");
}

}  // namespace mingle

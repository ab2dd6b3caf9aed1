// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <limits>

#include <mingle/engine/utility.h>

namespace mingle {

std::string_view name_of(UtilityForm form) {
  constexpr std::array<std::string_view, utility_form_count> names{
      "log_share", "linear", "threshold", "single_peaked", "asymmetric"};
  return names[static_cast<std::size_t>(form)];
}

double log_share_utility(double elasticity, double share) {
  if (elasticity == 0.0) return 0.0;
  if (share <= 0.0) return -std::numeric_limits<double>::infinity();
  return elasticity * std::log(share);
}

double zone_utility(const UtilityRules& rules, double alpha, double share) {
  const double height = alpha * rules.slope;
  const double rising = share / rules.peak;
  switch (rules.form) {
    case UtilityForm::log_share:
      return log_share_utility(alpha, share);
    case UtilityForm::linear:
      return height * share;
    case UtilityForm::threshold:
      return share >= rules.threshold ? height : 0.0;
    case UtilityForm::single_peaked:
      return height *
             (rising <= 1.0 ? rising : (1.0 - share) / (1.0 - rules.peak));
    case UtilityForm::asymmetric:
      return height * (rising <= 1.0 ? rising
                                     : 1.0 - rules.fall * (share - rules.peak) /
                                                 (1.0 - rules.peak));
  }
  return 0.0;
}

}  // namespace mingle

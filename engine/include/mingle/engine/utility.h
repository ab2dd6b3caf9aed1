// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace mingle {

/// How the own group's share s of a zone becomes utility.
enum class UtilityForm : std::uint8_t {
  log_share,      ///< a ln s; a = 1 keeps segregation as it is
  linear,         ///< a b s
  threshold,      ///< a b where s reaches the threshold, else 0 (Schelling)
  single_peaked,  ///< a b at the peak, falling evenly to 0 at s = 0 and s = 1
  asymmetric      ///< as single-peaked up to the peak; beyond it falls to
                  ///< a b (1 - fall) at s = 1
};
inline constexpr std::size_t utility_form_count = 5;
std::string_view name_of(UtilityForm form);

/// Parameters of the forms; `a` above is the group's alpha, `b` the slope.
struct UtilityRules {
  UtilityForm form = UtilityForm::log_share;
  double slope = 4.0;      ///< b
  double threshold = 0.3;  ///< share in [0, 1]
  double peak = 0.5;       ///< share in (0, 1)
  double fall = 0.5;       ///< in [0, 1]
};

/// `elasticity ln(share)`: 0 for elasticity 0, -infinity for share 0.
double log_share_utility(double elasticity, double share);

/// Utility of a zone for its own-group share.
/// @param alpha  of the group, >= 0
/// @param share  in [0, 1]
/// @source Schelling 1971 (threshold); Pancs and Vriend 2007, Zhang 2004
///         (single-peaked, asymmetric); Bruch and Mare 2006 (linear).
double zone_utility(const UtilityRules& rules, double alpha, double share);

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mingle/engine/housing/state.h>
#include <mingle/engine/id.h>

namespace mingle::housing {

/// How households feel about other groups, as far as it enters the choice of
/// a home: a few classes, so that weights of zones are found once for each.
/// In class k the pull of the own group is `alpha_g max(0, 1 - effect k)`.
inline constexpr int most_outlook = 2;
inline constexpr int outlook_count = 2 * most_outlook + 1;

class Outlook {
 public:
  virtual ~Outlook() = default;
  /// phi, in [0, 0.5); 0: outlook changes nothing.
  virtual double effect() const = 0;
  /// Class of a household with this reference person, -most_outlook (cold) to
  /// most_outlook (warm); 0 if nothing is known.
  virtual int of(const State& state, PersonId reference) const = 0;

 protected:
  Outlook() = default;
  Outlook(const Outlook&) = default;
  Outlook& operator=(const Outlook&) = default;
};

/// Factor on alpha in an outlook class.
constexpr double outlook_factor(double effect, int outlook) {
  const double factor = 1.0 - effect * outlook;
  return factor > 0.0 ? factor : 0.0;
}

}  // namespace mingle::housing

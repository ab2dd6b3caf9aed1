// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mingle/engine/random.h>

namespace mingle::hindcast {

/// What the random numbers of hindcasts are for; 50 to 59 of Purpose are kept
/// for them.
inline constexpr Purpose folds_purpose{50};    ///< who is left out together
inline constexpr Purpose effects_purpose{51};  ///< authority effects, ensemble
inline constexpr Purpose zones_purpose{52};    ///< zone effects, ensemble
inline constexpr Purpose parameters_purpose{53};  ///< parameters, ensemble

}  // namespace mingle::hindcast

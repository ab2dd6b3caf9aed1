// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace mingle::tool {

inline constexpr int exit_done = 0;
inline constexpr int exit_failed = 1;
inline constexpr int exit_usage = 2;
inline constexpr int exit_configuration = 3;
inline constexpr int exit_data = 4;
inline constexpr int exit_interrupted = 5;

/// Thrown by a command that has said everything already.
struct ExitWith {
  int code;
};

}  // namespace mingle::tool

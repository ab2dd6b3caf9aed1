// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "command.h"

#include <memory>
#include <string>
#include <vector>

namespace mingle::tool {

/// What the command line asks for: a command to run, or a text to print.
struct Request {
  Command* command = nullptr;
  std::string print;  ///< help or version, to stdout
};

/// @param arguments  without the program's name
/// @throws UsageError with the nearest command or option.
Request parse_command_line(
    const std::vector<std::string>& arguments,
    const std::vector<std::unique_ptr<Command>>& commands,
    Console& console);

}  // namespace mingle::tool

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console.h"
#include "options.h"

#include <memory>
#include <string>
#include <vector>

namespace mingle::tool {

/// One command of the program. To add one: write cmd_NAME.cpp with a class
/// and a function `std::unique_ptr<Command> make_NAME_command()`, declare the
/// function below, add it to all_commands() in commands.cpp, in the order of
/// `mingle --help`, and the file to CMakeLists.txt.
class Command {
 public:
  virtual ~Command() = default;
  virtual std::string name() const = 0;
  virtual std::string summary() const = 0;  ///< half a line
  virtual std::string example() const = 0;  ///< lines for --help
  /// Names the options; opens nothing.
  virtual void declare(Options& options) = 0;
  /// Does the work. Results go to console.out, talk to console.say.
  /// @throws any Error; main.cpp turns it into text and an exit code.
  virtual void run(Console& console) = 0;
};

std::vector<std::unique_ptr<Command>> all_commands();

std::unique_ptr<Command> make_run_command();
std::unique_ptr<Command> make_compare_command();
std::unique_ptr<Command> make_report_command();
std::unique_ptr<Command> make_check_command();
std::unique_ptr<Command> make_preview_command();
std::unique_ptr<Command> make_calibrate_command();
std::unique_ptr<Command> make_hindcast_command();
std::unique_ptr<Command> make_indices_command();
std::unique_ptr<Command> make_inspect_command();
std::unique_ptr<Command> make_new_command();
std::unique_ptr<Command> make_explain_command();
std::unique_ptr<Command> make_levers_command();
std::unique_ptr<Command> make_schema_command();
std::unique_ptr<Command> make_docs_command();
std::unique_ptr<Command> make_doctor_command();

}  // namespace mingle::tool

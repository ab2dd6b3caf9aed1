// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"

namespace mingle::tool {

std::vector<std::unique_ptr<Command>> all_commands() {
  std::vector<std::unique_ptr<Command>> commands;
  commands.push_back(make_run_command());
  commands.push_back(make_compare_command());
  commands.push_back(make_report_command());
  commands.push_back(make_check_command());
  commands.push_back(make_preview_command());
  commands.push_back(make_new_command());
  commands.push_back(make_indices_command());
  commands.push_back(make_hindcast_command());
  commands.push_back(make_calibrate_command());
  commands.push_back(make_inspect_command());
  commands.push_back(make_explain_command());
  commands.push_back(make_levers_command());
  commands.push_back(make_schema_command());
  commands.push_back(make_docs_command());
  commands.push_back(make_doctor_command());
  return commands;
}

}  // namespace mingle::tool

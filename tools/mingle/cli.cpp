// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "cli.h"

#include "version.h"

#include <algorithm>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/scenarios/suggest.h>

namespace mingle::tool {
namespace {

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) {
      names.push_back("--" + name);
    }
  }
  return names;
}

void add_common(CLI::App& app, Console& console) {
  app.add_flag("-q,--quiet", console.quiet, "Print errors only");
  app.add_flag("-v,--verbose", console.verbose, "Print details");
  app.add_flag("--json", console.json, "Results and errors for machines");
}

std::string general_help(
    const std::vector<std::unique_ptr<Command>>& commands) {
  std::string text =
      "mingle: spatial segregation and mixing, simulated\n\n"
      "Usage: mingle COMMAND [options]\n\nCommands:\n";
  for (const auto& command : commands) {
    text += fmt::format("  {:<10}{}\n", command->name(), command->summary());
  }
  text +=
      "\nOptions: -h, --help   --version   and in every command: --quiet, "
      "--verbose, --json\n\n"
      "Example:\n  mingle new town --stylised bradford\n"
      "  mingle run town/baseline.toml\n\n"
      "`mingle COMMAND --help` explains one. Exit codes: 0 done, 1 failed, 2 "
      "usage,\n3 configuration, 4 input data, 5 interrupted.\n";
  return text;
}

Command& find_command(const std::string& name,
                      const std::vector<std::unique_ptr<Command>>& commands) {
  std::vector<std::string> names;
  for (const auto& command : commands) {
    if (command->name() == name) return *command;
    names.push_back(command->name());
  }
  if (!name.empty() && name.front() == '-') {
    throw UsageError{fmt::format("unknown option '{}'", name.substr(0, 60)),
                     "Options come after the command; see `mingle --help`"};
  }
  throw UsageError{fmt::format("there is no command '{}'", name.substr(0, 60)),
                   suggestion(name, names, "commands")};
}

[[noreturn]] void refuse_extras(const CLI::App& app) {
  const std::vector<std::string> extras = app.remaining();
  const std::string first = extras.empty() ? "" : extras.front();
  if (first.empty() || first.front() != '-') {
    throw UsageError{
        fmt::format("'{}' is one argument too many", first.substr(0, 60)),
        fmt::format("See `{} --help`", app.get_name())};
  }
  throw UsageError{
      fmt::format("unknown option '{}'", first.substr(0, 60)),
      suggestion(
          first.substr(0, first.find('=')), option_names(app), "options")};
}

}  // namespace

Request parse_command_line(
    const std::vector<std::string>& arguments,
    const std::vector<std::unique_ptr<Command>>& commands,
    Console& console) {
  if (arguments.empty()) {
    throw UsageError{"no command given", "See `mingle --help`"};
  }
  const std::string& first = arguments.front();
  if (first == "--version") return {nullptr, version_text()};
  if (first == "-h" || first == "--help" || first == "help") {
    return {nullptr, general_help(commands)};
  }
  Command& command = find_command(first, commands);
  CLI::App app{command.summary(), "mingle " + command.name()};
  app.footer("Example:\n" + command.example());
  Options options{app};
  command.declare(options);
  add_common(app, console);
  std::vector<std::string> rest{arguments.rbegin(), arguments.rend() - 1};
  try {
    app.parse(rest);
  } catch (const CLI::CallForHelp&) {
    return {nullptr, app.help()};
  } catch (const CLI::ExtrasError&) {
    refuse_extras(app);
  } catch (const CLI::ParseError& error) {
    throw UsageError{error.what(),
                     fmt::format("See `mingle {} --help`", command.name())};
  }
  return {&command, ""};
}

}  // namespace mingle::tool

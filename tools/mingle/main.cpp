// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// The only place that maps exceptions to text and exit codes.
#include "cli.h"
#include "exit_code.h"

#include <exception>
#include <new>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/engine/run.h>

namespace mingle::tool {
namespace {

int complain(Console& console, const char* kind, const Error& error, int code) {
  if (console.json) {
    console.complain(fmt::format(
        "{{\"error\": {}, \"problem\": {}, \"hint\": {}, \"exit_code\": {}}}",
        json_text(kind),
        json_text(error.problem()),
        json_text(error.hint()),
        code));
    return code;
  }
  console.complain(
      fmt::format("{} {}", console.red("mingle: error:"), error.what()));
  return code;
}

std::string json_of(const ConfigProblem& problem) {
  return fmt::format(
      "{{\"file\": {}, \"line\": {}, \"column\": {}, \"key\": {}, "
      "\"problem\": {}, \"hint\": {}}}",
      json_text(problem.file),
      problem.line,
      problem.column,
      json_text(problem.key),
      json_text(problem.problem),
      json_text(problem.hint));
}

int complain_config(Console& console, const ConfigError& error) {
  const auto& problems = error.problems();
  if (console.json) {
    std::string list;
    for (const ConfigProblem& problem : problems) {
      list += (list.empty() ? "" : ", ") + json_of(problem);
    }
    console.complain(
        fmt::format("{{\"error\": \"configuration\", \"problems\": [{}], "
                    "\"exit_code\": {}}}",
                    list,
                    exit_configuration));
    return exit_configuration;
  }
  for (const ConfigProblem& problem : problems) {
    console.complain(
        fmt::format("{} {}", console.red("mingle: error:"), problem.text()));
  }
  if (problems.size() > 1) {
    console.complain(fmt::format("mingle: {} mistakes", problems.size()));
  }
  return exit_configuration;
}

int run_command(const std::vector<std::string>& arguments, Console& console) {
  const auto commands = all_commands();
  const Request request = parse_command_line(arguments, commands, console);
  if (request.command == nullptr) {
    console.out(request.print);
    return exit_done;
  }
  request.command->run(console);
  return exit_done;
}

int guarded(const std::vector<std::string>& arguments, Console& console) {
  try {
    return run_command(arguments, console);
  } catch (const ExitWith& exit) {
    return exit.code;
  } catch (const UsageError& error) {
    return complain(console, "usage", error, exit_usage);
  } catch (const ConfigError& error) {
    return complain_config(console, error);
  } catch (const DataError& error) {
    return complain(console, "input data", error, exit_data);
  } catch (const Interrupted&) {
    console.complain("mingle: interrupted; nothing was written");
    return exit_interrupted;
  } catch (const Error& error) {
    return complain(console, "run failed", error, exit_failed);
  } catch (const std::bad_alloc&) {
    return complain(console,
                    "run failed",
                    Error{"not enough memory",
                          "Take fewer authorities, or a larger machine"},
                    exit_failed);
  } catch (const std::exception& error) {
    return complain(console,
                    "run failed",
                    Error{fmt::format("unexpected: {}", error.what()),
                          "Please report this with the command you gave"},
                    exit_failed);
  }
}

/// Large columns go back to the machine as soon as a tick is done with them:
/// the C library would soon keep them for later ones, in pieces that do not
/// fit.
void return_large_blocks() {
#if defined(__GLIBC__)
  constexpr int large = 4 << 20;
  mallopt(M_MMAP_THRESHOLD, large);
#endif
}

}  // namespace
}  // namespace mingle::tool

int main(int argc, char** argv) {
  mingle::tool::return_large_blocks();
  mingle::tool::Console console;
  return mingle::tool::guarded({argv + 1, argv + argc}, console);
}

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "exit_code.h"
#include "prepare.h"
#include "reach_report.h"
#include "scenario_options.h"

#include <fmt/format.h>

#include <mingle/engine/error.h>

namespace mingle::tool {
namespace {

class CheckCommand : public Command {
 public:
  std::string name() const override { return "check"; }
  std::string summary() const override {
    return "All that `run` does before the first step; every mistake at once";
  }
  std::string example() const override {
    return "  mingle check baseline.toml lettings.toml";
  }
  void declare(Options& options) override {
    options.arguments("SCENARIO", files_, "Scenario files");
    scenario_options_.declare(options);
  }
  void run(Console& console) override {
    const std::vector<CommandSetting> settings = scenario_options_.settings();
    for (const std::string& file : files_) check(file, settings, console);
    if (!problems_.empty()) throw ConfigError{std::move(problems_)};
    if (data_problems_ > 0) throw ExitWith{exit_data};
  }

 private:
  /// Goes on to the next file after a mistake.
  void check(const std::string& file,
             const std::vector<CommandSetting>& settings,
             Console& console) {
    try {
      Prepared prepared = read_configuration(file, settings, console);
      build(prepared, console);
      report(file, prepared, console);
    } catch (const ConfigError& error) {
      problems_.insert(
          problems_.end(), error.problems().begin(), error.problems().end());
    } catch (const DataError& error) {
      if (files_.size() == 1) throw;
      ++data_problems_;
      console.complain(
          fmt::format("{} {}", console.red("mingle: error:"), error.what()));
    }
  }

  static void report(const std::string& file,
                     const Prepared& prepared,
                     Console& console) {
    const Scenario& scenario = prepared.resolved.scenario;
    if (console.json) {
      console.out(fmt::format(
          "{{\"file\": {}, \"title\": {}, \"area\": {}, \"config_sha256\": "
          "{}, \"levers\": {}}}\n",
          json_text(file),
          json_text(scenario.title),
          json_text(study_words(prepared.study)),
          json_text(prepared.resolved.config_sha256),
          reach_json(reach_of(prepared))));
    } else {
      console.out(
          fmt::format("{}: ok; {}\n", file, study_words(prepared.study)));
      for (const levers::ReachCheck& each : reach_of(prepared)) {
        console.say(reach_words(each));
      }
      console.detail(fit_text(prepared));
    }
  }

  ScenarioOptions scenario_options_;
  std::vector<std::string> files_;
  std::vector<ConfigProblem> problems_;
  int data_problems_ = 0;
};

}  // namespace

std::unique_ptr<Command> make_check_command() {
  return std::make_unique<CheckCommand>();
}

}  // namespace mingle::tool

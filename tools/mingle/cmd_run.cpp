// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "headline.h"
#include "prepare.h"
#include "progress.h"
#include "reach_report.h"
#include "run_files.h"
#include "scenario_options.h"
#include "simulate.h"

#include <chrono>

#include <fmt/format.h>

#include <mingle/output/output_folder.h>

namespace mingle::tool {
namespace {

namespace fs = std::filesystem;

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start)
      .count();
}

class RunCommand : public Command {
 public:
  std::string name() const override { return "run"; }
  std::string summary() const override {
    return "Simulate a scenario and write its results";
  }
  std::string example() const override {
    return "  mingle run baseline.toml --seed 7 --replicates 20\n"
           "  mingle run baseline.toml --set housing.alpha=0.9 --out strong";
  }
  void declare(Options& options) override {
    options.argument("SCENARIO", file_, "Scenario file");
    options.value(
        "--out", out_, "DIR", "Folder for the results; NAME-SEED by default");
    scenario_options_.declare(options);
    options.flag("--overwrite", overwrite_, "Replace an earlier result");
    options.flag("--dry-run",
                 dry_run_,
                 "Do all that comes before the first step, write nothing");
  }
  void run(Console& console) override {
    const InterruptGuard guard;
    Prepared prepared =
        read_configuration(file_, scenario_options_.settings(), console);
    // Before the data are read: a folder in the way should be heard of early.
    const fs::path target = target_folder(prepared.resolved.scenario);
    OutputFolder folder{target, overwrite_ ? Overwrite::yes : Overwrite::no};
    build(prepared, console);
    stop_if_interrupted();
    for (const levers::ReachCheck& each : reach_of(prepared)) {
      console.say(reach_words(each));
    }
    if (dry_run_) return report_dry_run(prepared, target, console);
    console.say(study_words(prepared.study));
    simulate(prepared, folder, console);
  }

 private:
  static void stop_if_interrupted() {
    if (InterruptGuard::interrupted()) throw Interrupted{};
  }

  fs::path target_folder(const Scenario& scenario) const {
    if (out_) return *out_;
    if (!scenario.output.folder.empty()) return scenario.output.folder;
    return default_output_folder(file_, scenario.run.seed);
  }

  void report_dry_run(const Prepared& prepared,
                      const fs::path& target,
                      Console& console) const {
    const Scenario& scenario = prepared.resolved.scenario;
    console.out(console.json
                    ? fmt::format("{{\"dry_run\": true, \"folder\": {}}}\n",
                                  json_text(target.string()))
                    : fmt::format("{}: ok; would run {} replicates of {} "
                                  "quarters into {}\n",
                                  file_,
                                  scenario.run.replicates,
                                  scenario.time.ticks,
                                  target.string()));
  }

  void simulate(Prepared& prepared, OutputFolder& folder, Console& console) {
    const Scenario& scenario = prepared.resolved.scenario;
    RunFiles files{prepared, folder.path()};
    Headline headline;
    std::vector<Observer*> observers = files.observers();
    observers.push_back(&headline);
    const auto start = std::chrono::steady_clock::now();
    ProgressReport progress{console};
    simulate_last(prepared,
                  run_settings(scenario),
                  observers,
                  [&progress](const Progress& at) {
                    progress.show(at);
                    return !InterruptGuard::interrupted();
                  });
    files.finish();
    stop_if_interrupted();
    folder.commit();
    report(prepared,
           folder.target(),
           headline,
           files.move_words(),
           seconds_since(start),
           console);
  }

  static void report(const Prepared& prepared,
                     const fs::path& target,
                     const Headline& headline,
                     const std::string& moves,
                     double seconds,
                     Console& console) {
    const Scenario& scenario = prepared.resolved.scenario;
    const StudyArea& study = prepared.study;
    if (console.json) {
      console.out(fmt::format(
          "{{\"folder\": {}, \"seed\": {}, \"stylised\": {}, \"banner\": {}, "
          "\"seconds\": {:.2f}, {}}}\n",
          json_text(target.string()),
          scenario.run.seed,
          study.stylised,
          json_text(banner_of(scenario)),
          seconds,
          headline.json()));
      return;
    }
    console.say(
        fmt::format("{} in {:.1f} s", console.bold(scenario.title), seconds));
    const std::string banner = banner_of(scenario);
    if (!banner.empty()) console.out(console.bold(banner) + '\n');
    if (!console.quiet) {
      console.out(headline.words() + '\n');
      if (!moves.empty()) console.out(moves + '\n');
      if (study.stylised) {
        console.out(
            "This is a stylised area: its neighbourhoods are invented, its "
            "totals are the census's.\n");
      }
    }
    console.out(fmt::format("Results: {}\n", target.string()));
  }

  ScenarioOptions scenario_options_;
  std::string file_;
  std::optional<std::string> out_;
  bool overwrite_ = false;
  bool dry_run_ = false;
};

}  // namespace

std::unique_ptr<Command> make_run_command() {
  return std::make_unique<RunCommand>();
}

}  // namespace mingle::tool

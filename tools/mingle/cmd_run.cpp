// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "headline.h"
#include "prepare.h"
#include "progress.h"
#include "scenario_options.h"

#include <array>
#include <chrono>
#include <fstream>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/engine/run.h>
#include <mingle/output/hdf5_recorder.h>
#include <mingle/output/map_writer.h>
#include <mingle/output/output_folder.h>
#include <mingle/output/ro_crate_writer.h>
#include <mingle/output/summary_writer.h>

namespace mingle::tool {
namespace {

namespace fs = std::filesystem;

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start)
      .count();
}

constexpr const char* fit_file = "population_fit.csv";

void write_fit(const Prepared& prepared, const fs::path& file) {
  std::ofstream stream{file, std::ios::binary};
  stream << population_fit_csv(prepared.built.fits);
  stream.close();
  if (!stream) {
    throw OutputError{file.string(), "cannot be written", "Is the disk full?"};
  }
}

std::vector<CrateFile> crate_files() {
  return {{"run.h5", "all results", "application/x-hdf5"},
          {"summary.csv", "headline indices", "text/csv"},
          {fit_file, "fit of the households to the tables", "text/csv"},
          {"map.gpkg", "zones by year", "application/geopackage+sqlite3"},
          {"map.qgz", "QGIS project of map.gpkg", "application/x-qgis"}};
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
    const RunInfo info = run_info(prepared);
    Hdf5Recorder results{folder.path() / "run.h5", info};
    SummaryWriter summary{folder.path() / "summary.csv"};
    MapWriter map{folder.path(), info, prepared.study.zones};
    Headline headline;
    const std::array<Observer*, 4> observers{
        &results, &summary, &map, &headline};
    const auto start = std::chrono::steady_clock::now();
    ProgressReport progress{console};
    mingle::run(prepared.built.world,
                std::move(prepared.built.start),
                settings_of(scenario),
                observers,
                [&progress](const Progress& at) {
                  progress.show(at);
                  return !InterruptGuard::interrupted();
                });
    write_fit(prepared, folder.path() / fit_file);
    write_ro_crate(folder.path(), info, crate_files());
    stop_if_interrupted();
    folder.commit();
    report(prepared, folder.target(), headline, seconds_since(start), console);
  }

  static RunSettings settings_of(const Scenario& scenario) {
    RunSettings settings;
    settings.seed = scenario.run.seed;
    settings.start = scenario.time.start;
    settings.ticks = scenario.time.ticks;
    settings.replicates = scenario.run.replicates;
    settings.zone_every_ticks = scenario.output.zones_every_ticks;
    settings.threads = scenario.run.threads;
    return settings;
  }

  static void report(const Prepared& prepared,
                     const fs::path& target,
                     const Headline& headline,
                     double seconds,
                     Console& console) {
    const Scenario& scenario = prepared.resolved.scenario;
    const StudyArea& study = prepared.study;
    if (console.json) {
      console.out(fmt::format(
          "{{\"folder\": {}, \"seed\": {}, \"stylised\": {}, \"seconds\": "
          "{:.2f}, {}}}\n",
          json_text(target.string()),
          scenario.run.seed,
          study.stylised,
          seconds,
          headline.json()));
      return;
    }
    console.say(
        fmt::format("{} in {:.1f} s", console.bold(scenario.title), seconds));
    if (!console.quiet) {
      console.out(headline.words() + '\n');
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

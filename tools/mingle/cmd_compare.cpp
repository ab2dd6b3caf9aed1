// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "compare_arms.h"
#include "compare_probes.h"
#include "compare_replicates.h"
#include "exit_code.h"
#include "reach_report.h"
#include "report_files.h"
#include "scenario_options.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/output/comparison.h>
#include <mingle/output/output_folder.h>
#include <mingle/output/ro_crate_writer.h>

namespace mingle::tool {
namespace {

namespace fs = std::filesystem;

constexpr const char* default_replicates = "30";
constexpr int enough_replicates = 20;
constexpr std::int64_t default_probe_replicates = 10;

class CompareCommand : public Command {
 public:
  std::string name() const override { return "compare"; }
  std::string summary() const override {
    return "Compare scenarios under the same random numbers";
  }
  std::string example() const override {
    return "  mingle compare baseline.toml lettings.toml english.toml\n"
           "  mingle compare base.toml other.toml --replicates 20 --out answer";
  }
  void declare(Options& options) override {
    options.arguments("SCENARIO",
                      files_,
                      "Scenario files; the others are compared with the first");
    options.value("--out",
                  out_,
                  "DIR",
                  "Folder for the results; NAME-comparison-SEED by default");
    scenario_options_.declare(options);
    options.values("--probe",
                   probes_,
                   "KEY[=VALUE,...]",
                   "Run again with a number moved, to see whether the answer "
                   "holds; 'auto' chooses a few. May be repeated");
    options.integer("--probe-replicates",
                    probe_replicates_,
                    "N",
                    "Replicates of each probe; 10 by default");
    options.flag("--overwrite", overwrite_, "Replace an earlier result");
  }
  void run(Console& console) override {
    if (files_.size() < 2) {
      throw UsageError{"one scenario is not a comparison",
                       "Give the baseline and at least one other scenario"};
    }
    const InterruptGuard guard;
    std::vector<Arm> arms = read_arms(console);
    check_comparable(arms);
    const RunChoice& chosen = arms.front().prepared.resolved.scenario.run;
    warn_if_few(chosen.replicates, console);
    requests_ = probe_requests(probes_, arms);
    check_probes(requests_, probe_run(arms, {}), console);
    OutputFolder folder{target_folder(chosen.seed),
                        overwrite_ ? Overwrite::yes : Overwrite::no,
                        Unfinished::keep};
    try {
      compare(arms, folder, console);
    } catch (const Interrupted&) {
      console.clear_progress();
      console.complain(
          "mingle: interrupted; what is done is kept. Give the same command "
          "again to go on");
      throw ExitWith{exit_interrupted};
    }
  }

 private:
  std::vector<CommandSetting> settings() const {
    std::vector<CommandSetting> all = scenario_options_.settings();
    if (!scenario_options_.gives_replicates()) {
      all.push_back({"--replicates", "run.replicates", default_replicates});
    }
    return all;
  }

  ProbeRun probe_run(const std::vector<Arm>& arms, const fs::path& place) {
    given_ = settings();
    const int most = arms.front().prepared.resolved.scenario.run.replicates;
    const auto asked =
        static_cast<int>(probe_replicates_.value_or(default_probe_replicates));
    if (asked < 1) {
      throw UsageError{"--probe-replicates must be 1 or more",
                       "Leave it away for 10"};
    }
    return {arms, files_, given_, std::min(asked, most), place};
  }

  std::vector<Arm> read_arms(Console& console) const {
    const std::vector<std::string> names = arm_names(files_);
    std::vector<Arm> arms;
    for (std::size_t i = 0; i < files_.size(); ++i) {
      arms.push_back(
          {names[i], read_configuration(files_[i], settings(), console)});
    }
    return arms;
  }

  static void warn_if_few(int replicates, Console& console) {
    if (replicates >= enough_replicates) return;
    console.say(fmt::format(
        "{} replicates are for trying out; take at least {} for an answer",
        replicates,
        enough_replicates));
  }

  fs::path target_folder(std::uint64_t seed) const {
    if (out_) return *out_;
    return fs::path{files_.front()}.stem().string() +
           fmt::format("-comparison-{}", seed);
  }

  void compare(std::vector<Arm>& arms, OutputFolder& folder, Console& console) {
    const auto start = std::chrono::steady_clock::now();
    const fs::path parts = folder.path() / "replicates";
    fs::create_directories(parts);
    const Scenario& first = arms.front().prepared.resolved.scenario;
    ComparisonProgress progress{console,
                                static_cast<int>(arms.size()),
                                first.run.replicates,
                                first.time.ticks};
    std::vector<ComparedRun> runs;
    std::vector<RunInfo> infos;
    const ArmVisitor visitor{
        [&](const Arm& arm) {
          if (&arm == &arms.front())
            console.say(study_words(arm.prepared.study));
          for (const levers::ReachCheck& each : reach_of(arm.prepared)) {
            console.say(arm.name + ": " + reach_words(each));
          }
        },
        [&](const Arm& arm) {
          const fs::path place = folder.path() / "arms" / arm.name;
          write_arm(arm, parts, place);
          runs.push_back({arm.name, place});
          infos.push_back(run_info(arm.prepared));
        },
        [&](const std::string& words) { console.say(words); }};
    simulate_arms(
        arms, first.run.replicates, parts, progress, console, visitor);
    Comparison comparison = compare_runs(runs);
    comparison.probes = run_probes(
        requests_, probe_run(arms, folder.path()), comparison, console);
    fs::remove_all(folder.path() / "probes");
    write_results(comparison, infos, folder);
    fs::remove_all(parts);
    if (InterruptGuard::interrupted()) throw Interrupted{};
    folder.commit();
    const std::chrono::duration<double> spent =
        std::chrono::steady_clock::now() - start;
    report(comparison, folder.target(), spent.count(), console);
  }

  static void write_results(const Comparison& comparison,
                            const std::vector<RunInfo>& infos,
                            const OutputFolder& folder) {
    write_comparison_h5(folder.path() / "comparison.h5", comparison);
    write_comparison_csv(folder.path() / "comparison.csv", comparison);
    write_report(
        folder.path() / "report.html", comparison, report_parameters());
    std::vector<CrateFile> files{
        {"report.html", "the answer as a page", "text/html"},
        {"comparison.h5",
         "levels and paired differences",
         "application/x-hdf5"},
        {"comparison.csv", "the headline differences", "text/csv"}};
    for (const ComparedArm& arm : comparison.arms) {
      files.push_back({"arms/" + arm.name + "/run.h5",
                       "all results of " + arm.title,
                       "application/x-hdf5"});
    }
    write_ro_crate(folder.path(), infos.front(), files);
  }

  static void report(const Comparison& comparison,
                     const fs::path& target,
                     double seconds,
                     Console& console) {
    if (console.json) {
      console.out(fmt::format("{{\"folder\": {}, \"seconds\": {:.2f}}}\n",
                              json_text(target.string()),
                              seconds));
      return;
    }
    console.say(fmt::format("{} scenarios, {} replicates each, in {:.1f} s",
                            comparison.arms.size(),
                            comparison.replicates,
                            seconds));
    if (!console.quiet) {
      for (std::size_t c = 0; c < comparison.contrasts(); ++c) {
        console.out(comparison.arms[c + 1].title + ": " +
                    answer_words(comparison, c) + '\n');
      }
    }
    console.out(fmt::format("Results: {}\n", target.string()));
    console.out(fmt::format("Page: {}\n", (target / "report.html").string()));
  }

  ScenarioOptions scenario_options_;
  std::vector<std::string> files_;
  std::optional<std::string> out_;
  std::vector<std::string> probes_;
  std::optional<std::int64_t> probe_replicates_;
  std::vector<ProbeRequest> requests_;
  std::vector<CommandSetting> given_;
  bool overwrite_ = false;
};

}  // namespace

std::unique_ptr<Command> make_compare_command() {
  return std::make_unique<CompareCommand>();
}

}  // namespace mingle::tool

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "compare_arms.h"

#include "run_files.h"
#include "simulate.h"
#include "version.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <numeric>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/engine/parallel.h>
#include <mingle/geo/sha256.h>
#include <mingle/output/hdf5_recorder.h>
#include <mingle/output/replicate_recording.h>

namespace mingle::tool {
namespace {

namespace fs = std::filesystem;

/// Up to so many households, replicates run side by side, each in one thread;
/// above, a state is much memory and its loops are long enough to share.
constexpr std::int64_t most_households_side_by_side = 1'000'000;

[[noreturn]] void refuse(const Arm& arm,
                         const std::string& key,
                         const std::string& problem,
                         const std::string& hint) {
  ConfigProblem mistake;
  mistake.file = arm.prepared.file;
  mistake.key = key;
  mistake.problem = problem;
  mistake.hint = hint;
  throw ConfigError{{mistake}};
}

std::string area_text(const AreaChoice& area) {
  std::string text = area.stylised;
  for (const std::string& code : area.codes) text += ' ' + code;
  for (const fs::path& path : {area.zones.file,
                               area.tables.ethnic_group,
                               area.tables.tenure,
                               area.tables.household_size,
                               area.tables.residence_type,
                               area.tables.tenure_by_group,
                               area.lookup}) {
    text += '\n' + path.lexically_normal().string();
  }
  return text;
}

std::int64_t households(const StudyArea& study) {
  return std::accumulate(
      study.tenure.values.begin(), study.tenure.values.end(), std::int64_t{0});
}

/// What the frames of an arm depend on.
std::string key_of(const Arm& arm) {
  const RunInfo info = run_info(arm.prepared);
  std::string text = fmt::format("{} {} {} {} {}",
                                 mingle_version(),
                                 git_commit(),
                                 info.seed,
                                 info.config_sha256,
                                 info.parameters_sha256);
  for (const RunInfo::Input& input : info.inputs) text += ' ' + input.sha256;
  return sha256_of_text(text);
}

fs::path part_file(const fs::path& parts, const Arm& arm, int replicate) {
  return parts / fmt::format("{}-{:04}", arm.name, replicate);
}

/// Settings for a run of one replicate.
RunSettings one_replicate(const Arm& arm, int replicate) {
  RunSettings settings = run_settings(arm.prepared.resolved.scenario);
  settings.first_replicate = replicate;
  settings.replicates = 1;
  return settings;
}

/// Keeps what an observer is told before the first frame.
class ShapeKeeper : public Observer {
 public:
  void begin(const RunShape& shape) override { shape_ = shape; }
  void record(const Frame&) override {}
  void end() override {}
  const RunShape& shape() const { return shape_; }

 private:
  RunShape shape_;
};

/// The shape of a run, without running it.
RunShape shape_of(const Arm& arm) {
  RunSettings settings = run_settings(arm.prepared.resolved.scenario);
  const int replicates = settings.replicates;
  settings.replicates = 0;
  ShapeKeeper keeper;
  Observer* const one = &keeper;
  simulate(arm.prepared, settings, std::span{&one, 1}, {});
  RunShape shape = keeper.shape();
  shape.replicates = replicates;
  return shape;
}

}  // namespace

std::vector<std::string> arm_names(const std::vector<std::string>& files) {
  std::map<std::string, int> seen;
  std::vector<std::string> names;
  for (const std::string& file : files) {
    const std::string stem = fs::path{file}.stem().string();
    const int times = ++seen[stem];
    names.push_back(times == 1 ? stem : fmt::format("{}-{}", stem, times));
  }
  return names;
}

void check_comparable(const std::vector<Arm>& arms) {
  const Arm& base = arms.front();
  const Scenario& first = base.prepared.resolved.scenario;
  for (const Arm& arm : arms) {
    const Scenario& other = arm.prepared.resolved.scenario;
    const std::string whose = fmt::format("that of {}", base.prepared.file);
    if (area_text(other.area) != area_text(first.area)) {
      refuse(arm,
             "area",
             fmt::format("the area is not {}", whose),
             "Scenarios of one area can be compared: let this file say "
             "extends = \"...\" and give no [area]");
    }
    if (other.time.start != first.time.start ||
        other.time.ticks != first.time.ticks) {
      refuse(arm,
             "time",
             fmt::format("the period is not {}: {} and {} quarters, not {} "
                         "and {}",
                         whose,
                         other.time.start.text(),
                         other.time.ticks,
                         first.time.start.text(),
                         first.time.ticks),
             "Give both the same start and years");
    }
    if (other.run.seed != first.run.seed) {
      refuse(arm,
             "run.seed",
             fmt::format("the seed is {}, but {} in {}",
                         other.run.seed,
                         first.run.seed,
                         base.prepared.file),
             "Scenarios are compared under the same random numbers: leave "
             "out run.seed here, or give --seed for all");
    }
    if (other.output.zones_every_ticks != first.output.zones_every_ticks) {
      refuse(arm,
             "output.zones_every",
             fmt::format("zones are not recorded as in {}", base.prepared.file),
             "Give both the same output.zones_every");
    }
  }
}

ComparisonProgress::ComparisonProgress(Console& console,
                                       int arms,
                                       int replicates,
                                       int ticks)
    : report_{console}, replicates_{arms * replicates}, ticks_{ticks} {}

void ComparisonProgress::tick() {
  const std::lock_guard lock{mutex_};
  ++done_;
  show();
}

void ComparisonProgress::skip() {
  const std::lock_guard lock{mutex_};
  done_ += ticks_;
  show();
}

void ComparisonProgress::show() {
  report_.show({static_cast<int>(done_ / ticks_),
                static_cast<int>(done_ % ticks_),
                ticks_,
                replicates_});
}

int simulate_arm(const Arm& arm,
                 int wanted,
                 const fs::path& parts,
                 ComparisonProgress& progress) {
  const Scenario& scenario = arm.prepared.resolved.scenario;
  const std::string key = key_of(arm);
  std::atomic<int> simulated{0};
  const auto replicate = [&](std::size_t job) {
    const int number = static_cast<int>(job);
    const fs::path file = part_file(parts, arm, number);
    if (ReplicateRecording found; found.load(file, key)) {
      return progress.skip();
    }
    ReplicateRecording recording;
    Observer* const one = &recording;
    simulate(arm.prepared,
             one_replicate(arm, number),
             std::span{&one, 1},
             [&](const Progress& at) {
               if (at.tick > 0) progress.tick();
               return !InterruptGuard::interrupted();
             });
    recording.save(file, key);
    ++simulated;
  };
  const auto replicates = static_cast<std::size_t>(wanted);
  if (households(arm.prepared.study) > most_households_side_by_side) {
    for (std::size_t job = 0; job < replicates; ++job) replicate(job);
  } else {
    int threads = scenario.run.threads;
    if (threads == 0) threads = Concurrency::threads();
    run_jobs(replicates, threads, replicate);
  }
  return simulated;
}

namespace {

/// Passes what is set aside of an arm to the observers.
void replay_arm(const Arm& arm,
                int replicates,
                const fs::path& parts,
                const std::vector<Observer*>& observers) {
  RunShape shape = shape_of(arm);
  shape.replicates = replicates;
  const std::string key = key_of(arm);
  for (Observer* observer : observers) observer->begin(shape);
  for (int replicate = 0; replicate < shape.replicates; ++replicate) {
    ReplicateRecording recording;
    const fs::path file = part_file(parts, arm, replicate);
    if (!recording.load(file, key)) {
      throw OutputError{file.string(),
                        "cannot be read back",
                        "Is the disk full? Run the command again to go on"};
    }
    recording.replay(observers);
  }
  for (Observer* observer : observers) observer->end();
}

}  // namespace

void write_arm(const Arm& arm, const fs::path& parts, const fs::path& folder) {
  fs::create_directories(folder);
  RunFiles files{arm.prepared, folder};
  replay_arm(arm,
             arm.prepared.resolved.scenario.run.replicates,
             parts,
             files.observers());
  files.finish();
}

void write_results_of(const Arm& arm,
                      int replicates,
                      const fs::path& parts,
                      const fs::path& folder) {
  fs::create_directories(folder);
  Hdf5Recorder results{folder / "run.h5", run_info(arm.prepared)};
  replay_arm(arm, replicates, parts, {&results});
}

}  // namespace mingle::tool

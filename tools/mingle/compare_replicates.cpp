// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "compare_replicates.h"

#include "run_files.h"
#include "simulate.h"
#include "version.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <span>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/engine/levers/arms.h>
#include <mingle/engine/parallel.h>
#include <mingle/geo/sha256.h>
#include <mingle/output/hdf5_recorder.h>
#include <mingle/output/replicate_recording.h>

namespace mingle::tool {
namespace {

namespace fs = std::filesystem;

/// Up to so many households, replicates run side by side, each in one thread,
/// and a state may be copied where arms part; above, a state is much memory
/// and its loops are long enough to share.
constexpr std::int64_t most_households_side_by_side = 1'000'000;

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

/// Keeps the frames of one replicate and sets them aside after the last.
class SettingAside : public Observer {
 public:
  SettingAside(fs::path file, std::string key, int last_tick)
      : file_{std::move(file)}, key_{std::move(key)}, last_tick_{last_tick} {}
  void begin(const RunShape& shape) override { frames_.begin(shape); }
  void record(const Frame& frame) override {
    frames_.record(frame);
    if (frame.tick < last_tick_) return;
    frames_.save(file_, key_);
    frames_ = {};
  }
  void end() override {}

 private:
  fs::path file_;
  std::string key_;
  int last_tick_;
  ReplicateRecording frames_;
};

/// Neighbouring arms that one world serves, one after the other: it lies with
/// the arm that is held.
class Group {
 public:
  /// @param first  of `arms`; holds what was made
  Group(std::vector<Arm>& arms, std::size_t first) : arms_{arms}, held_{first} {
    const Prepared& made = arms[first].prepared;
    end_ = first + 1;
    // Copies of a large state are not to be had for nothing.
    if (!made.housing || large()) return;
    while (end_ < arms.size() && made_alike(made, arms[end_].prepared)) ++end_;
  }

  std::size_t end() const { return end_; }
  bool large() const {
    return households(held().prepared.study) > most_households_side_by_side;
  }
  const Arm& held() const { return arms_[held_]; }
  void hold(std::size_t arm) {
    if (arm == held_) return;
    hand_over(arms_[held_].prepared, arms_[arm].prepared);
    held_ = arm;
  }

 private:
  std::vector<Arm>& arms_;
  std::size_t held_;
  std::size_t end_;
};

/// What a group needs to know of an arm while another is held.
struct Member {
  const Arm* arm = nullptr;
  std::string key;
  levers::Plan plan;
  int parts = 0;  ///< levers::parting_tick()
};

Member member_of(const Arm& arm) {
  Member member{&arm, key_of(arm), {}, 0};
  if (!arm.prepared.housing) return member;
  member.plan = arm.prepared.housing->world.levers;
  member.parts = levers::parting_tick(member.plan);
  return member;
}

/// Which arms need not be run, or not from the start.
void tell_what_is_shared(const std::vector<Member>& members,
                         const ArmVisitor& visitor) {
  const Member& base = members.front();
  const TimeChoice& time = base.arm->prepared.resolved.scenario.time;
  for (std::size_t i = 1; i < members.size(); ++i) {
    const Member& each = members[i];
    const int until = std::min(base.parts, each.parts);
    if (until <= 0) continue;
    visitor.shared(
        until < time.ticks
            ? fmt::format("{}: one run with {} until {}, the year in which "
                          "levers begin",
                          each.arm->name,
                          base.arm->name,
                          tick_start(time.start, until).text())
            : fmt::format("{}: one run with {}, as no lever acts on anything",
                          each.arm->name,
                          base.arm->name));
  }
}

/// Simulates one replicate of those members that it is not set aside of.
void simulate_replicate(const Arm& held,
                        const std::vector<Member>& members,
                        int number,
                        const fs::path& parts,
                        ComparisonProgress& progress) {
  const RunSettings settings = one_replicate(held, number);
  std::vector<std::unique_ptr<SettingAside>> keepers;
  std::vector<Observer*> observers;
  std::vector<const levers::Plan*> plans;
  for (const Member& member : members) {
    const fs::path file = part_file(parts, *member.arm, number);
    if (ReplicateRecording found; found.load(file, member.key)) {
      progress.skip();
      continue;
    }
    keepers.push_back(
        std::make_unique<SettingAside>(file, member.key, settings.ticks));
    observers.push_back(keepers.back().get());
    plans.push_back(&member.plan);
  }
  if (plans.empty()) return;
  std::vector<levers::Arm> arms;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    arms.push_back({plans[i], std::span{&observers[i], 1}});
  }
  simulate(held.prepared, settings, arms, [&](const Progress& at) {
    if (at.tick > 0) progress.tick();
    return !InterruptGuard::interrupted();
  });
}

void simulate_group(const Group& group,
                    const std::vector<Member>& members,
                    int wanted,
                    const fs::path& parts,
                    ComparisonProgress& progress) {
  const Arm& held = group.held();
  const auto replicate = [&](std::size_t job) {
    simulate_replicate(held, members, static_cast<int>(job), parts, progress);
  };
  const auto replicates = static_cast<std::size_t>(wanted);
  if (group.large()) {
    for (std::size_t job = 0; job < replicates; ++job) replicate(job);
    return;
  }
  int threads = held.prepared.resolved.scenario.run.threads;
  if (threads == 0) threads = Concurrency::threads();
  run_jobs(replicates, threads, replicate);
}

}  // namespace

void simulate_arms(std::vector<Arm>& arms,
                   int replicates,
                   const fs::path& parts,
                   ComparisonProgress& progress,
                   Console& console,
                   const ArmVisitor& visitor) {
  for (std::size_t first = 0; first < arms.size();) {
    Prepared& prepared = arms[first].prepared;
    first == 0 ? build(prepared, console)
               : build_after(arms[first - 1].prepared, prepared, console);
    Group group{arms, first};
    std::vector<Member> members;
    for (std::size_t i = first; i < group.end(); ++i) {
      if (InterruptGuard::interrupted()) throw Interrupted{};
      group.hold(i);
      visitor.made(arms[i]);
      members.push_back(member_of(arms[i]));
    }
    tell_what_is_shared(members, visitor);
    simulate_group(group, members, replicates, parts, progress);
    for (std::size_t i = first; i < group.end(); ++i) {
      group.hold(i);
      visitor.set_aside(arms[i]);
    }
    first = group.end();
  }
  forget(arms.back().prepared);
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

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "compare_arms.h"

#include <map>

#include <fmt/format.h>

#include <mingle/engine/error.h>

namespace mingle::tool {
namespace {

namespace fs = std::filesystem;

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

}  // namespace mingle::tool

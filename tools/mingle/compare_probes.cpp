// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "compare_probes.h"

#include "compare_replicates.h"

#include <algorithm>
#include <sstream>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/scenarios/levers.h>
#include <mingle/scenarios/parameters.h>

namespace mingle::tool {
namespace {

namespace fs = std::filesystem;

constexpr const char* automatic = "auto";

std::string text_of(double value) {
  return fmt::format("{:.4g}", value);
}

/// "lever.LABEL.effects.NAME" taken apart.
struct EffectKey {
  std::string label;
  std::string name;
};
std::optional<EffectKey> effect_key(const std::string& key) {
  const std::string before = "lever.";
  const std::string between = ".effects.";
  const std::size_t at = key.rfind(between);
  if (!key.starts_with(before) || at == std::string::npos) return {};
  return EffectKey{key.substr(before.size(), at - before.size()),
                   key.substr(at + between.size())};
}

const LeverEntry* find_entry(const Scenario& scenario,
                             const std::string& label) {
  for (const LeverEntry& entry : scenario.levers) {
    if (entry.label == label) return &entry;
  }
  return nullptr;
}

/// Whether the number is one of this scenario.
bool has_key(const Arm& arm, const std::string& key) {
  if (!key.starts_with("lever.")) return true;
  for (const LeverEntry& entry : arm.prepared.resolved.scenario.levers) {
    if (key.starts_with("lever." + entry.label + '.')) return true;
  }
  return false;
}

/// An effect of a lever in the first scenario that has it.
struct FoundEffect {
  const LeverEntry* entry = nullptr;
  const LeverEffect* effect = nullptr;
};
FoundEffect find_effect(const std::string& key, const std::vector<Arm>& arms) {
  const auto wanted = effect_key(key);
  if (!wanted) return {};
  for (const Arm& arm : arms) {
    const LeverEntry* entry =
        find_entry(arm.prepared.resolved.scenario, wanted->label);
    if (entry == nullptr) continue;
    return {entry, shipped_levers().find(entry->id)->effect(wanted->name)};
  }
  return {};
}

/// The value of a number in the first scenario that has it.
std::string base_value(const std::string& key, const std::vector<Arm>& arms) {
  if (const Parameter* row = shipped_parameters().find(key)) {
    const auto& values = arms.front().prepared.resolved.scenario.parameters;
    return text_of(values[row->id]);
  }
  const auto [entry, effect] = find_effect(key, arms);
  if (effect != nullptr) {
    const auto given = entry->values.find(effect->mechanism);
    if (given != entry->values.end()) return text_of(given->second);
    if (entry->mode == EffectMode::sampled) return effect->prior_text;
    if (effect->value) return text_of(*effect->value);
  }
  return "what it was";
}

std::optional<CentralRange> range_of(const std::string& key,
                                     const std::vector<Arm>& arms) {
  if (const Parameter* row = shipped_parameters().find(key)) {
    return central_range(*row);
  }
  const LeverEffect* effect = find_effect(key, arms).effect;
  if (effect == nullptr) return {};
  return central_range(*effect);
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts;
  std::istringstream in{text};
  for (std::string part; std::getline(in, part, ',');) parts.push_back(part);
  return parts;
}

/// What sorts households most in either model, and fixed effects of levers.
std::vector<std::string> automatic_keys(const std::vector<Arm>& arms) {
  const Scenario& base = arms.front().prepared.resolved.scenario;
  const bool full = base.housing.system == HousingSystem::full;
  const bool exact = base.housing.choice == Choice::exact;
  std::vector<std::string> keys;
  if (full) {
    keys.emplace_back(exact ? "housing.alpha_full"
                            : "housing.alpha_full_sampled");
  } else {
    keys.emplace_back(exact ? "housing.alpha" : "housing.alpha_sampled");
  }
  keys.emplace_back(full ? "housing.mobility.private_under_55"
                         : "housing.move_rate.private");
  if (full) keys.emplace_back("migration.arrival_elasticity");
  // How attitudes, and so contact, reach the map.
  if (base.contact.active) keys.emplace_back("attitudes.choice");
  for (const Arm& arm : arms) {
    for (const LeverEntry& entry : arm.prepared.resolved.scenario.levers) {
      if (entry.mode != EffectMode::fixed || !entry.bundle.empty()) continue;
      const LeverDefinition& lever = *shipped_levers().find(entry.id);
      for (const LeverEffect& effect : lever.effects) {
        const bool set = effect.value || entry.values.count(effect.mechanism);
        if (!set || !central_range(effect)) continue;
        keys.push_back(
            fmt::format("lever.{}.effects.{}", entry.label, effect.name()));
      }
    }
  }
  return keys;
}

ProbeRequest request_of(const std::string& text, const std::vector<Arm>& arms) {
  const std::size_t equals = text.find('=');
  ProbeRequest request{text.substr(0, equals), {}};
  if (equals != std::string::npos) {
    request.values = split(text.substr(equals + 1));
  } else if (const auto range = range_of(request.key, arms)) {
    request.values = {text_of(range->low), text_of(range->high)};
  }
  if (request.key.empty() || request.values.empty()) {
    throw UsageError{
        fmt::format("--probe '{}' names no values and no prior gives them",
                    text),
        "For example --probe housing.alpha=0.6,1.0, or --probe auto"};
  }
  return request;
}

/// The arms with one number moved. Those that do not have it stay as they
/// are, and what is set aside of them serves again.
std::vector<Arm> moved_arms(const std::string& key,
                            const std::string& value,
                            const std::string& prefix,
                            const ProbeRun& run,
                            Console& console) {
  std::vector<Arm> arms;
  for (std::size_t i = 0; i < run.arms.size(); ++i) {
    std::vector<CommandSetting> settings = run.settings;
    const bool moved = has_key(run.arms[i], key);
    if (moved) {
      settings.push_back({"--probe " + key + '=' + value, key, value});
    }
    arms.push_back({moved ? prefix + run.arms[i].name : run.arms[i].name,
                    read_configuration(run.files[i], settings, console)});
  }
  return arms;
}

/// The measure of that name; null if the runs have none.
const Measure* find_measure(const Comparison& comparison,
                            const std::string& id) {
  for (const Measure& measure : comparison.measures) {
    if (measure.id == id) return &measure;
  }
  return nullptr;
}

class Prober {
 public:
  Prober(const ProbeRun& run,
         const Comparison& comparison,
         int jobs,
         Console& console)
      : run_{run},
        comparison_{comparison},
        console_{console},
        progress_{console,
                  jobs,
                  run.replicates,
                  run.arms.front().prepared.resolved.scenario.time.ticks} {}

  Probe probe(const std::string& key, const std::string& value) {
    const fs::path parts = run_.folder / "replicates";
    const fs::path place = run_.folder / "probes";
    std::vector<Arm> arms = moved_arms(
        key, value, fmt::format("probe-{}-", ++number_), run_, console_);
    std::vector<ComparedRun> runs;
    const ArmVisitor visitor{
        [](const Arm&) {},
        [&](const Arm& arm) {
          write_results_of(arm, run_.replicates, parts, place / arm.name);
          runs.push_back({run_.arms[runs.size()].name, place / arm.name});
        },
        [](const std::string&) {}};
    simulate_arms(arms, run_.replicates, parts, progress_, console_, visitor);
    Probe found{key,
                base_value(key, run_.arms),
                value,
                static_cast<std::size_t>(run_.replicates),
                {}};
    const Comparison moved = compare_runs(runs);
    const Measure* lead = find_measure(moved, comparison_.measures.front().id);
    found.results.resize(moved.contrasts());
    for (std::size_t c = 0; c < moved.contrasts(); ++c) {
      const bool own = has_key(run_.arms[0], key) && !key.starts_with("lever.");
      const bool applies = own || has_key(run_.arms[c + 1], key);
      if (lead != nullptr && applies) {
        found.results[c] = lead->results[c];
      } else {
        found.results[c].pairs = 0;
      }
    }
    fs::remove_all(place);
    return found;
  }

 private:
  const ProbeRun& run_;
  const Comparison& comparison_;
  Console& console_;
  ComparisonProgress progress_;
  int number_ = 0;
};

}  // namespace

std::vector<ProbeRequest> probe_requests(const std::vector<std::string>& texts,
                                         const std::vector<Arm>& arms) {
  std::vector<ProbeRequest> requests;
  const auto add = [&requests](ProbeRequest request) {
    for (const ProbeRequest& one : requests) {
      if (one.key == request.key) return;
    }
    requests.push_back(std::move(request));
  };
  for (const std::string& text : texts) {
    if (text == automatic) continue;
    add(request_of(text, arms));
  }
  if (std::find(texts.begin(), texts.end(), automatic) != texts.end()) {
    for (const std::string& key : automatic_keys(arms)) {
      add(request_of(key, arms));
    }
  }
  return requests;
}

void check_probes(const std::vector<ProbeRequest>& requests,
                  const ProbeRun& run,
                  Console& console) {
  for (const ProbeRequest& request : requests) {
    const bool known = std::any_of(
        run.arms.begin(), run.arms.end(), [&request](const Arm& arm) {
          return has_key(arm, request.key);
        });
    if (!known) {
      throw UsageError{
          fmt::format("--probe '{}' is of a lever that no scenario has",
                      request.key),
          "Name it lever.LABEL.effects.NAME"};
    }
    for (const std::string& value : request.values) {
      moved_arms(request.key, value, "", run, console);
    }
  }
}

std::vector<Probe> run_probes(const std::vector<ProbeRequest>& requests,
                              const ProbeRun& run,
                              const Comparison& comparison,
                              Console& console) {
  int jobs = 0;
  for (const ProbeRequest& request : requests) {
    jobs += static_cast<int>(request.values.size() * run.arms.size());
  }
  std::vector<Probe> probes;
  if (jobs == 0 || comparison.measures.empty()) return probes;
  Prober prober{run, comparison, jobs, console};
  for (const ProbeRequest& request : requests) {
    for (const std::string& value : request.values) {
      probes.push_back(prober.probe(request.key, value));
    }
  }
  return probes;
}

}  // namespace mingle::tool

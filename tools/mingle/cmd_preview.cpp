// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "preview.h"
#include "scenario_options.h"

#include <mingle/engine/error.h>
#include <mingle/scenarios/load_study.h>

namespace mingle::tool {
namespace {

class PreviewCommand : public Command {
 public:
  std::string name() const override { return "preview"; }
  std::string summary() const override {
    return "Sketch where an area is heading, in a second, without households";
  }
  std::string example() const override {
    return "  mingle calibrate study.toml --twin --out fitted\n"
           "  mingle preview town.toml    # extends = "
           "\"fitted/areas/CODE.toml\"";
  }
  void declare(Options& options) override {
    options.argument("SCENARIO", file_, "Scenario file");
    scenario_options_.declare(options);
  }
  void run(Console& console) override {
    Scenario scenario =
        read_scenario(file_, scenario_options_.settings()).scenario;
    if (scenario.housing.twin_file.empty()) {
      throw ConfigError{
          {{file_,
            0,
            0,
            "housing.twin_file",
            "this area has no calibration, so it cannot be previewed",
            "Run mingle calibrate STUDY.toml --twin and let the scenario say "
            "extends = \"DIR/areas/CODE.toml\""}}};
    }
    const TwinFile twin = read_twin_file(scenario.housing.twin_file.string());
    // Only residents and map are read: the rest is not looked at.
    Scenario sketch = scenario;
    sketch.housing.system = HousingSystem::relocation;
    sketch.contact.active = false;
    const Preview preview = make_preview(scenario, load_study(sketch), twin);
    console.out(console.json ? preview_json(preview)
                             : preview_text(preview, scenario));
  }

 private:
  std::string file_;
  ScenarioOptions scenario_options_;
};

}  // namespace

std::unique_ptr<Command> make_preview_command() {
  return std::make_unique<PreviewCommand>();
}

}  // namespace mingle::tool

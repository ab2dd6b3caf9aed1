// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "hindcast_engine.h"
#include "twin_calibration.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/engine/parallel.h>
#include <mingle/output/output_folder.h>
#include <mingle/output/text_file.h>
#include <mingle/scenarios/engine_hindcast.h>

namespace mingle::tool {

namespace {

namespace fs = std::filesystem;

class CalibrateCommand : public Command {
 public:
  std::string name() const override { return "calibrate"; }
  std::string summary() const override {
    return "Fit sorting by authority and group to two censuses";
  }
  std::string example() const override {
    return "  mingle calibrate study.toml --twin --out fitted\n"
           "The study file is that of `mingle hindcast`. A scenario then "
           "says\nextends = \"fitted/areas/E08000032.toml\".";
  }
  void declare(Options& options) override {
    options.argument("STUDY", file_, "Study file (TOML)");
    options.flag("--twin", twin_, "By the mean-field twin (the only way yet)");
    options.many("--engine",
                 engine_,
                 "CODE",
                 "Also fit the engine of these authorities to the twin: "
                 "an appeal of zones; minutes each");
    options.value(
        "--out", out_, "DIR", "Folder for the results; NAME-calibrated");
    options.integer("--threads", threads_, "N", "Worker threads; all cores");
    options.flag("--overwrite", overwrite_, "Replace an earlier result");
  }
  void run(Console& console) override {
    if (!twin_) {
      throw UsageError{"give --twin",
                       "Calibration of the engine itself does not exist yet"};
    }
    const Concurrency limit{static_cast<int>(threads_.value_or(0))};
    HindcastStudy study = read_hindcast_study(file_);
    choose_engine(study, engine_);
    const fs::path target =
        out_ ? fs::path{*out_}
             : fs::path{fs::path{file_}.stem().string() + "-calibrated"};
    OutputFolder folder{target, overwrite_ ? Overwrite::yes : Overwrite::no};
    const TwinStudy twin = prepare_twin(study);
    const auto places = engine_places(study, twin.panel);
    std::optional<EngineHindcast> engine;
    if (!places.empty()) engine.emplace(study, twin.panel);
    if (study.grouping == Grouping::detailed) {
      console.say(
          "Warning: with detailed groups the twin forecast worse than no "
          "change (docs/methods/validation.md); broad groups are advised");
    }
    console.say(fmt::format("{} zones of {} authorities; fitting the twin",
                            twin.panel.zone_count(),
                            twin.panel.authorities.size()));
    const TwinCalibration fitted{study, twin};
    write_text_file(folder.path() / "alpha.csv", fitted.alpha_csv());
    write_text_file(folder.path() / "parameters.csv", fitted.parameters_csv());
    const fs::path areas = folder.path() / "areas";
    fs::create_directory(areas);
    std::string found = fitted.words();
    for (std::size_t a = 0; a < twin.panel.authorities.size(); ++a) {
      const std::string& code = twin.panel.authorities[a].code;
      std::optional<EngineCalibration> made;
      if (std::binary_search(places.begin(), places.end(), a)) {
        console.say("Trial runs of " + twin.panel.authorities[a].name);
        made = engine->calibrate(a, fitted.guide(a));
        write_text_file(areas / (code + "-appeal.csv"), appeal_csv(*made));
        found += twin.panel.authorities[a].name + ": " +
                 match_words(made->match) + '\n';
      }
      write_text_file(areas / (code + "-twin.csv"), twin_csv(fitted.file(a)));
      write_text_file(areas / (code + ".toml"),
                      fitted.overlay_toml(a, made.has_value()));
    }
    folder.commit();
    if (console.json) {
      console.out(
          fmt::format("{{\"folder\": {}}}\n", json_text(target.string())));
      return;
    }
    console.out(found);
    console.say("Results: " + target.string());
  }

 private:
  std::string file_;
  std::optional<std::string> out_;
  std::vector<std::string> engine_;
  std::optional<std::int64_t> threads_;
  bool twin_ = false;
  bool overwrite_ = false;
};

}  // namespace

std::unique_ptr<Command> make_calibrate_command() {
  return std::make_unique<CalibrateCommand>();
}

}  // namespace mingle::tool

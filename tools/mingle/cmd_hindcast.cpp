// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "hindcast_engine.h"
#include "hindcast_html.h"
#include "hindcast_study.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <vector>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/engine/parallel.h>
#include <mingle/output/output_folder.h>
#include <mingle/output/text_file.h>

namespace mingle::tool {
namespace {

namespace fs = std::filesystem;

class HindcastCommand : public Command {
 public:
  std::string name() const override { return "hindcast"; }
  std::string summary() const override {
    return "Score forecasts of a later census beside null models";
  }
  std::string example() const override {
    return "  mingle hindcast study.toml --out scores\n"
           "docs/methods/validation.md describes the study file.";
  }
  void declare(Options& options) override {
    options.argument("STUDY", file_, "Study file (TOML)");
    options.value(
        "--out", out_, "DIR", "Folder for the results; NAME-hindcast");
    options.integer("--members", members_, "N", "Members of the ensemble");
    options.many("--engine",
                 engine_,
                 "CODE",
                 "Run the engine too, for these authorities; minutes each");
    options.integer("--threads", threads_, "N", "Worker threads; all cores");
    options.flag("--overwrite", overwrite_, "Replace an earlier result");
  }
  void run(Console& console) override {
    const auto start = std::chrono::steady_clock::now();
    const Concurrency limit{static_cast<int>(threads_.value_or(0))};
    HindcastStudy study = read_hindcast_study(file_);
    if (members_) {
      if (*members_ < 2 || *members_ > 10000) {
        throw UsageError{"--members must be 2 to 10000"};
      }
      study.members = static_cast<int>(*members_);
    }
    choose_engine(study, engine_);
    const fs::path target =
        out_ ? fs::path{*out_}
             : fs::path{fs::path{file_}.stem().string() + "-hindcast"};
    OutputFolder folder{target, overwrite_ ? Overwrite::yes : Overwrite::no};
    const TwinStudy twin = prepare_twin(study);
    for (const std::string& note : twin.notes) console.detail(note + '\n');
    console.say(fmt::format("{} zones of {} authorities; fitting the twin",
                            twin.panel.zone_count(),
                            twin.panel.authorities.size()));
    const HindcastResults results = run_hindcast(study, twin);
    const std::string page = hindcast_page(study, twin, results);
    write_text_file(folder.path() / "hindcast.md", page);
    write_text_file(folder.path() / "hindcast.html",
                    hindcast_html(page, results));
    write_hindcast_h5(folder.path() / "hindcast.h5", results);
    folder.commit();
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start)
            .count();
    if (console.json) {
      console.out(fmt::format(
          "{{\"folder\": {}, \"authorities\": {}, \"seconds\": {:.2f}}}\n",
          json_text(target.string()),
          results.panel.authorities.size(),
          seconds));
      return;
    }
    console.out(page);
    console.say(
        fmt::format("\nResults: {} ({:.1f} s)", target.string(), seconds));
  }

 private:
  std::string file_;
  std::optional<std::string> out_;
  std::vector<std::string> engine_;
  std::optional<std::int64_t> members_;
  std::optional<std::int64_t> threads_;
  bool overwrite_ = false;
};

}  // namespace

std::unique_ptr<Command> make_hindcast_command() {
  return std::make_unique<HindcastCommand>();
}

}  // namespace mingle::tool

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "report_files.h"

#include <filesystem>

#include <fmt/format.h>

#include <mingle/engine/error.h>

namespace mingle::tool {
namespace {

namespace fs = std::filesystem;

class ReportCommand : public Command {
 public:
  std::string name() const override { return "report"; }
  std::string summary() const override {
    return "Write one HTML page on runs or comparisons";
  }
  std::string example() const override {
    return "  mingle report baseline-comparison-1 --overwrite\n"
           "  mingle report baseline-1 lettings-1 --out answer.html";
  }
  void declare(Options& options) override {
    options.arguments(
        "DIR",
        folders_,
        "Folders of runs or comparisons; the first run is the baseline");
    options.value("--out",
                  out_,
                  "FILE",
                  "The page; report.html in the first folder by default");
    options.flag("--overwrite", overwrite_, "Replace an earlier page");
  }
  void run(Console& console) override {
    const fs::path target =
        out_ ? fs::path{*out_} : fs::path{folders_.front()} / "report.html";
    if (fs::exists(target) && !overwrite_) {
      throw UsageError{
          fmt::format("'{}' exists", target.string()),
          "choose another name with --out, or replace it with --overwrite"};
    }
    Comparison comparison = compare_runs(runs_in(folders_));
    const fs::path earlier = fs::path{folders_.front()} / "comparison.h5";
    if (folders_.size() == 1 && fs::exists(earlier)) {
      comparison.probes = read_probes(earlier);
    }
    write_report(target, comparison, report_parameters());
    console.out(console.json ? fmt::format("{{\"file\": {}}}\n",
                                           json_text(target.string()))
                             : fmt::format("{}\n", target.string()));
  }

 private:
  std::vector<std::string> folders_;
  std::optional<std::string> out_;
  bool overwrite_ = false;
};

}  // namespace

std::unique_ptr<Command> make_report_command() {
  return std::make_unique<ReportCommand>();
}

}  // namespace mingle::tool

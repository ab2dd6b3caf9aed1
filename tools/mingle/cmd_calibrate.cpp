// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "hindcast_study.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/engine/groups.h>
#include <mingle/engine/hindcast/evaluate.h>
#include <mingle/engine/parallel.h>
#include <mingle/output/output_folder.h>

namespace mingle::tool {

using namespace hindcast;

namespace {

namespace fs = std::filesystem;

void write_text(const fs::path& file, const std::string& text) {
  std::ofstream stream{file, std::ios::binary};
  stream << text;
  stream.close();
  if (!stream) {
    throw OutputError{file.string(), "cannot be written", "Is the disk full?"};
  }
}

/// Census groups that a group of the study stands for; itself if none.
std::vector<std::string> members_of(const std::string& group) {
  std::vector<std::string> members;
  for (const CensusGroup& each : census_2021_groups()) {
    if (name_of(each.broad) == group) members.emplace_back(each.name);
  }
  if (members.empty()) members.push_back(group);
  return members;
}

/// What the twin says of the engine's parameters.
class TwinCalibration {
 public:
  TwinCalibration(const HindcastStudy& study, const TwinStudy& twin)
      : study_{study}, twin_{twin} {
    cross_ = cross_fit(twin.layout, twin.settings, twin.areas, twin.folds, {});
    errors_ = jackknife_errors(cross_);
    means_.resize(errors_.size());
    for (const TwinFit& fit : cross_.fits) {
      for (std::size_t p = 0; p < means_.size(); ++p) {
        means_[p] +=
            fit.parameters[p] / static_cast<double>(cross_.fits.size());
      }
    }
  }

  /// Exponents of every authority, for studies of all of them.
  std::string alpha_csv() const {
    std::string text = "authority,group,alpha\n";
    for (std::size_t a = 0; a < twin_.areas.size(); ++a) {
      const std::vector<double> alphas = alphas_of(a);
      for (std::size_t g = 0; g < alphas.size(); ++g) {
        for (const std::string& group : members_of(twin_.panel.groups[g])) {
          text += fmt::format("{},{},{:.4f}\n",
                              twin_.panel.authorities[a].code,
                              group,
                              alphas[g]);
        }
      }
    }
    return text;
  }

  std::string parameters_csv() const {
    std::string text = "parameter,value,standard_error,free\n";
    for (std::size_t p = 0; p < means_.size(); ++p) {
      text += fmt::format("{},{:.6g},{:.6g},{}\n",
                          twin_.layout.names()[p],
                          means_[p],
                          errors_[p],
                          twin_.layout.free()[p] ? "yes" : "no");
    }
    for (std::size_t g = 0; g < twin_.panel.group_count(); ++g) {
      text += fmt::format(
          "alpha_spread.{},{:.6g},,no\n", twin_.panel.groups[g], spread_of(g));
    }
    return text;
  }

  /// A base for scenarios of one authority: exponents of census groups.
  std::string overlay_toml(std::size_t authority) const {
    std::string text = fmt::format(
        "# {}: exponents of the own group's share, from the mean-field twin "
        "fitted to\n# \"{}\" ({} to {}) without this authority. They belong "
        "to the turnover\n# that the twin was given ({:.3g} a year unless set "
        "by group): two censuses tell only\n# turnover times one minus alpha. "
        "Standard deviation over authorities: parameters.csv.\n"
        "schema_version = 1\n\n[housing.alpha_by_group]\n",
        twin_.panel.authorities[authority].name,
        study_.title,
        study_.before_year,
        study_.after_year,
        study_.turnover_other);
    const std::vector<double> alphas = alphas_of(authority);
    for (std::size_t g = 0; g < alphas.size(); ++g) {
      for (const std::string& group : members_of(twin_.panel.groups[g])) {
        text += fmt::format("{} = {:.4f}\n", group, alphas[g]);
      }
    }
    return text;
  }

  std::string words() const {
    std::string text =
        "group            alpha   standard error   over authorities (sd)\n";
    for (std::size_t g = 0; g < twin_.panel.group_count(); ++g) {
      text += fmt::format("{:<14}{:8.3f}{:17.3f}{:24.3f}\n",
                          twin_.panel.groups[g],
                          means_[twin_.layout.alpha(g)],
                          errors_[twin_.layout.alpha(g)],
                          spread_of(g));
    }
    return text;
  }

 private:
  /// Standard deviation over authorities of what the terms do not explain.
  double spread_of(std::size_t group) const {
    double squares = 0;
    for (const auto& effects : cross_.effects) {
      squares += effects[group] * effects[group];
    }
    return std::sqrt(squares / static_cast<double>(cross_.effects.size()));
  }

  /// By the fit that has not seen the authority, cut to what the engine takes.
  std::vector<double> alphas_of(std::size_t authority) const {
    std::vector<double> alphas = Twin{twin_.layout, twin_.settings}.alphas(
        twin_.areas[authority], cross_.parameters_for(authority), {});
    for (double& alpha : alphas) alpha = std::clamp(alpha, 0.0, 3.0);
    return alphas;
  }

  const HindcastStudy& study_;
  const TwinStudy& twin_;
  CrossFit cross_;
  std::vector<double> errors_;
  std::vector<double> means_;
};

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
    const HindcastStudy study = read_hindcast_study(file_);
    const fs::path target =
        out_ ? fs::path{*out_}
             : fs::path{fs::path{file_}.stem().string() + "-calibrated"};
    OutputFolder folder{target, overwrite_ ? Overwrite::yes : Overwrite::no};
    const TwinStudy twin = prepare_twin(study);
    if (study.grouping == Grouping::detailed) {
      console.say(
          "Warning: with detailed groups the twin forecast worse than no "
          "change (docs/methods/validation.md); broad groups are advised");
    }
    console.say(fmt::format("{} zones of {} authorities; fitting the twin",
                            twin.panel.zone_count(),
                            twin.panel.authorities.size()));
    const TwinCalibration fitted{study, twin};
    write_text(folder.path() / "alpha.csv", fitted.alpha_csv());
    write_text(folder.path() / "parameters.csv", fitted.parameters_csv());
    fs::create_directory(folder.path() / "areas");
    for (std::size_t a = 0; a < twin.panel.authorities.size(); ++a) {
      write_text(
          folder.path() / "areas" / (twin.panel.authorities[a].code + ".toml"),
          fitted.overlay_toml(a));
    }
    folder.commit();
    if (console.json) {
      console.out(
          fmt::format("{{\"folder\": {}}}\n", json_text(target.string())));
      return;
    }
    console.out(fitted.words());
    console.say("Results: " + target.string());
  }

 private:
  std::string file_;
  std::optional<std::string> out_;
  std::optional<std::int64_t> threads_;
  bool twin_ = false;
  bool overwrite_ = false;
};

}  // namespace

std::unique_ptr<Command> make_calibrate_command() {
  return std::make_unique<CalibrateCommand>();
}

}  // namespace mingle::tool

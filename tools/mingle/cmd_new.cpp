// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "study_templates.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <mingle/engine/error.h>
#include <mingle/scenarios/stylised.h>
#include <mingle/scenarios/suggest.h>

namespace mingle::tool {
namespace {

namespace fs = std::filesystem;

bool is_authority_code(const std::string& code) {
  return code.size() == 9 && code[0] >= 'A' && code[0] <= 'Z' &&
         std::all_of(code.begin() + 1, code.end(), [](char c) {
           return c >= '0' && c <= '9';
         });
}

void write_file(const fs::path& file, const std::string& text) {
  std::ofstream stream{file, std::ios::binary};
  stream << text;
  stream.close();
  if (!stream) {
    throw OutputError{file.string(), "cannot be written", "Is the disk full?"};
  }
}

class NewCommand : public Command {
 public:
  std::string name() const override { return "new"; }
  std::string summary() const override {
    return "Scaffold a study: baseline, example scenarios, README";
  }
  std::string example() const override {
    return "  mingle new bradford --area E08000032\n"
           "  mingle new town --stylised bradford --levers";
  }
  void declare(Options& options) override {
    options.argument("NAME", name_, "Folder to make");
    options.many("--area",
                 codes_,
                 "CODE",
                 "Codes of the local authorities, from real data");
    options.value("--stylised",
                  stylised_,
                  "AREA",
                  "A stylised area, which needs no data");
    options.flag("--levers",
                 levers_,
                 "With prices, rents and people who meet, and scenarios that "
                 "pull levers");
  }
  void run(Console& console) override {
    check();
    const StudyNames names{fs::path{name_}.filename().string(),
                           stylised_.value_or(""),
                           codes_,
                           levers_};
    const std::vector<StudyFile> files = study_files(names);
    write_study(files);
    if (console.json) {
      console.out(fmt::format("{{\"folder\": {}}}\n", json_text(name_)));
    } else {
      for (const StudyFile& file : files) {
        console.out(fmt::format("{}/{}\n", name_, file.name));
      }
    }
    console.say(
        fmt::format("Next: mingle check {0}/baseline.toml && mingle "
                    "run {0}/baseline.toml",
                    name_));
  }

 private:
  void check() {
    while (name_.size() > 1 && name_.back() == '/') name_.pop_back();
    if (stylised_.has_value() == !codes_.empty()) {
      throw UsageError{"give either --area CODE... or --stylised AREA",
                       "For example --stylised bradford"};
    }
    check_stylised();
    for (const std::string& code : codes_) {
      if (is_authority_code(code)) continue;
      throw UsageError{
          fmt::format("'{}' is not an authority code", code.substr(0, 60)),
          "Codes look like E08000032; the lookup of the census data has all"};
    }
    if (fs::exists(name_)) {
      throw UsageError{fmt::format("'{}' exists already", name_),
                       "Choose another name; nothing was written"};
    }
  }

  /// The names check will accept; a code of an authority is one, too.
  void check_stylised() const {
    if (!stylised_ || is_authority_code(*stylised_)) return;
    const std::vector<std::string> names = stylised_area_names();
    if (std::find(names.begin(), names.end(), *stylised_) != names.end()) {
      return;
    }
    throw UsageError{
        fmt::format("there is no stylised area '{}'", stylised_->substr(0, 60)),
        suggestion(*stylised_, names, "areas")};
  }

  void write_study(const std::vector<StudyFile>& files) const {
    std::error_code error;
    const fs::path folder{name_};
    // Written beside, then renamed: there is no half-made study.
    const fs::path part{name_ + ".mingle-part"};
    fs::remove_all(part, error);
    fs::create_directories(part, error);
    if (error) throw OutputError{name_, error.message(), ""};
    for (const StudyFile& file : files) {
      write_file(part / file.name, file.text);
    }
    fs::rename(part, folder, error);
    if (error) throw OutputError{name_, error.message(), ""};
  }

  std::string name_;
  std::vector<std::string> codes_;
  std::optional<std::string> stylised_;
  bool levers_ = false;
};

}  // namespace

std::unique_ptr<Command> make_new_command() {
  return std::make_unique<NewCommand>();
}

}  // namespace mingle::tool

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"

#include <optional>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/scenarios/levers.h>

namespace mingle::tool {
namespace {

class LeversCommand : public Command {
 public:
  std::string name() const override { return "levers"; }
  std::string summary() const override {
    return "The catalogue of levers: list, search, explain";
  }
  std::string example() const override {
    return "  mingle levers\n"
           "  mingle levers community_english\n"
           "  mingle levers --search school\n"
           "  mingle levers --json > levers.json";
  }
  void declare(Options& options) override {
    options.optional_argument("ID", id_, "Lever to explain");
    options.value("--search",
                  search_,
                  "TEXT",
                  "Only levers with this text in their name, description, "
                  "factors or operators");
  }
  void run(Console& console) override {
    if (!id_.empty()) {
      if (search_) {
        throw UsageError{"give a lever or --search, not both", ""};
      }
      console.out(console.json ? explain_lever_json(id_) + '\n'
                               : explain_lever(id_));
      return;
    }
    const auto found = search_levers(search_.value_or(""));
    if (console.json) return console.out(levers_json(found) + '\n');
    if (found.empty()) {
      throw UsageError{
          fmt::format("no lever has '{}' in it", search_->substr(0, 60)),
          "`mingle levers` lists them all"};
    }
    console.say("row  lever, grade of evidence, name");
    console.out(levers_table(found));
    console.say(
        "Grades: E evidence, W weak evidence, A assumption. `mingle levers "
        "ID` explains one");
  }

 private:
  std::string id_;
  std::optional<std::string> search_;
};

}  // namespace

std::unique_ptr<Command> make_levers_command() {
  return std::make_unique<LeversCommand>();
}

}  // namespace mingle::tool

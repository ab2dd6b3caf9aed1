// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"

#include <mingle/scenarios/schema.h>

namespace mingle::tool {
namespace {

class ExplainCommand : public Command {
 public:
  std::string name() const override { return "explain"; }
  std::string summary() const override {
    return "What a key or parameter means, its unit, range and source";
  }
  std::string example() const override {
    return "  mingle explain housing.alpha\n  mingle explain vacancy_rate";
  }
  void declare(Options& options) override {
    options.argument("KEY", key_, "Key of a scenario, or parameter id");
  }
  void run(Console& console) override {
    console.out(console.json ? explain_key_json(key_) + '\n'
                             : explain_key(key_));
  }

 private:
  std::string key_;
};

}  // namespace

std::unique_ptr<Command> make_explain_command() {
  return std::make_unique<ExplainCommand>();
}

}  // namespace mingle::tool

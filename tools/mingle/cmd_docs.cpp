// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"

#include <mingle/engine/error.h>
#include <mingle/scenarios/levers.h>
#include <mingle/scenarios/schema.h>

namespace mingle::tool {
namespace {

class DocsCommand : public Command {
 public:
  std::string name() const override { return "docs"; }
  std::string summary() const override {
    return "Generated references: `mingle docs config`, `mingle docs levers`";
  }
  std::string example() const override {
    return "  mingle docs config > docs/config.md\n"
           "  mingle docs levers > docs/levers.md";
  }
  void declare(Options& options) override {
    options.argument("TOPIC",
                     topic_,
                     "config: every key of scenario files; "
                     "levers: the catalogue");
  }
  void run(Console& console) override {
    if (topic_ == "config") {
      console.out(config_reference());
    } else if (topic_ == "levers") {
      console.out(levers_reference());
    } else {
      throw UsageError{"there is no reference '" + topic_.substr(0, 60) + "'",
                       "Known references: config, levers"};
    }
  }

 private:
  std::string topic_;
};

}  // namespace

std::unique_ptr<Command> make_docs_command() {
  return std::make_unique<DocsCommand>();
}

}  // namespace mingle::tool

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"

#include <mingle/scenarios/schema.h>

namespace mingle::tool {
namespace {

class SchemaCommand : public Command {
 public:
  std::string name() const override { return "schema"; }
  std::string summary() const override {
    return "JSON Schema of scenario files, for editors";
  }
  std::string example() const override {
    return "  mingle schema > scenario.schema.json";
  }
  void declare(Options&) override {}
  void run(Console& console) override {
    console.out(scenario_json_schema() + '\n');
  }
};

}  // namespace

std::unique_ptr<Command> make_schema_command() {
  return std::make_unique<SchemaCommand>();
}

}  // namespace mingle::tool

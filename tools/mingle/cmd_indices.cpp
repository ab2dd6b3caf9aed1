// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "cmd_indices.h"

#include "command.h"

#include <algorithm>

#include <mingle/engine/error.h>
#include <mingle/engine/parallel.h>

namespace mingle::tool {
namespace {

std::string chosen_format(const IndicesOptions& options,
                          const Console& console) {
  std::string format = options.format.value_or(console.json ? "json" : "table");
  if (format == "table" || format == "csv" || format == "json") return format;
  throw UsageError{"--format cannot be '" + format + "'",
                   "Give table, csv or json"};
}

class IndicesCommand : public Command {
 public:
  std::string name() const override { return "indices"; }
  std::string summary() const override {
    return "Measure the segregation in any table of counts by zone";
  }
  std::string example() const override {
    return "  mingle indices ethnic_group.csv --pair "
           "asian_pakistani:white_british\n"
           "  mingle indices ethnic_group.csv --lookup lookup.csv:LSOA21CD "
           "--where LAD22CD=E08000032\n"
           "  mingle indices ethnic_group.csv --zones zones.gpkg --index "
           "spatial_information_theory --set bandwidth=500,1000,2000\n"
           "  mingle indices --list";
  }
  void declare(Options& options) override {
    auto& o = options_;
    options.optional_argument(
        "COUNTS.csv", o.counts, "One row a zone, one column a group");
    options.value("--key", o.key, "COLUMN", "Zone code; the first column");
    options.value("--groups", o.groups, "A,B,...", "Columns; all but total");
    options.values("--pair", o.pairs, "A:B", "Two groups, or A:rest");
    options.values("--index", o.index, "NAME,...", "Which, or all");
    options.value("--kind",
                  o.kind,
                  "KIND",
                  "pair, multigroup, matrix, local, comparison");
    options.values("--set", o.set, "NAME=VALUE", "A convention; see --list");
    options.value(
        "--zones", o.zones, "FILE[:LAYER]", "Shapes of the zones, any format");
    options.value("--zone-key", o.zone_key, "COLUMN", "Zone code there");
    options.value("--lookup", o.lookup, "FILE:KEY", "Further columns by zone");
    options.values("--where", o.where, "COLUMN=VALUE", "Only those zones");
    options.value("--by", o.by, "COLUMN", "One result for each value");
    options.value("--compare", o.compare, "COUNTS2.csv", "A second table");
    options.integer("--permutations", o.permutations, "N", "Test against N");
    options.integer("--bootstrap", o.bootstrap, "N", "Interval from N samples");
    options.flag("--jackknife", o.jackknife, "Bias and error, zone by zone");
    options.integer("--seed", o.seed, "N", "Of all random numbers; 0");
    options.integer("--threads", o.threads, "N", "Worker threads; all cores");
    options.value("--format", o.format, "FORMAT", "table, csv or json");
    options.flag("--list", o.list, "Every index, its formula and source");
  }
  void run(Console& console) override {
    const std::string format = chosen_format(options_, console);
    if (options_.list) {
      console.out(print_catalogue(format));
      return;
    }
    if (options_.counts.empty()) {
      throw UsageError{"COUNTS.csv is required",
                       "Name a table of counts by zone, or give --list"};
    }
    const IndicesRequest request = understand(options_);
    const Concurrency limit{static_cast<int>(options_.threads.value_or(0))};
    const auto places = load_places(options_, request, console);
    const auto records = measure(request, places, console);
    print_records(
        records, format, options_.by.has_value(), [&](const std::string& part) {
          console.out(part);
        });
  }

 private:
  IndicesOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_indices_command() {
  return std::make_unique<IndicesCommand>();
}

std::vector<std::string> split_text(const std::string& text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    if (end > at) parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

}  // namespace mingle::tool

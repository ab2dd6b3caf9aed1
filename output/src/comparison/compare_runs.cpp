// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "by_deprivation.h"
#include "measures.h"
#include "read_levers.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include <mingle/engine/assert.h>
#include <mingle/engine/calendar.h>
#include <mingle/engine/error.h>
#include <mingle/output/comparison.h>
#include <mingle/output/read_results.h>

namespace mingle {
namespace {

/// Larger tables stay in run.h5.
constexpr std::size_t most_cells = 4096;

ComparedArm read_arm(const ComparedRun& run, const ResultFile& file) {
  ComparedArm arm;
  arm.name = run.name;
  arm.folder = run.folder;
  arm.title = file.attribute("title");
  arm.area_name = file.attribute("area_name");
  arm.stylised = file.attribute("stylised") == "1";
  arm.seed = file.attribute("seed");
  arm.mingle_version = file.attribute("mingle_version");
  arm.git_commit = file.attribute("git_commit");
  arm.config_toml = file.attribute("config_toml");
  arm.config_sha256 = file.attribute("config_sha256");
  arm.parameters_sha256 = file.attribute("parameters_sha256");
  arm.input_sha256 = file.attribute("input_sha256");
  arm.licence = file.attribute("licence");
  arm.banner = file.attribute("banner");
  arm.notes = file.attribute("notes");
  arm.levers = read_levers(file);
  return arm;
}

/// Dates of a time scale, whose unit is "days since YYYY-MM-DD 00:00:00".
std::vector<std::string> read_dates(const ResultFile& file,
                                    const std::string& path) {
  const std::string units = file.info(path).units;
  const std::string since = "days since ";
  const auto start = parse_date(units.substr(since.size(), 10));
  MINGLE_EXPECT(start.has_value());
  std::vector<std::string> dates;
  int tick = 0;
  for (const std::int64_t days : file.read_integers(path)) {
    while (days_between(*start, tick_start(*start, tick)) < days) ++tick;
    dates.push_back(tick_start(*start, tick).text());
  }
  return dates;
}

std::vector<ComparedGroup> read_groups(const ResultFile& file) {
  const auto names = file.read_strings("/group");
  const auto labels = file.read_strings("/group_label");
  const auto shape = file.info("/zones/residents").shape;
  const auto residents = file.read_integers("/zones/residents");
  std::vector<ComparedGroup> groups;
  for (std::size_t g = 0; g < names.size(); ++g) {
    groups.push_back({names[g], labels[g], 0});
    for (std::size_t z = 0; z < shape[2]; ++z) {
      groups[g].residents += residents[z * names.size() + g];
    }
  }
  return groups;
}

/// As main_groups.h has it, of totals.
std::vector<std::size_t> main_of(const std::vector<ComparedGroup>& groups) {
  std::vector<std::size_t> order(groups.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(
      order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return groups[a].residents > groups[b].residents;
      });
  const auto everyone = std::accumulate(
      groups.begin(), groups.end(), std::int64_t{0}, [](auto sum, auto& group) {
        return sum + group.residents;
      });
  std::size_t count = std::min<std::size_t>(2, order.size());
  while (count < order.size() &&
         groups[order[count]].residents * 100 >= everyone) {
    ++count;
  }
  order.resize(count);
  return order;
}

bool is_compared(const DatasetInfo& info) {
  if (info.dims.size() < 2 || info.dims[0] != "replicate" ||
      info.dims[1] != "time" || info.type == "string") {
    return false;
  }
  std::size_t cells = 1;
  for (std::size_t i = 2; i < info.shape.size(); ++i) cells *= info.shape[i];
  return cells <= most_cells && !info.path.starts_with("/zones/") &&
         !info.path.starts_with("/authorities/") &&
         !info.path.starts_with("/levers/");
}

/// "/indices/multigroup/x" as "multigroup_x", "/flows/x" as "flows_x".
std::string short_name(const std::string& path) {
  const std::string indices = "/indices/";
  std::string name =
      path.starts_with(indices) ? path.substr(indices.size()) : path.substr(1);
  std::replace(name.begin(), name.end(), '/', '_');
  return name;
}

ComparedTable table_of(const DatasetInfo& info, std::size_t times) {
  ComparedTable table;
  table.path = info.path;
  table.name = short_name(info.path);
  table.long_name = info.long_name;
  table.units = info.units;
  table.dimensions.assign(info.dims.begin() + 2, info.dims.end());
  table.shape.assign(info.shape.begin() + 2, info.shape.end());
  for (const std::size_t size : table.shape) table.cells *= size;
  table.yearly = info.shape[1] != times;
  return table;
}

/// Scales of the tables that not every run has.
std::vector<ComparedScale> read_scales(
    const ResultFile& file,
    const std::vector<ComparedTable>& tables) {
  std::vector<ComparedScale> scales;
  for (const DatasetInfo& info : file.datasets()) {
    const std::string name = info.path.substr(info.path.rfind('/') + 1);
    if (info.dims.size() != 1 || info.dims[0] != name || name == "group" ||
        name == "group_other") {
      continue;
    }
    const bool used =
        std::any_of(tables.begin(), tables.end(), [&](const auto& table) {
          return std::count(table.dimensions.begin(),
                            table.dimensions.end(),
                            name) > 0;
        });
    if (!used) continue;
    ComparedScale scale{name, info.long_name, {}};
    if (info.type == "string") {
      scale.labels = file.read_strings(info.path);
    } else {
      for (const std::int64_t value : file.read_integers(info.path)) {
        scale.labels.push_back(std::to_string(value));
      }
    }
    scales.push_back(std::move(scale));
  }
  return scales;
}

[[noreturn]] void refuse(const ComparedArm& base,
                         const ComparedArm& other,
                         const std::string& what,
                         const std::string& hint) {
  DataPlace place;
  place.file = (other.folder / "run.h5").string();
  throw DataError{
      place,
      fmt::format("cannot be compared with '{}': {}", base.name, what),
      hint};
}

void check_same_study(const ResultFile& base,
                      const ResultFile& other,
                      const Comparison& comparison,
                      const ComparedArm& arm) {
  const ComparedArm& first = comparison.arms.front();
  const auto same_strings = [&](const char* path) {
    return base.read_strings(path) == other.read_strings(path);
  };
  if (!same_strings("/zone")) {
    refuse(first, arm, "it has other zones", "compare runs of the same area");
  }
  if (!same_strings("/group")) {
    refuse(first, arm, "it has other groups", "compare runs of the same table");
  }
  if (read_dates(other, "/indices/time") != comparison.dates ||
      read_dates(other, "/zones/time") != comparison.yearly_dates) {
    refuse(first,
           arm,
           "it has other dates",
           "compare runs with the same start, length and output.zones_every");
  }
  if (arm.seed != first.seed) {
    refuse(first,
           arm,
           fmt::format("it has seed {}, not {}", arm.seed, first.seed),
           "only runs that share their random numbers can be paired");
  }
  if (other.info("/replicate").shape.front() != comparison.replicates) {
    refuse(first,
           arm,
           fmt::format("it has {} replicates, not {}",
                       other.info("/replicate").shape.front(),
                       comparison.replicates),
           "run both with the same --replicates");
  }
}

/// Tables that every run has, with the values of each.
void read_tables(const std::vector<ResultFile>& files, Comparison& comparison) {
  for (const DatasetInfo& info : files.front().datasets()) {
    if (!is_compared(info)) continue;
    ComparedTable table = table_of(info, comparison.dates.size());
    for (const ResultFile& file : files) {
      if (!file.has(info.path) || file.info(info.path).shape != info.shape) {
        break;
      }
      table.values.push_back(file.read_numbers(info.path));
    }
    if (table.values.size() < files.size()) continue;
    comparison.tables.push_back(std::move(table));
  }
}

}  // namespace

std::vector<double> ComparedTable::replicates(std::size_t arm,
                                              std::size_t time,
                                              std::size_t times,
                                              std::size_t cell) const {
  const std::vector<double>& all = values[arm];
  std::vector<double> result;
  for (std::size_t at = time * cells + cell; at < all.size();
       at += times * cells) {
    result.push_back(all[at]);
  }
  return result;
}

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::same:
      return "same";
    case Verdict::lower:
      return "lower";
    case Verdict::higher:
      return "higher";
    case Verdict::none:
      return "none";
    case Verdict::unclear:
      return "unclear";
    case Verdict::no_interval:
      break;
  }
  return "no_interval";
}

Comparison compare_runs(const std::vector<ComparedRun>& runs) {
  MINGLE_EXPECT(!runs.empty());
  Comparison comparison;
  std::vector<ResultFile> files;
  for (const ComparedRun& run : runs) {
    files.emplace_back(run.folder / "run.h5");
    comparison.arms.push_back(read_arm(run, files.back()));
  }
  const ResultFile& base = files.front();
  comparison.replicates = base.info("/replicate").shape.front();
  comparison.dates = read_dates(base, "/indices/time");
  comparison.yearly_dates = read_dates(base, "/zones/time");
  for (std::size_t arm = 1; arm < files.size(); ++arm) {
    check_same_study(base, files[arm], comparison, comparison.arms[arm]);
  }
  comparison.groups = read_groups(base);
  comparison.main_groups = main_of(comparison.groups);
  read_tables(files, comparison);
  comparison.scales = read_scales(base, comparison.tables);
  add_by_deprivation(files, comparison);
  add_measures(comparison);
  return comparison;
}

}  // namespace mingle

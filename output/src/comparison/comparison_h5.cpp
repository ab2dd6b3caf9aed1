// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "comparison_more_h5.h"
#include "h5_writer.h"

#include <algorithm>

#include <mingle/engine/assert.h>
#include <mingle/engine/calendar.h>
#include <mingle/output/comparison.h>

namespace mingle {
namespace {

const std::string pure_number{"1"};
/// Small tables share a chunk between dates up to this many numbers.
constexpr hsize_t chunk_numbers = 32768;

class ComparisonFile {
 public:
  ComparisonFile(const std::filesystem::path& file,
                 const Comparison& comparison)
      : file_{file}, all_{comparison} {}

  void write() {
    write_attributes();
    write_scales();
    write_time("/quarterly", all_.dates);
    write_time("/yearly", all_.yearly_dates);
    file_.create_group("/levels");
    file_.create_group("/differences");
    for (const ComparedTable& table : all_.tables) {
      write_table("/levels/", "/arm", 0, table);
      write_table("/differences/", "/contrast", 1, table);
    }
    write_headline();
    write_lever_results(file_, all_);
    write_probes(file_, all_);
    file_.commit();
  }

 private:
  void write_attributes();
  void write_scales();
  void write_time(const std::string& group,
                  const std::vector<std::string>& dates);
  void write_table(const std::string& root,
                   const std::string& who,
                   std::size_t first_arm,
                   const ComparedTable& table);
  void write_headline();
  void labels(const std::string& path,
              const std::string& dim,
              const std::string& words,
              const std::vector<std::string>& texts);
  void link(const std::string& group, const std::string& scale);

  /// One value of one contrast and measure, by name.
  struct Column {
    const char* name;
    const char* words;
    double (*value)(const Measure& measure, std::size_t contrast);
  };
  static std::vector<Column> headline_columns();

  H5Writer file_;
  const Comparison& all_;
};

void ComparisonFile::write_attributes() {
  const ComparedArm& base = all_.arms.front();
  const auto text = [this](const char* name, const std::string& value) {
    file_.attribute("/", name, value);
  };
  text("Conventions", "CF-1.8");
  text("title", "Scenarios compared with " + base.title);
  text("source",
       "mingle " + base.mingle_version +
           ", a simulation of households on small areas; modelled, not "
           "observed");
  text("comment",
       "Means over replicates and 95 percent t intervals. Differences are "
       "paired: a replicate of a scenario less the same replicate of the "
       "baseline, which shares its random numbers.");
  text("mingle_format_version", std::string{comparison_format_version});
  text("mingle_version", base.mingle_version);
  text("git_commit", base.git_commit);
  text("seed", base.seed);
  text("area_name", base.area_name);
  text("licence", base.licence);
  text("parameters_sha256", base.parameters_sha256);
  file_.attribute("/", "replicates", std::uint64_t{all_.replicates});
  file_.attribute("/", "stylised", std::uint64_t{base.stylised ? 1U : 0U});
}

void ComparisonFile::labels(const std::string& path,
                            const std::string& dim,
                            const std::string& words,
                            const std::vector<std::string>& texts) {
  H5Layout layout;
  layout.path = path;
  layout.dims = {dim};
  layout.units = pure_number;
  layout.long_name = words;
  file_.column(layout, texts);
}

void ComparisonFile::write_scales() {
  std::vector<std::string> names;
  std::vector<std::string> titles;
  std::vector<std::string> hashes;
  std::vector<std::string> configs;
  for (const ComparedArm& arm : all_.arms) {
    names.push_back(arm.name);
    titles.push_back(arm.title);
    hashes.push_back(arm.config_sha256);
    configs.push_back(arm.config_toml);
  }
  file_.scale("/arm", names, "scenario; the first is the baseline");
  labels("/arm_title", "/arm", "title of the scenario", titles);
  labels("/arm_config_sha256", "/arm", "hash of the scenario", hashes);
  labels("/arm_config_toml", "/arm", "the resolved scenario", configs);
  names.erase(names.begin());
  file_.scale("/contrast", names, "scenario that is compared with the first");
  std::vector<std::string> groups;
  std::vector<std::string> words;
  for (const ComparedGroup& group : all_.groups) {
    groups.push_back(group.name);
    words.push_back(group.label);
  }
  file_.scale("/group", groups, "population group");
  file_.scale("/group_other", groups, "the other group of a pair");
  labels("/group_label", "/group", "population group in words", words);
  for (const ComparedScale& scale : all_.scales) {
    file_.scale("/" + scale.name, scale.labels, scale.long_name);
  }
}

void ComparisonFile::write_time(const std::string& group,
                                const std::vector<std::string>& dates) {
  const Date start = parse_date(dates.front()).value_or(Date{});
  std::vector<std::int32_t> days;
  for (const std::string& date : dates) {
    days.push_back(static_cast<std::int32_t>(
        days_between(start, parse_date(date).value_or(start))));
  }
  file_.create_group(group);
  const std::string path = group + "/time";
  file_.scale(path,
              std::span<const std::int32_t>{days},
              "time",
              "days since " + start.text() + " 00:00:00");
  file_.attribute(path, "calendar", "proleptic_gregorian");
  file_.attribute(path, "standard_name", "time");
}

void ComparisonFile::link(const std::string& group, const std::string& scale) {
  file_.link(scale, group + scale.substr(scale.rfind('/')));
}

void ComparisonFile::write_table(const std::string& root,
                                 const std::string& who,
                                 std::size_t first_arm,
                                 const ComparedTable& table) {
  const std::string group = root + table.name;
  const std::string time = table.yearly ? "/yearly/time" : "/quarterly/time";
  file_.create_group(group);
  H5Layout layout;
  layout.units = table.units;
  layout.dims = {who, time};
  layout.chunk = {1, std::max<hsize_t>(1, chunk_numbers / table.cells)};
  for (const std::string& dimension : table.dimensions) {
    layout.dims.push_back("/" + dimension);
    layout.chunk.push_back(chunk_numbers);  // cut to the axis
  }
  std::vector<std::string> linked = layout.dims;
  std::sort(linked.begin(), linked.end());
  linked.erase(std::unique(linked.begin(), linked.end()), linked.end());
  for (const std::string& scale : linked) link(group, scale);
  const bool levels = first_arm == 0;
  for (const char* name : {"mean", "sd", "low", "high"}) {
    layout.path = group + "/" + name;
    layout.long_name = (levels ? "" : "difference from the baseline: ") +
                       table.long_name + ", " + name;
    file_.create(layout);
  }
  const std::size_t times = all_.dates_of(table.yearly).size();
  std::vector<double> mean(table.cells);
  std::vector<double> sd(table.cells);
  std::vector<double> low(table.cells);
  std::vector<double> high(table.cells);
  for (std::size_t arm = first_arm; arm < all_.arms.size(); ++arm) {
    for (std::size_t t = 0; t < times; ++t) {
      for (std::size_t cell = 0; cell < table.cells; ++cell) {
        auto values = table.replicates(arm, t, times, cell);
        if (!levels) {
          const auto base = table.replicates(0, t, times, cell);
          for (std::size_t r = 0; r < values.size(); ++r) values[r] -= base[r];
        }
        const MeanInterval interval = mean_interval(values);
        mean[cell] = interval.mean;
        sd[cell] = interval.sd;
        low[cell] = interval.low;
        high[cell] = interval.high;
      }
      const auto put = [&](const char* name, const std::vector<double>& row) {
        file_.write({group + "/" + name, arm - first_arm, t},
                    std::span<const double>{row});
      };
      put("mean", mean);
      put("sd", sd);
      put("low", low);
      put("high", high);
    }
  }
}

std::vector<ComparisonFile::Column> ComparisonFile::headline_columns() {
  using M = const Measure&;
  using C = std::size_t;
  return {
      {"base_mean",
       "mean of the baseline",
       [](M m, C c) { return m.results[c].base_mean; }},
      {"other_mean",
       "mean of the scenario",
       [](M m, C c) { return m.results[c].other_mean; }},
      {"difference",
       "mean paired difference",
       [](M m, C c) { return m.results[c].difference; }},
      {"low",
       "lower end of the 95 percent t interval",
       [](M m, C c) { return m.results[c].low; }},
      {"high",
       "upper end of the 95 percent t interval",
       [](M m, C c) { return m.results[c].high; }},
      {"bootstrap_low",
       "lower end of the 95 percent bootstrap interval",
       [](M m, C c) { return m.results[c].bootstrap_low; }},
      {"bootstrap_high",
       "upper end of the 95 percent bootstrap interval",
       [](M m, C c) { return m.results[c].bootstrap_high; }},
      {"sd_difference",
       "standard deviation of the paired difference",
       [](M m, C c) { return m.results[c].sd_difference; }},
      {"sd_ratio",
       "sd of the paired difference over that of independent runs",
       [](M m, C c) { return m.results[c].sd_ratio; }},
      {"variance_reduction",
       "how many times as many independent runs would be as precise",
       [](M m, C c) { return m.results[c].variance_reduction; }},
      {"detectable",
       "smallest difference found with 80 percent probability",
       [](M m, C c) { return m.results[c].detectable; }},
      {"p_value",
       "two-sided paired t test",
       [](M m, C c) { return m.results[c].p_value; }},
      {"holm_p",
       "the same, adjusted over the measures (Holm)",
       [](M m, C c) { return m.holm_p[c]; }},
      {"equivalence_p",
       "two one-sided tests of a difference beyond the margin",
       [](M m, C c) { return m.results[c].equivalence_p; }},
      {"holm_equivalence_p",
       "the same, adjusted over the measures (Holm)",
       [](M m, C c) { return m.holm_equivalence_p[c]; }},
      {"verdict",
       "0 same, 1 lower, 2 higher, 3 none, 4 unclear, 5 no_interval",
       [](M m, C c) { return static_cast<double>(m.verdicts[c]); }},
  };
}

void ComparisonFile::write_headline() {
  std::vector<std::string> ids;
  std::vector<std::string> names;
  for (const Measure& measure : all_.measures) {
    ids.push_back(measure.id);
    names.push_back(measure.name);
  }
  const std::string group{"/headline"};
  file_.create_group(group);
  file_.scale(group + "/measure", ids, "what the scenarios are judged by");
  labels(group + "/measure_name", group + "/measure", "in words", names);
  link(group, "/contrast");
  for (const Column& column : headline_columns()) {
    H5Layout layout;
    layout.path = group + "/" + column.name;
    layout.dims = {"/contrast", group + "/measure"};
    layout.units = pure_number;
    layout.long_name = column.words;
    file_.create(layout);
    for (std::size_t c = 0; c < all_.contrasts(); ++c) {
      for (std::size_t m = 0; m < all_.measures.size(); ++m) {
        const double value = column.value(all_.measures[m], c);
        file_.write({layout.path, c, m}, std::span<const double>{&value, 1});
      }
    }
  }
}

}  // namespace

void write_comparison_h5(const std::filesystem::path& file,
                         const Comparison& comparison) {
  MINGLE_EXPECT(comparison.contrasts() > 0);
  ComparisonFile{file, comparison}.write();
}

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <mingle/engine/paired.h>
#include <mingle/output/run_info.h>

namespace mingle {

/// A run to compare: what to call it, and the folder that holds its run.h5.
struct ComparedRun {
  std::string name;
  std::filesystem::path folder;
};

/// One effect of a lever of a scenario.
struct LeverEffectUse {
  LeverEffectInfo info;
  std::vector<double> values;  ///< by replicate, drawn or given
};

/// Whom a lever reached, by one characteristic: label x replicate.
struct LeverReached {
  std::string by;  ///< "group", "age_band", "sex", "deprivation_fifth"
  std::vector<std::string> labels;
  std::vector<std::vector<double>> people;
};

/// What a lever of a scenario is, and what it took over the whole run, by
/// replicate.
struct LeverUse {
  LeverInfo info;
  std::vector<double> people;
  std::vector<double> hours;
  std::vector<double> cost;  ///< pounds; NaN where it is not known
  std::vector<LeverReached> reached;
  std::vector<LeverEffectUse> effects;
};

/// One scenario of a comparison, an "arm". The first is the baseline.
struct ComparedArm {
  std::string name;
  std::filesystem::path folder;
  std::string title;
  std::string area_name;
  bool stylised = false;
  std::string seed;
  std::string mingle_version;
  std::string git_commit;
  std::string config_toml;
  std::string config_sha256;
  std::string parameters_sha256;
  std::string input_sha256;
  std::string licence;
  std::string banner;  ///< what must be read before the results, if any
  std::string notes;
  std::vector<LeverUse> levers;
};

/// A population group of the runs.
struct ComparedGroup {
  std::string name;
  std::string label;
  std::int64_t residents = 0;  ///< at the start
};

/// A table of the runs that was recorded at several dates.
struct ComparedTable {
  std::string path;  ///< in run.h5: "/indices/exposure"
  std::string name;  ///< in comparison.h5: "exposure"
  std::string long_name;
  std::string units;
  std::vector<std::string> dimensions;  ///< after replicate and time
  std::vector<std::size_t> shape;       ///< of those
  bool yearly = false;                  ///< at the dates of the zone tables
  std::size_t cells = 1;
  /// By arm: replicate x time x cells.
  std::vector<std::vector<double>> values;

  /// All replicates of one number.
  std::vector<double> replicates(std::size_t arm,
                                 std::size_t time,
                                 std::size_t times,
                                 std::size_t cell) const;
};

/// Labels of a dimension that tables have beside those of every run.
struct ComparedScale {
  std::string name;
  std::string long_name;
  std::vector<std::string> labels;
};

/// What may be said of one difference; see docs/formats/comparison-h5.md.
enum class Verdict : std::uint8_t {
  same,   ///< every replicate is the same in every digit
  lower,  ///< beyond chance, after Holm's correction
  higher,
  none,        ///< shown to be within the margin
  unclear,     ///< neither
  no_interval  ///< too few replicates, or undefined
};
std::string_view name_of(Verdict verdict);

/// A number that the comparison is judged by.
struct Measure {
  std::string id;     ///< "dissimilarity asian_pakistani:white_british"
  std::string name;   ///< "dissimilarity between Pakistani and ... residents"
  std::string about;  ///< one sentence on how to read it
  std::size_t table = 0;  ///< in Comparison::tables
  std::size_t cell = 0;
  bool yearly = false;
  std::vector<std::vector<MeanInterval>> levels;       ///< arm x time
  std::vector<std::vector<MeanInterval>> differences;  ///< contrast x time
  std::vector<PairedResult> results;  ///< by contrast, at the last date
  std::vector<double> holm_p;         ///< over the measures, by contrast
  /// The same of the tests of equivalence.
  std::vector<double> holm_equivalence_p;
  std::vector<Verdict> verdicts;  ///< by contrast
};

/// The scenarios run again with one number moved, to see whether what is said
/// of the first measure still holds.
struct Probe {
  std::string key;
  std::string base_value;  ///< as it was
  std::string value;       ///< as it was set
  std::size_t replicates = 0;
  /// By contrast; no pairs where the number is not the scenario's.
  std::vector<PairedResult> results;
};

/// Runs of one area, seed and period, and how they differ from the first.
/// Contrast c compares arm c + 1 with arm 0.
struct Comparison {
  std::vector<ComparedArm> arms;
  std::size_t replicates = 0;
  double margin = 0.005;  ///< of equivalence, for shares and indices in [0, 1]
  std::vector<std::string> dates;         ///< of the indices, YYYY-MM-DD
  std::vector<std::string> yearly_dates;  ///< of the zone tables
  std::vector<ComparedGroup> groups;
  std::vector<std::size_t> main_groups;  ///< largest first
  std::vector<ComparedScale> scales;
  std::vector<ComparedTable> tables;
  std::vector<Measure> measures;
  std::vector<Probe> probes;

  std::size_t contrasts() const { return arms.empty() ? 0 : arms.size() - 1; }
  const std::vector<std::string>& dates_of(bool yearly) const {
    return yearly ? yearly_dates : dates;
  }
};

/// Reads the runs and compares each with the first, replicate by replicate.
/// @throws DataError if a run cannot be read, or if areas, groups, dates,
///         seeds or numbers of replicates differ.
Comparison compare_runs(const std::vector<ComparedRun>& runs);

/// The probes that an earlier comparison wrote; none where it has none.
/// @throws DataError
std::vector<Probe> read_probes(const std::filesystem::path& comparison_h5);

/// Writes comparison.h5 and comparison.csv: docs/formats/comparison-h5.md.
/// @throws OutputError
void write_comparison_h5(const std::filesystem::path& file,
                         const Comparison& comparison);
void write_comparison_csv(const std::filesystem::path& file,
                          const Comparison& comparison);

/// Version of the layout of comparison.h5.
inline constexpr std::string_view comparison_format_version = "1.1";

}  // namespace mingle

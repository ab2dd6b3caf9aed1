// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "csv_text.h"
#include "part_file.h"

#include <initializer_list>

#include <mingle/output/comparison.h>

namespace mingle {
namespace {

void add_row(const Comparison& comparison,
             const Measure& measure,
             std::size_t contrast,
             std::string& text) {
  const PairedResult& result = measure.results[contrast];
  text += csv_field(comparison.arms[contrast + 1].name);
  text += ',' + csv_field(comparison.arms.front().name);
  text += ',' + csv_field(measure.id);
  text += ',' + comparison.dates_of(measure.yearly).back();
  text += ',' + std::to_string(result.pairs);
  for (const double value : {result.base_mean,
                             result.other_mean,
                             result.difference,
                             result.low,
                             result.high,
                             result.bootstrap_low,
                             result.bootstrap_high,
                             result.sd_difference,
                             result.sd_ratio,
                             result.variance_reduction,
                             result.detectable,
                             result.p_value,
                             measure.holm_p[contrast],
                             result.equivalence_p,
                             measure.holm_equivalence_p[contrast]}) {
    text += ',' + number_text(value);
  }
  text += ',';
  text += name_of(measure.verdicts[contrast]);
  text += "\r\n";
}

}  // namespace

void write_comparison_csv(const std::filesystem::path& file,
                          const Comparison& comparison) {
  std::string text =
      "scenario,baseline,measure,date,pairs,base_mean,other_mean,difference,"
      "low,high,bootstrap_low,bootstrap_high,sd_difference,sd_ratio,"
      "variance_reduction,detectable,p_value,holm_p,equivalence_p,"
      "holm_equivalence_p,verdict\r\n";
  for (std::size_t c = 0; c < comparison.contrasts(); ++c) {
    for (const Measure& measure : comparison.measures) {
      add_row(comparison, measure, c, text);
    }
  }
  write_text_file(file, text);
}

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <mingle/output/comparison.h>

namespace mingle {

/// What a key of a scenario is, for the page's appendix.
struct ReportParameter {
  std::string key;  ///< "housing.alpha"
  std::string meaning;
  std::string unit;
  std::string grade;  ///< E, W or A
  std::string source;
  double minimum = 0;  ///< smallest value the model accepts
  double maximum = 0;  ///< largest; not above the minimum: not known
};

/// Writes report.html: one page that needs no other file and no network, with
/// the answer in words, charts, maps and the methods. Zones are drawn from
/// map.gpkg beside the first run.h5, up to a few thousand of them.
/// See docs/formats/report-html.md.
/// @throws DataError if the map cannot be read, OutputError
void write_report(const std::filesystem::path& file,
                  const Comparison& comparison,
                  const std::vector<ReportParameter>& parameters);

/// What a scenario does to the first measure, in a sentence or two: the words
/// that head the page.
std::string answer_words(const Comparison& comparison, std::size_t contrast);

}  // namespace mingle

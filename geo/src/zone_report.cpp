// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "zone_report.h"

#include <fmt/format.h>

#include <mingle/engine/error.h>

namespace mingle {
namespace {

void note_guess(const std::string& what,
                const std::string& asked,
                const std::string& used,
                std::vector<std::string>& guesses) {
  if (asked.empty() && !used.empty()) {
    guesses.push_back(fmt::format("{} from column '{}'", what, used));
  }
}

std::string guessed_columns(const GeometryReport& report,
                            const ZoneSource& asked) {
  const ZoneSource& used = report.columns;
  std::vector<std::string> guesses;
  note_guess("zone codes", asked.key, used.key, guesses);
  note_guess("names", asked.name, used.name, guesses);
  note_guess("authorities", asked.authority, used.authority, guesses);
  note_guess(
      "authority names", asked.authority_name, used.authority_name, guesses);
  return guesses.empty() ? ""
                         : "took " + first_few(guesses) + " by their names";
}

std::string crs_sentence(const GeometryReport& report) {
  if (!report.reprojected) return "already in British National Grid";
  if (!report.elsewhere.empty()) {
    return fmt::format(
        "reprojected from {} to an equal-area projection around {}",
        report.source_crs,
        report.elsewhere);
  }
  return fmt::format(
      "reprojected from {} to British National Grid (EPSG:27700)",
      report.source_crs);
}

std::string contiguity_sentence(const GeometryReport& report) {
  std::string text = fmt::format("{} pairs of zones touch, in {} connected {}",
                                 report.touching_pairs,
                                 report.components,
                                 report.components == 1 ? "part" : "parts");
  if (!report.isolated.empty()) {
    text += fmt::format("; {} {} no other: {}",
                        report.isolated.size(),
                        report.isolated.size() == 1 ? "touches" : "touch",
                        first_few(report.isolated));
  }
  return text;
}

std::string invalid_sentence(const InvalidGeometry& invalid) {
  return fmt::format(
      "zone {} has an invalid shape ({}): {}, area {:.0f} m2 before and {:.0f} "
      "m2 after",
      invalid.code,
      invalid.reason,
      invalid.action,
      invalid.area_before,
      invalid.area_after);
}

}  // namespace

std::vector<std::string> report_notes(const GeometryReport& report,
                                      const ZoneSource& asked) {
  std::vector<std::string> sentences{
      fmt::format("{} of {} features kept, {} of other authorities dropped",
                  report.features_kept,
                  report.features_read,
                  report.features_dropped),
      guessed_columns(report, asked),
      crs_sentence(report),
      contiguity_sentence(report)};
  for (const InvalidGeometry& invalid : report.invalid) {
    sentences.push_back(invalid_sentence(invalid));
  }
  std::vector<std::string> notes;
  for (const std::string& sentence : sentences) {
    if (!sentence.empty()) notes.push_back(report.file + ": " + sentence);
  }
  return notes;
}

}  // namespace mingle

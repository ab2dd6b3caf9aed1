// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "study_templates.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace mingle::tool {
namespace {

/// As a TOML text.
std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

constexpr const char* files =
    R"(# Small areas and census tables. Set MINGLE_SHARED to the folder that has
# them, or write paths of your own; relative ones start from this file.
zones.file = "${MINGLE_SHARED}/data/boundaries/lsoa21_england.gpkg"
zones.key = "LSOA21CD"
zones.name = "LSOA21NM"
zones.authority = "LAD22CD"
zones.authority_name = "LAD22NM"
tables.ethnic_group = "${MINGLE_SHARED}/data/census2021/ethnic_group_lsoa21.csv"
tables.tenure = "${MINGLE_SHARED}/data/census2021/tenure_households_lsoa21.csv"
tables.household_size = "${MINGLE_SHARED}/data/census2021/household_size_lsoa21_reconstructed.csv"
tables.residence_type = "${MINGLE_SHARED}/data/census2021/residence_type_lsoa21.csv"
tables.tenure_by_group = "${MINGLE_SHARED}/data/crosstabs/tenure_by_ethnic_group_2021_8las.csv"
licence = "Contains National Statistics data © Crown copyright and database right 2026. Contains OS data © Crown copyright and database right 2026. Open Government Licence v3.0."
)";

std::string area_text(const StudyNames& names) {
  if (!names.stylised.empty()) {
    return fmt::format(
        "# Invented neighbourhoods with the authority's real totals: needs no "
        "data.\nstylised = {}\n",
        quoted(names.stylised));
  }
  std::vector<std::string> codes;
  for (const std::string& code : names.codes) codes.push_back(quoted(code));
  std::string text =
      fmt::format("codes = [{}]\n{}", fmt::join(codes, ", "), files);
  return text;
}

std::string flows_text(const StudyNames& names) {
  if (names.codes.size() < 2) return "";
  return "flows = \"${MINGLE_SHARED}/data/flows/migration_lad_2021.csv\"\n";
}

}  // namespace

std::string baseline_text(const StudyNames& names) {
  return fmt::format(
      R"(# The baseline: what happens if nothing changes.
# `mingle explain KEY` says what a key means and where its value comes from;
# `mingle docs config` lists them all.
schema_version = 1
title = {}

[area]
{}
[time]
start = 2021-01-01
years = 10

[run]
seed = 1
replicates = 4

[housing]
choice = "exact"  # or "sampled": a few vacant dwellings at a time

[migration]
totals = "hold"
{}
[output]
zones_every = "year"
)",
      quoted(names.name + ": baseline"),
      area_text(names),
      flows_text(names));
}

std::string variant_text(const StudyNames& names) {
  return fmt::format(
      R"(# An example variant: everything as in the baseline, except that private
# renters move half as often (longer tenancies).
extends = "baseline.toml"
title = {}

[housing]
move_rate.private = 0.1155  # per year; the baseline has 0.231
)",
      quoted(names.name + ": settled renters"));
}

std::string readme_text(const StudyNames& names) {
  return fmt::format(
      R"(# {0}

- `baseline.toml`: what happens if nothing changes.
- `{1}`: an example variant that extends it.

```
mingle check baseline.toml {1}
mingle run baseline.toml
mingle run {1}
```

Each run writes a folder with `run.h5` (everything), `summary.csv` (the
headline indices) and, where built, a map for QGIS. Both scenarios use the same
seed, so their runs differ only by what the variant changes.
)",
      names.name,
      variant_file);
}

}  // namespace mingle::tool

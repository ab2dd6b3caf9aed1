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

constexpr const char* area_files =
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

constexpr const char* more_files =
    R"(tables.bedrooms = "${MINGLE_SHARED}/data/census2021/number_of_bedrooms_lsoa21_reconstructed.csv"
tables.composition = "${MINGLE_SHARED}/data/census2021/household_composition_lsoa21_reconstructed.csv"
tables.age = "${MINGLE_SHARED}/data/other/population_mid2020_age_bands_lsoa11.csv"
tables.social_class = "${MINGLE_SHARED}/data/crosstabs/ses_by_ethnic_group_lsoa11_2011.csv"
tables.residence_length = "${MINGLE_SHARED}/data/census2021/length_of_residence_lsoa21_reconstructed.csv"
tables.deprivation = "${MINGLE_SHARED}/data/other/imd2019_ranks_deciles_lsoa11.csv"
tables.house_prices = "${MINGLE_SHARED}/data/other/house_price_lad_2021-03.csv"
tables.mobility_by_group = "${MINGLE_SHARED}/data/crosstabs/mobility_by_ethnic_group_lad_2021.csv"
tables.english = "${MINGLE_SHARED}/data/census2021/english_proficiency_lsoa21_approx_pct.csv"
tables.economic_activity = "${MINGLE_SHARED}/data/census2021/economic_activity_lsoa21_approx_pct.csv"
tables.qualification = "${MINGLE_SHARED}/data/census2021/highest_qualification_lsoa21_approx_pct.csv"
earlier_zones.file = "${MINGLE_SHARED}/data/census2021/lookup_lsoa11_lsoa21.csv"
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
      fmt::format("codes = [{}]\n{}", fmt::join(codes, ", "), area_files);
  if (names.levers) text += more_files;
  return text;
}

std::string flows_text(const StudyNames& names) {
  if (names.codes.size() < 2 && !(names.levers && !names.codes.empty())) {
    return "";
  }
  return "flows = \"${MINGLE_SHARED}/data/flows/migration_lad_2021.csv\"\n";
}

std::string housing_text(const StudyNames& names) {
  if (names.levers) {
    return "[housing]\nsystem = \"full\"  # prices, rents, letting rules\n";
  }
  return "[housing]\nchoice = \"exact\"  # or \"sampled\": a few vacant "
         "dwellings at a time\n";
}

std::string contact_text(const StudyNames& names) {
  if (!names.levers) return "";
  std::string text = "\n[contact]\nactive = true  # people meet\n";
  if (!names.codes.empty()) {
    text +=
        "commuting = "
        "\"${MINGLE_SHARED}/data/flows/commuting_lad_2021.csv\"\n";
  }
  return text;
}

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

{}
[migration]
totals = "{}"
{}{}
[output]
zones_every = "year"
)",
      quoted(names.name + ": baseline"),
      area_text(names),
      housing_text(names),
      names.levers ? "free" : "hold",
      flows_text(names),
      contact_text(names));
}

StudyFile settled_renters(const StudyNames& names) {
  return {
      "settled_renters.toml",
      fmt::format(
          R"(# An example variant: everything as in the baseline, except that private
# renters move half as often (longer tenancies).
extends = "baseline.toml"
title = {}

[housing]
move_rate.private = 0.1155  # per year; the baseline has 0.231
)",
          quoted(names.name + ": settled renters"))};
}

StudyFile lettings(const StudyNames& names) {
  return {
      "lettings.toml",
      fmt::format(
          R"(# From the second year every social home goes to bids of households in bands of
# need, and no zone gets more than 40% of its lettings from the two most urgent
# bands. `mingle levers social_allocation_rule` says what is known of it.
extends = "baseline.toml"
title = {}

[[lever]]
id = "social_allocation_rule"
label = "lettings_rule"
from = 2022-01-01
effects = {{ choice_share = 1.0, sensitive_cap = 0.4 }}
)",
          quoted(names.name + ": choice-based lettings with a cap"))};
}

StudyFile english(const StudyNames& names) {
  return {
      "english.toml",
      fmt::format(
          R"(# Classes near home for 20% a year of those with little English. The size of the
# effect is drawn from the evidence, anew in each replicate.
extends = "baseline.toml"
title = {}

[[lever]]
id = "community_english"
label = "classes"
from = 2022-01-01
coverage = 0.2
effect = "sampled"
unit_cost = 600  # pounds a place: put your own figure here
)",
          quoted(names.name + ": community English"))};
}

StudyFile schools(const StudyNames& names) {
  return {
      "schools.toml",
      fmt::format(
          R"(# Classes of different schools meet for some days a year, and the most unlike
# schools near each other share their intake.
extends = "baseline.toml"
title = {}

[[lever]]
id = "schools_linking"
from = 2022-01-01
effect = "sampled"

[[lever]]
id = "school_mixing"
from = 2022-01-01
effects = {{ admissions = "paired_merger" }}
)",
          quoted(names.name + ": schools linking and paired mergers"))};
}

StudyFile placebo(const StudyNames& names) {
  return {
      "placebo.toml",
      fmt::format(
          R"(# A programme for which no mechanism is known. Nothing may differ: if something
# does, do not trust the rest.
extends = "baseline.toml"
title = {}

[[lever]]
id = "paving_stones"
)",
          quoted(names.name + ": paving stones (no modelled effect)"))};
}

std::string readme_text(const StudyNames& names,
                        const std::vector<StudyFile>& scenarios) {
  std::string list;
  std::string variants;
  for (std::size_t i = 1; i < scenarios.size(); ++i) {
    variants += ' ' + scenarios[i].name;
    list += fmt::format("- `{}`: extends it.\n", scenarios[i].name);
  }
  return fmt::format(
      R"(# {0}

- `baseline.toml`: what happens if nothing changes.
{1}
```
mingle check baseline.toml{2}
mingle run baseline.toml
mingle compare baseline.toml{2}
```

A run writes a folder with `run.h5` (everything), `summary.csv` (the headline
indices) and, where built, a map for QGIS. A comparison writes `report.html`. All
scenarios use the same seed, so their runs differ only by what each changes.
)",
      names.name,
      list,
      variants);
}

}  // namespace

std::vector<StudyFile> study_files(const StudyNames& names) {
  std::vector<StudyFile> files{{"baseline.toml", baseline_text(names)}};
  if (names.levers) {
    files.insert(
        files.end(),
        {lettings(names), english(names), schools(names), placebo(names)});
  } else {
    files.push_back(settled_renters(names));
  }
  files.push_back({"README.md", readme_text(names, files)});
  return files;
}

}  // namespace mingle::tool

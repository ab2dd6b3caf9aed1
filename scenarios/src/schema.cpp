// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include <mingle/scenarios/schema.h>

namespace mingle {
namespace {

using enum KeyType;

SchemaKey key(std::string path, KeyType type, std::string help) {
  SchemaKey result;
  result.path = std::move(path);
  result.type = type;
  result.help = std::move(help);
  return result;
}

SchemaKey with_default(SchemaKey result, std::string toml) {
  result.default_toml = std::move(toml);
  return result;
}

SchemaKey in_range(SchemaKey result,
                   double low,
                   double high,
                   std::string unit) {
  result.minimum = low;
  result.maximum = high;
  result.unit = std::move(unit);
  return result;
}

SchemaKey one_of(SchemaKey result, std::vector<std::string> choices) {
  result.choices = std::move(choices);
  result.default_toml = '"' + result.choices.front() + '"';
  return result;
}

void add_area(std::vector<SchemaKey>& keys) {
  keys.push_back(
      key("area.stylised",
          text,
          "name of a stylised area (see `mingle new`); instead of files"));
  keys.push_back(key(
      "area.name", text, "name for titles; the authorities' names if absent"));
  keys.push_back(key("area.licence",
                     text,
                     "attribution of the data, carried into every result"));
  keys.push_back(key(
      "area.codes",
      text_list,
      "authority codes to keep; rows of others are dropped and counted; all "
      "if absent"));
  keys.push_back(key("area.zones.file",
                     path,
                     "boundaries of the zones: any vector file GDAL reads"));
  keys.push_back(
      key("area.zones.layer", text, "layer of that file; guessed if absent"));
  keys.push_back(key("area.zones.key",
                     text,
                     "attribute with the zone code; guessed if absent"));
  keys.push_back(key("area.zones.name",
                     text,
                     "attribute with the zone name; guessed if absent"));
  keys.push_back(key("area.zones.authority",
                     text,
                     "attribute with the authority code; guessed if absent"));
  keys.push_back(key("area.zones.authority_name",
                     text,
                     "attribute with the authority name; the code if absent"));
}

/// Tables that only the full housing system uses.
void add_housing_tables(std::vector<SchemaKey>& keys) {
  const auto table = [&keys](const char* name, const char* help) {
    keys.push_back(key(std::string{"area.tables."} + name, path, help));
  };
  table("bedrooms",
        "CSV of households by zone and bedrooms: bedrooms_1 ... "
        "bedrooms_4_or_more (TS050); full housing system only, as those below");
  table("composition",
        "CSV of households by zone: one_person_household, "
        "single_family_household, other_household_types (TS003)");
  table("age",
        "CSV of residents by zone and age band: age_0_4 ... age_90_plus, any "
        "bands");
  table("social_class",
        "CSV of persons of 16 to 74 by zone, group and class: whiteb_high, "
        "whiteb_mid, whiteb_low, asian_..., black_..., othereth_...");
  table("residence_length",
        "CSV of residents by zone: born_in_uk, resident_10y_or_more, "
        "resident_5_to_9y, resident_2_to_4y, resident_under_2y (TS016)");
  table("deprivation", "CSV with a column IMD_decile by zone, 1 most deprived");
  table("house_prices",
        "CSV of authority code or name and mean house price in pounds; the row "
        "England serves authorities without one");
  table("mobility_by_group",
        "CSV of shares of residents who moved in the year before, by authority "
        "and group: LAD_CD, ethnic_group, moved_within_uk_pct, "
        "moved_from_outside_uk_pct");
  table("english",
        "CSV of percentages by zone: pct_main_language_english, "
        "pct_english_well_or_very_well, pct_english_not_well_or_not_at_all "
        "(TS029, approximate); where people meet, as those below");
  table("economic_activity",
        "CSV of percentages by zone of those aged 16 and over: "
        "pct_in_employment, pct_unemployed (TS066, approximate)");
  table("qualification",
        "CSV of percentages by zone of those aged 16 and over: "
        "pct_no_qualifications, pct_level_4_plus (TS067, approximate)");
  keys.push_back(
      key("area.earlier_zones.file",
          path,
          "CSV that relates zones of an earlier census to those of the map, "
          "for tables of the full housing system that are keyed by them"));
  keys.push_back(with_default(
      key("area.earlier_zones.key", text, "its column with the earlier zone"),
      "\"LSOA11CD\""));
  keys.push_back(with_default(key("area.earlier_zones.zone",
                                  text,
                                  "its column with the zone of the map"),
                              "\"LSOA21CD\""));
}

void add_area_tables(std::vector<SchemaKey>& keys) {
  keys.push_back(
      key("area.tables.ethnic_group",
          path,
          "CSV of residents by zone and group (census table TS021)"));
  keys.push_back(
      key("area.tables.tenure",
          path,
          "CSV of households by zone and tenure (TS054, or the five tenures)"));
  keys.push_back(
      key("area.tables.household_size",
          path,
          "CSV of households by zone and size: persons_1 ... persons_4_or_more "
          "(TS017)"));
  keys.push_back(
      key("area.tables.residence_type",
          path,
          "CSV of residents by zone: in_household, in_communal_establishment "
          "(TS001)"));
  keys.push_back(key(
      "area.tables.tenure_by_group",
      path,
      "CSV of households by authority, ethnic group of the reference person "
      "and tenure (RM134); authorities without it use the headship "
      "parameters"));
  add_housing_tables(keys);
  keys.push_back(
      key("area.lookup.file",
          path,
          "CSV of zone codes with their authority; instead of area.zones."
          "authority"));
  keys.push_back(with_default(
      key("area.lookup.key", text, "its column with the zone code"),
      "\"LSOA21CD\""));
  keys.push_back(with_default(
      key("area.lookup.authority", text, "its column with the authority code"),
      "\"LAD22CD\""));
  keys.push_back(key("area.lookup.authority_name",
                     text,
                     "its column with the authority name; the code if absent"));
}

void add_time_and_run(std::vector<SchemaKey>& keys) {
  keys.push_back(with_default(
      key("time.start", date, "first day; no later than the 28th of its month"),
      "2021-01-01"));
  keys.push_back(in_range(
      with_default(
          key("time.years",
              number,
              "length in years, a whole number of quarters; or give time.end"),
          "10"),
      0.25,
      200,
      "years"));
  keys.push_back(key(
      "time.end",
      date,
      "day the run ends, a whole number of quarters after the start; instead "
      "of time.years"));
  keys.push_back(in_range(
      key("run.seed",
          integer,
          "number that fixes all randomness; needed, here or as --seed"),
      0,
      9007199254740992,
      ""));
  keys.push_back(in_range(
      with_default(key("run.replicates",
                       integer,
                       "runs that differ only in their random numbers"),
                   "1"),
      1,
      10000,
      "replicates"));
  keys.push_back(in_range(
      with_default(
          key("run.threads",
              integer,
              "worker threads, 0 for all cores; no result depends on it"),
          "0"),
      0,
      1024,
      "threads"));
}

const std::vector<std::string> utility_forms{"log_share",
                                             "linear",
                                             "threshold",
                                             "single_peaked",
                                             "asymmetric"};

void add_housing_system(std::vector<SchemaKey>& keys) {
  keys.push_back(one_of(
      key("housing.system",
          choice,
          "model of housing: households that exchange homes of their kind, or "
          "the full system of people, tenures, prices, landlords and lettings"),
      {"relocation", "full"}));
  keys.push_back(
      one_of(key("housing.utility.form",
                 choice,
                 "form of the pull of the own group's share of a zone"),
             utility_forms));
  keys.push_back(one_of(
      key("housing.class_utility.form",
          choice,
          "form of the pull of the own social class's share of a zone, scaled "
          "by class_similarity; full housing system"),
      utility_forms));
  keys.push_back(one_of(
      key("housing.discrimination",
          choice,
          "whether landlords pick applicants of some groups less often; full "
          "housing system"),
      {"on", "off"}));
  keys.push_back(in_range(
      key("housing.quota",
          group_numbers,
          "RESEARCH ONLY, likely unlawful in England: largest share of a "
          "zone's households of a group at which that group is still let a "
          "social home, by group name; full housing system"),
      0,
      1,
      "share"));
  keys.push_back(in_range(
      key("housing.sales_quota",
          group_numbers,
          "RESEARCH ONLY, unlawful in England: share of a zone's households of "
          "a group from which that group may buy no home there, by group name; "
          "full housing system"),
      0,
      1,
      "share"));
}

void add_housing(std::vector<SchemaKey>& keys) {
  add_housing_system(keys);
  keys.push_back(one_of(key("housing.choice",
                            choice,
                            "how a destination is chosen: over every zone with "
                            "a vacancy, or among "
                            "a few sampled dwellings"),
                        {"exact", "sampled"}));
  keys.push_back(one_of(key("housing.stock",
                            choice,
                            "dwellings stay as at the start, or follow the "
                            "households so that the "
                            "vacancy rate stays"),
                        {"hold", "follow"}));
  keys.push_back(
      in_range(key("housing.alpha_by_group",
                   group_numbers,
                   "own exponent of some groups in place of housing.alpha or "
                   "alpha_sampled, by group name"),
               0,
               3,
               "exponent"));
  keys.push_back(in_range(key("housing.alpha_by_authority",
                              group_numbers,
                              "exponent of some authorities, by code, for "
                              "groups without one of their own"),
                          0,
                          3,
                          "exponent"));
  keys.push_back(key("housing.alpha_file",
                     path,
                     "CSV with columns authority, group, alpha: exponents "
                     "that come before all others"));
  keys.push_back(key("housing.appeal_file",
                     path,
                     "CSV with columns zone, group, appeal: what else draws "
                     "newcomers of a group to a zone, in units of utility "
                     "(docs/formats/appeal-csv.md); full housing system"));
  keys.push_back(key("housing.twin_file",
                     path,
                     "the twin of the area, as mingle calibrate --twin writes "
                     "it (areas/CODE-twin.csv); read by mingle preview only"));
  keys.push_back(key("housing.supply_file",
                     path,
                     "CSV with columns zone, tenure, bedrooms, date, dwellings "
                     "(negative: demolished); full housing system"));
}

void add_contact(std::vector<SchemaKey>& keys) {
  keys.push_back(with_default(
      key("contact.active",
          truth,
          "whether people meet: schools, work, ties, attitudes, roles; needs "
          "housing.system = \"full\""),
      "false"));
  keys.push_back(with_default(
      one_of(key("contact.resolution",
                 choice,
                 "where contacts come from: pools of those who can meet (each "
                 "person has their mean), or a network drawn person by person "
                 "each tick, in one authority; the means agree"),
             {"pools", "network"}),
      "pools"));
  keys.push_back(key("contact.commuting",
                     path,
                     "CSV of workers by authority of home and work (census "
                     "ODWP01EW: LAD_home_CD, LAD_work_CD, place_of_work_ind, "
                     "count)"));
}

void add_migration_and_output(std::vector<SchemaKey>& keys) {
  keys.push_back(one_of(key("migration.totals",
                            choice,
                            "households (in the full housing system persons) "
                            "of each authority and group: as at the start, "
                            "following migration.totals_file, or free (full "
                            "housing system only)"),
                        {"hold", "follow", "free"}));
  keys.push_back(key("migration.totals_file",
                     path,
                     "CSV with columns authority, date, group, households "
                     "(persons in the full housing system)"));
  keys.push_back(key("migration.flows",
                     path,
                     "CSV of moves between authorities (census ODMG01EW: "
                     "LAD_one_year_ago_CD, LAD_CD, count)"));
  keys.push_back(one_of(
      key("levers.interaction",
          choice,
          "levers that act on the same number at once: their effects add up "
          "and their factors multiply, or only the largest counts"),
      {"add", "largest"}));
  keys.push_back(with_default(
      one_of(key("output.zones_every",
                 choice,
                 "how often the zone tables are recorded; indices are recorded "
                 "every "
                 "quarter"),
             {"quarter", "half-year", "year", "2-years", "5-years"}),
      "\"year\""));
  keys.push_back(key("output.folder",
                     path,
                     "folder for the results; NAME-SEED in the current folder "
                     "if absent, NAME being the scenario file's"));
}

std::string number_text(double value) {
  return fmt::format("{}", value);
}

void add_parameters(std::vector<SchemaKey>& keys) {
  for (const Parameter& row : shipped_parameters().rows()) {
    // Constants of the twin belong to studies of hindcasts.
    if (row.key.rfind("twin.", 0) == 0) continue;
    SchemaKey one = key(row.key, parameter, row.meaning);
    one.default_toml = number_text(row.value);
    one.minimum = row.minimum;
    one.maximum = row.maximum;
    one.unit = row.unit;
    one.parameter = &row;
    keys.push_back(std::move(one));
  }
}

/// Sections in the order of the documentation.
constexpr std::array<std::string_view, 10> top_sections{"",
                                                        "area",
                                                        "time",
                                                        "run",
                                                        "population",
                                                        "demography",
                                                        "housing",
                                                        "migration",
                                                        "contact",
                                                        "attitudes"};

std::size_t order_of(const SchemaKey& one) {
  const std::string top = one.path.find('.') == std::string::npos
                              ? ""
                              : one.path.substr(0, one.path.find('.'));
  for (std::size_t i = 0; i < top_sections.size(); ++i) {
    if (top_sections[i] == top) return i;
  }
  return top_sections.size();
}

std::vector<SchemaKey> all_keys() {
  std::vector<SchemaKey> keys;
  keys.push_back(in_range(
      with_default(
          key("schema_version", integer, "version of this file format"), "1"),
      1,
      1,
      ""));
  keys.push_back(key("title",
                     text,
                     "title of every result; the file's name "
                     "if absent"));
  keys.push_back(key("extends", path, "scenario file that this one changes"));
  add_area(keys);
  add_area_tables(keys);
  add_time_and_run(keys);
  add_housing(keys);
  add_migration_and_output(keys);
  add_contact(keys);
  add_parameters(keys);
  std::vector<std::string> sections;
  for (const SchemaKey& one : keys) sections.push_back(one.section());
  const auto rank = [&sections](const SchemaKey& one) {
    const auto first =
        std::find(sections.begin(), sections.end(), one.section());
    return std::pair{order_of(one), first - sections.begin()};
  };
  std::stable_sort(keys.begin(),
                   keys.end(),
                   [&rank](const SchemaKey& a, const SchemaKey& b) {
                     return rank(a) < rank(b);
                   });
  return keys;
}

}  // namespace

std::string SchemaKey::section() const {
  const std::size_t dot = path.rfind('.');
  return dot == std::string::npos ? "" : path.substr(0, dot);
}

std::string SchemaKey::name() const {
  return path.substr(path.rfind('.') + 1);
}

const std::vector<SchemaKey>& scenario_schema() {
  static const std::vector<SchemaKey> keys = all_keys();
  return keys;
}

const SchemaKey* find_key(std::string_view path_or_id) {
  for (const SchemaKey& one : scenario_schema()) {
    if (one.path == path_or_id) return &one;
    if (one.parameter != nullptr && one.parameter->id == path_or_id) {
      return &one;
    }
    // "parameters.alpha" is the same value by its id.
    if (one.parameter != nullptr &&
        path_or_id == "parameters." + one.parameter->id) {
      return &one;
    }
  }
  return nullptr;
}

}  // namespace mingle

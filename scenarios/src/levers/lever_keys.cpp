// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <mingle/scenarios/lever_entry.h>

namespace mingle {

namespace {

const std::vector<LeverKey> all_keys{
    {"id", "a lever", "lever of the catalogue, or ID_zero", "string"},
    {"label",
     "a text",
     "name in results, unique in the scenario; the id if absent",
     "string"},
    {"off",
     "true or false",
     "true: takes the lever of this label out again that an extended file "
     "has",
     "boolean"},
    {"from",
     "a date",
     "first day, the start of a quarter; the run's start if absent",
     "string"},
    {"to",
     "a date",
     "first day on which it is off again; the run's end if absent",
     "string"},
    {"coverage",
     "0 to 1",
     "share of the target offered a place, a year (in all for levers that "
     "act once)",
     "number"},
    {"places", "a number", "places a year, in place of coverage", "number"},
    {"take_up",
     "0 to 1",
     "share of those offered a place who take it",
     "number"},
    {"zone_share",
     "0 to 1",
     "share of the zones in question that take part",
     "number"},
    {"intensity",
     "0 to 10",
     "factor on effects, hours and unit cost: the dose",
     "number"},
    {"hours", "a number", "hours that a person reached spends on it", "number"},
    {"effect",
     "\"fixed\", \"sampled\" or \"zero\"",
     "size of effects: as given, drawn from their priors for each "
     "replicate, or nothing",
     "string"},
    {"effects",
     "a table of effect = value",
     "values in place of the catalogue's, by the effect's name",
     "object"},
    {"areas",
     "a list of codes",
     "authorities or zones where it acts; everywhere if absent",
     "array"},
    {"where",
     "a condition",
     "who or where, beside the lever's own target: imd_decile <= 3 and "
     "own_group_share > 0.5",
     "string"},
    {"groups", "a list of groups", "groups it is for; all if absent", "array"},
    {"unit_cost", "pounds", "in place of the catalogue's", "number"},
    {"budget",
     "pounds",
     "spending stops when it is used up, from start to end",
     "number"},
    {"budget_per_year",
     "pounds",
     "the same for each year of the lever",
     "number"},
    {"tenure", "a tenure", "of homes built in zones that take part", "string"},
    {"bedrooms", "1 to 4", "of such homes; 4 is 4 or more", "integer"},
    {"supply_from",
     "a path",
     "planned sites: any vector file with homes, tenure, bedrooms and date",
     "string"},
    {"supply_layer",
     "a text",
     "layer of that file; the first if absent",
     "string"},
    {"supply_columns",
     "a table",
     "its columns where their names differ: dwellings, tenure, bedrooms, "
     "date",
     "object"},
    {"supply",
     "a list of tables",
     "planned homes: { zone, dwellings, tenure, bedrooms, date }",
     "array"}};

}  // namespace

const std::vector<LeverKey>& lever_keys() {
  return all_keys;
}

}  // namespace mingle

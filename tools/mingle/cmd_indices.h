// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <mingle/engine/indices/decomposition.h>
#include <mingle/engine/indices/inference.h>
#include <mingle/engine/indices/registry.h>

namespace mingle::tool {

/// What was typed after `mingle indices`.
struct IndicesOptions {
  std::string counts;
  std::optional<std::string> key;
  std::optional<std::string> groups;
  std::vector<std::string> pairs;
  std::optional<std::string> zones;
  std::optional<std::string> zone_key;
  std::optional<std::string> lookup;
  std::vector<std::string> where;
  std::optional<std::string> by;
  std::optional<std::string> compare;
  std::vector<std::string> index;
  std::optional<std::string> kind;
  std::vector<std::string> set;
  std::optional<std::int64_t> permutations;
  std::optional<std::int64_t> bootstrap;
  std::optional<std::int64_t> seed;
  std::optional<std::int64_t> threads;
  std::optional<std::string> format;
  bool jackknife = false;
  bool list = false;
};

/// --pair a:b, or a:rest (then `other` is empty).
struct PairChoice {
  std::string group;
  std::string other;
  bool rest() const { return other.empty(); }
};

/// The same, understood and checked as far as it can be without the data.
struct IndicesRequest {
  std::vector<std::string> groups;  ///< empty = all columns
  std::vector<PairChoice> pairs;
  std::vector<std::string> names;  ///< indices; empty = all
  bool all = false;
  std::string kind;  ///< empty = any
  /// --set, one list of values a parameter.
  std::vector<std::pair<std::string, std::vector<std::string>>> set;
  std::vector<std::pair<std::string, std::string>> where;
  Denominator denominator = Denominator::pair;
  bool denominator_given = false;
  bool drop_empty = false;
  std::size_t permutations = 0;
  std::size_t bootstraps = 0;
  bool jackknife = false;
  std::uint64_t seed = 0;
  NullModel null_model = NullModel::relabelling;
  Alternative alternative = Alternative::greater;
  ResampledUnit unit = ResampledUnit::people;
  std::string household_size;  ///< a number, or a column of the lookup
  double level = 0.95;
  bool network = false;             ///< distance=network is asked for
  std::vector<std::string> nested;  ///< of --set by=: COLUMN or SMALL/LARGE
};
/// @throws UsageError with the nearest names.
IndicesRequest understand(const IndicesOptions& options);

/// Zones of one place, ready to be measured.
struct Place {
  std::string name;  ///< value of --by; empty without it
  std::vector<std::string> zones;
  std::vector<std::string> groups;
  PeopleTable people;
  std::optional<IndexGeometry> geometry;
  /// Larger areas of the zones, by --set by=...: the levels, smallest first.
  std::map<std::string, std::vector<AreaLevel>> parents;
  std::vector<double> household_sizes;
  /// Of --compare.
  std::optional<PeopleTable> second;
  std::optional<IndexGeometry> second_geometry;
  std::vector<double> second_household_sizes;
  /// The zones of both tables, in one order.
  std::optional<PeopleTable> before;
  std::optional<PeopleTable> after;
};
/// Reads the tables, the lookup, and the geometry where it is asked for.
/// @throws DataError
std::vector<Place> load_places(const IndicesOptions& options,
                               const IndicesRequest& request,
                               Console& console);

/// One value, or why there is none.
struct IndexRecord {
  std::string place;
  std::string index;
  std::string kind;
  std::vector<std::string> groups;  ///< empty = `all_groups`
  /// Of the place, which outlives the record: a million records of a zone
  /// each need no names of their own.
  const std::vector<std::string>* all_groups = nullptr;
  std::string zone;
  /// Name and JSON value.
  std::vector<std::pair<std::string, std::string>> parameters;
  double value = 0;
  std::optional<std::pair<double, double>> interval;
  std::vector<std::pair<std::string, double>> inference;
  std::string problem;
};
/// A country has a million: in parts, so that they never move.
using IndexRecords = std::deque<IndexRecord>;
IndexRecords measure(const IndicesRequest& request,
                     const std::vector<Place>& places,
                     Console& console);

/// Takes the next part of what is printed.
using RecordSink = std::function<void(const std::string&)>;
/// @param format  "table", "csv" or "json"
void print_records(const IndexRecords& records,
                   const std::string& format,
                   bool places,
                   const RecordSink& sink);
std::string print_catalogue(const std::string& format);

/// Parts of a text between separators; no empty ones.
std::vector<std::string> split_text(const std::string& text, char separator);

}  // namespace mingle::tool

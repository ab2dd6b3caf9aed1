// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <mingle/engine/counts.h>

namespace mingle {

/// People by zone and group as real numbers, row-major; fractional counts are
/// allowed (weighted surveys, estimates). Every index of the catalogue is
/// computed from one of these.
class PeopleTable {
 public:
  PeopleTable() = default;
  /// @param values  zones x groups, >= 0 and finite
  PeopleTable(std::size_t groups, std::vector<double> values);
  explicit PeopleTable(const ZoneCounts& counts);

  std::size_t zones() const { return zone_totals_.size(); }
  std::size_t groups() const { return group_totals_.size(); }
  double at(std::size_t zone, std::size_t group) const {
    return values_[zone * groups() + group];
  }
  std::span<const double> row(std::size_t zone) const {
    return {values_.data() + zone * groups(), groups()};
  }
  std::span<const double> values() const { return values_; }
  double zone_total(std::size_t zone) const { return zone_totals_[zone]; }
  std::span<const double> zone_totals() const { return zone_totals_; }
  double group_total(std::size_t group) const { return group_totals_[group]; }
  std::span<const double> group_totals() const { return group_totals_; }
  double total() const { return total_; }
  std::vector<double> column(std::size_t group) const;

  /// The rows listed, in that order (repeats allowed).
  PeopleTable rows(std::span<const std::size_t> zones) const;
  /// The columns listed, in that order.
  PeopleTable columns(std::span<const std::size_t> groups) const;

 private:
  std::vector<double> values_;
  std::vector<double> zone_totals_;
  std::vector<double> group_totals_;
  double total_ = 0;
};

/// Who counts as a zone's total when two groups are compared: the two groups
/// alone, or everyone.
enum class Denominator { pair, all };

/// Two groups over the same zones: x is the group of interest, y the other,
/// t the zone's total as the denominator says.
struct TwoGroups {
  std::vector<double> x;
  std::vector<double> y;
  std::vector<double> t;
  double total_x = 0;
  double total_y = 0;
  double total_t = 0;

  std::size_t zones() const { return x.size(); }
  /// True where y is everyone but x.
  bool exhaustive = true;

  TwoGroups() = default;
  /// Two columns that are all there is: t = x + y.
  TwoGroups(std::vector<double> x, std::vector<double> y);
  TwoGroups(std::vector<double> x,
            std::vector<double> y,
            std::vector<double> t);
};

/// Groups `a` and `b` of a table.
TwoGroups pair_of(const PeopleTable& people,
                  std::size_t a,
                  std::size_t b,
                  Denominator denominator);

/// Group `a` against everyone else.
TwoGroups against_rest(const PeopleTable& people, std::size_t a);

}  // namespace mingle

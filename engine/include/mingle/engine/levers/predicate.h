// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace mingle::levers {

/// What a condition can ask about. Names (groups, tenures, codes) are
/// numbers here: places in their tables.
enum class Field : std::uint8_t {
  age,      ///< completed years
  sex,      ///< 0 female, 1 male
  group,    ///< place in the scheme
  broad,    ///< BroadGroup
  english,  ///< 0 cannot speak it .. 3 very well or main language
  employment,
  years_since_arrival,  ///< infinite for those born in the UK
  youngest,             ///< age of the youngest of the household
  income,               ///< of the household, pounds a year
  tenure,
  sector,
  social_class,     ///< of the household's reference person
  own_group_share,  ///< of the person's group in the zone, 0 to 1
  imd_decile,       ///< 1 most deprived to 10
  residents,
  diversity,       ///< entropy of groups over its largest value, 0 to 1
  minority_share,  ///< residents who are not White British, 0 to 1
  owner_share,     ///< of households
  social_share,
  private_share,
  centre_km,  ///< from the authority's mean centre of residents
  service_pressure,
  share,  ///< of one group, Node::group, 0 to 1
  authority,
  zone
};
inline constexpr std::size_t field_count = 25;

/// Condition on a person in a zone, or on a zone: comparisons joined by and,
/// or, not. Nodes are in postfix order. No node: holds for all.
struct Predicate {
  enum class Kind : std::uint8_t {
    less,
    at_most,
    more,
    at_least,
    equal,
    not_equal,
    between,      ///< value to upper, both included
    one_of,       ///< in `set`, ascending
    none_of,      ///< not in `set`
    conjunction,  ///< of the two before
    disjunction,
    negation  ///< of the one before
  };
  struct Node {
    Kind kind = Kind::equal;
    Field field = Field::age;
    std::size_t group = 0;  ///< of Field::share
    double value = 0;
    double upper = 0;
    std::vector<double> set;
  };
  std::vector<Node> nodes;

  bool asks(Field field) const {
    return std::any_of(nodes.begin(), nodes.end(), [field](const Node& node) {
      return node.kind < Kind::conjunction && node.field == field;
    });
  }
};

/// Whether a comparison holds for a number; not for NaN.
bool compares(const Predicate::Node& node, double number);

/// Whether the condition holds. @param number_of  (Field, group) -> double,
/// NaN where it is not known
template <class NumberOf>
bool holds(const Predicate& predicate, NumberOf&& number_of) {
  using Kind = Predicate::Kind;
  if (predicate.nodes.empty()) return true;
  // At most one bit a node: conditions are short, 64 nodes at most.
  std::uint64_t stack = 0;
  for (const Predicate::Node& node : predicate.nodes) {
    if (node.kind < Kind::conjunction) {
      const bool yes = compares(node, number_of(node.field, node.group));
      stack = stack << 1 | static_cast<std::uint64_t>(yes);
    } else if (node.kind == Kind::negation) {
      stack ^= 1;
    } else {
      const std::uint64_t last = stack & 1;
      stack >>= 1;
      stack = node.kind == Kind::conjunction ? stack & (~1ULL | last)
                                             : stack | last;
    }
  }
  return (stack & 1) != 0;
}
inline constexpr std::size_t longest_predicate = 63;

/// The conjunction of two conditions.
Predicate both(Predicate first, const Predicate& second);

}  // namespace mingle::levers

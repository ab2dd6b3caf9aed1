// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <mingle/engine/levers/predicate.h>

namespace mingle::levers {

bool compares(const Predicate::Node& node, double number) {
  using Kind = Predicate::Kind;
  if (std::isnan(number)) return false;
  switch (node.kind) {
    case Kind::less:
      return number < node.value;
    case Kind::at_most:
      return number <= node.value;
    case Kind::more:
      return number > node.value;
    case Kind::at_least:
      return number >= node.value;
    case Kind::equal:
      return number == node.value;
    case Kind::not_equal:
      return number != node.value;
    case Kind::between:
      return number >= node.value && number <= node.upper;
    case Kind::one_of:
      return std::binary_search(node.set.begin(), node.set.end(), number);
    case Kind::none_of:
      return !std::binary_search(node.set.begin(), node.set.end(), number);
    case Kind::conjunction:
    case Kind::disjunction:
    case Kind::negation:
      break;
  }
  return false;
}

Predicate both(Predicate first, const Predicate& second) {
  if (first.nodes.empty()) return second;
  if (second.nodes.empty()) return first;
  first.nodes.insert(
      first.nodes.end(), second.nodes.begin(), second.nodes.end());
  first.nodes.push_back({.kind = Predicate::Kind::conjunction});
  return first;
}

}  // namespace mingle::levers

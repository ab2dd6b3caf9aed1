// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mingle {

enum class ParameterType { choice, number, whole, flag, text };

/// A convention of an index that a user can set.
struct ParameterDefinition {
  std::string_view name;
  ParameterType type;
  std::string_view initial;  ///< value where none is given
  std::string_view choices;  ///< "a|b|c" for a choice
  std::string_view meaning;  ///< words with the unit
  double low = 0;            ///< of a number: least value
  double high = 0;           ///< greatest; no limit where high <= low
};

/// A parameter as given: `centre=median`.
struct GivenParameter {
  std::string name;
  std::string value;
};

/// The parameters of one index, complete and checked.
class Parameters {
 public:
  /// Takes what is given for the definitions and the initial values for the
  /// rest. Names that belong to no definition are left alone (they may be
  /// another index's). American spelling is accepted.
  /// @throws UsageError for a value that is not allowed.
  Parameters(std::span<const ParameterDefinition> definitions,
             std::span<const GivenParameter> given);
  Parameters() = default;

  const std::string& text(std::string_view name) const;
  double number(std::string_view name) const;
  std::size_t whole(std::string_view name) const;
  bool flag(std::string_view name) const;
  /// Whether a choice has that value.
  bool is(std::string_view name, std::string_view value) const;

  struct Entry {
    const ParameterDefinition* definition;
    std::string value;
  };
  /// In the order of the definitions.
  const std::vector<Entry>& entries() const { return entries_; }

 private:
  std::vector<Entry> entries_;
};

/// Names as we spell them: centralization -> centralisation, center -> centre.
std::string british(std::string_view name);

/// The names most like `wanted`, at most three, most alike first.
std::vector<std::string> nearest_names(std::string_view wanted,
                                       const std::vector<std::string>& known);

}  // namespace mingle

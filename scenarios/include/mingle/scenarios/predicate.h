// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <mingle/engine/groups.h>
#include <mingle/engine/levers/predicate.h>
#include <mingle/engine/zones.h>

namespace mingle {

/// What a field of a condition describes, and so where it may be used.
enum class FieldScope : std::uint8_t { person, zone };

/// A field as users write it.
struct FieldWords {
  levers::Field field = levers::Field::age;
  std::string_view name;
  FieldScope scope = FieldScope::person;
  std::string_view takes;    ///< "years", "a tenure", ...
  std::string_view meaning;  ///< half a line
};
/// All fields, those of persons first.
std::span<const FieldWords> condition_fields();

/// What is wrong with a condition, and where.
struct ConditionProblem {
  std::size_t column = 0;  ///< in the condition, from 1
  std::string problem;     ///< continues "the condition ..."
  std::string hint;
};

/// A condition such as `imd_decile <= 3 and own_group_share > 0.5`, read but
/// not yet bound to the groups and zones of a study.
struct Condition {
  /// A name that only the study can tell: a group or a code.
  struct LateName {
    std::size_t node = 0;
    bool of_share = false;  ///< share(NAME), else a member of the node's set
    levers::Field field = levers::Field::group;
    std::string name;
    std::size_t column = 0;
  };
  std::string text;
  levers::Predicate program;
  std::vector<LateName> late;
  std::vector<ConditionProblem> problems;  ///< of reading; usable if empty

  /// Whether anything is asked of persons or households.
  bool asks_persons() const;
  /// Whether English or employment are asked.
  bool needs_contact() const;
};

/// Reads a condition; mistakes are in its `problems`. An empty text holds for
/// all.
///
///     condition  = all { "or" all }
///     all        = one { "and" one }
///     one        = "not" one | "(" condition ")" | comparison
///     comparison = field ( "<" | "<=" | ">" | ">=" | "==" | "!=" ) value
///                | field "between" number "and" number
///                | field [ "not" ] "in" "[" value { "," value } "]"
///     field      = name | "share" "(" group ")"
Condition parse_condition(std::string_view text);

/// The condition with its names looked up. Names that the study does not
/// have are added to `problems`.
levers::Predicate bind_condition(const Condition& condition,
                                 const GroupScheme& groups,
                                 const AuthorityTable& authorities,
                                 const ZoneTable& zones,
                                 std::vector<ConditionProblem>& problems);

}  // namespace mingle

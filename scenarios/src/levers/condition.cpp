// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "condition_fields.h"
#include "condition_tokens.h"
#include "toml_reader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <mingle/scenarios/predicate.h>
#include <mingle/scenarios/suggest.h>

namespace mingle {
namespace {

using Node = levers::Predicate::Node;
using Kind = levers::Predicate::Kind;
using Token = ConditionToken;

/// Thrown inside the reader; parse_condition catches it.
struct Mistake {
  ConditionProblem problem;
};

[[noreturn]] void refuse(const Token& at,
                         std::string problem,
                         std::string hint = "") {
  throw Mistake{{at.column, std::move(problem), std::move(hint)}};
}

std::string shown(const Token& token) {
  if (token.kind == Token::Kind::end) return "its end";
  return fmt::format("'{}'", printable(token.text));
}

class Reader {
 public:
  explicit Reader(Condition& result)
      : result_{result}, tokens_{condition_tokens(result.text)} {}

  void read() {
    if (now().kind == Token::Kind::end) return;
    disjunction();
    if (now().kind != Token::Kind::end) {
      refuse(now(),
             fmt::format("has {} where it should end", shown(now())),
             join_hint(now()));
    }
    if (nodes().size() > levers::longest_predicate) {
      refuse(tokens_.front(), "is too long", "Use 'in [...]' for many codes");
    }
  }

 private:
  std::vector<Node>& nodes() { return result_.program.nodes; }
  const Token& now() const { return tokens_[at_]; }
  Token take() { return tokens_[at_++]; }
  bool is(std::string_view text) const {
    return now().kind != Token::Kind::end && now().text == text;
  }
  bool skip(std::string_view text) {
    if (!is(text)) return false;
    ++at_;
    return true;
  }

  static std::string join_hint(const Token& token) {
    if (token.text == "&&") return "Write 'and'";
    if (token.text == "||") return "Write 'or'";
    if (token.text == "!") return "Write 'not'";
    return "Join comparisons with 'and' or 'or'";
  }

  void expect(std::string_view text) {
    if (skip(text)) return;
    refuse(now(), fmt::format("has {} where '{}' belongs", shown(now()), text));
  }

  void disjunction() {
    conjunction();
    while (skip("or")) {
      conjunction();
      nodes().push_back({.kind = Kind::disjunction});
    }
  }

  void conjunction() {
    one();
    while (skip("and")) {
      one();
      nodes().push_back({.kind = Kind::conjunction});
    }
  }

  void one() {
    if (++depth_ > 40) refuse(now(), "is nested too deeply");
    if (skip("not")) {
      one();
      nodes().push_back({.kind = Kind::negation});
    } else if (skip("(")) {
      disjunction();
      expect(")");
    } else {
      comparison();
    }
    --depth_;
  }

  const FieldWords& field() {
    const Token token = take();
    if (token.kind != Token::Kind::word) {
      refuse(token,
             fmt::format("has {} where a field belongs", shown(token)),
             token.text == "!" ? "Write 'not'" : "For example imd_decile <= 3");
    }
    std::vector<std::string> known;
    for (const FieldWords& one : condition_fields()) {
      if (one.name == token.text) return one;
      known.emplace_back(one.name);
    }
    refuse(
        token,
        fmt::format("asks for '{}', which is no field", printable(token.text)),
        suggestion(token.text, known, "fields"));
  }

  void comparison() {
    const FieldWords& words = field();
    Node node;
    node.field = words.field;
    std::optional<Token> group;
    if (words.field == levers::Field::share) {
      expect("(");
      group = take();
      if (group->kind != Token::Kind::word) {
        refuse(*group, "has no group in 'share(GROUP)'");
      }
      expect(")");
    }
    const std::size_t late = result_.late.size();
    compare(words, node);
    for (std::size_t i = late; i < result_.late.size(); ++i) {
      result_.late[i].node = nodes().size();
    }
    if (group) {
      result_.late.push_back({nodes().size(),
                              true,
                              levers::Field::group,
                              group->text,
                              group->column});
    }
    std::sort(node.set.begin(), node.set.end());
    nodes().push_back(std::move(node));
  }

  void compare(const FieldWords& words, Node& node) {
    const Token op = take();
    if (op.text == "between" && op.kind == Token::Kind::word) {
      return between(words, op, node);
    }
    const bool negated = op.text == "not" && skip("in");
    if (negated || op.text == "in") {
      node.kind = negated ? Kind::none_of : Kind::one_of;
      return members(words, node);
    }
    constexpr std::array<std::pair<std::string_view, Kind>, 6> signs{
        {{"<", Kind::less},
         {"<=", Kind::at_most},
         {">", Kind::more},
         {">=", Kind::at_least},
         {"==", Kind::equal},
         {"!=", Kind::not_equal}}};
    const auto found =
        std::find_if(signs.begin(), signs.end(), [&op](const auto& sign) {
          return op.kind == Token::Kind::sign && sign.first == op.text;
        });
    if (found == signs.end()) {
      refuse(op,
             fmt::format("has {} after '{}'", shown(op), words.name),
             op.text == "=" ? "Write '=='"
                            : "Compare with <, <=, >, >=, ==, !=, between, in");
    }
    node.kind = found->second;
    if (takes_names(words)) return named(words, op, node);
    node.value = number(words);
  }

  static bool takes_names(const FieldWords& words) {
    return is_late(words.field) || !value_names(words.field).empty();
  }

  /// `tenure == private` is membership in a set of one.
  void named(const FieldWords& words, const Token& op, Node& node) {
    if (node.kind != Kind::equal && node.kind != Kind::not_equal) {
      refuse(op,
             fmt::format("compares '{}', which takes {}, with '{}'",
                         words.name,
                         words.takes,
                         op.text),
             "Write ==, != or in [...]");
    }
    node.kind = node.kind == Kind::equal ? Kind::one_of : Kind::none_of;
    member(words, node);
  }

  void between(const FieldWords& words, const Token& op, Node& node) {
    if (takes_names(words)) {
      refuse(op,
             fmt::format("asks whether '{}' is between two numbers, but it "
                         "takes {}",
                         words.name,
                         words.takes));
    }
    node.kind = Kind::between;
    const Token first = now();
    node.value = number(words);
    expect("and");
    node.upper = number(words);
    if (node.upper < node.value) {
      refuse(
          first,
          fmt::format("has {} before {} in 'between'", node.value, node.upper),
          "The smaller number comes first");
    }
  }

  void members(const FieldWords& words, Node& node) {
    expect("[");
    do {
      if (takes_names(words)) {
        member(words, node);
      } else {
        node.set.push_back(number(words));
      }
    } while (skip(","));
    expect("]");
  }

  double number(const FieldWords& words) {
    const Token token = take();
    if (token.kind != Token::Kind::number) {
      refuse(token,
             fmt::format("compares '{}' with {} but it takes a number ({})",
                         words.name,
                         shown(token),
                         words.takes));
    }
    return token.number;
  }

  void member(const FieldWords& words, Node& node) {
    const Token token = take();
    if (token.kind != Token::Kind::word) {
      refuse(token,
             fmt::format("compares '{}' with {} but it takes {}",
                         words.name,
                         shown(token),
                         words.takes));
    }
    if (is_late(words.field)) {
      result_.late.push_back({0, false, words.field, token.text, token.column});
      return;
    }
    const std::vector<std::string> names = value_names(words.field);
    const auto found = std::find(names.begin(), names.end(), token.text);
    if (found == names.end()) {
      refuse(token,
             fmt::format(
                 "compares '{}' with '{}'", words.name, printable(token.text)),
             suggestion(token.text, names, "values"));
    }
    node.set.push_back(static_cast<double>(found - names.begin()));
  }

  Condition& result_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

/// Place of a late name in the table it belongs to.
std::optional<std::size_t> place_of(const Condition::LateName& late,
                                    const GroupScheme& groups,
                                    const AuthorityTable& authorities,
                                    const ZoneTable& zones) {
  if (late.field == levers::Field::group) {
    const auto found = groups.find(late.name);
    if (!found) return std::nullopt;
    return found->index();
  }
  const std::vector<std::string>& codes =
      late.field == levers::Field::zone ? zones.codes : authorities.codes;
  const auto found = std::find(codes.begin(), codes.end(), late.name);
  if (found == codes.end()) return std::nullopt;
  return static_cast<std::size_t>(found - codes.begin());
}

ConditionProblem unknown(const Condition::LateName& late,
                         const GroupScheme& groups,
                         const AuthorityTable& authorities,
                         const ZoneTable& zones) {
  const bool group = late.field == levers::Field::group;
  const bool zone = late.field == levers::Field::zone;
  const std::vector<std::string>& known =
      group ? groups.names() : (zone ? zones.codes : authorities.codes);
  std::string hint;
  if (known.size() <= 40) {
    hint = suggestion(late.name, known, group ? "groups" : "codes");
  } else if (const auto near = nearest_names(late.name, known); !near.empty()) {
    hint = fmt::format("Did you mean '{}'?", near.front());
  }
  return {late.column,
          fmt::format("names {} '{}', which the study does not have",
                      group ? "group" : (zone ? "zone" : "authority"),
                      printable(late.name)),
          std::move(hint)};
}

}  // namespace

bool Condition::asks_persons() const {
  return std::any_of(
      program.nodes.begin(), program.nodes.end(), [](const Node& node) {
        return node.kind < Kind::conjunction &&
               words_of(node.field).scope == FieldScope::person;
      });
}

bool Condition::needs_contact() const {
  return program.asks(levers::Field::english) ||
         program.asks(levers::Field::employment);
}

Condition parse_condition(std::string_view text) {
  Condition result;
  result.text = text;
  try {
    Reader{result}.read();
  } catch (Mistake& mistake) {
    result.problems.push_back(std::move(mistake.problem));
  }
  return result;
}

levers::Predicate bind_condition(const Condition& condition,
                                 const GroupScheme& groups,
                                 const AuthorityTable& authorities,
                                 const ZoneTable& zones,
                                 std::vector<ConditionProblem>& problems) {
  levers::Predicate program = condition.program;
  for (const Condition::LateName& late : condition.late) {
    const auto place = place_of(late, groups, authorities, zones);
    if (!place) {
      problems.push_back(unknown(late, groups, authorities, zones));
    } else if (late.of_share) {
      program.nodes[late.node].group = *place;
    } else {
      program.nodes[late.node].set.push_back(static_cast<double>(*place));
    }
  }
  for (Node& node : program.nodes) std::sort(node.set.begin(), node.set.end());
  return program;
}

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "condition_tokens.h"

#include <charconv>

namespace mingle {
namespace {

using Kind = ConditionToken::Kind;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_{text} {}

  ConditionToken next() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' ||
                                  text_[at_] == '\n' || text_[at_] == '\r')) {
      ++at_;
    }
    if (at_ == text_.size()) return {Kind::end, "", 0, at_ + 1};
    const char c = text_[at_];
    if (is_letter(c)) return word();
    const bool negative = c == '-' && at_ + 1 < text_.size() &&
                          (is_digit(text_[at_ + 1]) || text_[at_ + 1] == '.');
    if (is_digit(c) || c == '.' || negative) return number();
    if (c == '"' || c == '\'') return quoted(c);
    return sign();
  }

 private:
  ConditionToken word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && (is_letter(text_[at_]) ||
                                  is_digit(text_[at_]) || text_[at_] == '-')) {
      ++at_;
    }
    return {Kind::word,
            std::string{text_.substr(begin, at_ - begin)},
            0,
            begin + 1};
  }

  ConditionToken number() {
    ConditionToken token{Kind::number, "", 0, at_ + 1};
    const char* begin = text_.data() + at_;
    const char* end = text_.data() + text_.size();
    const auto read = std::from_chars(begin, end, token.number);
    std::size_t length = static_cast<std::size_t>(read.ptr - begin);
    if (read.ec != std::errc{}) {
      token.kind = Kind::wrong;
      length = 1;
    }
    if (length < static_cast<std::size_t>(end - begin) &&
        is_letter(begin[length])) {
      token.kind = Kind::wrong;
    }
    token.text = text_.substr(at_, length);
    at_ += length;
    return token;
  }

  ConditionToken quoted(char quote) {
    const std::size_t close = text_.find(quote, at_ + 1);
    ConditionToken token{Kind::wrong, std::string{quote}, 0, at_ + 1};
    if (close == text_.npos) {
      at_ = text_.size();
      return token;
    }
    token.kind = Kind::word;
    token.text = text_.substr(at_ + 1, close - at_ - 1);
    at_ = close + 1;
    return token;
  }

  ConditionToken sign() {
    constexpr std::string_view pairs[] = {
        "<=", ">=", "==", "!=", "&&", "||", "<>"};
    ConditionToken token{Kind::sign, "", 0, at_ + 1};
    for (const std::string_view pair : pairs) {
      if (text_.substr(at_, 2) != pair) continue;
      at_ += 2;
      token.text = pair;
      return token;
    }
    constexpr std::string_view single = "<>=!()[],";
    token.text = text_.substr(at_, 1);
    if (single.find(text_[at_]) == single.npos) token.kind = Kind::wrong;
    ++at_;
    return token;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<ConditionToken> condition_tokens(std::string_view text) {
  Scanner scanner{text};
  std::vector<ConditionToken> tokens;
  do tokens.push_back(scanner.next());
  while (tokens.back().kind != Kind::end);
  return tokens;
}

}  // namespace mingle

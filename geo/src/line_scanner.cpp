// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "line_scanner.h"

#include <algorithm>
#include <cstring>

#include <mingle/engine/error.h>

namespace mingle {

LineScanner::LineScanner(const std::string& file, std::string_view text)
    : file_{file}, text_{text} {
  if (text_.substr(0, 2) == "\xFF\xFE" || text_.substr(0, 2) == "\xFE\xFF") {
    throw DataError{{.file = file}, "is UTF-16 text", "Save it as CSV UTF-8"};
  }
  if (text_.substr(0, 3) == "\xEF\xBB\xBF") text_.remove_prefix(3);
}

bool LineScanner::next() {
  while (next_ < text_.size()) {
    const std::size_t begin = next_;
    record_line_ = line_;
    std::size_t quotes = 0;
    std::size_t end = begin;
    // A line break inside quotes belongs to the record.
    do {
      const std::size_t from = end == begin ? begin : end + 1;
      end = std::min(text_.find('\n', from), text_.size());
      const std::string_view part = text_.substr(from, end - from);
      if (std::memchr(part.data(), '"', part.size()) != nullptr) {
        quotes +=
            static_cast<std::size_t>(std::count(part.begin(), part.end(), '"'));
      }
      ++line_;
      if (quotes % 2 == 1 && end == text_.size()) refuse_quote();
    } while (quotes % 2 == 1);
    next_ = end + 1;
    record_ = text_.substr(begin, end - begin);
    if (!record_.empty() && record_.back() == '\r') record_.remove_suffix(1);
    has_quotes_ = quotes > 0;
    is_split_ = false;
    if (!record_.empty()) return true;
  }
  return false;
}

std::string_view LineScanner::field(std::size_t index) {
  if (has_quotes_) {
    return index < fields().size() ? fields()[index] : std::string_view{};
  }
  std::string_view rest = record_;
  for (; index > 0; --index) {
    const std::size_t comma = rest.find(',');
    if (comma == std::string_view::npos) return {};
    rest.remove_prefix(comma + 1);
  }
  return rest.substr(0, rest.find(','));
}

const std::vector<std::string_view>& LineScanner::fields() {
  if (!is_split_) split();
  is_split_ = true;
  return fields_;
}

void LineScanner::split() {
  fields_.clear();
  unquoted_.clear();
  // Views into the buffer must not move while it grows.
  if (has_quotes_) unquoted_.reserve(record_.size());
  std::size_t at = 0;
  while (true) {
    if (at < record_.size() && record_[at] == '"') {
      fields_.push_back(quoted_field(at));
    } else {
      const std::size_t comma = std::min(record_.find(',', at), record_.size());
      fields_.push_back(record_.substr(at, comma - at));
      if (has_quotes_ && fields_.back().find('"') != std::string_view::npos) {
        refuse_quote();
      }
      at = comma;
    }
    if (at >= record_.size()) return;
    ++at;
  }
}

/// From an opening quote; leaves `at` on the comma after it, or at the end.
std::string_view LineScanner::quoted_field(std::size_t& at) {
  const std::size_t begin = unquoted_.size();
  ++at;
  while (true) {
    const std::size_t quote = record_.find('"', at);
    if (quote == std::string_view::npos) refuse_quote();
    unquoted_.append(record_.substr(at, quote - at));
    at = quote + 1;
    if (at < record_.size() && record_[at] == '"') {
      unquoted_ += '"';
      ++at;
      continue;
    }
    if (at < record_.size() && record_[at] != ',') refuse_quote();
    return std::string_view{unquoted_}.substr(begin);
  }
}

void LineScanner::refuse_quote() const {
  throw DataError{{.file = file_, .line = record_line_},
                  "malformed CSV: a quote is open or misplaced",
                  "Quote whole fields and double the quotes inside them"};
}

}  // namespace mingle

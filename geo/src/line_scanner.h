// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mingle {

/// Splits a CSV text (RFC 4180) into records without copying: fields are
/// views into the text, or into a buffer where quotes had to be undone.
class LineScanner {
 public:
  /// @param text  must outlive the scanner
  LineScanner(const std::string& file, std::string_view text);

  /// Moves to the next record that is not blank; false at the end.
  /// @throws DataError for an open or misplaced quote.
  bool next();
  /// The current record's fields; valid until next().
  const std::vector<std::string_view>& fields();
  /// One field, found without splitting those after it; empty where the
  /// record is shorter.
  std::string_view field(std::size_t index);
  std::size_t line() const { return record_line_; }

 private:
  void split();
  std::string_view quoted_field(std::size_t& at);
  [[noreturn]] void refuse_quote() const;

  std::string file_;
  std::string_view text_;
  std::size_t next_ = 0;
  std::size_t line_ = 1;
  std::size_t record_line_ = 1;
  std::string_view record_;
  bool has_quotes_ = false;
  bool is_split_ = false;
  std::vector<std::string_view> fields_;
  std::string unquoted_;
};

}  // namespace mingle

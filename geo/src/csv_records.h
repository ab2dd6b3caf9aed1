// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mingle {

/// The records of a CSV text, each with its line. Fields are views into one
/// block of memory: a table of 33,755 x 20 cells costs one allocation, not
/// 675,100. Blank lines are skipped.
class CsvRecords {
 public:
  /// @param file  named in messages only.
  /// @throws DataError when quotes are malformed or the text is UTF-16.
  CsvRecords(const std::string& file, std::string_view text);

  std::size_t size() const { return lines_.size(); }
  std::size_t fields(std::size_t record) const {
    return first_field_[record + 1] - first_field_[record];
  }
  std::string_view field(std::size_t record, std::size_t index) const {
    const std::size_t i = first_field_[record] + index;
    return std::string_view{text_}.substr(starts_[i],
                                          starts_[i + 1] - starts_[i]);
  }
  /// Line on which the record starts, from 1.
  std::size_t line(std::size_t record) const { return lines_[record]; }

 private:
  friend struct CsvSink;
  std::string text_;
  std::vector<std::size_t> starts_{0};       ///< of each field in text_
  std::vector<std::size_t> first_field_{0};  ///< of each record
  std::vector<std::size_t> lines_;
};

}  // namespace mingle

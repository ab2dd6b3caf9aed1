// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace mingle::tool {

/// Where a command talks: results to stdout, everything else to stderr.
class Console {
 public:
  Console();

  bool quiet = false;    ///< --quiet: errors only
  bool verbose = false;  ///< --verbose: notes too
  bool json = false;     ///< --json: results and errors for machines

  /// A result, to stdout.
  /// @throws OutputError if stdout cannot be written (a full disk).
  void out(std::string_view text);
  /// A line of talk, to stderr, unless --quiet or --json.
  void say(std::string_view text);
  /// A line of detail, with --verbose.
  void detail(std::string_view text);
  /// An error or warning line, always.
  void complain(std::string_view text);
  /// Replaces the line of progress on a terminal.
  void progress_line(std::string_view text);
  void clear_progress();

  bool terminal() const { return terminal_; }
  /// `text` in red where stderr is a terminal and NO_COLOR is not set.
  std::string red(std::string_view text) const;
  std::string bold(std::string_view text) const;

 private:
  bool terminal_ = false;  ///< stderr is one
  bool colour_ = false;
  bool progress_shown_ = false;
};

/// "text" as a JSON string, with its quotes.
std::string json_text(std::string_view text);
/// JSON has no NaN: null then.
std::string json_number(double value);

}  // namespace mingle::tool

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mingle {

/// Text of a user or a file, safe between tags and in quoted attributes.
std::string escaped(std::string_view text);

/// JSON for a <script type="application/json">: nothing in it can end the
/// element or start a comment.
std::string script_safe(std::string_view json);

/// A page, piece by piece. text() escapes; tags are ours and trusted.
class Html {
 public:
  Html& raw(std::string_view markup);
  Html& text(std::string_view words);
  /// <tag>words</tag>, the words escaped. `attributes` is ours: ` class="x"`.
  Html& element(std::string_view tag,
                std::string_view words,
                std::string_view attributes = "");
  /// A table whose first row is its head and whose first column names rows.
  Html& table(std::string_view caption,
              const std::vector<std::vector<std::string>>& rows,
              std::string_view classes = "");

  const std::string& markup() const { return markup_; }

 private:
  std::string markup_;
};

}  // namespace mingle

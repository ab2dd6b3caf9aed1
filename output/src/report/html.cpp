// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "html.h"

namespace mingle {

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

std::string script_safe(std::string_view json) {
  std::string result;
  for (const char c : json) {
    if (c == '<') {
      result += "\\u003c";
    } else if (c == '>') {
      result += "\\u003e";
    } else if (c == '&') {
      result += "\\u0026";
    } else {
      result += c;
    }
  }
  return result;
}

Html& Html::raw(std::string_view markup) {
  markup_ += markup;
  return *this;
}

Html& Html::text(std::string_view words) {
  markup_ += escaped(words);
  return *this;
}

Html& Html::element(std::string_view tag,
                    std::string_view words,
                    std::string_view attributes) {
  raw("<").raw(tag).raw(attributes).raw(">").text(words);
  return raw("</").raw(tag).raw(">\n");
}

Html& Html::table(std::string_view caption,
                  const std::vector<std::vector<std::string>>& rows,
                  std::string_view classes) {
  raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
  text(caption).raw("\"><table class=\"").raw(classes).raw("\">");
  element("caption", caption);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    raw(r == 0 ? "<thead><tr>" : r == 1 ? "<tbody><tr>" : "<tr>");
    for (std::size_t c = 0; c < rows[r].size(); ++c) {
      if (r == 0) {
        element("th", rows[r][c], " scope=\"col\"");
      } else if (c == 0) {
        element("th", rows[r][c], " scope=\"row\"");
      } else {
        element("td", rows[r][c]);
      }
    }
    raw(r == 0 ? "</tr></thead>" : "</tr>\n");
  }
  return raw(rows.size() > 1 ? "</tbody></table></div>\n" : "</table></div>\n");
}

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "hindcast_html.h"

#include <algorithm>
#include <sstream>
#include <vector>

#include <fmt/format.h>

namespace mingle::tool {

using namespace hindcast;

namespace {

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

/// Text with `code` in backquotes.
std::string inline_html(const std::string& text) {
  std::string out;
  bool code = false;
  for (const char c : escaped(text)) {
    if (c != '`') {
      out += c;
      continue;
    }
    out += code ? "</code>" : "<code>";
    code = !code;
  }
  return out;
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::size_t from = 1;
  while (from < line.size()) {
    const std::size_t bar = line.find('|', from);
    if (bar == line.npos) break;
    std::string cell = line.substr(from, bar - from);
    const auto first = cell.find_first_not_of(' ');
    const auto last = cell.find_last_not_of(' ');
    cells.push_back(first == cell.npos ? ""
                                       : cell.substr(first, last - first + 1));
    from = bar + 1;
  }
  return cells;
}

bool is_rule(const std::string& line) {
  return line.find("---") != line.npos &&
         line.find_first_not_of("|-: ") == line.npos;
}

/// The few forms of Markdown that the page has: headings, paragraphs, lists
/// and tables.
class Converter {
 public:
  std::string run(const std::string& markdown) {
    std::istringstream stream{markdown};
    for (std::string line; std::getline(stream, line);) take(line);
    close();
    return std::move(html_);
  }

 private:
  enum class Block { none, paragraph, list, table };

  void enter(Block block, const char* tag) {
    if (block_ == block) return;
    close();
    block_ = block;
    html_ += tag;
  }

  void close() {
    switch (block_) {
      case Block::none:
        break;
      case Block::paragraph:
        html_ += "</p>\n";
        break;
      case Block::list:
        html_ += "</li></ul>\n";
        break;
      case Block::table:
        html_ += "</tbody></table></div>\n";
        break;
    }
    block_ = Block::none;
  }

  void take(const std::string& line) {
    if (line.empty()) {
      close();
    } else if (line.front() == '#') {
      close();
      const std::size_t level = line.find_first_not_of('#');
      html_ += fmt::format(
          "<h{0}>{1}</h{0}>\n", level, inline_html(line.substr(level + 1)));
    } else if (line.front() == '|') {
      take_row(line);
    } else if (line.rfind("- ", 0) == 0) {
      const bool first = block_ != Block::list;
      enter(Block::list, "<ul><li>");
      if (!first) html_ += "</li><li>";
      html_ += inline_html(line.substr(2));
    } else {
      if (block_ == Block::table) close();
      if (block_ == Block::none) enter(Block::paragraph, "<p>");
      html_ += inline_html(line) + '\n';
    }
  }

  void take_row(const std::string& line) {
    if (is_rule(line)) return;
    const bool head = block_ != Block::table;
    enter(Block::table, "<div class=\"scroll\"><table>\n");
    if (head) html_ += "<thead>";
    html_ += "<tr>";
    bool first = true;
    for (const std::string& cell : cells_of(line)) {
      const char* open = head    ? "<th scope=\"col\">"
                         : first ? "<th scope=\"row\">"
                                 : "<td>";
      html_ += open + inline_html(cell) + (head || first ? "</th>" : "</td>");
      first = false;
    }
    html_ += head ? "</tr></thead><tbody>\n" : "</tr>\n";
  }

  std::string html_;
  Block block_ = Block::none;
};

/// D by authority: what was seen, and a forecast with its interval.
class Chart {
 public:
  Chart(const HindcastResults& results, std::size_t pair)
      : results_{results}, pair_{pair} {
    for (const ScoredForecast& each : results.forecasts) {
      if (each.name == "twin") forecast_ = &each;
    }
    for (std::size_t a = 0; a < results.observed.size(); ++a) {
      if (results.eligible[pair][a]) places_.push_back(a);
    }
    std::stable_sort(
        places_.begin(), places_.end(), [&](std::size_t a, std::size_t b) {
          return seen(a) > seen(b);
        });
  }

  std::string svg() const {
    if (forecast_ == nullptr || places_.empty()) return "";
    const std::string& a = results_.panel.groups[results_.pairs[pair_].a];
    const std::string& b = results_.panel.groups[results_.pairs[pair_].b];
    const double height = top + row * static_cast<double>(places_.size()) + 8;
    std::size_t inside = 0;
    for (const std::size_t place : places_) {
      if (covers(interval(place), seen(place))) ++inside;
    }
    const std::string words = fmt::format(
        "D of {} and {} at the later census: what was seen (ring) and the "
        "twin's forecast (dot) with its 90% interval (line), {} authorities; "
        "{} lie inside.",
        escaped(a),
        escaped(b),
        places_.size(),
        inside);
    std::string text = fmt::format(
        "<figure><svg viewBox=\"0 0 {0} {1:.0f}\" role=\"img\" "
        "aria-label=\"{2}\" width=\"{0}\" height=\"{1:.0f}\">\n",
        width,
        height,
        words);
    text += axis(height);
    double y = top + row / 2;
    for (const std::size_t place : places_) {
      text += line(place, y);
      y += row;
    }
    return text + "</svg><figcaption>" + words +
           " The tables below have the numbers.</figcaption></figure>\n";
  }

 private:
  static constexpr int width = 760;
  static constexpr double left = 190;
  static constexpr double top = 26;
  static constexpr double row = 16;

  double seen(std::size_t place) const {
    return results_.observed[place].d[pair_];
  }
  const Interval& interval(std::size_t place) const {
    return forecast_->scores[place].interval[pair_];
  }
  static double x(double d) {
    return left + std::clamp(d, 0.0, 1.0) * (width - left - 16);
  }

  static std::string axis(double height) {
    std::string text;
    for (int i = 0; i <= 10; i += 2) {
      text += fmt::format(
          "<line class=\"grid\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1}\" "
          "y2=\"{2:.0f}\"/><text x=\"{0:.1f}\" y=\"14\" "
          "text-anchor=\"middle\">{3:.1f}</text>\n",
          x(0.1 * i),
          top - 4,
          height - 6,
          0.1 * i);
    }
    return text;
  }

  std::string line(std::size_t place, double y) const {
    const Interval& range = interval(place);
    const bool inside = covers(range, seen(place));
    return fmt::format(
        "<g class=\"{0}\"><title>{1}: seen {2:.3f}, forecast {3:.3f}, "
        "{4:.3f} to {5:.3f}</title><text x=\"{6}\" y=\"{7:.1f}\" "
        "text-anchor=\"end\">{1}</text><line x1=\"{8:.1f}\" x2=\"{9:.1f}\" "
        "y1=\"{10:.1f}\" y2=\"{10:.1f}\"/><circle class=\"dot\" "
        "cx=\"{11:.1f}\" cy=\"{10:.1f}\" r=\"3\"/><circle class=\"ring\" "
        "cx=\"{12:.1f}\" cy=\"{10:.1f}\" r=\"4.5\"/></g>\n",
        inside ? "in" : "out",
        escaped(results_.panel.authorities[place].name),
        seen(place),
        forecast_->scores[place].d[pair_],
        range.low,
        range.high,
        left - 8,
        y + 4,
        x(range.low),
        x(range.high),
        y,
        x(forecast_->scores[place].d[pair_]),
        x(seen(place)));
  }

  const HindcastResults& results_;
  std::size_t pair_;
  const ScoredForecast* forecast_ = nullptr;
  std::vector<std::size_t> places_;
};

constexpr const char* style = R"(
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff;
  --soft: #666; --rule: #ccc; --dot: #1b5e8c; --miss: #b3400a; }
@media (prefers-color-scheme: dark) { :root { --ink: #eee; --paper: #161616;
  --soft: #aaa; --rule: #444; --dot: #7fb8e0; --miss: #ff9e6b; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink);
  background: var(--paper); max-width: 60rem; margin: 2rem auto;
  padding: 0 1rem; }
h1, h2 { line-height: 1.2; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums;
  font-size: 0.9rem; }
th, td { padding: 0.2rem 0.6rem; border-bottom: 1px solid var(--rule);
  text-align: right; vertical-align: top; }
th[scope=row], thead th:first-child { text-align: left; font-weight: 500; }
figure { margin: 1.5rem 0; } figcaption { color: var(--soft); }
svg { max-width: 100%; height: auto; font-size: 11px; }
svg text { fill: var(--ink); } .grid { stroke: var(--rule); }
.in line { stroke: var(--dot); stroke-width: 2; }
.out line { stroke: var(--miss); stroke-width: 2; }
.in .dot { fill: var(--dot); } .out .dot { fill: var(--miss); }
.ring { fill: none; stroke: var(--ink); stroke-width: 1.5; }
)";

}  // namespace

std::string hindcast_html(const std::string& markdown,
                          const HindcastResults& results) {
  std::string body = Converter{}.run(markdown);
  std::string charts;
  for (std::size_t p = 0; p < results.pairs.size(); ++p) {
    charts += Chart{results, p}.svg();
  }
  // After the words that open the page, before the first table.
  const std::size_t place = std::min(body.find("<h2>"), body.size());
  body.insert(place, charts);
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n"
      "<title>Hindcast: {}</title>\n<style>{}</style></head>\n<body><main>\n"
      "{}</main>\n<footer><p>mingle {}. Contains National Statistics data "
      "where the study reads census tables; its licence applies.</p></footer>"
      "</body></html>\n",
      escaped(results.title),
      style,
      body,
      escaped(results.mingle_version));
}

}  // namespace mingle::tool

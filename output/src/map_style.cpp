// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "map_style.h"

#include <array>

#include <fmt/format.h>

namespace mingle {
namespace {

constexpr std::array<const char*, 7> share_colours{"255,255,204,255",
                                                   "199,233,180,255",
                                                   "127,205,187,255",
                                                   "65,182,196,255",
                                                   "29,145,192,255",
                                                   "34,94,168,255",
                                                   "12,44,132,255"};
constexpr std::array<const char*, 7> change_colours{"84,39,136,255",
                                                    "153,142,195,255",
                                                    "216,218,235,255",
                                                    "247,247,247,255",
                                                    "254,224,182,255",
                                                    "241,163,64,255",
                                                    "179,88,6,255"};
constexpr const char* outline = "120,120,120,255";

/// Without an outline the border has the colour of the zone, or hairlines of
/// the background would show between zones.
std::string symbol(std::size_t number,
                   const std::string& colour,
                   bool outlined) {
  return fmt::format(
      "<symbol type=\"fill\" name=\"{}\" alpha=\"1\">"
      "<layer class=\"SimpleFill\" enabled=\"1\" locked=\"0\" pass=\"0\">"
      "<Option type=\"Map\">"
      "<Option name=\"color\" type=\"QString\" value=\"{}\"/>"
      "<Option name=\"outline_color\" type=\"QString\" value=\"{}\"/>"
      "<Option name=\"outline_width\" type=\"QString\" value=\"0.06\"/>"
      "<Option name=\"outline_style\" type=\"QString\" value=\"solid\"/>"
      "<Option name=\"style\" type=\"QString\" value=\"solid\"/>"
      "</Option></layer></symbol>\n",
      number,
      colour,
      outlined ? outline : colour);
}

std::string ranges(const std::vector<MapClass>& classes) {
  std::string text = "<ranges>\n";
  for (std::size_t i = 0; i < classes.size(); ++i) {
    text += fmt::format(
        "<range lower=\"{}\" upper=\"{}\" label=\"{}\" symbol=\"{}\" "
        "render=\"true\"/>\n",
        classes[i].lower,
        classes[i].upper,
        xml_text(classes[i].label),
        i);
  }
  return text + "</ranges>\n";
}

std::string symbols(const std::vector<MapClass>& classes, bool outlined) {
  std::string text = "<symbols>\n";
  for (std::size_t i = 0; i < classes.size(); ++i) {
    text += symbol(i, classes[i].colour, outlined);
  }
  return text + "</symbols>\n";
}

std::string alias_elements(const std::vector<FieldAlias>& aliases) {
  std::string text = "<aliases>\n";
  for (std::size_t i = 0; i < aliases.size(); ++i) {
    text += fmt::format("<alias field=\"{}\" index=\"{}\" name=\"{}\"/>\n",
                        aliases[i].field,
                        i,
                        xml_text(aliases[i].words));
  }
  return text + "</aliases>\n";
}

std::string change_label(double lower, double upper, double highest) {
  if (lower <= -highest) return fmt::format("falls by more than {:g}", -upper);
  if (upper >= highest) return fmt::format("rises by more than {:g}", lower);
  if (lower < 0 && upper > 0) return fmt::format("within {:g}", upper);
  if (upper <= 0) return fmt::format("falls by {:g} to {:g}", -upper, -lower);
  return fmt::format("rises by {:g} to {:g}", lower, upper);
}

}  // namespace

std::vector<MapClass> share_classes(double highest) {
  std::vector<double> breaks{0, 0.5, 1, 2, 3, 5, 7.5, 10};
  if (highest > 10) breaks = {0, 1, 2, 5, 10, 15, 20, 30};
  if (highest > 30) breaks = {0, 2, 5, 10, 20, 30, 45, 60};
  if (highest > 60) breaks = {0, 5, 10, 20, 40, 60, 80, 100};
  std::vector<MapClass> classes;
  for (std::size_t i = 0; i < share_colours.size(); ++i) {
    classes.push_back({breaks[i],
                       breaks[i + 1],
                       fmt::format("{:g} to {:g}%", breaks[i], breaks[i + 1]),
                       share_colours[i]});
  }
  return classes;
}

std::vector<MapClass> change_classes(double highest) {
  double wide = 2;
  double middle = 1;
  double narrow = 0.25;
  if (highest > 3) wide = 5, middle = 2, narrow = 0.5;
  if (highest > 8) wide = 10, middle = 5, narrow = 1;
  const std::array<double, 8> breaks{
      -100, -wide, -middle, -narrow, narrow, middle, wide, 100};
  std::vector<MapClass> classes;
  for (std::size_t i = 0; i < change_colours.size(); ++i) {
    classes.push_back({breaks[i],
                       breaks[i + 1],
                       change_label(breaks[i], breaks[i + 1], 100),
                       change_colours[i]});
  }
  return classes;
}

std::string xml_text(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\n':
        safe += "&#10;";
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

std::string style_elements(const MapStyle& style,
                           const std::vector<FieldAlias>& aliases) {
  return fmt::format(
      "<temporal enabled=\"1\" mode=\"2\" startField=\"valid_from\" "
      "endField=\"valid_to\" limitMode=\"0\" durationUnit=\"min\" "
      "fixedDuration=\"0\" accumulate=\"0\"><fixedRange><start></start>"
      "<end></end></fixedRange></temporal>\n"
      "<renderer-v2 type=\"graduatedSymbol\" attr=\"{}\" "
      "graduatedMethod=\"GraduatedColor\" symbollevels=\"0\" "
      "enableorderby=\"0\" forceraster=\"0\">\n{}{}</renderer-v2>\n{}",
      style.field,
      ranges(style.classes),
      symbols(style.classes, style.outlines),
      alias_elements(aliases));
}

std::string style_element(const MapStyle& style,
                          const std::vector<FieldAlias>& aliases) {
  return fmt::format(
      "<qgis version=\"3.22.0\" "
      "styleCategories=\"Symbology|Temporal|Fields\">\n{}</qgis>\n",
      style_elements(style, aliases));
}

std::string qml(const MapStyle& style, const std::vector<FieldAlias>& aliases) {
  return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" +
         style_element(style, aliases);
}

std::string grey_elements(bool outlines) {
  return "<renderer-v2 type=\"singleSymbol\" symbollevels=\"0\" "
         "enableorderby=\"0\" forceraster=\"0\"><symbols>\n" +
         symbol(0, "208,208,208,255", outlines) + "</symbols></renderer-v2>\n";
}

}  // namespace mingle

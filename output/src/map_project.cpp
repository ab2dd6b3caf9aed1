// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "map_project.h"

#include <algorithm>
#include <cmath>
#include <embedded/british_national_grid.h>
#include <embedded/qgis_layout.h>
#include <embedded/qgis_project.h>
#include <map>
#include <string_view>

#include <fmt/format.h>

namespace mingle {
namespace {

/// Millimetres of the map on the print layout.
constexpr double paper_width = 200;
constexpr double paper_height = 160;

/// Replaces each @NAME@ of the template.
std::string filled(std::string_view text,
                   const std::map<std::string, std::string>& values) {
  std::string result;
  while (!text.empty()) {
    const std::size_t at = text.find('@');
    const std::size_t end =
        at == text.npos ? text.npos : text.find('@', at + 1);
    if (end == text.npos) break;
    const auto found =
        values.find(std::string{text.substr(at + 1, end - at - 1)});
    const std::size_t keep = found == values.end() ? at + 1 : at;
    result += text.substr(0, keep);
    if (found != values.end()) result += found->second;
    text.remove_prefix(found == values.end() ? at + 1 : end + 1);
  }
  return result.append(text);
}

/// The area with a margin, in the proportions of the paper.
MapExtent framed(const MapExtent& area) {
  const double margin = 1.04;
  const double width = margin * (area.east - area.west);
  const double height = margin * (area.north - area.south);
  const double scale = std::max(width / paper_width, height / paper_height);
  const double x = (area.west + area.east) / 2;
  const double y = (area.south + area.north) / 2;
  return {x - scale * paper_width / 2,
          y - scale * paper_height / 2,
          x + scale * paper_width / 2,
          y + scale * paper_height / 2};
}

/// Kilometres of one part of the scale bar: 1, 2 or 5 times a power of ten,
/// so that two parts fill at most a quarter of the map's width.
double scale_bar_part(const MapExtent& frame) {
  const double room = (frame.east - frame.west) / 1000 / 8;
  const double power = std::pow(10, std::floor(std::log10(room)));
  for (const double step : {5.0, 2.0}) {
    if (step * power <= room) return step * power;
  }
  return power;
}

std::string style_manager(const MapProject& project) {
  std::string text = fmt::format("<map-layer-style-manager current=\"{}\">\n",
                                 xml_text(project.styles.front().name));
  for (std::size_t i = 0; i < project.styles.size(); ++i) {
    const MapStyle& style = project.styles[i];
    const std::string name = xml_text(style.name);
    // QGIS keeps the current style in the layer itself.
    text += i == 0 ? fmt::format("<map-layer-style name=\"{}\"/>\n", name)
                   : fmt::format(
                         "<map-layer-style name=\"{}\">\n{}"
                         "</map-layer-style>\n",
                         name,
                         style_element(style, project.aliases));
  }
  return text + "</map-layer-style-manager>\n";
}

/// QGIS gives a layer a new id if its id has fewer than ten letters; hence the
/// long one of the grey layer.
std::string themes(const MapProject& project) {
  std::string text;
  for (const MapStyle& style : project.styles) {
    const std::string name = xml_text(style.name);
    text += fmt::format(
        "<visibility-preset name=\"{}\" has-expanded-info=\"0\">"
        "<layer id=\"zones_by_year\" visible=\"1\" style=\"{}\" "
        "expanded=\"1\"/>"
        "<layer id=\"zones_without_value\" visible=\"1\" style=\"default\" "
        "expanded=\"0\"/>"
        "</visibility-preset>\n",
        name,
        name);
  }
  return text;
}

/// "name=title" of each style, for programs that make pictures.
std::string style_titles(const MapProject& project) {
  std::string text;
  for (const MapStyle& style : project.styles) {
    text += fmt::format(
        "<value>{}={}</value>\n", xml_text(style.name), xml_text(style.title));
  }
  return text;
}

std::string extent_elements(const MapExtent& extent) {
  return fmt::format(
      "<xmin>{:.1f}</xmin><ymin>{:.1f}</ymin><xmax>{:.1f}</xmax>"
      "<ymax>{:.1f}</ymax>",
      extent.west,
      extent.south,
      extent.east,
      extent.north);
}

std::string layout_text(const MapProject& project) {
  const MapExtent frame = framed(project.extent);
  return filled(embedded::qgis_layout,
                {{"TITLE", xml_text(project.title)},
                 {"MEASURE", xml_text(project.styles.front().title)},
                 {"NOTE", xml_text(project.note)},
                 {"LICENCE", xml_text(project.licence)},
                 {"SUPPRESSED", xml_text(project.hidden_words)},
                 {"LAST_START", project.last.start},
                 {"LAST_END", project.last.end},
                 {"SCALE", fmt::format("{:g}", scale_bar_part(frame))},
                 {"XMIN", fmt::format("{:.1f}", frame.west)},
                 {"YMIN", fmt::format("{:.1f}", frame.south)},
                 {"XMAX", fmt::format("{:.1f}", frame.east)},
                 {"YMAX", fmt::format("{:.1f}", frame.north)}});
}

}  // namespace

std::string project_text(const MapProject& project) {
  const bool years = project.months % 12 == 0;
  const int step = years ? project.months / 12 : project.months;
  return filled(
      embedded::qgis_project,
      {{"TITLE", xml_text(project.title)},
       {"ABSTRACT", xml_text(project.abstract)},
       {"LICENCE", xml_text(project.licence)},
       {"SUPPRESSED", xml_text(project.hidden_words)},
       {"CRS", std::string{embedded::british_national_grid}},
       {"EXTENT", extent_elements(framed(project.extent))},
       {"STYLES", style_manager(project)},
       {"STYLE", style_elements(project.styles.front(), project.aliases)},
       {"BASE", grey_elements(project.styles.front().outlines)},
       {"THEMES", themes(project)},
       {"STYLE_TITLES", style_titles(project)},
       {"START", project.whole.start},
       {"END", project.whole.end},
       {"STEP", std::to_string(step)},
       {"UNIT", years ? "y" : "mon"},
       {"LAYOUT", layout_text(project)}});
}

}  // namespace mingle

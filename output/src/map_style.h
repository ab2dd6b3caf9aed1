// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace mingle {

/// A colour class of a map: values in [lower, upper].
struct MapClass {
  double lower = 0;
  double upper = 0;
  std::string label;   ///< "20 to 40%"
  std::string colour;  ///< "red,green,blue,alpha", 0-255
};

/// A measure as QGIS shows it: one column of a layer, coloured by classes.
struct MapStyle {
  std::string name;   ///< of the style, at most 30 characters count in files
  std::string field;  ///< column
  std::string title;  ///< words with the unit, for titles
  std::vector<MapClass> classes;
  bool outlines = true;  ///< borders between zones
};

/// A column's name in words.
struct FieldAlias {
  std::string field;
  std::string words;
};

/// Classes for a share in percent whose largest value is `highest`: light to
/// dark (ColorBrewer YlGnBu, safe for the colour blind). The same breaks hold
/// for all years.
std::vector<MapClass> share_classes(double highest);

/// Classes for a change in percentage points whose usual size is at most
/// `highest`, around zero; the outer classes are open (ColorBrewer PuOr, safe
/// for the colour blind).
std::vector<MapClass> change_classes(double highest);

/// Text made safe for XML.
std::string xml_text(const std::string& text);

/// What a <maplayer> or a <qgis> style holds of the style: time fields,
/// renderer, aliases.
std::string style_elements(const MapStyle& style,
                           const std::vector<FieldAlias>& aliases);

/// The style as one <qgis> element.
std::string style_element(const MapStyle& style,
                          const std::vector<FieldAlias>& aliases);

/// A complete style document.
std::string qml(const MapStyle& style, const std::vector<FieldAlias>& aliases);

/// Elements of a layer in a single grey, for what has no value.
std::string grey_elements(bool outlines);

}  // namespace mingle

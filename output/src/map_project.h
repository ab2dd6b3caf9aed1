// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "map_style.h"

#include <string>
#include <vector>

namespace mingle {

/// West, south, east and north, metres of the British National Grid.
struct MapExtent {
  double west = 0;
  double south = 0;
  double east = 0;
  double north = 0;
};

/// A period as QGIS reads it: "2021-01-01T00:00:00Z".
struct MapPeriod {
  std::string start;
  std::string end;
};

/// All that a QGIS project of a run says.
struct MapProject {
  std::string title;
  std::string abstract;
  std::string licence;
  std::string hidden_words;  ///< legend of what is not shown
  std::string note;          ///< small print of the print layout
  MapExtent extent;
  MapPeriod whole;  ///< of the animation; the end is its first moment after
  MapPeriod last;   ///< of the last frame
  int months = 12;  ///< of one frame
  std::vector<MapStyle> styles;  ///< the first is shown
  std::vector<FieldAlias> aliases;
};

/// The text of the project file (map.qgs) beside map.gpkg.
std::string project_text(const MapProject& project);

}  // namespace mingle

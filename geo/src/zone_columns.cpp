// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "zone_columns.h"

#include "nearest_names.h"

#include <algorithm>
#include <cctype>
#include <initializer_list>
#include <string_view>

#include <mingle/engine/error.h>

namespace mingle {
namespace {

std::string upper(std::string_view text) {
  std::string result{text};
  for (char& letter : result) {
    letter =
        static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  }
  return result;
}

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

/// Whether the name is the prefix, two digits of a year, and the suffix.
bool is_yearly(std::string_view name,
               std::string_view prefix,
               std::string_view suffix) {
  return name.size() == prefix.size() + 2 + suffix.size() &&
         name.substr(0, prefix.size()) == prefix &&
         is_digit(name[prefix.size()]) && is_digit(name[prefix.size() + 1]) &&
         name.substr(prefix.size() + 2) == suffix;
}

/// The column that is the prefix with a year, the latest if there are several.
std::string find_yearly(const std::vector<std::string>& fields,
                        std::string_view prefix,
                        std::string_view suffix) {
  std::string found;
  for (const std::string& field : fields) {
    const std::string name = upper(field);
    if (is_yearly(name, prefix, suffix) && upper(found) < name) found = field;
  }
  return found;
}

/// The first of some names that is a column, whatever its case.
std::string find_any(const std::vector<std::string>& fields,
                     std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    for (const std::string& field : fields) {
      if (upper(field) == name) return field;
    }
  }
  return "";
}

std::string guess_key(const std::vector<std::string>& fields) {
  for (const char* level : {"LSOA", "OA", "MSOA", "SOA", "DZ", "WD"}) {
    std::string found = find_yearly(fields, level, "CD");
    if (!found.empty()) return found;
  }
  return find_any(
      fields,
      {"ZONE_CODE", "ZONE", "CODE", "GEO_CODE", "GEOGRAPHY_CODE", "ID"});
}

std::string guess_authority(const std::vector<std::string>& fields) {
  for (const char* level : {"LAD", "LTLA", "CAUTH", "UTLA"}) {
    std::string found = find_yearly(fields, level, "CD");
    if (!found.empty()) return found;
  }
  return find_any(fields,
                  {"LADCD_ACTIVE",
                   "LADCD",
                   "LTLACD",
                   "AUTHORITY_CODE",
                   "AUTHORITY",
                   "LAD",
                   "LOCAL_AUTHORITY_CODE"});
}

/// The column of names that goes with a column of codes: LSOA21NM with
/// LSOA21CD.
std::string name_beside(const std::vector<std::string>& fields,
                        const std::string& code_column) {
  std::string wanted = upper(code_column);
  const std::size_t at = wanted.rfind("CD");
  if (at == std::string::npos) return "";
  wanted.replace(at, 2, "NM");
  return find_any(fields, {wanted});
}

void check_exists(const std::string& name,
                  const ZoneSource& source,
                  const gdal::LayerFacts& layer) {
  const auto& fields = layer.fields;
  if (std::find(fields.begin(), fields.end(), name) != fields.end()) return;
  throw DataError{{.file = source.file, .layer = layer.name},
                  "there is no column '" + name + "'",
                  suggest_names(name, fields, "columns")};
}

std::vector<std::string> layer_names(const gdal::FileFacts& facts) {
  std::vector<std::string> names;
  for (const gdal::LayerFacts& layer : facts.layers) {
    names.push_back(layer.name);
  }
  return names;
}

[[noreturn]] void throw_no_polygons(const std::string& file,
                                    const gdal::LayerFacts& layer) {
  throw DataError{{.file = file, .layer = layer.name},
                  "has no polygons (its geometry is '" + layer.geometry + "')",
                  "Zones need their boundaries"};
}

}  // namespace

std::size_t choose_layer(const ZoneSource& source,
                         const gdal::FileFacts& facts) {
  const std::vector<std::string> names = layer_names(facts);
  std::vector<std::size_t> fitting;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool named = source.layer == names[i];
    if (named && !facts.layers[i].polygons) {
      throw_no_polygons(source.file, facts.layers[i]);
    }
    if (named || (source.layer.empty() && facts.layers[i].polygons)) {
      fitting.push_back(i);
    }
  }
  if (fitting.size() == 1) return fitting.front();
  if (names.empty()) {
    throw DataError{{.file = source.file}, "has no layers", "Is it a map?"};
  }
  if (!source.layer.empty()) {
    throw DataError{{.file = source.file},
                    "there is no layer '" + source.layer + "'",
                    suggest_names(source.layer, names, "layers")};
  }
  if (fitting.empty()) throw_no_polygons(source.file, facts.layers.front());
  throw DataError{{.file = source.file},
                  "has several layers of polygons: " + first_few(names),
                  "Name the one with the zones"};
}

ZoneSource choose_columns(const ZoneSource& source,
                          const gdal::LayerFacts& layer) {
  const std::vector<std::string>& fields = layer.fields;
  ZoneSource chosen = source;
  chosen.layer = layer.name;
  if (chosen.key.empty()) chosen.key = guess_key(fields);
  if (chosen.key.empty()) {
    throw DataError{{.file = source.file, .layer = layer.name},
                    "no column looks like zone codes",
                    "Name it; " + suggest_names("", fields, "columns")};
  }
  if (chosen.name.empty()) chosen.name = name_beside(fields, chosen.key);
  if (chosen.name.empty()) {
    chosen.name = find_any(fields, {"ZONE_NAME", "NAME"});
  }
  if (chosen.authority.empty()) chosen.authority = guess_authority(fields);
  if (chosen.authority_name.empty()) {
    chosen.authority_name = name_beside(fields, chosen.authority);
  }
  if (chosen.authority_name.empty()) {
    chosen.authority_name = find_any(fields, {"AUTHORITY_NAME", "LADNM"});
  }
  for (const std::string* column :
       {&chosen.key, &chosen.name, &chosen.authority, &chosen.authority_name}) {
    if (!column->empty()) check_exists(*column, source, layer);
  }
  return chosen;
}

std::string place_of_zone_name(const std::string& name) {
  const std::size_t size = name.size();
  if (size < 6 || name[size - 5] != ' ' || !is_digit(name[size - 4]) ||
      !is_digit(name[size - 3]) || !is_digit(name[size - 2]) ||
      !std::isupper(static_cast<unsigned char>(name[size - 1]))) {
    return name;
  }
  return name.substr(0, size - 5);
}

}  // namespace mingle

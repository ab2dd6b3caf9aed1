// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "layer_reader.h"

#include "crs.h"
#include "session.h"
#include "shapes.h"

#include <cmath>
#include <limits>
#include <memory>
#include <unordered_map>

#include <gdal.h>
#include <ogr_api.h>

namespace mingle::gdal {

struct OpenFile {
  GDALDatasetH dataset;
  OGRLayerH layer(std::size_t number) const {
    return GDALDatasetGetLayer(dataset, static_cast<int>(number));
  }
};

namespace {

constexpr const char* incomplete_hint =
    "The file may be incomplete: copy or download it again";

struct DestroyFeature {
  void operator()(OGRFeatureH feature) const { OGR_F_Destroy(feature); }
};
using FeatureHandle =
    std::unique_ptr<std::remove_pointer_t<OGRFeatureH>, DestroyFeature>;

bool may_have_polygons(OGRwkbGeometryType type) {
  type = wkbFlatten(type);
  return type == wkbUnknown || type == wkbGeometryCollection ||
         OGR_GT_IsSubClassOf(type, wkbMultiSurface) ||
         OGR_GT_IsSubClassOf(type, wkbSurface);
}

LayerFacts describe_layer(OGRLayerH layer) {
  LayerFacts facts;
  facts.name = OGR_L_GetName(layer);
  facts.geometry = OGRGeometryTypeToName(OGR_L_GetGeomType(layer));
  facts.polygons = may_have_polygons(OGR_L_GetGeomType(layer));
  facts.crs = describe_crs(OGR_L_GetSpatialRef(layer));
  OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
  for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i) {
    facts.fields.emplace_back(
        OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i)));
  }
  return facts;
}

/// Calls `visit` with each feature of the layer under its current filter.
template <class Visit>
void for_each_feature(OGRLayerH layer, Visit visit) {
  Messages messages;
  OGR_L_ResetReading(layer);
  while (const FeatureHandle feature{OGR_L_GetNextFeature(layer)}) {
    visit(feature.get());
    if (messages.any_error()) break;
  }
  if (messages.any_error()) {
    throw ModuleError{{OGR_L_GetName(layer),
                       "cannot be read to its end: " + messages.error_or(""),
                       incomplete_hint}};
  }
}

std::string text_of(OGRFeatureH feature, int field) {
  if (field < 0 || !OGR_F_IsFieldSetAndNotNull(feature, field)) return "";
  return OGR_F_GetFieldAsString(feature, field);
}

void check_count(OGRLayerH layer, std::size_t read) {
  Messages messages;
  const GIntBig expected = OGR_L_GetFeatureCount(layer, 1);
  if (expected < 0 || static_cast<std::size_t>(expected) == read) return;
  throw ModuleError{{OGR_L_GetName(layer),
                     "only " + std::to_string(read) + " of " +
                         std::to_string(expected) + " features can be read",
                     incomplete_hint}};
}

/// An SQL condition that the field has one of the values.
std::string one_of(const std::string& field,
                   const std::vector<std::string>& values) {
  const auto quoted = [](const std::string& text, char quote) {
    std::string result(1, quote);
    for (const char letter : text) {
      if (letter == quote) result += letter;
      result += letter;
    }
    return result + quote;
  };
  std::string condition = quoted(field, '"') + " IN (";
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) condition += ", ";
    condition += quoted(values[i], '\'');
  }
  return condition + ')';
}

bool finite(const MultiPolygon& shape) {
  for (const Polygon& part : shape.parts) {
    for (const Ring& ring : part.rings) {
      for (const Point& point : ring) {
        if (!std::isfinite(point.x) || !std::isfinite(point.y)) return false;
      }
    }
  }
  return true;
}

Point centre_of(OGRGeometryH geometry) {
  OGRGeometryH centre = OGR_G_CreateGeometry(wkbPoint);
  Point point{std::numeric_limits<double>::quiet_NaN(), 0};
  if (OGR_G_Centroid(geometry, centre) == OGRERR_NONE) {
    point = {OGR_G_GetX(centre, 0), OGR_G_GetY(centre, 0)};
  }
  OGR_G_DestroyGeometry(centre);
  return point;
}

/// Takes the geometry of one feature into the result.
void take_shape(OGRFeatureH feature,
                const ToMetres& grid,
                std::size_t position,
                Shapes& result) {
  OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
  if (!geometry || OGR_G_IsEmpty(geometry)) return;
  if (!grid.apply(geometry)) {
    fail("feature " + std::to_string(OGR_F_GetFID(feature)) +
             " has coordinates that have no place in a grid of metres",
         "Is the coordinate reference system of the file right?");
  }
  MultiPolygon shape = to_multi_polygon(geometry);
  if (shape.parts.empty()) {
    result.wrong_types[position] = OGR_G_GetGeometryName(geometry);
  }
  if (!finite(shape)) {
    fail("feature " + std::to_string(OGR_F_GetFID(feature)) +
             " has coordinates that are not finite",
         "Repair the file");
  }
  result.centres[position] = centre_of(geometry);
  result.shapes[position] = std::move(shape);
}

}  // namespace

OpenFile* open_file(const std::string& file, FileFacts& facts) {
  Messages messages;
  const unsigned flags =
      GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR;
  GDALDatasetH dataset =
      GDALOpenEx(file.c_str(), flags, nullptr, nullptr, nullptr);
  if (!dataset) {
    fail("cannot be read as a map: " +
             messages.error_or("no driver of GDAL knows it"),
         "GeoPackage, GeoJSON, Shapefile and FlatGeobuf work; is the file "
         "complete?");
  }
  auto opened = std::make_unique<OpenFile>(OpenFile{dataset});
  facts.format = GDALGetDriverShortName(GDALGetDatasetDriver(dataset));
  for (int i = 0; i < GDALDatasetGetLayerCount(dataset); ++i) {
    facts.layers.push_back(describe_layer(GDALDatasetGetLayer(dataset, i)));
  }
  return opened.release();
}

void close_file(OpenFile* file) {
  const Messages messages;
  GDALClose(file->dataset);
  delete file;
}

Attributes read_attributes(OpenFile& file,
                           std::size_t number,
                           const std::vector<std::string>& fields) {
  OGRLayerH layer = file.layer(number);
  // Without shapes a GeoPackage is read without touching most of its pages.
  const char* ignored[] = {"OGR_GEOMETRY", "OGR_STYLE", nullptr};
  OGR_L_SetIgnoredFields(layer, ignored);
  std::vector<int> positions;
  for (const std::string& field : fields) {
    positions.push_back(
        OGR_FD_GetFieldIndex(OGR_L_GetLayerDefn(layer), field.c_str()));
  }
  Attributes result;
  result.columns.resize(fields.size());
  for_each_feature(layer, [&](OGRFeatureH feature) {
    result.rows.push_back(OGR_F_GetFID(feature));
    for (std::size_t i = 0; i < fields.size(); ++i) {
      result.columns[i].push_back(text_of(feature, positions[i]));
    }
  });
  OGR_L_SetIgnoredFields(layer, nullptr);
  check_count(layer, result.rows.size());
  return result;
}

Shapes read_shapes(OpenFile& file, const ShapeRequest& request) {
  OGRLayerH layer = file.layer(request.layer);
  const ToMetres grid{layer};
  std::unordered_map<std::int64_t, std::size_t> positions;
  for (std::size_t i = 0; i < request.rows.size(); ++i) {
    positions.emplace(request.rows[i], i);
  }
  Shapes result;
  result.reprojected = grid.changes();
  result.elsewhere = grid.elsewhere();
  result.shapes.resize(request.rows.size());
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  result.centres.resize(request.rows.size(), {none, none});
  result.wrong_types.resize(request.rows.size());
  if (!request.filter_field.empty()) {
    OGR_L_SetAttributeFilter(
        layer, one_of(request.filter_field, request.filter_values).c_str());
  }
  for_each_feature(layer, [&](OGRFeatureH feature) {
    const auto found = positions.find(OGR_F_GetFID(feature));
    if (found != positions.end()) {
      take_shape(feature, grid, found->second, result);
    }
  });
  OGR_L_SetAttributeFilter(layer, nullptr);
  return result;
}

}  // namespace mingle::gdal

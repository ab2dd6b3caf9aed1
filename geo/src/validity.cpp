// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "validity.h"

#include "geos.h"

#include <memory>

namespace mingle {
namespace {

/// Why the shape is invalid, with the place; empty if it is valid.
std::string validity_reason(const Geos& geos, const GEOSGeometry* shape) {
  const char valid = GEOSisValid_r(geos.context(), shape);
  if (valid == 1) return "";
  if (valid == 2) geos.fail_with_message();
  char* text = GEOSisValidReason_r(geos.context(), shape);
  std::string reason = text ? text : "invalid";
  GEOSFree_r(geos.context(), text);
  return reason;
}

/// Keeps what is covered by any of the parts. The other method of GEOS would
/// take a part within a part for a hole.
MultiPolygon make_valid(const Geos& geos, const GEOSGeometry* shape) {
  const auto free_parameters = [&](GEOSMakeValidParams* parameters) {
    GEOSMakeValidParams_destroy_r(geos.context(), parameters);
  };
  const std::unique_ptr<GEOSMakeValidParams, decltype(free_parameters)>
      parameters{GEOSMakeValidParams_create_r(geos.context()), free_parameters};
  GEOSMakeValidParams_setMethod_r(
      geos.context(), parameters.get(), GEOS_MAKE_VALID_STRUCTURE);
  GEOSMakeValidParams_setKeepCollapsed_r(geos.context(), parameters.get(), 0);
  const Geos::Shape valid = geos.own(
      GEOSMakeValidWithParams_r(geos.context(), shape, parameters.get()));
  return {geos.polygons(valid.get())};
}

}  // namespace

ShapeCheck check_shape(const MultiPolygon& shape) {
  const Geos geos;
  ShapeCheck check;
  const Geos::Shape geometry = geos.make(shape);
  check.reason = validity_reason(geos, geometry.get());
  if (!check.reason.empty()) check.repaired = make_valid(geos, geometry.get());
  return check;
}

}  // namespace mingle

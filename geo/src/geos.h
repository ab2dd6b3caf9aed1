// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include <geos_c.h>

#include <mingle/geo/zone_layer.h>

namespace mingle {

/// A GEOS session; one for each thread. GEOS's errors become Error.
class Geos {
 public:
  struct Destroy {
    GEOSContextHandle_t context;
    void operator()(GEOSGeometry* shape) const {
      GEOSGeom_destroy_r(context, shape);
    }
  };
  using Shape = std::unique_ptr<GEOSGeometry, Destroy>;

  Geos();
  ~Geos();
  Geos(const Geos&) = delete;
  Geos& operator=(const Geos&) = delete;

  GEOSContextHandle_t context() const { return context_; }
  /// Takes what a function of GEOS returned. @throws Error if null
  Shape own(GEOSGeometry* shape) const;
  [[noreturn]] void fail_with_message() const;

  Shape make(const MultiPolygon& shape) const;
  Shape make_points(std::span<const Point> points) const;
  /// All polygons in a geometry, whatever it is.
  std::vector<Polygon> polygons(const GEOSGeometry* shape) const;

 private:
  Shape make_ring(const Ring& ring) const;
  Shape make_polygon(const Polygon& polygon) const;
  Ring read_ring(const GEOSGeometry* ring) const;

  GEOSContextHandle_t context_;
  std::string message_;
};

}  // namespace mingle

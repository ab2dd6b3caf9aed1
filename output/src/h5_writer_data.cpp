// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// The part of H5Writer that writes values.
#include "h5_writer.h"

#include <algorithm>
#include <limits>

#include <hdf5_hl.h>

#include <mingle/engine/assert.h>

namespace mingle {
namespace {

std::string last_name(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

hid_t file_type(H5Type type) {
  switch (type) {
    case H5Type::int32:
      return H5T_STD_I32LE;
    case H5Type::int64:
      return H5T_STD_I64LE;
    case H5Type::float64:
      break;
  }
  return H5T_IEEE_F64LE;
}

std::vector<const char*> pointers(std::span<const std::string> texts) {
  std::vector<const char*> result;
  result.reserve(texts.size());
  for (const std::string& text : texts) result.push_back(text.c_str());
  return result;
}

}  // namespace

void H5Writer::add_scale(const H5Layout& layout,
                         hid_t file_type,
                         hid_t memory_type,
                         std::size_t size,
                         const void* values) {
  add_shaped(layout, file_type, {}, {size});
  const hid_t scale = find(layout.path).handle.id();
  check_written(H5DSset_scale(scale, last_name(layout.path).c_str()), path_);
  write_all(layout.path, memory_type, values);
}

void H5Writer::scale(const std::string& path,
                     std::span<const std::string> labels,
                     const std::string& long_name) {
  H5Layout layout;
  layout.path = path;
  layout.units = std::string{"1"};
  layout.long_name = long_name;
  const std::vector<const char*> texts = pointers(labels);
  const hid_t type = string_type_.id();
  add_scale(layout, type, type, texts.size(), texts.data());
}

void H5Writer::scale(const std::string& path,
                     std::span<const std::int32_t> values,
                     const std::string& long_name,
                     const std::string& units) {
  H5Layout layout;
  layout.path = path;
  layout.long_name = long_name;
  layout.units = units;
  add_scale(
      layout, H5T_STD_I32LE, H5T_NATIVE_INT32, values.size(), values.data());
}

void H5Writer::column(const H5Layout& layout,
                      std::span<const std::string> values) {
  add(layout, string_type_.id(), {});
  write_all(layout.path, string_type_.id(), pointers(values).data());
}

void H5Writer::column(const H5Layout& layout,
                      std::span<const std::int32_t> values) {
  add(layout, H5T_STD_I32LE, {});
  write_all(layout.path, H5T_NATIVE_INT32, values.data());
}

void H5Writer::column(const H5Layout& layout, std::span<const double> values) {
  add(layout, H5T_IEEE_F64LE, {});
  write_all(layout.path, H5T_NATIVE_DOUBLE, values.data());
}

void H5Writer::create(const H5Layout& layout) {
  const std::int64_t no_count = -1;
  const double no_number = std::numeric_limits<double>::quiet_NaN();
  const bool real = layout.type == H5Type::float64;
  const H5Fill fill = real ? H5Fill{H5T_NATIVE_DOUBLE, &no_number}
                           : H5Fill{H5T_NATIVE_INT64, &no_count};
  const hid_t type = file_type(layout.type);
  add(layout, type, fill);
  fill_attribute(find(layout.path).handle.id(), type, fill);
}

void H5Writer::fill_attribute(hid_t object, hid_t type, const H5Fill& fill) {
  const hsize_t one = 1;
  const H5Handle space =
      owned(H5Screate_simple(1, &one, nullptr), H5Sclose, path_);
  const H5Handle attribute = owned(
      H5Acreate2(
          object, "_FillValue", type, space.id(), H5P_DEFAULT, H5P_DEFAULT),
      H5Aclose,
      path_);
  check_written(H5Awrite(attribute.id(), fill.type, fill.value), path_);
}

void H5Writer::write_all(const std::string& path,
                         hid_t type,
                         const void* values) {
  check_written(
      H5Dwrite(
          find(path).handle.id(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values),
      path_);
}

void H5Writer::write(const H5Place& place,
                     std::span<const std::int32_t> values) {
  write_slice(place, H5T_NATIVE_INT32, values.size(), values.data());
}

void H5Writer::write(const H5Place& place,
                     std::span<const std::int64_t> values) {
  write_slice(place, H5T_NATIVE_INT64, values.size(), values.data());
}

void H5Writer::write(const H5Place& place, std::span<const double> values) {
  write_slice(place, H5T_NATIVE_DOUBLE, values.size(), values.data());
}

void H5Writer::write_slice(const H5Place& place,
                           hid_t type,
                           std::size_t size,
                           const void* values) {
  const Dataset& dataset = find(place.path);
  std::vector<hsize_t> start(dataset.shape.size(), 0);
  std::vector<hsize_t> count = dataset.shape;
  start[0] = place.first;
  start[1] = place.second;
  count[0] = count[1] = 1;
  const hsize_t elements = size;
  const H5Handle memory =
      owned(H5Screate_simple(1, &elements, nullptr), H5Sclose, path_);
  const H5Handle space =
      owned(H5Dget_space(dataset.handle.id()), H5Sclose, path_);
  check_written(H5Sselect_hyperslab(space.id(),
                                    H5S_SELECT_SET,
                                    start.data(),
                                    nullptr,
                                    count.data(),
                                    nullptr),
                path_);
  check_written(H5Dwrite(dataset.handle.id(),
                         type,
                         memory.id(),
                         space.id(),
                         H5P_DEFAULT,
                         values),
                path_);
  check_disk(disk_, path_);
}

}  // namespace mingle

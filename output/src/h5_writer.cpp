// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "h5_writer.h"

#include <algorithm>

#include <hdf5_hl.h>

#include <mingle/engine/assert.h>

namespace mingle {
namespace {

constexpr unsigned deflate_level = 4;
constexpr unsigned creation_order =
    H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;

H5Handle utf8_strings(const std::string& path) {
  H5Handle type = owned(H5Tcopy(H5T_C_S1), H5Tclose, path);
  check_written(H5Tset_size(type.id(), H5T_VARIABLE), path);
  check_written(H5Tset_cset(type.id(), H5T_CSET_UTF8), path);
  return type;
}

H5Handle create_file(const PartFile& file,
                     H5DiskState& disk,
                     const std::string& path) {
  const H5Handle access = owned(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, path);
  check_written(use_h5_disk(access.id(), disk), path);
  check_written(
      H5Pset_libver_bounds(access.id(), H5F_LIBVER_V18, H5F_LIBVER_V110), path);
  check_written(H5Pset_fclose_degree(access.id(), H5F_CLOSE_STRONG), path);
  const H5Handle creation = owned(H5Pcreate(H5P_FILE_CREATE), H5Pclose, path);
  check_written(H5Pset_link_creation_order(creation.id(), creation_order),
                path);
  check_written(H5Pset_attr_creation_order(creation.id(), creation_order),
                path);
  check_written(H5Pset_obj_track_times(creation.id(), false), path);
  const hid_t id =
      H5Fcreate(file.part().c_str(), H5F_ACC_TRUNC, creation.id(), access.id());
  check_disk(disk, path);
  return owned(id, H5Fclose, path);
}

}  // namespace

H5Writer::H5Writer(const std::filesystem::path& target)
    : file_name_{target},
      path_{target.string()},
      string_type_{utf8_strings(path_)},
      file_{create_file(file_name_, disk_, path_)} {}

H5Writer::~H5Writer() = default;

void H5Writer::create_group(const std::string& path) {
  const H5Handle creation = owned(H5Pcreate(H5P_GROUP_CREATE), H5Pclose, path_);
  check_written(H5Pset_link_creation_order(creation.id(), creation_order),
                path_);
  check_written(H5Pset_attr_creation_order(creation.id(), creation_order),
                path_);
  check_written(H5Pset_obj_track_times(creation.id(), false), path_);
  owned(H5Gcreate2(
            file_.id(), path.c_str(), H5P_DEFAULT, creation.id(), H5P_DEFAULT),
        H5Gclose,
        path_);
}

void H5Writer::link(const std::string& from, const std::string& to) {
  check_written(H5Lcreate_hard(file_.id(),
                               from.c_str(),
                               file_.id(),
                               to.c_str(),
                               H5P_DEFAULT,
                               H5P_DEFAULT),
                path_);
}

void H5Writer::text_attribute(hid_t object,
                              const std::string& name,
                              const std::string& value) {
  const H5Handle space = owned(H5Screate(H5S_SCALAR), H5Sclose, path_);
  const H5Handle attribute = owned(H5Acreate2(object,
                                              name.c_str(),
                                              string_type_.id(),
                                              space.id(),
                                              H5P_DEFAULT,
                                              H5P_DEFAULT),
                                   H5Aclose,
                                   path_);
  const char* text = value.c_str();
  check_written(H5Awrite(attribute.id(), string_type_.id(), &text), path_);
}

void H5Writer::attribute(const std::string& path,
                         const std::string& name,
                         const std::string& value) {
  const H5Handle object =
      owned(H5Oopen(file_.id(), path.c_str(), H5P_DEFAULT), H5Oclose, path_);
  text_attribute(object.id(), name, value);
}

void H5Writer::attribute(const std::string& path,
                         const std::string& name,
                         std::uint64_t value) {
  const H5Handle object =
      owned(H5Oopen(file_.id(), path.c_str(), H5P_DEFAULT), H5Oclose, path_);
  const H5Handle space = owned(H5Screate(H5S_SCALAR), H5Sclose, path_);
  const H5Handle attribute = owned(H5Acreate2(object.id(),
                                              name.c_str(),
                                              H5T_STD_U64LE,
                                              space.id(),
                                              H5P_DEFAULT,
                                              H5P_DEFAULT),
                                   H5Aclose,
                                   path_);
  check_written(H5Awrite(attribute.id(), H5T_NATIVE_UINT64, &value), path_);
}

H5Handle H5Writer::creation_properties(const H5Layout& layout,
                                       const std::vector<hsize_t>& shape,
                                       const H5Fill& fill) {
  H5Handle creation = owned(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, path_);
  const hid_t id = creation.id();
  check_written(H5Pset_attr_creation_order(id, creation_order), path_);
  check_written(H5Pset_obj_track_times(id, false), path_);
  if (fill.value != nullptr) {
    check_written(H5Pset_fill_value(id, fill.type, fill.value), path_);
  }
  if (layout.chunk.empty()) return creation;
  std::vector<hsize_t> chunk = layout.chunk;
  for (std::size_t i = 0; i < chunk.size(); ++i) {
    chunk[i] = std::clamp<hsize_t>(chunk[i], 1, shape[i]);
  }
  check_written(H5Pset_chunk(id, static_cast<int>(chunk.size()), chunk.data()),
                path_);
  check_written(H5Pset_shuffle(id), path_);
  check_written(H5Pset_deflate(id, deflate_level), path_);
  return creation;
}

void H5Writer::add(const H5Layout& layout, hid_t type, const H5Fill& fill) {
  std::vector<hsize_t> shape;
  for (const std::string& dim : layout.dims) {
    shape.push_back(find(dim).shape.front());
  }
  add_shaped(layout, type, fill, std::move(shape));
  attach_scales(find(layout.path).handle.id(), layout.dims);
}

void H5Writer::add_shaped(const H5Layout& layout,
                          hid_t type,
                          const H5Fill& fill,
                          std::vector<hsize_t> shape) {
  const H5Handle space = owned(
      H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr),
      H5Sclose,
      path_);
  const H5Handle creation = creation_properties(layout, shape, fill);
  H5Handle handle = owned(H5Dcreate2(file_.id(),
                                     layout.path.c_str(),
                                     type,
                                     space.id(),
                                     H5P_DEFAULT,
                                     creation.id(),
                                     H5P_DEFAULT),
                          H5Dclose,
                          path_);
  describe(handle.id(), layout);
  datasets_[layout.path] = Dataset{std::move(handle), std::move(shape)};
}

void H5Writer::describe(hid_t object, const H5Layout& layout) {
  text_attribute(object, "long_name", layout.long_name);
  if (!layout.units.empty()) text_attribute(object, "units", layout.units);
  if (!layout.coordinates.empty()) {
    text_attribute(object, "coordinates", layout.coordinates);
  }
}

void H5Writer::attach_scales(hid_t dataset,
                             const std::vector<std::string>& dims) {
  for (std::size_t i = 0; i < dims.size(); ++i) {
    const hid_t scale = find(dims[i]).handle.id();
    check_written(H5DSattach_scale(dataset, scale, static_cast<unsigned>(i)),
                  path_);
  }
}

H5Writer::Dataset& H5Writer::find(const std::string& path) {
  const auto found = datasets_.find(path);
  MINGLE_EXPECT(found != datasets_.end());
  return found->second;
}

void H5Writer::flush() {
  check_written(H5Fflush(file_.id(), H5F_SCOPE_GLOBAL), path_);
  check_disk(disk_, path_);
}

void H5Writer::commit() {
  for (auto& [path, dataset] : datasets_) {
    check_written(dataset.handle.close(), path_);
  }
  flush();
  check_written(file_.close(), path_);
  check_disk(disk_, path_);
  file_name_.commit();
}

}  // namespace mingle

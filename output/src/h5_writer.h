// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "h5_disk.h"
#include "h5_handle.h"
#include "part_file.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace mingle {

/// Element types of the datasets mingle writes; strings are variable-length
/// UTF-8.
enum class H5Type : std::uint8_t { int32, int64, float64 };

/// How one dataset is laid out.
struct H5Layout {
  std::string path;               ///< "/zones/residents"
  std::vector<std::string> dims;  ///< paths of the scales, "/zones/time"
  H5Type type = H5Type::float64;
  std::string units;  ///< empty for text
  std::string long_name;
  /// Elements of a chunk along each axis; empty for the whole dataset.
  std::vector<hsize_t> chunk;
  /// Names of coordinate variables in the same group (CF `coordinates`).
  std::string coordinates;
};

/// A value for elements not yet written, in the memory type `type`.
struct H5Fill {
  hid_t type = H5I_INVALID_HID;
  const void* value = nullptr;
};

/// One slice of a dataset: [first, second, all, all, ...].
struct H5Place {
  std::string path;
  hsize_t first = 0;
  hsize_t second = 0;
};

/// Writes one netCDF-4 compatible HDF5 file: every axis of every dataset has
/// a dimension scale, creation order is kept, and nothing depends on the
/// clock. All functions throw OutputError, naming the final file.
class H5Writer {
 public:
  explicit H5Writer(const std::filesystem::path& target);
  ~H5Writer();
  H5Writer(const H5Writer&) = delete;
  H5Writer& operator=(const H5Writer&) = delete;

  void create_group(const std::string& path);
  /// A second name for a dataset, usually a scale in another group.
  void link(const std::string& from, const std::string& to);

  /// Attributes of the object at `path` ("/" for the file).
  void attribute(const std::string& path,
                 const std::string& name,
                 const std::string& value);
  void attribute(const std::string& path,
                 const std::string& name,
                 std::uint64_t value);

  /// A coordinate: a dataset with one axis that is its own scale.
  void scale(const std::string& path,
             std::span<const std::string> labels,
             const std::string& long_name);
  void scale(const std::string& path,
             std::span<const std::int32_t> values,
             const std::string& long_name,
             const std::string& units);

  /// A one-dimensional variable along the scale at `dim`.
  void column(const H5Layout& layout, std::span<const std::string> values);
  void column(const H5Layout& layout, std::span<const std::int32_t> values);
  void column(const H5Layout& layout, std::span<const double> values);

  /// A dataset to be filled by write(); -1 (counts) or NaN until then.
  void create(const H5Layout& layout);
  /// Fills one slice.
  void write(const H5Place& place, std::span<const std::int32_t> values);
  void write(const H5Place& place, std::span<const std::int64_t> values);
  void write(const H5Place& place, std::span<const double> values);

  /// Hands everything to the operating system.
  void flush();
  /// Closes the file and gives it its name.
  void commit();

 private:
  struct Dataset {
    H5Handle handle;
    std::vector<hsize_t> shape;
  };

  Dataset& find(const std::string& path);
  void add(const H5Layout& layout, hid_t type, const H5Fill& fill);
  void add_shaped(const H5Layout& layout,
                  hid_t type,
                  const H5Fill& fill,
                  std::vector<hsize_t> shape);
  void add_scale(const H5Layout& layout,
                 hid_t file_type,
                 hid_t memory_type,
                 std::size_t size,
                 const void* values);
  H5Handle creation_properties(const H5Layout& layout,
                               const std::vector<hsize_t>& shape,
                               const H5Fill& fill);
  void describe(hid_t object, const H5Layout& layout);
  void attach_scales(hid_t dataset, const std::vector<std::string>& dims);
  void text_attribute(hid_t object,
                      const std::string& name,
                      const std::string& value);
  void fill_attribute(hid_t object, hid_t type, const H5Fill& fill);
  void write_all(const std::string& path, hid_t type, const void* values);
  void write_slice(const H5Place& place,
                   hid_t type,
                   std::size_t size,
                   const void* values);

  H5Silence silence_;
  PartFile file_name_;
  std::string path_;
  H5DiskState disk_;
  H5Handle string_type_;
  H5Handle file_;
  std::map<std::string, Dataset> datasets_;
};

}  // namespace mingle

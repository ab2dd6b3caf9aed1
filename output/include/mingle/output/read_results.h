// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace mingle {

/// What a dataset of a result file is, without its values.
struct DatasetInfo {
  std::string path;               ///< "/zones/residents"
  std::vector<std::string> dims;  ///< names of its axes; "" if unnamed
  std::vector<std::size_t> shape;
  std::string type;  ///< "int32", "float64", "string", ...
  std::string units;
  std::string long_name;
};

/// An attribute as text: numbers in decimal, several values with commas.
struct AttributeInfo {
  std::string name;
  std::string value;
};

/// The values of a dataset, row-major.
using DatasetValues = std::variant<std::vector<double>,
                                   std::vector<std::int64_t>,
                                   std::vector<std::string>>;

/// Reads run.h5 and any other HDF5 file of named, gridded datasets. All
/// functions throw DataError (missing, not HDF5, cut short, no such dataset).
class ResultFile {
 public:
  explicit ResultFile(const std::filesystem::path& file);
  ~ResultFile();
  ResultFile(ResultFile&&) noexcept;
  ResultFile& operator=(ResultFile&&) noexcept;

  /// Attributes of the file, in the order they were written.
  std::vector<AttributeInfo> attributes() const;
  /// Value of a file attribute; empty where there is none.
  std::string attribute(const std::string& name) const;

  /// Every dataset once, in the order of writing. A scale that is linked into
  /// several groups is listed under its first name.
  std::vector<DatasetInfo> datasets() const;
  bool has(const std::string& path) const;
  DatasetInfo info(const std::string& path) const;

  /// All values: counts as integers, reals as doubles, text as strings.
  DatasetValues read(const std::string& path) const;
  /// Values as doubles; integers equal to _FillValue become NaN.
  std::vector<double> read_numbers(const std::string& path) const;
  std::vector<std::int64_t> read_integers(const std::string& path) const;
  std::vector<std::string> read_strings(const std::string& path) const;

 private:
  class File;
  std::unique_ptr<File> file_;
};

}  // namespace mingle

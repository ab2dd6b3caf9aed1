// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "vector_file.h"

#include "gdal_module.h"
#include "whole_file.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>

#include <mingle/engine/error.h>

namespace mingle {
namespace {

std::uint64_t big_endian(const unsigned char* bytes, int count) {
  std::uint64_t value = 0;
  for (int i = 0; i < count; ++i) value = value << 8 | bytes[i];
  return value;
}

/// A GeoPackage that lost its end opens and may fail later, or never if the
/// pages wanted are there; its header says how long it should be.
void check_sqlite_length(const std::string& path) {
  std::array<unsigned char, 100> header{};
  std::ifstream file{path, std::ios::binary};
  file.read(reinterpret_cast<char*>(header.data()), header.size());
  const std::string magic{header.begin(), header.begin() + 15};
  if (file.gcount() < 100 || magic != "SQLite format 3") return;
  std::uint64_t page = big_endian(header.data() + 16, 2);
  if (page == 1) page = 65536;
  const std::uint64_t pages = big_endian(header.data() + 28, 4);
  // The length is only kept up to date while these two agree.
  const bool known =
      big_endian(header.data() + 24, 4) == big_endian(header.data() + 92, 4);
  const std::uint64_t size = std::filesystem::file_size(path);
  if (!known || size >= page * pages) return;
  throw DataError{{.file = path},
                  "is truncated: " + std::to_string(size) + " of " +
                      std::to_string(page * pages) + " bytes are there",
                  "Copy or download it again"};
}

}  // namespace

void VectorFile::Close::operator()(gdal::OpenFile* file) const {
  gdal_functions().close(file);
}

VectorFile::VectorFile(const std::string& path) : path_{path} {
  require_readable_file(path);
  check_sqlite_length(path);
  gdal::Failure failure;
  file_.reset(gdal_functions().open(path, facts_, failure));
  if (!file_) throw_failure(failure);
}

void VectorFile::throw_failure(const gdal::Failure& failure) const {
  throw DataError{
      {.file = path_, .layer = failure.layer}, failure.problem, failure.hint};
}

gdal::Attributes VectorFile::attributes(
    std::size_t layer,
    const std::vector<std::string>& fields) {
  gdal::Attributes result;
  gdal::Failure failure;
  if (!gdal_functions().read_attributes(
          *file_, layer, fields, result, failure)) {
    throw_failure(failure);
  }
  return result;
}

gdal::Shapes VectorFile::shapes(const gdal::ShapeRequest& request) {
  gdal::Shapes result;
  gdal::Failure failure;
  if (!gdal_functions().read_shapes(*file_, request, result, failure)) {
    throw_failure(failure);
  }
  return result;
}

}  // namespace mingle

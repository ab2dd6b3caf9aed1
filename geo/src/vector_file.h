// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gdal/module.h"

#include <memory>
#include <string>
#include <vector>

namespace mingle {

/// A map file open for reading. All functions throw DataError.
class VectorFile {
 public:
  explicit VectorFile(const std::string& path);

  const gdal::FileFacts& facts() const { return facts_; }
  gdal::Attributes attributes(std::size_t layer,
                              const std::vector<std::string>& fields);
  gdal::Shapes shapes(const gdal::ShapeRequest& request);

 private:
  [[noreturn]] void throw_failure(const gdal::Failure& failure) const;

  struct Close {
    void operator()(gdal::OpenFile* file) const;
  };
  std::string path_;
  gdal::FileFacts facts_;
  std::unique_ptr<gdal::OpenFile, Close> file_;
};

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "whole_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>

#include <mingle/engine/error.h>

namespace mingle {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using FileHandle = std::unique_ptr<std::FILE, CloseFile>;

[[noreturn]] void throw_unreadable(const std::string& path, int code) {
  throw DataError{{.file = path},
                  std::string{"cannot be read: "} + std::strerror(code),
                  "Check that the file is there and that you may read it"};
}

FileHandle open_file(const std::string& path) {
  std::error_code ignored;
  const auto status = std::filesystem::status(path, ignored);
  if (path.empty() || status.type() == std::filesystem::file_type::not_found) {
    throw DataError{{.file = path},
                    "there is no such file",
                    "Check the path; relative paths start at the scenario "
                    "file, or at the current folder on the command line"};
  }
  if (std::filesystem::is_directory(status)) {
    throw DataError{
        {.file = path}, "is a folder, not a file", "Name the file inside it"};
  }
  FileHandle file{std::fopen(path.c_str(), "rb")};
  if (!file) throw_unreadable(path, errno);
  return file;
}

}  // namespace

void require_readable_file(const std::string& path) {
  open_file(path);
}

std::string read_whole_file(const std::string& path) {
  const FileHandle file = open_file(path);
  std::error_code no_size;
  const auto size = std::filesystem::file_size(path, no_size);
  std::string text;
  // Pipes have no size; a growing file is read to where it ends now.
  text.resize(no_size ? 0 : size);
  std::size_t filled = std::fread(text.data(), 1, text.size(), file.get());
  text.resize(filled);
  char rest[65536];
  while (const std::size_t got = std::fread(rest, 1, sizeof rest, file.get())) {
    text.append(rest, got);
  }
  if (std::ferror(file.get())) throw_unreadable(path, errno);
  return text;
}

}  // namespace mingle

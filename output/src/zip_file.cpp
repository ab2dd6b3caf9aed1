// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// The only file that includes libzip.
#include "zip_file.h"

#include "part_file.h"

#include <cerrno>
#include <memory>

#include <zip.h>

#include <mingle/engine/error.h>

namespace mingle {
namespace {

/// Noon of 1 January 1980 UTC: zip keeps no earlier times.
constexpr time_t fixed_time = 315576000;

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
using Archive = std::unique_ptr<zip_t, Discard>;

[[noreturn]] void refuse(const PartFile& file,
                         const std::string& reason,
                         int code) {
  throw OutputError{file.target().string(),
                    "cannot be written: " + reason,
                    std::string{output_hint(code)}};
}

Archive open_archive(const PartFile& file) {
  int error = 0;
  Archive archive{
      zip_open(file.part().c_str(), ZIP_CREATE | ZIP_TRUNCATE, &error)};
  if (archive == nullptr) {
    const int code = errno;
    zip_error_t reason;
    zip_error_init_with_code(&reason, error);
    const std::string text = zip_error_strerror(&reason);
    zip_error_fini(&reason);
    refuse(file, text, code);
  }
  return archive;
}

}  // namespace

void write_zip(const std::filesystem::path& target,
               const std::string& name,
               const std::string& text) {
  PartFile file{target};
  Archive archive = open_archive(file);
  zip_source_t* source =
      zip_source_buffer(archive.get(), text.data(), text.size(), 0);
  const zip_int64_t entry =
      zip_file_add(archive.get(), name.c_str(), source, ZIP_FL_ENC_UTF_8);
  if (entry < 0) {
    zip_source_free(source);
    refuse(file, zip_strerror(archive.get()), 0);
  }
  zip_file_set_mtime(
      archive.get(), static_cast<zip_uint64_t>(entry), fixed_time, 0);
  errno = 0;
  if (zip_close(archive.get()) != 0) {
    refuse(file,
           zip_strerror(archive.get()),
           zip_error_code_system(zip_get_error(archive.get())));
  }
  static_cast<void>(archive.release());
  file.commit();
}

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "part_file.h"

#include <cerrno>
#include <fstream>
#include <system_error>

#include <mingle/engine/error.h>

namespace mingle {

PartFile::PartFile(std::filesystem::path target)
    : target_{std::move(target)}, part_{target_.string() + ".part"} {}

PartFile::~PartFile() {
  if (committed_) return;
  std::error_code ignored;
  std::filesystem::remove(part_, ignored);
}

void PartFile::commit() {
  std::error_code error;
  std::filesystem::rename(part_, target_, error);
  if (error) {
    throw OutputError{target_.string(),
                      "cannot rename '" + part_.filename().string() +
                          "' to it: " + error.message(),
                      std::string{output_hint(error.value())}};
  }
  committed_ = true;
}

void write_text_file(const std::filesystem::path& target,
                     std::string_view text) {
  PartFile file{target};
  errno = 0;
  std::ofstream stream{file.part(), std::ios::binary};
  stream.write(text.data(), static_cast<std::streamsize>(text.size()));
  stream.close();
  if (!stream) {
    const int code = errno == 0 ? EIO : errno;
    throw OutputError{
        target.string(),
        "cannot be written: " + std::generic_category().message(code),
        std::string{output_hint(code)}};
  }
  file.commit();
}

std::string_view output_hint(int code) {
  switch (code) {
    case ENOSPC:
    case EDQUOT:
      return "free some space, or choose a folder on another disk with --out";
    case EFBIG:
      return "raise the limit on file size (ulimit -f), or record fewer zone "
             "frames or replicates";
    case EACCES:
    case EPERM:
    case EROFS:
      return "choose a folder you may write to with --out";
    case ENOENT:
    case ENOTDIR:
    case EISDIR:
      return "choose a folder that exists with --out";
    default:
      return "check the disk, or choose another folder with --out";
  }
}

}  // namespace mingle

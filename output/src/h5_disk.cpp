// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "h5_disk.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

#if H5_VERSION_GE(1, 13, 0)
#include <H5FDdevelop.h>
#endif

namespace mingle {
namespace {

/// What the access list carries.
struct DiskChoice {
  H5DiskState* state = nullptr;
};

/// The library sees only the first member.
struct DiskFile {
  H5FD_t shared{};
  int descriptor = -1;
  haddr_t allocated = 0;
  haddr_t end = 0;
  H5DiskState* state = nullptr;
};

DiskFile& disk(H5FD_t* file) {
  return *reinterpret_cast<DiskFile*>(file);
}

const DiskFile& disk(const H5FD_t* file) {
  return *reinterpret_cast<const DiskFile*>(file);
}

void note_error(DiskFile& file) {
  if (file.state->error == 0) file.state->error = errno;
}

H5FD_t* open_disk(const char* name, unsigned, hid_t access, haddr_t) {
  const auto* choice =
      static_cast<const DiskChoice*>(H5Pget_driver_info(access));
  if (choice == nullptr) return nullptr;
  const int descriptor = ::open(name, O_RDWR | O_CREAT | O_TRUNC, 0666);
  if (descriptor < 0) {
    choice->state->error = errno;
    return nullptr;
  }
  auto* file = new DiskFile;
  file->descriptor = descriptor;
  file->state = choice->state;
  return &file->shared;
}

herr_t close_disk(H5FD_t* shared) {
  DiskFile& file = disk(shared);
  if (::close(file.descriptor) != 0) note_error(file);
  delete &file;
  return 0;
}

herr_t query_disk(const H5FD_t*, unsigned long* flags) {
  *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA |
           H5FD_FEAT_DATA_SIEVE | H5FD_FEAT_AGGREGATE_SMALLDATA;
  return 0;
}

haddr_t allocated_end(const H5FD_t* file, H5FD_mem_t) {
  return disk(file).allocated;
}

herr_t set_allocated_end(H5FD_t* file, H5FD_mem_t, haddr_t end) {
  disk(file).allocated = end;
  return 0;
}

haddr_t file_end(const H5FD_t* file, H5FD_mem_t) {
  return disk(file).end;
}

/// Beyond the end of the file there are zeros.
herr_t read_disk(H5FD_t* shared,
                 H5FD_mem_t,
                 hid_t,
                 haddr_t at,
                 std::size_t size,
                 void* out) {
  DiskFile& file = disk(shared);
  auto* bytes = static_cast<char*>(out);
  while (size > 0) {
    const ssize_t got =
        ::pread(file.descriptor, bytes, size, static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) note_error(file);
    if (got <= 0) break;
    bytes += got;
    at += static_cast<haddr_t>(got);
    size -= static_cast<std::size_t>(got);
  }
  std::memset(bytes, 0, size);
  return 0;
}

herr_t write_disk(H5FD_t* shared,
                  H5FD_mem_t,
                  hid_t,
                  haddr_t at,
                  std::size_t size,
                  const void* in) {
  DiskFile& file = disk(shared);
  file.end = std::max(file.end, at + size);
  const auto* bytes = static_cast<const char*>(in);
  while (size > 0 && file.state->error == 0) {
    const ssize_t put =
        ::pwrite(file.descriptor, bytes, size, static_cast<off_t>(at));
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) {
      note_error(file);
      break;
    }
    bytes += put;
    at += static_cast<haddr_t>(put);
    size -= static_cast<std::size_t>(put);
  }
  return 0;
}

herr_t truncate_disk(H5FD_t* shared, hid_t, hbool_t) {
  DiskFile& file = disk(shared);
  if (file.end == file.allocated) return 0;
  file.end = file.allocated;
  if (file.state->error != 0) return 0;
  const auto size = static_cast<off_t>(file.allocated);
  if (::ftruncate(file.descriptor, size) != 0) note_error(file);
  return 0;
}

H5FD_class_t disk_class() {
  H5FD_class_t driver{};
#if H5_VERSION_GE(1, 13, 0)
  driver.version = H5FD_CLASS_VERSION;
  driver.value = static_cast<H5FD_class_value_t>(600);
#endif
  driver.name = "mingle_disk";
  driver.maxaddr = HADDR_MAX / 2;
  driver.fc_degree = H5F_CLOSE_STRONG;
  driver.fapl_size = sizeof(DiskChoice);
  driver.open = open_disk;
  driver.close = close_disk;
  driver.query = query_disk;
  driver.get_eoa = allocated_end;
  driver.set_eoa = set_allocated_end;
  driver.get_eof = file_end;
  driver.read = read_disk;
  driver.write = write_disk;
  driver.truncate = truncate_disk;
  const H5FD_mem_t map[] = H5FD_FLMAP_DICHOTOMY;
  std::copy(std::begin(map), std::end(map), std::begin(driver.fl_map));
  return driver;
}

}  // namespace

herr_t use_h5_disk(hid_t access, H5DiskState& state) {
  static const H5FD_class_t driver = disk_class();
  static const hid_t id = H5FDregister(&driver);
  const DiskChoice choice{&state};
  return H5Pset_driver(access, id, &choice);
}

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "h5_disk.h"

#include <string>
#include <utility>

#include <hdf5.h>

namespace mingle {

/// Owns one HDF5 identifier and closes it exactly once.
class H5Handle {
 public:
  using Closer = herr_t (*)(hid_t);

  H5Handle() = default;
  H5Handle(hid_t id, Closer closer) : id_{id}, closer_{closer} {}
  ~H5Handle() { close(); }
  H5Handle(H5Handle&& other) noexcept
      : id_{std::exchange(other.id_, H5I_INVALID_HID)},
        closer_{other.closer_} {}
  H5Handle& operator=(H5Handle&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(closer_, other.closer_);
    return *this;
  }
  H5Handle(const H5Handle&) = delete;
  H5Handle& operator=(const H5Handle&) = delete;

  hid_t id() const { return id_; }
  bool is_open() const { return id_ >= 0; }
  /// Closes now; negative if the library reports a failure (on a file: that
  /// the last bytes could not be written).
  herr_t close();

 private:
  hid_t id_ = H5I_INVALID_HID;
  Closer closer_ = nullptr;
};

/// Switches off HDF5's printing of error stacks while it lives.
class H5Silence {
 public:
  H5Silence();
  ~H5Silence();
  H5Silence(const H5Silence&) = delete;
  H5Silence& operator=(const H5Silence&) = delete;

 private:
  H5E_auto2_t function_ = nullptr;
  void* data_ = nullptr;
};

/// What HDF5's error stack says about the call that just failed.
std::string last_h5_failure();

/// The handle for `id`, which a library call has just returned.
/// @throws OutputError if it is negative.
H5Handle owned(hid_t id, H5Handle::Closer closer, const std::string& path);

/// @throws OutputError if `status` is negative.
void check_written(herr_t status, const std::string& path);

/// @throws OutputError if the disk has refused anything.
void check_disk(const H5DiskState& disk, const std::string& path);

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "h5_handle.h"

#include "part_file.h"

#include <system_error>

#include <mingle/engine/error.h>

namespace mingle {
namespace {

herr_t note_failure(unsigned /*depth*/, const H5E_error2_t* error, void* out) {
  auto& text = *static_cast<std::string*>(out);
  if (text.empty() && error->desc != nullptr) text = error->desc;
  return 0;
}

[[noreturn]] void throw_failure(const std::string& path) {
  throw OutputError{
      path,
      "cannot be written: the HDF5 library says '" + last_h5_failure() + "'",
      std::string{output_hint(0)}};
}

}  // namespace

herr_t H5Handle::close() {
  if (!is_open()) return 0;
  return closer_(std::exchange(id_, H5I_INVALID_HID));
}

H5Silence::H5Silence() {
  H5Eget_auto2(H5E_DEFAULT, &function_, &data_);
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

H5Silence::~H5Silence() {
  H5Eset_auto2(H5E_DEFAULT, function_, data_);
}

std::string last_h5_failure() {
  std::string text;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, note_failure, &text);
  return text;
}

H5Handle owned(hid_t id, H5Handle::Closer closer, const std::string& path) {
  if (id < 0) throw_failure(path);
  return H5Handle{id, closer};
}

void check_written(herr_t status, const std::string& path) {
  if (status < 0) throw_failure(path);
}

void check_disk(const H5DiskState& disk, const std::string& path) {
  if (disk.error == 0) return;
  throw OutputError{
      path,
      "cannot be written: " + std::generic_category().message(disk.error),
      std::string{output_hint(disk.error)}};
}

}  // namespace mingle

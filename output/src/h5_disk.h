// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <hdf5.h>

namespace mingle {

/// The first refusal of the disk: an errno value, or 0.
struct H5DiskState {
  int error = 0;
};

/// Makes files opened for writing with the access list `access` go through a
/// driver that never reports a full disk to the library.
///
/// HDF5 cannot let go of a file it could not write: closing fails, and the
/// program crashes at exit. This driver notes the first refusal in `state`
/// and pretends from then on, so that the library closes in peace; the caller
/// looks at `state` after each call. `state` must outlive the file.
/// @returns negative if the library refuses.
herr_t use_h5_disk(hid_t access, H5DiskState& state);

}  // namespace mingle

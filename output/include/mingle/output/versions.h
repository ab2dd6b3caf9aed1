// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace mingle {

/// Version of the HDF5 library in use, "1.10.8".
std::string hdf5_version();

}  // namespace mingle

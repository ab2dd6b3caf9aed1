// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gdal/module.h"

namespace mingle {

/// The functions of the module that links GDAL, loaded on first use:
/// a program linked to GDAL takes 40 ms to start.
/// @throws Error when the module is not found or is of another build.
const gdal::Functions& gdal_functions();

}  // namespace mingle

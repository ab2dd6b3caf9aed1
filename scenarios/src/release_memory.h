// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace mingle {

/// Gives memory that was freed back to the system, where the C library can.
/// What is made of many small pieces would else be counted beside what comes.
void release_memory();

}  // namespace mingle

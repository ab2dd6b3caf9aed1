// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace mingle {

/// Rows to reserve for so many, so that tables do not move as soon as
/// somebody is born: while a column moves it is there twice. Rows that are
/// not used take no memory.
constexpr std::size_t with_room(std::size_t rows) {
  return rows + rows / 8;
}

/// Gives memory that was freed back to the system, where the C library can.
/// What is made of many small pieces would else be counted beside what comes.
void release_memory();

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <mingle/engine/frame.h>

namespace mingle {

std::size_t IndexSpec::length(std::size_t groups) const {
  switch (shape) {
    case IndexShape::scalar:
      return 1;
    case IndexShape::group:
      return groups;
    case IndexShape::group_pair:
      break;
  }
  return groups * groups;
}

}  // namespace mingle

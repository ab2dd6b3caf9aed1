// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <mingle/output/hindcast_writer.h>

namespace mingle::tool {

/// The tables of a hindcast as one HTML page that needs nothing else, with a
/// chart for each pair: D seen and forecast by authority.
/// @param markdown  what hindcast_page() made
std::string hindcast_html(const std::string& markdown,
                          const HindcastResults& results);

}  // namespace mingle::tool

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace mingle::detail {

/// Whether the calling thread works on a job of run_jobs(): it then does its
/// loops alone.
bool inside_job();

}  // namespace mingle::detail

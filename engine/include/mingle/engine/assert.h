// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>

/// Contracts: EXPECT for preconditions, ENSURE for results, ASSERT between.
/// On in debug builds and with MINGLE_ASSERTIONS; a broken contract is a
/// programmer's mistake and ends the program.
#if defined(MINGLE_ASSERTIONS) || !defined(NDEBUG)
#define MINGLE_CONTRACT_(kind, condition) \
  ((condition)                            \
       ? static_cast<void>(0)             \
       : ::mingle::contract_failed(kind, #condition, __FILE__, __LINE__))
#else
#define MINGLE_CONTRACT_(kind, condition) static_cast<void>(0)
#endif
#define MINGLE_EXPECT(condition) MINGLE_CONTRACT_("precondition", condition)
#define MINGLE_ASSERT(condition) MINGLE_CONTRACT_("assertion", condition)
#define MINGLE_ENSURE(condition) MINGLE_CONTRACT_("postcondition", condition)

namespace mingle {

[[noreturn]] void contract_failed(const char* kind,
                                  const char* condition,
                                  const char* file,
                                  int line);

}  // namespace mingle

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "session.h"

#include <cpl_error.h>

namespace mingle::gdal {

void fail(std::string problem, std::string hint) {
  throw ModuleError{{"", std::move(problem), std::move(hint)}};
}

struct Messages::Handler {
  static void take(CPLErr severity, CPLErrorNum, const char* text) {
    if (severity < CE_Failure) return;
    auto* messages = static_cast<Messages*>(CPLGetErrorHandlerUserData());
    if (messages->first_error_.empty()) messages->first_error_ = text;
  }
};

Messages::Messages() {
  CPLPushErrorHandlerEx(&Handler::take, this);
}

Messages::~Messages() {
  CPLPopErrorHandler();
  CPLErrorReset();
}

std::string Messages::error_or(const std::string& alternative) const {
  std::string text = any_error() ? first_error_ : alternative;
  // Our hint follows as a sentence of its own.
  while (!text.empty() && text.back() == '.') text.pop_back();
  return text;
}

}  // namespace mingle::gdal

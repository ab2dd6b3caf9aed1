// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "console.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <unistd.h>

#include <fmt/format.h>

#include <mingle/engine/error.h>

namespace mingle::tool {
namespace {

void write_error_stream(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
}

bool set_in_environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

}  // namespace

Console::Console()
    : terminal_{isatty(STDERR_FILENO) == 1},
      colour_{terminal_ && !set_in_environment("NO_COLOR")} {}

void Console::out(std::string_view text) {
  clear_progress();
  const std::size_t written = std::fwrite(text.data(), 1, text.size(), stdout);
  if (written != text.size() || std::fflush(stdout) != 0) {
    throw OutputError{"standard output", "cannot be written", ""};
  }
}

void Console::say(std::string_view text) {
  if (!quiet && !json) complain(text);
}

void Console::detail(std::string_view text) {
  if (verbose) say(text);
}

void Console::complain(std::string_view text) {
  clear_progress();
  write_error_stream(text);
  write_error_stream("\n");
}

void Console::progress_line(std::string_view text) {
  write_error_stream("\r\x1b[K");
  write_error_stream(text);
  std::fflush(stderr);
  progress_shown_ = true;
}

void Console::clear_progress() {
  if (!progress_shown_) return;
  write_error_stream("\r\x1b[K");
  progress_shown_ = false;
}

std::string Console::red(std::string_view text) const {
  return colour_ ? fmt::format("\x1b[31m{}\x1b[0m", text) : std::string{text};
}

std::string Console::bold(std::string_view text) const {
  return colour_ ? fmt::format("\x1b[1m{}\x1b[0m", text) : std::string{text};
}

std::string json_text(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      result += '\\';
      result += c;
    } else if (byte < 0x20) {
      result += fmt::format("\\u{:04x}", byte);
    } else {
      result += c;
    }
  }
  return result + '"';
}

std::string json_number(double value) {
  return std::isfinite(value) ? fmt::format("{}", value) : "null";
}

}  // namespace mingle::tool

// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "whole_file.h"

#include <array>
#include <cstdio>
#include <memory>

#include <openssl/evp.h>

#include <mingle/engine/error.h>
#include <mingle/geo/sha256.h>

namespace mingle {
namespace {

/// One digest being computed.
class Digest {
 public:
  Digest() : context_{EVP_MD_CTX_new()} {
    check(context_ && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr));
  }
  void add(const void* bytes, std::size_t size) {
    check(EVP_DigestUpdate(context_.get(), bytes, size));
  }
  std::string hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned size = 0;
    check(EVP_DigestFinal_ex(context_.get(), bytes.data(), &size));
    std::string text;
    for (unsigned i = 0; i < size; ++i) {
      constexpr char digits[] = "0123456789abcdef";
      text += digits[bytes[i] >> 4];
      text += digits[bytes[i] & 15];
    }
    return text;
  }

 private:
  static void check(int done) {
    if (!done) throw Error{"OpenSSL cannot compute SHA-256"};
  }
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD_CTX, Free> context_;
};

}  // namespace

std::string sha256_of_text(std::string_view text) {
  Digest digest;
  digest.add(text.data(), text.size());
  return digest.hex();
}

std::string sha256_of_file(const std::string& path) {
  require_readable_file(path);
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  const std::unique_ptr<std::FILE, Close> file{std::fopen(path.c_str(), "rb")};
  Digest digest;
  std::array<char, 1 << 16> block{};
  while (file) {
    const std::size_t got =
        std::fread(block.data(), 1, block.size(), file.get());
    if (got == 0) break;
    digest.add(block.data(), got);
  }
  if (!file || std::ferror(file.get())) {
    throw DataError{{.file = path}, "cannot be read to its end"};
  }
  return digest.hex();
}

}  // namespace mingle

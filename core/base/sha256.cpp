#include "base/sha256.h"

#include <array>
#include <fstream>
#include <sodium.h>

namespace sluss {
namespace {

using Hash = std::array<unsigned char, crypto_hash_sha256_BYTES>;

const unsigned char* as_bytes(const char* text) { return reinterpret_cast<const unsigned char*>(text); }

std::string hex(const Hash& hash) {
  std::array<char, crypto_hash_sha256_BYTES * 2 + 1> text{};
  sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
  return text.data();
}

}  // namespace

std::string sha256(std::string_view bytes) {
  Hash hash{};
  crypto_hash_sha256(hash.data(), as_bytes(bytes.data()), bytes.size());
  return hex(hash);
}

std::string hmac_sha256(std::string_view bytes, std::string_view key) {
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, as_bytes(key.data()), key.size());
  crypto_auth_hmacsha256_update(&state, as_bytes(bytes.data()), bytes.size());
  Hash hash{};
  crypto_auth_hmacsha256_final(&state, hash.data());
  return hex(hash);
}

Result<std::string> sha256_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  std::array<char, 65536> piece{};
  while (in) {
    in.read(piece.data(), piece.size());
    crypto_hash_sha256_update(&state, as_bytes(piece.data()), static_cast<unsigned long long>(in.gcount()));
  }
  if (!in.eof()) return fail(Fault::unavailable, file.string() + " cannot be read");
  Hash hash{};
  crypto_hash_sha256_final(&state, hash.data());
  return hex(hash);
}

}  // namespace sluss

#include "base/digest.h"

#include <sodium.h>

namespace sluss {
namespace {

const unsigned char* as_bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

struct Digester::State {
  crypto_generichash_state hash;
};

Digest digest(std::string_view bytes) {
  Digest out{};
  crypto_generichash(out.data(), out.size(), as_bytes(bytes), bytes.size(), nullptr, 0);
  return out;
}

Digest keyed_digest(std::string_view bytes, std::string_view key) {
  // BLAKE2b takes keys of 64 bytes at most.
  std::array<unsigned char, crypto_generichash_KEYBYTES> folded{};
  crypto_generichash(folded.data(), folded.size(), as_bytes(key), key.size(), nullptr, 0);
  Digest out{};
  crypto_generichash(out.data(), out.size(), as_bytes(bytes), bytes.size(), folded.data(), folded.size());
  return out;
}

std::string to_hex(const Digest& digest) {
  constexpr auto digits = "0123456789abcdef";
  std::string text;
  for (const auto byte : digest) {
    text += digits[byte >> 4U];
    text += digits[byte & 15U];
  }
  return text;
}

Digester::Digester() : state_(std::make_unique<State>()) {
  crypto_generichash_init(&state_->hash, nullptr, 0, Digest{}.size());
}

Digester::~Digester() = default;

void Digester::add(std::string_view bytes) { crypto_generichash_update(&state_->hash, as_bytes(bytes), bytes.size()); }

Digest Digester::finish() {
  Digest out{};
  crypto_generichash_final(&state_->hash, out.data(), out.size());
  return out;
}

}  // namespace sluss

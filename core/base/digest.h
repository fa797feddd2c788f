// Digests name content: the same bytes, the same digest. BLAKE2b of 16 bytes (libsodium).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace sluss {

using Digest = std::array<std::uint8_t, 16>;

[[nodiscard]] Digest digest(std::string_view bytes);

/// A digest that nobody without the key can make or try out: for what can be guessed, such as a personnummer.
/// The key may have any length; its strength is the caller's concern.
[[nodiscard]] Digest keyed_digest(std::string_view bytes, std::string_view key);

/// 32 lower-case hexadecimal digits.
[[nodiscard]] std::string to_hex(const Digest& digest);

/// A digest of bytes that come piece by piece.
class Digester {
 public:
  Digester();
  ~Digester();
  Digester(const Digester&) = delete;
  Digester& operator=(const Digester&) = delete;

  void add(std::string_view bytes);
  /// The digest of all that was added. Called once, last.
  [[nodiscard]] Digest finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sluss

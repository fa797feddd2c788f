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

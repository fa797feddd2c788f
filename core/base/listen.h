// Where a server listens, as it is written in a configuration.
#pragma once

#include <cstdint>
#include <string>
#include <tl/expected.hpp>

namespace sluss {

struct Listen {
  std::string address;  ///< an IP address
  std::uint16_t port = 0;
  bool loopback = true;
  friend bool operator==(const Listen&, const Listen&) = default;
};

/// Reads "127.0.0.1:8480" or "[::1]:8480"; with port 0 the system chooses one. Error: a sentence.
[[nodiscard]] tl::expected<Listen, std::string> read_listen(const std::string& text);

}  // namespace sluss

// A sender of single messages, as another system would be: one request over one connection.
#pragma once

#include <cstdint>
#include <string>

namespace sluss::test {

struct Answer {
  int status = 0;  ///< 0: the connection gave out before an answer came
  std::string body;
};

[[nodiscard]] Answer post(std::uint16_t port, const std::string& path, const std::string& token, const std::string& key,
                          const std::string& body);

/// Sends these bytes to loopback, and gives all that comes until the other side closes.
[[nodiscard]] std::string talk(std::uint16_t port, const std::string& request);

/// A socket that is connected to loopback; -1 when that fails.
[[nodiscard]] int connected(std::uint16_t port);

/// A port of loopback that nobody listens at.
[[nodiscard]] std::uint16_t free_port();

}  // namespace sluss::test

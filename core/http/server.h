// An HTTP server: plain or TLS, on one thread of its own. The one place that knows Boost.Beast.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>

#include "base/listen.h"
#include "base/result.h"
#include "http/serving.h"

namespace sluss::http {

struct ServerConfig {
  Listen listen;
  std::filesystem::path certificate = {};  ///< the chain, as PEM; empty: plain HTTP
  std::filesystem::path key = {};          ///< the certificate's private key; empty: it stands in the same file
  /// Beyond it, whoever comes takes the place of the one that has waited longest for its sender.
  std::size_t most_connections = 64;
  std::chrono::seconds header_time{10};  ///< for the TLS handshake and a request's head, each; idle connections too
  std::chrono::seconds body_time{30};
};

/// What the service takes has been let in, and is there in whole.
class Server {
 public:
  /// The service must outlive the server.
  explicit Server(Service& service);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] Result<void> start(const ServerConfig& config);
  /// The port it listens at, which the system chose when port 0 was asked for.
  [[nodiscard]] std::uint16_t port() const;
  /// Closes the service, sends what answers are due, and ends. Without `start`, and twice, it does nothing.
  void stop() noexcept;

  /// Reads the certificate and its key, and sees whether the address is one of this machine. Serves nobody. A port that
  /// is taken is no fault: the daemon itself may have it.
  [[nodiscard]] static Result<void> try_out(const ServerConfig& config);

 private:
  class Running;
  Service& service_;
  std::unique_ptr<Running> running_;
};

}  // namespace sluss::http

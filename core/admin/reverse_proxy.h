// What a reverse proxy says of those who ask through it. It is believed when it asks from where it should and brings
// its secret; what anybody else writes into the same headers counts for nothing.
#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string>

#include "config/proxy_settings.h"
#include "http/serving.h"

namespace sluss::admin {

struct Introduction {
  std::string account;  ///< whom the proxy has signed on, by a name that an account can have; empty: nobody
  std::string client;   ///< the address that is asked from: before the proxy, when it says so, else the sender's
};

/// Safe to use from several threads.
class ReverseProxy {
 public:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::minutes between_warnings{1};

  explicit ReverseProxy(config::ProxySettings settings) : settings_(std::move(settings)) {}

  /// A wrong secret from where the proxy stands, and a name that is none, are told in the log, without their value and
  /// once a minute.
  [[nodiscard]] Introduction introduction(const http::RequestHead& head, Time now) const;

 private:
  struct Warning {
    const char* what;
    std::optional<Time> told;
  };

  [[nodiscard]] bool stands_there(const std::string& peer) const;
  void warn(Warning& warning, const std::string& header, Time now) const;

  config::ProxySettings settings_;
  mutable std::mutex mutex_;
  mutable Warning stranger_{"a request from the proxy's address comes without its secret, once and right, in ", {}};
  mutable Warning nobody_{"the reverse proxy names nobody who could have an account, or several, in ", {}};
};

}  // namespace sluss::admin

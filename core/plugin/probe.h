// A Probe tries a connection without changing anything at the other end.
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace sluss {

class Probe {
 public:
  virtual ~Probe() = default;
  /// Reaches, logs in, may read, may write: on a short-lived connection of its own, leaving nothing behind.
  [[nodiscard]] virtual Result<void> probe(std::stop_token stop) = 0;
  /// What it sees coming though all may be well, such as a certificate that soon expires: sentences for people. Called
  /// after `probe`, whatever that said.
  [[nodiscard]] virtual std::vector<std::string> warnings() const { return {}; }
  /// When our own certificate for this connection expires, in UTC; nullopt when there is none, or it cannot be read. At
  /// most a file is read: it is asked often, and without `probe`.
  [[nodiscard]] virtual std::optional<Instant> certificate_expires() const { return std::nullopt; }
};

}  // namespace sluss

// A Probe tries a connection without changing anything at the other end.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

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
};

}  // namespace sluss

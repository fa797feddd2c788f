// What a probe may be besides: one that sees trouble coming.
#pragma once

#include <string>
#include <vector>

namespace sluss {

/// A probe that may have something to say though all is well, such as a certificate that soon expires. Found by a
/// probe's type: `class FeedProbe : public Probe, public Warner`.
class Warner {
 public:
  Warner() = default;
  Warner(const Warner&) = delete;
  Warner& operator=(const Warner&) = delete;
  virtual ~Warner();
  /// Sentences for people. Called after `probe`, whatever that said.
  [[nodiscard]] virtual std::vector<std::string> warnings() const = 0;
};

}  // namespace sluss

// The codec `bgmax`: Bankgirot's files of payments that came in.
#pragma once

#include "plugin/sdk.h"

namespace sluss::bgmax {

struct Config {};

[[nodiscard]] Spec<Config> bgmax_spec();

class BgMax final : public Codec {
 public:
  explicit BgMax(Config /*config*/) {}
  /// A record a payment or deduction, with a payment message's body (domain/payment.h). All of the file is read before
  /// the first is handed on: its totals stand last, and nothing is taken of a file whose totals do not match.
  [[nodiscard]] Result<void> decode(Input& input, const Emit& emit) override;
};

}  // namespace sluss::bgmax

// The codec `camt`: notifications of what came in on an account, as camt.054 (ISO 20022).
#pragma once

#include "plugin/sdk.h"

namespace sluss::camt {

struct Config {};

[[nodiscard]] Spec<Config> camt_spec();

class Camt final : public Codec {
 public:
  explicit Camt(Config /*config*/) {}
  /// A record a transaction, with a payment message's body (domain/payment.h). One entry is in memory at a time.
  [[nodiscard]] Result<void> decode(Input& input, const Emit& emit) override;
};

}  // namespace sluss::camt

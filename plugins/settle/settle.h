// The step that books payments on invoices.
#pragma once

#include "plugin/sdk.h"

namespace sluss::settle {

struct Config {};

[[nodiscard]] Spec<Config> settle_spec();

/// Books a payment that is exactly what is due, and filters it: its way ends here, and nobody need look at it. All else
/// is held for a person and tried again every night, since the invoice may be issued after it was paid. The rules are
/// the domain's (domain/payment.h); this class only brings book and rules together.
class Settle final : public Processor {
 public:
  explicit Settle(Config /*config*/) {}
  [[nodiscard]] Effect effect() const override {
    return {Effect::Body::kept, {}, std::vector<Effect::Made>(), {"payment"}};
  }
  [[nodiscard]] Result<void> process(std::span<Item> batch, Context& context) override;
};

}  // namespace sluss::settle

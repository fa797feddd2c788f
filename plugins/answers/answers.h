// The step that takes in what buyers answer to invoices.
#pragma once

#include "plugin/sdk.h"

namespace sluss::answers {

struct Config {};

[[nodiscard]] Spec<Config> answers_spec();

/// Filters an answer that asks nothing of us, and holds one that a person must see to, or whose invoice is not known
/// yet; those are tried again every night. An older answer that comes in after a newer one of the same invoice changes
/// nothing: its message says what the newer one said. It looks at what is due and books nothing. The rules are the
/// domain's (domain/invoice_response.h).
class Answers final : public Processor {
 public:
  explicit Answers(Config /*config*/) {}
  [[nodiscard]] Effect effect() const override {
    return {Effect::Body::kept, {}, std::vector<Effect::Made>(), {"invoice_response"}};
  }
  [[nodiscard]] Result<void> process(std::span<Item> batch, Context& context) override;
};

}  // namespace sluss::answers

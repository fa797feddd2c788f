// The codec `ubl`: invoice messages as Peppol e-invoices, and back; and what buyers answer to them.
#pragma once

#include "plugin/sdk.h"

namespace sluss::ubl {

/// The format has no options: all that varies is in the invoice.
struct Config {};

[[nodiscard]] Spec<Config> ubl_spec();

class Ubl final : public Codec {
 public:
  explicit Ubl(const Config& /*config*/) {}
  /// One record for the one document. A document that cannot be read is refused as a whole.
  [[nodiscard]] Result<void> decode(Input& input, const Emit& emit) override;
  /// An e-invoice holds one invoice: exactly one message. Its bytes are checked by the rules of rules.h;
  /// Fault::rejected, beginning with the rule's id, when one is broken.
  [[nodiscard]] Result<std::vector<Document>> encode(std::span<const Message> messages) override;
};

}  // namespace sluss::ubl

// The format: invoices as the JSON that Fortnox takes.
#pragma once

#include "invoice.h"

namespace sluss::fortnox {

struct CodecConfig {
  Node customers, accounts, cost_centres, projects;
};
[[nodiscard]] Spec<CodecConfig> codec_spec();

class FortnoxCodec final : public Codec {
 public:
  explicit FortnoxCodec(const CodecConfig& config);
  [[nodiscard]] Result<void> decode(Input& input, const Emit& emit) override;
  [[nodiscard]] Result<std::vector<Document>> encode(std::span<const Message> messages) override;

 private:
  Booking booking_;
};

}  // namespace sluss::fortnox

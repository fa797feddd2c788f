// The codec `mail`: a mail as it came, as what somebody answers.
#pragma once

#include "plugin/sdk.h"

namespace sluss::mail {

struct CodecConfig {
  std::string code = "####-####-####-####";
};

[[nodiscard]] Spec<CodecConfig> mail_spec();

class MailCodec final : public Codec {
 public:
  explicit MailCodec(CodecConfig config) : config_(std::move(config)) {}
  /// One record. Memory is the mail's size; above 64 MiB it is refused.
  [[nodiscard]] Result<void> decode(Input& input, const Emit& emit) override;

 private:
  CodecConfig config_;
};

}  // namespace sluss::mail

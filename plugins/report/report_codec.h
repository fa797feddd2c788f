// The codec `report`: inquiries, confirmations and rounds for people.
#pragma once

#include "plugin/sdk.h"

namespace sluss::report {

struct Config {
  std::vector<std::string> as{"xlsx", "csv"};
};

[[nodiscard]] Spec<Config> report_spec();

class ReportCodec final : public Codec {
 public:
  explicit ReportCodec(Config config) : config_(std::move(config)) {}
  /// One message becomes one document in each of the configured forms.
  [[nodiscard]] Result<std::vector<Document>> encode(std::span<const Message> messages) override;

 private:
  Config config_;
};

}  // namespace sluss::report

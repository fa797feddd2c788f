// The codec `basis`: invoice messages as the basis for invoicing, for people.
#pragma once

#include "plugin/sdk.h"

namespace sluss::basis {

struct Config {
  std::vector<std::string> as{"csv", "xlsx", "pdf"};
  std::filesystem::path fonts = "/usr/share/fonts/truetype/dejavu";
};

[[nodiscard]] Spec<Config> basis_spec();

class BasisCodec final : public Codec {
 public:
  explicit BasisCodec(Config config) : config_(std::move(config)) {}
  /// All invoices of one unit and term, or one basis that waits for approval, become one document in each of the
  /// configured forms.
  [[nodiscard]] Result<std::vector<Document>> encode(std::span<const Message> messages) override;

 private:
  Config config_;
};

}  // namespace sluss::basis

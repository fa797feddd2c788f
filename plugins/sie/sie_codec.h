// The codec `sie`: invoice messages as verifications in a SIE 4I file.
#pragma once

#include "plugin/sdk.h"
#include "writer.h"

namespace sluss::sie {

struct Config {
  std::string company, organisation_number, series, receivable, revenue;
  Node dimensions, units, institutions;
};

[[nodiscard]] Spec<Config> sie_spec();

class Sie final : public Codec {
 public:
  explicit Sie(const Config& config);
  /// One file with a verification for each invoice or credit note.
  [[nodiscard]] Result<std::vector<Document>> encode(std::span<const Message> messages) override;

 private:
  Heading heading_;
  Chart chart_;
};

}  // namespace sluss::sie

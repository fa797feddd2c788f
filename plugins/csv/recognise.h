// What a sample of delimited text tells of how it is written.
#pragma once

#include "plugin/sdk.h"

namespace sluss::csv {

class CsvRecogniser final : public Recogniser {
 public:
  [[nodiscard]] std::optional<Recognised> recognise(const Sample& sample) const override;
  [[nodiscard]] Result<std::string> rewrite(const Sample& sample, const TextEdit& edit) const override;
  [[nodiscard]] bool edits_values() const override { return false; }
};

}  // namespace sluss::csv

// What a sample of lines of equal length tells of its columns.
#pragma once

#include "plugin/sdk.h"

namespace sluss::fixed_width {

class FixedWidthRecogniser final : public Recogniser {
 public:
  [[nodiscard]] std::optional<Recognised> recognise(const Sample& sample) const override;
  /// Field by field, without the blanks around a value; a text that is longer than its field is cut.
  [[nodiscard]] Result<std::string> rewrite(const Sample& sample, const TextEdit& edit) const override;
};

}  // namespace sluss::fixed_width

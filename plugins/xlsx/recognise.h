// What a sample workbook tells of its sheets and its header.
#pragma once

#include "plugin/sdk.h"

namespace sluss::xlsx {

class XlsxRecogniser final : public Recogniser {
 public:
  /// Also of a workbook that is refused, as an old or encrypted one: `open` says why.
  [[nodiscard]] std::optional<Recognised> recognise(const Sample& sample) const override;
  /// Texts and numbers of cells, names of sheets and columns; what the document says of itself is left out.
  /// Refused is what holds anything else: comments, pictures, links, ...
  [[nodiscard]] Result<std::string> rewrite(const Sample& sample, const TextEdit& edit) const override;
};

}  // namespace sluss::xlsx

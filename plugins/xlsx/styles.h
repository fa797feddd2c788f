// The workbook's cell styles, as far as they decide what a number means.
#pragma once

#include <vector>

#include "archive.h"
#include "numbers.h"

namespace sluss::xlsx {

class Styles {
 public:
  /// Without styles: every number is a number.
  Styles() = default;
  /// Error: Fault::data.
  [[nodiscard]] static Result<Styles> read(Archive& archive, const std::string& part);

  /// What a number with this style means; nullptr for a style that the workbook does not have.
  [[nodiscard]] const NumberKind* kind_of(std::size_t style) const {
    return style < kinds_.size() ? &kinds_[style] : nullptr;
  }

 private:
  std::vector<NumberKind> kinds_{NumberKind::number};
};

}  // namespace sluss::xlsx

// What a payer gave as a reference, as people may see it in lists, logs and reasons.
#pragma once

#include <string>
#include <string_view>

#include "base/text.h"

namespace sluss::domain {

/// Numbers as they are, unless they may be a personnummer; of anything else only the shape, since a payer may write
/// names there: "xxxx 99".
[[nodiscard]] inline std::string shown_ocr(std::string_view ocr) {
  const bool is_number = ocr.find_first_not_of("0123456789 -") == std::string_view::npos;
  return excerpt(is_number ? std::string(ocr) : shape_of(ocr));
}

}  // namespace sluss::domain

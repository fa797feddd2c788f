// The day of birth in a Swedish personal number.
#pragma once

#include <string_view>

namespace sluss {

/// Four digits: MMDD, or, of a samordningsnummer, MMDD + 60. Only whether it looks like one: 31 February does.
[[nodiscard]] inline bool is_birthday(std::string_view four_digits) {
  const auto number = [&](std::size_t at) { return (four_digits[at] - '0') * 10 + (four_digits[at + 1] - '0'); };
  const auto month = number(0), day = number(2);
  return month >= 1 && month <= 12 && ((day >= 1 && day <= 31) || (day >= 61 && day <= 91));
}

}  // namespace sluss

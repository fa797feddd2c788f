// What parses bytes of others and is no format: it is given any bytes, and says what does not hold whatever they are.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/text.h"

namespace sluss::fuzz {

/// Each file in parts/ has one. Empty when all is well.
[[nodiscard]] std::string broken_by(std::string_view bytes);

/// What an error may not be, whatever its fault; empty when all is well.
inline std::string broken_text(const Error& error) {
  constexpr std::size_t longest = 2000;
  if (error.what.empty() || error.what.size() > longest) return "an error without a text, or with a long one";
  return is_utf8(error.what) ? "" : "an error that is not UTF-8";
}

/// The same, and its fault must be this one.
inline std::string broken_error(const Error& error, Fault expected = Fault::data) {
  if (error.fault != expected)
    return std::string("a fault other than ") + name_of(expected) + ": " + name_of(error.fault);
  return broken_text(error);
}

}  // namespace sluss::fuzz

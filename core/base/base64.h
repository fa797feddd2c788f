// Bytes as text (RFC 4648, 4).
#pragma once

#include <string>
#include <string_view>

namespace sluss {

/// With padding, without line breaks.
[[nodiscard]] std::string to_base64(std::string_view bytes);

}  // namespace sluss

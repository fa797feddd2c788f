// "1 row", "2 rows": how many, as people say it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sluss {

/// What has another plural than with an s says it: counted(2, "delivery", "deliveries").
[[nodiscard]] inline std::string counted(std::int64_t count, std::string_view one, std::string_view many = {}) {
  auto text = std::to_string(count) + " ";
  if (count == 1) return text.append(one);
  return many.empty() ? text.append(one).append("s") : text.append(many);
}

}  // namespace sluss

#include "http/retry_after.h"

#include <algorithm>
#include <curl/curl.h>

namespace sluss::http {

using std::chrono::seconds;

std::optional<seconds> read_retry_after(const std::string& text, Instant now) {
  constexpr std::int64_t a_day = 86400;
  if (text.empty()) return std::nullopt;
  if (text.find_first_not_of("0123456789") == std::string::npos)
    return seconds(text.size() > 6 ? a_day : std::min<std::int64_t>(std::stoll(text), a_day));
  const auto date = curl_getdate(text.c_str(), nullptr);
  if (date < 0) return std::nullopt;
  return seconds(std::clamp<std::int64_t>(date - now.time_since_epoch().count(), 0, a_day));
}

}  // namespace sluss::http

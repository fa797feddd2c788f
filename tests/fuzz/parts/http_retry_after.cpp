// The header Retry-After: a time to wait between nothing and a day, or nothing.
#include "fuzz/part.h"
#include "http/retry_after.h"

namespace sluss::fuzz {

std::string broken_by(std::string_view bytes) {
  const std::string text(bytes);
  const Instant now{std::chrono::seconds(1'800'000'000)};
  const auto wait = http::read_retry_after(text, now);
  if (wait && (wait->count() < 0 || wait->count() > 86'400)) return "a wait below nothing, or of more than a day";
  const bool is_number = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  return is_number && !wait ? "a number that is not read" : "";
}

}  // namespace sluss::fuzz

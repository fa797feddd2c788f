// What a token endpoint answers.
#include "fuzz/part.h"
#include "http/oauth.h"

namespace sluss::fuzz {

std::string broken_by(std::string_view bytes) {
  if (const auto word = http::error_in(bytes);
      word.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") != std::string::npos)
    return "an error that is no word of the standard's";
  const auto grant = http::grant_in(bytes, "it");
  if (!grant && grant.error().fault == Fault::denied) return broken_text(grant.error());
  if (!grant) return broken_error(grant.error(), Fault::unavailable);
  const auto& token = grant->token;
  if (token.value.empty()) return "a token that is empty";
  const bool is_odd = token.lives && (token.lives->count() <= 0 || token.lives->count() > 86'400);
  return is_odd ? "a token that lives no time, or more than a day" : "";
}

}  // namespace sluss::fuzz

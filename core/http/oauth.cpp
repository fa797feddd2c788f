#include "http/oauth.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/json.h"
#include "base/text.h"

namespace sluss::http {
namespace {

using std::chrono::seconds;

constexpr seconds longest_life{86400};
constexpr std::size_t longest_token = 16U << 10U, longest_refresh = 8U << 10U;

/// What a token may consist of (RFC 6749, appendix A), but for blanks. It goes into a header.
bool is_token(const std::string& text, std::size_t longest) {
  return !text.empty() && text.size() <= longest &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

/// A number, in quotes too: some write it so. Nullopt when it is none above 0.
std::optional<seconds> life_in(const Value& value) {
  const auto text = value.text_or_empty();
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc() || end != text.data() + text.size() || number <= 0) return std::nullopt;
  return std::min(seconds(number), longest_life);
}

/// Empty: there is none. Nullopt: it is no token.
std::optional<std::string> token_in(const Value& value, std::size_t longest) {
  if (value.is_null()) return "";
  const auto* text = value.as_text();
  return text != nullptr && is_token(*text, longest) ? std::optional(*text) : std::nullopt;
}

Value read(std::string_view body) {
  auto parsed = parse_json(body);
  return parsed ? std::move(*parsed) : Value();
}

}  // namespace

Result<Grant> grant_in(std::string_view body, const std::string& service) {
  const Value whole = read(body);
  const auto token = token_in(whole["access_token"], longest_token);
  const auto refresh = token_in(whole["refresh_token"], longest_refresh);
  const auto lives = life_in(whole["expires_in"]);
  if (!token || token->empty() || !refresh || (!lives && !whole["expires_in"].is_null()))
    return fail(Fault::unavailable, service + " answers a request for an access token with something else");
  const auto& type = whole["token_type"];
  if (!type.is_null() && fold_case(type.text_or_empty()) != "bearer")
    return fail(Fault::denied, service + " gives access tokens of a type that Sluss does not know; it knows Bearer");
  return Grant{{Secret(*token), lives}, Secret(*refresh)};
}

std::string error_in(std::string_view body) {
  static constexpr std::array words = {"invalid_request",     "invalid_client",         "invalid_grant",
                                       "unauthorized_client", "unsupported_grant_type", "invalid_scope"};
  const Value whole = read(body);
  const auto error = whole["error"].text_or_empty();
  return std::find(words.begin(), words.end(), error) == words.end() ? "" : error;
}

}  // namespace sluss::http

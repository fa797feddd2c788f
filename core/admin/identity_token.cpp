#include "admin/identity_token.h"

#include <algorithm>
#include <array>
#include <sodium.h>

#include "base/json.h"
#include "base/text.h"

namespace sluss::admin {
namespace {

/// Clocks differ.
constexpr std::chrono::seconds leeway{60};
constexpr std::size_t longest_name = 200;
constexpr auto base64url = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

Error denied(const std::string& why) {
  return {Fault::denied, "the organisation's sign-on cannot be used: " + why, std::nullopt};
}

/// The middle one of three parts.
Result<Value> payload_of(std::string_view token) {
  const auto first = token.find('.');
  const auto second = first == std::string_view::npos ? first : token.find('.', first + 1);
  if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos)
    return fail(denied("its identity token has not three parts"));
  const auto text = token.substr(first + 1, second - first - 1);
  std::string json(text.size(), '\0');
  std::size_t size = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(json.data()), json.size(), text.data(), text.size(), nullptr,
                        &size, nullptr, base64url) != 0)
    return fail(denied("its identity token is not base64url"));
  json.resize(size);
  auto value = parse_json(json);
  if (!value || value->as_object() == nullptr) return fail(denied("its identity token holds no JSON object"));
  return std::move(*value);
}

/// One text, or a list in which it stands; then the token says for whom it was made.
bool is_for(const Value& payload, const std::string& client) {
  const auto& audience = payload["aud"];
  const auto* several = audience.as_list();
  if (several == nullptr) return audience == Value(client);
  if (std::ranges::find(*several, Value(client)) == several->end()) return false;
  return several->size() == 1 || payload["azp"] == Value(client);
}

bool has_expired(const Value& payload, Instant now) {
  const auto* until = payload["exp"].as_int();
  return until == nullptr || Instant(std::chrono::seconds(*until)) + leeway <= now;
}

}  // namespace

Result<std::string> claim_in(std::string_view token, const TokenFor& wanted, const std::string& claim) {
  SLUSS_TRY_ASSIGN(payload, payload_of(token));
  if (payload["iss"] != Value(wanted.issuer)) return fail(denied("its identity token comes from another issuer"));
  if (!is_for(payload, wanted.client)) return fail(denied("its identity token was made for another client"));
  if (payload["nonce"] != Value(wanted.nonce)) return fail(denied("its identity token answers another question"));
  if (has_expired(payload, wanted.now)) return fail(denied("its identity token has expired; are both clocks right?"));
  const auto* name = payload[claim].as_text();
  if (name == nullptr || trim(*name).empty() || name->size() > longest_name)
    return fail(denied("its identity token has no claim \"" + claim + "\" that could be an account's name"));
  return std::string(trim(*name));
}

std::string challenge_of(std::string_view verifier) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(verifier.data()), verifier.size());
  std::string text(sodium_base64_ENCODED_LEN(crypto_hash_sha256_BYTES, base64url), '\0');
  sodium_bin2base64(text.data(), text.size(), hash.data(), hash.size(), base64url);
  text.resize(text.find('\0'));
  return text;
}

}  // namespace sluss::admin

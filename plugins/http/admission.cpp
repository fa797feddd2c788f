#include "admission.h"

#include <algorithm>
#include <arpa/inet.h>
#include <openssl/crypto.h>

#include "base/digest.h"
#include "base/json.h"
#include "base/sha256.h"
#include "base/text.h"

namespace sluss::http {
namespace {

constexpr std::size_t longest_key = 200;

bool is_allowed(const Head& head, const Secret& token) {
  constexpr std::string_view scheme = "bearer ";
  if (head.authorization.size() != 1) return false;
  const std::string_view given = head.authorization.front();
  return given.size() > scheme.size() && fold_case(given.substr(0, scheme.size())) == scheme &&
         is_token(trim(given.substr(scheme.size())), token);
}

Reply unsigned_refusal(const Door& door) {
  return refusal(401, "a signature of the body is needed, once: " + door.signature_header + ": sha256=...");
}

bool is_key(std::string_view key) {
  return !key.empty() && key.size() <= longest_key &&
         std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

std::optional<std::uint16_t> read_port(std::string_view text) {
  if (text.empty() || text.size() > 5 || text.find_first_not_of("0123456789") != std::string_view::npos)
    return std::nullopt;
  const auto number = std::stoul(std::string(text));
  if (number > 65535) return std::nullopt;
  return static_cast<std::uint16_t>(number);
}

}  // namespace

Reply refusal(unsigned status, const std::string& why, unsigned retry_after) {
  auto body = Value::object();
  body["error"] = why;
  return {status, to_json(body), retry_after};
}

std::optional<Reply> refuse(const Head& head, const Door& door) {
  if (!door.token.empty() && !is_allowed(head, door.token))
    return refusal(401, "a token is needed: Authorization: Bearer ...");
  if (!door.signing_key.empty() && head.signature.size() != 1) return unsigned_refusal(door);
  if (head.target.substr(0, head.target.find('?')) != door.path) return refusal(404, "nothing is taken at this path");
  if (head.method != "POST") return refusal(405, "only POST is taken");
  if (head.key.size() != 1 || !is_key(head.key.front()))
    return refusal(400, "the header " + door.key_header + " is needed once, with 1 to 200 visible ASCII characters");
  const bool is_packed = std::any_of(head.encoding.begin(), head.encoding.end(),
                                     [](const auto& encoding) { return fold_case(encoding) != "identity"; });
  if (is_packed) return refusal(415, "the body must not be compressed");
  if (head.length && *head.length > door.largest_body)
    return refusal(413, "the body is larger than " + std::to_string(door.largest_body) + " bytes");
  return std::nullopt;
}

std::optional<Reply> refuse_body(const Head& head, std::string_view body, const Door& door) {
  if (door.signing_key.empty() || is_signature(head.signature.front(), body, door.signing_key)) return std::nullopt;
  return unsigned_refusal(door);
}

bool is_signature(std::string_view given, std::string_view body, const Secret& key) {
  auto digits = fold_case(trim(given));
  constexpr std::string_view scheme = "sha256=";
  if (digits.starts_with(scheme)) digits.erase(0, scheme.size());
  const auto right = hmac_sha256(body, key.reveal());
  return !key.empty() && digits.size() == right.size() && CRYPTO_memcmp(digits.data(), right.data(), right.size()) == 0;
}

bool is_token(std::string_view given, const Secret& token) {
  // Of the digests, since comparing the texts would tell how long the token is.
  const auto a = digest(given);
  const auto b = digest(token.reveal());
  return !token.empty() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

tl::expected<Listen, std::string> read_listen(const std::string& text) {
  const auto bad = [] {
    return tl::unexpected<std::string>("expected an IP address and a port, as 127.0.0.1:8480 or [::1]:8480");
  };
  const auto colon = text.rfind(':');
  if (colon == std::string::npos) return bad();
  const auto port = read_port(std::string_view(text).substr(colon + 1));
  auto address = text.substr(0, colon);
  if (!port) return bad();
  in_addr v4{};
  in6_addr v6{};
  if (::inet_pton(AF_INET, address.c_str(), &v4) == 1) return Listen{address, *port, (ntohl(v4.s_addr) >> 24) == 127};
  if (address.size() < 3 || address.front() != '[' || address.back() != ']') return bad();
  address = address.substr(1, address.size() - 2);
  if (::inet_pton(AF_INET6, address.c_str(), &v6) != 1) return bad();
  return Listen{address, *port, IN6_IS_ADDR_LOOPBACK(&v6) != 0};
}

}  // namespace sluss::http

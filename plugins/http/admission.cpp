#include "admission.h"

#include <algorithm>

#include "base/json.h"
#include "base/sha256.h"
#include "base/text.h"

namespace sluss::http {
namespace {

constexpr std::size_t longest_key = 200;

Reply unproved(const std::string& why) {
  auto reply = refusal(401, why);
  reply.headers = {{"WWW-Authenticate", "Bearer"}};
  return reply;
}

Reply unsigned_refusal(const Door& door) {
  return unproved("a signature of the body is needed, once: " + door.signature_header + ": sha256=...");
}

bool is_key(std::string_view key) {
  return !key.empty() && key.size() <= longest_key &&
         std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

}  // namespace

Reply refusal(unsigned status, const std::string& why, unsigned retry_after) {
  auto body = Value::object();
  body["error"] = why;
  return {status, to_json(body), retry_after};
}

std::optional<Reply> refuse(const RequestHead& head, const Door& door) {
  if (!door.token.empty() && !is_token(head.bearer(), door.token))
    return unproved("a token is needed: Authorization: Bearer ...");
  if (!door.signing_key.empty() && head.all(door.signature_header).size() != 1) return unsigned_refusal(door);
  if (head.target.substr(0, head.target.find('?')) != door.path) return refusal(404, "nothing is taken at this path");
  if (head.method != "POST") {
    auto reply = refusal(405, "only POST is taken");
    reply.headers = {{"Allow", "POST"}};
    return reply;
  }
  const auto keys = head.all(door.key_header);
  if (keys.size() != 1 || !is_key(keys.front()))
    return refusal(400, "the header " + door.key_header + " is needed once, with 1 to 200 visible ASCII characters");
  if (head.is_encoded()) return refusal(415, "the body must not be compressed");
  return std::nullopt;
}

std::optional<Reply> refuse_body(const RequestHead& head, std::string_view body, const Door& door) {
  if (door.signing_key.empty() || is_signature(head.all(door.signature_header).front(), body, door.signing_key))
    return std::nullopt;
  return unsigned_refusal(door);
}

bool is_signature(std::string_view given, std::string_view body, const Secret& key) {
  auto digits = fold_case(trim(given));
  constexpr std::string_view scheme = "sha256=";
  if (digits.starts_with(scheme)) digits.erase(0, scheme.size());
  const auto right = hmac_sha256(body, key.reveal());
  return !key.empty() && is_same_secret(digits, right);
}

bool is_token(std::string_view given, const Secret& token) { return is_same_secret(given, token.reveal()); }

}  // namespace sluss::http

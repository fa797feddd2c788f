#include "admission.h"

#include <gtest/gtest.h>

#include "base/sha256.h"

namespace sluss::http {
namespace {

const Door door{"/placements", Secret("a-token"), {}, "X-Signature", "Idempotency-Key", 100};
const std::pair<std::string, std::string> a_token{"authorization", "Bearer a-token"},
    a_key{"idempotency-key", "event-1"}, packed{"Content-Encoding", "gzip"};
const RequestHead good{"POST", "/placements", {a_token, a_key}};

/// The good request with other values of one header.
RequestHead with(const std::string& name, const std::vector<std::string>& values, RequestHead head = good) {
  std::erase_if(head.headers, [&](const auto& header) { return header.first == name; });
  for (const auto& value : values) head.headers.emplace_back(name, value);
  return head;
}

unsigned status(const RequestHead& head, const Door& asked = door) {
  const auto refused = refuse(head, asked);
  return refused ? refused->status : 0;
}

TEST(Refuse, LetsInWhatIsInOrder) {
  EXPECT_EQ(status(good), 0U);
  auto head = with("authorization", {"bearer  a-token "});
  head = with("idempotency-key", {std::string(200, '~')}, head);
  head = with("Content-Encoding", {"Identity"}, head);
  head.target = "/placements?trace=1";
  EXPECT_EQ(status(head), 0U);
}

TEST(Refuse, AsksForTheTokenFirst) {
  EXPECT_EQ(status({"DELETE", "/", {packed}}), 401U);
  EXPECT_EQ(status({"DELETE", "/", {a_token, packed}}), 404U);
  EXPECT_EQ(status({"DELETE", "/placements", {a_token, packed}}), 405U);
  EXPECT_EQ(status({"POST", "/placements", {a_token, packed}}), 400U);
  EXPECT_EQ(status({"POST", "/placements", {a_token, a_key, packed}}), 415U);
}

TEST(Refuse, AsksForASignatureAsWell) {
  auto signing = door;
  signing.signing_key = Secret("Jefe");
  EXPECT_EQ(status(good, signing), 401U);
  auto head = with("X-Signature", {"a", "b"});
  EXPECT_EQ(status(head, signing), 401U);
  head = with("x-signature", {"5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
              with("X-Signature", {}));
  EXPECT_EQ(status(head, signing), 0U);
  EXPECT_FALSE(refuse_body(head, "what do ya want for nothing?", signing));
  EXPECT_EQ(refuse_body(head, "something else", signing)->status, 401U);
  head = with("authorization", {}, head);
  EXPECT_EQ(status(head, signing), 401U) << "a token is wanted besides";
  signing.token = Secret();
  EXPECT_EQ(status(head, signing), 0U);
}

TEST(Refuse, AKeyIsOneTextOfVisibleAscii) {
  for (const auto* key : {"", "a b", "a\tb", "a\x7F", "\xC3\xA5"}) {
    EXPECT_EQ(status(with("idempotency-key", {key})), 400U) << key;
  }
}

// Test case 2 of RFC 4231.
TEST(IsSignature, IsOfAllOfTheBodyAndOfTheKey) {
  const Secret key("Jefe");
  const std::string body = "what do ya want for nothing?";
  const std::string digits = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
  for (const auto& given : {digits, "sha256=" + digits, "SHA256=" + digits, " " + digits + " "})
    EXPECT_TRUE(is_signature(given, body, key)) << given;
  EXPECT_TRUE(is_signature("5BDC" + digits.substr(4), body, key));
  for (const auto& given : {std::string(), std::string("sha256="), digits.substr(1), digits + "0", "sha1=" + digits,
                            "6" + digits.substr(1)})
    EXPECT_FALSE(is_signature(given, body, key)) << given;
  EXPECT_FALSE(is_signature(digits, body + '\0', key));
  EXPECT_FALSE(is_signature(digits, body, Secret("jefe")));
  EXPECT_FALSE(is_signature(hmac_sha256(body, ""), body, Secret()));
}

TEST(IsToken, AnEmptyTokenLetsNobodyIn) {
  EXPECT_TRUE(is_token("a", Secret("a")));
  EXPECT_FALSE(is_token("a", Secret("b")));
  EXPECT_FALSE(is_token("", Secret("")));
}

}  // namespace
}  // namespace sluss::http

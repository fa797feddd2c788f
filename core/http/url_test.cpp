#include "http/url.h"

#include <gtest/gtest.h>

namespace sluss::http {
namespace {

TEST(ShownLocation, HoldsNoSecretAndStaysOnOneLine) {
  EXPECT_EQ(shown_location("//user:word@a.example/b@c?d"), "//a.example/b@c");
  EXPECT_EQ(shown_location("/b#c"), "/b");
  EXPECT_EQ(shown_location("/b\nc\x7F"), "/b?c?");
  EXPECT_EQ(shown_location(std::string(1000, 'x')).size(), 200U);
}

TEST(Resolved, FollowsReferencesOfHttpAlone) {
  const std::string base = "https://a.example:8443/feed/recent?x=1";
  EXPECT_EQ(resolved(base, "4856"), "https://a.example:8443/feed/4856");
  EXPECT_EQ(resolved(base, "/b/4856"), "https://a.example:8443/b/4856");
  EXPECT_EQ(resolved(base, "https://b.example/c"), "https://b.example/c");
  for (const auto* bad : {"file:///etc/passwd", "ftp://a.example/", "https://u:p@a.example/", "a\nb", "https://"})
    EXPECT_EQ(resolved(base, bad), std::nullopt) << bad;
}

TEST(SameOrigin, IsSchemeHostAndPort) {
  EXPECT_TRUE(is_same_origin("https://a.example/b", "https://A.example:443/c?d"));
  EXPECT_FALSE(is_same_origin("https://a.example/b", "https://a.example:444/b"));
  EXPECT_FALSE(is_same_origin("https://a.example/b", "http://a.example:443/b"));
  EXPECT_FALSE(is_same_origin("https://a.example/b", "https://a.example.evil/b"));
  EXPECT_FALSE(is_same_origin("nothing", "nothing"));
}

TEST(PercentDecoded, IsTheOtherWay) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  EXPECT_EQ(percent_decoded(percent_encoded(all)), all);
  EXPECT_EQ(percent_decoded("a+b%4a%4A"), "a+bJJ");
  for (const auto* bad : {"%", "%4", "%zz", "%4z", "a%"}) EXPECT_EQ(percent_decoded(bad), std::nullopt) << bad;
}

}  // namespace
}  // namespace sluss::http

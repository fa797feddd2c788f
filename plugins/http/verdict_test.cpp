#include "verdict.h"

#include <gtest/gtest.h>

#include "target.h"

namespace sluss::http {
namespace {

using std::chrono::seconds;

const Instant now = make_day(2026, 11, 24);

Answer answer(const std::string& location, const std::string& type, const std::string& body) {
  return {201, location, type, "", body, true};
}

TEST(ReceiptOf, TakesTheLocationThenTheIdThenTheStatus) {
  EXPECT_EQ(receipt_of(answer("https://u:p@a.example/i/1?token=x#y", "application/json", R"({"id":"b"})")),
            "https://a.example/i/1");
  EXPECT_EQ(receipt_of(answer("", "application/problem+JSON", R"({"id":"b"})")), "b");
  EXPECT_EQ(receipt_of(answer("", "application/json; charset=utf-8", R"({"id":17})")), "17");
  for (const auto* body : {"", "{", "[]", R"({"id":{}})", R"({"id":"a\nb"})", R"({"name":"x"})"})
    EXPECT_EQ(receipt_of(answer("", "application/json", body)), "HTTP 201") << body;
  EXPECT_EQ(receipt_of(answer("", "application/json", R"({"id":")" + std::string(201, 'x') + "\"}")), "HTTP 201");
  EXPECT_EQ(receipt_of(answer("", "text/plain", R"({"id":"b"})")), "HTTP 201");
  auto cut = answer("", "application/json", R"({"id":"b"})");
  cut.whole = false;
  EXPECT_EQ(receipt_of(cut), "HTTP 201");
}

TEST(ReadRetryAfter, TakesSecondsAndDatesAndNothingElse) {
  EXPECT_EQ(read_retry_after("0", now), seconds(0));
  EXPECT_EQ(read_retry_after("120", now), seconds(120));
  EXPECT_EQ(read_retry_after("99999999999999999999", now), seconds(86400));
  EXPECT_EQ(read_retry_after("Tue, 24 Nov 2026 00:02:00 GMT", now), seconds(120));
  EXPECT_EQ(read_retry_after("Tue, 24 Nov 2020 00:02:00 GMT", now), seconds(0));
  EXPECT_EQ(read_retry_after("Tue, 24 Nov 2036 00:02:00 GMT", now), seconds(86400));
  for (const auto* bad : {"", "-1", "soon", "1.5"}) EXPECT_EQ(read_retry_after(bad, now), std::nullopt) << bad;
}

TEST(Judge, WhatBrokeBeforeAnythingLeftWasNotTried) {
  for (const auto& [trouble, fault] :
       {std::pair(Trouble::unreachable, Fault::unavailable), std::pair(Trouble::untrusted, Fault::denied),
        std::pair(Trouble::stopped, Fault::cancelled)}) {
    const auto verdict = judge({std::nullopt, trouble, false, "why"}, Resend::safe, "https://a.example/b", now);
    EXPECT_FALSE(verdict.receipt);
    EXPECT_EQ(verdict.stopped->fault, fault);
    EXPECT_EQ(verdict.stopped->what, "https://a.example/b: why");
  }
}

TEST(Judge, WhatBrokeAfterwardsIsUnknownWhateverTheTargetPromises) {
  for (const auto resend : {Resend::safe, Resend::ask, Resend::never}) {
    const auto verdict = judge({std::nullopt, Trouble::broken, true, "why"}, resend, "a", now);
    EXPECT_EQ(verdict.receipt->error().fault, Fault::unknown_outcome);
    EXPECT_EQ(verdict.stopped->fault, Fault::unavailable);
  }
}

TEST(ShownLocation, HoldsNoSecretAndStaysOnOneLine) {
  EXPECT_EQ(shown_location("//user:word@a.example/b@c?d"), "//a.example/b@c");
  EXPECT_EQ(shown_location("/b#c"), "/b");
  EXPECT_EQ(shown_location("/b\nc\x7F"), "/b?c?");
  EXPECT_EQ(shown_location(std::string(1000, 'x')).size(), 200U);
}

TEST(ReadTarget, ShowsNoQuery) {
  const auto target = read_target("https://a.example:8443/b/{key}?code=word");
  EXPECT_EQ(target->shown, "https://a.example:8443/b/{key}");
  EXPECT_EQ(with_key(*target, "1/2"), "https://a.example:8443/b/1%2F2?code=word");
}

TEST(WireKey, KeepsKeysApart) {
  EXPECT_EQ(wire_key("out:INV-1/2").value(), "out:INV-1/2");
  EXPECT_EQ(wire_key("a b").value(), "a%20b");
  EXPECT_EQ(wire_key("a%20b").value(), "a%2520b");
  EXPECT_EQ(wire_key("å").value(), "%C3%A5");
  for (const auto* bad : {"", "a\nb", "a\x7F"}) EXPECT_FALSE(wire_key(bad));
}

}  // namespace
}  // namespace sluss::http

#include "verdict.h"

#include <gtest/gtest.h>

#include "target.h"

namespace sluss::http {
namespace {

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

TEST(Judge, WhatBrokeBeforeAnythingLeftWasNotTried) {
  for (const auto& [trouble, fault] :
       {std::pair(Trouble::unreachable, Fault::unavailable), std::pair(Trouble::untrusted, Fault::denied),
        std::pair(Trouble::unknown_us, Fault::denied), std::pair(Trouble::stopped, Fault::cancelled)}) {
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

TEST(WithKey, PutsTheKeyIntoTheUrlAndShowsNoQuery) {
  const auto target = read_url("https://a.example:8443/b/{key}?code=word");
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

#include "verdict.h"

#include <gtest/gtest.h>

namespace sluss::smtp {
namespace {

/// "parcel fault | connection fault", "-" for none.
std::string judged(Stage stage, const std::string& line) {
  const auto reply = read_reply(line);
  if (!reply) return "no answer";
  const auto verdict = judge(stage, *reply, "mail.example:587", "to {mail}");
  return std::string(verdict.parcel ? name_of(verdict.parcel->fault) : "-") + "|" +
         (verdict.stopped ? name_of(verdict.stopped->fault) : "-");
}

TEST(Verdict, IsWhatTheTableSays) {
  EXPECT_EQ(judged(Stage::sender, "250 2.1.0 OK"), "-|-");
  EXPECT_EQ(judged(Stage::sender, "550 5.7.1 not you"), "-|denied");
  EXPECT_EQ(judged(Stage::sender, "552 too large"), "rejected|-");
  EXPECT_EQ(judged(Stage::sender, "451 4.3.0 later"), "-|unavailable");
  EXPECT_EQ(judged(Stage::recipient, "250 OK"), "-|-");
  EXPECT_EQ(judged(Stage::recipient, "550 5.1.1 no such user"), "rejected|-");
  EXPECT_EQ(judged(Stage::recipient, "450 4.2.0 greylisted"), "unavailable|-");
  EXPECT_EQ(judged(Stage::recipient, "530 5.7.0 log in first"), "-|denied");
  EXPECT_EQ(judged(Stage::data, "354 go on"), "-|-");
  EXPECT_EQ(judged(Stage::data, "250 what?"), "-|unavailable");
  EXPECT_EQ(judged(Stage::data, "554 no"), "rejected|-");
  EXPECT_EQ(judged(Stage::end, "250 2.0.0 taken"), "-|-");
  EXPECT_EQ(judged(Stage::end, "554 5.7.1 virus"), "rejected|-");
  EXPECT_EQ(judged(Stage::end, "452 4.2.2 full"), "unavailable|-");
  EXPECT_EQ(judged(Stage::end, "421 closing"), "-|unavailable");
}

TEST(Verdict, WhatIsNoAnswerIsNone) {
  for (const auto* line : {"", "25", "abc", "150 x", "650 x", "2500 x", "HTTP/1.1 200 OK"})
    EXPECT_EQ(judged(Stage::end, line), "no answer") << line;
}

TEST(Verdict, RepeatsNothingOfWhatTheServerSays) {
  const auto verdict =
      judge(Stage::recipient, *read_reply("550 5.1.1 <provia.testberg@a.example> unknown"), "m:25", "to {mail}");
  EXPECT_EQ(verdict.parcel->what, "m:25 does not take mail for to {mail} (550 5.1.1): there is no such mailbox");
}

}  // namespace
}  // namespace sluss::smtp

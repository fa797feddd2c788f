// The sink against servers that fail at every step.
#include <atomic>
#include <thread>

#include "letter.h"
#include "sink_fixture.h"
#include "support/line_server.h"

namespace sluss::smtp {
namespace {

using sluss::test::LineServer;
using Answer = LineServer::Answer;

/// A server that takes everything, but for lines that begin with `at`, which it answers otherwise.
class SmtpSinkFault : public test::SinkTest {
 protected:
  SmtpSinkFault() {
    config_.encryption = mail::Encryption::none;
    config_.user.clear();
    config_.password = Secret();
    config_.answer_timeout = std::chrono::seconds(1);
    config_.connect_timeout = std::chrono::seconds(2);
  }

  std::string outcome(const std::string& at, const Answer& otherwise, const std::string& greeting = "220 hi\r\n") {
    auto in_mail = std::make_shared<bool>(false);
    server_ = std::make_unique<LineServer>(greeting, [=](const std::string& line) -> Answer {
      if (line == ".") *in_mail = false;
      if (*in_mail) return {};
      if (line.starts_with(at)) return otherwise;
      if (line == "DATA") {
        *in_mail = true;
        return {"354 go on\r\n"};
      }
      return {"250 OK\r\n"};
    });
    config_.port = server_->port();
    auto short_text = write();
    EXPECT_LE(server_->count("MAIL"), 1) << "it was sent twice";
    return short_text;
  }

  std::unique_ptr<LineServer> server_;
};

TEST_F(SmtpSinkFault, ThisServerTakesAMail) {
  EXPECT_EQ(outcome("NEVER", {}), "ok");
  EXPECT_EQ(server_->count("RCPT TO:<praktik@universitet.example>"), 1);
}

TEST_F(SmtpSinkFault, WhatBreaksBeforeTheEndWasNotTried) {
  for (const auto* at : {"EHLO", "MAIL", "RCPT", "DATA"}) {
    EXPECT_EQ(outcome(at, {"", true}), "| unavailable") << at;
    EXPECT_EQ(outcome(at, {"", false}), "| unavailable") << at << ", silent";
    EXPECT_EQ(outcome(at, {"garbage \xFF\r\n", false}), "| unavailable") << at << ", garbage";
  }
  EXPECT_EQ(outcome("DATA", {"421 4.3.2 closing\r\n", true}), "| unavailable");
}

TEST_F(SmtpSinkFault, WhatBreaksAfterTheEndLeftIsUnknown) {
  EXPECT_EQ(outcome(".", {"", true}), "unknown_outcome| unavailable");
  EXPECT_EQ(outcome(".", {"", false}), "unknown_outcome| unavailable");
  EXPECT_EQ(outcome(".", {"garbage\r\n", false}), "unknown_outcome| unavailable");
  EXPECT_EQ(outcome(".", {"354 go on\r\n", false}), "unknown_outcome| unavailable");
  EXPECT_EQ(outcome(".", {"250-half\r\n", true}), "unknown_outcome| unavailable");
}

TEST_F(SmtpSinkFault, WhatIsInDoubtSaysItsMessageId) {
  ASSERT_EQ(outcome(".", {"", true}), "unknown_outcome| unavailable");
  const auto& what = last_->receipts.at(0).error().what;
  EXPECT_NE(what.find("; look for the Message-ID <" + message_id("k-1", config_.from) + ">"), std::string::npos)
      << what;
}

TEST_F(SmtpSinkFault, AnAnswerWithoutEndEnds) {
  std::string endless;
  for (int i = 0; i < 500; ++i) endless += "250-x\r\n";
  EXPECT_EQ(outcome("MAIL", {endless, false}), "| unavailable");
  EXPECT_EQ(outcome("MAIL", {std::string(300'000, '2'), false}), "| unavailable");
}

TEST_F(SmtpSinkFault, AServerThatSaysNothingOrSomethingElse) {
  EXPECT_EQ(outcome("NEVER", {}, ""), "| unavailable");
  EXPECT_EQ(outcome("NEVER", {}, "HTTP/1.1 400 Bad Request\r\n\r\n"), "| unavailable");
}

TEST_F(SmtpSinkFault, StartTlsThatIsStrippedIsRefusedAndNothingIsSent) {
  config_.encryption = mail::Encryption::starttls;
  config_.user = sluss::test::mail_user;
  config_.password = Secret(sluss::test::mail_password);
  EXPECT_EQ(outcome("NEVER", {}), "| denied");
  EXPECT_TRUE(why_has("offers no STARTTLS")) << why();
  EXPECT_EQ(server_->count("AUTH") + server_->count("MAIL"), 0);
  EXPECT_EQ(outcome("STARTTLS", {"454 not now\r\n", false}), "| denied");
  EXPECT_EQ(server_->count("AUTH") + server_->count("MAIL"), 0);
}

TEST_F(SmtpSinkFault, ALoginThatIsNotPossibleNowIsNoWrongPassword) {
  config_.user = "sluss";
  config_.password = Secret("made-up");
  auto server = LineServer("220 hi\r\n", [](const std::string& line) -> Answer {
    if (line.starts_with("EHLO")) return {"250-hi\r\n250 AUTH PLAIN\r\n"};
    return {line.starts_with("AUTH") ? "454 4.7.0 not now\r\n" : "250 OK\r\n"};
  });
  config_.port = server.port();
  EXPECT_EQ(write(), "| unavailable") << why();
}

TEST_F(SmtpSinkFault, AStopBeforeTheEndIsCancelled) {
  std::stop_source stop;
  LineServer server("220 hi\r\n", [&](const std::string& line) -> Answer {
    if (!line.starts_with("RCPT")) return {"250 OK\r\n"};
    stop.request_stop();
    return {};
  });
  config_.port = server.port();
  config_.answer_timeout = std::chrono::seconds(60);
  EXPECT_EQ(write({parcel()}, stop.get_token()), "| cancelled");
}

TEST_F(SmtpSinkFault, AStopAfterTheEndWaitsForTheAnswer) {
  std::stop_source stop;
  bool in_mail = false;
  LineServer server("220 hi\r\n", [&](const std::string& line) -> Answer {
    if (line == ".") {
      stop.request_stop();
      in_mail = false;
      return {"250 taken\r\n"};
    }
    if (in_mail) return {};
    in_mail = line == "DATA";
    return {in_mail ? "354 go on\r\n" : "250 OK\r\n"};
  });
  config_.port = server.port();
  EXPECT_EQ(write({parcel()}, stop.get_token()), "ok");
}

TEST_F(SmtpSinkFault, WhatTheMessageHoldsCannotBreakOutOfItsPlace) {
  for (const auto* address : {"a@b.example>\r\nRCPT TO:<c@d.example", "a@b.example\nBcc: x@y.example", "<a@b.example>",
                              "a@b.example,c@d.example", "ingen adress"}) {
    message_ = message("1001", address);
    EXPECT_EQ(outcome("NEVER", {}), "data") << address;
    EXPECT_TRUE(server_->lines().empty());
  }
  message_ = message("1001\r\nBcc: x@y.example", "a@b.example");
  EXPECT_EQ(outcome("NEVER", {}), "data");
  EXPECT_TRUE(server_->lines().empty());
}

}  // namespace
}  // namespace sluss::smtp

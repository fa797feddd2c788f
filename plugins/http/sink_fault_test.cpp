// Everything that may go wrong on the way to a target, and what the engine is told of it.
#include "sink_fixture.h"

namespace sluss::http {
namespace {

using std::chrono::seconds;
using test::Behaviour;
using test::FaultServer;
using test::http_answer;
using test::in_short;

class HttpSinkFault : public test::SinkTest {};

TEST_F(HttpSinkFault, AnAnswerThatIsCutAtAnyByteIsUnknownUntilItsHeaderIsWhole) {
  const auto answer = http_answer("201 Created", "Content-Type: application/json\r\n", R"({"id":"A-1"})");
  const auto header = answer.find("\r\n\r\n") + 4;
  for (const auto then : {Behaviour::Then::close, Behaviour::Then::reset}) {
    for (std::size_t cut = 0; cut <= answer.size(); ++cut) {
      const auto came = outcome({answer.substr(0, cut), Behaviour::Reads::request, then});
      // A reset may overtake bytes that were sent before it.
      if (came == "unknown_outcome| unavailable" && (cut < header || then == Behaviour::Then::reset)) continue;
      ASSERT_GE(cut, header) << "cut at byte " << cut << ": " << came;
      EXPECT_EQ(came, cut == answer.size() ? "A-1" : "HTTP 201") << "cut at byte " << cut;
    }
  }
}

TEST_F(HttpSinkFault, EachStatusHasItsMeaning) {
  for (const auto* refused : {"400 a", "402 a", "404 a", "405 a", "409 a", "410 a", "411 a", "413 a", "415 a", "417 a",
                              "422 a", "431 a", "501 a", "505 a"})
    EXPECT_EQ(answered(refused, "", "body-word"), "rejected") << refused;
  for (const auto* denied : {"401 a", "403 a", "407 a"}) EXPECT_EQ(answered(denied), "| denied") << denied;
  EXPECT_EQ(answered("408 a"), "unavailable");
  EXPECT_EQ(answered("429 a"), "| throttled");
  EXPECT_EQ(answered("503 a"), "| unavailable");
  for (const auto* failed : {"500 a", "502 a", "504 a", "507 a", "999 a"})
    EXPECT_EQ(answered(failed), "unknown_outcome") << failed;
  config_.resend = Resend::safe;
  for (const auto* failed : {"500 a", "502 a", "504 a"}) EXPECT_EQ(answered(failed), "unavailable") << failed;
}

TEST_F(HttpSinkFault, TheSameKeyWithOtherContentIsRejected) {
  config_.resend = Resend::safe;
  EXPECT_EQ(answered("409 Conflict", "", "body-word"), "rejected");
  EXPECT_NE(fault().what.find("the same key with other content"), std::string::npos);
  EXPECT_EQ(answered("409 Conflict", "Retry-After: 1\r\n"), "unavailable");
}

TEST_F(HttpSinkFault, RetryAfterIsTakenInBothItsForms) {
  EXPECT_EQ(answered("429 Too Many Requests", "Retry-After: 120\r\n"), "| throttled");
  EXPECT_EQ(last_->stopped->retry_after, seconds(120));
  EXPECT_EQ(answered("503 Busy", "retry-after: Fri, 31 Dec 2100 23:59:59 GMT\r\n"), "| unavailable");
  EXPECT_EQ(last_->stopped->retry_after, seconds(86400));
  EXPECT_EQ(answered("503 Busy", "Retry-After: soon\r\n"), "| unavailable");
  EXPECT_EQ(last_->stopped->retry_after, std::nullopt);
}

TEST_F(HttpSinkFault, ARedirectIsNotFollowed) {
  FaultServer other({http_answer("200 OK")});
  EXPECT_EQ(answered("307 Temporary Redirect", "Location: " + other.url("/there?x=query-word") + "\r\n"), "rejected");
  EXPECT_EQ(other.requests(), 0);
  EXPECT_NE(fault().what.find(other.url("/there")), std::string::npos) << fault().what;
}

TEST_F(HttpSinkFault, ATargetThatSaysNothingIsWaitedForSoLongAndNoLonger) {
  config_.answer_timeout = seconds(1);
  EXPECT_EQ(outcome({"", Behaviour::Reads::request, Behaviour::Then::hang}), "unknown_outcome| unavailable");
  EXPECT_NE(fault().what.find("no whole answer came within 1 s; nobody knows"), std::string::npos) << fault().what;
  EXPECT_EQ(outcome({"", Behaviour::Reads::nothing, Behaviour::Then::hang}), "unknown_outcome| unavailable");
}

TEST_F(HttpSinkFault, ATargetThatNeverReadsIsGivenUp) {
  config_.answer_timeout = seconds(1);
  FaultServer server({"", Behaviour::Reads::nothing, Behaviour::Then::hang});
  config_.url = server.url();
  auto large = parcel();
  large.documents.front().bytes.assign(std::size_t{32} * 1024 * 1024, 'x');
  EXPECT_EQ(in_short(write({large})), "unknown_outcome| unavailable");
}

TEST_F(HttpSinkFault, AConnectionThatIsClosedAtOnceIsUnknownUnlessItWasSeenBeforeAnythingLeft) {
  for (const auto then : {Behaviour::Then::close, Behaviour::Then::reset}) {
    const auto came = outcome({"", Behaviour::Reads::nothing, then});
    EXPECT_TRUE(came == "unknown_outcome| unavailable" || came == "| unavailable") << came;
  }
}

TEST_F(HttpSinkFault, WhatIsNoHttpIsUnknown) {
  for (const std::string garbage : {"SSH-2.0-OpenSSH_9.2\r\n", "\r\n\r\n", "HTTP/1.1\r\n\r\n", "HTTP/1.1 abc\r\n\r\n",
                                    "HTTP/1.1 2000 OK\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n", "{\"id\":\"A-1\"}"})
    EXPECT_EQ(outcome({garbage}), "unknown_outcome| unavailable") << garbage;
  EXPECT_EQ(outcome({std::string("\0\0\0\x01HTTP/1.1 200 OK", 19)}), "unknown_outcome| unavailable");
  EXPECT_EQ(outcome({"HTTP/1.1 100 Continue\r\n\r\n"}), "unknown_outcome| unavailable");
}

TEST_F(HttpSinkFault, InterimAnswersAreNotTheAnswer) {
  EXPECT_EQ(outcome({"HTTP/1.1 103 Early Hints\r\nLocation: /wrong\r\n\r\n" + http_answer("201 Created")}), "HTTP 201");
}

TEST_F(HttpSinkFault, AnEndlessHeaderIsCutOff) {
  EXPECT_EQ(outcome({"HTTP/1.1 200 OK\r\nX: " + std::string(1'000'000, 'x')}), "unknown_outcome| unavailable");
  std::string many = "HTTP/1.1 200 OK\r\n";
  for (int i = 0; i < 20'000; ++i) many += "X-Header-" + std::to_string(i) + ": x\r\n";
  EXPECT_EQ(outcome({many}), "unknown_outcome| unavailable");
  EXPECT_NE(fault().what.find("does not end within 64 KiB"), std::string::npos) << fault().what;
}

TEST_F(HttpSinkFault, AHugeAnswerIsNotReadButItsStatusCounts) {
  const std::string huge(10'000'000, 'x');
  EXPECT_EQ(answered("200 OK", "Content-Type: application/json\r\n", huge), "HTTP 200");
  EXPECT_EQ(answered("422 No", "", huge), "rejected");
}

TEST_F(HttpSinkFault, NobodyThereIsUnavailable) {
  {
    const FaultServer gone({""});
    config_.url = gone.url();
  }
  EXPECT_EQ(in_short(write({parcel("1"), parcel("2")})), "| unavailable");
  config_.url = "https://sluss-test.invalid/";
  EXPECT_EQ(in_short(write({parcel()})), "| unavailable");
}

TEST_F(HttpSinkFault, AStopEndsATransfer) {
  FaultServer server({"", Behaviour::Reads::request, Behaviour::Then::hang});
  config_.url = server.url();
  std::stop_source stop;
  const std::jthread stopper([&](const std::stop_token& over) {
    while (server.requests() == 0 && !over.stop_requested()) std::this_thread::yield();
    stop.request_stop();
  });
  EXPECT_EQ(in_short(write({parcel("1"), parcel("2")}, stop.get_token())), "unknown_outcome| cancelled");
  EXPECT_EQ(in_short(write({parcel()}, stop.get_token())), "| cancelled");
  EXPECT_EQ(server.requests(), 1);
}

}  // namespace
}  // namespace sluss::http

// Senders that are wrong, slow, or hostile: none of it comes in, and nobody else is hurt by it.
#include <random>

#include "source_fixture.h"

namespace sluss::http {
namespace {

using std::chrono::seconds;
using test::body_of;
using test::post;
using test::status_of;
using test::token_word;

class HttpSourceAbuse : public test::SourceTest {
 protected:
  /// A request is taken, whatever came before it.
  void expect_well() {
    auto sender = client();
    sender.send(post("honest", "{}"));
    const auto read = next();
    EXPECT_EQ(read.name, "honest");
    EXPECT_TRUE(source_->settle(read.ticket, Outcome::taken, ""));
    EXPECT_EQ(status_of(sender.answer()), 200);
  }
  static std::string replaced(std::string text, const std::string& from, const std::string& to) {
    return text.replace(text.find(from), from.size(), to);
  }
};

TEST_F(HttpSourceAbuse, StrangersAreRefusedBeforeTheirBodyIsRead) {
  open();
  const auto bearer = "Bearer " + std::string(token_word);
  // Of the body that is announced nothing is ever sent: the answer does not wait for it.
  const std::string announced =
      "POST /placements HTTP/1.1\r\nHost: s\r\nIdempotency-Key: a\r\nContent-Length: 1000000\r\n";
  for (const auto& wrong :
       {std::string(), std::string("Authorization: Bearer wrong\r\n"), "Authorization: " + bearer + "x\r\n",
        std::string("Authorization: Bearer\r\n"), std::string("Authorization: Basic ") + token_word + "\r\n",
        "Authorization: " + bearer + "\r\nAuthorization: " + bearer + "\r\n"}) {
    const auto answer = refused(announced + wrong + "\r\n");
    EXPECT_EQ(status_of(answer), 401) << wrong;
    EXPECT_NE(answer.find("WWW-Authenticate: Bearer\r\n"), std::string::npos);
    EXPECT_EQ(answer.find(token_word), std::string::npos);
  }
  EXPECT_EQ(status_of(refused("DELETE /none HTTP/1.1\r\n\r\n")), 401) << "a stranger learns nothing else";
  expect_well();
}

TEST_F(HttpSourceAbuse, ASenderThatStillSendsHearsWhyItWasRefused) {
  open();
  for (int i = 0; i < 20; ++i)
    EXPECT_EQ(status_of(refused(replaced(post("a", std::string(900'000, 'x')), token_word, "wrong"))), 401);
}

TEST_F(HttpSourceAbuse, WrongRequestsAreToldWhatIsWrong) {
  open();
  const auto good = post("event-1", "{}");
  EXPECT_EQ(status_of(refused(replaced(good, "POST", "PUT"))), 405);
  EXPECT_NE(refused(replaced(good, "POST", "GET")).find("Allow: POST\r\n"), std::string::npos);
  EXPECT_EQ(status_of(refused(replaced(good, "/placements", "/invoices"))), 404);
  EXPECT_EQ(status_of(refused(replaced(good, "Idempotency-Key: event-1\r\n", ""))), 400);
  EXPECT_EQ(status_of(refused(replaced(good, "event-1", "event 1"))), 400);
  EXPECT_EQ(status_of(refused(replaced(good, "event-1", "event-\xC3\xA5"))), 400);
  EXPECT_EQ(status_of(refused(post(std::string(201, 'k'), "{}"))), 400);
  EXPECT_EQ(status_of(refused(post("a\r\nIdempotency-Key: b", "{}"))), 400);
  EXPECT_EQ(status_of(refused(post("a", "{}", "Content-Encoding: gzip\r\n"))), 415);
  expect_well();
}

TEST_F(HttpSourceAbuse, ABodyMayBeAsLargeAsStatedAndNoLarger) {
  config_.largest_body = 1000;
  open();
  EXPECT_EQ(status_of(refused(post("a", std::string(1001, 'x')))), 413);
  const auto chunked = replaced(post("a", ""), "Content-Length: 0", "Transfer-Encoding: chunked");
  std::string pieces;
  for (int i = 0; i < 11; ++i) pieces += "64\r\n" + std::string(100, 'x') + "\r\n";
  EXPECT_EQ(status_of(refused(chunked + pieces + "0\r\n\r\n")), 413);
  EXPECT_EQ(status_of(refused(chunked + "ffffffffffffffff\r\n")), 413);
  auto sender = client();
  sender.send(post("b", std::string(1000, 'x')));
  EXPECT_TRUE(source_->settle(next().ticket, Outcome::taken, ""));
  sender.send(chunked + pieces.substr(0, pieces.size() / 11 * 10) + "0\r\n\r\n");
  auto read = next();
  EXPECT_EQ(content(read).size(), 1000U);
  EXPECT_TRUE(source_->settle(read.ticket, Outcome::taken, ""));
}

TEST_F(HttpSourceAbuse, ASenderThatAsksBeforeItSendsIsToldToGoOn) {
  open();
  auto sender = client();
  const auto request = post("a", "{}", "Expect: 100-continue\r\n");
  sender.send(request.substr(0, request.size() - 2));
  EXPECT_EQ(sender.answer(), "HTTP/1.1 100 Continue\r\n\r\n");
  sender.send("{}");
  EXPECT_TRUE(source_->settle(next().ticket, Outcome::taken, ""));
  EXPECT_EQ(status_of(sender.answer()), 200);
}

TEST_F(HttpSourceAbuse, SlowSendersAreCutOffAndHurtNobody) {
  config_.header_timeout = config_.body_timeout = seconds(1);
  config_.most_connections = 8;
  open();
  auto silent = client();
  auto slow_head = client();
  auto slow_body = client();
  const auto request = post("slow", "{}");
  slow_body.send(request.substr(0, request.size() - 1));
  const std::jthread dripping([&](const std::stop_token& stop) {
    for (std::size_t at = 0; at < request.size() && !stop.stop_requested(); ++at) {
      slow_head.send(request.substr(at, 1));
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  });
  expect_well();
  for (auto* sender : {&silent, &slow_head, &slow_body}) EXPECT_TRUE(sender->is_closed());
  EXPECT_FALSE(source_->read({}).value().has_value());
  expect_well();
}

TEST_F(HttpSourceAbuse, AFullHouseOfSilentSendersMakesRoomAtOnce) {
  config_.header_timeout = std::chrono::hours(1);
  config_.most_connections = 4;
  open();
  std::vector<std::unique_ptr<test::RawClient>> silent;
  for (int i = 0; i < 4; ++i) silent.push_back(std::make_unique<test::RawClient>(source_->port()));
  expect_well();
}

TEST_F(HttpSourceAbuse, WhatIsNoHttpIsRefused) {
  open();
  for (const std::string bad :
       {"\r\n\r\n\r\n", "GET\r\n\r\n", "POST /placements HTTP/9.9\r\n\r\n", "\x16\x03\x01\x02\x01\x01",
        "POST /placements HTTP/1.1\r\nBad Header\r\n\r\n", "POST /placements HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST /placements HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"}) {
    auto sender = client();
    sender.send(bad);
    sender.finish();
    const auto answer = sender.answer();
    EXPECT_TRUE(answer.empty() || status_of(answer) == 400) << answer;
    EXPECT_TRUE(sender.is_closed());
  }
  const auto both = post("a", "{}", "Transfer-Encoding: chunked\r\n");
  EXPECT_EQ(status_of(refused(both)), 400) << "two lengths: what one reader skips another one takes for a request";
  EXPECT_EQ(status_of(refused("POST /placements HTTP/1.1\r\nX: " + std::string(100'000, 'x') + "\r\n\r\n")), 431);
  expect_well();
}

TEST_F(HttpSourceAbuse, ARequestThatEndsAnywhereDoesNotComeIn) {
  open();
  const auto request = post("cut", R"({"id":1})");
  for (std::size_t cut = 0; cut < request.size(); ++cut) {
    auto sender = client();
    sender.send(request.substr(0, cut));
    sender.finish();
    EXPECT_TRUE(sender.is_closed()) << "cut at byte " << cut;
  }
  EXPECT_FALSE(source_->read({}).value().has_value());
  expect_well();
}

TEST_F(HttpSourceAbuse, RandomBytesDoNoHarm) {
  open();
  std::mt19937 random(20261124);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same bytes each time
  const auto request = post("random", R"({"id":1})");
  for (int i = 0; i < 300; ++i) {
    auto bytes = request;
    if (i % 3 == 0) bytes = std::string(random() % 400, '\0');
    const auto changes = i % 3 == 0 ? bytes.size() : 1 + random() % 8;
    for (std::size_t n = 0; n < changes && !bytes.empty(); ++n)
      bytes[random() % bytes.size()] = static_cast<char>(random() % 256);
    auto sender = client();
    sender.send(bytes);
    sender.finish();
    // A change that does no harm leaves a request that waits for its answer.
    std::jthread settling([&](const std::stop_token& stop) {
      if (!source_->wait(stop)) return;
      for (auto read = source_->read({}); read && *read; read = source_->read({}))
        EXPECT_TRUE(source_->settle((*read)->ticket, Outcome::refused, "made up"));
    });
    EXPECT_TRUE(sender.is_closed()) << "round " << i;
  }
  expect_well();
}

}  // namespace
}  // namespace sluss::http

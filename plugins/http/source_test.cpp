#include "source.h"

#include <filesystem>
#include <fstream>

#include "base/sha256.h"
#include "sink.h"
#include "source_fixture.h"
#include "support/plugin_parts.h"
#include "support/temporary_folder.h"
#include "support/test_certificate.h"

namespace sluss::http {
namespace {

using test::body_of;
using test::post;
using test::RawClient;
using test::status_of;

class HttpSourceTest : public test::SourceTest {};

TEST_F(HttpSourceTest, ARequestBecomesARead) {
  open();
  EXPECT_EQ(source_->arrival(), Arrival::pushed);
  EXPECT_FALSE(source_->read({}).value().has_value());
  const auto sender = client();
  sender.send(post("event-1", R"({"id":1})"));
  auto read = next();
  EXPECT_EQ(read.name, "event-1");
  EXPECT_EQ(read.version, to_hex(digest(R"({"id":1})")));
  EXPECT_EQ(test::SourceTest::content(read), R"({"id":1})");
  EXPECT_TRUE(read.input->complete());
  EXPECT_TRUE(source_->settle(read.ticket, Outcome::taken, ""));
}

TEST_F(HttpSourceTest, TheAnswerComesWhenItIsSettledAndTheConnectionIsKept) {
  open();
  struct Case {
    Outcome outcome;
    std::string why;
    int status;
    std::string body;
  };
  auto sender = client();
  for (const auto& one : {Case{Outcome::taken, "", 200, R"({"taken":true})"},
                          Case{Outcome::refused, "line 1: it is no JSON", 422, R"({"error":"line 1: it is no JSON"})"},
                          Case{Outcome::refused, "the same key came with other content", 409,
                               R"({"error":"the same key came with other content"})"},
                          Case{Outcome::left, "", 503, R"({"error":"it could not be stored now; send it again"})"}}) {
    sender.send(post("event-1", "{}"));
    EXPECT_TRUE(source_->settle(next().ticket, one.outcome, one.why));
    const auto answer = sender.answer();
    EXPECT_EQ(status_of(answer), one.status);
    EXPECT_EQ(body_of(answer), one.body);
    EXPECT_EQ(answer.find("Retry-After: ") != std::string::npos, one.status == 503) << answer;
  }
}

TEST_F(HttpSourceTest, EachRequestIsSettledOnce) {
  open();
  const auto sender = client();
  sender.send(post("event-1", "{}"));
  const auto ticket = next().ticket;
  EXPECT_TRUE(source_->settle(ticket, Outcome::taken, ""));
  EXPECT_EQ(source_->settle(ticket, Outcome::taken, "").error().fault, Fault::internal);
}

TEST_F(HttpSourceTest, ManyAreReadBeforeTheyAreSettled) {
  open();
  std::vector<std::unique_ptr<RawClient>> senders;
  std::vector<std::string> tickets;
  for (int i = 0; i < 64; ++i) {
    senders.push_back(std::make_unique<RawClient>(source_->port()));
    senders.back()->send(post("event-" + std::to_string(i), "{}"));
  }
  while (tickets.size() < 64) tickets.push_back(next().ticket);
  for (const auto& ticket : tickets) EXPECT_TRUE(source_->settle(ticket, Outcome::taken, ""));
  for (const auto& sender : senders) EXPECT_EQ(status_of(sender->answer()), 200);
}

TEST_F(HttpSourceTest, SixtyFourSendersAtOnceLoseNothing) {
  open();
  test::Taker taker(*source_);
  std::atomic<int> answered = 0;
  {
    std::vector<std::jthread> senders;
    for (int i = 0; i < 64; ++i) {
      senders.emplace_back([&, i] {
        auto sender = client();
        for (int n = 0; n < 20; ++n) {
          sender.send(post("event-" + std::to_string(i) + "-" + std::to_string(n), "{}"));
          answered += status_of(sender.answer()) == 200 ? 1 : 0;
        }
      });
    }
  }
  EXPECT_EQ(answered, 64 * 20);
  const auto taken = taker.finish();
  EXPECT_EQ(taken.size(), 64U * 20U);
  for (const auto& [key, times] : taken) EXPECT_EQ(times, 1) << key;
}

TEST_F(HttpSourceTest, AReplayIsReadAgainWithTheSameNameAndVersion) {
  open();
  auto sender = client();
  std::vector<std::string> seen;
  for (const auto* body : {"{}", "{}", "{ }"}) {
    sender.send(post("event-1", body));
    const auto read = next();
    seen.push_back(read.name + " " + read.version);
    EXPECT_TRUE(source_->settle(read.ticket, Outcome::taken, ""));
    EXPECT_EQ(status_of(sender.answer()), 200);
  }
  EXPECT_EQ(seen[0], seen[1]);
  EXPECT_NE(seen[0], seen[2]);
}

TEST_F(HttpSourceTest, AKeyThatIsStillBeingWorkedOnIsToldToComeAgain) {
  open();
  auto first = client();
  first.send(post("event-1", "{}"));
  const auto read = next();
  auto second = client();
  second.send(post("event-1", "{}"));
  const auto answer = second.answer();
  EXPECT_EQ(status_of(answer), 409);
  EXPECT_NE(answer.find("Retry-After: 1\r\n"), std::string::npos);
  EXPECT_FALSE(source_->read({}).value().has_value());
  EXPECT_TRUE(source_->settle(read.ticket, Outcome::taken, ""));
  EXPECT_EQ(status_of(first.answer()), 200);
  second.send(post("event-1", "{}"));
  EXPECT_TRUE(source_->settle(next().ticket, Outcome::taken, ""));
  EXPECT_EQ(status_of(second.answer()), 200);
}

TEST_F(HttpSourceTest, MoreThanMayWaitAreToldToComeAgain) {
  config_.most_waiting = 1;
  open();
  auto first = client();
  first.send(post("event-1", "{}"));
  const auto read = next();
  auto second = client();
  second.send(post("event-2", "{}"));
  const auto answer = second.answer();
  EXPECT_EQ(status_of(answer), 503);
  EXPECT_NE(answer.find("Retry-After: "), std::string::npos);
  EXPECT_TRUE(source_->settle(read.ticket, Outcome::taken, ""));
  EXPECT_EQ(status_of(first.answer()), 200);
}

TEST_F(HttpSourceTest, MoreConnectionsThanMayBeWaitWhileAnswersAreDue) {
  config_.most_connections = 1;
  open();
  auto first = client();
  first.send(post("event-1", "{}"));
  const auto read = next();
  auto second = client();
  second.send(post("event-2", "{}"));
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  EXPECT_FALSE(source_->read({}).value().has_value());
  EXPECT_TRUE(source_->settle(read.ticket, Outcome::taken, ""));
  EXPECT_EQ(status_of(first.answer()), 200);
  EXPECT_TRUE(source_->settle(next().ticket, Outcome::taken, ""));
  EXPECT_EQ(status_of(second.answer()), 200);
  EXPECT_TRUE(first.is_closed()) << "it had nothing to ask, and gave way";
}

TEST_F(HttpSourceTest, ASenderThatHasGoneMakesNoDifference) {
  open();
  auto sender = client();
  sender.send(post("event-1", "{}"));
  const auto read = next();
  sender.vanish();
  EXPECT_TRUE(source_->settle(read.ticket, Outcome::taken, ""));
  auto again = client();
  again.send(post("event-1", "{}"));
  EXPECT_TRUE(source_->settle(next().ticket, Outcome::taken, ""));
  EXPECT_EQ(status_of(again.answer()), 200);
}

TEST_F(HttpSourceTest, ClosingAnswersAllThatWait) {
  open();
  auto read = client();
  read.send(post("event-1", "{}"));
  const auto ticket = next().ticket;
  auto unread = client();
  unread.send(post("event-2", "{}"));
  EXPECT_TRUE(source_->wait({}));
  auto idle = client();
  auto half = client();
  half.send("POST /placements HTTP/1.1\r\nHost: s");
  source_->close();
  for (auto* sender : {&read, &unread}) {
    const auto answer = sender->answer();
    EXPECT_EQ(status_of(answer), 503);
    EXPECT_NE(answer.find("Retry-After: "), std::string::npos);
    EXPECT_TRUE(sender->is_closed());
  }
  EXPECT_TRUE(idle.is_closed());
  EXPECT_TRUE(half.is_closed());
  EXPECT_FALSE(source_->settle(ticket, Outcome::taken, ""));
  EXPECT_TRUE(source_->open({})) << "it can be opened again";
}

TEST_F(HttpSourceTest, WaitingEndsWithAStop) {
  open();
  std::stop_source stop;
  const std::jthread stopper([&] { stop.request_stop(); });
  EXPECT_TRUE(source_->wait(stop.get_token()));
  EXPECT_FALSE(source_->read(stop.get_token()).value().has_value());
}

TEST_F(HttpSourceTest, APortThatIsTakenIsSaidAndNoFaultOfTheProbe) {
  open();
  auto config = config_;
  config.listen = "127.0.0.1:" + std::to_string(source_->port());
  HttpSource second(config);
  const auto opened = second.open({});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().fault, Fault::unavailable);
  EXPECT_NE(opened.error().what.find("another program has that port"), std::string::npos);
  EXPECT_TRUE(HttpSourceProbe(config).probe({}));
  config.listen = "192.0.2.1:8480";
  EXPECT_FALSE(HttpSourceProbe(config).probe({}));
}

// As a webhook sends it: a key of its own under a name of its own, the body signed, and no token.
TEST_F(HttpSourceTest, ASignedBodyNeedsNoToken) {
  config_.token = Secret();
  config_.signing_key = Secret("made-up-key-4Yw");
  config_.key_header = "X-Delivery";
  open();
  const auto request = [](const std::string& body, const std::string& signature) {
    return "POST /placements HTTP/1.1\r\nHost: sluss\r\nX-Delivery: event-1\r\nX-Hub-Signature-256: " + signature +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  };
  const auto signature = "sha256=" + hmac_sha256("{}", "made-up-key-4Yw");
  EXPECT_EQ(status_of(refused(post("event-1", "{}"))), 401);
  EXPECT_EQ(status_of(refused(request("{ }", signature))), 401);
  EXPECT_EQ(status_of(refused(request("{}", "sha256="))), 401);
  auto sender = client();
  sender.send(request("{}", signature));
  const auto read = next();
  EXPECT_EQ(read.name, "event-1");
  EXPECT_TRUE(source_->settle(read.ticket, Outcome::taken, ""));
  EXPECT_EQ(status_of(sender.answer()), 200);
}

class HttpSourceTls : public HttpSourceTest {
 protected:
  HttpSourceTls() {
    config_.certificate = files_.certificate;
    config_.certificate_key = files_.key;
  }
  sluss::test::TemporaryFolder folder_;
  sluss::test::Certificate files_ = sluss::test::make_certificate(folder_.path(), "sluss", "IP:127.0.0.1");
};

TEST_F(HttpSourceTls, TakesWhatOurOwnSinkSendsAndAnswersIt) {
  open();
  test::Taker taker(*source_);
  SinkConfig config;
  config.url = "https://127.0.0.1:" + std::to_string(source_->port()) + "/placements";
  config.ca = files_.certificate;
  config.token = config_.token;
  HttpSink sink(config);
  Message message;
  std::vector<Parcel> parcels;
  for (int i = 0; i < 5; ++i)
    parcels.push_back({"k" + std::to_string(i), &message, {{"json", std::string(900'000, ' ')}}});
  const auto report = sink.write(parcels, {});
  ASSERT_EQ(report->receipts.size(), 5U);
  for (const auto& receipt : report->receipts) EXPECT_EQ(receipt.value(), "HTTP 200");
  EXPECT_EQ(taker.finish().size(), 5U);
}

TEST_F(HttpSourceTls, PlainHttpIsNotTaken) {
  open();
  auto sender = client();
  sender.send(post("event-1", "{}"));
  EXPECT_TRUE(sender.is_closed());
  EXPECT_FALSE(source_->read({}).value().has_value());
}

TEST_F(HttpSourceTls, AKeyThatOthersCanReadOrThatIsNotTheCertificatesIsRefused) {
  const auto fault = [&] {
    HttpSource source(config_);
    const auto opened = source.open({});
    EXPECT_EQ(opened.has_value(), HttpSourceProbe(config_).probe({}).has_value());
    return opened ? "" : opened.error().what;
  };
  EXPECT_EQ(fault(), "");
  config_.certificate_key = sluss::test::make_certificate(folder_.path(), "other", "IP:127.0.0.1").key;
  EXPECT_NE(fault().find("is not the certificate's"), std::string::npos);
  std::filesystem::permissions(files_.key, std::filesystem::perms::others_read, std::filesystem::perm_options::add);
  config_.certificate_key = files_.key;
  EXPECT_NE(fault().find("every user can read it"), std::string::npos);
  config_.certificate_key = folder_.path() / "none.pem";
  EXPECT_NE(fault().find("there is no file"), std::string::npos);
}

class HttpSourceSpec : public testing::Test {
 protected:
  class OneSecret final : public Secrets {
   public:
    [[nodiscard]] Result<Secret> find(std::string_view name) const override {
      return Secret(name == "empty" ? "" : test::token_word);
    }
  };
  std::string faults(std::vector<std::pair<std::string, Node>> options, const std::string& token = "secret:a") {
    if (!token.empty()) options.emplace_back("token", text(token));
    Diagnostics diagnostics;
    ParseContext context{diagnostics, OneSecret(), "/srv"};
    const auto parsed = source_spec().parse(sluss::test::table(options), context);
    EXPECT_EQ(parsed.has_value(), diagnostics.ok());
    std::vector<std::string> all;
    for (const auto& one : diagnostics.all()) all.push_back(one.path + ": " + one.message);
    return join(all, " / ");
  }
  static Node text(const std::string& value) { return sluss::test::scalar(value); }
};

TEST_F(HttpSourceSpec, WithoutTlsNobodyElseIsListenedTo) {
  EXPECT_EQ(faults({}), "");
  for (const auto* local : {"127.0.0.2:80", "[::1]:8480"}) EXPECT_EQ(faults({{"listen", text(local)}}), "");
  for (const auto* open : {"0.0.0.0:8480", "[::]:8480", "192.0.2.1:8480"}) {
    EXPECT_EQ(faults({{"listen", text(open)}}),
              "listen: other machines can reach this address, and all would go in clear");
    EXPECT_EQ(faults({{"listen", text(open)}, {"certificate", text("a.pem")}}), "");
  }
}

TEST_F(HttpSourceSpec, RefusesWhatMakesNoSense) {
  for (const auto* bad : {"", "8480", "localhost:8480", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:65536", "::1:8480"})
    EXPECT_NE(faults({{"listen", text(bad)}}), "") << bad;
  for (const auto* bad : {"", "placements", "/a?b", "/a b"}) EXPECT_NE(faults({{"path", text(bad)}}), "") << bad;
  EXPECT_NE(faults({{"certificate_key", text("key.pem")}}), "");
  EXPECT_NE(faults({{"largest_body", text("0")}}), "");
  EXPECT_NE(faults({{"header_timeout", text("0s")}}), "");
  EXPECT_EQ(faults({}, "secret:empty"), "token: it is empty: everybody would be let in");
  EXPECT_EQ(faults({}, ""), ": one of these is needed: token, signing_key");
  EXPECT_EQ(faults({{"signing_key", text("secret:a")}}, ""), "");
  EXPECT_EQ(faults({{"signing_key", text("secret:empty")}}), "signing_key: it is empty: everybody would be let in");
  for (const auto* bad : {"", "X Key", "X-Key:", "X-Åäö"})
    EXPECT_EQ(faults({{"key_header", text(bad)}}), "key_header: expected the name of a header") << bad;
}

}  // namespace
}  // namespace sluss::http

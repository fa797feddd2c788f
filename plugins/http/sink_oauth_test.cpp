// Deliveries by access tokens: once each, whatever becomes of the token.
#include "sink_fixture.h"
#include "support/plugin_parts.h"
#include "support/token_server.h"

namespace sluss::http {
namespace {

using sluss::test::http_of;
using sluss::test::TokenServer;
using test::in_short;

class HttpSinkOauth : public test::SinkTest {
 protected:
  HttpSinkOauth() {
    config_.token = Secret();
    server_.be_told(config_);
    server_.give(http_of("201 Created", ""));
    config_.url = server_.service.url("/invoices?secret=query-word");
  }
  void log_in_by(const std::string& answer) {
    server_.logins.behave_by([=](const std::string&) { return test::Behaviour{answer}; });
  }
  TokenServer server_;
};

TEST_F(HttpSinkOauth, ATokenServesManyDeliveriesAndRuns) {
  EXPECT_EQ(in_short(write({parcel("k-1"), parcel("k-2")})), "HTTP 201, HTTP 201");
  EXPECT_EQ(in_short(write({parcel("k-3")})), "HTTP 201");
  EXPECT_EQ(server_.given(), 1);
  EXPECT_EQ(server_.service.requests(), 3);
}

TEST_F(HttpSinkOauth, WhatWasRefusedForItsTokenIsSentAgainUnderTheSameKey) {
  ASSERT_EQ(in_short(write({parcel("k-1")})), "HTTP 201");
  server_.forget();
  static_cast<void>(server_.service.take_requests());
  EXPECT_EQ(in_short(write({parcel("k-2"), parcel("k-3")})), "HTTP 201, HTTP 201");
  EXPECT_EQ(server_.given(), 2);
  const auto requests = server_.service.take_requests();
  ASSERT_EQ(requests.size(), 3U);
  for (const auto at : {0U, 1U}) {
    EXPECT_NE(requests[at].find("Idempotency-Key: k-2\r\n"), std::string::npos) << requests[at];
    EXPECT_TRUE(requests[at].ends_with(test::document)) << requests[at];
  }
}

TEST_F(HttpSinkOauth, WhoeverIsNotKnownAtAllIsDenied) {
  server_.service.behave_by([](const std::string&) { return test::Behaviour{http_of("401 a", "body-word")}; });
  EXPECT_EQ(in_short(write({parcel("k-1"), parcel("k-2")})), "| denied");
  EXPECT_EQ(server_.service.requests(), 1);
  EXPECT_EQ(server_.given(), 1);
}

TEST_F(HttpSinkOauth, AWrongSecretIsDeniedAndTriedOnce) {
  config_.client_secret = Secret("wrong");
  EXPECT_EQ(in_short(write({parcel("k-1"), parcel("k-2")})), "| denied");
  EXPECT_EQ(server_.logins.requests(), 1);
  EXPECT_EQ(server_.service.requests(), 0);
}

TEST_F(HttpSinkOauth, WhereNoTokenCanBeHadNothingIsTried) {
  for (const auto* answer : {"500 a", "404 a", "302 a", "200 a"}) {
    log_in_by(http_of(answer, "body-word"));
    EXPECT_EQ(in_short(write({parcel("k-1"), parcel("k-2")})), "| unavailable") << answer;
  }
  EXPECT_EQ(server_.service.requests(), 0);
}

TEST_F(HttpSinkOauth, WhenTheNewTokenDoesNotComeTheDeliveryWasNotTried) {
  ASSERT_EQ(in_short(write({parcel("k-1")})), "HTTP 201");
  server_.forget();
  log_in_by(http_of("503 a", ""));
  EXPECT_EQ(in_short(write({parcel("k-2")})), "| unavailable") << "a 401 says that it was not taken";
}

TEST_F(HttpSinkOauth, WhatIsLostOnItsSecondWayIsUnknown) {
  ASSERT_EQ(in_short(write({parcel("k-1")})), "HTTP 201");
  server_.service.behave_by([first = true](const std::string&) mutable {
    return test::Behaviour{std::exchange(first, false) ? http_of("401 a", "") : ""};
  });
  EXPECT_EQ(in_short(write({parcel("k-2")})), "unknown_outcome| unavailable");
  EXPECT_EQ(server_.service.requests(), 3);
}

TEST_F(HttpSinkOauth, AsksWithATokenToo) {
  config_.resend = Resend::ask;
  config_.ask = server_.service.url("/invoices?key={key}");
  server_.give(http_of("404 a", ""));
  HttpSink sink(config_);
  const auto found = sink.find("k-1", {});
  ASSERT_TRUE(found) << found.error().what;
  EXPECT_FALSE(*found);
  server_.forget();
  log_in_by(http_of("400 a", R"({"error":"invalid_client"})"));
  EXPECT_EQ(sink.find("k-1", {}).error().fault, Fault::denied);
}

TEST_F(HttpSinkOauth, TheProbeLogsInAndSendsNothing) {
  EXPECT_TRUE(HttpSinkProbe(config_).probe({}));
  EXPECT_EQ(server_.given(), 1);
  config_.kept = std::make_shared<KeptToken>();
  config_.client_secret = Secret("wrong");
  EXPECT_EQ(HttpSinkProbe(config_).probe({}).error().fault, Fault::denied);
  EXPECT_EQ(server_.service.requests(), 0);
}

TEST_F(HttpSinkOauth, OurCertificateGoesWithADelivery) {
  sluss::test::TemporaryFolder folder;
  const auto theirs = sluss::test::make_certificate(folder.path(), "server", "IP:127.0.0.1");
  const auto ours = sluss::test::make_certificate(folder.path(), "client", "DNS:sluss.example");
  test::FaultServer server({http_of("201 Created", "")}, theirs.certificate, theirs.key, ours.certificate);
  SinkConfig config;
  config.url = server.url();
  config.ca = theirs.certificate;
  config_ = config;
  EXPECT_NE(in_short(write({parcel()})), "HTTP 201");
  config_.certificate = ours.certificate;
  config_.certificate_key = ours.key;
  EXPECT_EQ(in_short(write({parcel()})), "HTTP 201");
  EXPECT_TRUE(HttpSinkProbe(config_).probe({}));
}

TEST_F(HttpSinkOauth, OptionsAreChecked) {
  class Made final : public Secrets {
   public:
    [[nodiscard]] Result<Secret> find(std::string_view) const override { return Secret("made-up-Kx93"); }
  };
  const auto faults = [](const std::vector<std::pair<std::string, std::string>>& options) {
    Diagnostics diagnostics;
    const Made secrets;
    ParseContext context{diagnostics, secrets, "/srv"};
    std::vector<std::pair<std::string, Node>> nodes = {{"url", sluss::test::scalar("https://a.example/")}};
    for (const auto& [name, value] : options) nodes.emplace_back(name, sluss::test::scalar(value));
    static_cast<void>(sink_spec().parse(sluss::test::table(nodes), context));
    std::string paths;
    for (const auto& one : diagnostics.all()) paths += one.path + " ";
    return paths;
  };
  const std::pair<std::string, std::string> token_url{"token_url", "https://login.example/token"},
      id{"client_id", "a:b"}, secret{"client_secret", "secret:a"}, refresh{"refresh_token", "secret:b"},
      file{"token_file", "a.token"};
  EXPECT_EQ(faults({token_url, id, secret}), "");
  EXPECT_EQ(faults({token_url, id, secret, {"client_auth", "post"}, {"scope", "a b"}, refresh, file}), "");
  EXPECT_EQ(faults({token_url, id}), "token_url ");
  EXPECT_EQ(faults({token_url, secret}), "token_url ");
  EXPECT_EQ(faults({id, secret}), "client_id client_secret ");
  EXPECT_EQ(faults({token_url, id, secret, refresh}), "refresh_token ");
  EXPECT_EQ(faults({token_url, id, secret, file}), "token_file ");
  EXPECT_EQ(faults({token_url, id, secret, {"token", "secret:c"}}), "token ");
  EXPECT_EQ(faults({{"token_url", "http://login.example/token"}, id, secret}), "token_url ");
  EXPECT_EQ(faults({{"token_url", "http://login.example/token"}, id, secret, {"plain", "allowed"}}), "");
  EXPECT_EQ(faults({{"token_url", "login"}, id, secret}), "token_url ");
  EXPECT_EQ(faults({{"client_auth", "bearer"}}), "client_auth ");
}

}  // namespace
}  // namespace sluss::http

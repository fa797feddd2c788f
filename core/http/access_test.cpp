// Access tokens: got when they are needed, from a token endpoint and for a service that are strict. All is made up.
#include "http/access.h"

#include <gtest/gtest.h>
#include <thread>

#include "base/file.h"
#include "support/token_server.h"

namespace sluss::http {
namespace {

namespace fs = std::filesystem;
using sluss::test::Behaviour;
using sluss::test::FaultServer;
using sluss::test::http_of;
using sluss::test::TokenServer;
using std::chrono::seconds;
using Then = Behaviour::Then;

struct Config : OauthConfig {
  fs::path ca;
  std::int64_t rate = 0;
};

/// A client whose time passes only where the test says so.
class AccessTest : public testing::Test {
 protected:
  AccessTest() { server_.be_told(config_); }

  [[nodiscard]] Manner manner() const {
    Manner manner;
    manner.line.ca = config_.ca;
    manner.line.answer = answer_;
    manner.oauth = config_;
    return manner;
  }
  Timing timing() {
    return {[this] { return now_; }, [](std::chrono::nanoseconds, const std::stop_token&) { return true; }};
  }
  /// The fault of a GET; "" when it succeeded.
  std::string got(Client& client) {
    const auto answer = client.get(server_.service.url("/list"), {"Accept: x/y"}, {});
    why_ = answer ? "" : answer.error().what;
    expect_discreet(why_);
    return answer ? "" : name_of(answer.error().fault);
  }
  std::string got() {
    Client client(manner(), timing());
    return got(client);
  }
  /// The fault of a POST when the token endpoint behaves so, after seeing that it was asked once, and nobody else.
  std::string posted(const Behaviour& behaviour) {
    server_.logins.behave_by([=](const std::string&) { return behaviour; });
    const auto before = server_.logins.requests();
    config_.kept = std::make_shared<KeptToken>();
    Client client(manner(), timing());
    const auto answer = client.send({"POST", server_.service.url(), {}, "document"}, {});
    EXPECT_FALSE(answer);
    why_ = answer ? "" : answer.error().what;
    after_ = answer ? std::nullopt : answer.error().retry_after;
    expect_discreet(why_);
    EXPECT_FALSE(client.left());
    EXPECT_EQ(client.status(), 0);
    EXPECT_EQ(server_.logins.requests(), before + 1);
    EXPECT_EQ(server_.service.requests(), 0) << "something was sent";
    return answer ? "" : name_of(answer.error().fault);
  }
  std::string refused(const std::string& status, const std::string& body) {
    return posted({http_of(status, body, "Content-Type: application/json\r\n")});
  }
  void expect_why(const std::string& part) const { EXPECT_NE(why_.find(part), std::string::npos) << why_; }
  void use_refresh_tokens() {
    config_.refresh_token = Secret("first-token");
    config_.token_file = folder_.path() / "service.token";
    server_.expect("first-token");
  }
  /// The refresh token on disk.
  [[nodiscard]] std::string kept() const {
    const auto text = file_bytes(config_.token_file).value_or("\n\n");
    const auto begin = text.find('\n') + 1;
    return text.substr(begin, text.find('\n', begin) - begin);
  }

  sluss::test::TemporaryFolder folder_;
  TokenServer server_;
  Config config_;
  seconds answer_{60};
  Pace::Time now_{std::chrono::hours(1)};
  std::string why_;
  std::optional<seconds> after_;

 private:
  static void expect_discreet(const std::string& text) {
    for (const auto* word : {"Kx93", "body-word", "query-word", "first-token"})
      EXPECT_EQ(text.find(word), std::string::npos) << text;
  }
};

TEST_F(AccessTest, ATokenServesManyRequests) {
  config_.scope = "invoices.read invoices.write";
  Client client(manner(), timing());
  for (int i = 0; i < 5; ++i) EXPECT_EQ(got(client), "") << why_;
  const auto logins = server_.logins.take_requests();
  ASSERT_EQ(logins.size(), 1U);
  EXPECT_TRUE(logins[0].ends_with("\r\n\r\ngrant_type=client_credentials&scope=invoices.read%20invoices.write"))
      << logins[0];
  EXPECT_NE(logins[0].find("\r\nContent-Type: application/x-www-form-urlencoded\r\n"), std::string::npos);
  EXPECT_EQ(logins[0].find("Kx93"), std::string::npos);
  const auto requests = server_.service.take_requests();
  ASSERT_EQ(requests.size(), 5U);
  EXPECT_NE(requests[0].find("\r\nAccept: x/y\r\n"), std::string::npos);
  EXPECT_EQ(requests[0].find("Basic"), std::string::npos);
}

TEST_F(AccessTest, WhoWeAreGoesIntoTheFormWhereThatIsStated) {
  config_.client_auth = ClientAuth::post;
  EXPECT_EQ(got(), "") << why_;
  EXPECT_EQ(server_.logins.take_requests().at(0).find("Authorization:"), std::string::npos);
}

TEST_F(AccessTest, ClientsOfOneConfigurationShareTheToken) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      Client client(manner());
      EXPECT_TRUE(client.get(server_.service.url("/list"), {}, {}));
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(server_.given(), 1);
  config_.kept = std::make_shared<KeptToken>();
  EXPECT_EQ(got(), "");
  EXPECT_EQ(server_.given(), 2) << "another configuration was given it";
}

TEST_F(AccessTest, ATokenIsGotAnewShortlyBeforeItEnds) {
  Client client(manner(), timing());
  const auto given_after = [&](seconds time) {
    now_ += time;
    EXPECT_EQ(got(client), "") << why_;
    return server_.given();
  };
  EXPECT_EQ(given_after(seconds(0)), 1);
  EXPECT_EQ(given_after(seconds(3539)), 1);
  EXPECT_EQ(given_after(seconds(1)), 2) << "a minute is left";
  server_.say(R"(,"expires_in":20)");
  EXPECT_EQ(given_after(seconds(3540)), 3);
  EXPECT_EQ(given_after(seconds(14)), 3) << "a short life is no reason to ask each time";
  EXPECT_EQ(given_after(seconds(1)), 4);
  server_.say("");
  EXPECT_EQ(given_after(seconds(20)), 5);
  EXPECT_EQ(given_after(seconds(1'000'000)), 5) << "nobody says when it ends";
  EXPECT_EQ(server_.service.requests(), 8) << "something was refused";
}

TEST_F(AccessTest, ATokenThatIsRefusedIsGotAnewAndTheRequestSentAgain) {
  Client client(manner(), timing());
  ASSERT_EQ(got(client), "");
  server_.forget();
  static_cast<void>(server_.service.take_requests());
  const auto answer = client.send({"POST", server_.service.url(), {}, "document"}, {});
  ASSERT_TRUE(answer) << answer.error().what;
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(server_.given(), 2);
  const auto requests = server_.service.take_requests();
  ASSERT_EQ(requests.size(), 2U);
  for (const auto& request : requests) EXPECT_TRUE(request.ends_with("\r\n\r\ndocument")) << request;
}

TEST_F(AccessTest, WhatIsRefusedWithANewTokenIsNotSentAgain) {
  server_.service.behave_by([](const std::string&) { return Behaviour{http_of("401 a", "body-word")}; });
  Client client(manner(), timing());
  EXPECT_EQ(got(client), "denied");
  EXPECT_EQ(server_.given(), 1);
  EXPECT_EQ(server_.service.requests(), 1);
  EXPECT_EQ(client.status(), 401);
  EXPECT_EQ(got(client), "denied");
  EXPECT_EQ(server_.given(), 2);
  EXPECT_EQ(server_.service.requests(), 3);
}

TEST_F(AccessTest, NothingElseIsSentAgain) {
  Client client(manner(), timing());
  ASSERT_EQ(got(client), "");
  for (const auto& behaviour : {Behaviour{http_of("403 a", "")}, Behaviour{http_of("500 a", "")}, Behaviour{""},
                                Behaviour{"HTTP/1.1 401", Behaviour::Reads::request, Then::reset}}) {
    server_.service.behave_by([=](const std::string&) { return behaviour; });
    const auto before = server_.service.requests();
    static_cast<void>(client.send({"POST", server_.service.url(), {}, "document"}, {}));
    EXPECT_EQ(server_.service.requests(), before + 1);
  }
  EXPECT_EQ(server_.given(), 1);
}

TEST_F(AccessTest, WhenNoNewTokenComesNothingHasLeft) {
  Client client(manner(), timing());
  ASSERT_EQ(got(client), "");
  server_.forget();
  server_.logins.behave_by([](const std::string&) { return Behaviour{http_of("503 a", "")}; });
  const auto answer = client.send({"POST", server_.service.url(), {}, "document"}, {});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().fault, Fault::unavailable);
  EXPECT_FALSE(client.left()) << "what left was refused";
  EXPECT_EQ(client.status(), 0);
}

TEST_F(AccessTest, AWrongSecretIsDeniedAndTriedOnce) {
  config_.client_secret = Secret("wrong-Kx93");
  EXPECT_EQ(got(), "denied");
  EXPECT_EQ(server_.logins.requests(), 1);
  EXPECT_EQ(server_.service.requests(), 0);
  EXPECT_EQ(why_, server_.logins.url("/token") +
                      " answered 401 (invalid_client): it gives this client no token; check client_id: and "
                      "client_secret:");
}

TEST_F(AccessTest, WhatItRefusesIsDeniedWithWhatToLookAt) {
  const auto error = [](const std::string& word) {
    return R"({"error":")" + word + R"(","error_description":"body-word"})";
  };
  EXPECT_EQ(refused("400 a", error("invalid_client")), "denied");
  expect_why("400 (invalid_client): it gives this client no token; check client_id: and client_secret:");
  EXPECT_EQ(refused("401 a", error("invalid_grant")), "denied");
  expect_why("(invalid_grant)");
  expect_why("get a new refresh_token");
  EXPECT_EQ(refused("400 a", error("invalid_scope")), "denied");
  expect_why("check scope:");
  EXPECT_EQ(refused("400 a", error("unauthorized_client")), "denied");
  expect_why("it must first be allowed");
  for (const auto* other : {"<html>body-word", "", R"({"error":"body-word"})"}) {
    EXPECT_EQ(refused("400 a", other), "denied");
    expect_why("answered 400: it gives this client no token; check client_id:, client_secret: and scope:");
  }
  EXPECT_EQ(refused("403 a", "body-word"), "denied");
}

TEST_F(AccessTest, AnEndpointThatIsAwayIsUnavailable) {
  for (const auto* away : {"500 a", "502 a", "503 a", "408 a", "404 a", "501 a"})
    EXPECT_EQ(refused(away, "body-word"), "unavailable") << away;
  EXPECT_EQ(posted({http_of("429 a", "", "Retry-After: 7\r\n")}), "throttled");
  EXPECT_EQ(after_, seconds(7));
  EXPECT_EQ(posted({""}), "unavailable");
  EXPECT_EQ(posted({"HTTP/1.1 200", Behaviour::Reads::request, Then::reset}), "unavailable");
  {
    const FaultServer gone({""});
    config_.token_url = gone.url();
  }
  EXPECT_EQ(got(), "unavailable");
  EXPECT_EQ(server_.service.requests(), 0);
}

TEST_F(AccessTest, GarbageIsUnavailable) {
  for (const auto* garbage : {"<html>body-word</html>", "{}", "", R"({"access_token":"a\r\nX: b"})"})
    EXPECT_EQ(refused("200 a", garbage), "unavailable") << garbage;
  expect_why("answers a request for an access token with something else");
  EXPECT_EQ(refused("304 a", ""), "unavailable");
  EXPECT_EQ(posted({"SSH-2.0-OpenSSH_9.2\r\n"}), "unavailable");
}

TEST_F(AccessTest, ASlowOrAnEndlessAnswerIsGivenUp) {
  answer_ = seconds(1);
  EXPECT_EQ(posted({"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", Behaviour::Reads::request, Then::drip}),
            "unavailable");
  expect_why("within 1 s");
  EXPECT_EQ(posted({"", Behaviour::Reads::request, Then::hang}), "unavailable");
  answer_ = seconds(60);
  EXPECT_EQ(posted({"HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n", Behaviour::Reads::request, Then::flood}),
            "unavailable");
  expect_why("larger than 65536 bytes");
  EXPECT_LT(server_.logins.flooded(), 50U << 20U) << "it was read on";
}

TEST_F(AccessTest, NoRedirectIsFollowedWithWhatProvesUs) {
  FaultServer other({http_of("200 OK", R"({"access_token":"a"})")});
  for (const auto* status : {"301 a", "302 a", "307 a", "308 a"}) {
    EXPECT_EQ(posted({http_of(status, "", "Location: " + other.url("/there?x=query-word") + "\r\n")}), "unavailable");
    expect_why("/there");
  }
  EXPECT_EQ(other.requests(), 0);
}

TEST_F(AccessTest, ATokenGoesNowhereElse) {
  FaultServer other({http_of("200 OK", "{}")});
  server_.give(http_of("302 a", "", "Location: " + other.url("/there") + "\r\n"));
  EXPECT_EQ(got(), "rejected");
  EXPECT_EQ(other.requests(), 0);
}

TEST_F(AccessTest, TheEndpointsCertificateIsVerified) {
  config_.ca.clear();
  EXPECT_EQ(got(), "denied");
  expect_why("its certificate is not to be trusted");
  EXPECT_EQ(server_.logins.requests(), 0);
}

TEST_F(AccessTest, AStopEndsALogin) {
  server_.logins.behave_by([](const std::string&) { return Behaviour{"", Behaviour::Reads::request, Then::hang}; });
  std::stop_source stop;
  const std::jthread stopper([&](const std::stop_token& over) {
    while (server_.logins.requests() == 0 && !over.stop_requested()) std::this_thread::yield();
    stop.request_stop();
  });
  Client client(manner());
  EXPECT_EQ(client.get(server_.service.url(), {}, stop.get_token()).error().fault, Fault::cancelled);
}

TEST_F(AccessTest, ARefreshTokensSuccessorIsOnDiskBeforeWhatCameWithItIsUsed) {
  use_refresh_tokens();
  int seen = 0;
  server_.service.behave_by([&](const std::string&) {
    EXPECT_EQ(kept(), server_.refresh());
    EXPECT_EQ(fs::status(config_.token_file).permissions(), fs::perms(0600));
    ++seen;
    return Behaviour{http_of("200 OK", "{}")};
  });
  for (int i = 1; i <= 3; ++i) {
    config_.kept = std::make_shared<KeptToken>();  // as after a restart
    EXPECT_EQ(got(), "") << why_;
    EXPECT_EQ(kept(), "body-word-refresh-" + std::to_string(i));
  }
  EXPECT_EQ(seen, 3);
  const auto logins = server_.logins.take_requests();
  EXPECT_TRUE(logins.at(1).ends_with("\r\n\r\ngrant_type=refresh_token&refresh_token=body-word-refresh-1"))
      << logins[1];
}

TEST_F(AccessTest, AChainThatEndedIsDeniedWithWhatToDo) {
  use_refresh_tokens();
  server_.expect("another-token");
  EXPECT_EQ(got(), "denied");
  expect_why(
      "400 (invalid_grant): it gives this client no token; the refresh token is used up, ended or taken back: "
      "get a new refresh_token");
  EXPECT_EQ(server_.logins.requests(), 1);
  EXPECT_EQ(server_.service.requests(), 0);
}

TEST_F(AccessTest, WhereNoSuccessorCanBeKeptNothingIsAsked) {
  use_refresh_tokens();
  config_.token_file = folder_.path() / "missing" / "service.token";
  EXPECT_EQ(got(), "unavailable");
  EXPECT_EQ(server_.logins.requests(), 0);
}

TEST_F(AccessTest, AServiceMayInsistOnASuccessor) {
  use_refresh_tokens();
  const auto answer = http_of("200 OK", R"({"access_token":"a","expires_in":9})");
  config_.login.successor = Login::Successor::always;
  EXPECT_EQ(posted({answer}), "denied");
  expect_why("took a refresh token and gave no other: get a new refresh_token");
  EXPECT_EQ(posted({http_of("200 OK", "<html>body-word")}), "denied");
  EXPECT_FALSE(fs::exists(config_.token_file));
}

TEST_F(AccessTest, ALoginAloneAsksNothingElse) {
  Client client(manner(), timing());
  EXPECT_TRUE(client.log_in({}));
  EXPECT_EQ(server_.given(), 1);
  EXPECT_EQ(server_.service.requests(), 0);
  EXPECT_TRUE(Client().log_in({})) << "where no token is used";
}

}  // namespace
}  // namespace sluss::http

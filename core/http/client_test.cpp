#include "http/client.h"

#include <gtest/gtest.h>

#include "support/fault_server.h"

namespace sluss::http {
namespace {

using sluss::test::Behaviour;
using sluss::test::FaultServer;
using std::chrono::seconds;
using Then = Behaviour::Then;

std::string http(const std::string& status, const std::string& headers = {}, const std::string& body = {}) {
  return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

/// A client whose time passes only where it sleeps.
class ClientTest : public testing::Test {
 protected:
  Timing timing() {
    return {[this] { return now_; },
            [this](std::chrono::nanoseconds time, const std::stop_token& stop) {
              slept_.push_back(std::chrono::duration_cast<seconds>(time).count());
              now_ += time;
              return !stop.stop_requested();
            }};
  }
  Client client() { return Client({line_, rate_}, timing()); }
  /// The fault of a GET from a server of that behaviour; "" when it succeeded.
  std::string got(const Behaviour& behaviour) {
    FaultServer server(behaviour);
    const auto answer = client().get(server.url("/a?word=query-word"), {}, {});
    why_ = answer ? "" : answer.error().what;
    after_ = answer ? std::nullopt : answer.error().retry_after;
    EXPECT_EQ(why_.find("query-word"), std::string::npos) << why_;
    EXPECT_EQ(why_.find("body-word"), std::string::npos) << why_;
    return answer ? "" : name_of(answer.error().fault);
  }

  Line line_;
  Rate rate_;
  Pace::Time now_{std::chrono::hours(1)};
  std::vector<long> slept_;
  std::string why_;
  std::optional<seconds> after_;
};

TEST_F(ClientTest, GivesTheWholeAnswer) {
  FaultServer server(
      {http("200 OK", "Content-Type: application/json\r\nETag: \"7\"\r\nLink: <a>; rel=x\r\nlink: <b>\r\n", "{}")});
  const auto answer = client().get(server.url(), {"Accept: application/json"}, {});
  ASSERT_TRUE(answer) << answer.error().what;
  EXPECT_EQ(answer->body, "{}");
  EXPECT_EQ(answer->etag, "\"7\"");
  EXPECT_EQ(answer->link, "<a>; rel=x, <b>");
  const auto request = server.take_requests().at(0);
  EXPECT_TRUE(request.starts_with("GET /invoices HTTP/1.1\r\n")) << request;
  EXPECT_NE(request.find("\r\nAccept: application/json\r\n"), std::string::npos) << request;
}

TEST_F(ClientTest, AsksOnlyForWhatIsNew) {
  FaultServer server({http("304 Not Modified")});
  const auto answer = client().get(server.url(), {}, {}, {"\"7\"", "Tue, 24 Nov 2026 00:00:00 GMT"});
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 304);
  const auto request = server.take_requests().at(0);
  EXPECT_NE(request.find("If-None-Match: \"7\"\r\n"), std::string::npos) << request;
  EXPECT_NE(request.find("If-Modified-Since: Tue, 24 Nov 2026 00:00:00 GMT\r\n"), std::string::npos) << request;
}

TEST_F(ClientTest, CookiesLastAsLongAsTheClient) {
  FaultServer server({http("200 OK", "Set-Cookie: login=abc; HttpOnly\r\n")});
  auto one = client();
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(one.get(server.url(), {}, {}));
  ASSERT_TRUE(client().get(server.url(), {}, {}));
  const auto requests = server.take_requests();
  EXPECT_EQ(requests[0].find("Cookie:"), std::string::npos);
  EXPECT_NE(requests[1].find("Cookie: login=abc\r\n"), std::string::npos) << requests[1];
  EXPECT_EQ(requests[2].find("Cookie:"), std::string::npos) << "another client was given them";
}

TEST_F(ClientTest, EachStatusHasItsFault) {
  for (const auto* good : {"200 a", "204 a", "304 a"}) EXPECT_EQ(got({http(good)}), "") << good;
  for (const auto* denied : {"401 a", "403 a", "407 a"}) EXPECT_EQ(got({http(denied)}), "denied") << denied;
  for (const auto* rejected : {"400 a", "404 a", "406 a", "410 a", "422 a", "501 a"})
    EXPECT_EQ(got({http(rejected, "", "body-word")}), "rejected") << rejected;
  for (const auto* away : {"408 a", "500 a", "502 a", "503 a", "999 a"})
    EXPECT_EQ(got({http(away, "", "body-word")}), "unavailable") << away;
  EXPECT_EQ(got({http("503 a", "Retry-After: 7\r\n")}), "unavailable");
  EXPECT_EQ(after_, seconds(7));
  EXPECT_TRUE(slept_.empty());
}

TEST_F(ClientTest, A429IsWaitedOutTwiceAndThenLeftToTheEngine) {
  EXPECT_EQ(got({http("429 a")}), "throttled");
  EXPECT_EQ(slept_, (std::vector<long>{60, 60}));
  EXPECT_EQ(after_, seconds(60));
  slept_.clear();
  EXPECT_EQ(got({http("429 a", "Retry-After: 3\r\n")}), "throttled");
  EXPECT_EQ(slept_, (std::vector<long>{3, 3}));
  slept_.clear();
  EXPECT_EQ(got({http("429 a", "Retry-After: 3600\r\n")}), "throttled");
  EXPECT_TRUE(slept_.empty());
  EXPECT_EQ(after_, seconds(3600));
}

TEST_F(ClientTest, WhatWaitedOutA429GoesOn) {
  FaultServer server({http("429 a", "Retry-After: 3\r\n")});
  auto timing_then = timing();
  timing_then.sleep = [&](std::chrono::nanoseconds, const std::stop_token&) {
    server.behave({http("200 OK")});
    return true;
  };
  EXPECT_TRUE(Client({line_, rate_}, timing_then).get(server.url(), {}, {}));
  EXPECT_EQ(server.requests(), 2);
}

TEST_F(ClientTest, KeepsToItsPace) {
  FaultServer server({http("200 OK")});
  rate_ = {1, 3};
  auto one = client();
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(one.get(server.url(), {}, {}));
  EXPECT_EQ(slept_, (std::vector<long>{1, 1}));
}

TEST_F(ClientTest, AnythingButGetIsSentOnceWhateverComes) {
  for (const auto& behaviour : {Behaviour{http("429 a")}, Behaviour{http("503 a", "Retry-After: 1\r\n")}, Behaviour{""},
                                Behaviour{"HTTP/1.1 200", Behaviour::Reads::request, Then::reset}}) {
    FaultServer server(behaviour);
    auto one = client();
    static_cast<void>(one.send({"POST", server.url(), {}, "grant=x"}, {}));
    EXPECT_EQ(server.requests(), 1);
    EXPECT_TRUE(one.left());
    EXPECT_TRUE(slept_.empty());
  }
}

TEST_F(ClientTest, ARedirectIsNotFollowed) {
  FaultServer other({http("200 OK")});
  EXPECT_EQ(got({http("302 Found", "Location: " + other.url("/there?x=query-word") + "\r\n")}), "rejected");
  EXPECT_EQ(other.requests(), 0);
  EXPECT_NE(why_.find("/there"), std::string::npos) << why_;
}

TEST_F(ClientTest, AnAnswerThatStopsMidwayIsUnavailable) {
  const auto answer = http("200 OK", "", "0123456789");
  for (std::size_t cut = 0; cut < answer.size(); ++cut)
    EXPECT_EQ(got({answer.substr(0, cut)}), "unavailable") << "cut at byte " << cut;
  EXPECT_NE(why_.find("its answer is not whole"), std::string::npos) << why_;
  EXPECT_EQ(got({answer.substr(0, answer.size() - 1), Behaviour::Reads::request, Then::reset}), "unavailable");
}

TEST_F(ClientTest, GarbageIsUnavailable) {
  for (const std::string garbage : {"SSH-2.0-OpenSSH_9.2\r\n", "\r\n\r\n", "{\"a\":1}", "HTTP/1.1 abc\r\n\r\n"})
    EXPECT_EQ(got({garbage}), "unavailable") << garbage;
}

TEST_F(ClientTest, AnAnswerThatDripsIsGivenUp) {
  line_.answer = seconds(1);
  EXPECT_EQ(got({"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", Behaviour::Reads::request, Then::drip}),
            "unavailable");
  EXPECT_NE(why_.find("within 1 s"), std::string::npos) << why_;
  EXPECT_EQ(got({"HTTP/1.1 200 OK\r\nX: ", Behaviour::Reads::request, Then::drip}), "unavailable");
}

TEST_F(ClientTest, AnAnswerOf100MegabytesIsCutOff) {
  FaultServer server({"HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n", Behaviour::Reads::request, Then::flood});
  line_.longest_answer = 1 << 20;
  const auto answer = client().get(server.url(), {}, {});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().fault, Fault::data);
  EXPECT_NE(answer.error().what.find("larger than 1048576 bytes"), std::string::npos) << answer.error().what;
  EXPECT_LT(server.flooded(), 50U << 20U) << "it was read on";
}

TEST_F(ClientTest, NobodyThereIsUnavailable) {
  std::string url;
  {
    const FaultServer gone({""});
    url = gone.url();
  }
  auto one = client();
  EXPECT_EQ(one.get(url, {}, {}).error().fault, Fault::unavailable);
  EXPECT_FALSE(one.left());
  EXPECT_EQ(client().get("https://sluss-test.invalid/", {}, {}).error().fault, Fault::unavailable);
}

TEST_F(ClientTest, GoesThroughTheProxyThatIsStatedAndNoOther) {
  FaultServer proxy({http("200 OK", "", "by the proxy")});
  ::setenv("http_proxy", "http://127.0.0.1:1", 1);
  line_.proxy = proxy.url("");
  const auto answer = client().get("http://registry.example/a", {}, {});
  ASSERT_TRUE(answer) << answer.error().what;
  EXPECT_TRUE(proxy.take_requests().at(0).starts_with("GET http://registry.example/a HTTP/1.1\r\n"));
  proxy.behave({http("407 Who are you")});
  const auto refused = client().get("https://registry.example/a", {}, {});
  EXPECT_EQ(refused.error().fault, Fault::unavailable);
  EXPECT_NE(refused.error().what.find("the proxy answered 407"), std::string::npos) << refused.error().what;
  FaultServer server({http("200 OK")});
  line_.proxy.clear();
  EXPECT_TRUE(client().get(server.url(), {}, {})) << "the environment's proxy was used";
  ::unsetenv("http_proxy");
}

TEST_F(ClientTest, AStopEndsARequestAndAPause) {
  FaultServer server({"", Behaviour::Reads::request, Then::hang});
  std::stop_source stop;
  const std::jthread stopper([&](const std::stop_token& over) {
    while (server.requests() == 0 && !over.stop_requested()) std::this_thread::yield();
    stop.request_stop();
  });
  EXPECT_EQ(client().get(server.url(), {}, stop.get_token()).error().fault, Fault::cancelled);
  FaultServer busy({http("429 a")});
  std::stop_source later;
  auto stopping = timing();
  stopping.sleep = [&](std::chrono::nanoseconds, const std::stop_token&) { return false; };
  EXPECT_EQ(Client({line_, rate_}, stopping).get(busy.url(), {}, {}).error().fault, Fault::cancelled);
}

TEST_F(ClientTest, WhatIsShownIsWhatWasSaidToBeShown) {
  FaultServer server({http("404 a")});
  const auto answer = client().get(server.url("/student/19800101"), {}, {}, {}, "https://a.example/student/{id}");
  EXPECT_EQ(answer.error().what, "https://a.example/student/{id} answered 404: it has no such thing");
}

}  // namespace
}  // namespace sluss::http

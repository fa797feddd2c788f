// The list and the step, against a server that answers as it is told.
#include <gtest/gtest.h>

#include "enrich.h"
#include "source.h"
#include "support/fault_server.h"
#include "support/plugin_parts.h"
#include "support/token_server.h"

namespace sluss::rest {
namespace {

using sluss::test::FaultServer;

std::string http(const std::string& status, const std::string& body = {}) {
  return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

template <class Config>
std::vector<std::string> faults_of(const Spec<Config>& spec, std::vector<std::pair<std::string, Node>> options) {
  Diagnostics diagnostics;
  ParseContext context{diagnostics, sluss::test::NoSecrets(), "/srv"};
  static_cast<void>(spec.parse(sluss::test::table(options), context));
  std::vector<std::string> all;
  for (const auto& one : diagnostics.all()) all.push_back(one.path + ": " + one.message);
  return all;
}

Node text(const std::string& value) { return sluss::test::scalar(value); }

TEST(RestSource, GivesTheWholeListAsOneThing) {
  FaultServer server({http("200 OK", R"({"list":[{"a":1.50},{"a":"x"}],"all":2})")});
  SourceConfig config;
  config.url = server.url("/list");
  config.items = "list";
  config.total = "all";
  RestSource source(config);
  ASSERT_TRUE(source.open({}));
  const auto read = std::move(**source.read({}));
  EXPECT_EQ(read.name, "list");
  char buffer[100];
  const auto got = read.input->read(buffer);
  EXPECT_EQ(std::string(buffer, *got), "{\"a\":1.50}\n{\"a\":\"x\"}\n");
  EXPECT_EQ(*read.input->read(buffer), 0U);
  EXPECT_TRUE(read.input->complete());
  EXPECT_FALSE(*source.read({}));
  EXPECT_TRUE(*source.read({})) << "the next round";
  const auto request = server.take_requests().at(0);
  EXPECT_TRUE(request.starts_with("GET /list?limit=400&page=1 ")) << request;
  EXPECT_NE(request.find("Accept: application/json\r\n"), std::string::npos);
}

TEST(RestSource, FaultsComeOutOfReading) {
  SourceConfig config;
  const auto fault = [&](const std::string& answer) {
    FaultServer server({answer});
    config.url = server.url("/list");
    RestSource source(config);
    const auto read = std::move(**source.read({}));
    char buffer[100];
    const auto got = read.input->read(buffer);
    EXPECT_EQ(got.error().what.find("body-word"), std::string::npos) << got.error().what;
    return std::string(name_of(got.error().fault));
  };
  EXPECT_EQ(fault(http("401 a", "body-word")), "denied");
  EXPECT_EQ(fault(http("500 a", R"({"Meddelande":"body-word"})")), "unavailable");
  EXPECT_EQ(fault(http("200 a", "<LadokException>body-word</LadokException>")), "data");
  EXPECT_EQ(fault(http("200 a", R"({"Namn":"body-word"})")), "data");
}

TEST(RestSource, OptionsAreChecked) {
  const auto url = text("https://a.example/list");
  EXPECT_TRUE(faults_of(source_spec(), {{"url", url}}).empty());
  EXPECT_FALSE(faults_of(source_spec(), {{"url", url}, {"limit", text("0")}}).empty());
  EXPECT_FALSE(faults_of(source_spec(), {{"url", url}, {"query", text("orderby")}}).empty());
  EXPECT_FALSE(faults_of(source_spec(), {{"url", text("http://a.example/list")}}).empty());
  EXPECT_FALSE(faults_of(source_spec(), {{"url", url}, {"accept", text("a\r\nb: c")}}).empty());
  const auto login = text("https://login.example/token");
  EXPECT_FALSE(faults_of(source_spec(), {{"url", url}, {"token_url", login}, {"client_id", text("sluss")}}).empty());
  EXPECT_FALSE(faults_of(source_spec(), {{"url", url}, {"scope", text("a")}}).empty()) << "of no use alone";
}

TEST(RestSource, ATokenServesAllPagesAndTheNextRound) {
  sluss::test::TokenServer server;
  server.give(http("200 OK", R"({"list":[{"a":1}],"all":1})"));
  SourceConfig config;
  server.be_told(config);
  config.url = server.service.url("/list");
  config.items = "list";
  config.total = "all";
  ASSERT_TRUE(RestProbe(config).probe({}));
  RestSource source(config);
  for (int round = 0; round < 2; ++round) {
    const auto read = std::move(**source.read({}));
    char buffer[100];
    EXPECT_EQ(*read.input->read(buffer), 8U);
    EXPECT_FALSE(*source.read({}));
    server.forget();
  }
  EXPECT_EQ(server.given(), 2) << "one at first, and one in the place of the one that was taken back";
}

TEST(RestSource, AWrongSecretIsDeniedAndTriedOnce) {
  sluss::test::TokenServer server;
  SourceConfig config;
  server.be_told(config);
  config.url = server.service.url("/list");
  config.client_secret = Secret("wrong-Kx93");
  RestSource source(config);
  const auto read = std::move(**source.read({}));
  char buffer[100];
  const auto got = read.input->read(buffer);
  EXPECT_EQ(got.error().fault, Fault::denied);
  EXPECT_EQ(got.error().what.find("Kx93"), std::string::npos) << got.error().what;
  EXPECT_EQ(server.logins.requests(), 1);
  EXPECT_EQ(server.service.requests(), 0);
}

class EnrichTest : public testing::Test {
 protected:
  EnrichTest() {
    config_.into = "student";
    config_.rate = 0;
  }
  Batch batch(const std::vector<std::string>& ids) {
    Batch items;
    for (const auto& id : ids) {
      Message message;
      message.body = Value::object();
      message.body["uid"] = id;
      items.push_back({message, {}});
    }
    return items;
  }
  sluss::test::StepContext context_;
  EnrichConfig config_;
};

TEST_F(EnrichTest, PutsTheAnswerIntoTheMessageAndAsksOnce) {
  FaultServer server({http("200 OK", R"({"Personnummer":"195501019805"})")});
  config_.url = server.url("/student/{uid}");
  auto items = batch({"a", "a", "b/../c?d"});
  ASSERT_TRUE(Enrich(config_).process(items, context_));
  for (const auto& item : items) {
    EXPECT_EQ(item.decision.kind, Decision::Kind::pass) << item.decision.reason;
    EXPECT_EQ(item.message.body.at("student.Personnummer").text_or_empty(), "195501019805");
  }
  auto again = batch({"a"});
  ASSERT_TRUE(Enrich(config_).process(again, context_)) << "another instance of the same step";
  const auto requests = server.take_requests();
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_TRUE(requests[0].starts_with("GET /student/a "));
  EXPECT_TRUE(requests[1].starts_with("GET /student/b%2F..%2Fc%3Fd ")) << requests[1];
}

TEST_F(EnrichTest, WhatTheServiceDoesNotHaveRejectsThatMessageAlone) {
  FaultServer server({http("404 a", "body-word")});
  config_.url = server.url("/student/{uid}");
  auto items = batch({"19550101-9805"});
  items.push_back({Message(), {}});
  ASSERT_TRUE(Enrich(config_).process(items, context_));
  EXPECT_EQ(items[0].decision.kind, Decision::Kind::rejected);
  EXPECT_NE(items[0].decision.reason.find("/student/{uid} has no such thing"), std::string::npos);
  EXPECT_EQ(items[0].decision.reason.find("19550101"), std::string::npos) << "it may be a personal number";
  EXPECT_EQ(items[1].decision.kind, Decision::Kind::rejected) << "it names nothing";
  EXPECT_EQ(server.requests(), 1);
}

TEST_F(EnrichTest, WhatTheServiceDoesNotHaveMayBeLeftOut) {
  FaultServer server({http("404 a", "body-word")});
  config_.url = server.url("/student/{uid}");
  config_.missing = Missing::left_out;
  auto items = batch({"a"});
  items.push_back({Message(), {}});
  ASSERT_TRUE(Enrich(config_).process(items, context_));
  for (const auto& item : items) {
    EXPECT_EQ(item.decision.kind, Decision::Kind::pass) << item.decision.reason;
    EXPECT_TRUE(item.message.body["student"].is_null());
  }
}

TEST_F(EnrichTest, WhatKeepsTheServiceFromAnsweringStopsTheBatch) {
  for (const auto& [answer, fault] :
       {std::pair(http("500 a"), Fault::unavailable),
        {http("403 a"), Fault::denied},
        {std::string("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"), Fault::unavailable}}) {
    FaultServer server({answer});
    config_.url = server.url("/student/{uid}");
    config_.answers = std::make_shared<Answers>();
    auto items = batch({"a"});
    const auto done = Enrich(config_).process(items, context_);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().fault, fault);
    EXPECT_NE(done.error().what.find("{uid}"), std::string::npos) << done.error().what;
  }
}

TEST_F(EnrichTest, WhatTheLoginComesToIsNeverAMessagesFault) {
  sluss::test::TokenServer server;
  server.be_told(config_);
  config_.url = server.service.url("/student/{uid}");
  for (const auto& [answer, fault] : {std::pair(http("404 a"), Fault::unavailable),
                                      {http("200 a", "<html>"), Fault::unavailable},
                                      {http("400 a", R"({"error":"invalid_client"})"), Fault::denied}}) {
    server.logins.behave_by([answer = answer](const std::string&) { return sluss::test::Behaviour{answer}; });
    auto items = batch({"a"});
    const auto done = Enrich(config_).process(items, context_);
    ASSERT_FALSE(done) << answer;
    EXPECT_EQ(done.error().fault, fault);
    EXPECT_EQ(items[0].decision.kind, Decision::Kind::pass);
  }
  EXPECT_EQ(server.service.requests(), 0);
}

TEST_F(EnrichTest, AsksWithAToken) {
  sluss::test::TokenServer server;
  server.be_told(config_);
  server.give(http("200 OK", R"({"Namn":"Provia"})"));
  config_.url = server.service.url("/student/{uid}");
  auto items = batch({"a", "b"});
  ASSERT_TRUE(Enrich(config_).process(items, context_));
  EXPECT_EQ(items[1].message.body.at("student.Namn").text_or_empty(), "Provia");
  EXPECT_EQ(server.given(), 1);
  EXPECT_EQ(server.service.requests(), 2);
}

TEST_F(EnrichTest, GarbageRejectsTheMessage) {
  FaultServer server({http("200 OK", "<html>body-word")});
  config_.url = server.url("/student/{uid}");
  auto items = batch({"a"});
  ASSERT_TRUE(Enrich(config_).process(items, context_));
  EXPECT_EQ(items[0].decision.kind, Decision::Kind::rejected);
  EXPECT_EQ(items[0].decision.reason.find("body-word"), std::string::npos) << items[0].decision.reason;
}

TEST_F(EnrichTest, AnAnswerIsGoodForSoLong) {
  FaultServer server({http("200 OK", "{}")});
  config_.url = server.url("/student/{uid}");
  config_.keep = std::chrono::seconds(0);
  for (int i = 0; i < 2; ++i) {
    auto items = batch({"a"});
    ASSERT_TRUE(Enrich(config_).process(items, context_));
  }
  EXPECT_EQ(server.requests(), 2);
}

TEST_F(EnrichTest, OptionsAreChecked) {
  const auto faults = [](const std::string& url) {
    return faults_of(enrich_spec(), {{"url", text(url)}, {"into", text("student")}});
  };
  EXPECT_TRUE(faults("https://a.example/student/{StudentUID}").empty());
  EXPECT_FALSE(faults("https://a.example/student").empty());
  EXPECT_FALSE(faults("https://a.example/student/{").empty());
  EXPECT_FALSE(faults("http://a.example/student/{uid}").empty());
  EXPECT_FALSE(faults("https://{uid}.example/student").empty()) << "a message must not choose the server";
}

}  // namespace
}  // namespace sluss::rest

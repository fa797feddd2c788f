#include "source.h"

#include <gtest/gtest.h>

#include "support/fault_server.h"
#include "support/plugin_parts.h"
#include "support/token_server.h"

namespace sluss::feed {
namespace {

using sluss::test::Behaviour;
using sluss::test::FaultServer;

std::string page_of(const std::string& entries, const std::string& links = {}) {
  const auto body =
      "<feed xmlns=\"http://www.w3.org/2005/Atom\"><link rel=\"self\" href=\"7\"/>" + links + entries + "</feed>";
  return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}
std::string entry_of(const std::string& id, const std::string& type = "AvbrottEvent") {
  return "<entry><id>" + id + "</id><category term=\"urn:x/" + type + "\"/><content><p><k>" + id +
         "</k></p></content></entry>";
}
std::string all_of(Input& input) {
  std::string text;
  char buffer[7];
  for (auto got = input.read(buffer); got && *got > 0; got = input.read(buffer)) text.append(buffer, *got);
  return text;
}

class FeedSourceTest : public testing::Test {
 protected:
  FeedSourceTest() { config_.rate = 0; }
  void at(const FaultServer& server) { config_.url = server.url("/feed"); }
  Config config_;
};

TEST_F(FeedSourceTest, GivesAPageAsOneDocumentOldestFirst) {
  FaultServer server({page_of(entry_of("b") + entry_of("a"))});
  at(server);
  FeedSource source(config_);
  ASSERT_TRUE(source.open({}));
  const auto read = source.read({});
  ASSERT_TRUE(read && *read) << (read ? "nothing" : read.error().what);
  EXPECT_EQ((*read)->name, "feed/7");
  const auto text = all_of(*(*read)->input);
  EXPECT_TRUE(text.starts_with("<feed>\n<entry id=\"a\"")) << text;
  EXPECT_LT(text.find("<k>a</k>"), text.find("<k>b</k>"));
  EXPECT_TRUE(source.settle((*read)->ticket, Outcome::taken, ""));
  EXPECT_FALSE(*source.read({}));
  const auto request = server.take_requests().at(0);
  EXPECT_TRUE(request.starts_with("GET /feed/first ")) << request;
  EXPECT_NE(request.find("Accept: application/atom+xml\r\n"), std::string::npos);
}

TEST_F(FeedSourceTest, NeverHoldsTheWholePicture) { EXPECT_NE(FeedSource(config_).reads_on(), ""); }

TEST_F(FeedSourceTest, GoesOnFromTheTicketThatWasTaken) {
  FaultServer server({page_of(entry_of("a"))});
  at(server);
  FeedSource first(config_);
  ASSERT_TRUE(first.open({}));
  const auto ticket = (*first.read({}))->ticket;
  server.behave({page_of(entry_of("b") + entry_of("a"))});
  FeedSource second(config_);
  second.go_on_from(ticket);
  ASSERT_TRUE(second.open({}));
  const auto text = all_of(*(*second.read({}))->input);
  EXPECT_EQ(text.find("<k>a</k>"), std::string::npos) << text;
  EXPECT_NE(text.find("<k>b</k>"), std::string::npos) << text;
}

TEST_F(FeedSourceTest, AfterAPageThatWasNotTakenComesNothingAndThenItAgain) {
  FaultServer server({page_of(entry_of("a"), "<link rel=\"next-archive\" href=\"8\"/>")});
  at(server);
  for (const auto outcome : {Outcome::refused, Outcome::left}) {
    FeedSource source(config_);
    ASSERT_TRUE(source.open({}));
    const auto first = std::move(**source.read({}));
    ASSERT_TRUE(source.settle(first.ticket, outcome, ""));
    EXPECT_FALSE(*source.read({})) << "a later page would move the position past it";
    const auto again = source.read({});
    ASSERT_TRUE(*again);
    EXPECT_EQ((*again)->ticket, first.ticket);
    EXPECT_EQ((*again)->name, first.name);
  }
}

TEST_F(FeedSourceTest, TypesThatNobodyWantsMoveThePositionAlone) {
  FaultServer server({page_of(entry_of("c", "StudentEvent") + entry_of("b", "AvbrottEvent") + entry_of("a", "X"))});
  at(server);
  config_.types = {"AvbrottEvent", "AvbrottHandelse"};
  FeedSource source(config_);
  ASSERT_TRUE(source.open({}));
  const auto read = std::move(**source.read({}));
  const auto text = all_of(*read.input);
  EXPECT_EQ(text.find("<k>a</k>"), std::string::npos);
  EXPECT_NE(text.find("<k>b</k>"), std::string::npos);
  EXPECT_EQ(Position::read(read.ticket)->entry, "c");
}

TEST_F(FeedSourceTest, OthersMayBeNamedWithoutTheirContent) {
  FaultServer server({page_of(entry_of("b", "KontaktuppgifterEvent") + entry_of("a"))});
  at(server);
  config_.types = {"AvbrottEvent"};
  config_.others = Others::named;
  FeedSource source(config_);
  ASSERT_TRUE(source.open({}));
  const auto text = all_of(*(*source.read({}))->input);
  EXPECT_NE(text.find("<k>a</k>"), std::string::npos) << text;
  EXPECT_NE(text.find("<entry id=\"b\" updated=\"\" type=\"KontaktuppgifterEvent\" "
                      "term=\"urn:x/KontaktuppgifterEvent\" passed_over=\"yes\"></entry>"),
            std::string::npos)
      << text;
}

TEST_F(FeedSourceTest, FaultsOfThePageSayWhichAndQuoteNothing) {
  for (const std::string garbage : {"{\"name\":\"body-word\"}", "<html>body-word</html>", "<feed"}) {
    FaultServer server({"HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(garbage.size()) + "\r\n\r\n" + garbage});
    at(server);
    FeedSource source(config_);
    ASSERT_TRUE(source.open({}));
    const auto read = source.read({});
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().fault, Fault::data);
    EXPECT_NE(read.error().what.find("/feed/first: "), std::string::npos) << read.error().what;
    EXPECT_EQ(read.error().what.find("body-word"), std::string::npos);
  }
}

TEST_F(FeedSourceTest, TheProbeReadsTheNewestPageAndWhatElseIsToBeAsked) {
  FaultServer server({page_of("")});
  at(server);
  config_.check = server.url("/autentiserad");
  config_.check_accept = "application/x";
  EXPECT_TRUE(FeedProbe(config_).probe({}));
  const auto requests = server.take_requests();
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_TRUE(requests[0].starts_with("GET /autentiserad ")) << requests[0];
  EXPECT_NE(requests[0].find("Accept: application/x\r\n"), std::string::npos);
  EXPECT_TRUE(requests[1].starts_with("GET /feed/recent ")) << requests[1];
  server.behave({"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"});
  EXPECT_EQ(FeedProbe(config_).probe({}).error().fault, Fault::denied);
}

TEST_F(FeedSourceTest, ATokenThatEndsAmidTheFeedIsGotAnewAndNothingIsReadTwice) {
  sluss::test::TokenServer server;
  server.be_told(config_);
  config_.url = server.service.url("/feed");
  server.give(page_of(entry_of("a"), "<link rel=\"next-archive\" href=\"8\"/>"));
  FeedSource source(config_);
  ASSERT_TRUE(source.open({}));
  const auto first = std::move(**source.read({}));
  ASSERT_TRUE(source.settle(first.ticket, Outcome::taken, ""));
  server.forget();
  server.give(page_of(entry_of("b")));
  const auto second = source.read({});
  ASSERT_TRUE(second && *second) << (second ? "nothing" : second.error().what);
  const auto text = all_of(*(*second)->input);
  EXPECT_EQ(text.find("<k>a</k>"), std::string::npos) << text;
  EXPECT_NE(text.find("<k>b</k>"), std::string::npos) << text;
  EXPECT_EQ(server.given(), 2);
  EXPECT_EQ(server.service.requests(), 3);
}

TEST_F(FeedSourceTest, TheProbeLogsIn) {
  sluss::test::TokenServer server;
  server.be_told(config_);
  config_.url = server.service.url("/feed");
  server.give(page_of(""));
  EXPECT_TRUE(FeedProbe(config_).probe({}));
  config_.kept = std::make_shared<http::KeptToken>();
  config_.client_secret = Secret("wrong-Kx93");
  const auto probed = FeedProbe(config_).probe({});
  EXPECT_EQ(probed.error().fault, Fault::denied);
  EXPECT_EQ(probed.error().what.find("Kx93"), std::string::npos) << probed.error().what;
  EXPECT_EQ(server.service.requests(), 1);
}

TEST_F(FeedSourceTest, OptionsAreChecked) {
  const auto faults = [](const std::string& name, const std::string& value) {
    Diagnostics diagnostics;
    ParseContext context{diagnostics, sluss::test::NoSecrets(), "/srv"};
    static_cast<void>(feed_spec().parse(sluss::test::table({{"url", sluss::test::scalar("https://a.example/feed")},
                                                            {name, sluss::test::scalar(value)}}),
                                        context));
    return diagnostics.size();
  };
  for (const auto* good : {"first", "recent", "4856"}) EXPECT_EQ(faults("from", good), 0U) << good;
  for (const auto* bad : {"", "last", "-1", "4 5", "9999999999999999999"}) EXPECT_NE(faults("from", bad), 0U) << bad;
  EXPECT_NE(faults("certificate_key", "a.pem"), 0U);
  EXPECT_NE(faults("proxy", "socks5://a"), 0U);
  EXPECT_NE(faults("check", "http://a.example/"), 0U);
  EXPECT_EQ(faults("rate", "0"), 0U);
  EXPECT_NE(faults("rate", "-1"), 0U);
}

}  // namespace
}  // namespace sluss::feed

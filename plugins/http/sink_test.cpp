#include "sink.h"

#include "sink_fixture.h"
#include "support/plugin_parts.h"

namespace sluss::http {
namespace {

using test::Behaviour;
using test::FaultServer;
using test::http_answer;
using test::in_short;

class HttpSinkTest : public test::SinkTest {};

TEST_F(HttpSinkTest, SendsTheDocumentWithItsKeyTokenAndType) {
  FaultServer server({http_answer("201 Created", "Location: /invoices/17?session=query-word\r\n")});
  config_.url = server.url();
  config_.read_headers->emplace_back("X-Client", Secret("sluss"));
  EXPECT_EQ(in_short(write({parcel("peppol/INV 1%å")})), "/invoices/17");
  const auto request = server.take_requests().at(0);
  EXPECT_TRUE(request.starts_with("POST /invoices HTTP/1.1\r\n")) << request;
  for (const auto* header : {"Idempotency-Key: peppol/INV%201%25%C3%A5\r\n", "X-Client: sluss\r\n",
                             "Content-Type: application/xml\r\n", "Authorization: Bearer made-up-token-7Kq\r\n"})
    EXPECT_NE(request.find(header), std::string::npos) << request;
  EXPECT_EQ(request.find("Expect:"), std::string::npos);
  EXPECT_TRUE(request.ends_with(std::string("\r\n\r\n") + test::document));
}

TEST_F(HttpSinkTest, PutsToAUrlThatHoldsTheKey) {
  FaultServer server({http_answer("200 OK")});
  config_.url = server.url("/invoices/{key}");
  config_.method = Method::put;
  EXPECT_EQ(in_short(write({parcel("a/b?c#d")})), "HTTP 200");
  EXPECT_TRUE(server.take_requests().at(0).starts_with("PUT /invoices/a%2Fb%3Fc%23d HTTP/1.1\r\n"));
}

TEST_F(HttpSinkTest, AStatedContentTypeTakesThePlaceOfOurs) {
  FaultServer server({http_answer("200 OK")});
  config_.url = server.url();
  config_.read_headers->emplace_back("content-type", Secret("application/vnd.example+xml"));
  EXPECT_EQ(in_short(write({parcel()})), "HTTP 200");
  const auto request = server.take_requests().at(0);
  EXPECT_EQ(request.find("Content-Type: application/xml"), std::string::npos);
  EXPECT_NE(request.find("content-type: application/vnd.example+xml\r\n"), std::string::npos);
}

TEST_F(HttpSinkTest, DeliversSeveralParcelsOneRequestEach) {
  FaultServer server({http_answer("201 Created", "Content-Type: application/json\r\n", R"({"id":4711})")});
  config_.url = server.url();
  EXPECT_EQ(in_short(write({parcel("1"), parcel("2"), parcel("3")})), "4711, 4711, 4711");
  EXPECT_EQ(server.requests(), 3);
}

TEST_F(HttpSinkTest, AParcelThatFailsDoesNotKeepTheOthersBack) {
  FaultServer server({http_answer("422 Unprocessable Content")});
  config_.url = server.url();
  EXPECT_EQ(in_short(write({parcel("1"), parcel("2")})), "rejected, rejected");
}

TEST_F(HttpSinkTest, AConnectionThatGaveOutIsNotTriedWithTheRest) {
  FaultServer server({http_answer("401 Unauthorized")});
  config_.url = server.url();
  EXPECT_EQ(in_short(write({parcel("1"), parcel("2")})), "| denied");
  EXPECT_EQ(server.requests(), 1);
}

TEST_F(HttpSinkTest, RefusesAKeyThatWouldBreakAHeaderAndSeveralDocuments) {
  FaultServer server({http_answer("200 OK")});
  config_.url = server.url();
  auto two = parcel("2");
  two.documents.push_back({"pdf", "x"});
  EXPECT_EQ(in_short(write({parcel("1\r\nX-Admin: 1"), two, parcel("3")})), "rejected, rejected, HTTP 200");
  EXPECT_EQ(server.requests(), 1);
}

TEST_F(HttpSinkTest, AsksForADeliveryByItsKey) {
  FaultServer server({http_answer("200 OK", "Content-Type: application/json\r\n", R"({"id":"A-1"})")});
  config_.url = server.url();
  config_.resend = Resend::ask;
  config_.ask = server.url("/invoices?key={key}");
  HttpSink sink(config_);
  EXPECT_EQ(sink.find("k 1", {}).value(), "A-1");
  const auto request = server.take_requests().at(0);
  EXPECT_TRUE(request.starts_with("GET /invoices?key=k%25201 HTTP/1.1\r\n")) << request;
  EXPECT_NE(request.find("Authorization: Bearer made-up-token-7Kq\r\n"), std::string::npos);
  server.behave({http_answer("404 Not Found")});
  EXPECT_EQ(sink.find("k 1", {}).value(), std::nullopt);
  for (const auto* cannot_tell : {"204 No Content", "302 Found", "400 Bad Request", "500 Oops", "410 Gone"}) {
    server.behave({http_answer(cannot_tell)});
    EXPECT_EQ(sink.find("k 1", {}).error().fault, Fault::unavailable) << cannot_tell;
  }
  server.behave({""});
  EXPECT_EQ(sink.find("k 1", {}).error().fault, Fault::unavailable);
  server.behave({http_answer("401 Unauthorized")});
  EXPECT_EQ(sink.find("k 1", {}).error().fault, Fault::denied);
}

TEST_F(HttpSinkTest, OnlyATargetThatCanBeAskedIsAsked) {
  FaultServer server({http_answer("404 Not Found")});
  config_.url = config_.ask = server.url("/{key}");
  EXPECT_EQ(HttpSink(config_).find("1", {}).error().fault, Fault::unknown_outcome);
  EXPECT_EQ(server.requests(), 0);
}

TEST_F(HttpSinkTest, TheProbeConnectsAndSendsNothing) {
  FaultServer server({http_answer("200 OK")});
  config_.url = server.url();
  EXPECT_TRUE(HttpSinkProbe(config_).probe({}));
  EXPECT_EQ(server.requests(), 0);
}

class HttpSinkSpec : public testing::Test {
 protected:
  std::string faults(const std::vector<std::pair<std::string, Node>>& options) {
    Diagnostics diagnostics;
    ParseContext context{diagnostics, sluss::test::NoSecrets(), "/srv"};
    const auto parsed = sink_spec().parse(sluss::test::table(options), context);
    EXPECT_EQ(parsed.has_value(), diagnostics.ok());
    std::vector<std::string> all;
    for (const auto& one : diagnostics.all()) all.push_back(one.path + ": " + one.message);
    return join(all, " / ");
  }
  static Node text(const std::string& value) { return sluss::test::scalar(value); }
};

TEST_F(HttpSinkSpec, TakesHttpsAndHttpOnTheSameMachineAlone) {
  EXPECT_EQ(faults({{"url", text("https://a.example/b")}}), "");
  for (const auto* local : {"http://127.0.0.1:8080/b", "http://[::1]/b", "http://localhost/b"})
    EXPECT_EQ(faults({{"url", text(local)}}), "");
  const std::string in_clear = "url: http:// would send everything in clear to another machine";
  for (const auto* far :
       {"http://a.example/b", "http://128.0.0.1/b", "http://127.0.0.1.example/b", "http://localhost.example"})
    EXPECT_EQ(faults({{"url", text(far)}}), in_clear) << far;
  EXPECT_EQ(faults({{"url", text("http://a.example/b")}, {"plain", text("allowed")}}), "");
}

TEST_F(HttpSinkSpec, RefusesWhatIsNoPlaceToSendTo) {
  for (const auto* bad :
       {"", "a.example/b", "file:///etc/passwd", "ftp://a.example/", "https://", "https://u:p@a.example/",
        "https://a.example/#x", "https://{key}.example/", "https://a.example/b c"})
    EXPECT_NE(faults({{"url", text(bad)}}), "") << bad;
}

TEST_F(HttpSinkSpec, ChecksTheHeaders) {
  const auto with = [&](const std::string& name, const Node& value) {
    return faults({{"url", text("https://a.example/")}, {"headers", sluss::test::table({{name, value}})}});
  };
  EXPECT_EQ(with("X-Client", text("a")), "");
  EXPECT_NE(with("X Client", text("a")), "");
  EXPECT_NE(with("X-Client", text("a\r\nb: c")), "");
  EXPECT_NE(with("X-Client", sluss::test::list({"a"})), "");
  EXPECT_NE(with("X-Client", text("secret:none")), "");
  for (const auto* ours : {"Host", "content-length", "Transfer-Encoding", "idempotency-key", "Expect"})
    EXPECT_NE(with(ours, text("a")), "") << ours;
}

TEST_F(HttpSinkSpec, AskingNeedsAUrlWithTheKey) {
  const auto url = text("https://a.example/");
  EXPECT_EQ(faults({{"url", url}, {"resend", text("ask")}, {"ask", text("https://a.example/{key}")}}), "");
  EXPECT_NE(faults({{"url", url}, {"resend", text("ask")}, {"ask", text("https://a.example/")}}), "");
  EXPECT_NE(faults({{"url", url}, {"resend", text("ask")}}), "");
  EXPECT_NE(faults({{"url", url}, {"ask", text("https://a.example/{key}")}}), "");
}

}  // namespace
}  // namespace sluss::http

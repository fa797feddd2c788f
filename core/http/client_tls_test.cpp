// Both ends prove who they are, and what is wrong is said plainly.
#include <fstream>
#include <gtest/gtest.h>

#include "http/certificate.h"
#include "http/client.h"
#include "support/fault_server.h"
#include "support/temporary_folder.h"
#include "support/test_certificate.h"

namespace sluss::http {
namespace {

using sluss::test::Certificate;
using sluss::test::FaultServer;
using sluss::test::make_certificate;

constexpr auto well = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

class ClientTls : public testing::Test {
 protected:
  Certificate make(const std::string& name, const std::string& holder = "IP:127.0.0.1", int days = 90) {
    return make_certificate(folder_.path(), name, holder, days);
  }
  /// Asks a server that trusts that client certificate alone, with TLS 1.3 and 1.2: "" or the fault, the same for both.
  std::string asked(const std::filesystem::path& trusted_client) {
    std::string fault;
    for (const bool old : {false, true}) {
      FaultServer server({well}, server_.certificate, server_.key, trusted_client);
      if (old) server.speak_old_tls();
      line_.ca = line_.ca.empty() ? server_.certificate : line_.ca;
      const auto answer = Client({line_}).get(server.url(), {}, {});
      const std::string now = answer ? "" : name_of(answer.error().fault);
      why_ = answer ? "" : answer.error().what;
      EXPECT_EQ(server.requests(), answer ? 1 : 0);
      EXPECT_TRUE(!old || now == fault) << why_;
      whys_ += why_ + "\n";
      fault = now;
    }
    return fault;
  }
  void expect_why(const std::string& part) const { EXPECT_NE(whys_.find(part), std::string::npos) << whys_; }

  sluss::test::TemporaryFolder folder_;
  Certificate server_ = make("server");
  Certificate client_ = make("client", "DNS:sluss.example");
  Line line_;
  std::string why_, whys_;
};

TEST_F(ClientTls, OurCertificateIsShownOutOfPem) {
  line_.client = {client_.certificate, client_.key, {}};
  EXPECT_EQ(asked(client_.certificate), "") << whys_;
}

TEST_F(ClientTls, OurCertificateIsShownOutOfPkcs12) {
  line_.client = {make_pkcs12(client_, "made-up-word"), {}, Secret("made-up-word")};
  EXPECT_EQ(asked(client_.certificate), "") << whys_;
}

TEST_F(ClientTls, AWrongPassphraseIsSaid) {
  line_.client = {make_pkcs12(client_, "made-up-word"), {}, Secret("another")};
  EXPECT_EQ(asked(client_.certificate), "denied");
  expect_why("our own client certificate cannot be used");
  EXPECT_EQ(whys_.find("another\n"), std::string::npos);
}

TEST_F(ClientTls, AKeyOfAnotherCertificateIsSaid) {
  line_.client = {client_.certificate, server_.key, {}};
  EXPECT_EQ(asked(client_.certificate), "denied");
  expect_why("whether they belong together");
}

TEST_F(ClientTls, ADemandForACertificateIsSaid) {
  EXPECT_EQ(asked(client_.certificate), "denied");
  expect_why("demands a client certificate");
}

TEST_F(ClientTls, AForeignCertificateOfOursIsSaid) {
  const auto other = make("other", "DNS:other.example");
  line_.client = {other.certificate, other.key, {}};
  EXPECT_EQ(asked(client_.certificate), "denied");
  expect_why("it does not know who issued it");
}

TEST_F(ClientTls, AnExpiredCertificateOfOursIsSaid) {
  const auto old = make("old", "DNS:sluss.example", -1);
  line_.client = {old.certificate, old.key, {}};
  EXPECT_EQ(asked(old.certificate), "denied");
  expect_why("it has expired");
}

TEST_F(ClientTls, TheirsIsVerifiedAlways) {
  line_.ca = client_.certificate;
  EXPECT_EQ(asked({}), "denied");
  expect_why("its certificate is not to be trusted: self");
  server_ = make("expired", "IP:127.0.0.1", -1);
  line_.ca = server_.certificate;
  EXPECT_EQ(asked({}), "denied");
  expect_why("certificate has expired");
  server_ = make("elsewhere", "DNS:other.example");
  line_.ca = server_.certificate;
  EXPECT_EQ(asked({}), "denied");
  expect_why("made out to another name");
}

TEST_F(ClientTls, TheDaysThatAreLeftAreKnown) {
  const auto now = SystemClock().now();
  const auto days = [&](const Result<Instant>& expiry) {
    return std::chrono::duration_cast<std::chrono::hours>(*expiry - now + std::chrono::hours(12)).count() / 24;
  };
  EXPECT_EQ(days(expiry_of({client_.certificate, client_.key, {}})), 90);
  EXPECT_EQ(days(expiry_of({make_pkcs12(client_, "w"), {}, Secret("w")})), 90);
  EXPECT_EQ(expiry_of({make_pkcs12(client_, "w"), {}, Secret("x")}).error().fault, Fault::config);
  EXPECT_EQ(expiry_of({folder_.path() / "none.pem", {}, {}}).error().fault, Fault::config);
  std::ofstream(folder_.path() / "bad.pem") << "no certificate";
  EXPECT_EQ(expiry_of({folder_.path() / "bad.pem", {}, {}}).error().fault, Fault::config);
}

TEST(ExpiryWarning, BeginsThirtyDaysBefore) {
  const Instant end = make_day(2026, 12, 31);
  EXPECT_EQ(expiry_warning(end, make_day(2026, 12, 1)), "");
  EXPECT_EQ(expiry_warning(end, make_day(2026, 12, 2)),
            "our client certificate expires in 29 days, on 2026-12-31; have it renewed");
  EXPECT_EQ(expiry_warning(end, make_day(2027, 1, 1)),
            "our client certificate expired on 2026-12-31; it must be renewed");
}

}  // namespace
}  // namespace sluss::http

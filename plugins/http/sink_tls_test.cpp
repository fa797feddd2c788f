// TLS is verified, always.
#include "sink_fixture.h"
#include "support/temporary_folder.h"
#include "support/test_certificate.h"

namespace sluss::http {
namespace {

using sluss::test::make_certificate;
using test::FaultServer;
using test::http_answer;
using test::in_short;

class HttpSinkTls : public test::SinkTest {
 protected:
  /// Writes to a server with that certificate; `trusted` says whether it is its own authority here.
  std::string outcome_with(const sluss::test::Certificate& certificate, bool trusted) {
    FaultServer server({http_answer("201 Created")}, certificate.certificate, certificate.key);
    config_.url = server.url();
    config_.ca = trusted ? certificate.certificate : std::filesystem::path();
    const auto report = write({parcel()});
    const auto probed = HttpSinkProbe(config_).probe({});
    EXPECT_EQ(probed.has_value(), !report->stopped);
    if (report->stopped) {
      why_ = report->stopped->what;
      EXPECT_EQ(probed.error().what, why_);
      EXPECT_EQ(server.requests(), 0) << "something was sent";
    }
    return in_short(report);
  }
  void expect_why(const std::string& part) const { EXPECT_NE(why_.find(part), std::string::npos) << why_; }

  sluss::test::TemporaryFolder folder_;
  std::string why_;
};

TEST_F(HttpSinkTls, DeliversToACertificateThatIsTrusted) {
  EXPECT_EQ(outcome_with(make_certificate(folder_.path(), "good", "IP:127.0.0.1"), true), "HTTP 201");
}

TEST_F(HttpSinkTls, RefusesACertificateThatSignedItself) {
  EXPECT_EQ(outcome_with(make_certificate(folder_.path(), "own", "IP:127.0.0.1"), false), "| denied");
  expect_why("its certificate is not to be trusted: self");
}

TEST_F(HttpSinkTls, RefusesAnExpiredCertificate) {
  EXPECT_EQ(outcome_with(make_certificate(folder_.path(), "old", "IP:127.0.0.1", -1), true), "| denied");
  expect_why("certificate has expired");
}

TEST_F(HttpSinkTls, RefusesACertificateOfAnotherName) {
  EXPECT_EQ(outcome_with(make_certificate(folder_.path(), "other", "DNS:other.example"), true), "| denied");
  expect_why("made out to another name");
}

TEST_F(HttpSinkTls, AMissingAuthorityFileIsSaid) {
  const auto certificate = make_certificate(folder_.path(), "good", "IP:127.0.0.1");
  FaultServer server({http_answer("201 Created")}, certificate.certificate, certificate.key);
  config_.url = server.url();
  config_.ca = folder_.path() / "none.pem";
  const auto report = write({parcel()});
  EXPECT_EQ(in_short(report), "| denied");
  EXPECT_NE(report->stopped->what.find("ca:"), std::string::npos);
}

TEST_F(HttpSinkTls, ATargetThatSpeaksNoTlsIsUnavailable) {
  FaultServer server({"HTTP/1.1 400 Bad Request\r\n\r\n", test::Behaviour::Reads::nothing});
  config_.url = "https" + server.url().substr(4);
  EXPECT_EQ(in_short(write({parcel()})), "| unavailable");
}

}  // namespace
}  // namespace sluss::http

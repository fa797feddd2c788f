// When the certificates that connections show of us expire, as the metrics tell it.
#include <gtest/gtest.h>

#include "admin/asker.h"
#include "support/test_certificate.h"

namespace sluss::test {
namespace {

TEST(CertificateOfAConnection, is_measured_by_the_day_it_expires) {
  AdminWorld admin;
  auto& world = admin.world;
  make_pkcs12(make_certificate(world.root(), "client", "DNS:sluss.example"), "made-up-word");
  admin.keep_secret("word", "made-up-word");
  world.configure(
      "connections/more.yaml",
      "connections:\n  deltagare: { use: ladok-participants, address: \"https://127.0.0.1:1\", instance: kt-1, "
      "institution: uni, course: OM1101, term: HT2026, certificate: " +
          (world.root() / "client.p12").string() + ", passphrase: \"secret:word\" }\n");
  admin.start();
  const auto metrics = admin.ask_by(admin.token("prometheus", "viewer"), "GET", "/metrics").body;
  // By another program than ours.
  const auto end = run({"sh", "-c",
                        "date -u +%s -d \"$(openssl pkcs12 -in \"$0\" -nokeys -passin pass:made-up-word | openssl x509 "
                        "-noout -enddate | cut -d= -f2)\"",
                        (world.root() / "client.p12").string()},
                       world.root() / "scratch");
  ASSERT_EQ(end.exit, 0) << end.err;
  EXPECT_NE(
      metrics.find("sluss_certificate_expiry_timestamp_seconds{connection=\"deltagare.participants\"} " + end.out),
      std::string::npos)
      << metrics << end.out << end.err;
}

}  // namespace
}  // namespace sluss::test

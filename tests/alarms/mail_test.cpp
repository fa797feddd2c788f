// Mail, by our client and a real server.
#include "net/mail.h"

#include <gtest/gtest.h>

#include "alarms/smtp_server.h"
#include "base/json.h"

namespace sluss::net {
namespace {

using test::SmtpServer;

class MailTo : public ::testing::Test {
 protected:
  static Mail mail() {
    return {"sluss@region.example",
            {"drift@region.example", "ekonomi@region.example"},
            "Sluss: 1 alarm för Östra geriatriken, and a subject that is long enough for more than one encoded word",
            "Körningen av nattlig misslyckades = åäö.\n.\nfrån hundra procent: " + std::string(300, 'x') + "\n",
            *parse_instant("2026-11-24T15:41:57Z")};
  }
  [[nodiscard]] config::MailServer at(const SmtpServer& server) const {
    config::MailServer there;
    there.host = "127.0.0.1";
    there.port = std::stoll(server.port());
    there.user = "sluss";
    there.password = Secret("canary-4711");
    there.ca = certificate_;
    return there;
  }
  static void expect_error(const Result<std::string>& sent, Fault fault, const std::string& text) {
    ASSERT_FALSE(sent);
    EXPECT_EQ(sent.error().fault, fault) << sent.error().what;
    EXPECT_NE(sent.error().what.find(text), std::string::npos) << sent.error().what;
    EXPECT_EQ(sent.error().what.find("canary"), std::string::npos) << sent.error().what;
  }

  test::TemporaryFolder scratch_;
  std::filesystem::path certificate_ = test::make_certificate(scratch_.path() / "right", "IP:127.0.0.1");
};

TEST_F(MailTo, a_server_arrives_as_it_was_written) {
  const SmtpServer server({"--certificate", certificate_.string(), "--password", "canary-4711"});
  const auto sent = send(at(server), mail());
  ASSERT_TRUE(sent) << sent.error().what;
  EXPECT_EQ(*sent, "");
  ASSERT_EQ(server.mails().size(), 1U);
  const auto got = server.mails().front();
  EXPECT_TRUE(*got["tls"].as_bool());
  EXPECT_EQ(got["user"].text_or_empty(), "sluss");
  EXPECT_EQ(got["from"].text_or_empty(), "sluss@region.example");
  EXPECT_EQ(to_json(got["to"]), R"(["drift@region.example","ekonomi@region.example"])");
  EXPECT_EQ(got["text"].text_or_empty(), mail().text);
  const auto& headers = got["headers"];
  EXPECT_EQ(headers["Subject"].text_or_empty(), mail().subject);
  EXPECT_EQ(headers["Date"].text_or_empty(), "Tue, 24 Nov 2026 15:41:57 +0000");
  EXPECT_EQ(headers["From"].text_or_empty(), "sluss@region.example");
  EXPECT_EQ(headers["To"].text_or_empty(), "drift@region.example, ekonomi@region.example");
  EXPECT_TRUE(headers["Message-ID"].text_or_empty().ends_with("@region.example>"));
  EXPECT_EQ(headers["Auto-Submitted"].text_or_empty(), "auto-generated");
  EXPECT_TRUE(*got["ascii"].as_bool());
  EXPECT_LE(*got["longest_line"].as_int(), 78);
}

TEST_F(MailTo, a_server_that_refuses_the_password_is_denied) {
  const SmtpServer server({"--certificate", certificate_.string(), "--password", "another"});
  expect_error(send(at(server), mail()), Fault::denied, "did not let us in");
  EXPECT_TRUE(server.mails().empty());
}

TEST_F(MailTo, a_server_that_is_away_is_unavailable) {
  config::MailServer nobody;
  {
    const SmtpServer server({"--certificate", certificate_.string()});
    nobody = at(server);
  }
  expect_error(send(nobody, mail()), Fault::unavailable, "was not reached");
}

TEST_F(MailTo, a_server_of_another_name_gets_nothing) {
  const auto other = test::make_certificate(scratch_.path() / "other", "DNS:mail.other.example");
  const SmtpServer server({"--certificate", other.string(), "--password", "canary-4711"});
  auto there = at(server);
  there.ca = other;
  expect_error(send(there, mail()), Fault::config, "certificate");
  EXPECT_EQ(server.logins(), 0U);
  EXPECT_TRUE(server.mails().empty());
}

TEST_F(MailTo, a_server_that_nobody_signed_for_gets_nothing) {
  const SmtpServer server({"--certificate", certificate_.string(), "--password", "canary-4711"});
  auto there = at(server);
  there.ca.clear();
  expect_error(send(there, mail()), Fault::config, "certificate");
  EXPECT_EQ(server.logins(), 0U);
}

TEST_F(MailTo, a_server_without_starttls_gets_nothing) {
  const SmtpServer server({"--password", "canary-4711"});
  expect_error(send(at(server), mail()), Fault::config, "offers no STARTTLS, so nothing was sent");
  EXPECT_EQ(server.logins(), 0U);
  EXPECT_TRUE(server.mails().empty());
}

TEST_F(MailTo, a_server_on_this_machine_may_go_without_tls_when_that_is_said) {
  const SmtpServer server(std::vector<std::string>{});
  auto there = at(server);
  there.user.clear();
  there.starttls = config::StartTls::none;
  const auto sent = send(there, mail());
  ASSERT_TRUE(sent) << sent.error().what;
  EXPECT_EQ(server.mails().size(), 1U);
}

TEST_F(MailTo, an_address_that_is_gone_does_not_keep_it_from_the_others) {
  const SmtpServer server(
      {"--certificate", certificate_.string(), "--password", "canary-4711", "--refuse", "drift@region.example"});
  const auto sent = send(at(server), mail());
  ASSERT_TRUE(sent) << sent.error().what;
  EXPECT_EQ(*sent, "550 5.1.1 no such user here");
  EXPECT_EQ(to_json(server.mails().at(0)["to"]), R"(["ekonomi@region.example"])");
}

TEST_F(MailTo, nobody_is_rejected_with_what_the_server_said) {
  const SmtpServer server(
      {"--certificate", certificate_.string(), "--password", "canary-4711", "--refuse", "drift@region.example"});
  auto one = mail();
  one.to = {"drift@region.example"};
  expect_error(send(at(server), one), Fault::rejected, "it said: 550 5.1.1 no such user here");
}

TEST_F(MailTo, an_address_with_a_line_break_is_not_sent_at_all) {
  auto bad = mail();
  bad.to = {"drift@region.example\r\nBcc: all@region.example"};
  expect_error(send({}, bad), Fault::internal, "an address that is none");
}

}  // namespace
}  // namespace sluss::net

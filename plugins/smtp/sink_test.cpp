// The sink against a real server, with TLS and a login.
#include "sink_fixture.h"

namespace sluss::smtp {
namespace {

using sluss::test::Dovecot;
using sluss::test::MailRelay;

class SmtpSinkTest : public test::SinkTest {
 protected:
  void SetUp() override {
    if (const auto why_not = sluss::test::why_no_mail_servers(); !why_not.empty()) GTEST_SKIP() << why_not;
    mailbox_ = std::make_unique<Dovecot>();
  }
  void serve(const std::vector<std::string>& options = {}, const std::string& holder = "IP:127.0.0.1", int days = 30) {
    relay_ = std::make_unique<MailRelay>(*mailbox_, options, holder, days);
    config_.port = relay_->port();
    config_.ca = relay_->ca();
  }
  [[nodiscard]] Result<void> probe() const { return SmtpSinkProbe(config_).probe({}); }

  std::unique_ptr<Dovecot> mailbox_;
  std::unique_ptr<MailRelay> relay_;
};

TEST_F(SmtpSinkTest, MailsADocument) {
  serve();
  EXPECT_EQ(write(), "ok") << why();
  EXPECT_EQ(*last_->receipts[0], "<" + message_id("k-1", config_.from) + ">");
  const auto mails = mailbox_->mails();
  ASSERT_EQ(mails.size(), 1U);
  EXPECT_NE(mails[0].find("To: praktik@universitet.example"), std::string::npos) << mails[0].substr(0, 900);
}

TEST_F(SmtpSinkTest, TheDocumentArrivesByteForByteUnderItsName) {
  serve();
  ASSERT_EQ(write(), "ok") << why();
  const sluss::test::ServerFolder folder;
  sluss::test::write_file(folder.path() / "mail", mailbox_->mails().at(0));
  const auto read =
      sluss::test::run({"/usr/bin/python3", "-c",
                        "import email,email.policy,sys,pathlib;at=pathlib.Path(sys.argv[1]);"
                        "m=email.message_from_bytes((at/'mail').read_bytes(),policy=email.policy.default);"
                        "a=list(m.iter_attachments())[0];(at/'bytes').write_bytes(a.get_payload(decode=True));"
                        "(at/'name').write_text(m['subject']+'|'+a.get_filename(),encoding='utf-8')",
                        folder.path().string()},
                       folder.path());
  ASSERT_EQ(read.exit, 0) << read.err;
  EXPECT_EQ(sluss::test::read_file(folder.path() / "name"), "Faktura 1001 från Östra geriatriken|faktura å 1001.pdf");
  EXPECT_TRUE(sluss::test::read_file(folder.path() / "bytes") == test::document);
}

TEST_F(SmtpSinkTest, SeveralParcelsAreOneLogin) {
  serve();
  EXPECT_EQ(write({parcel("a"), parcel("b"), parcel("c")}), "ok, ok, ok");
  EXPECT_EQ(mailbox_->mails().size(), 3U);
  EXPECT_EQ(relay_->logins(), 1);
}

TEST_F(SmtpSinkTest, AnAddressThatIsRefusedParksItsParcelAndNoOther) {
  serve({"--answer", "praktik@universitet.example=550 5.1.1 <praktik@universitet.example> answer-word"});
  const auto other = message("1002", "annan@universitet.example");
  EXPECT_EQ(write({parcel(), {"k-2", &other, {{"pdf", test::document}}}}), "rejected, ok");
  EXPECT_EQ(last_->receipts[0].error().what, "127.0.0.1:" + std::to_string(relay_->port()) +
                                                 " does not take mail for to {buyer.mail} (550 5.1.1): there is no "
                                                 "such mailbox");
  EXPECT_EQ(mailbox_->mails().size(), 1U);
}

TEST_F(SmtpSinkTest, ItIsSentToAllOfItsAddressesOrToNone) {
  config_.cc = {"borta@region.example"};
  serve({"--answer", "borta@region.example=550 5.1.1 gone"});
  EXPECT_EQ(write(), "rejected");
  EXPECT_TRUE(why_has("cc borta@region.example"));
  EXPECT_TRUE(mailbox_->mails().empty());
}

TEST_F(SmtpSinkTest, NotNowMeansLater) {
  serve({"--answer", "praktik@universitet.example=450 4.2.0 greylisted"});
  EXPECT_EQ(write(), "unavailable");
  serve({"--answer", "DATA=451 4.3.0 not now"});
  EXPECT_EQ(write(), "unavailable");
  EXPECT_TRUE(mailbox_->mails().empty());
}

TEST_F(SmtpSinkTest, AMailThatIsRefusedAtItsEndIsParked) {
  serve({"--answer", "DATA=554 5.7.1 answer-word"});
  EXPECT_EQ(write(), "rejected");
}

TEST_F(SmtpSinkTest, ASenderThatIsRefusedStopsTheConnection) {
  serve({"--answer", "MAIL=553 5.7.1 answer-word"});
  EXPECT_EQ(write({parcel("a"), parcel("b")}), "| denied");
  EXPECT_FALSE(probe());
}

TEST_F(SmtpSinkTest, AFullMailboxIsSaid) {
  mailbox_ = std::make_unique<Dovecot>(Dovecot::Options{
      "IP:127.0.0.1", 30,
      "mail_plugins = quota\nplugin {\n quota = maildir:User quota\n quota_rule = *:storage=50K\n}\n"});
  serve();
  EXPECT_EQ(write(), "rejected") << why();
  EXPECT_TRUE(why_has("the mailbox is full")) << why();
  EXPECT_TRUE(mailbox_->mails().empty());
}

TEST_F(SmtpSinkTest, AMailThatTheServerCallsTooLargeIsNotEvenBegun) {
  serve({"--largest", "5000"});
  EXPECT_EQ(write(), "rejected");
  EXPECT_TRUE(why_has("5000 bytes at most")) << why();
}

TEST_F(SmtpSinkTest, AWrongPasswordIsTriedOnce) {
  serve();
  config_.password = Secret("another-made-up-word");
  EXPECT_EQ(write({parcel("a"), parcel("b"), parcel("c")}), "| denied");
  EXPECT_EQ(relay_->logins(), 1);
  EXPECT_TRUE(why_has("look at user and password")) << why();
}

TEST_F(SmtpSinkTest, ACertificateThatIsNotToBeTrustedIsRefused) {
  serve();
  config_.ca.clear();
  EXPECT_EQ(write(), "| denied");
  EXPECT_TRUE(why_has("self")) << why();
  serve({}, "DNS:other.example");
  EXPECT_EQ(write(), "| denied");
  EXPECT_TRUE(why_has("made out to another name")) << why();
  serve({}, "IP:127.0.0.1", -1);
  EXPECT_EQ(write(), "| denied");
  EXPECT_TRUE(why_has("expired")) << why();
  EXPECT_EQ(relay_->logins(), 0);
  EXPECT_FALSE(probe());
}

TEST_F(SmtpSinkTest, TheProbeLogsInAndSendsNothing) {
  serve();
  EXPECT_TRUE(probe()) << probe().error().what;
  EXPECT_TRUE(mailbox_->mails().empty());
  EXPECT_EQ(relay_->logins(), 1);
  serve({}, "IP:127.0.0.1", 5);
  ASSERT_FALSE(probe());
  EXPECT_NE(probe().error().what.find("its certificate ends in "), std::string::npos) << probe().error().what;
}

TEST_F(SmtpSinkTest, AServerThatIsAwayIsWaitedFor) {
  serve();
  relay_->stop();
  EXPECT_EQ(write(), "| unavailable");
}

}  // namespace
}  // namespace sluss::smtp

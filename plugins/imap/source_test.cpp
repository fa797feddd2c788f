// The source against a real server, and against servers that fail.
#include "source.h"

#include <gtest/gtest.h>

#include "support/line_server.h"
#include "support/mail_servers.h"

namespace sluss::imap {
namespace {

using sluss::test::Dovecot;
using sluss::test::LineServer;

std::string mail(const std::string& name, const std::string& content, const std::string& sender = "a@b.example") {
  return "From: " + sender +
         "\r\nSubject: hej\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
         "--b\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename=\"" +
         name + "\"\r\n\r\n" + content + "\r\n--b--\r\n";
}

class ImapSourceTest : public testing::Test {
 protected:
  ImapSourceTest() {
    config_.host = "127.0.0.1";
    config_.user = sluss::test::mail_user;
    config_.password = Secret(sluss::test::mail_password);
    config_.match = "p*.csv";
    config_.connect_timeout = std::chrono::seconds(5);
    config_.answer_timeout = std::chrono::seconds(5);
  }
  void SetUp() override {
    if (const auto why_not = sluss::test::why_no_mail_servers(); !why_not.empty()) GTEST_SKIP() << why_not;
    serve({});
  }
  void serve(const Dovecot::Options& options) {
    server_ = std::make_unique<Dovecot>(options);
    config_.port = server_->port();
    config_.ca = server_->ca();
    source_ = std::make_unique<ImapSource>(config_);
  }
  /// Begins anew, as the next run does.
  void again() {
    source_ = std::make_unique<ImapSource>(config_);
    ASSERT_TRUE(source_->open({}));
  }
  static std::string content(const Read& read) {
    std::string all;
    char piece[1000];
    for (;;) {
      const auto got = read.input->read(piece);
      if (!got) return std::string(name_of(got.error().fault)) + ": " + got.error().what;
      if (*got == 0) return all;
      all.append(piece, *got);
    }
  }
  /// Reads and settles all: "name=content" of each, or the fault.
  std::string all(Outcome outcome = Outcome::taken) {
    again();
    std::string text;
    for (;;) {
      auto read = source_->read({});
      if (!read) return text + "! " + name_of((last_ = read.error()).fault);
      if (!*read) return text;
      text += (*read)->name + "=" + content(**read) + " ";
      const auto settled = source_->settle((*read)->ticket, outcome, "");
      if (!settled) text += "(not settled) ";
    }
  }

  SourceConfig config_;
  std::unique_ptr<Dovecot> server_;
  std::unique_ptr<ImapSource> source_;
  Error last_;
};

TEST_F(ImapSourceTest, ReadsAttachmentsAndMovesTheirMails) {
  server_->deliver(mail("p1.csv", "a;b"));
  server_->deliver(mail("p2.csv", "c;d"));
  EXPECT_EQ(all(), "p1.csv=a;b p2.csv=c;d ") << last_.what;
  EXPECT_TRUE(server_->mails().empty());
  EXPECT_EQ(server_->mails("taken").size(), 2U);
  EXPECT_EQ(all(), "");
}

TEST_F(ImapSourceTest, TakesFromItsFolderWhateverItMatches) {
  config_.match = "*.csv";
  const auto place = ImapSource(config_).takes_from();
  config_.match = "*.xlsx";
  EXPECT_EQ(ImapSource(config_).takes_from(), place);
  config_.subject = "order*";
  EXPECT_NE(ImapSource(config_).takes_from(), place);
}

TEST_F(ImapSourceTest, ReadsWholeMailsAsTheyCame) {
  config_.take = Take::mails;
  config_.match = "*";
  server_->deliver(mail("p1.csv", "a;b"));
  server_->deliver("From: a@b.example\r\nSubject: without attachment\r\n\r\nJa\r\n");
  const auto read = all();
  EXPECT_EQ(read.find("mail 1="), 0U) << read;
  for (const auto* part : {"filename=\"p1.csv\"", "--b--", " mail 2=", "Subject: without attachment", "\r\n\r\nJa\r\n"})
    EXPECT_NE(read.find(part), std::string::npos) << part << read;
  EXPECT_EQ(server_->mails("taken").size(), 2U);
}

TEST_F(ImapSourceTest, WhatIsRefusedGoesWherePeopleLook) {
  config_.refused = "Åtgärda/mejl";
  server_->deliver(mail("p1.csv", "a;b"));
  all(Outcome::refused);
  EXPECT_EQ(server_->mails("&AMU-tg&AOQ-rda.mejl").size(), 1U);
}

TEST_F(ImapSourceTest, WhatIsLeftStaysUnreadAndComesAgainUnderItsVersion) {
  server_->deliver(mail("p1.csv", "a;b"));
  again();
  const auto first = source_->read({});
  ASSERT_TRUE(first && *first);
  EXPECT_TRUE(source_->settle((*first)->ticket, Outcome::left, ""));
  EXPECT_EQ(server_->unseen(), 1);
  again();
  const auto second = source_->read({});
  ASSERT_TRUE(second && *second);
  EXPECT_EQ((*first)->version, (*second)->version);
  EXPECT_FALSE((*first)->version.empty());
}

TEST_F(ImapSourceTest, ANewerFileDoesNotOvertakeOneThatWasLeft) {
  server_->deliver(mail("p.csv", "old"));
  server_->deliver(mail("p.csv", "new"));
  EXPECT_EQ(all(Outcome::left), "p.csv=old ");
  EXPECT_EQ(all(), "p.csv=old p.csv=new ");
}

TEST_F(ImapSourceTest, OtherMailsAreLeftOrRefusedAsOptionsSay) {
  server_->deliver(mail("bild.png", "x"));
  server_->deliver(mail("p.csv", "forged", "x@other.example"));
  config_.sender = "*@B.example";
  EXPECT_EQ(all(), "");
  EXPECT_EQ(server_->unseen(), 2);
  config_.others = Others::refuse;
  EXPECT_EQ(all(Outcome::refused),
            "mail 1=data: no attachment of the message has a name that match: asks for mail 2=data: its sender or "
            "subject is not one that is asked for ");
  EXPECT_EQ(server_->mails("refused").size(), 2U);
}

TEST_F(ImapSourceTest, AMailThatIsTooLargeIsRefusedUnread) {
  config_.largest = 1000;
  server_->deliver(mail("p.csv", std::string(5000, 'x')));
  const auto text = all(Outcome::refused);
  EXPECT_NE(text.find("largest: allows 1000"), std::string::npos) << text;
}

TEST_F(ImapSourceTest, WithoutMoveItIsCopied) {
  serve({"IP:127.0.0.1", 30, "imap_capability = IMAP4rev1 SASL-IR UIDPLUS\n"});
  server_->deliver(mail("p.csv", "a;b"));
  EXPECT_EQ(all(), "p.csv=a;b ");
  EXPECT_TRUE(server_->mails().empty());
  EXPECT_EQ(server_->mails("taken").size(), 1U);
}

TEST_F(ImapSourceTest, AConnectionThatBreaksLosesNothing) {
  server_->deliver(mail("p.csv", "a;b"));
  again();
  const auto read = source_->read({});
  ASSERT_TRUE(read && *read);
  server_->kill_sessions();
  server_->stop();
  EXPECT_FALSE(source_->settle((*read)->ticket, Outcome::taken, ""));
  EXPECT_FALSE(source_->read({}));
  EXPECT_EQ(server_->mails().size(), 1U);
  server_->start();
  EXPECT_EQ(all(), "p.csv=a;b ");
  EXPECT_EQ(server_->mails("taken").size(), 1U);
}

TEST_F(ImapSourceTest, AFullMailboxIsSaidAndWhatFollowsWaits) {
  serve({"IP:127.0.0.1", 30,
         "mail_plugins = quota\nprotocol imap {\n mail_plugins = quota imap_quota\n}\nplugin {\n quota = maildir:User "
         "quota\n"
         " quota_rule = *:storage=1M\n quota_rule2 = taken:storage=+0\n quota_max_mail_size = 100M\n}\n"
         "imap_capability = IMAP4rev1 SASL-IR UIDPLUS\n"});
  server_->deliver(mail("p.csv", std::string(700'000, 'x')));
  server_->deliver(mail("p.csv", "new"));
  const auto text = all();
  EXPECT_NE(text.find("(not settled)"), std::string::npos) << text.substr(0, 30);
  EXPECT_NE(last_.what.find("the mailbox is full"), std::string::npos) << last_.what;
  EXPECT_EQ(server_->mails().size(), 2U);
}

TEST_F(ImapSourceTest, AWrongPasswordIsTriedOnce) {
  config_.password = Secret("another-made-up-word");
  EXPECT_EQ(all(), "! denied");
  server_->stop();  // so that all is logged
  EXPECT_EQ(server_->logged("auth failed"), 1);
  EXPECT_EQ(last_.what.find("another-made"), std::string::npos);
}

TEST_F(ImapSourceTest, ACertificateThatIsNotToBeTrustedIsRefused) {
  config_.ca.clear();
  EXPECT_EQ(all(), "! denied");
  EXPECT_NE(last_.what.find("self"), std::string::npos) << last_.what;
  serve({"DNS:other.example", 30, ""});
  EXPECT_EQ(all(), "! denied");
  EXPECT_NE(last_.what.find("another name"), std::string::npos) << last_.what;
  serve({"IP:127.0.0.1", -1, ""});
  EXPECT_EQ(all(), "! denied");
  EXPECT_NE(last_.what.find("expired"), std::string::npos) << last_.what;
}

TEST_F(ImapSourceTest, TlsFromTheBeginning) {
  config_.encryption = mail::Encryption::tls;
  config_.port = server_->tls_port();
  server_->deliver(mail("p.csv", "a;b"));
  EXPECT_EQ(all(), "p.csv=a;b ");
}

TEST_F(ImapSourceTest, AFolderThatIsNotThereIsNamed) {
  config_.folder = "INBOX/KLiPP";
  EXPECT_EQ(all(), "! denied");
  EXPECT_NE(last_.what.find("INBOX/KLiPP"), std::string::npos);
}

TEST_F(ImapSourceTest, TheProbeOpensTheFolderAndChangesNothing) {
  server_->deliver(mail("p.csv", "a;b"));
  const auto well = ImapSourceProbe(config_).probe({});
  EXPECT_TRUE(well) << well.error().what;
  EXPECT_EQ(server_->unseen(), 1);
  serve({"IP:127.0.0.1", 3, ""});
  EXPECT_FALSE(ImapSourceProbe(config_).probe({}));
}

class ImapSourceFault : public ImapSourceTest {
 protected:
  void SetUp() override {
    config_.encryption = mail::Encryption::none;
    config_.connect_timeout = config_.answer_timeout = std::chrono::seconds(1);
  }
  /// Answers a line whose command begins with `at` otherwise, "TAG" in it standing for the tag.
  std::string outcome(const std::string& at, const LineServer::Answer& otherwise) {
    LineServer server("* OK hi\r\n", [=](const std::string& line) -> LineServer::Answer {
      const auto tag = line.substr(0, line.find(' '));
      const auto command = line.substr(std::min(line.size(), tag.size() + 1));
      auto answer = otherwise;
      if (!command.starts_with(at)) answer = {"TAG OK done\r\n"};
      if (command == "CAPABILITY" && at != "CAPABILITY") answer = {"* CAPABILITY IMAP4rev1\r\nTAG OK done\r\n"};
      if (command.starts_with("SELECT") && at != "SELECT") answer = {"* OK [UIDVALIDITY 7] x\r\nTAG OK done\r\n"};
      if (command.starts_with("UID FETCH 1:*") && at != "UID FETCH 1:*")
        answer = {"* 1 FETCH (UID 5 FLAGS () RFC822.SIZE 10)\r\nTAG OK done\r\n"};
      if (const auto place = answer.text.find("TAG"); place != std::string::npos) answer.text.replace(place, 3, tag);
      return answer;
    });
    config_.port = server.port();
    return all();
  }
};

TEST_F(ImapSourceFault, SilenceGarbageAndAnEndAreAServerThatIsAway) {
  for (const auto* at : {"LOGIN", "SELECT", "UID FETCH 1:*", "UID FETCH 5"}) {
    EXPECT_EQ(outcome(at, {"", true}), "! unavailable") << at;
    EXPECT_EQ(outcome(at, {"", false}), "! unavailable") << at << ", silent";
    EXPECT_EQ(outcome(at, {std::string(200'000, 'x'), false}), "! unavailable") << at << ", endless";
  }
  EXPECT_EQ(outcome("UID FETCH 5", {"* BYE closing\r\n", true}), "! unavailable");
  EXPECT_EQ(outcome("SELECT", {"TAG OK no validity\r\n", false}), "! unavailable");
}

TEST_F(ImapSourceFault, SizesThatLieAreNotBelieved) {
  EXPECT_EQ(outcome("UID FETCH 5", {"* 1 FETCH (UID 5 BODY[] {99999999999}\r\n", false}), "! unavailable");
  EXPECT_EQ(outcome("UID FETCH 5", {"* 1 FETCH (UID 5 BODY[] {100}\r\nfew", true}), "! unavailable");
  EXPECT_EQ(outcome("UID FETCH 5", {"* 1 FETCH (UID 9 BODY[] {3}\r\nabc)\r\nTAG OK done\r\n", false}), "");
}

TEST_F(ImapSourceFault, StartTlsThatIsStrippedIsRefusedBeforeThePassword) {
  config_.encryption = mail::Encryption::starttls;
  EXPECT_EQ(outcome("NEVER", {}), "! denied");
  EXPECT_NE(last_.what.find("offers no STARTTLS"), std::string::npos) << last_.what;
}

TEST_F(ImapSourceFault, WhoOnlyLooksOpensTheFolderForReadingAlone) {
  LineServer server("* OK hi\r\n", [](const std::string& line) -> LineServer::Answer {
    const auto tag = line.substr(0, line.find(' '));
    if (line.find(" EXAMINE ") != std::string::npos)
      return {"* OK [UIDVALIDITY 7] x\r\n" + tag + " OK [READ-ONLY] done\r\n"};
    if (line.ends_with(" CAPABILITY")) return {"* CAPABILITY IMAP4rev1\r\n" + tag + " OK done\r\n"};
    return {tag + " OK done\r\n"};
  });
  config_.port = server.port();
  ImapSource source(config_);
  source.only_look();
  ASSERT_TRUE(source.open({}));
  const auto read = source.read({});
  ASSERT_TRUE(read) << read.error().what;
  EXPECT_FALSE(*read);
  for (const auto& line : server.lines()) EXPECT_EQ(line.find("SELECT"), std::string::npos) << line;
}

}  // namespace
}  // namespace sluss::imap

// Approval by mail, from the night that asks to the night that invoices, at real servers. Nobody here exists.
#include <gtest/gtest.h>

#include "mail_house.h"

namespace sluss::test {
namespace {

constexpr auto unit_mail = "vfu@ost.example";

class ApprovalByMail : public ::testing::Test {
 protected:
  void SetUp() override {
    if (const auto why = why_no_mail_servers(); !why.empty()) GTEST_SKIP() << why;
    inbox_ = std::make_unique<Dovecot>();
    theirs_ = std::make_unique<Dovecot>();
    relay_ = std::make_unique<MailRelay>(*theirs_);
    prepare();
  }
  void prepare() const {
    world_.hurry();
    add_secret(world_, "mail_password", mail_password);
    add_secret(world_, "approval_codes", "made-up-secret-of-more-than-32-characters");
    world_.configure("connections.yaml",
                     "connections:\n  klipp: { use: klipp, folder: ../inbox }\n"
                     "  peppol: { use: peppol-outbox, folder: ../outbox }\n"
                     "  underlag: { use: invoice-basis, folder: ../underlag }\n"
                     "  godkannande: { use: mail-basis, smtp: 127.0.0.1, smtp_port: " +
                         std::to_string(relay_->port()) +
                         ", imap: 127.0.0.1, imap_port: " + std::to_string(inbox_->port()) + ", ca: \"" +
                         both_authorities().string() + "\", user: " + mail_user +
                         ", password: \"secret:mail_password\", address: underlag@region.example }\n");
    world_.configure("pipelines/nightly.yaml",
                     "pipeline: nightly\nfrom: klipp.placements\nsteps:\n  - validate: placement\n  - bill\n"
                     "  - ask_approval: \"secret:approval_codes\"\nto: [peppol, godkannande.bases]\n");
    world_.configure("pipelines/approvals.yaml",
                     "pipeline: approvals\nfrom: godkannande.answers\nsteps:\n"
                     "  - take_approval: \"secret:approval_codes\"\nto: []\n");
    auto agreements = read_file(world_.root() / "config/agreements/agreements.yaml");
    const std::string first = "    programmes: \"*\"";
    world_.configure("agreements/agreements.yaml", agreements.insert(agreements.find(first), "    approval: person\n"));
  }
  [[nodiscard]] std::filesystem::path both_authorities() const {
    const auto file = world_.root() / "ca.pem";
    write_file(file, read_file(inbox_->ca()) + read_file(relay_->ca()));
    return file;
  }
  /// A night with these placements.
  void night(const std::string& end = "2026-09-25") const {
    Row row;
    row.id = "P100";
    row.end = end;
    world_.put("placeringar-" + end + ".csv", std::vector<Row>{row});
    EXPECT_EQ(world_.sluss({"sync", "nightly"}).exit, 0);
  }
  /// The code in the subject of the newest mail that came to the unit.
  [[nodiscard]] std::string code() const {
    const auto mail = theirs_->mails().back();
    // A subject with letters beyond ASCII is encoded; the code itself is ASCII, and stands last in it.
    const auto finished = run({"/usr/bin/python3", "-c",
                               "import sys,email,email.policy\n"
                               "m=email.message_from_bytes(open(sys.argv[1],'rb').read(),policy=email.policy.default)\n"
                               "print(m['Subject'])",
                               file_of(mail).string()},
                              world_.root() / "scratch");
    const auto begin = finished.out.rfind('[');
    EXPECT_NE(begin, std::string::npos) << finished.out << finished.err;
    subject_ = finished.out.substr(0, finished.out.find('\n'));
    return begin == std::string::npos ? "" : finished.out.substr(begin + 1, 19);
  }
  [[nodiscard]] std::filesystem::path file_of(const std::string& mail) const {
    const auto file = world_.root() / "scratch" / "mail.eml";
    write_file(file, mail);
    return file;
  }
  /// An answer to the newest mail, as a mail program writes it.
  void answer(const std::string& text, const std::string& sender = unit_mail, const std::string& more = "") const {
    const auto stands_for = code();
    inbox_->deliver("From: Samordnaren <" + sender + ">\r\nTo: underlag@region.example\r\nSubject: Sv: Underlag [" +
                    stands_for + "]\r\nMessage-ID: <svar-" + std::to_string(++answers_) + "@ost.example>\r\n" +
                    "In-Reply-To: " + header(theirs_->mails().back(), "Message-ID") + "\r\n" + more +
                    "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                    "Content-Transfer-Encoding: 8bit\r\n\r\n" +
                    text + "\r\n\r\nMed vänlig hälsning\r\nSamordnaren\r\n\r\n> Hej!\r\n> Godkänns eller Avslås\r\n");
    const auto report = world_.json({"sync", "approvals"});
    EXPECT_TRUE(report["troubles"].as_list() != nullptr && report["troubles"].as_list()->empty()) << to_json(report);
  }
  /// What became of the newest answer: "held: ...".
  [[nodiscard]] std::string became() const {
    const auto list = world_.json({"messages", "list", "--kind", "approval"});
    if (list.as_list()->empty()) return "none";
    const auto& last = list.as_list()->back();
    return last["state"].text_or_empty() + ": " + last["reason"].text_or_empty();
  }
  void expect_became(const std::string& part) const { EXPECT_NE(became().find(part), std::string::npos) << became(); }
  [[nodiscard]] std::size_t invoices() const { return world_.outbox().size(); }
  [[nodiscard]] std::string drafts() const { return world_.sluss({"invoices", "drafts"}).out; }

  World world_;
  std::unique_ptr<Dovecot> inbox_, theirs_;
  std::unique_ptr<MailRelay> relay_;
  mutable std::string subject_;
  mutable int answers_ = 0;
};

TEST_F(ApprovalByMail, a_basis_is_mailed_once_approved_by_its_answer_and_invoiced_the_next_night) {
  const auto probed = world_.sluss({"check", "--probe"});
  EXPECT_EQ(probed.exit, 0) << probed.out << probed.err;
  night();
  ASSERT_EQ(theirs_->mails().size(), 1U);
  EXPECT_EQ(invoices(), 0U);
  const auto mail = theirs_->mails().front();
  EXPECT_EQ(header(mail, "To"), unit_mail);
  EXPECT_EQ(code().size(), 19U);
  EXPECT_EQ(subject_.find("Underlag att godkänna: Östra geriatriken, Exempeluniversitetet, HT2026 ["), 0U) << subject_;
  for (const auto* name : {"Testberg", "19550101"}) EXPECT_EQ(mail.find(name), std::string::npos) << name;
  EXPECT_NE(mail.find("underlag-att-godkanna-ost-uni-HT2026.pdf"), std::string::npos);
  EXPECT_NE(mail.find("underlag-att-godkanna-ost-uni-HT2026.xlsx"), std::string::npos);
  EXPECT_EQ(world_.sluss({"sync", "nightly"}).exit, 0);
  EXPECT_EQ(theirs_->mails().size(), 1U) << "the same lines are mailed once";

  answer("Godkänns.");
  expect_became("filtered: approved: the basis of ost for uni, HT2026");
  EXPECT_TRUE(inbox_->mails().empty());
  EXPECT_EQ(inbox_->mails("taken").size(), 1U);
  EXPECT_NE(drafts().find("goes out with the next run"), std::string::npos) << drafts();
  EXPECT_EQ(world_.sluss({"sync", "nightly"}).exit, 0);
  EXPECT_EQ(invoices(), 1U);
  const auto number = world_.outbox().begin()->first.substr(4, 7);
  const auto traced = world_.sluss({"messages", "trace", number});
  EXPECT_NE(traced.out.find("mail from vfu@ost.example"), std::string::npos) << traced.out << traced.err;
  EXPECT_NE(traced.out.find("svar-1@ost.example"), std::string::npos) << traced.out;

  answer("Godkänns.");
  expect_became("filtered: the same answer once more");
  answer("Avslås");
  expect_became("held: no basis with its code waits");
  EXPECT_EQ(world_.sluss({"sync", "nightly"}).exit, 0);
  EXPECT_EQ(invoices(), 1U);
  EXPECT_EQ(theirs_->mails().size(), 1U);
  EXPECT_EQ(world_.sluss({"reconcile"}).exit, 0);
  const auto audited = world_.sluss({"audit", "--now"});
  EXPECT_EQ(audited.exit, 0) << audited.out << audited.err;
}

TEST_F(ApprovalByMail, a_no_refuses_and_what_changes_is_mailed_anew_under_another_code) {
  night();
  const auto first = code();
  answer("Avslås\r\nPlaceringen är en dag för lång");
  expect_became("filtered: refused: the basis of ost");
  EXPECT_NE(drafts().find("refused"), std::string::npos) << drafts();
  answer("Godkänns");
  expect_became("held: it says yes to the basis of ost for uni, HT2026, which was refused before");
  night("2026-09-24");
  ASSERT_EQ(theirs_->mails().size(), 2U);
  EXPECT_NE(code(), first);
  EXPECT_EQ(invoices(), 0U);
  answer("Godkänns");
  EXPECT_EQ(world_.sluss({"sync", "nightly"}).exit, 0);
  EXPECT_EQ(invoices(), 1U);
}

TEST_F(ApprovalByMail, what_is_not_plainly_an_answer_of_the_unit_approves_nothing) {
  night();
  answer("Godkänns", "nagon@annan.example");
  expect_became("held: its sender is not the address");
  answer("Godkänns", unit_mail, "Auto-Submitted: auto-replied\r\n");
  expect_became("held: it was written by a machine");
  answer("Ja, men inte rad 1");
  expect_became("held: its first line says neither plainly yes nor plainly no");
  answer("Godkänns\r\nmen ändra rad 1");
  expect_became("held: it says yes to the basis of ost for uni, HT2026, and more than that");
  EXPECT_NE(drafts().find("waits for approval"), std::string::npos) << drafts();
  EXPECT_EQ(world_.sluss({"sync", "nightly"}).exit, 0);
  EXPECT_EQ(invoices(), 0U);
  for (const auto* command : {"list", "trace"}) {
    const auto said = world_.sluss({"messages", command, command == std::string("list") ? "--kind" : code(),
                                    command == std::string("list") ? "approval" : "--json"});
    EXPECT_EQ(said.out.find("nagon@"), std::string::npos) << said.out;
    EXPECT_EQ(said.out.find("men inte rad"), std::string::npos) << said.out;
  }
  answer("Godkänns");
  expect_became("filtered: approved: the basis of ost for uni, HT2026");
}

}  // namespace
}  // namespace sluss::test

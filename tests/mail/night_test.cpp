// Nights by mail, at real servers: placements come as attachments, and the basis of each invoice leaves as a mail.
// Killed at any moment and run again, each document has come once, or waits for a person who looks for it.
#include <gtest/gtest.h>
#include <iostream>
#include <random>
#include <set>

#include "mail_house.h"

namespace sluss::test {
namespace {

std::vector<Row> placements() {
  struct Period {
    const char *term, *start, *end;
  };
  const std::vector<Period> periods = {{"HT2026", "2026-09-07", "2026-09-25"},
                                       {"VT2026", "2026-02-02", "2026-02-20"},
                                       {"HT2025", "2025-09-08", "2025-09-26"}};
  std::vector<Row> rows;
  for (std::size_t i = 0; i < 6; ++i) {
    Row row;
    row.id = "P" + std::to_string(100 + i);
    row.programme = "PRG" + std::to_string(i);  // a programme of its own: the days of one student do not collide
    row.unit = i % 2 == 1 ? "Västra hemsjukvården" : "Östra geriatriken";
    row.hsa_id = i % 2 == 1 ? "SE2129990012-E0002" : "SE2129990012-E0001";
    const auto& period = periods[i / 2];
    row.term = period.term;
    row.start = period.start;
    row.end = period.end;
    rows.push_back(row);
  }
  return rows;
}
constexpr std::size_t invoices = 6;

class MailNight : public ::testing::Test {
 protected:
  void SetUp() override {
    if (const auto why = why_no_mail_servers(); !why.empty()) GTEST_SKIP() << why;
    serve();
  }
  /// Servers with empty mailboxes: ours, and the one of those who are invoiced.
  void serve() {
    relay_.reset();
    inbox_ = std::make_unique<Dovecot>();
    theirs_ = std::make_unique<Dovecot>();
    relay_ = std::make_unique<MailRelay>(*theirs_);
  }
  void prepare(const World& world, const std::string& in_secret = "mail_password",
               const std::string& out_secret = "mail_password",
               const std::string& from = "faktura@region.example") const {
    add_secret(world, "mail_password", mail_password);
    add_secret(world, "other_password", "made-up-wrong-one");
    world.configure("connections.yaml",
                    "connections:\n  klipp: { use: klipp, transport: { imap: { " + reach(*inbox_, in_secret) +
                        " } } }\n  underlag: { use: invoice-basis, transport: { smtp: { " + reach(*relay_, out_secret) +
                        ", from: " + from +
                        ", to: [ekonomi@universitet.example], subject: \"Underlag {number}\", text: \"Här kommer "
                        "underlag {number}.\" } } }\n");
    auto pipeline = read_file(world.root() / "config/pipelines/nightly.yaml");
    world.configure("pipelines/nightly.yaml", pipeline.replace(pipeline.find("- peppol"), 8, "- underlag"));
  }
  void offer() const {
    inbox_->deliver(mail_with("placeringar.csv", export_of(placements()), "registrator@universitet.example"));
  }
  /// The mails that came from that address.
  [[nodiscard]] std::vector<std::string> mails_from(const std::string& from) const {
    auto mails = theirs_->mails();
    std::erase_if(mails, [&](const std::string& mail) { return header(mail, "From") != from; });
    return mails;
  }
  /// Every basis that came, once each.
  void expect_all_once(const std::string& when, const std::string& from = "faktura@region.example") const {
    const auto mails = by_message_id(mails_from(from));
    EXPECT_EQ(mails.size(), invoices) << when;
    for (const auto& [id, count] : mails) EXPECT_EQ(count, 1) << when << ": " << id;
  }

  std::unique_ptr<Dovecot> inbox_, theirs_;
  std::unique_ptr<MailRelay> relay_;
};

TEST_F(MailNight, placements_come_and_bases_leave_by_mail) {
  const World world;
  prepare(world);
  const auto probed = world.sluss({"check", "--probe"});
  EXPECT_EQ(probed.exit, 0) << probed.out << probed.err;
  offer();
  const auto report = world.sync();
  EXPECT_EQ(number_at(report, "new"), 6) << to_json(report);
  expect_all_once("after the night");
  EXPECT_TRUE(inbox_->mails().empty());
  EXPECT_EQ(inbox_->mails("taken").size(), 1U);
  for (const auto& mail : theirs_->mails()) EXPECT_EQ(mail.find("Testberg"), std::string::npos) << "a name in clear";
  offer();
  EXPECT_EQ(number_at(world.sync(), "unchanged"), 6);
  expect_all_once("after another night");
  const auto audited = world.sluss({"audit", "--now"});
  EXPECT_EQ(audited.exit, 0) << audited.out << audited.err;
}

TEST_F(MailNight, the_probe_names_what_does_not_let_us_in) {
  const World world;
  prepare(world, "other_password", "other_password");
  EXPECT_EQ(world.sluss({"check"}).exit, 0);
  const auto probed = world.sluss({"check", "--probe"});
  EXPECT_EQ(probed.exit, 3) << probed.out;
  for (const auto* name : {"klipp.placements", "underlag.invoices"})
    EXPECT_NE((probed.out + probed.err).find(name), std::string::npos) << probed.out << probed.err;
  EXPECT_EQ((probed.out + probed.err).find("made-up-wrong-one"), std::string::npos);
}

TEST_F(MailNight, a_wrong_password_of_the_way_out_is_tried_once) {
  const World world;
  prepare(world, "mail_password", "other_password");
  offer();
  (void)world.sync();
  const auto logins = relay_->logins();
  EXPECT_EQ(logins, 1);
  (void)world.sync();
  EXPECT_EQ(relay_->logins(), logins) << "it is paused";
  const auto said = world.sluss({"status"});
  EXPECT_NE(said.out.find("PAUSED"), std::string::npos) << said.out << said.err;
  add_secret(world, "other_password", mail_password);
  EXPECT_EQ(world.sluss({"connections", "resume", "underlag.invoices", "--reason", "the password is mended"}).exit, 0);
  (void)world.sync();
  expect_all_once("after it was mended");
}

TEST_F(MailNight, a_wrong_password_of_the_way_in_is_tried_once) {
  const World world;
  prepare(world, "other_password");
  offer();
  (void)world.sync();
  (void)world.sync();
  EXPECT_EQ(inbox_->logged("auth failed"), 1) << "it is paused";
  const auto said = world.sluss({"status"});
  EXPECT_NE(said.out.find("PAUSED"), std::string::npos) << said.out << said.err;
  add_secret(world, "other_password", mail_password);
  EXPECT_EQ(world.sluss({"connections", "resume", "klipp.placements", "--reason", "the password is mended"}).exit, 0);
  EXPECT_EQ(number_at(world.sync(), "new"), 6);
  expect_all_once("after it was mended");
}

/// What a person does about mails that left without an answer: looks for each in the mailbox it went to.
int settle_doubts(const World& world, const std::vector<std::string>& mails) {
  std::set<std::string> came;
  for (const auto& mail : mails) came.insert(header(mail, "Subject"));
  int doubts = 0;
  const auto open = world.json({"messages", "list", "--kind", "invoice", "--state", "delivering"});
  for (const auto& message : *open.as_list()) {
    const auto id = message["id"].text_or_empty();
    const auto shown = world.json({"messages", "show", id});
    const auto number = shown.at("body.number").text_or_empty();
    EXPECT_FALSE(number.empty()) << to_json(shown);
    const bool here = came.contains("Underlag " + number);
    const auto told = world.sluss({"messages", here ? "confirm" : "retry", id, "--reason", "looked for the mail"});
    EXPECT_EQ(told.exit, 0) << told.out << told.err;
    ++doubts;
  }
  return doubts;
}

TEST_F(MailNight, killed_at_any_moment_each_mail_comes_once_or_waits_for_a_person) {
  // What reads and writes the wire, and what makes the store's writing safe.
  const std::vector<std::pair<std::string, int>> calls = {{"sendto", 90}, {"recvfrom", 150}, {"fdatasync", 10}};
  std::mt19937 seeded(2026);
  int kills = 0, doubts = 0;
  for (int round = 0; round < 12; ++round) {
    const auto& [call, most] = calls[static_cast<std::size_t>(round) % calls.size()];
    const auto n = std::uniform_int_distribution<int>(1, most)(seeded);
    const auto when = "killed at " + call + " " + std::to_string(n);
    const auto from = "faktura-" + std::to_string(round) + "@region.example";
    const World world;
    prepare(world, "mail_password", "mail_password", from);
    offer();
    const auto killed = run_killed_at(call, n, world.command({"sync", "nightly"}), world.root() / "scratch");
    kills += killed.signal != 0 ? 1 : 0;
    (void)world.sluss({"sync", "nightly"});
    EXPECT_TRUE(inbox_->mails().empty()) << when;
    EXPECT_EQ(world.json({"messages", "list", "--key", "P100"}).as_list()->size(), 1U) << when;
    EXPECT_EQ(world.placements().size(), 6U) << when;
    for (const auto& [id, count] : by_message_id(mails_from(from))) EXPECT_EQ(count, 1) << when << ": " << id;
    doubts += settle_doubts(world, mails_from(from));
    const auto last = world.sluss({"sync", "nightly"});
    EXPECT_EQ(last.exit, 0) << when << last.out << last.err;
    expect_all_once(when, from);
    EXPECT_EQ(world.sluss({"reconcile"}).exit, 0) << when;
  }
  std::cout << kills << " kills, " << doubts << " mails that a person looked for\n";
  EXPECT_GE(kills, 6);
  EXPECT_GT(doubts, 0) << "no kill came while a mail was under way";
}

}  // namespace
}  // namespace sluss::test

// Two houses in a row, with real mail servers between them: what one sends as an attachment, the other one reads. Each
// order arrives once, whichever of them is killed, and however often the second one looks.
#include <gtest/gtest.h>
#include <iostream>
#include <random>
#include <set>

#include "mail_house.h"

namespace sluss::test {
namespace {

constexpr int orders = 6;

/// What both houses have: the order as it stands, an attachment a message.
constexpr auto onward = R"(connector: vidare
summary: Orders that another co-ordinator is to see to, by mail
parameters:
  transport: { type: transport }
takes:
  orders: { message: order, to: "${transport}", format: { json: { form: object } } }
)";
constexpr auto incoming = R"(connector: inkommet
summary: Orders that another co-ordinator has passed on
parameters:
  transport: { type: transport }
provides:
  orders:
    message: order
    from: "${transport}"
    with: { match: "bestallning-*.json" }
    format: { json: { form: object } }
    map:
      id:             id
      round:          round
      institution.id: institution.id
      programme:      programme
      course:         { from: course, optional: yes }
      term:           { from: term, as: term }
      weeks:          { from: weeks, optional: yes }
      area:           { from: area, optional: yes }
      goals:          { from: goals, optional: yes }
      count:          { from: count, as: integer }
      status:         { from: status, optional: yes }
)";

class Chain : public ::testing::Test {
 protected:
  void SetUp() override {
    if (const auto why = why_no_mail_servers(); !why.empty()) GTEST_SKIP() << why;
    mailbox_ = std::make_unique<Dovecot>();
    relay_ = std::make_unique<MailRelay>(*mailbox_);
  }
  static void found(const World& house, const std::string& connections, const std::string& from,
                    const std::string& to) {
    house.hurry();
    house.configure("sluss.yaml", "store: ../store/sluss.db\nconnectors: ../connectors\n");
    add_secret(house, "mail_password", mail_password);
    for (const auto& [name, text] : {std::pair("vidare", onward), std::pair("inkommet", incoming)}) {
      std::filesystem::create_directories(house.root() / "connectors" / name);
      write_file(house.root() / "connectors" / name / "connector.yaml", text);
    }
    house.configure("connections.yaml", "connections:\n" + connections);
    house.configure("pipelines/nightly.yaml",
                    "pipeline: nightly\nfrom: [" + from + "]\nsteps: [{ validate: order }]\nto: [" + to + "]\n");
  }
  /// Reads a sheet of orders, and mails each.
  void found_first(const World& house, const std::string& address) const {
    found(house,
          "  blad: { use: order-sheet, folder: ../inbox }\n  ut: { use: vidare, transport: { smtp: { " +
              reach(*relay_) + ", from: " + address +
              ", to: [samordnare@annan.example], subject: \"Beställning {id}\", text: \"Er beställning {id}.\", name: "
              "\"bestallning-{id}\" } } }\n",
          "blad.orders-csv", "ut.orders");
    std::string sheet = "Beställningsnr;Omgång;Lärosäte;Program;Kurs;Typ;Termin;Veckor;Område;Antal platser\r\n";
    for (int i = 1; i <= orders; ++i)
      sheet += "B27-00" + std::to_string(i) + ";VT2027-ssk;Exempeluniversitetet;SSK;OM1101;VFU;VT2027;5-9;Geriatrik;" +
               std::to_string(10 * i) + "\r\n";
    house.put("bestallning.csv", sheet);
  }
  /// Reads the mails, and puts each order into a folder.
  void found_second(const World& house, const std::string& address) const {
    found(house,
          "  in: { use: inkommet, transport: { imap: { " + reach(*mailbox_) + ", sender: \"" + address +
              "\" } } }\n  kvar: { use: vidare, transport: { file: { folder: ../outbox, name: \"{id}\" } } }\n",
          "in.orders", "kvar.orders");
  }
  /// The mails that the first house has sent, read already or not.
  [[nodiscard]] std::vector<std::string> mails_from(const std::string& address) const {
    auto mails = mailbox_->mails();
    for (auto& mail : mailbox_->mails("taken")) mails.push_back(std::move(mail));
    std::erase_if(mails, [&](const std::string& mail) { return header(mail, "From") != address; });
    return mails;
  }
  /// What a person does about mails that left without an answer.
  int settle_doubts(const World& house, const std::string& address) const {
    std::set<std::string> came;
    for (const auto& mail : mails_from(address)) came.insert(attachment_of(mail));
    int doubts = 0;
    const auto open = house.json({"messages", "list", "--kind", "order", "--state", "delivering"});
    for (const auto& message : *open.as_list()) {
      const bool is_there = came.contains("bestallning-" + message["key"].text_or_empty() + ".json");
      const auto told = house.sluss({"messages", is_there ? "confirm" : "retry", message["id"].text_or_empty(),
                                     "--reason", "looked for the mail"});
      EXPECT_EQ(told.exit, 0) << told.out << told.err;
      ++doubts;
    }
    return doubts;
  }
  static std::string attachment_of(const std::string& mail) {
    const auto at = mail.find("bestallning-");
    return at == std::string::npos ? "" : mail.substr(at, mail.find(".json", at) + 5 - at);
  }
  /// Each order stands in the second house once, in one version, and as the sheet has it.
  void expect_all_once(const World& house, const std::string& address, const std::string& when) const {
    const auto mails = by_message_id(mails_from(address));
    EXPECT_EQ(mails.size(), static_cast<std::size_t>(orders)) << when;
    for (const auto& [id, count] : mails) EXPECT_EQ(count, 1) << when << ": " << id;
    const auto files = house.outbox();
    EXPECT_EQ(files.size(), static_cast<std::size_t>(orders)) << when;
    for (int i = 1; i <= orders; ++i) {
      const auto id = "B27-00" + std::to_string(i);
      EXPECT_EQ(house.json({"messages", "list", "--key", id}).as_list()->size(), 1U) << when << ": " << id;
      const auto file = files.find(id + ".json");
      if (file == files.end()) continue;  // it is told above
      const auto order = parse_json(file->second);
      ASSERT_TRUE(order) << file->second;
      EXPECT_EQ(order->at("count").text_or_empty(), std::to_string(10 * i)) << when;
    }
    EXPECT_TRUE(mailbox_->mails("refused").empty()) << when;
  }

  std::unique_ptr<Dovecot> mailbox_;
  std::unique_ptr<MailRelay> relay_;
};

TEST_F(Chain, what_one_house_sends_the_next_one_reads_once) {
  const World first, second;
  const std::string address = "samordnare@region.example";
  found_first(first, address);
  found_second(second, address);
  for (const auto* house : {&first, &second}) {
    const auto probed = house->sluss({"check", "--probe"});
    EXPECT_EQ(probed.exit, 0) << probed.out << probed.err;
  }
  EXPECT_EQ(number_at(first.sync(), "new"), orders);
  EXPECT_EQ(number_at(second.sync(), "new"), orders);
  expect_all_once(second, address, "after a night");
  EXPECT_TRUE(mailbox_->mails().empty());
  EXPECT_EQ(number_at(second.sync(), "read"), 0) << "it looks again";
  EXPECT_EQ(number_at(first.sync(), "new"), 0);
  EXPECT_EQ(number_at(second.sync(), "new"), 0);
  expect_all_once(second, address, "after another night");
}

TEST_F(Chain, a_mail_that_comes_twice_changes_nothing) {
  const World first, second;
  const std::string address = "samordnare@region.example";
  found_first(first, address);
  found_second(second, address);
  (void)first.sync();
  const auto sent = mailbox_->mails();
  ASSERT_EQ(sent.size(), static_cast<std::size_t>(orders));
  EXPECT_EQ(number_at(second.sync(), "new"), orders);
  mailbox_->deliver(sent.front());
  const auto report = second.sync();
  EXPECT_EQ(number_at(report, "unchanged"), 1) << to_json(report);
  EXPECT_EQ(second.outbox().size(), static_cast<std::size_t>(orders));
}

TEST_F(Chain, whichever_house_is_killed_each_order_arrives_once) {
#ifdef __SANITIZE_THREAD__
  GTEST_SKIP() << "strace and the thread sanitizer do not bear each other";
#endif
  const std::vector<std::pair<std::string, int>> calls = {{"sendto", 80}, {"recvfrom", 120}, {"fdatasync", 10}};
  std::mt19937 seeded(2027);
  int kills = 0, doubts = 0;
  for (int round = 0; round < 9; ++round) {
    const auto& [call, most] = calls[static_cast<std::size_t>(round) % calls.size()];
    const auto n = std::uniform_int_distribution<int>(1, most)(seeded);
    const auto when = "killed at " + call + " " + std::to_string(n);
    const auto address = "samordnare-" + std::to_string(round) + "@region.example";
    const World first, second;
    found_first(first, address);
    found_second(second, address);
    const auto kill = [&, &call = call](const World& house) {
      const auto killed = run_killed_at(call, n, house.command({"sync", "nightly"}), house.root() / "scratch");
      kills += killed.signal != 0 ? 1 : 0;
    };
    kill(first);
    kill(second);  // while the first one is down
    (void)first.sluss({"sync", "nightly"});
    kill(second);
    doubts += settle_doubts(first, address);
    EXPECT_EQ(first.sluss({"sync", "nightly"}).exit, 0) << when;
    for (int twice = 0; twice < 2; ++twice) EXPECT_EQ(second.sluss({"sync", "nightly"}).exit, 0) << when;
    expect_all_once(second, address, when);
  }
  std::cout << kills << " kills, " << doubts << " mails that a person looked for\n";
  EXPECT_GE(kills, 9);
}

}  // namespace
}  // namespace sluss::test

// From one Sluss by SMTP into a mailbox, and from there by IMAP into another one; and orders that come as attachments.
#include <gtest/gtest.h>

#include "mail_house.h"

namespace sluss::test {
namespace {

class MailChain : public ::testing::Test {
 protected:
  void SetUp() override {
    if (const auto why = why_no_mail_servers(); !why.empty()) GTEST_SKIP() << why;
    mailbox_ = std::make_unique<Dovecot>();
    relay_ = std::make_unique<MailRelay>(*mailbox_);
  }
  /// A connector of the test's own, for a world that has its connectors with it.
  static void add_connector(const World& world, const std::string& name, const std::string& yaml) {
    write_file(world.root() / "connectors" / name / "connector.yaml", "connector: " + name + "\n" + yaml);
  }
  static World& hurried(World& world) {
    world.hurry();
    add_secret(world, "mail_password", mail_password);
    return world;
  }

  std::unique_ptr<Dovecot> mailbox_;
  std::unique_ptr<MailRelay> relay_;
};

TEST_F(MailChain, placements_go_from_house_to_house_by_mail_and_are_invoiced_there) {
  World sender, receiver;
  hurried(sender);
  hurried(receiver);
  add_connector(sender, "vidare", R"(summary: Placements to another house
parameters:
  transport: { type: transport, text: How they leave, example: "{ smtp: {} }" }
takes:
  placements:
    message: placement
    to: "${transport}"
    with: { name: "placering-{id}" }
    format: { json: { form: object } }
)");
  sender.configure("connections.yaml",
                   "connections:\n  klipp: { use: klipp, folder: ../inbox }\n  vidare: { use: vidare, transport: { "
                   "smtp: { " +
                       reach(*relay_) +
                       ", from: sluss@region.example, to: [placeringar@kommun.example], subject: \"Placering {id}\", "
                       "text: \"En placering.\" } } }\n");
  sender.configure("pipelines/nightly.yaml",
                   "pipeline: nightly\nfrom: klipp.placements\nsteps:\n  - validate: placement\nto: [vidare]\n");
  auto events = read_file(receiver.root() / "connectors/events/connector.yaml");
  const auto map = events.substr(events.find("    format:"));
  add_connector(receiver, "inkommet",
                "summary: Placements from another house\nparameters:\n  transport: { type: "
                "transport, text: How they come, example: \"{ imap: {} }\" }\nprovides:\n  "
                "placements:\n    message: placement\n    from: \"${transport}\"\n    with: { "
                "match: \"placering-*.json\" }\n" +
                    map.substr(0, map.find("      institution.id:")) + "      institution.id:       institution.id\n" +
                    map.substr(map.find("      programme:")));
  receiver.configure("connections.yaml", "connections:\n  inkommet: { use: inkommet, transport: { imap: { " +
                                             reach(*mailbox_) +
                                             " } } }\n  peppol: { use: peppol-outbox, folder: ../outbox }\n");
  receiver.configure("pipelines/nightly.yaml",
                     "pipeline: nightly\nfrom: inkommet.placements\nsteps:\n  - validate: placement\n  - bill\nto: "
                     "[peppol]\n");
  Row row;
  row.id = "P100";
  sender.put("placeringar.csv", std::vector<Row>{row});
  EXPECT_EQ(number_at(sender.sync(), "new"), 1);
  ASSERT_EQ(mailbox_->mails().size(), 1U);
  const auto report = receiver.sync();
  EXPECT_EQ(number_at(report, "new"), 1) << to_json(report);
  EXPECT_EQ(receiver.outbox().size(), 1U) << to_json(report);
  EXPECT_EQ(mailbox_->mails("taken").size(), 1U);
  EXPECT_EQ(number_at(receiver.sync(), "read"), 0);
}

TEST_F(MailChain, an_order_sheet_that_is_attached_becomes_orders) {
  World world;
  hurried(world);
  const auto sample = read_file(world.root() / "connectors/order-sheet/samples/bestallning-VT2027.xlsx");
  world.configure("connections.yaml", "connections:\n  mejl: { use: order-sheet, transport: { imap: { " +
                                          reach(*mailbox_) + ", sender: \"*@universitet.example\" } } }\n");
  world.configure(
      "pipelines/nightly.yaml",
      "pipeline: nightly\nfrom: [mejl.orders]\nsteps: [{ validate: order }, { validate: offer }, allocate]\n"
      "to: []\n");
  for (const auto* folder : {"agreements", "prices", "placing"}) {
    std::filesystem::remove_all(world.root() / "config" / folder);
    copy_folder(std::filesystem::path(SLUSS_SOURCE) / "config" / folder, world.root() / "config" / folder);
  }
  mailbox_->deliver(attached("bestallning-VT2027.xlsx", sample, "kansli@universitet.example"));
  mailbox_->deliver(attached("bestallning-VT2027.xlsx", "no workbook", "nagon@annan.example"));
  const auto report = world.sync();
  EXPECT_EQ(number_at(report, "new"), 12) << to_json(report);
  EXPECT_EQ(mailbox_->mails("taken").size(), 1U);
  EXPECT_EQ(mailbox_->mails().size(), 1U) << "of another sender, left unread";
  mailbox_->deliver(attached("bestallning-VT2027.xlsx", sample.substr(0, 2000), "kansli@universitet.example"));
  const auto damaged = world.sync();
  EXPECT_EQ(number_at(damaged, "new"), 0);
  EXPECT_EQ(mailbox_->mails("refused").size(), 1U) << to_json(damaged);
}

}  // namespace
}  // namespace sluss::test

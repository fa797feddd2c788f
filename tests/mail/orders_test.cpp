// Orders that come as attachments, at a real mail server.
#include <gtest/gtest.h>

#include "mail_house.h"

namespace sluss::test {
namespace {

class MailOrders : public ::testing::Test {
 protected:
  void SetUp() override {
    if (const auto why = why_no_mail_servers(); !why.empty()) GTEST_SKIP() << why;
    mailbox_ = std::make_unique<Dovecot>();
  }
  static World& hurried(World& world) {
    world.hurry();
    world.configure("sluss.yaml", "store: ../store/sluss.db\nconnectors: ../connectors\n");
    add_secret(world, "mail_password", mail_password);
    return world;
  }

  std::unique_ptr<Dovecot> mailbox_;
};

TEST_F(MailOrders, an_order_sheet_that_is_attached_becomes_orders) {
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

// What is billed, to the öre.
#include <algorithm>
#include <gtest/gtest.h>

#include "support/world.h"

namespace sluss::test {
namespace {

class Billing : public ::testing::Test {
 protected:
  /// The lines of all invoices: "P1: 17 days, 520200 öre".
  [[nodiscard]] std::vector<std::string> lines() const {
    std::vector<std::string> all;
    const auto invoices = world_.json({"invoices", "list"});
    for (const auto& invoice : *invoices.as_list()) {
      const auto shown = world_.json({"invoices", "show", invoice["number"].text_or_empty()});
      for (const auto& line : *shown.at("invoice.lines").as_list())
        all.push_back(line["placement"].text_or_empty() + ": " + line["days"].text_or_empty() + " days, " +
                      line["amount_ore"].text_or_empty() + " öre");
    }
    std::sort(all.begin(), all.end());
    return all;
  }
  using Lines = std::vector<std::string>;
  World world_;
};

TEST_F(Billing, seventeen_days_at_1530_are_5202) {
  world_.put("placeringar.csv", {{.id = "P1", .start = "2026-09-07", .end = "2026-09-29"}});
  const auto report = world_.sync();
  EXPECT_EQ(number_at(report, "issued.amount_ore"), 520200);
  EXPECT_EQ(lines(), Lines{"P1: 17 days, 520200 öre"});
  const auto outbox = world_.outbox();
  ASSERT_EQ(outbox.size(), 1U);
  EXPECT_NE(outbox.begin()->second.find(">5202.00<"), std::string::npos) << outbox.begin()->second;
}

TEST_F(Billing, twenty_two_days_at_1571_31_are_6913_76) {
  world_.put("placeringar.csv", {{.id = "P1", .programme = "DYR", .start = "2026-09-07", .end = "2026-10-06"}});
  static_cast<void>(world_.sync());
  EXPECT_EQ(lines(), Lines{"P1: 22 days, 691376 öre"});
}

TEST_F(Billing, over_new_year_with_two_prices_are_two_lines) {
  world_.put("placeringar.csv", {{.id = "P1", .start = "2026-12-28", .end = "2027-01-05"}});
  static_cast<void>(world_.sync());
  EXPECT_EQ(lines(), (Lines{"P1: 3 days, 96000 öre", "P1: 4 days, 122400 öre"}));
}

TEST_F(Billing, a_day_without_a_price_holds_the_placement) {
  world_.put("placeringar.csv", {{.id = "P1", .programme = "UTAN"}, {.id = "P2", .personnummer = "19550101-9813"}});
  const auto report = world_.sync();
  EXPECT_EQ(number_at(report, "held.count"), 1);
  EXPECT_EQ(lines(), Lines{"P2: 15 days, 459000 öre"});
  EXPECT_NE(world_.placements()["P1"].find("held: Agreement \"uni-kommun\" has no price for programme \"UTAN\""),
            std::string::npos)
      << world_.placements()["P1"];
}

TEST_F(Billing, a_price_that_is_entered_later_bills_the_held_placement) {
  world_.put("placeringar.csv", {{.id = "P1", .programme = "UTAN"}});
  static_cast<void>(world_.sync());
  const auto prices = read_file(world_.root() / "config/prices/prices.yaml");
  world_.configure("prices/prices.yaml", prices +
                                             "  - { agreement: uni-kommun, programme: UTAN, valid_from: 2026-01-01, "
                                             "week: \"1600.00 kr\", document: Avtal 1 }\n");
  const auto report = world_.sync();
  EXPECT_EQ(number_at(report, "held.count"), 0);
  EXPECT_EQ(lines(), Lines{"P1: 15 days, 480000 öre"});
}

TEST_F(Billing, a_protected_identity_is_held_and_its_name_goes_nowhere) {
  world_.put("placeringar.csv",
             {{.id = "P1", .is_protected = "Ja", .given_name = "Hemlig", .family_name = "Skyddsson"}});
  const auto finished = world_.sluss({"sync", "nightly"});
  EXPECT_EQ(finished.exit, 1);
  EXPECT_NE(world_.placements()["P1"].find("protected identity"), std::string::npos);
  EXPECT_TRUE(world_.outbox().empty());
  EXPECT_EQ((finished.out + finished.err).find("Skyddsson"), std::string::npos);
}

TEST_F(Billing, one_student_day_twice_in_an_export_is_billed_once) {
  world_.put("placeringar.csv", {{.id = "P1"}, {.id = "P2", .start = "2026-09-25", .end = "2026-10-02"}, {.id = "P1"}});
  static_cast<void>(world_.sync());
  EXPECT_EQ(lines(), Lines{"P1: 15 days, 459000 öre"});
  EXPECT_NE(world_.placements()["P2"].find("held: 1 of its days are billed already by placement P1: 2026-09-25"),
            std::string::npos);
}

TEST_F(Billing, one_student_day_in_two_exports_is_billed_once) {
  world_.put("placeringar-1.csv", {{.id = "P1"}});
  static_cast<void>(world_.sync());
  world_.put("placeringar-2.csv", {{.id = "P1"}});
  world_.put("placeringar-3.csv", {{.id = "P1"}, {.id = "P9", .start = "2026-09-21", .end = "2026-09-21"}});
  static_cast<void>(world_.sync());
  EXPECT_EQ(lines(), Lines{"P1: 15 days, 459000 öre"});
  EXPECT_NE(world_.placements()["P9"].find("billed already by placement P1"), std::string::npos);
}

TEST_F(Billing, the_same_key_with_other_content_in_one_export_is_asked_about) {
  world_.put("placeringar.csv", {{.id = "P1"}, {.id = "P1", .end = "2026-09-18"}});
  const auto report = world_.sync();
  EXPECT_EQ(number_at(report, "rejected"), 1);
  EXPECT_EQ(lines(), Lines{"P1: 15 days, 459000 öre"});
}

TEST_F(Billing, another_students_days_at_the_same_unit_are_their_own) {
  world_.put("placeringar.csv", {{.id = "P1"}, {.id = "P2", .personnummer = "19550101-9813"}});
  static_cast<void>(world_.sync());
  EXPECT_EQ(lines(), (Lines{"P1: 15 days, 459000 öre", "P2: 15 days, 459000 öre"}));
}

TEST_F(Billing, theses_and_cancelled_placements_are_not_billed) {
  world_.put("placeringar.csv", {{.id = "P1", .type = "Examensarbete"}, {.id = "P2", .status = "Återbud"}});
  const auto report = world_.sync();
  EXPECT_EQ(number_at(report, "filtered"), 2);
  EXPECT_TRUE(world_.outbox().empty());
}

TEST_F(Billing, before_the_terms_day_lines_wait_and_say_so) {
  auto agreements = read_file(world_.root() / "config/agreements/agreements.yaml");
  agreements.insert(agreements.find("    programmes: \"*\""),
                    "    autumn: { begins: \"07-01\", ends: \"01-31\", invoice_from: \"11-15\" }\n");
  world_.configure("agreements/agreements.yaml", agreements);
  world_.put("placeringar.csv", {{.id = "P1"}});
  world_.at = "2026-11-14";
  const auto early = world_.sync();
  EXPECT_EQ(number_at(early, "issued.count"), 0);
  EXPECT_NE(early["notes"].as_list()->front().text_or_empty().find("waits: HT2026 is invoiced from 2026-11-15"),
            std::string::npos);
  world_.at = "2026-11-15";
  EXPECT_EQ(number_at(world_.sync(), "issued.amount_ore"), 459000);
}

}  // namespace
}  // namespace sluss::test

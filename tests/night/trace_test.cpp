// The whole life of a placement, from the row of a file to what was delivered, and back from an invoice's number.
#include <gtest/gtest.h>

#include "base/json.h"
#include "support/world.h"

namespace sluss::test {
namespace {

class TraceTest : public ::testing::Test {
 protected:
  /// P1 is billed, then shortened by a day, which is credited. P2 is billed and stays.
  void SetUp() override {
    world_.put("placeringar.csv", {{.id = "P1"}, {.id = "P2", .personnummer = "19550101-9813"}});
    static_cast<void>(world_.sync());
    world_.at = "2027-02-02";
    world_.put("placeringar-2.csv", {{.id = "P1", .end = "2026-09-24"}, {.id = "P2", .personnummer = "19550101-9813"}});
    static_cast<void>(world_.sync());
  }
  std::string told(const std::vector<std::string>& arguments) {
    auto command = arguments;
    command.insert(command.begin(), {"messages", "trace"});
    const auto finished = world_.sluss(command);
    EXPECT_EQ(finished.exit, 0) << finished.err;
    return finished.out;
  }
  static void expect_in_order(const std::string& text, const std::vector<std::string>& parts) {
    std::size_t from = 0;
    for (const auto& part : parts) {
      const auto at = text.find(part, from);
      EXPECT_NE(at, std::string::npos) << "\"" << part << "\" in:\n" << text;
      if (at != std::string::npos) from = at + part.size();
    }
  }
  World world_;
};

TEST_F(TraceTest, a_placement_is_told_in_order) {
  expect_in_order(
      told({"P1"}),
      {"placement P1, from klipp.placements", "message 1, new: placeringar.csv, line 2; run 1 of nightly",
       "superseded by message 4",
       "15 days, 2026-09-07–2026-09-11, 2026-09-14–2026-09-18, 2026-09-21–2026-09-25, at 1\u00a0530,00\u00a0kr a week: "
       "4\u00a0590,00\u00a0kr",
       "on invoice 1000001", "message 4, changed: placeringar-2.csv, line 2; run 2 of nightly", "says otherwise: end",
       "takes back 1 day, 2026-09-25", "on credit note 1000002", "invoice 1000001 of 2027-02-01: ost to uni, HT2026",
       "message 3, delivered", "to peppol.invoices: delivered", "1 attempt; ", "unpaid\n",
       "credit note 1000002 to invoice 1000001",
       "in all: 4\u00a0284,00\u00a0kr = "
       "4\u00a0590,00\u00a0kr invoiced - 306,00\u00a0kr credited\n"});
}

TEST_F(TraceTest, an_invoice_that_a_person_took_back_is_told_with_the_sum_that_stands) {
  ASSERT_EQ(world_.sluss({"invoices", "credit", "1000001", "--reason", "wrong buyer reference"}).exit, 0);
  static_cast<void>(world_.sync());
  expect_in_order(
      told({"P2"}),
      {"15 days", "on invoice 1000001", "15 days", "on invoice 1000004", "by a person's decision: takes back 15 days",
       "on credit note 1000003", "invoice 1000001 of", "credited\n", "invoice 1000004 of", "unpaid\n",
       "credit message 3", "wrong buyer reference",
       "in all: 4\u00a0590,00\u00a0kr = 9\u00a0180,00\u00a0kr invoiced - 4\u00a0590,00\u00a0kr credited\n"});
}

TEST_F(TraceTest, from_an_invoices_number_back_to_every_row) {
  const auto text = told({"1000001"});
  expect_in_order(text, {"invoice uni-kommun/uni/ost/HT2026/ordinary, from nightly", "message 3, new; run 1",
                         "delivered", "to peppol.invoices: delivered", "invoice 1000001 of 2027-02-01", "P1: 15 days",
                         "message 1, placeringar.csv, line 2", "P2: 15 days", "message 2, placeringar.csv, line 3"});
  const auto key = world_.json({"messages", "trace", "1000001"})
                       .at("items")
                       .as_list()
                       ->front()["versions"]
                       .as_list()
                       ->front()["deliveries"]
                       .as_list()
                       ->front()["key"]
                       .text_or_empty();
  EXPECT_EQ(told({key}), text) << "by the delivery's key";
  EXPECT_EQ(told({"uni-kommun/uni/ost/HT2026/ordinary"}), text) << "by its own key";
  EXPECT_EQ(told({"3"}), text) << "by its message";
}

TEST_F(TraceTest, decisions_of_people_are_part_of_the_life) {
  world_.at = "2027-02-03";
  world_.put("placeringar-3.csv", {{.id = "P1", .end = "2026-09-24", .unit = "Norra", .hsa_id = ""},
                                   {.id = "P2", .personnummer = "19550101-9813"}});
  static_cast<void>(world_.sync());
  ASSERT_EQ(
      world_.sluss({"messages", "edit", "6", "--set", "unit.name=Östra geriatriken", "--reason", "the unit rang"}).exit,
      0);
  static_cast<void>(world_.sync());
  expect_in_order(told({"P1"}), {"message 6, changed", "superseded", "message 7, changed", "says otherwise: unit.name",
                                 "collected", "edit message 6 as message 7: unit.name; the unit rang"});
}

TEST_F(TraceTest, names_and_values_are_shown_only_with_a_reason) {
  for (const auto& arguments : std::vector<std::vector<std::string>>{{"P1"}, {"P1", "--json"}, {"1000001", "--json"}}) {
    const auto text = told(arguments);
    for (const auto* personal : {"Testberg", "9805", "2026-09-24 "})
      EXPECT_EQ(text.find(personal), std::string::npos) << text;
  }
  const auto text = told({"P1", "--personal", "the unit asked"});
  expect_in_order(text, {"as it was read: P1;", "Testberg", "end 2026-09-25 -> 2026-09-24"});
  const auto audit =
      run({"sqlite3", (world_.root() / "store/sluss.db").string(), "SELECT action, what, detail FROM audit"},
          world_.root() / "scratch");
  EXPECT_EQ(audit.out, "look|message 4|the unit asked\n");
}

TEST_F(TraceTest, a_number_may_name_several_things) {
  world_.put("placeringar-3.csv", {{.id = "P1", .end = "2026-09-24"},
                                   {.id = "P2", .personnummer = "19550101-9813"},
                                   {.id = "1", .personnummer = "19550101-9821"}});
  static_cast<void>(world_.sync());
  expect_in_order(told({"1"}), {"placement 1, from", "There is a message 1 too", "sluss messages trace id:1"});
  expect_in_order(told({"id:1"}), {"placement P1, from"});
}

TEST_F(TraceTest, what_nothing_is_called_is_told) {
  const auto finished = world_.sluss({"messages", "trace", "P9"});
  EXPECT_EQ(finished.exit, 2);
  EXPECT_NE(finished.err.find("nothing is called P9"), std::string::npos) << finished.err;
}

}  // namespace
}  // namespace sluss::test

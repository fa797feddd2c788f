// Reconciliation balances to the öre, and says which row was touched.
#include <gtest/gtest.h>

#include "base/digest.h"
#include "base/money.h"
#include "support/world.h"

namespace sluss::test {
namespace {

class Reconcile : public ::testing::Test {
 protected:
  void SetUp() override {
    world_.put("placeringar.csv",
               {{.id = "P1", .end = "2026-09-29"},
                {.id = "P2", .programme = "DYR", .end = "2026-10-06", .personnummer = "19550101-9813"},
                {.id = "P3", .start = "2026-12-28", .end = "2027-01-05", .personnummer = "19550101-9821"},
                {.id = "P4", .programme = "UTAN", .personnummer = "19550101-9839"},
                {.id = "P5", .end = "2026-02-30", .personnummer = "19550101-9847"},
                {.id = "P6", .start = "2026-09-25", .end = "2026-09-30"}});
    static_cast<void>(world_.sync());
  }
  /// Changes the store by hand, as no program of ours would.
  void damage(const std::string& sql) const {
    const auto done = run({"sqlite3", (world_.root() / "store/sluss.db").string(), sql}, world_.root() / "scratch");
    ASSERT_EQ(done.exit, 0) << done.err;
  }
  void expect_named(const std::string& what) const {
    const auto finished = world_.sluss({"reconcile"});
    EXPECT_EQ(finished.exit, 1);
    EXPECT_NE(finished.out.find(what), std::string::npos) << finished.out;
    EXPECT_NE(finished.out.find("IT DOES NOT BALANCE"), std::string::npos) << finished.out;
  }
  World world_;
};

TEST_F(Reconcile, balances_to_the_ore_and_says_so) {
  const auto finished = world_.sluss({"reconcile"});
  EXPECT_EQ(finished.exit, 0) << finished.out << finished.err;
  EXPECT_NE(finished.out.find("It balances to the öre"), std::string::npos) << finished.out;
  const auto result = world_.json({"reconcile"});
  const auto issued = 520200 + 691376 + (96000 + 122400);
  EXPECT_EQ(number_at(result, "total.issued_ore"), issued);
  EXPECT_EQ(number_at(result, "total.worth_ore"), issued + 4 * 153000 / 5) << "P6 is held; its worth is known";
  EXPECT_EQ(number_at(result, "total.held_ore"), 4 * 153000 / 5);
  EXPECT_EQ(number_at(result, "held_without_amount"), 1) << "P4 has no price";
  EXPECT_EQ(number_at(result, "rejected"), 1);
}

TEST_F(Reconcile, stays_balanced_when_days_are_added_to_what_is_invoiced) {
  world_.put("placeringar-2.csv",
             {{.id = "P1", .end = "2026-09-29"},
              {.id = "P2", .programme = "DYR", .end = "2026-10-07", .personnummer = "19550101-9813"},
              {.id = "P3", .start = "2026-12-28", .end = "2027-01-05", .personnummer = "19550101-9821"},
              {.id = "P4", .programme = "UTAN", .personnummer = "19550101-9839"},
              {.id = "P6", .start = "2026-09-25", .end = "2026-09-30"}});
  static_cast<void>(world_.sync());
  EXPECT_EQ(world_.sluss({"reconcile"}).exit, 0) << "22 days and 1 day are rounded apart";
}

TEST_F(Reconcile, balances_after_a_withdrawal_was_credited) {
  world_.put("placeringar-2.csv",
             {{.id = "P2", .programme = "DYR", .end = "2026-10-06", .personnummer = "19550101-9813"},
              {.id = "P3", .start = "2026-12-28", .end = "2027-01-05", .personnummer = "19550101-9821"},
              {.id = "P4", .programme = "UTAN", .personnummer = "19550101-9839"},
              {.id = "P6", .start = "2026-09-25", .end = "2026-09-30"}});
  EXPECT_EQ(number_at(world_.sync(), "credited.amount_ore"), 520200);
  const auto result = world_.json({"reconcile"});
  EXPECT_EQ(number_at(result, "total.held_ore"), 0) << "P6 has the days that P1 had";
  EXPECT_EQ(number_at(result, "held_without_amount"), 1) << "P4 alone; P1 is worth nothing now";
  EXPECT_EQ(result["balances"], Value(true));
}

TEST_F(Reconcile, a_ledger_row_with_a_day_less_is_named) {
  damage("UPDATE ledger SET days = days & ~64 WHERE line = 1 AND month = 202609");
  expect_named("line 1 (placement P1, invoice 1000001) bills 17 days, and the ledger's rows for it hold 16");
}

TEST_F(Reconcile, a_ledger_row_that_is_gone_is_named) {
  damage("DELETE FROM ledger WHERE line = 2 AND month = 202610");
  expect_named("line 2 (placement P2");
}

TEST_F(Reconcile, a_line_with_another_amount_is_named) {
  damage("UPDATE line SET amount = amount + 1 WHERE id = 2");
  expect_named("line 2 (placement P2");
}

TEST_F(Reconcile, a_day_billed_twice_is_named) {
  damage(
      "DROP TRIGGER ledger_once; INSERT INTO ledger SELECT subject, month, 2, days FROM ledger WHERE line = 1 AND "
      "month = 202609");
  expect_named("ledger row (subject 1, month 202609, line 2)");
}

TEST_F(Reconcile, a_number_that_is_missing_is_named) {
  damage("UPDATE series SET next = next + 1 WHERE name = '100'");
  expect_named("of series 100 is missing");
}

TEST_F(Reconcile, an_invoice_that_was_changed_is_named) {
  damage(
      "UPDATE content SET body = replace(body, '\"520200\"', '1') || ' ' WHERE message = (SELECT message FROM invoice "
      "WHERE number = '1000001')");
  damage(
      "UPDATE content SET body = replace(body, 'ordinary', 'extra') WHERE message = (SELECT message FROM invoice WHERE "
      "number = '1000001')");
  expect_named("invoice 1000001: its document is not the one that was issued");
}

TEST_F(Reconcile, an_invoice_with_another_day_in_the_register_is_named) {
  damage("UPDATE invoice SET issued = issued - 64 WHERE number = '1000001'");
  expect_named("invoice 1000001: its document has another number or day of issue than the register");
}

TEST_F(Reconcile, a_placement_that_nobody_billed_is_named) {
  damage(
      "PRAGMA foreign_keys = OFF; DELETE FROM ledger WHERE line IN (SELECT id FROM line WHERE placement = 'P2'); "
      "DELETE FROM line WHERE placement = 'P2'");
  expect_named("placement P2 (collected) is worth");
}

// What the target has, against what we know.

class ReconcileWithTargets : public Reconcile {
 protected:
  [[nodiscard]] std::filesystem::path outbox() const { return world_.root() / "outbox"; }
  [[nodiscard]] std::filesystem::path journal() const { return outbox() / ".sluss-delivered"; }
  /// The file of P1's invoice.
  [[nodiscard]] std::filesystem::path document() const {
    for (const auto& [name, bytes] : world_.outbox()) {
      if (bytes.find(">1000001<") != std::string::npos) return outbox() / name;
    }
    ADD_FAILURE() << "there is no invoice 1000001";
    return {};
  }
  static void replace(const std::filesystem::path& file, const std::string& text, const std::string& with) {
    auto bytes = read_file(file);
    ASSERT_NE(bytes.find(text), std::string::npos) << file;
    bytes.replace(bytes.find(text), text.size(), with);
    write_file(file, bytes);
  }
};

TEST_F(ReconcileWithTargets, are_asked_what_they_have) {
  const auto result = world_.json({"reconcile"});
  EXPECT_EQ(number_at(result, "asked"), 1) << "the invoice";
  EXPECT_TRUE(result["unasked"].as_list()->empty());
}

TEST_F(ReconcileWithTargets, a_document_that_was_fetched_is_no_exception) {
  std::filesystem::remove(document());
  EXPECT_EQ(world_.sluss({"reconcile"}).exit, 0);
}

TEST_F(ReconcileWithTargets, a_document_with_another_sum_is_named) {
  const auto file = document();
  replace(file, "5202.00", "5302.00");
  expect_named("invoice 1000001 to peppol.invoices: the file " + file.filename().string());
}

TEST_F(ReconcileWithTargets, a_document_whose_line_in_the_journal_was_altered_with_it_is_named_by_its_sum) {
  const auto file = document();
  const auto before = to_hex(digest(read_file(file)));
  auto bytes = read_file(file);
  for (auto at = bytes.find("14299.76"); at != std::string::npos; at = bytes.find("14299.76", at)) bytes[at] = '2';
  write_file(file, bytes);
  replace(journal(), before, to_hex(digest(bytes)));
  expect_named("invoice 1000001 to peppol.invoices: the document that lies there says " + to_kronor(Ore{2429976}));
}

TEST_F(ReconcileWithTargets, a_line_of_the_journal_that_is_gone_is_named) {
  auto text = read_file(journal());
  const auto at = text.find(document().filename().string());
  const auto begin = text.rfind('\n', at) + 1;  // 0 in the first line
  text.erase(begin, text.find('\n', at) + 1 - begin);
  write_file(journal(), text);
  expect_named("invoice 1000001 to peppol.invoices: its target knows nothing of it");
}

TEST_F(ReconcileWithTargets, a_journal_that_is_gone_is_told) {
  std::filesystem::remove(journal());
  expect_named("invoice 1000001 to peppol.invoices: its target knows nothing of it");
}

TEST_F(ReconcileWithTargets, a_line_of_the_journal_that_is_no_line_any_more_is_told) {
  replace(journal(), to_hex(digest(read_file(document()))), "x");
  expect_named("peppol.invoices gave no answer about 1 delivery: line ");
}

TEST_F(ReconcileWithTargets, another_receipt_in_the_store_is_named) {
  damage(
      "UPDATE delivery SET receipt = 'x.xml' WHERE message = (SELECT message FROM invoice WHERE number = '1000001')");
  expect_named("invoice 1000001 to peppol.invoices: the receipt in the store is not the one that the target gave");
}

TEST_F(ReconcileWithTargets, another_sum_in_the_delivery_is_named) {
  damage("UPDATE delivery SET total = 1 WHERE message = (SELECT message FROM invoice WHERE number = '1000001')");
  expect_named("invoice 1000001 to peppol.invoices: what was delivered says " + to_kronor(Ore{1}));
}

TEST_F(ReconcileWithTargets, a_folder_that_is_away_is_not_asked) {
  std::filesystem::rename(outbox(), world_.root() / "elsewhere");
  const auto result = world_.json({"reconcile"});
  EXPECT_EQ(number_at(result, "asked"), 0);
  EXPECT_EQ(result["unasked"].as_list()->size(), 1U) << "that it stays away is an alarm of its own";
}

TEST_F(ReconcileWithTargets, what_was_found_is_an_alarm_until_it_is_mended) {
  const auto text = read_file(journal());
  write_file(journal(), "");
  EXPECT_EQ(world_.sluss({"reconcile"}).exit, 1);
  const auto standing = world_.sluss({"alarms"});
  EXPECT_NE(standing.out.find("reconcile/exceptions"), std::string::npos) << standing.out;
  EXPECT_NE(standing.out.find("to peppol.invoices: its target knows nothing of it"), std::string::npos) << standing.out;
  write_file(journal(), text);
  EXPECT_EQ(world_.sluss({"reconcile"}).exit, 0);
  EXPECT_EQ(world_.sluss({"alarms"}).out.find("reconcile/exceptions"), std::string::npos);
}

TEST_F(Reconcile, a_damaged_database_file_is_told) {
  const auto file = world_.root() / "store/sluss.db";
  run({"sqlite3", file.string(), "PRAGMA wal_checkpoint(TRUNCATE)"}, world_.root() / "scratch");
  auto bytes = read_file(file);
  for (std::size_t page = 3; page * 4096 < bytes.size(); page += 2)
    bytes.replace(page * 4096, 200, std::string(200, 'x'));
  write_file(file, bytes);
  const auto finished = world_.sluss({"reconcile"});
  EXPECT_NE(finished.exit, 0);
  EXPECT_NE(finished.exit, -1) << "it crashed";
}

}  // namespace
}  // namespace sluss::test

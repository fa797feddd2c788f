// `sluss store verify`: each kind of fault is found, and looking changes nothing.
#include "store/store_house.h"

namespace sluss::test {
namespace {

class Verify : public StoreHouse {
 protected:
  void SetUp() override {
    world_.put("placeringar.csv", {{.id = "P1"}, {.id = "P2", .personnummer = "19550101-9813"}});
    static_cast<void>(world_.sync());
    expect_store({"backup", backup()});
  }
  [[nodiscard]] std::string backup() const { return path("backup.db"); }
  void expect_fault(const std::string& damage, const std::string& fault) const {
    sql(damage, backup());
    const auto said = expect_store({"verify", backup()}, 1);
    EXPECT_NE(said.find("FAULT: "), std::string::npos) << said;
    EXPECT_NE(said.find(fault), std::string::npos) << said;
  }
};

TEST_F(Verify, finds_nothing_where_all_is_well) {
  EXPECT_NE(expect_store({"verify"}).find("all is as it was written"), std::string::npos);
  expect_store({"verify", backup()});
  EXPECT_TRUE(world_.json({"store", "verify"})["faults"].as_list()->empty());
}

TEST_F(Verify, changes_nothing_and_puts_nothing_beside_a_backup) {
  fs::create_directories(path("alone"));
  const auto alone = path("alone/b.db");
  fs::copy_file(backup(), alone);
  // As `cp` of a store that nobody used would leave it.
  run({"sqlite3", alone, "PRAGMA journal_mode = WAL"}, world_.root() / "scratch");
  const auto before = read_file(alone);
  expect_store({"verify", alone});
  EXPECT_EQ(read_file(alone), before);
  EXPECT_EQ(names_in(path("alone")), std::vector<std::string>{"b.db"});
}

TEST_F(Verify, finds_content_that_was_changed) {
  expect_fault("UPDATE content SET body = replace(body, 'SSK', 'SSL') WHERE message = 2",
               "message 2: its content is not what was written; restore the store from a backup");
}

TEST_F(Verify, finds_a_document_that_is_not_the_one_issued) {
  expect_fault("UPDATE invoice SET hash = x'00'", "invoice 1000001: its document is not the one that was issued");
}

TEST_F(Verify, finds_a_table_that_is_another) {
  expect_fault("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'scope INTEGER', 'sc0pe INTEGER')",
               "the database's tables are not as Sluss makes them");
}

TEST_F(Verify, finds_a_message_without_content) {
  expect_fault("DELETE FROM content WHERE message = 1", "message 1 has lost its content");
}

TEST_F(Verify, finds_a_reference_to_nothing) {
  expect_fault("DELETE FROM billing_group", "refers to a row of table billing_group that is not there");
}

TEST_F(Verify, finds_an_audit_row_that_was_changed) {
  static_cast<void>(world_.sluss({"messages", "show", "1", "--personal", "a test"}));
  static_cast<void>(world_.sluss({"messages", "show", "2", "--personal", "a test"}));
  fs::remove(backup());
  expect_store({"backup", backup()});
  expect_fault("DROP TRIGGER audit_stays; UPDATE audit SET who = 'nobody' WHERE id = 1",
               "the audit log was changed at row 1");
}

TEST_F(Verify, finds_a_day_billed_twice) {
  expect_fault("DROP TRIGGER ledger_once; INSERT INTO ledger SELECT subject, month, 2, days FROM ledger WHERE line = 1",
               "claims days");
}

TEST_F(Verify, finds_a_sum_of_what_waits_that_is_not_its_lines) {
  expect_fault("INSERT OR REPLACE INTO waiting SELECT id, 1, 5, 153000 FROM billing_group WHERE id = 1",
               "the sum of what waits of ost for uni, HT2026, is not that of its lines");
}

TEST_F(Verify, finds_numbers_that_are_missing_or_would_come_again) {
  expect_fault("UPDATE series SET next = next + 2", "series 100 lacks 2 of its 3 numbers");
  expect_fault("UPDATE series SET next = 1", "series 100 would give number 1 a second time");
  expect_fault("DELETE FROM series", "series 100 would begin anew with number 1");
}

TEST_F(Verify, finds_every_page_that_was_overwritten) {
  const auto sound = read_file(backup());
  const auto content = content_of(backup());
  int found = 0;
  for (std::size_t page = 1; (page + 1) * 4096 <= sound.size(); ++page) {
    auto bytes = sound;
    bytes.replace(page * 4096 + 100, 3996, std::string(3996, 'x'));
    write_file(backup(), bytes);
    // Without its tables' definitions it cannot be opened at all: 4.
    const auto exit = sluss_store({"verify", backup()}).exit;
    EXPECT_TRUE(exit == 0 || exit == 1 || exit == 4) << "page " << page << ": " << exit;
    if (exit != 0) ++found;
    else EXPECT_EQ(content_of(backup()), content) << "page " << page << " held nothing";
  }
  EXPECT_GE(found, 20);
}

TEST_F(Verify, of_what_is_no_store_or_of_a_newer_version_is_four) {
  sql("PRAGMA user_version = 1000", backup());
  EXPECT_NE(expect_store({"verify", backup()}, 4).find("was written by a newer Sluss (schema 1000"), std::string::npos);
  write_file(path("letter.txt"), "no store");
  expect_store({"verify", path("letter.txt")}, 4);
  write_file(path("empty.db"), "");
  expect_store({"verify", path("empty.db")}, 4);
  expect_store({"verify", path("nowhere.db")}, 4);
}

TEST_F(Verify, each_command_on_the_store_has_help_with_an_example) {
  for (const auto* command : {"backup", "restore", "verify", "migrate", "purge"})
    EXPECT_NE(expect_store({command, "--help"}).find("Example:"), std::string::npos) << command;
}

}  // namespace
}  // namespace sluss::test

// Stores of earlier schemas, as their own program wrote them: brought to this one with nothing lost.
#include "store/store_house.h"

namespace sluss::test {
namespace {

const std::string newest = "3";  // the schema of this program

class Migrate : public StoreHouse {
 protected:
  /// golden/README.md says what is in it.
  void SetUp() override {
    run({"sqlite3", store().string(), ".read '" SLUSS_GOLDEN "/v1.sql'"}, world_.root() / "scratch");
    ASSERT_EQ(sql("PRAGMA user_version"), "1\n");
    ASSERT_EQ(sql("SELECT count(DISTINCT state) FROM message"), "8\n") << "a message in each state";
    ASSERT_EQ(sql("SELECT count(DISTINCT state) FROM delivery"), "3\n") << "pending, sending, delivered";
    before_ = kept_rows(store());
  }
  /// All rows of the first schema, by its columns.
  [[nodiscard]] std::string kept_rows(const fs::path& file) const {
    return sql(
        "SELECT * FROM message; SELECT * FROM item; SELECT message, body, raw FROM content; SELECT * FROM parent;"
        "SELECT id, message, connection, key, state, attempts, receipt, total, lines, at FROM delivery;"
        "SELECT * FROM cursor; SELECT id, pipeline, trigger, state, started, ended, configuration, version, report "
        "FROM "
        "run; SELECT id, at, who, action, what, detail, hex(chain) FROM audit; SELECT hex(digest), id FROM subject;"
        "SELECT * FROM billing_group; SELECT * FROM invoice; SELECT * FROM line; SELECT * FROM series; SELECT * FROM "
        "ledger; SELECT name, hex(value) FROM setting; SELECT * FROM name; SELECT * FROM counter",
        file);
  }
  void expect_all_is_there() const {
    EXPECT_EQ(kept_rows(store()), before_);
    EXPECT_EQ(sql("SELECT count(*) FROM delivery d JOIN message m ON m.id = d.message WHERE d.item != m.item"), "0\n");
    expect_store({"verify"});
  }
  std::string before_;
};

TEST_F(Migrate, loses_nothing_and_keeps_the_store_as_it_was) {
  const auto said = expect_store({"migrate"});
  EXPECT_NE(said.find("brought from schema 1 to " + newest), std::string::npos) << said;
  EXPECT_EQ(sql("PRAGMA user_version"), newest + "\n");
  expect_all_is_there();
  const auto old = kept("sluss.db.schema-1-");
  EXPECT_EQ(sql("PRAGMA user_version", old), "1\n");
  EXPECT_EQ(kept_rows(old), before_);
  EXPECT_NE(expect_store({"migrate"}).find("has schema " + newest + " already"), std::string::npos);
}

TEST_F(Migrate, deliveries_under_way_are_finished_and_the_books_balance) {
  expect_store({"migrate"});
  EXPECT_EQ(world_.sluss({"reconcile"}).exit, 1) << "three invoices are not delivered yet";
  static_cast<void>(world_.sync());
  // P9's line had waited, and is invoiced now.
  EXPECT_EQ(world_.outbox().size(), 4U);
  EXPECT_EQ(sql("SELECT count(*) FROM delivery WHERE state != 2"), "0\n");
  expect_balance();
  expect_store({"verify"});
}

TEST_F(Migrate, a_run_migrates_by_itself) {
  static_cast<void>(world_.sync());
  EXPECT_EQ(sql("PRAGMA user_version"), newest + "\n");
  EXPECT_EQ(world_.outbox().size(), 4U);
  expect_balance();
}

TEST_F(Migrate, an_old_store_is_verified_and_backed_up_as_it_is) {
  expect_store({"verify"});
  expect_store({"backup", path("backup.db")});
  expect_store({"verify", path("backup.db")});
  EXPECT_EQ(sql("PRAGMA user_version", path("backup.db")), "1\n");
  EXPECT_EQ(kept_rows(path("backup.db")), before_);
  EXPECT_EQ(sql("PRAGMA user_version"), "1\n");
}

TEST_F(Migrate, a_backup_of_an_old_store_is_restored_as_a_new_one) {
  expect_store({"backup", path("backup.db")});
  expect_store({"migrate"});
  expect_store({"restore", path("backup.db"), "--reason", "a test"});
  EXPECT_EQ(sql("PRAGMA user_version"), newest + "\n");
  EXPECT_EQ(sql("SELECT group_concat(state) FROM delivery"), "2,2,2,4,4,4\n") << "pending and sending are in doubt";
}

TEST_F(Migrate, a_store_of_a_newer_version_is_refused) {
  sql("PRAGMA user_version = 1000");
  for (const auto& command :
       std::vector<std::vector<std::string>>{{"store", "migrate"}, {"store", "backup", path("b.db")}, {"status"}}) {
    const auto finished = world_.sluss(command);
    EXPECT_EQ(finished.exit, 4) << finished.out;
    EXPECT_NE(finished.err.find("was written by a newer Sluss (schema 1000, this one knows " + newest +
                                "); install that version"),
              std::string::npos)
        << finished.err;
  }
  EXPECT_EQ(kept_rows(store()), before_);
}

TEST_F(Migrate, is_refused_while_a_run_of_the_old_program_is_under_way) {
  const auto lock = store().string() + ".nightly.lock";
  Process other({"flock", lock, "sleep", "600"}, world_.root() / "scratch");
  while (run({"flock", "-n", lock, "true"}, world_.root() / "scratch").exit == 0) ASSERT_TRUE(other.running());
  EXPECT_NE(expect_store({"migrate"}, 3).find("a run of nightly is under way"), std::string::npos);
  EXPECT_EQ(sql("PRAGMA user_version"), "1\n");
}

TEST_F(Migrate, killed_at_any_write_leaves_the_old_schema_or_the_new_one_whole) {
  const auto files = world_.folder("store");
  int old_ones = 0, new_ones = 0;
  const auto kills = kill_at_each_write(
      {"store", "migrate"}, 3, [&] { put_back(files); },
      [&](const std::string& where) {
        const auto schema = sql("PRAGMA user_version");
        EXPECT_TRUE(schema == "1\n" || schema == newest + "\n") << where << ": " << schema;
        (schema == "1\n" ? old_ones : new_ones) += 1;
        EXPECT_EQ(kept_rows(store()), before_) << where;
        expect_store({"verify"});
        expect_store({"migrate"});
        expect_all_is_there();
      });
  EXPECT_GE(kills, 25);
  EXPECT_GT(old_ones, 0);
  EXPECT_GT(new_ones, 0);
}

}  // namespace
}  // namespace sluss::test

// Stores of earlier schemas, as their own program wrote them: brought to this one with nothing lost. Every file of
// golden/ is tried; one of the newest schema needs no migration, and must be taken as it is.
#include <sstream>

#include "store/sqlite_file.h"
#include "store/store_house.h"

namespace sluss::test {
namespace {

const fs::path golden = SLUSS_GOLDEN;
const int newest = store::current_schema();

/// The schemas of golden/v<N>.sql that are not above a schema.
std::vector<int> goldens(int highest) {
  std::vector<int> schemas;
  for (const auto& entry : fs::directory_iterator(golden)) {
    const auto name = entry.path().filename().string();
    if (!name.starts_with("v") || entry.path().extension() != ".sql") continue;
    if (const auto schema = std::stoi(name.substr(1)); schema <= highest) schemas.push_back(schema);
  }
  std::sort(schemas.begin(), schemas.end());
  return schemas;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

class Migrate : public StoreHouse, public ::testing::WithParamInterface<int> {
 protected:
  /// golden/README.md says what is in it.
  void SetUp() override {
    const auto own_house = golden / ("v" + std::to_string(schema_));
    if (fs::exists(own_house))
      fs::copy(own_house, world_.root() / "config", fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    fs::create_directories(world_.root() / "kopia");
    run({"sqlite3", store().string(), ".read '" + own_house.string() + ".sql'"}, world_.root() / "scratch");
    ASSERT_EQ(version(), schema_);
    ASSERT_EQ(sql("SELECT count(DISTINCT state) FROM message"), "8\n") << "a message in each state";
    // Before schema 2: pending, sending, delivered.
    ASSERT_EQ(sql("SELECT count(DISTINCT state) FROM delivery"), schema_ < 2 ? "3\n" : "5\n");
    for (const auto& table : lines_of(sql("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"))) {
      const auto columns = sql("SELECT group_concat('quote(' || name || ')') FROM pragma_table_info('" + table + "')");
      own_rows_ += "SELECT '" + table + "', " + columns + " FROM " + table + ";";
    }
    before_ = kept_rows(store());
    // What that store has delivered was fetched long ago, and the targets' journals know of it.
    for (const auto& [connection, folder] : folders_)
      write_file(world_.root() / folder / ".sluss-delivered",
                 sql("SELECT key || char(9) || receipt || char(9) || '00000000000000000000000000000000' FROM delivery "
                     "WHERE state = 2 AND connection = (SELECT id FROM name WHERE text = '" +
                     connection + "')"));
  }
  [[nodiscard]] int version(const fs::path& file) const { return std::stoi(sql("PRAGMA user_version", file)); }
  [[nodiscard]] int version() const { return version(store()); }
  /// All rows of the golden store's tables, by the columns that it has.
  [[nodiscard]] std::string kept_rows(const fs::path& file) const { return sql(own_rows_, file); }
  void expect_all_is_there() const {
    EXPECT_EQ(version(), newest);
    EXPECT_EQ(kept_rows(store()), before_);
    EXPECT_EQ(sql("SELECT count(*) FROM delivery d JOIN message m ON m.id = d.message WHERE d.item != m.item"), "0\n");
    expect_store({"verify"});
  }
  /// How many deliveries a connection has, of all or of some.
  [[nodiscard]] int deliveries(const std::string& connection, const std::string& which = "1") const {
    return std::stoi(sql("SELECT count(*) FROM delivery WHERE connection = (SELECT id FROM name WHERE text = '" +
                         connection + "') AND " + which));
  }
  /// What a person would do about what waits for one.
  void decide_what_waits() const {
    for (const auto& name :
         lines_of(sql("SELECT text FROM connection c JOIN name n ON n.id = c.name WHERE paused != ''")))
      EXPECT_EQ(world_.sluss({"connections", "resume", name, "--reason", "a test"}).exit, 0) << name;
    const auto retried =
        world_.sluss({"messages", "retry", "--kind", "invoice", "--state", "rejected", "--reason", "a test", "--yes"});
    EXPECT_EQ(retried.exit, 0) << retried.out << retried.err;
  }

  const std::map<std::string, std::string> folders_ = {{"peppol.invoices", "outbox"}, {"kopia.invoices", "kopia"}};
  const int schema_ = GetParam();
  std::string own_rows_, before_;
};

/// A golden store that is not of the newest schema.
class MigrateOlder : public Migrate {};

std::string schema_name(const ::testing::TestParamInfo<int>& instance) { return "v" + std::to_string(instance.param); }
INSTANTIATE_TEST_SUITE_P(Golden, Migrate, ::testing::ValuesIn(goldens(newest)), schema_name);
INSTANTIATE_TEST_SUITE_P(Golden, MigrateOlder, ::testing::ValuesIn(goldens(newest - 1)), schema_name);

// The newest is still being made: whoever adds a step after it adds its golden store first.
TEST(Goldens, there_is_one_of_each_schema_before_the_newest) {
  const auto schemas = goldens(newest);
  for (int schema = 1; schema < newest; ++schema)
    EXPECT_EQ(std::count(schemas.begin(), schemas.end(), schema), 1) << "golden/v" << schema << ".sql";
}

TEST_P(MigrateOlder, loses_nothing_and_keeps_the_store_as_it_was) {
  const auto said = expect_store({"migrate"});
  const auto steps = "brought from schema " + std::to_string(schema_) + " to " + std::to_string(newest);
  EXPECT_NE(said.find(steps), std::string::npos) << said;
  expect_all_is_there();
  const auto old = kept("sluss.db.schema-" + std::to_string(schema_) + "-");
  EXPECT_EQ(version(old), schema_);
  EXPECT_EQ(kept_rows(old), before_);
}

TEST_P(Migrate, is_done_once) {
  expect_store({"migrate"});
  EXPECT_NE(expect_store({"migrate"}).find("has schema " + std::to_string(newest) + " already"), std::string::npos);
  expect_all_is_there();
}

TEST_P(Migrate, deliveries_under_way_are_finished_and_the_books_balance) {
  std::map<std::string, int> delivered, made;
  for (const auto& [connection, folder] : folders_) {
    delivered[connection] = deliveries(connection, "state = 2");
    made[connection] = deliveries(connection);
  }
  expect_store({"migrate"});
  EXPECT_EQ(world_.sluss({"reconcile"}).exit, 1) << "some invoices are not delivered yet";
  decide_what_waits();
  static_cast<void>(world_.sync());
  EXPECT_EQ(sql("SELECT count(*) FROM delivery WHERE state != 2"), "0\n");
  EXPECT_GT(deliveries("peppol.invoices"), made["peppol.invoices"]) << "a line had waited, and is invoiced now";
  for (const auto& [connection, folder] : folders_) {
    const auto fresh = deliveries(connection) - delivered[connection];
    EXPECT_EQ(world_.folder(folder).size(), static_cast<std::size_t>(fresh)) << connection;
  }
  expect_balance();
  expect_store({"verify"});
}

TEST_P(Migrate, a_run_migrates_by_itself) {
  static_cast<void>(world_.sync());
  EXPECT_EQ(version(), newest);
  decide_what_waits();
  static_cast<void>(world_.sync());
  expect_balance();
}

TEST_P(Migrate, an_old_store_is_verified_and_backed_up_as_it_is) {
  expect_store({"verify"});
  expect_store({"backup", path("backup.db")});
  expect_store({"verify", path("backup.db")});
  EXPECT_EQ(version(path("backup.db")), schema_);
  EXPECT_EQ(kept_rows(path("backup.db")), before_);
  EXPECT_EQ(version(), schema_);
}

TEST_P(Migrate, a_backup_of_an_old_store_is_restored_as_a_new_one) {
  // What was pending or sending is in doubt.
  const auto expected = sql("SELECT id, CASE WHEN state IN (0, 1) THEN 4 ELSE state END FROM delivery ORDER BY id");
  expect_store({"backup", path("backup.db")});
  expect_store({"migrate"});
  expect_store({"restore", path("backup.db"), "--reason", "a test"});
  EXPECT_EQ(version(), newest);
  EXPECT_EQ(sql("SELECT id, state FROM delivery ORDER BY id"), expected);
}

TEST_P(Migrate, a_store_of_a_newer_version_is_refused) {
  sql("PRAGMA user_version = 1000");
  for (const auto& command :
       std::vector<std::vector<std::string>>{{"store", "migrate"}, {"store", "backup", path("b.db")}, {"status"}}) {
    const auto finished = world_.sluss(command);
    EXPECT_EQ(finished.exit, 4) << finished.out;
    EXPECT_NE(finished.err.find("was written by a newer Sluss (schema 1000, this one knows " + std::to_string(newest) +
                                "); install that version"),
              std::string::npos)
        << finished.err;
  }
  EXPECT_EQ(kept_rows(store()), before_);
}

TEST_P(MigrateOlder, is_refused_while_a_run_of_the_old_program_is_under_way) {
  const auto lock = store().string() + ".nightly.lock";
  Process other({"flock", lock, "sleep", "600"}, world_.root() / "scratch");
  while (run({"flock", "-n", lock, "true"}, world_.root() / "scratch").exit == 0) ASSERT_TRUE(other.running());
  EXPECT_NE(expect_store({"migrate"}, 3).find("a run of nightly is under way"), std::string::npos);
  EXPECT_EQ(version(), schema_);
}

TEST_P(MigrateOlder, killed_at_any_write_leaves_the_old_schema_or_the_new_one_whole) {
  const auto files = world_.folder("store");
  int old_ones = 0, new_ones = 0;
  const auto kills = kill_at_each_write(
      {"store", "migrate"}, 3, [&] { put_back(files); },
      [&](const std::string& where) {
        const auto schema = version();
        EXPECT_TRUE(schema == schema_ || schema == newest) << where << ": " << schema;
        (schema == schema_ ? old_ones : new_ones) += 1;
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

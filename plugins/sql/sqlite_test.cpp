#include "sqlite.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <csignal>
#include <sys/resource.h>
#include <thread>

#include "fixture.h"
#include "support/temporary_folder.h"

namespace sluss::sql {
namespace {

using std::chrono::seconds;

class SqliteTest : public ::testing::Test {
 protected:
  SqliteTest() : database_(file(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE) {
    database_.exec("PRAGMA journal_mode = WAL");
    database_.exec("CREATE TABLE registrations (id INTEGER PRIMARY KEY, name TEXT, credits, changed INTEGER)");
    database_.exec(
        "CREATE TABLE invoices (number TEXT PRIMARY KEY, total INTEGER NOT NULL CHECK (total < 1000000), "
        "unit TEXT, paid, rest TEXT)");
    database_.exec("CREATE TABLE sluss_deliveries (key TEXT PRIMARY KEY, digest TEXT NOT NULL)");
  }
  [[nodiscard]] std::string file() const { return (folder_.path() / "studier.sqlite").string(); }
  [[nodiscard]] SqliteSourceConfig query(const std::string& text, const std::string& cursor = "",
                                         const std::string& overlap = "") const {
    SqliteSourceConfig config;
    config.file = file();
    config.query = text;
    config.cursor = cursor;
    config.overlap = overlap;
    return config;
  }
  [[nodiscard]] SqliteSinkConfig table() const {
    SqliteSinkConfig config;
    config.file = file();
    config.table = "invoices";
    config.read_columns = columns(
        {{"number", "number"}, {"total", "total_ore"}, {"unit", "seller.unit"}, {"paid", "paid"}, {"rest", "rest"}});
    config.key = {"number"};
    config.busy_timeout = seconds(1);
    return config;
  }
  std::string cell(const std::string& text) { return database_.execAndGet(text).getString(); }

  test::TemporaryFolder folder_;
  SQLite::Database database_;
};

TEST_F(SqliteTest, GivesEachRow) {
  database_.exec(
      "INSERT INTO registrations VALUES (1, 'Provia', 7.5, 10), (2, NULL, 1e400, 11), (3, X'00ff', '7,5', 12)");
  const auto given = round(SqliteSource(query("SELECT * FROM registrations ORDER BY id -- all")));
  ASSERT_FALSE(given.error) << given.error->what;
  EXPECT_EQ(given.lines, (std::vector<std::string>{R"({"id":1,"name":"Provia","credits":"7.5","changed":10})",
                                                   R"({"id":2,"name":null,"credits":"inf","changed":11})",
                                                   R"({"id":3,"name":"\\x00ff","credits":"7,5","changed":12})"}));
  EXPECT_EQ(given.position, "") << "without a cursor there is none";
}

TEST_F(SqliteTest, GoesOnFromTheCursorAndTiesAreReadAgain) {
  database_.exec("INSERT INTO registrations VALUES (1, 'a', 0, 10), (2, 'b', 0, 11), (3, 'c', 0, NULL)");
  const auto changes = query("SELECT id, changed FROM registrations", "changed");
  const auto first = round(SqliteSource(changes));
  EXPECT_EQ(first.lines.size(), 3U);
  EXPECT_EQ(first.position, "11");
  database_.exec("INSERT INTO registrations VALUES (4, 'd', 0, 11), (5, 'e', 0, 12)");
  const auto second = round(SqliteSource(changes), first.position);
  EXPECT_EQ(second.lines, (std::vector<std::string>{R"({"id":3,"changed":null})", R"({"id":2,"changed":11})",
                                                    R"({"id":4,"changed":11})", R"({"id":5,"changed":12})"}));
  EXPECT_EQ(second.position, "12");
  // What was committed late has an earlier number.
  database_.exec("INSERT INTO registrations VALUES (6, 'f', 0, 9)");
  EXPECT_EQ(round(SqliteSource(changes), "12").lines.size(), 2U);
  EXPECT_EQ(round(SqliteSource(query(changes.query, "changed", "3")), "12").lines.size(), 6U);
  EXPECT_EQ(round(SqliteSource(query(changes.query, "changed", "10m")), "12").error->fault, Fault::config);
}

TEST_F(SqliteTest, ATextThatIsNoTextIsForAPerson) {
  database_.exec(
      "INSERT INTO registrations VALUES (1, CAST(X'fffe' AS TEXT), 0, 1), (2, CAST(X'610062' AS TEXT), 0, 2)");
  const auto given = round(SqliteSource(query("SELECT id, name FROM registrations ORDER BY id")));
  EXPECT_EQ(given.lines,
            (std::vector<std::string>{"row 1: column name is not UTF-8", R"({"id":2,"name":"a\u0000b"})"}));
}

TEST_F(SqliteTest, AQueryThatCannotBeAskedSaysWhy) {
  const auto why = [&](const SqliteSourceConfig& config) { return round(SqliteSource(config)).error->what; };
  EXPECT_EQ(why(query("SELECT * FROM nurses")), "studier.sqlite: no such table: nurses");
  EXPECT_NE(why(query("SELECT 1; DROP TABLE registrations")).find("syntax error"), std::string::npos);
  EXPECT_EQ(why(query("SELECT id FROM registrations", "changed")), "studier.sqlite: no such column: changed");
  EXPECT_FALSE(round(SqliteSource(query("DELETE FROM registrations"))).error->what.empty());
  auto missing = query("SELECT 1");
  missing.file = folder_.path() / "missing.sqlite";
  EXPECT_NE(why(missing).find("cannot be opened"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(missing.file));
}

TEST_F(SqliteTest, AQueryWithoutAnEndIsEnded) {
  auto endless = query("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) AS i FROM n");
  endless.answer_timeout = seconds(1);
  EXPECT_EQ(round(SqliteSource(endless)).error->what, "studier.sqlite: it took longer than answer_timeout allows");
}

TEST_F(SqliteTest, WritesARowForEachMessage) {
  SqliteSink sink(table());
  ASSERT_TRUE(sink.open({}));
  const Parcels parcels({R"({"number":"A1","total_ore":3400,"seller":{"unit":"Östra"},"paid":true,"rest":{"a":[1]}})",
                         R"({"number":"A2","total_ore":0,"rest":"'; DROP TABLE invoices; --"})"});
  EXPECT_EQ(outcomes(sink.write(parcels.all, {}), 2), (std::vector<std::string>{"ok", "ok"}));
  EXPECT_EQ(cell("SELECT number || total || unit || paid || rest FROM invoices WHERE number = 'A1'"),
            R"(A13400Östra1{"a":[1]})");
  EXPECT_EQ(cell("SELECT rest FROM invoices WHERE number = 'A2'"), "'; DROP TABLE invoices; --");
  EXPECT_EQ(sink.kept("delivery-1", {}).value()->receipt, "row in invoices");
  EXPECT_EQ(sink.kept("delivery-9", {}).value(), std::nullopt);
}

TEST_F(SqliteTest, TheSameDeliveryAgainIsOne) {
  SqliteSink sink(table());
  const Parcels first({R"({"number":"A1","total_ore":1})"}), other({R"({"number":"A1","total_ore":2})"});
  EXPECT_EQ(outcomes(sink.write(first.all, {}), 1), std::vector<std::string>{"ok"});
  const Parcels later({R"({"number":"A1","total_ore":3})"}, "later-");
  EXPECT_EQ(outcomes(sink.write(later.all, {}), 1), std::vector<std::string>{"ok"});
  EXPECT_EQ(outcomes(sink.write(first.all, {}), 1), std::vector<std::string>{"ok"});
  EXPECT_EQ(cell("SELECT total FROM invoices"), "3") << "the earlier delivery has overwritten the later one";
  EXPECT_EQ(outcomes(sink.write(other.all, {}), 1),
            std::vector<std::string>{"rejected: the same delivery with other content was made before"});
}

TEST_F(SqliteTest, OfTwoDeliveriesOfOneRowTheLaterStays) {
  SqliteSink sink(table());
  const Parcels parcels({R"({"number":"A1","total_ore":1})", R"({"number":"A1","total_ore":2})"});
  EXPECT_EQ(outcomes(sink.write(parcels.all, {}), 2), (std::vector<std::string>{"ok", "ok"}));
  EXPECT_EQ(cell("SELECT total FROM invoices"), "2");
}

TEST_F(SqliteTest, ARowThatIsRefusedIsRefusedAlone) {
  SqliteSink sink(table());
  const Parcels parcels({R"({"number":"A1","total_ore":1})", R"({"number":"A2"})",
                         R"({"number":"A3","total_ore":1000000})", R"({"total_ore":1})", "[]",
                         R"({"number":"A6","total_ore":1,"rest":"a\u0000b"})", R"({"number":"A7","total_ore":7})"});
  EXPECT_EQ(
      outcomes(sink.write(parcels.all, {}), 7),
      (std::vector<std::string>{
          "ok", "rejected: a column that must have a value has none", "rejected: a value breaks a rule of its table",
          "rejected: there is nothing at number for column number, which names the row",
          "rejected: a table takes one JSON object of each message; write format: { json: object }",
          "rejected: what goes into column rest holds a NUL", "ok"}));
  EXPECT_EQ(cell("SELECT group_concat(number) FROM invoices"), "A1,A7");
  EXPECT_EQ(cell("SELECT count(*) FROM sluss_deliveries"), "2");
}

TEST_F(SqliteTest, WhoElseWritesIsWaitedForOnlySoLong) {
  SqliteSink sink(table());
  const Parcels parcels({R"({"number":"A1","total_ore":1})"});
  {
    const SQLite::Transaction other(database_, SQLite::TransactionBehavior::IMMEDIATE);
    EXPECT_EQ(outcomes(sink.write(parcels.all, {}), 1),
              std::vector<std::string>{"unavailable: studier.sqlite: another program writes to it"});
  }
  EXPECT_EQ(outcomes(sink.write(parcels.all, {}), 1), std::vector<std::string>{"ok"});
}

TEST_F(SqliteTest, AFileThatMayNotGrowIsInDoubtAndLeavesNothing) {
  Parcels all({std::string(R"({"number":"A1","total_ore":1,"rest":")") + std::string(200'000, 'x') + R"("})"});
  SqliteSink sink(table());
  ASSERT_TRUE(sink.open({}));
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  ::signal(SIGXFSZ, SIG_IGN);
  const rlimit room{std::filesystem::file_size(file()) + 50'000, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &room), 0);
  const auto full = outcomes(sink.write(all.all, {}), 1);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  EXPECT_TRUE(full.front().starts_with("unknown_outcome: ")) << full.front();
  EXPECT_EQ(cell("SELECT count(*) FROM invoices") + cell("SELECT count(*) FROM sluss_deliveries"), "00");
  EXPECT_EQ(outcomes(sink.write(all.all, {}), 1), std::vector<std::string>{"ok"}) << "and may be sent again";
  EXPECT_EQ(sink.resend(), Resend::safe);
}

TEST_F(SqliteTest, TheProbesLeaveNothing) {
  EXPECT_TRUE(SqliteSourceProbe(query("SELECT id FROM registrations")).probe({}));
  EXPECT_FALSE(SqliteSourceProbe(query("SELECT id FROM nurses")).probe({}));
  const auto probed = SqliteSinkProbe(table()).probe({});
  EXPECT_TRUE(probed) << probed.error().what;
  EXPECT_EQ(cell("SELECT count(*) FROM sluss_deliveries"), "0");
  auto unkeyed = table();
  unkeyed.key = {"unit"};
  EXPECT_FALSE(SqliteSinkProbe(unkeyed).probe({})) << "an upsert needs a unique constraint";
  auto lost = table();
  lost.deliveries = "nowhere";
  EXPECT_EQ(SqliteSinkProbe(lost).probe({}).error().what, "studier.sqlite: no such table: nowhere");
}

TEST_F(SqliteTest, AHundredThousandRowsBothWaysInFlatMemory) {
  if (!test::memory_can_be_measured) GTEST_SKIP() << "the sanitizer keeps what was freed";
  SqliteSink sink(table());
  const auto written = write_many(sink, 100'000);
  EXPECT_EQ(written.rows, 100'000);
  EXPECT_LT(written.more_memory, 12 * 1024) << "KiB, for " << written.bytes << " bytes";
  EXPECT_EQ(cell("SELECT count(*) || ' ' || sum(total) FROM invoices"), "100000 4999950000");
  const auto read = read_all(SqliteSource(query("SELECT * FROM invoices")));
  EXPECT_EQ(read.rows, 100'000);
  EXPECT_LT(read.more_memory, 12 * 1024) << "KiB, for " << read.bytes << " bytes";
  std::cout << "written with " << written.more_memory << " KiB more, read with " << read.more_memory << "\n";
}

}  // namespace
}  // namespace sluss::sql

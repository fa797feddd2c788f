// A registry in a database, by the connector's configuration alone: the same nights with PostgreSQL and with SQLite.
#include <SQLiteCpp/SQLiteCpp.h>
#include <filesystem>
#include <gtest/gtest.h>

#include "registry_world.h"
#include "support/postgres_server.h"

namespace sluss::test {
namespace {

namespace fs = std::filesystem;

/// A database with tables of its own, and the view that the connector reads.
class Database {
 public:
  virtual ~Database() = default;
  virtual void sql(const std::string& statements) = 0;
  /// What a connection says as `transport`.
  [[nodiscard]] virtual std::string transport() const = 0;
};

class Postgresql final : public Database {
 public:
  explicit Postgresql(const World& world) {
    const auto secret = world.root() / "config/secrets/studier_password";
    fs::create_directories(secret.parent_path());
    write_file(secret, database_password);
    fs::permissions(secret, fs::perms::owner_read | fs::perms::owner_write);
    sql("DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO sluss; "
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO sluss");
  }
  void sql(const std::string& statements) override { server().sql(statements); }
  [[nodiscard]] std::string transport() const override {
    return std::string("{ postgresql: { host: 127.0.0.1, port: ") + std::to_string(server().port()) +
           ", database: " + database_name + ", user: " + database_user +
           ", password: \"secret:studier_password\", ca: " + server().ca().string() + " } }";
  }

 private:
  /// One for all tests: initdb takes a while.
  static PostgresServer& server() {
    static PostgresServer started;
    return started;
  }
};

class Sqlite final : public Database {
 public:
  explicit Sqlite(const World& world)
      : file_(world.root() / "studier.sqlite"),
        database_(file_.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE) {}
  void sql(const std::string& statements) override { database_.exec(statements); }
  [[nodiscard]] std::string transport() const override { return "{ sqlite: { file: " + file_.string() + " } }"; }

 private:
  fs::path file_;
  SQLite::Database database_;
};

/// What the registry has of its own, under other names than ours, and the view; all persons are synthetic.
constexpr auto tables =
    "CREATE TABLE students (id text PRIMARY KEY, personal_no text, hidden boolean);"
    "CREATE TABLE registrations (no text PRIMARY KEY, student text, course text, state text, interrupted_on date);"
    "INSERT INTO students VALUES ('S1', '19550101-9805', false), ('S2', '19550101-9813', NULL);"
    "INSERT INTO registrations VALUES ('R1', 'S1', 'OM1101', 'R', NULL), ('R2', 'S2', 'OM1101', 'R', NULL),"
    " ('R3', 'S2', 'OM1102', 'R', NULL), ('R4', 'S2', 'OM1103', 'T', NULL);";
constexpr auto columns =
    "SELECT r.no AS id, s.id AS student_id, s.personal_no AS personnummer, s.hidden AS protected, "
    "'Exempeluniversitetet' AS institution, r.course AS course, 'HT2026' AS term, CASE r.state WHEN 'R' THEN "
    "'Registrerad' WHEN 'A' THEN 'Avbrott' WHEN 'T' THEN 'Återbud' ELSE r.state END AS status, r.interrupted_on AS "
    "interrupted FROM registrations r JOIN students s ON s.id = r.student";

class SqlRegistry : public ::testing::TestWithParam<std::string> {
 protected:
  SqlRegistry() {
    if (GetParam() == "postgresql") database_ = std::make_unique<Postgresql>(world_);
    else database_ = std::make_unique<Sqlite>(world_);
    database_->sql(tables);
    database_->sql(std::string("CREATE VIEW sluss_registrations AS ") + columns);
    connect();
    world_.put_placements();
  }
  void connect(const std::string& more = "") const {
    world_.configure_registry({.registry = "{ use: sql-registry, transport: " + database_->transport() + more + " }"});
  }
  /// Read, new, changed, unchanged, withdrawn, rejected, of registrations and placements together.
  static std::string figures(const Value& report) {
    std::string text;
    for (const auto* of : {"read", "new", "changed", "unchanged", "withdrawn", "rejected"})
      text += std::string(text.empty() ? "" : ", ") + of + " " + std::to_string(number_at(report, of));
    return text;
  }
  static std::string troubles(const Value& report) {
    std::string text;
    for (const auto& trouble : *report["troubles"].as_list()) text += trouble.text_or_empty() + "\n";
    return text;
  }

  RegistryWorld world_;
  std::unique_ptr<Database> database_;
};

TEST_P(SqlRegistry, three_nights_of_rows_that_are_added_changed_and_removed) {
  auto report = world_.sync();
  EXPECT_EQ(troubles(report), "");
  EXPECT_EQ(figures(report), "read 6, new 6, changed 0, unchanged 0, withdrawn 0, rejected 0");
  EXPECT_EQ(number_at(report, "held.count"), 0);

  database_->sql(
      "INSERT INTO registrations VALUES ('R5', 'S1', 'OM1104', 'R', NULL);"
      "UPDATE registrations SET state = 'A', interrupted_on = '2026-09-17' WHERE no = 'R1';"
      "DELETE FROM registrations WHERE no = 'R3'");
  report = world_.sync();
  EXPECT_EQ(troubles(report), "");
  EXPECT_EQ(figures(report), "read 4, new 1, changed 2, unchanged 2, withdrawn 1, rejected 0")
      << "the registration and its placement have changed";
  EXPECT_EQ(world_.placements()["P1"], "collected: interrupted on 2026-09-17 says the registry: 7 days fewer");

  report = world_.sync();
  EXPECT_EQ(figures(report), "read 4, new 0, changed 0, unchanged 4, withdrawn 0, rejected 0");
  database_->sql(
      "UPDATE registrations SET state = 'R', interrupted_on = NULL WHERE no = 'R1';"
      "DELETE FROM registrations WHERE no = 'R5'; INSERT INTO registrations VALUES ('R3', 'S2', 'OM1102', 'R', NULL)");
  report = world_.sync();
  EXPECT_EQ(number_at(report, "withdrawn"), 1);
  EXPECT_EQ(world_.placements()["P1"], "collected");
  EXPECT_EQ(world_.sluss({"reconcile"}).exit, 0);
}

TEST_P(SqlRegistry, who_is_protected_there_is_protected_here) {
  database_->sql("UPDATE students SET hidden = true WHERE id = 'S1'");
  EXPECT_EQ(number_at(world_.sync(), "held.count"), 1);
  EXPECT_NE(world_.placements()["P1"].find("held: The student has a protected identity"), std::string::npos);
  EXPECT_EQ(world_.placements()["P2"], "collected") << "NULL protects nobody";
  database_->sql("UPDATE students SET hidden = false WHERE id = 'S1'");
  (void)world_.sync();
  EXPECT_EQ(world_.placements()["P1"], "collected");
}

TEST_P(SqlRegistry, a_column_that_is_missing_is_said_by_its_name_and_nothing_is_withdrawn) {
  (void)world_.sync();
  for (const std::string column : {"protected", "interrupted"}) {
    std::string fewer = columns;
    const auto at = fewer.find("AS " + column);
    fewer.replace(at + 3, column.size(), "other");
    connect(", query: \"" + fewer + "\"");
    const auto probed = world_.sluss({"check", "--probe"});
    const auto report = world_.sync();
    for (const auto& told : {probed.out + probed.err, troubles(report)}) {
      EXPECT_TRUE(told.find("no such column: " + column) != std::string::npos ||
                  told.find("column \"" + column + "\" does not exist") != std::string::npos)
          << told;
    }
    EXPECT_NE(probed.exit, 0);
    EXPECT_EQ(figures(report), "read 0, new 0, changed 0, unchanged 0, withdrawn 0, rejected 0");
  }
  connect(std::string(", query: \"") + columns + "\"");
  EXPECT_EQ(world_.sluss({"check", "--probe"}).exit, 0);
  EXPECT_EQ(figures(world_.sync()), "read 4, new 0, changed 0, unchanged 4, withdrawn 0, rejected 0");
}

TEST_P(SqlRegistry, a_cursor_is_refused_since_it_would_withdraw_what_did_not_change) {
  (void)world_.sync();
  auto transport = database_->transport();
  transport.insert(transport.rfind(" } }"), ", cursor: id");
  world_.configure_registry({.registry = "{ use: sql-registry, transport: " + transport + " }"});
  const auto checked = world_.sluss({"check"});
  EXPECT_EQ(checked.exit, 2) << checked.out;
  EXPECT_NE(
      checked.err.find("content: a snapshot holds everything each time, and this reads on from where it was (cursor: "
                       "id): all that is older would be withdrawn; write content: changes, or have all of it read "
                       "each time (used by connections."),
      std::string::npos)
      << checked.err;
  EXPECT_NE(checked.err.find("connector.yaml:25:14: error"), std::string::npos) << checked.err;
  EXPECT_EQ(world_.sluss({"sync", "nightly"}).exit, 2) << "nothing is read by it";
}

TEST_P(SqlRegistry, a_faulty_row_waits_for_a_person_and_the_others_go_on) {
  database_->sql("UPDATE registrations SET state = 'Borta' WHERE no = 'R4'");
  const auto report = world_.sync();
  EXPECT_EQ(figures(report), "read 6, new 6, changed 0, unchanged 0, withdrawn 0, rejected 1");
  const auto rejected = world_.sluss({"messages", "list", "--kind", "registration", "--state", "rejected"});
  EXPECT_NE(rejected.out.find("'Borta' is not a word that the mapping knows; expected Förväntad, Registrerad"),
            std::string::npos)
      << rejected.out;
}

TEST_P(SqlRegistry, a_query_that_gives_too_little_withdraws_nothing) {
  (void)world_.sync();
  database_->sql("DELETE FROM registrations WHERE no IN ('R2', 'R3')");
  const auto report = world_.sync();
  EXPECT_NE(troubles(report).find("taken for a broken export"), std::string::npos) << troubles(report);
  EXPECT_EQ(number_at(report, "withdrawn"), 0);
  EXPECT_EQ(world_.placements()["P2"], "collected");
}

INSTANTIATE_TEST_SUITE_P(Each, SqlRegistry, ::testing::Values("postgresql", "sqlite"),
                         [](const auto& name) { return name.param; });

}  // namespace
}  // namespace sluss::test

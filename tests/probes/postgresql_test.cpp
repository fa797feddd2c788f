// `sluss check --probe` at a PostgreSQL that is there: who reads, and who writes. Nothing is left in it.
#include <gtest/gtest.h>

#include "base/text.h"
#include "support/postgres_server.h"
#include "support/world.h"

namespace sluss::test {
namespace {

namespace fs = std::filesystem;

constexpr auto tables =
    "DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO sluss;"
    "CREATE TABLE sluss_registrations (id text PRIMARY KEY, student_id text, personnummer text, protected boolean,"
    " institution text, course text, term text, status text, interrupted date);"
    "INSERT INTO sluss_registrations VALUES ('R1', 'S1', '19550101-9805', false, 'Exempeluniversitetet', 'OM1101',"
    " 'HT2026', 'Registrerad', NULL);"
    "CREATE TABLE invoices (no bigserial, number text PRIMARY KEY, total bigint);"
    "INSERT INTO invoices (number, total) VALUES ('10010001', 459000);"
    "CREATE TABLE sluss_deliveries (key text PRIMARY KEY, digest text NOT NULL, delivered_at timestamptz DEFAULT "
    "now());"
    "GRANT SELECT ON sluss_registrations TO sluss; GRANT SELECT, INSERT, UPDATE ON invoices TO sluss;"
    "GRANT USAGE ON SEQUENCE invoices_no_seq TO sluss; GRANT SELECT, INSERT ON sluss_deliveries TO sluss";

constexpr auto sink_connector =
    "connector: ekonomi\nsummary: Invoices as rows\nparameters:\n"
    "  transport: { type: transport, required: true, text: Where the database is }\n"
    "takes:\n  invoices:\n    message: invoice\n    to: \"${transport}\"\n"
    "    with: { table: invoices, columns: { number: number, total: total_ore }, key: [number] }\n"
    "    format: { json: { form: object } }\n";

class PostgresqlProbe : public ::testing::Test {
 protected:
  PostgresqlProbe() {
    fs::copy(SLUSS_CONNECTORS, world_.root() / "connectors", fs::copy_options::recursive);
    fs::create_directories(world_.root() / "connectors/ekonomi");
    write_file(world_.root() / "connectors/ekonomi/connector.yaml", sink_connector);
    world_.configure("sluss.yaml", "store: ../store/sluss.db\nconnectors: ../connectors\n");
    fs::remove(world_.root() / "config/pipelines/nightly.yaml");
    const auto transport = std::string("{ postgresql: { host: 127.0.0.1, port: ") + std::to_string(server().port()) +
                           ", database: " + database_name + ", user: " + database_user +
                           ", password: \"secret:database\", ca: " + server().ca().string() + " } }";
    world_.configure("connections.yaml", "connections:\n  registret: { use: sql-registry, transport: " + transport +
                                             " }\n  ekonomi: { use: ekonomi, transport: " + transport + " }\n");
    give(database_password);
    server().sql(tables);
  }
  void give(const std::string& password) const {
    const auto file = world_.root() / "config/secrets/database";
    fs::create_directories(file.parent_path());
    write_file(file, password);
    fs::permissions(file, fs::perms(0600));
  }
  /// Every table and sequence with what is in it, and all who are connected.
  static std::string all_there() {
    return server().sql(
        "SELECT table_schema, table_name, (xpath('/row/c/text()', query_to_xml(format('SELECT count(*) AS c FROM "
        "%I.%I',"
        " table_schema, table_name), false, true, '')))[1]::text FROM information_schema.tables"
        " WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2;"
        "SELECT * FROM sluss_registrations ORDER BY id; SELECT * FROM invoices ORDER BY number;"
        "SELECT * FROM sluss_deliveries ORDER BY key; SELECT last_value, is_called FROM invoices_no_seq;"
        "SELECT count(*) FROM pg_roles; SELECT count(*) FROM pg_prepared_xacts");
  }
  /// One for all tests: initdb takes a while.
  static PostgresServer& server() {
    static PostgresServer started;
    return started;
  }
  /// What is said of a way.
  static std::string said(const Finished& finished, const std::string& way) {
    const auto at = finished.out.find(way + ": ");
    if (at == std::string::npos) return "nothing: " + finished.out + finished.err;
    return finished.out.substr(at, finished.out.find('\n', at) - at).substr(way.size() + 2);
  }

  World world_;
};

TEST_F(PostgresqlProbe, is_well_both_ways_and_leaves_nothing) {
  const auto before = all_there();
  ASSERT_NE(before.find("public|sluss_registrations|1"), std::string::npos) << before;
  const auto probed = world_.sluss({"check", "--probe"});
  EXPECT_EQ(probed.exit, 0) << probed.out << probed.err;
  EXPECT_EQ(said(probed, "registret.registrations"), "well");
  EXPECT_EQ(said(probed, "ekonomi.invoices"), "well");
  EXPECT_EQ(all_there(), before);
  EXPECT_FALSE(fs::exists(world_.root() / "store/sluss.db"));
}

TEST_F(PostgresqlProbe, a_wrong_password_is_told_plainly_and_not_shown) {
  give("another-made-up-word");
  const auto before = all_there();
  const auto probed = world_.sluss({"check", "--probe"});
  EXPECT_EQ(probed.exit, 3) << probed.out << probed.err;
  for (const auto* way : {"registret.registrations", "ekonomi.invoices"})
    EXPECT_NE(said(probed, way).find("it does not let us in"), std::string::npos) << said(probed, way);
  EXPECT_EQ((probed.out + probed.err).find("another-made-up-word"), std::string::npos);
  EXPECT_EQ(all_there(), before);
}

TEST_F(PostgresqlProbe, a_right_that_is_missing_is_told_of_the_way_that_lacks_it) {
  server().sql("REVOKE INSERT ON sluss_deliveries FROM sluss");
  const auto before = all_there();
  const auto probed = world_.sluss({"check", "--probe"});
  EXPECT_EQ(probed.exit, 3) << probed.out << probed.err;
  EXPECT_EQ(said(probed, "registret.registrations"), "well");
  EXPECT_NE(said(probed, "ekonomi.invoices").find("the user has no right to that"), std::string::npos)
      << said(probed, "ekonomi.invoices");
  EXPECT_EQ(all_there(), before);
}

}  // namespace
}  // namespace sluss::test

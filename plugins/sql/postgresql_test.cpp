// Against a real PostgreSQL on loopback.
#include "postgresql.h"

#include <csignal>
#include <thread>

#include "cut_proxy.h"
#include "fixture.h"
#include "support/fault_server.h"
#include "support/postgres_server.h"
#include "support/temporary_folder.h"

namespace sluss::sql {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// One server for all tests: initdb takes a while.
test::PostgresServer& server() {
  static test::PostgresServer started;
  return started;
}

class PostgresqlTest : public ::testing::Test {
 protected:
  void SetUp() override {
    server().sql(
        "DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public AUTHORIZATION sluss; SET ROLE sluss; "
        "CREATE TABLE registrations (id integer PRIMARY KEY, name text, credits numeric, day date, "
        "changed timestamptz); "
        "CREATE TABLE invoices (number text PRIMARY KEY, total integer NOT NULL CHECK (total < 1000000), "
        "unit varchar(20), paid boolean, due date, rest jsonb); "
        "CREATE TABLE sluss_deliveries (key text PRIMARY KEY, digest text NOT NULL, "
        "delivered_at timestamptz NOT NULL DEFAULT now())");
  }

  static void reach(Server& config) {
    config.host = "127.0.0.1";
    config.port = server().port();
    config.database = test::database_name;
    config.user = test::database_user;
    config.password = Secret(test::database_password);
    config.ca = server().ca();
    config.answer_timeout = seconds(20);
  }
  static PostgresqlSourceConfig query(const std::string& text, const std::string& cursor = "",
                                      const std::string& overlap = "") {
    PostgresqlSourceConfig config;
    reach(config);
    config.query = text;
    config.cursor = cursor;
    config.overlap = overlap;
    return config;
  }
  static PostgresqlSinkConfig table() {
    PostgresqlSinkConfig config;
    reach(config);
    config.table = "public.invoices";
    config.read_columns = columns({{"number", "number"},
                                   {"total", "total_ore"},
                                   {"unit", "seller.unit"},
                                   {"paid", "paid"},
                                   {"due", "due"},
                                   {"rest", "rest"}});
    config.key = {"number"};
    return config;
  }
  static Error why(const PostgresqlSourceConfig& config) {
    auto given = round(PostgresqlSource(config));
    EXPECT_TRUE(given.error);
    return given.error.value_or(Error());
  }
  const Parcels one_{{R"({"number":"A1","total_ore":1})"}};
};

TEST_F(PostgresqlTest, GivesEachRowWithItsTypes) {
  server().sql(
      "INSERT INTO registrations VALUES (1, 'Provia', 7.50, '2026-11-29', '2026-11-29 10:00:00.25+01'), "
      "(2, NULL, 'NaN', 'infinity', '-infinity'), (3, E'a\\nå''\"', 1e400, '0044-03-15 BC', NULL)");
  const auto given = round(PostgresqlSource(query("SELECT *, id = 1 AS first FROM registrations ORDER BY id -- all")));
  ASSERT_FALSE(given.error) << given.error->what;
  ASSERT_EQ(given.lines.size(), 3U);
  EXPECT_EQ(given.lines[0], R"({"id":1,"name":"Provia","credits":"7.50","day":"2026-11-29",)"
                            R"("changed":"2026-11-29T09:00:00.25Z","first":true})");
  EXPECT_EQ(given.lines[1],
            R"({"id":2,"name":null,"credits":"NaN","day":"infinity","changed":"-infinity","first":false})");
  EXPECT_EQ(given.lines[2], R"({"id":3,"name":"a\nå'\"","credits":"1)" + std::string(400, '0') +
                                R"(","day":"0044-03-15 BC","changed":null,"first":false})");
}

TEST_F(PostgresqlTest, GoesOnFromTheCursorAndTiesAreReadAgain) {
  server().sql(
      "INSERT INTO registrations (id, changed) VALUES (1, '2026-11-29 10:00Z'), (2, '2026-11-29 10:00:00.000001Z'), "
      "(3, NULL), (4, 'infinity')");
  const auto changes = query("SELECT id, changed FROM registrations", "changed");
  const auto first = round(PostgresqlSource(changes));
  EXPECT_EQ(first.lines.size(), 4U);
  EXPECT_EQ(first.position, R"("2026-11-29T10:00:00.000001Z")") << "infinity is no place to go on from";
  server().sql("INSERT INTO registrations (id, changed) VALUES (5, '2026-11-29 10:00:00.000001Z')");
  const auto second = round(PostgresqlSource(changes), first.position);
  EXPECT_EQ(second.lines.size(), 4U) << "2, 5, and 3 and 4 that come each time";
  // Committed late, with an earlier time.
  server().sql("INSERT INTO registrations (id, changed) VALUES (6, '2026-11-29 09:55Z')");
  EXPECT_EQ(round(PostgresqlSource(changes), first.position).lines.size(), 4U);
  EXPECT_EQ(round(PostgresqlSource(query(changes.query, "changed", "10m")), first.position).lines.size(), 6U);
  EXPECT_EQ(round(PostgresqlSource(query("SELECT id FROM registrations", "id", "2")), "6").lines.size(), 3U);
  EXPECT_EQ(round(PostgresqlSource(query(changes.query, "changed", "5")), first.position).error->fault, Fault::config);
}

TEST_F(PostgresqlTest, AQueryCanOnlyRead) {
  server().sql(
      "SET ROLE sluss; CREATE SEQUENCE s; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS "
      "'DELETE FROM registrations; SELECT 1'; INSERT INTO registrations (id) VALUES (1)");
  EXPECT_NE(why(query("SELECT nextval('s') AS n")).what.find("it can only be read now"), std::string::npos);
  EXPECT_NE(why(query("SELECT f() AS n")).what.find("it can only be read now"), std::string::npos);
  EXPECT_EQ(why(query("SELECT 1) x; DROP TABLE registrations; --")).fault, Fault::unavailable);
  EXPECT_EQ(server().sql("SELECT count(*) FROM registrations"), "1");
}

TEST_F(PostgresqlTest, AQueryThatCannotBeAskedSaysWhy) {
  EXPECT_NE(why(query("SELECT * FROM nurses")).what.find("relation \"nurses\" does not exist"), std::string::npos);
  EXPECT_EQ(why(query("SELECT 1 AS a, 2 AS a")).fault, Fault::config);
  const auto value = why(query("SELECT '19990101-9802'::integer AS n"));
  EXPECT_EQ(value.what.find("1999"), std::string::npos) << value.what;
  server().sql("CREATE TABLE private (id int); REVOKE ALL ON private FROM PUBLIC");
  EXPECT_EQ(why(query("SELECT * FROM private")).fault, Fault::denied);
  auto slow = query("SELECT pg_sleep(60)::text AS s");
  slow.answer_timeout = seconds(1);
  EXPECT_NE(why(slow).what.find("longer than answer_timeout"), std::string::npos);
}

TEST_F(PostgresqlTest, WhoIsNotLetInIsDenied) {
  auto wrong = query("SELECT 1 AS n");
  wrong.password = Secret("wrong");
  EXPECT_EQ(why(wrong).fault, Fault::denied) << why(wrong).what;
  wrong.password = Secret();
  EXPECT_EQ(why(wrong).fault, Fault::denied) << why(wrong).what;
  auto stranger = query("SELECT 1 AS n");
  stranger.user = "stranger";
  EXPECT_EQ(why(stranger).fault, Fault::denied);
  auto elsewhere = query("SELECT 1 AS n");
  elsewhere.database = "elsewhere";
  EXPECT_EQ(why(elsewhere).fault, Fault::unavailable);
  elsewhere.port = 1;
  EXPECT_NE(why(elsewhere).what.find("is not reached"), std::string::npos) << why(elsewhere).what;
}

TEST_F(PostgresqlTest, ACertificateIsLookedAtOnBothSides) {
  const test::TemporaryFolder folder;
  const auto other = test::make_certificate(folder.path(), "other", "IP:127.0.0.1");
  auto foreign = query("SELECT 1 AS n");
  foreign.ca = other.certificate;
  EXPECT_EQ(why(foreign).fault, Fault::denied);
  EXPECT_NE(why(foreign).what.find("not trusted"), std::string::npos) << why(foreign).what;
  auto unnamed = query("SELECT 1 AS n");
  unnamed.host = "localhost";
  EXPECT_EQ(why(unnamed).fault, Fault::denied) << why(unnamed).what;

  auto certified = query("SELECT current_user::text AS who, ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()");
  certified.user = test::certified_user;
  certified.password = Secret();
  EXPECT_EQ(why(certified).fault, Fault::denied) << "without a certificate";
  certified.certificate = server().client().certificate;
  certified.certificate_key = server().client().key;
  EXPECT_EQ(round(PostgresqlSource(certified)).lines, std::vector<std::string>{R"({"who":"test","ssl":true})"});
  certified.certificate = other.certificate;
  certified.certificate_key = other.key;
  EXPECT_EQ(why(certified).fault, Fault::denied) << why(certified).what;
}

TEST_F(PostgresqlTest, AnExpiredCertificateIsRefused) {
  const test::PostgresServer expired("IP:127.0.0.1", -1);
  auto config = query("SELECT 1 AS n");
  config.port = expired.port();
  config.ca = expired.ca();
  EXPECT_EQ(why(config).fault, Fault::denied);
  EXPECT_NE(why(config).what.find("has expired"), std::string::npos) << why(config).what;
}

TEST_F(PostgresqlTest, WritesARowForEachMessage) {
  PostgresqlSink sink(table());
  ASSERT_TRUE(sink.open({}));
  const Parcels parcels(
      {R"({"number":"A1","total_ore":3400,"seller":{"unit":"Östra"},"paid":true,"due":"2026-12-31","rest":{"a":[1.50]}})",
       R"({"number":"A2","total_ore":0,"seller":{"unit":"'; DROP TABLE x"}})"});
  EXPECT_EQ(outcomes(sink.write(parcels.all, {}), 2), (std::vector<std::string>{"ok", "ok"}));
  EXPECT_EQ(server().sql("SELECT * FROM invoices ORDER BY number"),
            "A1|3400|Östra|t|2026-12-31|{\"a\": [1.50]}\nA2|0|'; DROP TABLE x|||");
  EXPECT_EQ(sink.kept("delivery-1", {}).value()->receipt, "row in public.invoices");
  EXPECT_EQ(sink.kept("delivery-9", {}).value(), std::nullopt);
  // Again, and changed since by a later one.
  const Parcels later({R"({"number":"A1","total_ore":2})"}, "later-");
  EXPECT_EQ(outcomes(sink.write(later.all, {}), 1), std::vector<std::string>{"ok"});
  EXPECT_EQ(outcomes(sink.write(parcels.all, {}), 2), (std::vector<std::string>{"ok", "ok"}));
  EXPECT_EQ(server().sql("SELECT total FROM invoices WHERE number = 'A1'"), "2");
  EXPECT_EQ(outcomes(sink.write(one_.all, {}), 1),
            std::vector<std::string>{"rejected: the same delivery with other content was made before"});
}

TEST_F(PostgresqlTest, OfTwoDeliveriesOfOneRowTheLaterStays) {
  PostgresqlSink sink(table());
  const Parcels parcels({R"({"number":"A1","total_ore":1})", R"({"number":"A1","total_ore":2})"});
  EXPECT_EQ(outcomes(sink.write(parcels.all, {}), 2), (std::vector<std::string>{"ok", "ok"}));
  EXPECT_EQ(server().sql("SELECT total FROM invoices"), "2");
  EXPECT_EQ(server().sql("SELECT count(*) FROM sluss_deliveries"), "2");
}

TEST_F(PostgresqlTest, ARowThatIsRefusedIsRefusedAlone) {
  PostgresqlSink sink(table());
  const Parcels parcels({R"({"number":"A1","total_ore":1})", R"({"number":"A2"})",
                         R"({"number":"A3","total_ore":1e400})", R"({"number":"A4","total_ore":"19990101-9802"})",
                         R"({"number":"A5","total_ore":5,"due":"1st"})",
                         R"({"number":"A6","total_ore":6,"seller":{"unit":"Karolinska University Hospital"}})",
                         R"({"number":"A7","total_ore":7,"rest":"a\u0000b"})", R"({"number":"A8","total_ore":8})"});
  const auto all = outcomes(sink.write(parcels.all, {}), 8);
  EXPECT_EQ(all[0], "ok");
  EXPECT_EQ(all[7], "ok");
  for (std::size_t i = 1; i < 7; ++i) {
    EXPECT_TRUE(all[i].starts_with("rejected: ")) << all[i];
    EXPECT_EQ(all[i].find("1999"), std::string::npos) << all[i];
  }
  EXPECT_NE(all[1].find("column total"), std::string::npos) << all[1];
  EXPECT_EQ(server().sql("SELECT string_agg(number, ',' ORDER BY number) FROM invoices"), "A1,A8");
  EXPECT_EQ(server().sql("SELECT count(*) FROM sluss_deliveries"), "2");
}

TEST_F(PostgresqlTest, AConstraintThatIsLookedAtLastNamesItsRow) {
  server().sql(
      "SET ROLE sluss; CREATE TABLE units (id text PRIMARY KEY); INSERT INTO units VALUES ('known'); "
      "ALTER TABLE invoices ADD FOREIGN KEY (unit) REFERENCES units DEFERRABLE INITIALLY DEFERRED");
  PostgresqlSink sink(table());
  const Parcels parcels({R"({"number":"A1","total_ore":1,"seller":{"unit":"known"}})",
                         R"({"number":"A2","total_ore":1,"seller":{"unit":"unknown"}})",
                         R"({"number":"A3","total_ore":1})"});
  const auto all = outcomes(sink.write(parcels.all, {}), 3);
  EXPECT_EQ(all[0], "ok");
  EXPECT_TRUE(all[1].starts_with("rejected: what a column refers to does not exist")) << all[1];
  EXPECT_EQ(all[2], "ok");
  EXPECT_EQ(server().sql("SELECT string_agg(number, ',' ORDER BY number) FROM invoices"), "A1,A3");
}

TEST_F(PostgresqlTest, TheAnswerToTheCommitIsLost) {
  // As the whole of a statement: not the one of READ COMMITTED.
  const CutProxy proxy(server().port(), std::string("\0COMMIT\0", 8));
  auto config = table();
  config.tls = Tls::none;
  config.port = proxy.port();
  PostgresqlSink sink(config);
  EXPECT_EQ(outcomes(sink.write(one_.all, {}), 1), std::vector<std::string>{"ok"});
  EXPECT_TRUE(proxy.has_cut());
  EXPECT_EQ(server().sql("SELECT count(*), max(total) FROM invoices"), "1|1");
  EXPECT_EQ(server().sql("SELECT count(*) FROM sluss_deliveries"), "1");
}

TEST_F(PostgresqlTest, TheServersProcessIsKilledAtTheCommit) {
  server().sql(
      "SET ROLE sluss; CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(20); "
      "RETURN NULL; END'; CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON invoices DEFERRABLE INITIALLY DEFERRED "
      "FOR EACH ROW EXECUTE FUNCTION slow()");
  PostgresqlSink sink(table());
  std::vector<std::string> first;
  {
    const std::jthread writer([&] { first = outcomes(sink.write(one_.all, {}), 1); });
    int backend = 0;
    for (int i = 0; i < 400 && backend == 0; ++i) {
      std::this_thread::sleep_for(milliseconds(50));
      backend = server().backend("COMMIT");
    }
    ASSERT_NE(backend, 0);
    ::kill(backend, SIGKILL);
  }
  // The server starts anew, and was asked while it did.
  ASSERT_EQ(first.size(), 1U);
  EXPECT_TRUE(first[0].starts_with("unknown_outcome: ")) << first[0];
  for (int i = 0; i < 400; ++i) {
    try {
      server().sql("DROP TRIGGER slow ON invoices");
      break;
    } catch (const std::runtime_error&) {
      std::this_thread::sleep_for(milliseconds(50));
    }
  }
  EXPECT_EQ(server().sql("SELECT count(*) FROM invoices"), "0");
  EXPECT_EQ(outcomes(sink.write(one_.all, {}), 1), std::vector<std::string>{"ok"});
  EXPECT_EQ(server().sql("SELECT count(*) FROM invoices"), "1");
}

TEST_F(PostgresqlTest, TheServerIsStoppedInTheMiddle) {
  server().sql("INSERT INTO registrations (id, name) SELECT n, repeat('x', 1000) FROM generate_series(1, 50000) n");
  PostgresqlSource source(query("SELECT * FROM registrations"));
  const auto read = source.read({}).value();
  std::vector<char> buffer(10'000);
  ASSERT_TRUE(read->input->read(buffer));
  PostgresqlSink sink(table());
  ASSERT_TRUE(sink.open({}));
  server().stop();
  std::optional<Error> error;
  while (!error) {
    const auto got = read->input->read(buffer);
    if (!got) error = got.error();
    else ASSERT_GT(*got, 0U);
  }
  EXPECT_EQ(error->fault, Fault::unavailable);
  EXPECT_EQ(read->input->position(), "");
  EXPECT_TRUE(outcomes(sink.write(one_.all, {}), 1).at(0).starts_with("unavailable: "));
  EXPECT_EQ(why(query("SELECT 1 AS n")).fault, Fault::unavailable);
  server().start();
  EXPECT_EQ(outcomes(sink.write(one_.all, {}), 1), std::vector<std::string>{"ok"});
}

TEST_F(PostgresqlTest, AFullDiskIsTriedLaterAndLeavesNothing) {
  server().sql(
      "SET ROLE sluss; CREATE FUNCTION full() RETURNS trigger LANGUAGE plpgsql AS "
      "$$BEGIN RAISE 'could not extend file' USING ERRCODE = '53100'; END$$; "
      "CREATE TRIGGER full_at_two BEFORE INSERT ON invoices FOR EACH ROW WHEN (NEW.number = 'A2') "
      "EXECUTE FUNCTION full()");
  const Parcels two({R"({"number":"A1","total_ore":1})", R"({"number":"A2","total_ore":2})"});
  PostgresqlSink sink(table());
  ASSERT_TRUE(sink.open({}));
  const auto full = outcomes(sink.write(two.all, {}), 2);
  EXPECT_TRUE(full.front().starts_with("unavailable: ")) << full.front();
  EXPECT_NE(full.front().find("its disk is full"), std::string::npos) << full.front();
  EXPECT_EQ(server().sql("SELECT count(*) FROM invoices"), "0");
  EXPECT_EQ(server().sql("SELECT count(*) FROM sluss_deliveries"), "0");
  server().sql("DROP TRIGGER full_at_two ON invoices");
  EXPECT_EQ(outcomes(sink.write(two.all, {}), 2), (std::vector<std::string>{"ok", "ok"}));
}

TEST_F(PostgresqlTest, GarbageAndSilenceAreAServerThatIsAway) {
  using Behaviour = test::Behaviour;
  test::FaultServer peer({"HTTP/1.1 400 Bad Request\r\n\r\n", Behaviour::Reads::nothing, Behaviour::Then::close});
  auto config = query("SELECT 1 AS n");
  config.port = peer.port();
  config.connect_timeout = seconds(1);
  for (const auto then :
       {Behaviour::Then::close, Behaviour::Then::reset, Behaviour::Then::hang, Behaviour::Then::drip}) {
    for (const auto* answer : {"HTTP/1.1 400 Bad Request\r\n\r\n", "", "S", "N"}) {
      peer.behave({answer, Behaviour::Reads::nothing, then});
      EXPECT_NE(why(config).fault, Fault::internal) << answer;
      EXPECT_TRUE(why(config).fault == Fault::unavailable || why(config).fault == Fault::denied) << answer;
    }
  }
}

TEST_F(PostgresqlTest, AStopBreaksOffTheWaiting) {
  std::stop_source stop;
  PostgresqlSource source(query("SELECT pg_sleep(60)::text AS s"));
  const std::jthread stopper([&] {
    std::this_thread::sleep_for(milliseconds(500));
    stop.request_stop();
  });
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(source.read(stop.get_token()).error().fault, Fault::cancelled);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, seconds(10));
}

TEST_F(PostgresqlTest, AHundredThousandRowsAreReadInFlatMemory) {
  if (!test::memory_can_be_measured) GTEST_SKIP() << "the sanitizer keeps what was freed";
  server().sql("INSERT INTO registrations (id, name) SELECT n, repeat('x', 400) FROM generate_series(1, 100000) n");
  const auto read = read_all(PostgresqlSource(query("SELECT * FROM registrations", "id")));
  EXPECT_EQ(read.rows, 100'000);
  EXPECT_GT(read.bytes, 40'000'000);
  EXPECT_LT(read.more_memory, 8 * 1024) << "KiB";
  std::cout << read.bytes << " bytes read with " << read.more_memory << " KiB more\n";
}

TEST_F(PostgresqlTest, TwentyThousandRowsAreWrittenABatchATransactionInFlatMemory) {
  if (!test::memory_can_be_measured) GTEST_SKIP() << "the sanitizer keeps what was freed";
  PostgresqlSink sink(table());
  ASSERT_TRUE(sink.open({}));
  const auto written = write_many(sink, 20'000);
  EXPECT_EQ(written.rows, 20'000);
  EXPECT_EQ(server().sql("SELECT count(*), sum(total), count(DISTINCT xmin::text) FROM invoices"), "20000|199990000|20")
      << "rows, their sum, and the transactions that wrote them";
  EXPECT_LT(written.more_memory, 6 * 1024) << "KiB";
  std::cout << written.bytes << " bytes written with " << written.more_memory << " KiB more\n";
  // Again: each is known by its key, and no row is touched.
  EXPECT_EQ(write_many(sink, rows_of_a_batch).rows, rows_of_a_batch);
  EXPECT_EQ(server().sql("SELECT count(*), count(DISTINCT xmin::text) FROM invoices"), "20000|20");
  EXPECT_EQ(server().sql("SELECT count(*) FROM sluss_deliveries"), "20000");
}

TEST_F(PostgresqlTest, TheProbesLeaveNothing) {
  server().sql("SET ROLE sluss; CREATE SEQUENCE counted; ALTER TABLE invoices ADD n int DEFAULT nextval('counted')");
  const auto probed = PostgresqlSinkProbe(table()).probe({});
  EXPECT_TRUE(probed) << probed.error().what;
  EXPECT_EQ(server().sql("SELECT (SELECT count(*) FROM invoices) + (SELECT count(*) FROM sluss_deliveries), is_called "
                         "FROM counted"),
            "0|f");
  EXPECT_TRUE(PostgresqlSourceProbe(query("SELECT id FROM registrations")).probe({}));
  EXPECT_FALSE(PostgresqlSourceProbe(query("SELECT id FROM nurses")).probe({}));
  auto unkeyed = table();
  unkeyed.key = {"unit"};
  EXPECT_NE(PostgresqlSinkProbe(unkeyed).probe({}).error().what.find("no unique constraint"), std::string::npos);
  server().sql("REVOKE INSERT ON invoices FROM sluss; ALTER TABLE invoices OWNER TO postgres");
  EXPECT_EQ(PostgresqlSinkProbe(table()).probe({}).error().fault, Fault::denied);
}

}  // namespace
}  // namespace sluss::sql

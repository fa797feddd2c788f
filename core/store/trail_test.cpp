// Following things through a large store: it is never looked through where an index leads.
#include <sqlite3.h>

#include "store/sqlite_books.h"
#include "store/sqlite_messages.h"
#include "store/sqlite_trail.h"
#include "store/store_fixture.h"

namespace sluss::store {
namespace {

using Ids = std::vector<std::int64_t>;

class TrailTest : public StoreTest {};

TEST_F(TrailTest, finds_current_messages_by_key_in_every_channel) {
  const auto transaction = writing();
  append(*transaction, "P1");
  append(*transaction, "P2");
  auto other = message(*transaction, "P1");
  other.channel = "blad.placements";
  must(transaction->messages().append(other));
  append(*transaction, "P1", 1);
  EXPECT_EQ(must(transaction->trail().with_key("P1")), (Ids{3, 4}));
  EXPECT_EQ(must(transaction->trail().with_key("P2")), Ids{2});
  EXPECT_TRUE(must(transaction->trail().with_key("P3")).empty());
}

TEST_F(TrailTest, gives_all_versions_of_an_item) {
  const auto transaction = writing();
  append(*transaction, "P1");
  append(*transaction, "P2");
  append(*transaction, "P1", 1);
  append(*transaction, "P1", 1);
  EXPECT_EQ(must(transaction->trail().versions(1)), (Ids{1, 3, 4}));
  EXPECT_EQ(must(transaction->trail().versions(2)), Ids{2});
  EXPECT_TRUE(must(transaction->trail().versions(3)).empty()) << "a later version is no item";
  EXPECT_TRUE(must(transaction->trail().versions(9)).empty());
}

TEST_F(TrailTest, finds_the_message_of_a_delivery) {
  const auto transaction = writing();
  append(*transaction, "P1");
  must(transaction->deliveries().add(1, "peppol", "peppol/P1/1"));
  EXPECT_EQ(must(transaction->trail().of_delivery("peppol/P1/1")), 1);
  EXPECT_FALSE(must(transaction->trail().of_delivery("peppol/P1/2")));
}

TEST_F(TrailTest, finds_a_run) {
  const auto transaction = writing();
  store::Run run;
  run.pipeline = "nightly";
  run.state = "running";
  const auto id = must(transaction->runs().begin(run));
  EXPECT_EQ(must(transaction->trail().run(id))->pipeline, "nightly");
  EXPECT_FALSE(must(transaction->trail().run(id + 1)));
}

TEST_F(TrailTest, gives_what_people_decided_about_one_message_and_not_who_looked) {
  const auto transaction = writing();
  for (const auto& [action, what] : std::vector<std::pair<std::string, std::string>>{{"discard", "message 1"},
                                                                                     {"discard", "message 12"},
                                                                                     {"look", "message 1"},
                                                                                     {"retry", "message 1 to peppol"},
                                                                                     {"look", "the basis"}})
    must(transaction->audit().add({Instant{}, "anna", action, what, "why"}));
  const auto decisions = must(transaction->trail().decisions(1));
  ASSERT_EQ(decisions.size(), 2U);
  EXPECT_EQ(decisions[0].action, "discard");
  EXPECT_EQ(decisions[1].what, "message 1 to peppol");
}

/// 200,000 placements of two versions each thousandth, all billed on a thousand invoices, each delivered.
constexpr auto large_store = R"sql(
PRAGMA foreign_keys = OFF;
INSERT INTO name (id, text) VALUES (901, 'klipp.placements'), (902, 'placement'), (903, 'HT2026'), (904, 'peppol');
CREATE TEMP TABLE n AS WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 200000) SELECT i FROM c;
INSERT INTO message SELECT i, i - (i % 1000 = 0) * 10, 901, 'P' || (i - (i % 1000 = 0) * 10), 902, 903, 0, 0,
  zeroblob(32), 1, 903, NULL, i, NULL, NULL FROM n;
INSERT INTO content (message, body, raw) SELECT i, '{}', '' FROM n;
INSERT INTO item SELECT 901, 'P' || i, i + (i % 1000 = 990) * 10 FROM n WHERE i % 1000 != 0;
INSERT INTO billing_group SELECT i, 'unit' || i, 'uni', 'avtal', 'HT2026' FROM n WHERE i <= 1000;
INSERT INTO invoice SELECT i, 100000 + i, 'key' || i, '1', i, i, 0, 20000, 100, zeroblob(32), i, NULL, NULL FROM n WHERE i <= 1000;
INSERT INTO line SELECT i, i, i, 'P' || i, i, i % 1000 + 1, 20000, 5, 100, 100, i % 1000 + 1, NULL FROM n;
INSERT INTO ledger SELECT i, 202609, i, 31 FROM n;
INSERT INTO delivery (id, message, connection, key, state, attempts, receipt, item)
  SELECT i, i, 904, 'peppol/' || i, 2, 1, '', i FROM n WHERE i <= 1000;
UPDATE delivery SET state = 4 WHERE id = 7;
UPDATE message SET state = 4, reason = 'waits' WHERE id = 8;
ANALYZE;
)sql";

class LargeStore : public StoreTest {
 protected:
  LargeStore() {
    store_.reset();
    tamper(large_store);
    database_ = must(Database::open(file()));
  }

  /// What SQLite would look through for the statements used since the store was opened, table by table.
  std::vector<std::string> scans() {
    std::vector<std::string> found;
    auto* handle = database_->connection().getHandle();
    std::vector<std::string> used;
    for (auto* one = ::sqlite3_next_stmt(handle, nullptr); one != nullptr; one = ::sqlite3_next_stmt(handle, one))
      used.emplace_back(::sqlite3_sql(one));
    for (const auto& sql : used) {
      if (!sql.starts_with("SELECT") && !sql.starts_with("WITH")) continue;
      SQLite::Statement plan(database_->connection(), "EXPLAIN QUERY PLAN " + sql);
      while (plan.executeStep()) {
        if (const auto step = plan.getColumn(3).getString(); step.starts_with("SCAN")) found.push_back(step);
      }
    }
    return found;
  }
  std::unique_ptr<Database> database_;
};

TEST_F(LargeStore, is_not_looked_through_to_follow_a_thing) {
  SqliteTrail trail(*database_);
  EXPECT_EQ(must(trail.with_key("P150000")), Ids{});
  EXPECT_EQ(must(trail.with_key("P150001")), Ids{150001});
  EXPECT_EQ(must(trail.versions(150001)), Ids{150001});
  EXPECT_EQ(must(trail.versions(149990)), (Ids{149990, 150000}));
  EXPECT_EQ(must(trail.of_delivery("peppol/7")), 7);
  EXPECT_FALSE(must(trail.run(7)));
  SqliteBooks books(*database_);
  EXPECT_EQ(must(books.invoice("100007"))->message, 7);
  EXPECT_EQ(must(books.invoice_in(7))->number, "100007");
  EXPECT_EQ(must(books.lines_of_invoice("100007")).size(), 200U);
  EXPECT_EQ(must(books.lines_of_item(150001)).size(), 1U);
  EXPECT_TRUE(must(SqliteMessages(*database_).get(150001, Damage::refuse)));
  // The look-up of keys walks from channel to channel, of which there are a few.
  for (const auto& scan : scans()) EXPECT_EQ(scan, "SCAN each");
}

TEST_F(LargeStore, is_not_looked_through_to_find_what_waits_for_a_person) {
  SqliteMessages messages(*database_);
  MessageFilter held;
  held.state = State::held;
  held.reason_like = "WAIT";
  ASSERT_EQ(must(messages.list(held)).size(), 1U);
  MessageFilter undelivered;
  undelivered.undelivered = true;
  const auto doubtful = must(messages.list(undelivered));
  ASSERT_EQ(doubtful.size(), 1U);
  EXPECT_EQ(doubtful[0].message.id, 7);
  // The partial index of the deliveries that are not done holds nothing else.
  for (const auto& scan : scans()) EXPECT_EQ(scan, "SCAN delivery USING INDEX delivery_undone");
}

TEST_F(TrailTest, reasons_are_found_by_a_part_of_them) {
  const auto transaction = writing();
  for (const auto* key : {"P1", "P2"}) append(*transaction, key);
  must(transaction->messages().set_state(1, State::held, "has no price for programme SSK", std::nullopt));
  must(transaction->messages().set_state(2, State::rejected, "no date", std::nullopt));
  MessageFilter filter;
  filter.reason_like = "NO price%SSK";
  ASSERT_EQ(must(transaction->messages().list(filter)).size(), 1U);
  filter.reason_like = "no ";
  EXPECT_EQ(must(transaction->messages().list(filter)).size(), 2U);
  filter.state = State::rejected;
  EXPECT_EQ(must(transaction->messages().list(filter)).front().message.id, 2);
}

}  // namespace
}  // namespace sluss::store

#include "store/store_fixture.h"

namespace sluss::store {
namespace {

const Instant noon{std::chrono::seconds(1'800'000'000)};

class History : public StoreTest {
 protected:
  static store::Run run_of(const std::string& pipeline) {
    store::Run run;
    run.pipeline = pipeline;
    run.trigger = "schedule";
    run.state = "running";
    run.started = noon;
    run.configuration = "c0ffee";
    run.version = "0.1.0";
    return run;
  }
  void log(const std::string& action) {
    const auto transaction = writing();
    must(transaction->audit().add({noon, "anna", action, "message 1", ""}));
    must(transaction->commit());
  }
  /// Lets the audit log be changed, as somebody with the file could.
  void rewrite_audit(const std::string& sql) const {
    tamper("DROP TRIGGER audit_stays; DROP TRIGGER audit_keeps; " + sql);
  }
  std::optional<std::int64_t> broken_row() { return must(reading()->audit().verify()); }
};

TEST_F(History, a_cursor_is_kept_with_the_messages_it_stands_for_or_not_at_all) {
  {
    const auto lost = writing();
    append(*lost, "P1");
    must(lost->cursors().set({"klipp.placements", "placeringar.csv", "v1", 1, 1}));
  }
  const auto transaction = writing();
  EXPECT_FALSE(must(transaction->cursors().find("klipp.placements", "placeringar.csv")));
  EXPECT_FALSE(must(transaction->messages().find("klipp.placements", "P1")));
  must(transaction->cursors().set({"klipp.placements", "placeringar.csv", "v1", 1, 1}));
  must(transaction->cursors().set({"klipp.placements", "placeringar.csv", "v2", 2, 7}));
  const auto cursor = must(transaction->cursors().find("klipp.placements", "placeringar.csv"));
  ASSERT_TRUE(cursor);
  EXPECT_EQ(cursor->version, "v2");
  EXPECT_EQ(cursor->rows, 2);
  EXPECT_EQ(cursor->run, 7);
  EXPECT_FALSE(must(transaction->cursors().find("blad.placements", "placeringar.csv")));
}

TEST_F(History, a_run_is_kept_with_its_report) {
  const auto transaction = writing();
  const auto id = must(transaction->runs().begin(run_of("nightly")));
  must(transaction->runs().end(id, "done", noon + std::chrono::seconds(5), *parse_json(R"({"read":7})")));
  const auto runs = must(transaction->runs().list("nightly", 10));
  ASSERT_EQ(runs.size(), 1U);
  EXPECT_EQ(runs[0].state, "done");
  EXPECT_EQ(runs[0].trigger, "schedule");
  EXPECT_EQ(runs[0].started, noon);
  EXPECT_EQ(runs[0].ended, noon + std::chrono::seconds(5));
  EXPECT_EQ(runs[0].configuration, "c0ffee");
  EXPECT_EQ(*runs[0].report["read"].as_int(), 7);
}

TEST_F(History, a_run_that_never_ended_shows_as_interrupted_when_the_next_begins) {
  const auto transaction = writing();
  must(transaction->runs().begin(run_of("nightly")));
  must(transaction->runs().begin(run_of("weekly")));
  must(transaction->runs().begin(run_of("nightly")));
  const auto runs = must(transaction->runs().list("", 10));
  ASSERT_EQ(runs.size(), 3U);
  EXPECT_EQ(runs[0].state, "running");
  EXPECT_EQ(runs[1].state, "running") << "another pipeline's run";
  EXPECT_EQ(runs[2].state, "interrupted");
  EXPECT_EQ(must(transaction->runs().list("nightly", 1)).size(), 1U);
}

TEST_F(History, a_run_that_was_killed_shows_as_interrupted_after_a_restart) {
  {
    const auto transaction = writing();
    must(transaction->runs().begin(run_of("nightly")));
    must(transaction->commit());
  }
  open();
  const auto transaction = writing();
  must(transaction->runs().begin(run_of("nightly")));
  EXPECT_EQ(must(transaction->runs().list("nightly", 10)).at(1).state, "interrupted");
}

TEST_F(History, the_audit_log_is_kept_in_order) {
  log("first");
  log("second");
  const auto entries = must(reading()->audit().list(10));
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].action, "second");
  EXPECT_EQ(entries[1].action, "first");
  EXPECT_EQ(entries[1].who, "anna");
  EXPECT_FALSE(broken_row());
}

TEST_F(History, the_audit_log_cannot_be_changed) {
  log("first");
  EXPECT_THROW(tamper("UPDATE audit SET who = 'nobody'"), SQLite::Exception);
  EXPECT_THROW(tamper("DELETE FROM audit"), SQLite::Exception);
  EXPECT_THROW(tamper("INSERT OR REPLACE INTO audit SELECT id, at, 'nobody', action, what, detail, chain FROM audit"),
               SQLite::Exception);
}

TEST_F(History, an_audit_row_that_was_altered_is_found) {
  for (const auto* action : {"first", "second", "third"}) log(action);
  rewrite_audit("UPDATE audit SET who = 'nobody' WHERE id = 2");
  EXPECT_EQ(broken_row(), 2);
}

TEST_F(History, an_audit_row_that_was_taken_out_is_found) {
  for (const auto* action : {"first", "second", "third"}) log(action);
  rewrite_audit("DELETE FROM audit WHERE id = 2");
  EXPECT_EQ(broken_row(), 2);
}

}  // namespace
}  // namespace sluss::store

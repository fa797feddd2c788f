// `sluss store restore`: the old store or the new one, whole; nothing is delivered a second time after it.
#include "store/store_house.h"

namespace sluss::test {
namespace {

class Restore : public StoreHouse {
 protected:
  std::vector<Row> first_ = {{.id = "P1"}, {.id = "P2", .end = "x", .personnummer = "19550101-9813"}};
  std::vector<Row> second_ = {{.id = "P1", .end = "2026-09-29"},
                              {.id = "P3", .term = "VT2026", .start = "2026-02-02", .end = "2026-02-20"}};

  void night(const std::string& name, const std::vector<Row>& rows) const {
    world_.put(name, rows);
    static_cast<void>(world_.sync());
  }
  [[nodiscard]] std::string backup() const { return path("backup.db"); }
  std::string restore(int exit = 0) const {
    return expect_store({"restore", backup(), "--reason", "the disk broke"}, exit);
  }
  void outbox_away() const { fs::rename(world_.root() / "outbox", world_.root() / "away"); }
  void outbox_back() const { fs::rename(world_.root() / "away", world_.root() / "outbox"); }
};

// The folder knows its keys: what is in doubt is settled by the next night.
TEST_F(Restore, after_it_nothing_is_delivered_twice_and_the_books_balance) {
  outbox_away();
  night("placeringar-1.csv", first_);
  expect_store({"backup", backup()});
  outbox_back();
  night("placeringar-2.csv", second_);
  const auto outbox = world_.outbox();
  ASSERT_EQ(outbox.size(), 3U);
  const auto invoices = world_.sluss({"invoices", "list"}).out;

  const auto said = restore();
  EXPECT_NE(said.find("1 delivery is in doubt: it may"), std::string::npos) << said;
  EXPECT_EQ(sql("SELECT state, receipt FROM delivery"),
            "4|a backup was restored: it may have been delivered after the backup was made\n");
  EXPECT_EQ(sql("SELECT action, what, detail FROM audit WHERE action != 'audit'"),
            "restore|backup.db, 1 delivery in doubt|the disk broke\n");
  night("placeringar-2.csv", second_);
  EXPECT_EQ(world_.outbox(), outbox);
  EXPECT_EQ(world_.sluss({"invoices", "list"}).out, invoices);
  EXPECT_EQ(sql("SELECT count(*) FROM delivery WHERE state != 2"), "0\n");
  expect_balance();
  expect_store({"verify"});
}

TEST_F(Restore, an_invoice_that_comes_out_otherwise_is_refused_by_the_folder_and_waits) {
  night("placeringar-1.csv", first_);
  expect_store({"backup", backup()});
  night("placeringar-2.csv", second_);
  const auto outbox = world_.outbox();
  restore();
  world_.at = "2027-02-05";  // another day: another date on the invoice
  night("placeringar-2.csv", second_);
  EXPECT_EQ(world_.outbox(), outbox);
  EXPECT_EQ(sql("SELECT group_concat(state) FROM delivery"), "2,3,3\n");
  restore();
  world_.at = "2027-02-01";
  night("placeringar-x.csv", {second_.back()});  // the export is lost, and another takes its place
  EXPECT_EQ(world_.outbox(), outbox);
}

TEST_F(Restore, keeps_the_store_as_it_was_with_what_only_its_log_held) {
  night("placeringar-1.csv", first_);
  expect_store({"backup", backup()});
  night("placeringar-2.csv", second_);
  // A process that died has left a log.
  const auto lived = content_of(store());
  run({"sqlite3", store().string(), ".dbconfig no_ckpt_on_close on",
       "INSERT INTO alarm VALUES ('from the log', '', 0, NULL)"},
      world_.root() / "scratch");
  ASSERT_GT(fs::file_size(store().string() + "-wal"), 0U);
  restore();
  const auto old = kept("sluss.db.before-restore-");
  EXPECT_EQ(sql("SELECT key FROM alarm", old), "from the log\n");
  sql("DELETE FROM alarm", old);
  EXPECT_EQ(content_of(old), lived);
  EXPECT_EQ(fs::status(old).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(Restore, needs_a_reason) {
  night("placeringar-1.csv", first_);
  expect_store({"backup", backup()});
  EXPECT_NE(expect_store({"restore", backup()}, 2).find("--reason"), std::string::npos);
}

TEST_F(Restore, is_refused_while_a_daemon_has_the_store) {
  night("placeringar-1.csv", first_);
  expect_store({"backup", backup()});
  Process daemon(world_.command({"run"}), world_.root() / "scratch");
  while (daemon.err_so_far().find("started") == std::string::npos) ASSERT_TRUE(daemon.running());
  const auto before = content_of(store());
  EXPECT_NE(restore(3).find("a daemon works with the store; stop it first"), std::string::npos);
  EXPECT_EQ(content_of(store()), before);
  daemon.send(SIGTERM);
  EXPECT_EQ(daemon.wait().exit, 0);
  restore();
}

TEST_F(Restore, is_refused_while_a_run_of_any_pipeline_is_under_way) {
  night("placeringar-1.csv", first_);
  expect_store({"backup", backup()});
  // As a run of a pipeline that this configuration does not have holds it.
  const auto lock = store().string() + ".yearly.lock";
  Process other({"flock", lock, "sleep", "600"}, world_.root() / "scratch");
  while (run({"flock", "-n", lock, "true"}, world_.root() / "scratch").exit == 0) ASSERT_TRUE(other.running());
  EXPECT_NE(restore(3).find("a run of yearly is under way"), std::string::npos);
}

TEST_F(Restore, of_a_faulty_backup_changes_nothing) {
  night("placeringar-1.csv", first_);
  expect_store({"backup", backup()});
  const auto before = content_of(store());
  sql("UPDATE content SET raw = 'x' WHERE message = 1", backup());
  EXPECT_NE(restore(4).find("message 1: its content is not what was written"), std::string::npos);
  write_file(backup(), std::string(8192, 'x'));
  EXPECT_NE(restore(4).find("is no Sluss store"), std::string::npos);
  fs::remove(backup());
  EXPECT_NE(restore(3).find("there is no file"), std::string::npos);
  EXPECT_EQ(content_of(store()), before);
}

TEST_F(Restore, where_the_store_is_gone_or_can_no_longer_be_read) {
  night("placeringar-1.csv", first_);
  expect_store({"backup", backup()});
  fs::remove_all(store().parent_path());
  restore();
  EXPECT_EQ(names_in(store().parent_path()), std::vector<std::string>{"sluss.db"});
  expect_store({"verify"});

  write_file(store(), std::string(8192, 'x'));
  write_file(store().string() + "-wal", "left over");
  restore();
  expect_store({"verify"});
  const auto old = kept("sluss.db.before-restore-");
  EXPECT_EQ(read_file(old), std::string(8192, 'x'));
  EXPECT_EQ(read_file(old.string() + "-wal"), "left over");
}

TEST_F(Restore, killed_at_any_write_leaves_the_old_store_or_the_new_one_whole) {
  night("placeringar-1.csv", first_);
  expect_store({"backup", backup()});
  night("placeringar-2.csv", second_);
  const auto files = world_.folder("store");
  const auto old = content_of(store());
  restore();
  const auto restored = content_of(store());
  int old_ones = 0, new_ones = 0;
  const auto kills = kill_at_each_write(
      {"store", "restore", backup(), "--reason", "the disk broke"}, 13, [&] { put_back(files); },
      [&](const std::string& where) {
        expect_store({"verify"});
        const auto found = content_of(store());
        (found == old ? old_ones : new_ones) += 1;
        EXPECT_TRUE(found == old || found == restored) << where;
        const bool is_kept = found == old || content_of(kept("sluss.db.before-")) == old;
        EXPECT_TRUE(is_kept) << where;
      });
  EXPECT_GE(kills, 40);
  EXPECT_GT(old_ones, 0);
  EXPECT_GT(new_ones, 0);
  restore();
  for (const auto& name : names_in(store().parent_path()))
    EXPECT_TRUE(name == "sluss.db" || name.starts_with("sluss.db.before-restore-")) << name << " was left behind";
}

TEST_F(Restore, killed_where_the_old_store_cannot_be_read_leaves_it_or_the_new_one) {
  night("placeringar-1.csv", first_);
  expect_store({"backup", backup()});
  const std::string broken(8192, 'x');
  kill_at_each_write(
      {"store", "restore", backup(), "--reason", "the disk broke"}, 29,
      [&] {
        put_back({{"sluss.db", broken}, {"sluss.db-wal", "left over"}});
      },
      [&](const std::string& where) {
        if (read_file(store()) != broken) expect_store({"verify"});
        else EXPECT_EQ(sluss_store({"verify"}).exit, 4) << where << ": never a new, empty store";
      });
}

}  // namespace
}  // namespace sluss::test

// `sluss store backup`: whole, verified, while others write; never half a file under a final name.
#include "store/store_house.h"

namespace sluss::test {
namespace {

class Backup : public StoreHouse {
 protected:
  void SetUp() override {
    fs::create_directories(world_.root() / "backups");
    world_.put("placeringar.csv", {{.id = "P1"}, {.id = "P2", .programme = "UTAN", .personnummer = "19550101-9813"}});
    static_cast<void>(world_.sync());
  }
  [[nodiscard]] fs::path backups() const { return world_.root() / "backups"; }
};

/// Enough rows for a run of several commits.
std::vector<Row> many(const std::string& term, const std::string& start, const std::string& end) {
  std::vector<Row> rows;
  for (int i = 0; i < 5'000; ++i) {
    Row row;
    row.id = term + "-" + std::to_string(i);
    row.programme = "PRG" + std::to_string(i);
    row.term = term;
    row.start = start;
    row.end = end;
    rows.push_back(row);
  }
  return rows;
}

TEST_F(Backup, is_one_whole_file_that_its_owner_alone_can_read) {
  const auto file = backups() / "sluss copy.db";
  expect_store({"backup", file.string()});
  EXPECT_EQ(names_in(backups()), std::vector<std::string>{"sluss copy.db"});
  EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(content_of(file), content_of(store()));
}

TEST_F(Backup, in_a_folder_is_named_by_the_moment) {
  world_.at = "2027-02-01T02:30:00Z";
  expect_store({"backup", path("backups")});
  EXPECT_EQ(names_in(backups()), std::vector<std::string>{"sluss-20270201T023000Z.db"});
}

TEST_F(Backup, never_takes_the_place_of_a_file_unasked) {
  const auto file = path("backups/b.db");
  expect_store({"backup", file});
  EXPECT_NE(expect_store({"backup", file}, 2).find("exists already"), std::string::npos);
  EXPECT_NE(expect_store({"backup", store().string(), "--replace"}, 2).find("is the store itself"), std::string::npos);
}

TEST_F(Backup, replaces_only_an_earlier_state_of_this_store) {
  const auto file = path("backups/b.db");
  expect_store({"backup", file});
  static_cast<void>(world_.sync());
  expect_store({"backup", file, "--replace"});
  EXPECT_EQ(sql("SELECT count(*) FROM run", file), "2\n");

  sql("INSERT INTO run SELECT NULL, pipeline, trigger, state, started, ended, configuration, version, report, modules "
      "FROM run LIMIT 1",
      file);
  EXPECT_NE(expect_store({"backup", file, "--replace"}, 2).find("no earlier backup of this store"), std::string::npos);
  write_file(path("backups/letter.txt"), "kept");
  expect_store({"backup", path("backups/letter.txt"), "--replace"}, 2);
  EXPECT_EQ(read_file(path("backups/letter.txt")), "kept");
}

TEST_F(Backup, keeps_the_newest_of_its_own) {
  write_file(backups() / "sluss-20200101T000000Z.db", "no backup of ours");
  for (const auto* day : {"2027-02-01", "2027-02-02", "2027-02-03"}) {
    world_.at = day;
    expect_store({"backup", path("backups"), "--keep", "2"});
  }
  EXPECT_EQ(names_in(backups()), (std::vector<std::string>{"sluss-20200101T000000Z.db", "sluss-20270202T000000Z.db",
                                                           "sluss-20270203T000000Z.db"}));
  // A clock that was set back makes the newest look the oldest.
  world_.at = "2027-01-01";
  expect_store({"backup", path("backups"), "--keep", "1"});
  EXPECT_EQ(names_in(backups()), (std::vector<std::string>{"sluss-20200101T000000Z.db", "sluss-20270101T000000Z.db"}));
  expect_store({"backup", path("backups"), "--keep", "0"}, 2);
}

TEST_F(Backup, of_a_faulty_store_is_refused_and_no_older_one_is_removed) {
  expect_store({"backup", path("backups"), "--keep", "1"});
  sql("UPDATE content SET body = replace(body, 'SSK', 'SSL') WHERE message = 1");
  world_.at = "2027-02-02";
  const auto said = expect_store({"backup", path("backups"), "--keep", "1"}, 4);
  EXPECT_NE(said.find("message 1: its content is not what was written"), std::string::npos) << said;
  EXPECT_EQ(names_in(backups()), std::vector<std::string>{"sluss-20270201T000000Z.db"});
}

TEST_F(Backup, into_no_folder_or_of_no_store_is_told) {
  EXPECT_NE(expect_store({"backup", path("nowhere/b.db")}, 2).find("there is no folder"), std::string::npos);
  world_.configure("sluss.yaml", "store: ../store/other.db\n");
  EXPECT_NE(world_.sluss({"store", "backup", path("backups")}).exit, 0);
  EXPECT_FALSE(fs::exists(world_.root() / "store/other.db")) << "a backup makes no store";
}

TEST_F(Backup, killed_at_any_write_leaves_no_half_file_and_the_next_one_clears_up) {
  const auto kills = kill_at_each_write(
      {"store", "backup", path("backups")}, 5,
      [&] {
        fs::remove_all(backups());
        fs::create_directories(backups());
      },
      [&](const std::string& where) {
        const auto file = backups() / "sluss-20270201T000000Z.db";
        if (fs::exists(file)) expect_store({"verify", file.string()});
        world_.at = "2027-02-02";
        expect_store({"backup", path("backups")});
        world_.at = "2027-02-01";
        for (const auto& name : names_in(backups())) EXPECT_TRUE(name.ends_with("Z.db")) << where << ": " << name;
      });
  EXPECT_GE(kills, 10);
}

TEST_F(Backup, made_while_a_run_writes_are_whole_and_each_can_be_restored) {
  const auto offer = [&] {
    world_.put("placeringar-1.csv", many("HT2026", "2026-09-07", "2026-09-11"));
    world_.put("placeringar-2.csv", many("VT2026", "2026-02-02", "2026-02-06"));
    world_.put("placeringar-3.csv", many("HT2025", "2025-09-08", "2025-09-12"));
  };
  offer();
  std::vector<fs::path> made;
  {
    Process sync(world_.command({"sync", "nightly"}), world_.root() / "scratch");
    while (sync.running()) {
      const auto file = backups() / (std::to_string(made.size()) + ".db");
      expect_store({"backup", file.string()});
      if (sync.running()) made.push_back(file);
    }
  }
  ASSERT_FALSE(made.empty()) << "no backup was made while the run wrote";
  expect_balance();
  const auto outbox = world_.outbox();
  ASSERT_EQ(outbox.size(), 5U)
      << "an invoice for each term, and for P1, which is gone, the one it had and its credit note";
  const auto invoices = world_.sluss({"invoices", "list"}).out;

  // The first, the last, and one in between; each against the same outbox.
  for (const auto i : {std::size_t{0}, made.size() / 2, made.size() - 1}) {
    expect_store({"verify", made[i].string()});
    expect_store({"restore", made[i].string(), "--reason", "a drill"});
    offer();
    static_cast<void>(world_.sync());
    EXPECT_EQ(world_.outbox(), outbox);
    EXPECT_EQ(world_.sluss({"invoices", "list"}).out, invoices);
    expect_balance();
  }
}

}  // namespace
}  // namespace sluss::test

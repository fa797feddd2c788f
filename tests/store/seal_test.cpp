// A store that is sealed: a whole term's nights of it, and no name in any file that the store or its backups lie in.
#include "store/purge_house.h"

namespace sluss::test {
namespace {

class Sealed : public Purge {
 protected:
  void SetUp() override {
    fs::create_directories(world_.root() / "config/secrets");
    fs::create_directories(world_.root() / "backups");
    key("first", "made up for this test, and as long as keys are");
    key("second", "another one for this test, and just as long");
  }
  void key(const std::string& name, const std::string& text) const {
    const auto file = world_.root() / "config/secrets" / name;
    write_file(file, text + "\n");
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
  }
  void seal_with(const std::string& keys) { world_.configure("sluss.yaml", plain_ + "store_keys: " + keys + "\n"); }
  /// In the store's folder and among the backups.
  void expect_nowhere(const Row& row) const {
    for (const auto* folder : {"store", "backups"}) {
      for (const auto& [name, content] : world_.folder(folder)) {
        for (const auto& text : {row.given_name, row.family_name, row.personnummer,
                                 row.personnummer.substr(0, 8) + row.personnummer.substr(9)})
          EXPECT_EQ(content.find(text), std::string::npos) << folder << "/" << name;
      }
    }
  }

  std::string plain_ = read_file(world_.root() / "config/sluss.yaml");
  std::vector<Row> rows_ = {planted("P1", "19550101-9805"), planted("P2", "19550101-9813")};
};

TEST_F(Sealed, nights_bill_as_ever_and_no_file_holds_a_name) {
  night("placeringar-1.csv", rows_);
  const auto plain = world_.outbox();
  fs::remove_all(world_.root() / "store");
  fs::remove_all(world_.root() / "outbox");
  fs::create_directories(world_.root() / "outbox");

  seal_with("secret:first");
  night("placeringar-1.csv", rows_);
  EXPECT_EQ(world_.outbox(), plain);
  expect_nowhere(rows_.front());
  rows_.front().end = "2026-09-20";
  world_.put("placeringar-1.csv", rows_);
  EXPECT_EQ(world_.sluss({"plan", "nightly"}).exit, 0);
  expect_nowhere(rows_.front());
  static_cast<void>(world_.sync());
  expect_store({"backup", path("backups/b.db")});
  expect_store({"verify"});
  expect_store({"verify", path("backups/b.db")});
  expect_nowhere(rows_.front());
  expect_balance();
  const auto seen = world_.sluss({"messages", "show", "1", "--personal", "a test looks"}).out;
  EXPECT_NE(seen.find(rows_.front().family_name), std::string::npos) << seen;
}

TEST_F(Sealed, a_store_from_before_is_sealed_and_a_backup_restored) {
  night("placeringar-1.csv", rows_);
  EXPECT_TRUE(is_held(rows_.front().family_name));
  seal_with("secret:first");
  EXPECT_NE(expect_store({"seal"}).find("were sealed anew"), std::string::npos);
  expect_nowhere(rows_.front());
  expect_store({"backup", path("backups/b.db")});
  fs::remove_all(world_.root() / "store");
  expect_store({"restore", path("backups/b.db"), "--reason", "the disk broke"});
  expect_nowhere(rows_.front());
  expect_balance();
}

TEST_F(Sealed, a_key_is_changed_and_the_former_one_taken_away) {
  seal_with("secret:first");
  night("placeringar-1.csv", rows_);
  seal_with("secret:second");
  EXPECT_NE(world_.sluss({"sync", "nightly"}).err.find("store_keys"), std::string::npos);
  EXPECT_NE(expect_store({"verify"}, 4).find("store_keys"), std::string::npos);
  seal_with("[secret:second, secret:first]");
  expect_store({"verify"});
  expect_store({"seal"});
  seal_with("secret:second");
  expect_store({"verify"});
  expect_balance();
}

TEST_F(Sealed, killed_at_any_write_all_is_there_under_the_one_key_or_the_other) {
  seal_with("secret:first");
  night("placeringar-1.csv", rows_);
  const auto before = world_.folder("store");
  seal_with("[secret:second, secret:first]");
  const auto kills = kill_at_each_write(
      {"store", "seal"}, 7, [&] { put_back(before); },
      [&](const std::string& where) {
        SCOPED_TRACE(where);
        expect_store({"verify"});
        expect_nowhere(rows_.front());
      });
  EXPECT_GT(kills, 5);
}

TEST_F(Sealed, what_is_no_key_is_refused_and_not_repeated) {
  key("short", "hemligt");
  seal_with("[secret:short, secret:first, secret:first]");
  const auto checked = world_.sluss({"check"});
  EXPECT_EQ(checked.exit, 2);
  const auto said = checked.out + checked.err;
  EXPECT_NE(said.find("too short to seal a store with"), std::string::npos) << said;
  EXPECT_NE(said.find("the same key as one before it"), std::string::npos) << said;
  EXPECT_EQ(said.find("hemligt"), std::string::npos) << said;
}

}  // namespace
}  // namespace sluss::test

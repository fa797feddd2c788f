#include <array>
#include <fstream>
#include <thread>

#include "store/store_fixture.h"

namespace sluss::store {
namespace {

namespace fs = std::filesystem;

class StoreFile : public StoreTest {
 protected:
  std::string refusal(const fs::path& path) {
    const auto opened = open_sqlite(path);
    return opened ? "" : opened.error().what;
  }
};

TEST_F(StoreFile, is_its_owners_alone) {
  append(*writing(), "P1");
  for (const auto& entry : fs::directory_iterator(folder_)) {
    const auto others = fs::perms::group_all | fs::perms::others_all;
    EXPECT_EQ(fs::status(entry).permissions() & others, fs::perms::none) << entry.path();
  }
}

TEST_F(StoreFile, of_a_newer_version_is_refused) {
  store_.reset();
  tamper("PRAGMA user_version = 1000");
  EXPECT_NE(refusal(file()).find("newer"), std::string::npos) << refusal(file());
}

TEST_F(StoreFile, that_is_no_database_is_refused) {
  const auto other = folder_ / "notes.txt";
  std::ofstream(other) << std::string(8192, 'x');
  EXPECT_NE(refusal(other).find("is no Sluss store"), std::string::npos) << refusal(other);
}

TEST_F(StoreFile, that_no_longer_knows_its_students_is_refused) {
  store_.reset();
  tamper("UPDATE setting SET value = randomblob(32) WHERE name = 'salt'");
  EXPECT_NE(refusal(file()).find("which student is which"), std::string::npos) << refusal(file());
}

TEST_F(StoreFile, that_cannot_be_made_is_told) {
  EXPECT_NE(refusal("/proc/sluss.db").find("cannot be opened"), std::string::npos) << refusal("/proc/sluss.db");
}

TEST_F(StoreFile, can_be_made_by_several_at_once) {
  for (int round = 0; round < 20; ++round) {
    const auto path = folder_ / ("new-" + std::to_string(round) + ".db");
    std::array<std::string, 4> refusals;
    std::vector<std::thread> openers;
    for (auto& refused : refusals) openers.emplace_back([&] { refused = refusal(path); });
    for (auto& opener : openers) opener.join();
    for (const auto& refused : refusals) EXPECT_EQ(refused, "");
  }
}

TEST_F(StoreFile, has_one_transaction_at_a_time_in_a_thread) {
  const auto transaction = writing();
  for (const auto access : {Access::write, Access::read})
    EXPECT_EQ(store_->begin(access).error().fault, Fault::internal);
}

TEST_F(StoreFile, is_committed_once) {
  const auto transaction = writing();
  must(transaction->commit());
  EXPECT_FALSE(transaction->commit());
}

TEST_F(StoreFile, a_committed_transaction_that_lives_on_does_not_touch_the_next) {
  auto first = writing();
  must(first->commit());
  const auto second = writing();
  first.reset();
  append(*second, "P1");
  must(second->commit());
  EXPECT_TRUE(must(reading()->messages().find("klipp.placements", "P1")));
}

TEST_F(StoreFile, shows_a_reader_one_state) {
  const auto other = must(open_sqlite(file()));
  const auto reader = must(other->begin(Access::read));
  {
    const auto writer = writing();
    append(*writer, "P1");
    must(writer->commit());
  }
  EXPECT_FALSE(must(reader->messages().find("klipp.placements", "P1")));
  EXPECT_TRUE(must(reading()->messages().find("klipp.placements", "P1")));
}

TEST_F(StoreFile, is_copied_as_it_stands_while_another_writes) {
  {
    const auto first = writing();
    append(*first, "P1");
    must(first->commit());
  }
  const auto other = must(open_sqlite(file()));
  const auto writer = must(other->begin(Access::write));
  append(*writer, "P2");
  const auto copy = folder_ / "copy.db";
  must(store_->copy_to(copy));
  EXPECT_EQ(fs::status(copy).permissions() & (fs::perms::group_all | fs::perms::others_all), fs::perms::none);
  const auto copied = must(open_sqlite(copy));
  const auto reader = must(copied->begin(Access::read));
  EXPECT_TRUE(must(reader->messages().find("klipp.placements", "P1")));
  EXPECT_FALSE(must(reader->messages().find("klipp.placements", "P2")));
}

TEST_F(StoreFile, that_was_not_copied_is_told) {
  const auto transaction = writing();
  append(*transaction, "P1");
  EXPECT_EQ(store_->copy_to(folder_ / "copy.db").error().fault, Fault::store);
}

TEST_F(StoreFile, is_never_copied_over_another) {
  std::ofstream(folder_ / "other.db") << "kept";
  EXPECT_EQ(store_->copy_to(folder_ / "other.db").error().fault, Fault::config);
  EXPECT_EQ(fs::file_size(folder_ / "other.db"), 4U);
}

TEST_F(StoreFile, tells_of_a_damaged_page) {
  {
    const auto transaction = writing();
    for (int i = 0; i < 2000; ++i) append(*transaction, "P" + std::to_string(i));
    must(transaction->commit());
  }
  EXPECT_TRUE(must(store_->check_integrity()).empty());
  store_.reset();
  {
    std::fstream bytes(file(), std::ios::binary | std::ios::in | std::ios::out);
    const auto size = static_cast<std::streamoff>(fs::file_size(file()));
    // Behind the pages that each table and index begins with, some of which are read when it is opened.
    for (auto at = 100 * 4096 + 100; at + 200 < size; at += 4096)
      bytes.seekp(at).write(std::string(200, '\xFF').data(), 200);
  }
  open();
  const auto faults = store_->check_integrity();
  EXPECT_TRUE(!faults || !faults->empty());
}

}  // namespace
}  // namespace sluss::store

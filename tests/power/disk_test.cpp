// The model of the disk: what was synced always stands, what was not may be lost, torn, or whole.
#include "power/disk.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>

#include "support/temporary_folder.h"
#include "support/world.h"

namespace sluss::power {
namespace {

namespace fs = std::filesystem;

/// The contents that many cuts leave.
std::set<std::string> contents(const File& file) {
  std::set<std::string> all;
  for (unsigned seed = 0; seed < 500; ++seed) {
    Random random(seed);
    all.insert(file.after_cut(random));
  }
  return all;
}

TEST(File, that_was_synced_is_there) {
  File file("old");
  file.write(3, " and new");
  file.truncate(7);
  file.sync();
  EXPECT_EQ(contents(file), std::set<std::string>{"old and"});
}

TEST(File, that_was_not_synced_may_be_torn_between_any_sectors) {
  const std::string old(2048, 'o'), fresh(2048, 'n');
  File file(old);
  file.write(0, fresh);
  const auto all = contents(file);
  EXPECT_TRUE(all.contains(old));
  EXPECT_TRUE(all.contains(fresh));
  EXPECT_EQ(all.size(), 16U) << "each of four sectors is old or new";
}

TEST(File, has_sectors_as_they_stood_at_some_moment) {
  File file("aaaa");
  file.write(0, "b");
  file.write(1, "c");
  EXPECT_EQ(contents(file), (std::set<std::string>{"aaaa", "baaa", "bcaa"}));
}

TEST(File, may_have_grown_over_what_never_came) {
  File file;
  file.write(0, "text");
  EXPECT_EQ(contents(file), (std::set<std::string>{"", "text", std::string(4, '\0')}));
}

class DiskTest : public ::testing::Test {
 protected:
  DiskTest() {
    fs::create_directories(before_.path() / "in/archive");
    fs::create_directories(before_.path() / "out");
    test::write_file(before_.path() / "in/export", "rows");
    disk_ = std::make_unique<Disk>(before_.path());
  }
  void call(Call call, const std::string& path, const std::string& other = "", const std::string& bytes = "") {
    disk_->apply({call, 0, path, other, bytes});
  }
  /// The names that many cuts leave, each time with blanks between them.
  std::set<std::string> names() const {
    std::set<std::string> all;
    for (unsigned seed = 0; seed < 500; ++seed) {
      Random random(seed);
      std::string text;
      for (const auto& [name, bytes] : disk_->after_cut(random).files) text += (text.empty() ? "" : " ") + name;
      all.insert(text);
    }
    return all;
  }

  test::TemporaryFolder before_;
  std::unique_ptr<Disk> disk_;
};

TEST_F(DiskTest, a_name_is_there_when_its_folder_was_synced_and_not_when_the_file_was) {
  call(Call::create, "out/a");
  call(Call::write, "out/a", "", "bytes");
  call(Call::sync, "out/a");
  EXPECT_EQ(names(), (std::set<std::string>{"in/export", "in/export out/a"}));
  call(Call::sync, "out");
  EXPECT_EQ(names(), std::set<std::string>{"in/export out/a"});
}

TEST_F(DiskTest, a_rename_within_a_folder_happened_or_not) {
  call(Call::rename, "in/export", "in/taken");
  EXPECT_EQ(names(), (std::set<std::string>{"in/export", "in/taken"}));
}

TEST_F(DiskTest, a_file_that_moves_to_another_folder_is_never_in_neither) {
  call(Call::rename, "in/export", "in/archive/export");
  const std::set<std::string> either = {"in/export", "in/archive/export in/export", "in/archive/export"};
  EXPECT_EQ(names(), either);
  call(Call::sync, "in/archive");
  EXPECT_EQ(names(), (std::set<std::string>{"in/archive/export in/export", "in/archive/export"}));
}

TEST_F(DiskTest, what_moved_into_a_new_folder_is_not_lost_with_it) {
  call(Call::mkdir, "in/new");
  call(Call::rename, "in/export", "in/new/export");
  for (const auto& left : names()) EXPECT_NE(left, "");
}

TEST_F(DiskTest, a_file_that_was_removed_may_come_back) {
  call(Call::unlink, "in/export");
  EXPECT_EQ(names(), (std::set<std::string>{"", "in/export"}));
  call(Call::sync, "in");
  EXPECT_EQ(names(), std::set<std::string>{""});
}

}  // namespace
}  // namespace sluss::power

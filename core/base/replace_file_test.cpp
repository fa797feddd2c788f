#include "base/replace_file.h"

#include <cstring>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "base/file.h"
#include "support/temporary_folder.h"

namespace sluss {
namespace {

namespace fs = std::filesystem;

class ReplaceFile : public ::testing::Test {
 protected:
  ReplaceFile() { std::ofstream(file_) << "old"; }
  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_.path()), {}));
  }
  [[nodiscard]] static struct stat status_of(const fs::path& file) {
    struct stat status {};
    EXPECT_EQ(::stat(file.c_str(), &status), 0) << file;
    return status;
  }

  test::TemporaryFolder folder_;
  fs::path file_ = folder_.path() / "a.yaml";
};

TEST_F(ReplaceFile, leaves_the_new_content_alone) {
  ASSERT_TRUE(replace_file(file_, "new"));
  EXPECT_EQ(file_bytes(file_), "new");
  EXPECT_EQ(files(), 1U);
  ASSERT_TRUE(replace_file(folder_.path() / "b.yaml", "one that was not there"));
  EXPECT_EQ(file_bytes(folder_.path() / "b.yaml"), "one that was not there");
  EXPECT_EQ(status_of(folder_.path() / "b.yaml").st_mode & 0777U, 0644U);
}

TEST_F(ReplaceFile, keeps_mode_and_owner) {
  for (const mode_t mode : {0600U, 0640U, 0664U, 0755U}) {
    ASSERT_EQ(::chmod(file_.c_str(), mode), 0);
    ASSERT_TRUE(replace_file(file_, "new"));
    EXPECT_EQ(status_of(file_).st_mode & 07777U, mode);
  }
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a file away: the owner was not tried";
  ASSERT_EQ(::chown(file_.c_str(), 12345, 23456), 0);
  ASSERT_TRUE(replace_file(file_, "newer"));
  EXPECT_EQ(status_of(file_).st_uid, 12345U);
  EXPECT_EQ(status_of(file_).st_gid, 23456U);
}

TEST_F(ReplaceFile, keeps_who_else_may_read_it) {
  // Version 2; owner rw, user 12345 r, group none, mask r, others none: as setfacl would write it.
  const unsigned char list[] = {2, 0,    0,    0,    1,    0,    6,    0, 0xFF, 0xFF, 0xFF, 0xFF, 2,    0,    4,
                                0, 0x39, 0x30, 0,    0,    4,    0,    0, 0,    0xFF, 0xFF, 0xFF, 0xFF, 0x10, 0,
                                4, 0,    0xFF, 0xFF, 0xFF, 0xFF, 0x20, 0, 0,    0,    0xFF, 0xFF, 0xFF, 0xFF};
  if (::setxattr(file_.c_str(), "system.posix_acl_access", list, sizeof list, 0) != 0)
    GTEST_SKIP() << "this file system has no access lists: " << std::strerror(errno);
  ASSERT_TRUE(replace_file(file_, "new"));
  unsigned char kept[sizeof list] = {};
  ASSERT_EQ(::getxattr(file_.c_str(), "system.posix_acl_access", kept, sizeof kept), ssize_t{sizeof list});
  EXPECT_EQ(std::memcmp(kept, list, sizeof list), 0);
}

TEST_F(ReplaceFile, writes_what_a_link_leads_to) {
  fs::create_directory(folder_.path() / "elsewhere");
  fs::rename(file_, folder_.path() / "elsewhere/real");
  fs::create_symlink("elsewhere/real", file_);
  ASSERT_TRUE(replace_file(file_, "new"));
  EXPECT_TRUE(fs::is_symlink(file_));
  EXPECT_EQ(file_bytes(folder_.path() / "elsewhere/real"), "new");
}

TEST_F(ReplaceFile, leaves_what_somebody_else_changed) {
  const auto replaced = replace_file(file_, "new", "what stood there when I looked");
  ASSERT_FALSE(replaced);
  EXPECT_EQ(replaced.error().what, file_.string() + " was changed by somebody else meanwhile");
  EXPECT_EQ(file_bytes(file_), "old");
  EXPECT_EQ(files(), 1U);
  EXPECT_TRUE(replace_file(file_, "new", "old"));
}

TEST_F(ReplaceFile, goes_on_from_what_a_crash_left_behind) {
  std::ofstream(folder_.path() / ".a.yaml.new") << "a half of something longer than what is written now";
  ASSERT_TRUE(replace_file(file_, "new"));
  EXPECT_EQ(file_bytes(file_), "new");
  EXPECT_EQ(files(), 1U);
}

TEST_F(ReplaceFile, says_what_could_not_be_done) {
  const auto nowhere = replace_file(folder_.path() / "none/a.yaml", "new");
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().fault, Fault::unavailable);
  EXPECT_NE(nowhere.error().what.find("none/a.yaml cannot be written"), std::string::npos) << nowhere.error().what;
  EXPECT_NE(nowhere.error().what.find("No such file"), std::string::npos) << nowhere.error().what;
}

}  // namespace
}  // namespace sluss

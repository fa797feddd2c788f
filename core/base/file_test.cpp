#include "base/file.h"

#include <fstream>
#include <gtest/gtest.h>

#include "support/temporary_folder.h"

namespace sluss {
namespace {

TEST(FileBytes, are_all_there_is) {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "a";
  for (const std::size_t size : {0, 1, 65535, 65536, 65537, 200000}) {
    const std::string written(size, '\0');
    std::ofstream(file, std::ios::binary) << written;
    EXPECT_EQ(file_bytes(file), written) << size;
  }
}

TEST(FileBytes, of_a_folder_or_of_nothing_are_an_error) {
  const test::TemporaryFolder folder;
  EXPECT_EQ(file_bytes(folder.path()).error().fault, Fault::unavailable);
  EXPECT_NE(file_bytes(folder.path() / "none").error().what.find("No such file"), std::string::npos);
}

TEST(WritePrivateBytes, are_for_the_owner_alone_whatever_stood_there) {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "a";
  std::ofstream(file) << "for all";
  ASSERT_TRUE(write_private_bytes(file, "for one"));
  EXPECT_EQ(file_bytes(file), "for one");
  namespace fs = std::filesystem;
  EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(write_private_bytes(folder.path() / "none/a", "").error().fault, Fault::unavailable);
}

}  // namespace
}  // namespace sluss

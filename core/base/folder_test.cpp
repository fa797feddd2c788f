#include "base/folder.h"

#include <fstream>
#include <gtest/gtest.h>

#include "support/temporary_folder.h"

namespace sluss {
namespace {

TEST(NamesInAFolder, are_all_that_lie_there) {
  const test::TemporaryFolder folder;
  std::ofstream(folder.path() / "one") << "1";
  std::filesystem::create_directory(folder.path() / "two");
  EXPECT_EQ(names_in(folder.path())->size(), 2U);
}

TEST(NamesInAFolder, are_none_where_there_is_no_folder) {
  const test::TemporaryFolder folder;
  EXPECT_TRUE(names_in(folder.path() / "missing")->empty());
}

TEST(NamesInAFolder, cannot_be_told_of_what_is_no_folder) {
  const test::TemporaryFolder folder;
  std::ofstream(folder.path() / "one") << "1";
  EXPECT_EQ(names_in(folder.path() / "one").error().fault, Fault::unavailable);
}

}  // namespace
}  // namespace sluss

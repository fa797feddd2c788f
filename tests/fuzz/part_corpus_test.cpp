// The corpus of one part, in every build: it is read or refused as it should be.
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "part.h"

namespace sluss::fuzz {
namespace {

TEST(Part, reads_or_refuses_its_corpus) {
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(SLUSS_CORPUS)) {
    ++files;
    std::ostringstream bytes;
    bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    EXPECT_EQ(broken_by(bytes.str()), "") << entry.path();
  }
  EXPECT_GT(files, 0);
}

}  // namespace
}  // namespace sluss::fuzz

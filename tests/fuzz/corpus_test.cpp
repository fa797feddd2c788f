// The corpora that fuzzing starts from, and what it once found: every file is read or refused as it should be.
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "codec_target.h"

namespace sluss::fuzz {
namespace {

namespace fs = std::filesystem;

/// The plugins that have a corpus.
std::vector<std::string> names() {
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(SLUSS_PLUGINS)) {
    if (fs::is_directory(entry.path() / "testdata" / "corpus")) found.push_back(entry.path().filename());
  }
  return found;
}

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

class Corpus : public ::testing::TestWithParam<std::string> {};

TEST_P(Corpus, is_read_or_refused) {
  const auto codec = codec_named(GetParam());
  int files = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(SLUSS_PLUGINS) / GetParam() / "testdata" / "corpus")) {
    ++files;
    EXPECT_EQ(broken_by(*codec, bytes_of(entry.path())), "") << entry.path();
    EXPECT_EQ(broken_by_recogniser(GetParam(), bytes_of(entry.path())), "") << entry.path();
  }
  EXPECT_GT(files, 0);
}

INSTANTIATE_TEST_SUITE_P(All, Corpus, ::testing::ValuesIn(names()), [](const auto& name) { return name.param; });

}  // namespace
}  // namespace sluss::fuzz

// The tests that lie beside our own connectors and pipelines.
#include <algorithm>
#include <gtest/gtest.h>

#include "support/process.h"
#include "support/temporary_folder.h"

namespace sluss::test {
namespace {

namespace fs = std::filesystem;

const fs::path repository = SLUSS_REPOSITORY;

std::size_t tests_below(const fs::path& folder) {
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    files += entry.path().filename().string().ends_with("_test.yaml") ? 1U : 0U;
  return files;
}

TEST(Repository, tests_of_connectors_and_pipelines_pass) {
  const TemporaryFolder scratch;
  const auto finished = run({SLUSS_PROGRAM, "-c", (repository / "config").string(), "test"}, scratch.path());
  EXPECT_EQ(finished.exit, 0) << finished.out << finished.err;
  EXPECT_NE(finished.out.find(", 0 failed\n"), std::string::npos) << finished.out;
  const auto played = std::count(finished.out.begin(), finished.out.end(), '\n');
  EXPECT_GT(played,
            static_cast<std::ptrdiff_t>(tests_below(repository / "config") + tests_below(repository / "connectors")));
  EXPECT_GE(tests_below(repository / "connectors"), 7U) << "the tests were not found";
}

TEST(Repository, tests_leave_nothing_behind) {
  const TemporaryFolder scratch;
  fs::create_directories(scratch.path() / "tmp");
  fs::create_directories(scratch.path() / "house");
  for (const auto* folder : {"config", "connectors"})
    fs::copy(repository / folder, scratch.path() / "house" / folder, fs::copy_options::recursive);
  const auto finished = run({SLUSS_PROGRAM, "-c", (scratch.path() / "house/config").string(), "test",
                             (scratch.path() / "house/config/pipelines").string()},
                            scratch.path(), {"TMPDIR=" + (scratch.path() / "tmp").string()});
  EXPECT_EQ(finished.exit, 0) << finished.out << finished.err;
  EXPECT_TRUE(fs::is_empty(scratch.path() / "tmp"));
  EXPECT_FALSE(fs::exists(scratch.path() / "house/var")) << "the configuration's own store was opened";
}

}  // namespace
}  // namespace sluss::test

// Which files of tests are played.
#include "small_connector.h"

namespace sluss::test {
namespace {

namespace fs = std::filesystem;

class PlacesOfTests : public ::testing::Test {
 protected:
  PlacesOfTests() {
    write("config/sluss.yaml", "store: ../sluss.db\nconnectors: ../systems\n");
    connector("systems/one");
    connector("systems/two");
    connector("elsewhere/three");
  }
  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((house_.path() / name).parent_path());
    write_file(house_.path() / name, text);
  }
  void connector(const std::string& folder) const {
    const auto name = fs::path(folder).filename().string();
    write(folder + "/connector.yaml",
          "connector: " + name +
              "\nsummary: Placements\nprovides:\n  rows:\n    message: placement\n    from: { file: { folder: in } }\n"
              "    format: csv\n    map: { id: Nr }\n");
    write(folder + "/" + name + "_test.yaml",
          "connector: " + name +
              "\ntests:\n  - test: a row\n    at: 2026-12-15\n    given: { rows: \"Nr;Termin\\nP1;HT\\n\" }\n"
              "    expect: { rows: [P1] }\n");
  }
  [[nodiscard]] std::string path(const std::string& name) const { return (house_.path() / name).string(); }
  /// What it prints, without where the house lies.
  [[nodiscard]] Finished play(std::vector<std::string> paths) const {
    paths.insert(paths.begin(), {SLUSS_PROGRAM, "-c", path("config"), "test"});
    auto finished = run(paths, scratch_.path());
    for (auto at = finished.out.find(path("")); at != std::string::npos; at = finished.out.find(path("")))
      finished.out.erase(at, path("").size());
    return finished;
  }

 private:
  TemporaryFolder house_, scratch_;
};

TEST_F(PlacesOfTests, are_also_the_folders_that_the_configuration_has_its_connectors_from) {
  const auto finished = play({});
  expect_passed(finished);
  expect_part(finished.out, "systems/one/one_test.yaml\n");
  expect_part(finished.out, "systems/two/two_test.yaml\n");
  expect_part(finished.out, "2 tests, 0 failed\n");
}

TEST_F(PlacesOfTests, may_be_named_several_at_once) {
  const auto finished = play({path("elsewhere"), path("systems/two/two_test.yaml")});
  expect_passed(finished);
  EXPECT_LT(finished.out.find("three_test.yaml"), finished.out.find("two_test.yaml"));
  expect_part(finished.out, "2 tests, 0 failed\n");
}

TEST_F(PlacesOfTests, are_played_once_where_one_lies_within_another) {
  expect_part(play({path("systems"), path("systems/one"), path("systems/../systems/two")}).out, "2 tests, 0 failed\n");
}

TEST_F(PlacesOfTests, are_told_when_there_are_none) {
  const auto finished = play({path("systems"), path("nowhere")});
  EXPECT_EQ(finished.exit, 2) << finished.out;
  expect_part(finished.err, "there is no file or folder ");
}

}  // namespace
}  // namespace sluss::test

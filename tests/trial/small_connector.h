// A connector of three columns, and tests of it that are written by the test that plays them.
#pragma once

#include <filesystem>
#include <gtest/gtest.h>
#include <string>

#include "support/process.h"
#include "support/temporary_folder.h"

namespace sluss::test {

class SmallConnector : public ::testing::Test {
 protected:
  SmallConnector() {
    write("connector.yaml",
          "connector: small\n"
          "summary: Placements of three columns\n"
          "parameters:\n"
          "  folder: { type: path, required: true, text: Where they lie, example: /srv/small }\n"
          "provides:\n"
          "  placements:\n"
          "    message: placement\n"
          "    from: { file: { folder: \"${folder}\" } }\n"
          "    format: { csv: {} }\n"
          "    key: id\n"
          "    content: snapshot\n"
          "    scope: term\n"
          "    map:\n"
          "      id: Nr\n"
          "      term: { from: Termin, as: term }\n"
          "      unit.name: Enhet\n");
    write("rows.csv", "Nr;Termin;Enhet\nP1;HT2026;Norr\nP2;HT2026;Söder\n");
  }

  void write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((folder_ / name).parent_path());
    write_file(folder_ / name, text);
  }
  [[nodiscard]] std::string read(const std::string& name) const { return read_file(folder_ / name); }
  [[nodiscard]] bool has(const std::string& name) const { return std::filesystem::exists(folder_ / name); }

  /// Plays a file of tests; its output has no mention of where the folder lies.
  Finished play(const std::string& text, const std::vector<std::string>& more = {}) const {
    write("small_test.yaml", text);
    std::vector<std::string> command = {SLUSS_PROGRAM, "test", folder_.string()};
    command.insert(command.end(), more.begin(), more.end());
    auto finished = run(command, scratch_.path());
    const auto prefix = folder_.string() + "/";
    for (auto at = finished.out.find(prefix); at != std::string::npos; at = finished.out.find(prefix))
      finished.out.erase(at, prefix.size());
    return finished;
  }
  /// One test of the two rows, with what is expected of them; two blanks before each line of it.
  Finished expecting(const std::string& expect, const std::vector<std::string>& more = {}) const {
    return play(
        "connector: small\n"
        "tests:\n"
        "  - test: two rows\n"
        "    at: 2026-12-15\n"
        "    given: { placements: rows.csv }\n"
        "    expect:\n" +
            expect,
        more);
  }

 private:
  TemporaryFolder scratch_;
  std::filesystem::path folder_ = scratch_.path() / "connectors" / "small";
};

inline void expect_part(const std::string& text, const std::string& part) {
  EXPECT_NE(text.find(part), std::string::npos) << "without: " << part << "\n" << text;
}

/// It failed as a test, and says this.
inline void expect_failed(const Finished& finished, const std::string& part) {
  EXPECT_EQ(finished.exit, 1) << finished.out << finished.err;
  expect_part(finished.out, part);
}
/// The file is not played, and this is why.
inline void expect_refused(const Finished& finished, const std::string& part) {
  EXPECT_EQ(finished.exit, 2) << finished.out << finished.err;
  expect_part(finished.out, part);
}
inline void expect_passed(const Finished& finished) {
  EXPECT_EQ(finished.exit, 0) << finished.out << finished.err;
  expect_part(finished.out, "ok    ");
}

}  // namespace sluss::test

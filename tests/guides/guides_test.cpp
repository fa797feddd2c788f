// The guides are true: every command in a `console` block of docs/*.md is run, in order, in a fresh house with the
// sample configuration, and prints what the guide shows. A line `...` stands for any lines.
#include <algorithm>
#include <chrono>
#include <gtest/gtest.h>
#include <sstream>

#include "support/process.h"
#include "support/temporary_folder.h"

namespace sluss::test {
namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

/// `$ command`, going on after `> `, and the lines below it.
struct Step {
  std::size_t line = 0;  ///< of the command, in its guide
  std::string command;
  Lines shown;
};

Lines lines_of(const std::string& text) {
  Lines lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    line.erase(line.find_last_not_of(" \t\r") + 1);
    lines.push_back(line);
  }
  return lines;
}

std::vector<Step> steps_of(const fs::path& guide) {
  std::vector<Step> steps;
  bool inside = false;
  std::size_t number = 0;
  for (const auto& line : lines_of(read_file(guide))) {
    ++number;
    if (line.starts_with("```")) inside = line == "```console";
    else if (!inside) continue;
    else if (line.starts_with("$ ")) steps.push_back({number, line.substr(2), {}});
    else if (steps.empty()) ADD_FAILURE() << guide << ":" << number << ": a console block begins with a command";
    else if (line.starts_with("> ")) steps.back().command += "\n" + line.substr(2);
    else steps.back().shown.push_back(line);
  }
  return steps;
}

/// Do the lines fit what is shown, where `...` fits any number of them?
bool fits(const Lines& shown, std::size_t s, const Lines& printed, std::size_t p) {
  if (s == shown.size()) return p == printed.size();
  if (shown[s] != "...") return p < printed.size() && shown[s] == printed[p] && fits(shown, s + 1, printed, p + 1);
  for (; p <= printed.size(); ++p) {
    if (fits(shown, s + 1, printed, p)) return true;
  }
  return false;
}

/// The sample configuration, the connectors and exports of strangers in a folder of their own, as whoever follows a guide has them.
class House {
 public:
  House() {
    fs::copy(SLUSS_REPOSITORY "/config", at("config"), fs::copy_options::recursive);
    fs::copy(SLUSS_REPOSITORY "/connectors", at("connectors"), fs::copy_options::recursive);
    fs::create_directories(at("tests/strangers"));
    fs::copy(SLUSS_REPOSITORY "/tests/strangers/exports", at("tests/strangers/exports"));
    for (const auto* folder : {"inbox", "blad", "bank", "fakturor", "underlag", "svar", "bestallningar", "besked"})
      fs::create_directories(at("var") / folder);
  }

  /// What it prints, on both of its streams.
  [[nodiscard]] Lines run_in(const std::string& command) const {
    let_files_rest();
    const auto script = "PATH=$1:$PATH; cd \"$2\"; exec 2>&1\n" + command;
    const auto program = fs::path(SLUSS_PROGRAM).parent_path().string();
    return lines_of(run({"/bin/sh", "-c", script, "guide", program, folder_.path().string()}, scratch_.path()).out);
  }

 private:
  [[nodiscard]] fs::path at(const char* name) const { return folder_.path() / name; }

  /// A file that was just put there is not yet taken: somebody may still be writing it.
  void let_files_rest() const {
    const auto an_hour_ago = fs::file_time_type::clock::now() - std::chrono::hours(1);
    for (const auto* folder : {"inbox", "bank", "svar", "bestallningar"}) {
      for (const auto& entry : fs::directory_iterator(at("var") / folder)) {
        if (entry.is_regular_file()) fs::last_write_time(entry.path(), an_hour_ago);
      }
    }
  }

  TemporaryFolder folder_, scratch_;
};

std::string joined(const Lines& lines) {
  std::string text;
  for (const auto& line : lines) text += "  " + line + "\n";
  return text;
}

class Guide : public ::testing::TestWithParam<fs::path> {};

TEST_P(Guide, prints_what_it_shows) {
  const House house;
  const auto steps = steps_of(GetParam());
  ASSERT_FALSE(steps.empty());
  for (const auto& step : steps) {
    const auto printed = house.run_in(step.command);
    EXPECT_TRUE(fits(step.shown, 0, printed, 0))
        << GetParam().string() << ":" << step.line << ": " << step.command << "\nshown:\n"
        << joined(step.shown) << "printed:\n"
        << joined(printed);
  }
}

std::vector<fs::path> guides() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(SLUSS_REPOSITORY "/docs")) {
    if (entry.path().extension() == ".md" && read_file(entry.path()).find("\n```console\n") != std::string::npos)
      found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

/// As a test may be called.
std::string name_of(const ::testing::TestParamInfo<fs::path>& instance) {
  auto name = instance.param.stem().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Docs, Guide, ::testing::ValuesIn(guides()), name_of);

TEST(Fits, tells_what_is_shown_from_what_is_not) {
  EXPECT_TRUE(fits({"a", "b"}, 0, {"a", "b"}, 0));
  EXPECT_TRUE(fits({"...", "b"}, 0, {"a", "a", "b"}, 0));
  EXPECT_TRUE(fits({"a", "..."}, 0, {"a"}, 0));
  EXPECT_FALSE(fits({"a"}, 0, {"a", "b"}, 0));
  EXPECT_FALSE(fits({"a", "..."}, 0, {"b", "a"}, 0));
  EXPECT_FALSE(fits({"...", "b"}, 0, {"a", "a"}, 0));
  EXPECT_FALSE(fits({}, 0, {"a"}, 0));
}

}  // namespace
}  // namespace sluss::test

// Two thousand slips of the pen, one at a time, the same ones every time: whatever a file looks like, the check ends,
// and a configuration that it lets pass is whole.
#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <random>

#include "base/text.h"
#include "faulty/checked_house.h"
#include "support/bent.h"

namespace sluss::test {
namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

constexpr int slips = 2000;

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Those of the configuration; connectors bring tests too, with what they are given and what comes out.
std::vector<fs::path> yaml_files(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const auto& path = entry.path();
    const auto beside = path.parent_path().filename();
    const bool is_of_test = path.filename().string().ends_with("_test.yaml") || beside == "golden" || beside == "given";
    if (path.extension() == ".yaml" && !is_of_test) files.push_back(path);
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// One slip: a line goes, comes twice, changes places or slides; a word goes; a character is another.
std::string slipped(const std::string& text, std::mt19937& random) {
  Lines lines;
  for (const auto line : split(text, '\n')) lines.emplace_back(line);
  const auto at = random() % lines.size();
  auto& line = lines[at];
  switch (random() % 7) {
    case 0: lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at)); break;
    case 1: lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), std::string(line)); break;
    case 2: std::swap(line, lines[random() % lines.size()]); break;
    case 3: line.insert(0, random() % 4 + 1, ' '); break;
    case 4: line.erase(0, std::min<std::size_t>(line.find_first_not_of(' '), random() % 4 + 1)); break;
    case 5: {
      const auto from = line.empty() ? 0 : random() % line.size();
      line.erase(from, std::min(line.find(' ', from), line.size()) - from);
      break;
    }
    default: return bent(text, random, ": -,{}[]\"'#&*!|>%@`\t0aå", 1, 8);
  }
  return join(lines, "\n");
}

/// What is named must be there: the engine counts on it.
void expect_whole(const config::Configuration& configuration) {
  EXPECT_FALSE(configuration.store.empty());
  for (const auto& [name, pipeline] : configuration.pipelines) {
    EXPECT_FALSE(pipeline.from.empty()) << name;
    for (const auto& from : pipeline.from) EXPECT_TRUE(configuration.inlets.contains(from)) << name << ": " << from;
    for (const auto& route : pipeline.to) EXPECT_TRUE(configuration.outlets.contains(route.outlet)) << route.outlet;
    for (const auto& step : pipeline.steps) EXPECT_NE(step.make(), nullptr) << step.plugin;
  }
  const auto& book = configuration.agreements;
  for (const auto& price : book.prices) {
    EXPECT_NE(book.agreement_by_id(price.agreement), nullptr) << price.agreement;
    EXPECT_GT(price.week.value, 0);
  }
  for (const auto& agreement : book.agreements)
    EXPECT_NE(book.institution_by_id(agreement.institution), nullptr) << agreement.institution;
}

std::size_t read_by(const config::Configuration& configuration) {
  std::size_t files = 0;
  for (const auto& [place, count] : configuration.files) files += count;
  return files;
}

TEST(Slips, never_crash_the_check_nor_pass_it_by_halves) {
  CheckedHouse house;
  const auto files = yaml_files(house.root());
  std::mt19937 random(20261129);
  int refused = 0;
  for (int slip = 0; slip < slips; ++slip) {
    const auto& file = files[random() % files.size()];
    const auto right = text_of(file);
    const auto wrong = slipped(right, random);
    std::ofstream(file, std::ios::binary) << wrong;
    SCOPED_TRACE(file.filename().string() + ":\n" + wrong);
    const auto said = house.check();
    for (const auto& fault : house.diagnostics().all()) {
      EXPECT_NE(fault.mark.file, nullptr) << fault.text();
      EXPECT_FALSE(fault.message.empty());
      EXPECT_TRUE(is_utf8(fault.text()));
    }
    if (house.diagnostics().ok()) {
      expect_whole(house.configuration());
      // A connector of which no connection is left is not read.
      EXPECT_GE(read_by(house.configuration()) + 2, files.size());
    } else {
      ++refused;
    }
    std::ofstream(file, std::ios::binary) << right;
    if (HasFailure()) break;
  }
  EXPECT_GT(refused, slips / 2) << "most slips are faults";
  RecordProperty("refused", refused);
}

}  // namespace
}  // namespace sluss::test

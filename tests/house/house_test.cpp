// The house keeps its shape: arrows run one way, core names no plugin, no file grows without end.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using Rooms = std::set<std::string>;

/// Which rooms a room may include from, besides itself.
const std::map<std::string, Rooms> arrows = {
    {"base", {}},
    {"message", {"base"}},
    {"domain", {"base"}},
    {"plugin", {"base", "message", "domain"}},
    {"scaffold", {"base", "message", "domain", "plugin"}},
    {"http", {"base", "plugin"}},
    {"observe", {"base"}},
    {"traces", {"base", "plugin", "observe", "http"}},
    {"config", {"base", "message", "domain", "plugin"}},
    {"net", {"base", "config"}},
    {"store", {"base", "message", "domain", "plugin"}},
    {"engine", {"base", "message", "domain", "plugin", "config", "store", "observe"}},
    {"views", {"base", "message", "domain", "plugin", "config", "store", "observe", "engine"}},
    {"admin", {"base", "plugin", "config", "store", "observe", "engine", "http", "views"}},
    {"trial", {"base", "message", "plugin", "config", "store", "observe", "engine", "scaffold"}},
    {"app",
     {"base", "message", "domain", "plugin", "config", "store", "observe", "engine", "net", "scaffold", "trial", "http",
      "views", "admin", "traces"}},
};

/// What a plugin may see: the SDK, and how web services are asked.
const Rooms sdk = {"base", "message", "domain", "plugin", "http"};

struct SourceFile {
  fs::path path;
  std::vector<std::string> lines;
};

std::vector<SourceFile> sources_below(const fs::path& folder) {
  std::vector<SourceFile> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const auto extension = entry.path().extension();
    if (extension != ".h" && extension != ".cpp") continue;
    SourceFile file{entry.path(), {}};
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line);) file.lines.push_back(line);
    files.push_back(std::move(file));
  }
  return files;
}

/// The path in `#include "..."`, or empty.
std::string included(const std::string& line) {
  const std::string begin = "#include \"";
  if (line.rfind(begin, 0) != 0) return {};
  return line.substr(begin.size(), line.rfind('"') - begin.size());
}

std::string room_of(const std::string& include) {
  const auto slash = include.find('/');
  return slash == std::string::npos ? "" : include.substr(0, slash);
}

/// The name in a line `class Name ... {` or `struct Name {` that stands at the margin, or empty.
std::string defined_type(const std::string& line) {
  for (const std::string word : {"class ", "struct "}) {
    if (line.rfind(word, 0) != 0 || line.back() != '{') continue;
    return line.substr(word.size(), line.find_first_of(" {", word.size()) - word.size());
  }
  return {};
}

/// The types that a file shows to others: those in nameless namespaces it keeps to itself.
std::set<std::string> types_in(const SourceFile& file) {
  std::set<std::string> types;
  std::string space;
  bool nameless = false;
  for (const auto& line : file.lines) {
    if (line == "namespace {") nameless = true;
    if (line == "}  // namespace") nameless = false;
    if (line.rfind("namespace sluss", 0) == 0) space = line.substr(10, line.rfind(' ') - 10);
    const auto type = nameless ? "" : defined_type(line);
    if (!type.empty()) types.insert(space + "::" + type);
  }
  return types;
}

const fs::path root = SLUSS_SOURCE;

// `support` is tests/support, for tests alone: rooms and modules are not built with it on their path.

TEST(House, rooms_include_only_from_rooms_below) {
  int seen = 0;
  for (const auto& [room, allowed] : arrows) {
    for (const auto& file : sources_below(root / "core" / room)) {
      for (const auto& line : file.lines) {
        const auto other = room_of(included(line));
        if (other.empty() || other == room) continue;
        ++seen;
        EXPECT_TRUE(allowed.contains(other) || other == "support") << file.path << " includes from " << other;
      }
    }
  }
  EXPECT_GT(seen, 100) << "the includes were not found";
}

TEST(House, every_room_has_its_arrows) {
  for (const auto& entry : fs::directory_iterator(root / "core")) {
    if (!entry.is_directory()) continue;
    EXPECT_TRUE(arrows.contains(entry.path().filename())) << entry.path();
  }
}

TEST(House, plugins_see_the_sdk_alone) {
  int seen = 0;
  for (const auto& file : sources_below(root / "plugins")) {
    for (const auto& line : file.lines) {
      const auto room = room_of(included(line));
      if (room.empty()) continue;
      ++seen;
      EXPECT_TRUE(sdk.contains(room) || room == "support") << file.path << ": " << line;
    }
  }
  EXPECT_GT(seen, 20) << "the includes were not found";
}

TEST(House, core_is_built_without_naming_a_plugin) {
  std::ifstream in(root / "core" / "CMakeLists.txt");
  const std::string build((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  for (const auto& entry : fs::directory_iterator(root / "plugins")) {
    if (!entry.is_directory()) continue;
    EXPECT_EQ(build.find("plugin_" + entry.path().filename().string()), std::string::npos) << entry.path();
    EXPECT_EQ(build.find("plugins/" + entry.path().filename().string()), std::string::npos) << entry.path();
  }
}

TEST(House, a_plugin_folder_shows_code_test_and_readme) {
  for (const auto& entry : fs::directory_iterator(root / "plugins")) {
    if (!entry.is_directory()) continue;
    EXPECT_TRUE(fs::exists(entry.path() / "README.md")) << entry.path();
    const auto files = sources_below(entry.path());
    const auto is_test = [](const SourceFile& file) { return file.path.stem().string().ends_with("_test"); };
    EXPECT_TRUE(std::any_of(files.begin(), files.end(), is_test)) << entry.path() << " has no test";
  }
}

TEST(House, a_connector_folder_shows_yaml_sample_and_readme) {
  int seen = 0;
  for (const auto& entry : fs::directory_iterator(root / "connectors")) {
    if (!entry.is_directory()) continue;
    ++seen;
    for (const auto* part : {"connector.yaml", "README.md", "samples"})
      EXPECT_TRUE(fs::exists(entry.path() / part)) << entry.path() / part;
  }
  EXPECT_GE(seen, 4);
}

// Two would be mixed up by the linker, and neither compiler nor linker tells.
TEST(House, a_name_in_a_namespace_is_one_type) {
  std::map<std::string, fs::path> found;
  for (const auto& file : sources_below(root / "core")) {
    for (const auto& type : types_in(file)) {
      const auto [first, is_new] = found.emplace(type, file.path);
      EXPECT_TRUE(is_new) << type << " is defined in " << first->second << " and " << file.path;
    }
  }
  EXPECT_GT(found.size(), 150U) << "the types were not found";
}

TEST(House, no_file_grows_beyond_what_one_reads_at_once) {
  for (const auto* folder : {"core", "plugins", "tests", "bench"}) {
    for (const auto& file : sources_below(root / folder)) EXPECT_LE(file.lines.size(), 500U) << file.path;
  }
}

}  // namespace

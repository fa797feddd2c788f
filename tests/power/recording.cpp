#include "power/recording.h"

#include <cstdlib>
#include <gtest/gtest.h>
#include <iostream>

#include "power/record.h"

namespace sluss::power {
namespace {

namespace fs = std::filesystem;

/// Of a world, what the program changes. Its configuration and the tests' own output are not on that disk.
constexpr auto parts = {"inbox", "outbox", "store"};

void copy_parts(const fs::path& from, const fs::path& to) {
  fs::create_directories(to);
  for (const auto* part : parts) {
    fs::remove_all(to / part);
    if (fs::exists(from / part)) fs::copy(from / part, to / part, fs::copy_options::recursive);
  }
}

/// Without the index of SQLite's log, which is changed through memory.
test::Folder files_below(const fs::path& folder) {
  test::Folder files;
  for (const auto* part : parts) {
    if (!fs::exists(folder / part)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(folder / part)) {
      const auto name = entry.path().lexically_relative(folder).string();
      if (entry.is_regular_file() && !name.ends_with("-shm")) files[name] = test::read_file(entry.path());
    }
  }
  return files;
}

unsigned number_from_environment(const char* name, unsigned otherwise) {
  const auto* value = std::getenv(name);
  return value == nullptr ? otherwise : static_cast<unsigned>(std::stoul(value));
}

}  // namespace

Recording::Recording(const test::World& world) : world_(world) { copy_parts(world.root(), folder_.path() / "before"); }

std::vector<std::string> Recording::environment() const {
  auto all = test::preloading(SLUSS_RECORDER);
  all.push_back(std::string(folder_variable) + "=" + fs::canonical(world_.root()).string());
  all.push_back(std::string(file_variable) + "=" + (folder_.path() / "record").string());
  return all;
}

test::Finished Recording::image(const fs::path& into, const std::vector<std::string>& how) const {
  std::vector<std::string> command = {SLUSS_CRASH_IMAGE, (folder_.path() / "before").string(),
                                      (folder_.path() / "record").string(), into.string()};
  command.insert(command.end(), how.begin(), how.end());
  auto finished = test::run(command, folder_.path());
  EXPECT_EQ(finished.exit, 0) << finished.out << finished.err;
  return finished;
}

Cut Recording::cut(unsigned seed, const Lie& lie, const test::World& into) const {
  const test::TemporaryFolder disk;
  const auto made = image(disk.path(), {std::to_string(seed), lie});
  copy_parts(disk.path(), into.root());
  return {made.out, static_cast<std::size_t>(std::strtoul(made.out.c_str(), nullptr, 10))};
}

std::string Recording::incompleteness() const {
  const test::TemporaryFolder disk;
  static_cast<void>(image(disk.path(), {"whole"}));
  const auto recorded = files_below(disk.path()), real = files_below(world_.root());
  std::string text;
  for (const auto& [name, bytes] : real) {
    const auto at = recorded.find(name);
    if (at == recorded.end() || at->second != bytes) text += name + " is not as the record tells\n";
  }
  for (const auto& [name, bytes] : recorded) {
    if (!real.contains(name)) text += name + " stands in the record alone\n";
  }
  return text;
}

unsigned cuts() { return number_from_environment("SLUSS_POWER_CUTS", 30); }

unsigned first_seed() {
  const auto seed = number_from_environment("SLUSS_SEED", 20261125);
  std::cout << "seed " << seed << "\n";
  return seed;
}

}  // namespace sluss::power

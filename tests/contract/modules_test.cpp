// Whatever lies in the plugins' folder, loading goes on and says in a sentence what was left out.
#include <fstream>
#include <gtest/gtest.h>

#include "plugin/module_loader.h"
#include "promises.h"
#include "trial.h"

namespace sluss {
namespace {

namespace fs = std::filesystem;

TEST(Modules, a_missing_or_empty_folder_gives_nothing) {
  const contract::EmptyFolder folder;
  Registry registry;
  EXPECT_TRUE(load_modules(folder.path(), registry).empty());
  EXPECT_TRUE(load_modules(folder.path() / "missing", registry).empty());
  EXPECT_TRUE(contract::subjects_of(registry).empty());
}

TEST(Modules, a_library_that_is_no_module_is_refused) {
  const contract::EmptyFolder folder;
  fs::copy_file(SLUSS_NO_MODULE, folder.path() / "library.so");
  Registry registry;
  const auto refused = load_modules(folder.path(), registry);
  ASSERT_EQ(refused.size(), 1U);
  EXPECT_EQ(refused.front().file.filename(), "library.so");
  EXPECT_EQ(refused.front().reason, "it is no Sluss module: it does not export sluss_module");
}

TEST(Modules, a_file_that_is_no_library_is_refused) {
  const contract::EmptyFolder folder;
  std::ofstream("text.so") << "this is a text\n";
  std::ofstream("empty.so");
  fs::create_directory("folder.so");
  fs::create_symlink("nowhere", "dangling.so");
  Registry registry;
  const auto refused = load_modules(folder.path(), registry);
  ASSERT_EQ(refused.size(), 4U);
  for (const auto& module : refused) {
    EXPECT_TRUE(module.reason.starts_with("it cannot be loaded: ")) << module.reason;
    EXPECT_NE(module.reason.find(module.file.filename().string()), std::string::npos) << module.reason;
  }
}

TEST(Modules, what_is_refused_does_not_keep_the_others_out) {
  const contract::EmptyFolder folder;
  std::ofstream("a.so") << "this is a text\n";
  std::ofstream("readme.txt") << "not looked at\n";
  fs::copy_file(SLUSS_MODULES "/csv.so", "csv.so");
  // A loaded module stays: what it registered must too.
  static auto* const registry = new Registry;
  EXPECT_EQ(load_modules(folder.path(), *registry).size(), 1U);
  EXPECT_TRUE(registry->codecs().contains("csv"));
}

}  // namespace
}  // namespace sluss

// Every plugin of this build keeps what every plugin promises. A new one is found by itself.
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <sstream>

#include "base/text.h"
#include "plugin/module_loader.h"
#include "promises.h"

namespace sluss::contract {
namespace {

namespace fs = std::filesystem;

const fs::path plugin_folders = SLUSS_SOURCE "/plugins";

struct Loaded {
  Registry registry;
  std::vector<RefusedModule> refused;
};

/// What the plugins made lives in their modules: the registry stays until the process ends.
const Loaded& loaded() {
  static const auto* const everything = [] {
    auto* made = new Loaded;
    made->refused = load_modules(SLUSS_MODULES, made->registry);
    return made;
  }();
  return *everything;
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

class Plugin : public ::testing::TestWithParam<Subject> {
 protected:
  static void expect_kept(const Sentences& broken) { EXPECT_TRUE(broken.empty()) << join(broken, "\n"); }
};

TEST_P(Plugin, is_documented) { expect_kept(documentation(GetParam())); }
TEST_P(Plugin, has_examples_that_work) { expect_kept(examples(GetParam())); }
TEST_P(Plugin, takes_its_shorthand) { expect_kept(shorthand(GetParam())); }
TEST_P(Plugin, corrects_unknown_options) { expect_kept(unknown_option(GetParam())); }
TEST_P(Plugin, refuses_wrong_kinds) { expect_kept(wrong_kinds(GetParam())); }
TEST_P(Plugin, keeps_secrets) { expect_kept(secrets(GetParam())); }
TEST_P(Plugin, is_made_quietly) { expect_kept(quiet_making(GetParam())); }
TEST_P(Plugin, may_be_closed_at_any_time) { expect_kept(closing(GetParam())); }
TEST_P(Plugin, stops_when_told) { expect_kept(stopping(GetParam())); }
TEST_P(Plugin, has_a_page_with_every_option) {
  expect_kept(page(GetParam(), text_of(plugin_folders / GetParam().module / "README.md")));
}

INSTANTIATE_TEST_SUITE_P(Build, Plugin, ::testing::ValuesIn(subjects_of(loaded().registry)),
                         [](const auto& subject) { return subject.param.role + "_" + subject.param.spec.name(); });

TEST(Plugins, every_folder_has_a_module_that_loads_and_brings_something) {
  for (const auto& refused : loaded().refused) ADD_FAILURE() << refused.file << ": " << refused.reason;
  EXPECT_EQ(loaded().registry.collisions(), std::vector<std::string>());
  std::set<std::string> modules;
  for (const auto& subject : subjects_of(loaded().registry)) modules.insert(subject.module);
  std::set<std::string> folders;
  for (const auto& entry : fs::directory_iterator(plugin_folders)) {
    if (entry.is_directory()) folders.insert(entry.path().filename());
  }
  EXPECT_EQ(modules, folders);
}

TEST(Plugins, a_probe_takes_what_its_source_or_sink_takes) {
  const auto& registry = loaded().registry;
  for (const auto& [name, probe] : registry.source_probes()) EXPECT_TRUE(registry.sources().contains(name)) << name;
  for (const auto& [name, probe] : registry.sink_probes()) EXPECT_TRUE(registry.sinks().contains(name)) << name;
}

}  // namespace
}  // namespace sluss::contract

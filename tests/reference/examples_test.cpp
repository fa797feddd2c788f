// What the reference pages show of a plugin is done by the plugin: options, a body, and what becomes of it.
// (Each option's example and default is parsed by tests/contract.)
#include <gtest/gtest.h>
#include <set>

#include "config/yaml_reader.h"
#include "plugin/module_loader.h"
#include "support/plugin_parts.h"

namespace sluss {
namespace {

/// Made up; the pages say so.
class MadeUpSecrets final : public Secrets {
 public:
  [[nodiscard]] Result<Secret> find(std::string_view /*name*/) const override {
    return Secret("made-up-Kx93-value-of-32-characters");
  }
};

/// What the plugins made lives in their modules: the registry stays until the process ends.
const Registry& loaded() {
  static const auto* const registry = [] {
    auto* made = new Registry;
    const auto refused = load_modules(SLUSS_MODULES, *made);
    EXPECT_TRUE(refused.empty());
    return made;
  }();
  return *registry;
}

struct Done {
  std::string body;     ///< as JSON; empty: refused
  std::string refusal;  ///< of the options, or of the message
};

Done done_with(const Registered<Processor>& plugin, const Example& example) {
  Diagnostics diagnostics;
  const auto file = std::make_shared<const std::string>("example.yaml");
  const auto node = config::read_yaml("example: " + example.options, file, diagnostics);
  const MadeUpSecrets secrets;
  ParseContext context{diagnostics, secrets, "/"};
  const auto make = node && diagnostics.ok() ? plugin.parse((*node)["example"], context) : std::nullopt;
  Done done;
  for (const auto& fault : diagnostics.all()) done.refusal += fault.text() + "\n";
  if (!make) return done;
  std::vector<Item> items(1);
  items.front().message.kind = "record";
  items.front().message.body = parse_json(example.input).value();
  test::StepContext step;
  const auto processor = (*make)();
  const auto processed = processor->process(items, step);
  const auto& decision = items.front().decision;
  if (!processed) done.refusal = processed.error().what;
  else if (decision.kind == Decision::Kind::pass) done.body = to_json(items.front().message.body);
  else done.refusal = decision.reason;
  return done;
}

TEST(Examples, what_a_page_shows_is_what_the_plugin_does) {
  int seen = 0;
  for (const auto& [name, plugin] : loaded().processors()) {
    for (const auto& section : plugin.spec.sections()) {
      std::set<std::string> names;
      for (const auto& example : section.examples) {
        SCOPED_TRACE(name + ", " + section.title + ", " + example.name + ": " + example.options);
        EXPECT_TRUE(names.insert(example.name).second) << "it stands there twice";
        EXPECT_GT(example.text.size(), 5U);
        const auto done = done_with(plugin, example);
        if (!example.output.empty()) {
          EXPECT_EQ(done.refusal, "");
          EXPECT_EQ(done.body, to_json(parse_json(example.output).value()));
        } else {
          EXPECT_EQ(done.body, "");
          ASSERT_NE(example.refusal, "");
          EXPECT_NE(done.refusal.find(example.refusal), std::string::npos) << done.refusal;
        }
        ++seen;
      }
    }
  }
  EXPECT_GT(seen, 40) << "the examples were not found";
}

/// Sources, sinks and formats have examples of their options alone: what else they would show nobody would run here.
TEST(Examples, only_steps_show_what_they_do) {
  const auto expect_none = [](const auto& plugins) {
    for (const auto& [name, plugin] : plugins) EXPECT_TRUE(plugin.spec.sections().empty()) << name;
  };
  expect_none(loaded().sources());
  expect_none(loaded().sinks());
  expect_none(loaded().codecs());
}

/// Editors know what stands in a table; a slip in its shape would leave it out.
TEST(Examples, every_table_has_its_shape) {
  int seen = 0;
  const auto expect_shapes = [&](const auto& plugins) {
    for (const auto& [name, plugin] : plugins) {
      for (const auto& option : plugin.spec.options()) {
        if (option.kind != OptionKind::table) continue;
        EXPECT_FALSE(option.shape["type"].is_null()) << name << "." << option.name;
        ++seen;
      }
    }
  };
  expect_shapes(loaded().sources());
  expect_shapes(loaded().sinks());
  expect_shapes(loaded().codecs());
  expect_shapes(loaded().processors());
  EXPECT_GT(seen, 5);
}

}  // namespace
}  // namespace sluss

#include <iostream>
#include <set>

#include "app/commands.h"
#include "app/completion.h"
#include "app/plugin_entries.h"
#include "app/workplace.h"

namespace sluss::app {
namespace {

enum class Names { pipelines, connections, plugins };

const std::map<std::string, Names> kinds = {
    {"pipelines", Names::pipelines}, {"connections", Names::connections}, {"plugins", Names::plugins}};

/// Of what could be read; a shell is no place to tell of faults.
std::set<std::string> names_of(const Workplace& work, Names kind) {
  std::set<std::string> names;
  const auto& configuration = work.configuration();
  switch (kind) {
    case Names::pipelines:
      for (const auto& [name, pipeline] : configuration.pipelines) names.insert(name);
      break;
    case Names::connections:
      for (const auto& [name, inlet] : configuration.inlets) names.insert(name);
      for (const auto& [name, outlet] : configuration.outlets) names.insert(name);
      break;
    case Names::plugins:
      for (const auto& entry : plugin_entries(work.registry())) names.insert(entry.spec->name());
      break;
  }
  return names;
}

}  // namespace

void add_completion(Commands commands) {
  auto* command = commands.line.add_subcommand("completion", "What a shell completes after sluss, as a script");
  auto shell = std::make_shared<std::string>();
  auto kind = std::make_shared<Names>();
  auto* of_shell = command->add_option("SHELL", *shell, "bash; zsh takes the same after bashcompinit")
                       ->check(CLI::IsMember({"bash"}));
  auto* names = command->add_option("--names", *kind, "The names of all pipelines, connections or plugins")
                    ->transform(CLI::CheckedTransformer(kinds))
                    ->excludes(of_shell)
                    ->type_name("pipelines|connections|plugins")
                    ->option_text("pipelines|connections|plugins");
  command->require_option(1);
  command->footer("Example:\n  source <(sluss completion bash)");
  command->callback([commands, shell, kind, names] {
    if (names->count() == 0) {
      std::cout << bash_completion(commands.line);
      return;
    }
    for (const auto& name : names_of(Workplace(commands.options), *kind)) std::cout << name << "\n";
  });
}

}  // namespace sluss::app

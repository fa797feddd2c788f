#include <iostream>

#include "app/commands.h"
#include "app/workplace.h"
#include "base/json.h"
#include "config/schema.h"
#include "config/secret_places.h"

namespace sluss::app {

void add_schema(Commands commands) {
  auto* command =
      commands.line.add_subcommand("schema", "What editors complete and check the configuration by, as JSON Schema");
  command->footer("Example:\n  sluss -c config schema > config/sluss.schema.json");
  command->callback([commands] {
    const Workplace work(commands.options);
    const auto& configuration = work.configuration();
    Diagnostics faults;
    const config::SecretPlaces secrets(config::secrets_folder(configuration.folder));
    ParseContext context{faults, secrets, configuration.folder};
    config::Files files(configuration.folder, faults);
    config::Connectors connectors(configuration.connector_folders, files);
    std::cout << to_pretty_json(config::make_schema(work.registry(), connectors.all(context))) << "\n";
    for (const auto& fault : faults.all()) std::cerr << "left out: " << fault.text() << "\n";
    for (const auto& module : work.refused())
      std::cerr << "left out: " << module.file.filename().string() << ": " << module.reason << "\n";
  });
}

}  // namespace sluss::app

#include "app/commands.h"
#include "app/daemon.h"
#include "observe/log.h"

namespace sluss::app {

void add_run(Commands commands) {
  auto* command =
      commands.line.add_subcommand("run", "The daemon, in the foreground: runs pipelines on their schedules");
  auto form = std::make_shared<std::string>();
  command
      ->add_option("--log", *form,
                   "How the log's lines look; without it, as the journal has them where it reads them, else plain")
      ->check(CLI::IsMember({"plain", "journal", "json"}));
  command->footer("SIGHUP reads the configuration again, SIGTERM ends it.\nExample:\n  sluss run -c /etc/sluss");
  command->callback([commands, form] {
    if (const auto chosen = observe::form_called(*form)) observe::write_as(*chosen);
    run_daemon(commands.options);
  });
}

}  // namespace sluss::app

#include "app/commands.h"
#include "app/daemon.h"

namespace sluss::app {

void add_run(Commands commands) {
  auto* command =
      commands.line.add_subcommand("run", "The daemon, in the foreground: runs pipelines on their schedules");
  command->footer("SIGHUP reads the configuration again, SIGTERM ends it.\nExample:\n  sluss run -c /etc/sluss");
  command->callback([commands] { run_daemon(commands.options); });
}

}  // namespace sluss::app

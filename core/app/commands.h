// The subcommands. Each adds itself to the command line, and sets `exit` when it has run.
#pragma once

#include <CLI/CLI.hpp>

#include "app/options.h"

namespace sluss::app {

struct Commands {
  CLI::App& line;
  const Options& options;
  Exit& exit;
};

void add_alarms(Commands commands);
void add_audit(Commands commands);
void add_check(Commands commands);
void add_completion(Commands commands);
void add_config(Commands commands);
void add_connections(Commands commands);
void add_deadlines(Commands commands);
void add_help(Commands commands);
void add_invoices(Commands commands);
void add_messages(Commands commands);
void add_metrics(Commands commands);
void add_new(Commands commands);
void add_orders(Commands commands);
void add_payments(Commands commands);
void add_person(Commands commands);
void add_plan(Commands commands);
void add_plugins(Commands commands);
void add_preview(Commands commands);
void add_reconcile(Commands commands);
void add_reference(Commands commands);
void add_run(Commands commands);
void add_schema(Commands commands);
void add_status(Commands commands);
void add_store(Commands commands);
void add_sync(Commands commands);
void add_test(Commands commands);
void add_token(Commands commands);
void add_user(Commands commands);

}  // namespace sluss::app

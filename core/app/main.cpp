#include <exception>
#include <iostream>

#include "app/commands.h"
#include "app/memory.h"
#include "app/workplace.h"

namespace {

using sluss::app::Exit;

int run(int count, char** arguments) {
  sluss::app::Options options{sluss::app::default_configuration(), sluss::app::default_plugins(), false, ""};
  auto exit = Exit::well;

  CLI::App line("Sluss: placements in, invoices out - none lost, none billed twice.", "sluss");
  line.set_version_flag("--version", SLUSS_VERSION);
  line.add_option("-c,--config", options.configuration, "The configuration folder")->type_name("DIR");
  line.add_option("--plugins", options.plugins, "The folder of loadable modules")->type_name("DIR");
  line.add_flag("--json", options.json, "Print data as JSON");
  line.add_option("--at", options.at, "Take this moment for now: YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ")
      ->type_name("TIME");
  line.require_subcommand(1);
  line.fallthrough();

  const sluss::app::Commands commands{line, options, exit};
  sluss::app::add_run(commands);
  sluss::app::add_check(commands);
  sluss::app::add_config(commands);
  add_connections(commands);
  sluss::app::add_new(commands);
  sluss::app::add_plan(commands);
  sluss::app::add_preview(commands);
  sluss::app::add_sync(commands);
  sluss::app::add_test(commands);
  sluss::app::add_status(commands);
  sluss::app::add_alarms(commands);
  sluss::app::add_messages(commands);
  sluss::app::add_invoices(commands);
  sluss::app::add_orders(commands);
  sluss::app::add_deadlines(commands);
  sluss::app::add_payments(commands);
  sluss::app::add_person(commands);
  sluss::app::add_reconcile(commands);
  sluss::app::add_audit(commands);
  sluss::app::add_metrics(commands);
  sluss::app::add_store(commands);
  sluss::app::add_user(commands);
  sluss::app::add_token(commands);
  sluss::app::add_plugins(commands);
  sluss::app::add_schema(commands);
  sluss::app::add_reference(commands);
  sluss::app::add_completion(commands);
  sluss::app::add_help(commands);

  try {
    line.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    return line.exit(error) == 0 ? 0 : static_cast<int>(Exit::usage);
  }
  return static_cast<int>(exit);
}

}  // namespace

int main(int count, char** arguments) {
  sluss::app::end_cleanly_without_memory();
  sluss::app::leave_no_image_of_memory();
  try {
    return run(count, arguments);
  } catch (const sluss::app::Stop& stop) {
    std::cerr << "sluss: " << stop.text << "\n";
    return static_cast<int>(stop.exit);
  } catch (const std::exception& error) {
    if (sluss::app::is_scarcity(error)) sluss::app::end_without_memory();
    std::cerr << "sluss: a bug in Sluss: " << error.what() << "\n";
    return static_cast<int>(Exit::bug);
  }
}

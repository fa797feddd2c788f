#include <iostream>

#include "app/message_commands.h"
#include "app/personal_data.h"
#include "app/workplace.h"
#include "base/json.h"
#include "engine/trace.h"

namespace sluss::app {
namespace {

struct TraceOptions {
  std::string name, personal;
};

void trace(const Commands& commands, const TraceOptions& options) {
  Workplace work(commands.options);
  auto reading = must(work.store().begin(store::Access::read));
  const auto traced = must(engine::trace(*reading, options.name));
  reading.reset();
  auto personal = engine::Personal::hidden;
  if (!options.personal.empty()) {
    for (const auto& item : traced.items)
      audit_look(work.store(), work.clock(), "message " + std::to_string(item.versions.back().stored.message.id),
                 options.personal);
    personal = engine::Personal::shown;
  }
  if (commands.options.json) std::cout << to_pretty_json(to_value(traced, personal)) << "\n";
  else std::cout << to_text(traced, personal);
}

}  // namespace

void add_trace(CLI::App& messages, Commands commands) {
  auto* command = messages.add_subcommand("trace", "The whole life of a thing, from the row of a file to its invoice");
  auto options = std::make_shared<TraceOptions>();
  command->add_option("KEY", options->name, "Its key; or an invoice number, a delivery's key, a message's number")
      ->required();
  command
      ->add_option("--personal", options->personal, "Show names and the raw rows too; the reason goes to the audit log")
      ->type_name("REASON");
  command->footer("Examples:\n  sluss messages trace KL-2026-00017\n  sluss messages trace 10010001");
  command->callback([commands, options] { trace(commands, *options); });
}

}  // namespace sluss::app

#include <iostream>

#include "app/audit_export.h"
#include "app/commands.h"
#include "app/personal_data.h"
#include "app/workplace.h"
#include "base/json.h"
#include "engine/audit_record.h"
#include "engine/proof.h"

namespace sluss::app {
namespace {

using engine::AuditRecord;

struct AuditOptions {
  std::size_t nights = 14;
  bool now = false;
};

void judge(const Commands& commands, const AuditRecord& newest) {
  commands.exit = newest.fits ? Exit::well : Exit::parked;
}

std::vector<AuditRecord> records(Workplace& work, std::size_t limit) {
  return must(engine::last_records(*must(work.store().begin(store::Access::read)), limit));
}

void show(const Commands& commands) {
  Workplace work(commands.options);
  const auto found = records(work, 1);
  if (found.empty())
    throw Stop{Exit::usage, "nothing was audited yet; the daemon does it after each run, and now: sluss audit --now"};
  std::cout << (commands.options.json ? to_pretty_json(to_value(found.front())) + "\n" : to_text(found.front()));
  judge(commands, found.front());
}

void list(const Commands& commands, std::size_t nights) {
  Workplace work(commands.options);
  const auto found = records(work, nights);
  auto values = Value::list();
  for (const auto& record : found) {
    if (commands.options.json) values.as_list()->push_back(to_value(record));
    else std::cout << line_of(record);
  }
  if (commands.options.json) std::cout << to_pretty_json(values) << "\n";
  else if (found.empty()) std::cout << "Nothing was audited yet: sluss audit --now\n";
  if (!found.empty()) judge(commands, found.front());
}

void audit_now(const Commands& commands) {
  {
    Workplace work(commands.options);
    must(engine::prove(work.surroundings(), engine::by_command, {}));
  }
  show(commands);
}

struct ExportOptions {
  AuditOrder order;
  std::string personal;
};

void export_books(const Commands& commands, ExportOptions options) {
  Workplace work(commands.options);
  options.order.names = !options.personal.empty();
  if (options.order.names)
    audit_look(work.store(), work.clock(), "audit export of " + std::to_string(options.order.year), options.personal);
  const auto written = export_year(work, options.order);
  if (commands.options.json) std::cout << to_pretty_json(to_value(written)) << "\n";
  else std::cout << options.order.to.string() << "\n" << totals_text(written, "  ");
}

void add_export(CLI::App& audit, Commands commands) {
  auto* command = audit.add_subcommand("export", "A year's books as files with a manifest, for an auditor");
  auto options = std::make_shared<ExportOptions>();
  command->add_option("--year", options->order.year, "The year")->required()->check(CLI::Range(2000, 2100));
  command->add_option("--to", options->order.to, "A folder that is not there, or is empty")
      ->required()
      ->type_name("FOLDER");
  command
      ->add_option("--personal", options->personal,
                   "With students' names, and the delivered documents; the reason goes to the audit log")
      ->type_name("REASON");
  command->footer("Example:\n  sluss audit export --year 2026 --to /srv/revision/2026");
  command->callback([commands, options] { export_books(commands, *options); });
}

}  // namespace

void add_audit(Commands commands) {
  auto* command = commands.line.add_subcommand(
      "audit", "What the auditor saw, the last nights first; exit code 0: all held the last time, 1: not");
  auto options = std::make_shared<AuditOptions>();
  command->add_option("--nights", options->nights, "So many of them")->capture_default_str();
  command->add_flag("--now", options->now, "Audit now, and show it; changes nothing but its own record");
  command->require_subcommand(0, 1);
  auto* showing = command->add_subcommand("show", "The latest, whole: what was seen, and each invariant");
  showing->footer("Example:\n  sluss audit show --json");
  showing->callback([commands] { show(commands); });
  add_export(*command, commands);
  command->footer("Examples:\n  sluss audit --nights 30\n  sluss audit --now");
  command->callback([commands, command, options] {
    if (!command->get_subcommands().empty()) return;
    if (options->now) audit_now(commands);
    else list(commands, options->nights);
  });
}

}  // namespace sluss::app

#include <iostream>

#include "app/commands.h"
#include "app/daemon.h"
#include "app/watch.h"
#include "app/workplace.h"
#include "base/json.h"
#include "engine/alarm_texts.h"
#include "engine/metrics.h"
#include "observe/log.h"
#include "views/alarms.h"

namespace sluss::app {
namespace {

engine::Outlook outlook_of(const Workplace& work) {
  const bool runs = daemon_runs(work.configuration().store);
  return {work.configuration(), work.clock().now(), runs ? engine::DaemonIs::running : engine::DaemonIs::away};
}

void print(const std::vector<store::Alarm>& alarms) {
  if (alarms.empty()) std::cout << "No alarm stands.\n";
  for (const auto& alarm : alarms)
    std::cout << alarm.key << "  since " << to_stockholm(alarm.since) << "\n  " << alarm.text << "\n";
}

/// What keeps us from looking is worth a mail itself. Nobody remembers it without the store, so it comes at every look.
void tell_of_blindness(const Workplace& work, const Stop& stop) {
  const auto& settings = work.configuration().watch.mail;
  if (!settings) return;
  const auto now = work.clock().now();
  const auto text = stop.exit == Exit::usage
                        ? "The configuration is faulty, so a daemon that is started refuses it; look with: sluss check."
                        : "The store cannot be used: " + engine::reason_to_tell(stop.text);
  const auto told = mail(*settings, {{{"daemon/blind", text, now, std::nullopt}}, {}, {}}, now);
  if (!told) observe::log(observe::Level::error, "", "watch: " + told.error().what);
}

store::Store& store_to_watch(Workplace& work) {
  try {
    return work.store();
  } catch (const Stop& stop) {
    tell_of_blindness(work, stop);
    throw;
  }
}

void show_alarms(const Commands& commands, bool mails) {
  Workplace work(commands.options);
  auto& store = mails ? store_to_watch(work) : work.store();
  const auto outlook = outlook_of(work);
  if (mails && !work.configuration().watch.mail)
    throw Stop{Exit::usage, "sluss.yaml names nobody to mail to; write there: alarms: { mail: { to: ..., ... } }"};
  const auto looked = mails ? Watch(work.configuration()).look(store, outlook.now, outlook.daemon) : Result<void>();
  const auto alarms = must(engine::alarms_now(*must(store.begin(store::Access::read)), outlook));
  if (commands.options.json) std::cout << to_pretty_json(views::alarms(alarms)) << "\n";
  else print(alarms);
  commands.exit = alarms.empty() ? Exit::well : Exit::parked;
  if (!looked) commands.exit = stop_for(looked.error()).exit;  // the log has said why
}

}  // namespace

void add_alarms(Commands commands) {
  auto* command =
      commands.line.add_subcommand("alarms", "What a person must hear of; exit code 0: nothing, 1: something");
  auto mails = std::make_shared<bool>(false);
  command->add_flag("--mail", *mails,
                    "Mail what is new, over, or stands for long, and reminders of deadlines, as sluss.yaml says");
  command->footer("It works without the daemon, and tells when that does not run.\nExample:\n  sluss alarms --mail");
  command->callback([commands, mails] { show_alarms(commands, *mails); });
}

void add_metrics(Commands commands) {
  auto* command = commands.line.add_subcommand("metrics", "Numbers for Prometheus, in its text format");
  auto file = std::make_shared<std::filesystem::path>();
  command->add_option("--to", *file, "Write them to this file, for node_exporter's textfile collector")
      ->type_name("FILE");
  command->footer("Example:\n  sluss metrics --to /var/lib/prometheus/node-exporter/sluss.prom");
  command->callback([commands, file] {
    Workplace work(commands.options);
    auto& store = work.store();
    const auto text = must(engine::metrics_text(*must(store.begin(store::Access::read)), outlook_of(work)));
    if (file->empty()) std::cout << text;
    else must(engine::write_metrics(*file, text));
  });
}

}  // namespace sluss::app

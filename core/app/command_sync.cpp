#include <csignal>
#include <iostream>
#include <unistd.h>

#include "app/commands.h"
#include "app/interrupt.h"
#include "app/workplace.h"
#include "base/counted.h"
#include "base/json.h"

namespace sluss::app {
namespace {

/// Writes one line that grows, where a person is watching.
class Progress final : public engine::RunObserver {
 public:
  void on_progress(const engine::RunReport& report) override {
    if (::isatty(STDERR_FILENO) == 0) return;
    std::cerr << "\r" << report.read << " read, " << counted(report.issued.count, "invoice") << ", "
              << report.deliveries() << " delivered " << std::flush;
    shown_ = true;
  }
  void end() const {
    if (shown_) std::cerr << "\n";
  }

 private:
  bool shown_ = false;
};

}  // namespace

void add_sync(Commands commands) {
  auto* command = commands.line.add_subcommand("sync", "Run a pipeline once and wait for its report");
  auto name = std::make_shared<std::string>();
  command->add_option("PIPELINE", *name, "The pipeline")->required();
  command->footer("Example:\n  sluss sync nightly-placements");
  command->callback([commands, name] {
    Workplace work(commands.options);
    const auto& pipeline = work.pipeline(*name);
    const Interrupt interrupt;
    Progress progress;
    const auto report =
        must(engine::run_pipeline(work.surroundings(), pipeline, engine::by_command, progress, interrupt.token())
                 .map_error([&](Error error) { return work.explained(std::move(error)); }));
    progress.end();
    std::cout << (commands.options.json ? to_pretty_json(engine::to_value(report)) + "\n" : engine::to_text(report));
    commands.exit = report.clean() ? Exit::well : Exit::parked;
  });
}

}  // namespace sluss::app

#include "app/daemon_words.h"

#include <algorithm>

#include "base/counted.h"
#include "base/text.h"

namespace sluss::app {
namespace {

using observe::Level;

std::string one_line(const engine::RunReport& report) {
  return "run " + std::to_string(report.run) + ": " + std::to_string(report.read) + " read, " +
         std::to_string(report.added) + " new, " + std::to_string(report.changed) + " changed, " +
         std::to_string(report.withdrawn) + " withdrawn, " + std::to_string(report.held.count) + " held, " +
         std::to_string(report.rejected) + " rejected, " + counted(report.issued.count, "invoice") + ", " +
         std::to_string(report.deliveries()) + " delivered";
}

}  // namespace

void log_faults(const Diagnostics& diagnostics) {
  for (const auto& fault : diagnostics.all()) observe::log(Level::error, "", fault.text());
}

void log_troubles(Level level, const observe::About& about, const std::vector<engine::Trouble>& troubles) {
  for (const auto& trouble : troubles) {
    auto of_it = about;
    of_it.message = trouble.message;
    if (!trouble.connection.empty()) of_it.connection = trouble.connection;
    observe::log(level, of_it, trouble.text);
  }
}

void tell(const std::string& pipeline, const Result<engine::RunReport>& report) {
  if (!report) return observe::log(Level::error, pipeline, "the run did not take place: " + report.error().what);
  const observe::About about{.subject = pipeline, .run = report->run};
  log_troubles(Level::error, about, report->troubles);
  observe::log(report->complete() ? Level::info : Level::error, about, one_line(*report));
}

void tell(const Result<engine::Reconciliation>& proof) {
  if (!proof && proof.error().fault == Fault::cancelled) return;
  if (!proof) return observe::log(Level::error, "", "the reconciliation could not be made: " + proof.error().what);
  constexpr std::size_t told_at_most = 20;  // sluss reconcile shows the rest
  for (std::size_t i = 0; i < std::min(proof->exceptions.size(), told_at_most); ++i)
    observe::log(Level::error, "", "reconciliation: " + proof->exceptions[i].what);
  observe::log(proof->fits() ? Level::info : Level::error, "",
               proof->fits() ? "the reconciliation balances" : "the reconciliation does not balance: sluss reconcile");
}

std::string status_line(const DaemonState& state) {
  std::vector<std::string> parts;
  if (!state.refused.empty()) parts.push_back("ATTENTION, " + state.refused);
  if (state.stopping) parts.emplace_back("ends");
  else parts.push_back(counted(static_cast<std::int64_t>(state.pipelines), "pipeline"));
  if (state.next && !state.stopping)
    parts.push_back("next: " + state.next->pipeline + " at " + to_stockholm(state.next->at));
  if (!state.under_way.empty()) parts.push_back("under way: " + join(state.under_way, ", "));
  return join(parts, "; ");
}

}  // namespace sluss::app

#include "engine/proof.h"

#include <algorithm>

#include "engine/audit_record.h"

namespace sluss::engine {
namespace {

constexpr std::size_t exceptions_kept = 100;
constexpr std::chrono::hours at_least_every{24};

Result<Reconciliation> look_at_all(const Surroundings& around, const std::stop_token& stop) {
  SLUSS_TRY_ASSIGN(result, reconcile(around.store, around.configuration, stop));
  SLUSS_TRY_ASSIGN(asked, ask_targets(around.store, around.configuration, around.clock.now(), stop));
  result.asked = asked.deliveries;
  result.unasked = std::move(asked.unasked);
  for (auto& exception : asked.exceptions) result.except(Invariant::documents_arrived, std::move(exception));
  if (stop.stop_requested()) return fail(Fault::cancelled, "it was stopped");
  SLUSS_TRY_ASSIGN(faults, around.store.check_integrity());
  for (auto& fault : faults) result.except(Invariant::store_sound, "the database: " + fault);
  return std::move(result);
}

/// As much as an alarm and a person the morning after need.
Value report_of(const Result<Reconciliation>& result) {
  auto report = Value::object();
  auto& troubles = report["troubles"] = Value::list();
  if (!result) {
    troubles.as_list()->emplace_back(result.error().what);
    return report;
  }
  const auto off = result->total.difference() == Ore{} ? 0 : 1;
  for (std::size_t i = 0; i < std::min(result->exceptions.size(), exceptions_kept); ++i)
    troubles.as_list()->emplace_back(result->exceptions[i].what);
  if (off != 0) troubles.as_list()->emplace_back("the sums differ by " + to_kronor(result->total.difference()));
  report["exceptions"] = static_cast<std::int64_t>(result->exceptions.size()) + off;
  report["asked"] = result->asked;
  std::int64_t unasked = 0;
  for (const auto& target : result->unasked) unasked += target.deliveries;
  report["unasked"] = unasked;
  return report;
}

}  // namespace

Result<Reconciliation> prove(const Surroundings& around, const std::string& trigger, const std::stop_token& stop) {
  store::Run run;
  run.pipeline = proof_name;
  run.trigger = trigger;
  run.started = around.clock.now();
  run.configuration = to_hex(around.configuration.hash);
  run.version = around.version;
  run.modules = around.modules;
  auto result = look_at_all(around, stop);
  if (!result && result.error().fault == Fault::cancelled) return result;
  SLUSS_TRY_ASSIGN(writing, around.store.begin(store::Access::write));
  SLUSS_TRY_ASSIGN(id, writing->runs().begin(run));
  const auto state = result && result->fits() ? "done" : "failed";
  SLUSS_TRY(writing->runs().end(id, state, around.clock.now(), report_of(result)));
  SLUSS_TRY(write_record(*writing, record_of(result, run.started, trigger, around.version)));
  SLUSS_TRY(writing->commit());
  return result;
}

Result<bool> proof_is_due(store::Transaction& reading, const config::Configuration& configuration, Instant now) {
  SLUSS_TRY_ASSIGN(proofs, reading.runs().list(proof_name, 1));
  if (proofs.empty()) return true;
  const auto& last = proofs.front();
  // A clock that was put back must not keep it off.
  if (last.state != "done" || std::chrono::abs(now - last.started) >= at_least_every) return true;
  for (const auto& [name, pipeline] : configuration.pipelines) {
    SLUSS_TRY_ASSIGN(runs, reading.runs().list(name, 1));
    if (!runs.empty() && runs.front().id > last.id) return true;
  }
  return false;
}

}  // namespace sluss::engine

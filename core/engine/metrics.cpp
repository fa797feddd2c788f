#include "engine/metrics.h"

#include <algorithm>
#include <map>
#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>
#include <set>

#include "engine/scheduler.h"

namespace sluss::engine {
namespace {

using prometheus::MetricFamily;
using Labels = std::vector<prometheus::ClientMetric::Label>;

const std::vector<MetricInfo> metrics = {
    {"sluss_store_bytes", "Size of the store with its write-ahead log.", {}},
    {"sluss_store_free_bytes", "Room left on the store's disk.", {}},
    {"sluss_daemon_running", "1 when the daemon runs.", {}},
    {"sluss_written_timestamp_seconds", "When these metrics were written.", {}},
    {"sluss_messages", "Current messages.", {"kind", "state"}},
    {"sluss_held_amount_ore", "What the held messages are worth, where that is known.", {"kind"}},
    {"sluss_deliveries", "Deliveries; those that nobody waits for any more are left out.", {"connection", "state"}},
    {"sluss_undelivered_oldest_timestamp_seconds",
     "When the run began that stored the oldest of what is still to be delivered there.",
     {"connection"}},
    {"sluss_parked_oldest_timestamp_seconds",
     "When the run began that stored the oldest of what waits for a person.",
     {"state"}},
    {"sluss_connection_failures", "How often the connection gave out in a row.", {"connection"}},
    {"sluss_connection_paused", "1 when the connection waits for a person.", {"connection"}},
    {"sluss_connection_retry_timestamp_seconds", "The connection is not tried before this moment.", {"connection"}},
    {"sluss_run_next_timestamp_seconds", "When the schedule asks for the next run.", {"pipeline"}},
    {"sluss_run_start_timestamp_seconds", "When the last run began.", {"pipeline"}},
    {"sluss_run_state", "1 for the state of the last run.", {"pipeline", "state"}},
    {"sluss_run_end_timestamp_seconds", "When the last run that ended did so.", {"pipeline"}},
    {"sluss_run_success_timestamp_seconds", "When the last run that came to its end well did so.", {"pipeline"}},
    {"sluss_run_duration_seconds", "How long the last run that ended took.", {"pipeline"}},
    {"sluss_run_read_messages", "How many rows the last run that ended read.", {"pipeline"}},
    {"sluss_run_invoices", "How many invoices the last run that ended issued.", {"pipeline"}},
    {"sluss_alarms", "How many alarms stand.", {}},
    {"sluss_alarm_since_timestamp_seconds", "Since when an alarm stands.", {"alarm"}},
};

std::string help_of(const std::string& name) {
  const auto at = std::find_if(metrics.begin(), metrics.end(), [&](const auto& metric) { return metric.name == name; });
  return at == metrics.end() ? "" : at->text;
}

class Families {
 public:
  /// One value of a gauge. The help of a name is told with its first value.
  void add(const std::string& name, Labels labels, std::int64_t value) {
    const auto same = [&](const MetricFamily& family) { return family.name == name; };
    auto family = std::find_if(families_.begin(), families_.end(), same);
    if (family == families_.end())
      family = families_.insert(family, {name, help_of(name), prometheus::MetricType::Gauge, {}});
    prometheus::ClientMetric metric;
    metric.label = std::move(labels);
    metric.gauge.value = static_cast<double>(value);
    family->metric.push_back(std::move(metric));
  }
  void add(const std::string& name, Labels labels, Instant at) {
    add(name, std::move(labels), std::int64_t{at.time_since_epoch().count()});
  }
  [[nodiscard]] std::string text() const { return prometheus::TextSerializer().Serialize(families_); }

 private:
  std::vector<MetricFamily> families_;
};

class Measuring {
 public:
  Measuring(store::Transaction& reading, const Outlook& outlook) : reading_(reading), outlook_(outlook) {}

  Result<std::string> text() {
    SLUSS_TRY(messages());
    SLUSS_TRY(deliveries());
    SLUSS_TRY(connections());
    SLUSS_TRY(ages());
    for (const auto& [name, pipeline] : outlook_.configuration.pipelines) SLUSS_TRY(runs(pipeline));
    SLUSS_TRY(alarms());
    if (const auto room = outlook_.room(outlook_.configuration.store)) {
      families_.add("sluss_store_bytes", {}, static_cast<std::int64_t>(room->store));
      families_.add("sluss_store_free_bytes", {}, static_cast<std::int64_t>(room->free));
    }
    families_.add("sluss_daemon_running", {}, std::int64_t{outlook_.daemon == DaemonIs::running ? 1 : 0});
    families_.add("sluss_written_timestamp_seconds", {}, outlook_.now);
    return families_.text();
  }

 private:
  Result<void> messages() {
    SLUSS_TRY_ASSIGN(counts, reading_.messages().counts());
    for (const auto& count : counts)
      families_.add("sluss_messages", {{"kind", count.kind}, {"state", name_of(count.state)}}, count.messages);
    SLUSS_TRY_ASSIGN(parked, reading_.messages().parked());
    for (const auto& count : parked)
      if (count.state == store::State::held)
        families_.add("sluss_held_amount_ore", {{"kind", count.kind}}, count.amount.value);
    return {};
  }

  Result<void> deliveries() {
    SLUSS_TRY_ASSIGN(counts, reading_.deliveries().counts());
    for (const auto& count : counts)
      families_.add("sluss_deliveries", {{"connection", count.connection}, {"state", name_of(count.state)}},
                    count.deliveries);
    return {};
  }

  Result<void> connections() {
    std::set<std::string> names;
    for (const auto& [name, inlet] : outlook_.configuration.inlets) names.insert(name);
    for (const auto& [name, outlet] : outlook_.configuration.outlets) names.insert(name);
    for (const auto& name : names) {
      SLUSS_TRY_ASSIGN(state, reading_.connections().find(name));
      families_.add("sluss_connection_failures", {{"connection", name}}, std::int64_t{state.failures});
      families_.add("sluss_connection_paused", {{"connection", name}}, std::int64_t{state.paused.empty() ? 0 : 1});
      if (state.until) families_.add("sluss_connection_retry_timestamp_seconds", {{"connection", name}}, *state.until);
    }
    return {};
  }

  /// When a run began; of one that is long past, the beginning of the first that is looked at.
  Result<std::optional<Instant>> begin_of(std::int64_t run) {
    constexpr std::size_t looked_at = 500;
    if (begun_.empty()) {
      SLUSS_TRY_ASSIGN(list, reading_.runs().list("", looked_at));
      for (const auto& one : list) begun_.emplace(one.id, one.started);
    }
    if (begun_.empty()) return std::nullopt;
    const auto at = begun_.find(run);
    return at == begun_.end() ? begun_.begin()->second : at->second;
  }

  Result<void> age(const std::string& name, const Labels& labels, std::int64_t run) {
    SLUSS_TRY_ASSIGN(begin, begin_of(run));
    if (begin) families_.add(name, labels, *begin);
    return {};
  }

  Result<void> ages() {
    for (const auto& [name, outlet] : outlook_.configuration.outlets) {
      SLUSS_TRY_ASSIGN(open, reading_.deliveries().open({name, Instant::max(), true, 0, 1}));
      if (open.empty()) continue;
      SLUSS_TRY_ASSIGN(stored, reading_.messages().get(open.front().message));
      if (stored) SLUSS_TRY(age("sluss_undelivered_oldest_timestamp_seconds", {{"connection", name}}, stored->run));
    }
    for (const auto state : {store::State::held, store::State::rejected}) {
      store::MessageFilter filter;
      filter.state = state;
      filter.limit = 1;
      filter.damage = store::Damage::tell;
      SLUSS_TRY_ASSIGN(oldest, reading_.messages().list(filter));
      if (!oldest.empty())
        SLUSS_TRY(age("sluss_parked_oldest_timestamp_seconds", {{"state", name_of(state)}}, oldest.front().run));
    }
    return {};
  }

  Result<void> runs(const config::Pipeline& pipeline) {
    const Labels labels = {{"pipeline", pipeline.name}};
    if (pipeline.schedule) {
      if (const auto next = pipeline.schedule->cron.next_after(outlook_.now))
        families_.add("sluss_run_next_timestamp_seconds", labels, *next);
    }
    SLUSS_TRY_ASSIGN(list, reading_.runs().list(pipeline.name, 2));
    if (!list.empty()) last_run(list.front(), labels);
    const auto ended = std::find_if(list.begin(), list.end(), [](const auto& run) { return run.ended.has_value(); });
    if (ended != list.end()) last_end(*ended, labels);
    return last_success(pipeline.name, labels);
  }

  /// Of the last hundred runs: one that never comes to its end well has alarms of its own.
  Result<void> last_success(const std::string& pipeline, const Labels& labels) {
    SLUSS_TRY_ASSIGN(list, reading_.runs().list(pipeline, 100));
    const auto good = std::ranges::find_if(list, [](const auto& run) { return run.state == "done" && run.ended; });
    if (good != list.end()) families_.add("sluss_run_success_timestamp_seconds", labels, *good->ended);
    return {};
  }

  void last_run(const store::Run& run, const Labels& labels) {
    families_.add("sluss_run_start_timestamp_seconds", labels, run.started);
    for (const auto* state : {"running", "done", "failed", "interrupted"})
      families_.add("sluss_run_state", {{"pipeline", run.pipeline}, {"state", state}},
                    std::int64_t{run.state == state ? 1 : 0});
  }

  /// Of the last run that ended: one under way has no numbers yet.
  void last_end(const store::Run& run, const Labels& labels) {
    families_.add("sluss_run_end_timestamp_seconds", labels, *run.ended);
    families_.add("sluss_run_duration_seconds", labels, std::int64_t{(*run.ended - run.started).count()});
    if (const auto* read = run.report["read"].as_int()) families_.add("sluss_run_read_messages", labels, *read);
    if (const auto* issued = run.report.at("issued.count").as_int())
      families_.add("sluss_run_invoices", labels, *issued);
  }

  Result<void> alarms() {
    SLUSS_TRY_ASSIGN(alarms, alarms_now(reading_, outlook_));
    families_.add("sluss_alarms", {}, static_cast<std::int64_t>(alarms.size()));
    for (const auto& alarm : alarms)
      families_.add("sluss_alarm_since_timestamp_seconds", {{"alarm", alarm.key}}, alarm.since);
    return {};
  }

  store::Transaction& reading_;
  const Outlook& outlook_;
  Families families_;
  std::map<std::int64_t, Instant> begun_;  ///< runs
};

}  // namespace

const std::vector<MetricInfo>& all_metrics() { return metrics; }

Result<std::string> metrics_text(store::Transaction& reading, const Outlook& outlook) {
  return Measuring(reading, outlook).text();
}

}  // namespace sluss::engine

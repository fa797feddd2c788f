#include "engine/scheduler.h"

#include <algorithm>

#include "engine/overdue.h"

namespace sluss::engine {
namespace {

using config::Missed;
using config::Schedule;
using std::chrono::seconds;

/// So many runs are known by the time they stood for: some years of nights.
constexpr std::size_t remembered = 1000;
constexpr int most_made_up_for = 100;
/// A run that never came to its end is made up for so often: enough for what broke it to be found (attempt.h).
constexpr int most_broken_off = 6;

constexpr std::string_view by_schedule = "schedule";

/// The time that a run of the schedule stands for. Older ones do not say: it is the last one before they began.
Instant time_of(const store::Run& run, const Schedule& schedule) {
  constexpr auto length = std::string_view("2026-11-23T01:00:00Z").size();
  const auto says = std::string(by_schedule) + " ";
  if (run.trigger.starts_with(says)) {
    if (const auto at = parse_instant(std::string_view(run.trigger).substr(says.size(), length))) return *at;
  }
  return schedule.last_until(run.started).value_or(run.started);
}

/// One that was stopped has an end, and has not done its work either.
bool is_broken_off(const store::Run& run) { return !run.ended || run.state == "interrupted"; }

std::optional<Instant> first_free(const Schedule& schedule, const std::set<Instant>& had, Instant after) {
  auto at = schedule.next_after(after);
  while (at && had.contains(*at)) at = schedule.next_after(*at);
  return at;
}

}  // namespace

std::string Due::trigger() const {
  auto text = std::string(by_schedule) + " " + to_iso(at);
  if (left_out) text += ", none for " + to_iso(left_out->first) + " to " + to_iso(left_out->last);
  return text;
}

Result<Scheduler> Scheduler::make(const config::Configuration& configuration, store::Transaction& reading,
                                  Instant now) {
  Scheduler scheduler;
  for (const auto& [name, pipeline] : configuration.pipelines) {
    if (!pipeline.schedule) continue;
    SLUSS_TRY_ASSIGN(runs, reading.runs().list(name, remembered));
    auto& watched = scheduler.watched_[name];
    watched.schedule = &*pipeline.schedule;
    learn(watched, name, runs, now);
  }
  return scheduler;
}

void Scheduler::learn(Watched& watched, const std::string& name, const std::vector<store::Run>& runs, Instant now) {
  std::optional<Instant> scheduled, commanded;
  std::map<Instant, int> broken_off;
  for (const auto& run : runs) {
    const bool is_scheduled = run.trigger.starts_with(by_schedule);
    auto at = is_scheduled ? time_of(run, *watched.schedule) : run.started;
    const bool is_due_still =
        is_scheduled && is_broken_off(run) && !watched.had.contains(at) && ++broken_off[at] < most_broken_off;
    if (is_scheduled && !is_due_still) watched.had.insert(at);
    if (is_due_still) at -= seconds(1);
    auto& last = is_scheduled ? scheduled : commanded;
    if (at <= now) last = std::max(last, std::optional(at));
  }
  const bool each_has_its_run = watched.schedule->missed == Missed::run_all && scheduled;
  watched.since = (each_has_its_run ? scheduled : std::max(scheduled, commanded)).value_or(now);
  skip_missed(watched, now);
  tell(watched, name, now);
}

void Scheduler::skip_missed(Watched& watched, Instant now) {
  if (watched.schedule->missed == Missed::skip) watched.since = std::max(watched.since, now - start_grace);
}

void Scheduler::tell(Watched& watched, const std::string& name, Instant now) {
  watched.since = std::min(watched.since, now);
  watched.asked = now;
  watched.coming = coming_of(watched, name, now);
}

std::optional<Due> Scheduler::coming_of(const Watched& watched, const std::string& name, Instant now) {
  const auto& schedule = *watched.schedule;
  auto settled = watched.since;
  if (const auto later = watched.had.upper_bound(now); later != watched.had.begin())
    settled = std::max(settled, *std::prev(later));
  const auto first = first_free(schedule, watched.had, settled);
  if (!first) return std::nullopt;
  if (*first > now) return Due{*first, name};
  // No time from `first` until now has had a run.
  Due due{schedule.last_until(now).value_or(*first), name};
  const auto before = [&] { return schedule.last_until(due.at - seconds(1)).value_or(*first); };
  const int most = schedule.missed == Missed::run_all ? most_made_up_for : 1;
  for (int kept = 1; kept < most && due.at > *first; ++kept) due.at = before();
  if (due.at > *first) due.left_out = {*first, before()};
  return due;
}

std::optional<Due> Scheduler::next_of(const std::string& pipeline, Instant now) {
  const auto found = watched_.find(pipeline);
  if (found == watched_.end()) return std::nullopt;
  auto& watched = found->second;
  if (now - watched.asked > start_grace) skip_missed(watched, now);
  tell(watched, pipeline, now);
  return watched.coming;
}

std::optional<Due> Scheduler::next() const {
  std::optional<Due> first;
  for (const auto& [name, watched] : watched_) {
    if (watched.coming && (!first || watched.coming->at < first->at)) first = watched.coming;
  }
  return first;
}

void Scheduler::done(const Due& due, Instant now) {
  const auto found = watched_.find(due.pipeline);
  if (found == watched_.end()) return;
  auto& watched = found->second;
  watched.had.insert(due.at);
  if (watched.had.size() > remembered) watched.had.erase(watched.had.begin());
  watched.since = std::max(watched.since, due.at);
  skip_missed(watched, now);
  tell(watched, due.pipeline, now);
}

void Scheduler::done(const std::string& pipeline, Instant now) {
  const auto found = watched_.find(pipeline);
  if (found == watched_.end()) return;
  const auto due = found->second.coming;
  if (due && due->at <= now) done(*due, now);
}

std::optional<Instant> Scheduler::next_of(const std::string& pipeline) const {
  const auto found = watched_.find(pipeline);
  if (found == watched_.end() || !found->second.coming) return std::nullopt;
  return found->second.coming->at;
}

}  // namespace sluss::engine

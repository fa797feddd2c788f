#include "engine/alarms.h"

#include <algorithm>
#include <map>

#include "engine/alarm_texts.h"
#include "engine/attempt.h"
#include "engine/deadline_texts.h"
#include "engine/overdue.h"
#include "engine/proof.h"
#include "engine/reminders.h"

namespace sluss::engine {
namespace {

using store::Alarm;

constexpr std::chrono::hours longest_absence{1};
constexpr std::uintmax_t least_room = 1ULL << 30U;

class Watch {
 public:
  Watch(store::Transaction& reading, const Outlook& outlook) : reading_(reading), outlook_(outlook) {}

  Result<std::vector<Alarm>> look() {
    SLUSS_TRY_ASSIGN(before, reading_.alarms().watched());
    for (auto& alarm : before) {
      const auto key = alarm.key;
      before_.emplace(key, std::move(alarm));
    }
    look_at_the_daemon();
    for (const auto& [name, pipeline] : outlook_.configuration.pipelines) SLUSS_TRY(look_at(pipeline));
    for (const auto& [name, inlet] : outlook_.configuration.inlets) SLUSS_TRY(look_at_connection(name));
    for (const auto& [name, outlet] : outlook_.configuration.outlets) SLUSS_TRY(look_at_connection(name));
    SLUSS_TRY(look_at_deliveries());
    SLUSS_TRY(look_at_readings());
    SLUSS_TRY(look_at_the_proof());
    look_at_the_deadlines();
    look_at_the_disk();
    std::sort(found_.begin(), found_.end(), [](const Alarm& a, const Alarm& b) { return a.key < b.key; });
    return std::move(found_);
  }

 private:
  /// `since` is nullopt when the store does not tell: then it is when this was first seen.
  void add(const std::string& key, const std::string& text, std::optional<Instant> since = std::nullopt) {
    const auto known = before_.find(key);
    Alarm alarm{key, text, since.value_or(first_seen(key)), std::nullopt};
    if (known != before_.end()) alarm.told = known->second.told;
    found_.push_back(std::move(alarm));
  }
  /// A clock that was put back must not make anything look as if it began in the future.
  [[nodiscard]] Instant first_seen(const std::string& key) const {
    const auto known = before_.find(key);
    return known == before_.end() ? outlook_.now : std::min(known->second.since, outlook_.now);
  }

  void look_at_the_daemon() {
    const auto& pipelines = outlook_.configuration.pipelines;
    const bool is_awaited =
        std::any_of(pipelines.begin(), pipelines.end(), [](const auto& entry) { return entry.second.schedule; });
    if (is_awaited && outlook_.daemon == DaemonIs::away) add("daemon/away", text_of_no_daemon());
  }

  Result<void> look_at(const config::Pipeline& pipeline) {
    SLUSS_TRY_ASSIGN(runs, reading_.runs().list(pipeline.name, 2));
    const bool is_running = !runs.empty() && runs.front().state == "running";
    if (is_running) look_at_running(pipeline, runs.front());
    // A run under way takes nothing back: only its end tells whether the one before is mended.
    const std::size_t ended = is_running ? 1 : 0;
    if (runs.size() > ended) look_at_ended(runs[ended]);
    if (!is_running) look_at_schedule(pipeline, runs.empty() ? nullptr : &runs.front());
    return {};
  }

  void look_at_running(const config::Pipeline& pipeline, const store::Run& run) {
    const auto longest = pipeline.schedule.value_or(config::Schedule()).longest;
    if (outlook_.now - run.started > longest)
      add("pipeline/" + run.pipeline + "/long", text_of_long(run, longest), run.started);
  }

  void look_at_ended(const store::Run& run) {
    if (run.state == "failed" || run.state == "interrupted")
      add("pipeline/" + run.pipeline + "/failed", text_of_failed(run), run.ended.value_or(run.started));
  }

  void look_at_schedule(const config::Pipeline& pipeline, const store::Run* last) {
    if (!pipeline.schedule) return;
    const auto key = "pipeline/" + pipeline.name + "/missing";
    // A run from a future that a wrong clock made is none to count from.
    const bool counts = last != nullptr && last->ended.value_or(last->started) <= outlook_.now;
    const auto from = counts ? last->ended.value_or(last->started) : first_seen(key);
    const auto due = overdue(*pipeline.schedule, from, outlook_.now);
    if (due) add(key, text_of_missing(pipeline.name, *due), counts ? due : std::nullopt);
    else if (!counts) add(key, "");
  }

  Result<void> look_at_connection(const std::string& name) {
    SLUSS_TRY_ASSIGN(state, reading_.connections().find(name));
    if (!state.paused.empty()) {
      add("connection/" + name + "/paused", text_of_paused(state));
    } else if (state.failures > 0) {
      const auto key = "connection/" + name + "/away";
      const auto since = first_seen(key);
      add(key, outlook_.now - since > longest_absence ? text_of_away(state, since) : "");
    }
    return {};
  }

  Result<void> look_at_deliveries() {
    SLUSS_TRY_ASSIGN(counts, reading_.deliveries().counts());
    for (const auto& count : counts) {
      const auto place = "connection/" + count.connection;
      if (count.state == store::DeliveryState::unknown)
        add(place + "/doubt", text_of_doubt(count.connection, count.deliveries), count.oldest);
      if (count.state == store::DeliveryState::rejected)
        add(place + "/refused", text_of_refused(count.connection, count.deliveries), count.oldest);
    }
    return {};
  }

  Result<void> look_at_readings() {
    std::map<std::string, Breakage> broken;
    SLUSS_TRY_ASSIGN(readings, reading_.readings().list());
    for (const auto& begun : readings) {
      if (begun.attempts >= most_attempts) broken[begun.channel].resources.push_back(begun.resource);
    }
    SLUSS_TRY_ASSIGN(counts, reading_.readings().passed_over_counts());
    for (const auto& [channel, rows] : counts) broken[channel].rows = rows;
    // One that bears another name now is read anew under that: nobody could resume the old one.
    for (const auto& [channel, breakage] : broken) {
      if (outlook_.configuration.inlets.contains(channel))
        add("connection/" + channel + "/broken", text_of_broken(channel, breakage));
    }
    return {};
  }

  Result<void> look_at_the_proof() {
    SLUSS_TRY_ASSIGN(runs, reading_.runs().list(proof_name, 1));
    if (!runs.empty() && runs.front().state != "done") add("reconcile/exceptions", text_of_proof(runs.front()));
    return {};
  }

  /// A damaged line must not keep people from hearing of all else.
  void look_at_the_deadlines() {
    const auto overdue = overdue_deadlines(reading_, outlook_.configuration.agreements, day_in_stockholm(outlook_.now));
    if (!overdue) return add("deadline/unknown", text_of_unknown_deadlines(overdue.error().what));
    for (const auto& state : *overdue)
      add("deadline/" + domain::key_of(state.deadline), text_of_overdue(state),
          Instant(state.deadline.day + std::chrono::days(1)));
  }

  void look_at_the_disk() {
    const auto room = outlook_.room(outlook_.configuration.store);
    if (!room) return add("store/room", room.error().what);
    const auto needed = std::max(least_room, 2 * room->store);
    if (room->free < needed) add("store/room", text_of_little_room(room->free, needed, outlook_.configuration.store));
  }

  store::Transaction& reading_;
  const Outlook& outlook_;
  std::map<std::string, Alarm> before_;
  std::vector<Alarm> found_;
};

bool is_alarm(const Alarm& alarm) { return !alarm.text.empty(); }

}  // namespace

Result<std::vector<Alarm>> watched_now(store::Transaction& reading, const Outlook& outlook) {
  return Watch(reading, outlook).look();
}

Result<std::vector<Alarm>> alarms_now(store::Transaction& reading, const Outlook& outlook) {
  SLUSS_TRY_ASSIGN(alarms, watched_now(reading, outlook));
  std::erase_if(alarms, [](const Alarm& alarm) { return !is_alarm(alarm); });
  return std::move(alarms);
}

bool News::worth_telling(Instant now, std::chrono::seconds again) const {
  const auto is_due = [&](const Alarm& alarm) { return *alarm.told + again <= now || *alarm.told > now; };
  return !fresh.empty() || !over.empty() || std::any_of(standing.begin(), standing.end(), is_due);
}

Result<News> settle(store::Store& store, const Outlook& outlook) {
  SLUSS_TRY_ASSIGN(writing, store.begin(store::Access::write));
  SLUSS_TRY_ASSIGN(before, writing->alarms().watched());
  std::erase_if(before, [](const Alarm& row) { return is_reminder(row.key); });
  SLUSS_TRY_ASSIGN(found, watched_now(*writing, outlook));
  News news;
  for (const auto& alarm : found) {
    const bool is_over = !is_alarm(alarm) && alarm.told;  // keeps its text until people have heard of the end
    if (!is_over) SLUSS_TRY(writing->alarms().set(alarm));
    if (is_alarm(alarm)) (alarm.told ? news.standing : news.fresh).push_back(alarm);
  }
  for (const auto& alarm : before) {
    const auto same = [&](const Alarm& other) { return other.key == alarm.key; };
    const auto now = std::find_if(found.begin(), found.end(), same);
    if (now != found.end() && is_alarm(*now)) continue;
    if (alarm.told) news.over.push_back(alarm);
    else if (now == found.end()) SLUSS_TRY(writing->alarms().remove(alarm.key));
  }
  SLUSS_TRY(writing->commit());
  return news;
}

Result<void> set_told(store::Store& store, const News& news, Instant now) {
  SLUSS_TRY_ASSIGN(writing, store.begin(store::Access::write));
  for (const auto* told : {&news.fresh, &news.standing}) {
    for (auto alarm : *told) {
      alarm.told = now;
      SLUSS_TRY(writing->alarms().set(alarm));
    }
  }
  for (const auto& alarm : news.over) SLUSS_TRY(writing->alarms().remove(alarm.key));
  return writing->commit();
}

}  // namespace sluss::engine

#include "store/sqlite_watch.h"

namespace sluss::store {
Result<ConnectionState> SqliteConnections::find(const std::string& name) {
  return tried([&]() -> Result<ConnectionState> {
    Query query(database_, "SELECT failures, until, trouble, paused FROM connection WHERE name = ?",
                database_.known_name(name).value_or(-1));
    if (!query.row()) return ConnectionState{name, 0, std::nullopt, "", ""};
    return ConnectionState{name, static_cast<int>(query.integer(0)), query.moment(1), query.text(2), query.text(3)};
  });
}

Result<void> SqliteConnections::set(const ConnectionState& state) {
  return tried([&]() -> Result<void> {
    if (state.failures == 0 && state.paused.empty()) {
      Query(database_, "DELETE FROM connection WHERE name = ?", database_.known_name(state.name).value_or(-1)).run();
      return {};
    }
    Query(database_, "INSERT OR REPLACE INTO connection VALUES (?, ?, ?, ?, ?)", database_.name_id(state.name),
          state.failures, state.until, state.trouble, state.paused)
        .run();
    return {};
  });
}

Result<std::vector<Alarm>> SqliteAlarms::list() {
  auto alarms = watched();
  if (alarms) std::erase_if(*alarms, [](const Alarm& alarm) { return alarm.text.empty(); });
  return alarms;
}

Result<std::vector<Alarm>> SqliteAlarms::watched() {
  return tried([&]() -> Result<std::vector<Alarm>> {
    std::vector<Alarm> alarms;
    Query query(database_, "SELECT key, text, since, told FROM alarm ORDER BY key");
    while (query.row()) alarms.push_back({query.text(0), query.text(1), *query.moment(2), query.moment(3)});
    return alarms;
  });
}

Result<void> SqliteAlarms::set(const Alarm& alarm) {
  return tried([&]() -> Result<void> {
    Query(database_, "INSERT OR REPLACE INTO alarm VALUES (?, ?, ?, ?)", alarm.key, alarm.text, alarm.since, alarm.told)
        .run();
    return {};
  });
}

Result<void> SqliteAlarms::remove(const std::string& key) {
  return tried([&]() -> Result<void> {
    Query(database_, "DELETE FROM alarm WHERE key = ?", key).run();
    return {};
  });
}

}  // namespace sluss::store

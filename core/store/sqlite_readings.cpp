#include "store/sqlite_readings.h"

namespace sluss::store {

Result<std::optional<Begun>> SqliteReadings::find(const std::string& channel, const std::string& resource) {
  return tried([&]() -> Result<std::optional<Begun>> {
    Query query(database_,
                "SELECT version, attempts, at, rows, suspect, blamed FROM reading WHERE channel = ? AND resource = ?",
                database_.known_name(channel).value_or(-1), database_.known_name(resource).value_or(-1));
    if (!query.row()) return std::nullopt;
    return Begun{channel,          resource,         query.text(0), static_cast<int>(query.integer(1)),
                 *query.moment(2), query.integer(3), query.text(4), static_cast<int>(query.integer(5))};
  });
}

Result<void> SqliteReadings::set(const Begun& reading) {
  return tried([&]() -> Result<void> {
    Query(database_, "INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
          database_.name_id(reading.channel), database_.name_id(reading.resource), reading.version, reading.attempts,
          reading.at, reading.rows, reading.suspect, reading.blamed)
        .run();
    return {};
  });
}

Result<void> SqliteReadings::remove(const std::string& channel, const std::string& resource) {
  return tried([&]() -> Result<void> {
    Query(database_, "DELETE FROM reading WHERE channel = ? AND resource = ?",
          database_.known_name(channel).value_or(-1), database_.known_name(resource).value_or(-1))
        .run();
    return {};
  });
}

Result<std::vector<Begun>> SqliteReadings::list() {
  return tried([&]() -> Result<std::vector<Begun>> {
    std::vector<Begun> readings;
    Query query(database_,
                "SELECT c.text, r.text, version, attempts, at, rows, suspect, blamed FROM reading "
                "JOIN name c ON c.id = channel JOIN name r ON r.id = resource ORDER BY c.text, r.text");
    while (query.row())
      readings.push_back({query.text(0), query.text(1), query.text(2), static_cast<int>(query.integer(3)),
                          *query.moment(4), query.integer(5), query.text(6), static_cast<int>(query.integer(7))});
    return readings;
  });
}

Result<void> SqliteReadings::pass_over(const std::string& channel, const std::string& row, const std::string& modules) {
  return tried([&]() -> Result<void> {
    Query(database_, "INSERT OR REPLACE INTO poison VALUES (?, ?, ?)", database_.name_id(channel), row, modules).run();
    return {};
  });
}

Result<std::vector<std::string>> SqliteReadings::passed_over(const std::string& channel, const std::string& modules) {
  return tried([&]() -> Result<std::vector<std::string>> {
    const auto id = database_.known_name(channel).value_or(-1);
    Query(database_, "DELETE FROM poison WHERE channel = ? AND modules != ?", id, modules).run();
    std::vector<std::string> rows;
    Query query(database_, "SELECT row FROM poison WHERE channel = ?", id);
    while (query.row()) rows.push_back(query.text(0));
    return rows;
  });
}

Result<std::vector<std::pair<std::string, std::int64_t>>> SqliteReadings::passed_over_counts() {
  return tried([&]() -> Result<std::vector<std::pair<std::string, std::int64_t>>> {
    std::vector<std::pair<std::string, std::int64_t>> counts;
    Query query(database_, "SELECT text, count(*) FROM poison JOIN name ON id = channel GROUP BY text ORDER BY text");
    while (query.row()) counts.emplace_back(query.text(0), query.integer(1));
    return counts;
  });
}

Result<std::int64_t> SqliteReadings::forget(const std::string& channel) {
  return tried([&]() -> Result<std::int64_t> {
    const auto id = database_.known_name(channel).value_or(-1);
    return Query(database_, "DELETE FROM reading WHERE channel = ?", id).run() +
           Query(database_, "DELETE FROM poison WHERE channel = ?", id).run();
  });
}

}  // namespace sluss::store

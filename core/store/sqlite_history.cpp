#include "store/sqlite_history.h"

#include "base/json.h"

namespace sluss::store {
namespace {

std::int64_t seconds_of(Instant at) { return at.time_since_epoch().count(); }

/// What a row of the audit log adds to the one before.
Digest link(const Digest& before, std::int64_t id, const AuditEntry& entry) {
  Value row = Value::list();
  row.as_list()->emplace_back(to_hex(before));
  row.as_list()->emplace_back(id);
  row.as_list()->emplace_back(seconds_of(entry.at));
  for (const auto* text : {&entry.who, &entry.action, &entry.what, &entry.detail}) row.as_list()->emplace_back(*text);
  return digest(to_json(row));
}

}  // namespace

AuditEntry entry_of(const Query& query) {
  return {*query.moment(1), query.text(2), query.text(3), query.text(4), query.text(5)};
}

Run run_of(const Query& query) {
  Run run{query.integer(0), query.text(1), query.text(2), query.text(3), *query.moment(4),
          std::nullopt,     query.text(6), query.text(7), query.text(9), {}};
  run.ended = query.moment(5);
  if (auto report = parse_json(query.text(8))) run.report = std::move(*report);
  return run;
}

Result<std::optional<Cursor>> SqliteCursors::find(std::string_view channel, std::string_view resource) {
  return tried([&]() -> Result<std::optional<Cursor>> {
    Query query(database_, "SELECT version, rows, run FROM cursor WHERE channel = ? AND resource = ?",
                database_.known_name(channel).value_or(-1), database_.known_name(resource).value_or(-1));
    if (!query.row()) return std::nullopt;
    return Cursor{std::string(channel), std::string(resource), query.text(0), query.integer(1), query.integer(2)};
  });
}

Result<void> SqliteCursors::set(const Cursor& cursor) {
  return tried([&]() -> Result<void> {
    Query(database_, "INSERT OR REPLACE INTO cursor VALUES (?, ?, ?, ?, ?)", database_.name_id(cursor.channel),
          database_.name_id(cursor.resource), cursor.version, cursor.rows, cursor.run)
        .run();
    return {};
  });
}

Result<std::int64_t> SqliteRuns::begin(const Run& run) {
  return tried([&]() -> Result<std::int64_t> {
    Query(database_, "UPDATE run SET state = 'interrupted' WHERE pipeline = ? AND state = 'running'", run.pipeline)
        .run();
    Query(database_,
          "INSERT INTO run (pipeline, trigger, state, started, configuration, version, modules, report) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, 'null')",
          run.pipeline, run.trigger, run.state, run.started, run.configuration, run.version, run.modules)
        .run();
    return database_.connection().getLastInsertRowid();
  });
}

Result<void> SqliteRuns::end(std::int64_t id, const std::string& state, Instant at, const Value& report) {
  return tried([&]() -> Result<void> {
    const auto json = to_json(report);
    Query(database_, "UPDATE run SET state = ?, ended = ?, report = ? WHERE id = ?", state, at, json, id).run();
    return {};
  });
}

Result<std::vector<Run>> SqliteRuns::list(const std::string& pipeline, std::size_t limit) {
  return tried([&]() -> Result<std::vector<Run>> {
    std::vector<Run> runs;
    Query query(database_, SLUSS_RUN_COLUMNS "WHERE ?1 = '' OR pipeline = ?1 ORDER BY id DESC LIMIT ?2", pipeline,
                static_cast<std::int64_t>(limit));
    while (query.row()) runs.push_back(run_of(query));
    return runs;
  });
}

Result<void> SqliteAudit::add(const AuditEntry& entry) {
  return tried([&]() -> Result<void> {
    Digest before{};
    std::int64_t id = 1;
    {
      Query last(database_, "SELECT id, chain FROM audit ORDER BY id DESC LIMIT 1");
      if (last.row()) {
        id = last.integer(0) + 1;
        before = last.digest(1);
      }
    }
    Query(database_, "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)", id, entry.at, entry.who, entry.action,
          entry.what, entry.detail, link(before, id, entry))
        .run();
    return {};
  });
}

Result<std::vector<AuditEntry>> SqliteAudit::list(std::size_t limit) {
  return tried([&]() -> Result<std::vector<AuditEntry>> {
    std::vector<AuditEntry> entries;
    Query query(database_, "SELECT id, at, who, action, what, detail FROM audit ORDER BY id DESC LIMIT ?",
                static_cast<std::int64_t>(limit));
    while (query.row()) entries.push_back(entry_of(query));
    return entries;
  });
}

Result<std::optional<std::int64_t>> SqliteAudit::verify() {
  return tried([&]() -> Result<std::optional<std::int64_t>> {
    Digest before{};
    std::int64_t expected = 1;
    Query query(database_, "SELECT id, at, who, action, what, detail, chain FROM audit ORDER BY id");
    for (; query.row(); ++expected) {
      const auto chain = query.digest(6);
      if (query.integer(0) != expected || link(before, expected, entry_of(query)) != chain) return expected;
      before = chain;
    }
    return std::nullopt;
  });
}

}  // namespace sluss::store

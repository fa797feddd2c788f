#include "store/sqlite_trail.h"

#include "store/sqlite_history.h"

namespace sluss::store {

Result<std::vector<std::int64_t>> SqliteTrail::with_key(std::string_view key) {
  return tried([&]() -> Result<std::vector<std::int64_t>> {
    std::vector<std::int64_t> messages;
    // The index begins with the channel: from one channel to the next, and in each a look-up of the key.
    Query query(database_,
                "WITH RECURSIVE each (channel) AS (SELECT min(channel) FROM item UNION ALL "
                "SELECT (SELECT min(n.channel) FROM item n WHERE n.channel > each.channel) FROM each "
                "WHERE each.channel IS NOT NULL) "
                "SELECT i.message FROM each CROSS JOIN item i ON i.channel = each.channel AND i.key = ? "
                "ORDER BY i.message",
                key);
    while (query.row()) messages.push_back(query.integer(0));
    return messages;
  });
}

Result<std::optional<std::int64_t>> SqliteTrail::of_delivery(std::string_view key) {
  return tried([&]() -> Result<std::optional<std::int64_t>> {
    Query query(database_, "SELECT message FROM delivery WHERE key = ?", key);
    return query.row() ? std::optional(query.integer(0)) : std::nullopt;
  });
}

Result<std::vector<std::int64_t>> SqliteTrail::versions(std::int64_t item) {
  return tried([&]() -> Result<std::vector<std::int64_t>> {
    Query current(database_,
                  "SELECT i.message FROM message m JOIN item i ON i.channel = m.channel AND i.key = m.key "
                  "WHERE m.id = ? AND m.item = m.id",
                  item);
    if (!current.row()) return std::vector<std::int64_t>{};
    std::vector<std::int64_t> versions = {item};
    // Most things have one version, and are done here.
    if (current.integer(0) == item) return versions;
    Query later(database_, "SELECT id FROM message WHERE id > ?1 AND id <= ?2 AND item = ?1 AND id != item ORDER BY id",
                item, current.integer(0));
    while (later.row()) versions.push_back(later.integer(0));
    return versions;
  });
}

Result<std::optional<Run>> SqliteTrail::run(std::int64_t id) {
  return tried([&]() -> Result<std::optional<Run>> {
    Query query(database_, SLUSS_RUN_COLUMNS "WHERE id = ?", id);
    return query.row() ? std::optional(run_of(query)) : std::nullopt;
  });
}

Result<std::vector<AuditEntry>> SqliteTrail::decisions(std::int64_t message) {
  return tried([&]() -> Result<std::vector<AuditEntry>> {
    std::vector<AuditEntry> entries;
    Query query(database_,
                // All that begins with it and a blank, by the index: "!" comes next after " ".
                "SELECT id, at, who, action, what, detail FROM audit WHERE (what = ?1 OR (what > ?1 || ' ' AND "
                "what < ?1 || '!')) AND action != 'look' ORDER BY id",
                "message " + std::to_string(message));
    while (query.row()) entries.push_back(entry_of(query));
    return entries;
  });
}

}  // namespace sluss::store

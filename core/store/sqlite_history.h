// How far sources were read, which runs took place, and who did what.
#pragma once

#include "store/sqlite_database.h"
#include "store/store.h"

namespace sluss::store {

#define SLUSS_RUN_COLUMNS \
  "SELECT id, pipeline, trigger, state, started, ended, configuration, version, report, modules FROM run "

/// The run in a row of those columns.
[[nodiscard]] Run run_of(const Query& query);
/// What stands in a row of id, at, who, action, what, detail.
[[nodiscard]] AuditEntry entry_of(const Query& query);

class SqliteCursors final : public Cursors {
 public:
  explicit SqliteCursors(Database& database) : database_(database) {}
  [[nodiscard]] Result<std::optional<Cursor>> find(std::string_view channel, std::string_view resource) override;
  [[nodiscard]] Result<void> set(const Cursor& cursor) override;

 private:
  Database& database_;
};

class SqliteRuns final : public Runs {
 public:
  explicit SqliteRuns(Database& database) : database_(database) {}
  [[nodiscard]] Result<std::int64_t> begin(const Run& run) override;
  [[nodiscard]] Result<void> end(std::int64_t id, const std::string& state, Instant at, const Value& report) override;
  [[nodiscard]] Result<std::vector<Run>> list(const std::string& pipeline, std::size_t limit) override;

 private:
  Database& database_;
};

class SqliteAudit final : public Audit {
 public:
  explicit SqliteAudit(Database& database) : database_(database) {}
  [[nodiscard]] Result<void> add(const AuditEntry& entry) override;
  [[nodiscard]] Result<std::vector<AuditEntry>> list(std::size_t limit) override;
  [[nodiscard]] Result<std::optional<std::int64_t>> verify() override;

 private:
  Database& database_;
};

}  // namespace sluss::store

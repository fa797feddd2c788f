// The source: the rows of a query.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "postgresql.h"
#include "sqlite.h"
#include "statement.h"

namespace sluss::sql {

struct QueryConfig {
  std::string query;
  std::string cursor, overlap;
  std::string position = "position";
};
struct PostgresqlSourceConfig : Server, QueryConfig {};
struct SqliteSourceConfig : DatabaseFile, QueryConfig {};

[[nodiscard]] Spec<PostgresqlSourceConfig> postgresql_source_spec();
[[nodiscard]] Spec<SqliteSourceConfig> sqlite_source_spec();

/// One Read has all rows of the query, as lines for the format json; with a cursor those from its last value on, that
/// value's included. They are read in one transaction that can write nothing.
class QuerySource : public Source {
 public:
  QuerySource(QueryConfig query, Opener opener, std::string name)
      : query_(std::move(query)), opener_(std::move(opener)), name_(std::move(name)) {}
  [[nodiscard]] std::string position_name() const override { return query_.cursor.empty() ? "" : query_.position; }
  void go_on_from(const std::string& position) override { position_ = position; }
  [[nodiscard]] std::string reads_on() const override {
    return query_.cursor.empty() ? "" : "cursor: " + query_.cursor;
  }
  [[nodiscard]] Result<void> open(std::stop_token stop) override;
  [[nodiscard]] Result<std::optional<Read>> read(std::stop_token stop) override;
  [[nodiscard]] Result<void> settle(const std::string& ticket, Outcome outcome, const std::string& why) override;
  void close() noexcept override;

 private:
  QueryConfig query_;
  Opener opener_;
  std::string name_;
  std::string position_;
  bool in_round_ = false, unsettled_ = false;
};

class PostgresqlSource final : public QuerySource {
 public:
  explicit PostgresqlSource(const PostgresqlSourceConfig& config);
};
class SqliteSource final : public QuerySource {
 public:
  explicit SqliteSource(const SqliteSourceConfig& config);
};

/// Connects, and has the query planned, and one row looked for.
[[nodiscard]] Result<void> probe_query(const QueryConfig& query, const Opener& opener, const std::stop_token& stop);

class PostgresqlSourceProbe final : public Probe {
 public:
  explicit PostgresqlSourceProbe(PostgresqlSourceConfig config) : config_(std::move(config)) {}
  [[nodiscard]] Result<void> probe(std::stop_token stop) override;

 private:
  PostgresqlSourceConfig config_;
};
class SqliteSourceProbe final : public Probe {
 public:
  explicit SqliteSourceProbe(SqliteSourceConfig config) : config_(std::move(config)) {}
  [[nodiscard]] Result<void> probe(std::stop_token stop) override;

 private:
  SqliteSourceConfig config_;
};

[[nodiscard]] Opener opener_of(const Server& server);
[[nodiscard]] Opener opener_of(const DatabaseFile& file);

}  // namespace sluss::sql

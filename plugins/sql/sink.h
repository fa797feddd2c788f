// The sink: a row for each delivery, that takes the place of the row with the same key.
//
// The deliveries' own keys stand in a table beside it, written in the same transaction. So the same delivery again
// makes no second one, also after a COMMIT whose answer was lost (docs/decisions/0027).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "postgresql.h"
#include "sqlite.h"

namespace sluss::sql {

struct TableConfig {
  std::string table;
  Node columns;
  /// Column and path, as the check read them.
  std::shared_ptr<std::vector<std::pair<std::string, std::string>>> read_columns =
      std::make_shared<std::vector<std::pair<std::string, std::string>>>();
  std::vector<std::string> key;
  std::string deliveries = "sluss_deliveries";
};
struct PostgresqlSinkConfig : Server, TableConfig {};
struct SqliteSinkConfig : DatabaseFile, TableConfig {};

[[nodiscard]] Spec<PostgresqlSinkConfig> postgresql_sink_spec();
[[nodiscard]] Spec<SqliteSinkConfig> sqlite_sink_spec();

class TableSink : public Sink {
 public:
  TableSink(const TableConfig& table, Opener opener);
  [[nodiscard]] Resend resend() const override { return Resend::safe; }
  [[nodiscard]] Result<void> open(std::stop_token stop) override;
  [[nodiscard]] Result<WriteReport> write(std::span<const Parcel> parcels, std::stop_token stop) override;
  [[nodiscard]] Result<std::optional<Kept>> kept(const std::string& key, std::stop_token stop) override;
  void close() noexcept override { database_.reset(); }

 private:
  enum class Care { together, savepoints };
  struct Attempt {
    WriteReport report;
    bool in_doubt = false;       ///< the COMMIT may have been done
    bool to_be_careful = false;  ///< a row was refused, or delivered before: each by itself, with savepoints
  };
  [[nodiscard]] Result<void> reach(const std::stop_token& stop);
  [[nodiscard]] Result<Attempt> attempt(std::span<const Parcel> parcels, Care care, const std::stop_token& stop);
  [[nodiscard]] Result<void> write_together(std::span<const Parcel> parcels, Attempt& made,
                                            const std::stop_token& stop);
  [[nodiscard]] Result<void> write_apart(std::span<const Parcel> parcels, Attempt& made, const std::stop_token& stop);
  /// False: some were delivered before, or two are of one delivery.
  [[nodiscard]] Result<bool> deliver_together(std::span<const Parcel> parcels, const std::stop_token& stop);
  [[nodiscard]] Result<std::string> deliver(const Parcel& parcel, const std::stop_token& stop);
  [[nodiscard]] Result<std::string> deliver_apart(const Parcel& parcel, const std::stop_token& stop);
  [[nodiscard]] Result<Parameters> values_of(const Parcel& parcel) const;
  [[nodiscard]] std::string insert_keys(std::size_t rows) const;
  [[nodiscard]] std::string receipt() const { return "row in " + table_.table; }

  TableConfig table_;
  Opener opener_;
  std::vector<std::string> columns_;
  std::string select_digest_;
  std::unique_ptr<Database> database_;
};

class PostgresqlSink final : public TableSink {
 public:
  explicit PostgresqlSink(const PostgresqlSinkConfig& config);
};
class SqliteSink final : public TableSink {
 public:
  explicit SqliteSink(const SqliteSinkConfig& config);
};

class PostgresqlSinkProbe final : public Probe {
 public:
  explicit PostgresqlSinkProbe(PostgresqlSinkConfig config) : config_(std::move(config)) {}
  [[nodiscard]] Result<void> probe(std::stop_token stop) override;

 private:
  PostgresqlSinkConfig config_;
};
class SqliteSinkProbe final : public Probe {
 public:
  explicit SqliteSinkProbe(SqliteSinkConfig config) : config_(std::move(config)) {}
  [[nodiscard]] Result<void> probe(std::stop_token stop) override;

 private:
  SqliteSinkConfig config_;
};

}  // namespace sluss::sql

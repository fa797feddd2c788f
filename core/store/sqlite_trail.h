// Following a thing from any end of it, by look-ups in indexes.
#pragma once

#include "store/sqlite_database.h"
#include "store/store.h"

namespace sluss::store {

class SqliteTrail final : public Trail {
 public:
  explicit SqliteTrail(Database& database) : database_(database) {}
  [[nodiscard]] Result<std::vector<std::int64_t>> with_key(std::string_view key) override;
  [[nodiscard]] Result<std::optional<std::int64_t>> of_delivery(std::string_view key) override;
  [[nodiscard]] Result<std::vector<std::int64_t>> versions(std::int64_t item) override;
  [[nodiscard]] Result<std::optional<Run>> run(std::int64_t id) override;
  [[nodiscard]] Result<std::vector<AuditEntry>> decisions(std::int64_t message) override;

 private:
  Database& database_;
};

}  // namespace sluss::store

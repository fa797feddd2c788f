// What was begun to be read and never ended, and the rows that are passed over.
#pragma once

#include "store/sqlite_database.h"
#include "store/store.h"

namespace sluss::store {

class SqliteReadings final : public Readings {
 public:
  explicit SqliteReadings(Database& database) : database_(database) {}
  [[nodiscard]] Result<std::optional<Begun>> find(const std::string& channel, const std::string& resource) override;
  [[nodiscard]] Result<void> set(const Begun& begun) override;
  [[nodiscard]] Result<void> remove(const std::string& channel, const std::string& resource) override;
  [[nodiscard]] Result<std::vector<Begun>> list() override;
  [[nodiscard]] Result<void> pass_over(const std::string& channel, const std::string& row,
                                       const std::string& modules) override;
  [[nodiscard]] Result<std::vector<std::string>> passed_over(const std::string& channel,
                                                             const std::string& modules) override;
  [[nodiscard]] Result<std::vector<std::pair<std::string, std::int64_t>>> passed_over_counts() override;
  [[nodiscard]] Result<std::int64_t> forget(const std::string& channel) override;

 private:
  Database& database_;
};

}  // namespace sluss::store

// How connections do, and what people were told of.
#pragma once

#include "store/sqlite_database.h"
#include "store/store.h"

namespace sluss::store {

class SqliteConnections final : public Connections {
 public:
  explicit SqliteConnections(Database& database) : database_(database) {}
  [[nodiscard]] Result<ConnectionState> find(const std::string& name) override;
  [[nodiscard]] Result<void> set(const ConnectionState& state) override;

 private:
  Database& database_;
};

class SqliteAlarms final : public Alarms {
 public:
  explicit SqliteAlarms(Database& database) : database_(database) {}
  [[nodiscard]] Result<std::vector<Alarm>> list() override;
  [[nodiscard]] Result<std::vector<Alarm>> watched() override;
  [[nodiscard]] Result<void> set(const Alarm& alarm) override;
  [[nodiscard]] Result<void> remove(const std::string& key) override;

 private:
  Database& database_;
};

}  // namespace sluss::store

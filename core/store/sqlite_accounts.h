// Accounts and tokens.
#pragma once

#include "store/accounts.h"
#include "store/sqlite_database.h"

namespace sluss::store {

class SqliteAccounts final : public Accounts {
 public:
  explicit SqliteAccounts(Database& database) : database_(database) {}
  [[nodiscard]] Result<std::vector<Account>> list() override;
  [[nodiscard]] Result<std::optional<Account>> find(const std::string& name) override;
  [[nodiscard]] Result<std::optional<Account>> with_token(const Digest& token) override;
  [[nodiscard]] Result<void> set(const Account& account) override;
  [[nodiscard]] Result<void> remove(const std::string& name) override;

 private:
  Database& database_;
};

}  // namespace sluss::store

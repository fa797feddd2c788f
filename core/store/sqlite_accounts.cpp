#include "store/sqlite_accounts.h"

namespace sluss::store {
namespace {

#define SLUSS_ACCOUNT_COLUMNS "SELECT name, kind, roles, proof, made, expires FROM account "

Account account_of(const Query& query) {
  return {query.text(0),
          static_cast<AccountKind>(query.integer(1)),
          Roles::of_bits(query.integer(2)),
          query.text(3),
          *query.moment(4),
          query.moment(5)};
}

std::optional<Account> one_of(Query& query) { return query.row() ? std::optional(account_of(query)) : std::nullopt; }

}  // namespace

Result<std::vector<Account>> SqliteAccounts::list() {
  return tried([&]() -> Result<std::vector<Account>> {
    std::vector<Account> accounts;
    Query query(database_, SLUSS_ACCOUNT_COLUMNS "ORDER BY name");
    while (query.row()) accounts.push_back(account_of(query));
    return accounts;
  });
}

Result<std::optional<Account>> SqliteAccounts::find(const std::string& name) {
  return tried([&]() -> Result<std::optional<Account>> {
    Query query(database_, SLUSS_ACCOUNT_COLUMNS "WHERE name = ?", name);
    return one_of(query);
  });
}

Result<std::optional<Account>> SqliteAccounts::with_token(const Digest& token) {
  return tried([&]() -> Result<std::optional<Account>> {
    Query query(database_, SLUSS_ACCOUNT_COLUMNS "WHERE proof = ? AND kind != 0", to_hex(token));
    return one_of(query);
  });
}

Result<void> SqliteAccounts::set(const Account& account) {
  return tried([&]() -> Result<void> {
    Query(database_, "INSERT OR REPLACE INTO account VALUES (?, ?, ?, ?, ?, ?)", account.name,
          static_cast<std::int64_t>(account.kind), account.roles.bits(), account.proof, account.made, account.expires)
        .run();
    return {};
  });
}

Result<void> SqliteAccounts::remove(const std::string& name) {
  return tried([&]() -> Result<void> {
    Query(database_, "DELETE FROM account WHERE name = ?", name).run();
    return {};
  });
}

}  // namespace sluss::store

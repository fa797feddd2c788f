#include "admin/accounts.h"

#include <algorithm>

#include "admin/secrets.h"
#include "base/text.h"

namespace sluss::admin {
namespace {

using store::Account;
using store::AccountKind;
using store::Role;
using store::Roles;

constexpr std::size_t longest_name = 64;
/// The name of the one-time token; no account can have it.
constexpr auto first_name = "(first)";

Result<void> expect_name(const std::string& name) {
  if (is_account_name(name)) return {};
  return fail(Fault::config, "a name is 1 to 64 letters (a-z), digits, and . - _ @");
}

Result<void> expect_roles(const Roles& roles) {
  if (!roles.empty()) return {};
  return fail(Fault::config, "an account needs a role: " + join(Roles::of_bits(-1).names(), ", "));
}

/// Error when `name` is the only person left who may manage accounts.
Result<void> expect_another_admin(store::Accounts& accounts, const std::string& name) {
  SLUSS_TRY_ASSIGN(all, accounts.list());
  const auto manages = [](const Account& one) { return one.kind == AccountKind::person && one.roles.has(Role::admin); };
  const bool is_one = std::ranges::any_of(all, [&](const auto& one) { return one.name == name && manages(one); });
  const bool another = std::ranges::any_of(all, [&](const auto& one) { return one.name != name && manages(one); });
  if (!is_one || another) return {};
  return fail(Fault::config, "this is the last account with the role admin; give another one that role first");
}

Result<void> write_down(store::Transaction& transaction, const Doer& doer, const char* action, const Account& account) {
  auto roles = join(account.roles.names(), ", ");
  return transaction.audit().add({doer.at, doer.who, action, "account " + account.name, std::move(roles)});
}

bool is_person(const Account& account) { return account.kind == AccountKind::person; }

Result<bool> anybody(store::Accounts& accounts) {
  SLUSS_TRY_ASSIGN(all, accounts.list());
  return std::ranges::any_of(all, is_person);
}

}  // namespace

bool is_account_name(std::string_view name) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
           c == '_' || c == '@';
  };
  return !name.empty() && name.size() <= longest_name && std::ranges::all_of(name, fits);
}

Result<void> set_person(store::Transaction& transaction, const std::string& name, Roles roles,
                        const std::optional<std::string>& password, const Doer& doer) {
  SLUSS_TRY(expect_name(name));
  SLUSS_TRY(expect_roles(roles));
  auto& accounts = transaction.accounts();
  SLUSS_TRY_ASSIGN(known, accounts.find(name));
  if (known && !is_person(*known)) return fail(Fault::config, "a program has that name already");
  if (password) {
    if (auto why = why_weak(*password, name); !why.empty()) return fail(Fault::config, std::move(why));
  }
  if (!roles.has(Role::admin)) SLUSS_TRY(expect_another_admin(accounts, name));
  Account account{name, AccountKind::person, roles,
                  password ? hash_password(*password)
                  : known  ? known->proof
                           : "",
                  known ? known->made : doer.at};
  SLUSS_TRY(accounts.set(account));
  return write_down(transaction, doer, known ? "account-changed" : "account-added", account);
}

Result<std::string> add_program(store::Transaction& transaction, const std::string& name, Roles roles,
                                std::optional<Instant> expires, const Doer& doer) {
  SLUSS_TRY(expect_name(name));
  SLUSS_TRY(expect_roles(roles));
  SLUSS_TRY_ASSIGN(known, transaction.accounts().find(name));
  if (known) return fail(Fault::config, "there is an account of that name already");
  if (expires && *expires <= doer.at) return fail(Fault::config, "it would have expired already");
  auto token = random_token();
  const Account account{name, AccountKind::program, roles, to_hex(digest(token)), doer.at, expires};
  SLUSS_TRY(transaction.accounts().set(account));
  SLUSS_TRY(write_down(transaction, doer, "token-added", account));
  return token;
}

Result<void> remove_account(store::Transaction& transaction, const std::string& name, const Doer& doer) {
  SLUSS_TRY_ASSIGN(known, transaction.accounts().find(name));
  if (!known || known->kind == AccountKind::first) return fail(Fault::config, "there is no account of that name");
  SLUSS_TRY(expect_another_admin(transaction.accounts(), name));
  SLUSS_TRY(transaction.accounts().remove(name));
  return write_down(transaction, doer, is_person(*known) ? "account-removed" : "token-removed", *known);
}

Result<std::optional<std::string>> first_token(store::Transaction& transaction, Instant now) {
  SLUSS_TRY_ASSIGN(somebody, anybody(transaction.accounts()));
  if (somebody) return std::nullopt;
  auto token = random_token();
  SLUSS_TRY(transaction.accounts().set(
      {first_name, AccountKind::first, {}, to_hex(digest(token)), now, now + first_token_lasts}));
  return token;
}

Result<void> make_first_person(store::Transaction& transaction, const std::string& token, const std::string& name,
                               const std::string& password, Instant now) {
  SLUSS_TRY_ASSIGN(first, transaction.accounts().with_token(digest(token)));
  SLUSS_TRY_ASSIGN(somebody, anybody(transaction.accounts()));
  if (somebody || !first || first->kind != AccountKind::first || *first->expires <= now)
    return fail(Fault::denied, "this is not the token that the daemon wrote when it started last");
  SLUSS_TRY(set_person(transaction, name, Roles::of_bits(-1), password, {name, now}));
  return transaction.accounts().remove(first_name);
}

}  // namespace sluss::admin

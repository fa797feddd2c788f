// Who may come in over the network: people by a password, programs by a token. Of both only that is kept by which they
// can be checked. Whoever changes an account writes the audit log in the same transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/digest.h"
#include "base/result.h"

namespace sluss::store {

/// What somebody may do. Each stands by itself: who may approve may not therefore see names.
enum class Role {
  viewer,    ///< look at everything, students masked
  operate,   ///< mend: retry, edit and discard messages, run pipelines, resume connections
  approve,   ///< money: approve a basis, credit an invoice
  admin,     ///< accounts and tokens
  personal,  ///< see names and personal numbers, each look with its reason
};

[[nodiscard]] const char* name_of(Role role);
[[nodiscard]] std::optional<Role> parse_role(std::string_view text);
[[nodiscard]] const std::vector<Role>& all_roles();

/// A set of roles.
class Roles {
 public:
  Roles() = default;
  Roles(std::initializer_list<Role> roles) {
    for (const auto role : roles) add(role);
  }
  void add(Role role) { bits_ |= bit(role); }
  [[nodiscard]] bool has(Role role) const { return (bits_ & bit(role)) != 0; }
  [[nodiscard]] bool empty() const { return bits_ == 0; }
  /// Their names, in the order of the enum.
  [[nodiscard]] std::vector<std::string> names() const;

  [[nodiscard]] std::int64_t bits() const { return bits_; }
  [[nodiscard]] static Roles of_bits(std::int64_t bits);
  friend bool operator==(const Roles&, const Roles&) = default;

 private:
  static std::int64_t bit(Role role) { return std::int64_t{1} << static_cast<int>(role); }
  std::int64_t bits_ = 0;
};

enum class AccountKind {
  person,   ///< `proof` is a password's hash, as libsodium writes argon2id; empty: no password opens it
  program,  ///< `proof` is the digest of a token, in hexadecimal digits
  first,    ///< the one-time token by which the first person gets an account; at most one, without roles
};

struct Account {
  std::string name;  ///< unique; of a person, what they log in with
  AccountKind kind = AccountKind::person;
  Roles roles;
  std::string proof;
  Instant made{};
  std::optional<Instant> expires = std::nullopt;
};

class Accounts {
 public:
  virtual ~Accounts() = default;
  /// In order of name.
  [[nodiscard]] virtual Result<std::vector<Account>> list() = 0;
  [[nodiscard]] virtual Result<std::optional<Account>> find(const std::string& name) = 0;
  /// A program or the first one, by its token's digest. Whether it has expired is for the caller to see.
  [[nodiscard]] virtual Result<std::optional<Account>> with_token(const Digest& token) = 0;
  /// One that is there under that name is replaced.
  [[nodiscard]] virtual Result<void> set(const Account& account) = 0;
  [[nodiscard]] virtual Result<void> remove(const std::string& name) = 0;
};

}  // namespace sluss::store

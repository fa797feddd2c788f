// What happens to accounts and tokens, by the API and by the command line. Each change is in the audit log, by whom.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "store/store.h"

namespace sluss::admin {

/// Who does it, and when.
struct Doer {
  std::string who;
  Instant at{};
};

/// May an account be called so: 1 to 64 letters (a-z), digits, and . - _ @?
[[nodiscard]] bool is_account_name(std::string_view name);

/// Errors of all that follow: Fault::config, with what is wrong about the name, password or roles.

/// A person who is new, or whose roles change. Without a password the one that is there stays; who is new has none, and
/// comes in by the organisation's sign-on alone. The last account with the role admin keeps it.
[[nodiscard]] Result<void> set_person(store::Transaction& transaction, const std::string& name, store::Roles roles,
                                      const std::optional<std::string>& password, const Doer& doer);
/// A program; the token that lets it in, which is shown this once and kept nowhere.
[[nodiscard]] Result<std::string> add_program(store::Transaction& transaction, const std::string& name,
                                              store::Roles roles, std::optional<Instant> expires, const Doer& doer);
/// A person or a program. The last account with the role admin stays.
[[nodiscard]] Result<void> remove_account(store::Transaction& transaction, const std::string& name, const Doer& doer);

/// The one-time token by which the first person makes an account, when there is no person yet; else nullopt. An older
/// one is good no more.
[[nodiscard]] Result<std::optional<std::string>> first_token(store::Transaction& transaction, Instant now);
inline constexpr std::chrono::hours first_token_lasts{24};
/// Makes the first person, with every role, by that token. Error: Fault::denied when it is not right any more.
[[nodiscard]] Result<void> make_first_person(store::Transaction& transaction, const std::string& token,
                                             const std::string& name, const std::string& password, Instant now);

}  // namespace sluss::admin

// What can be asked of the admin API. Each route stands in one table: its path, who may ask, what is asked and
// answered, and what is done. The API's document, its checking and its tests are made of the table; what is not in it
// is not there.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "admin/aside.h"
#include "admin/changes.h"
#include "admin/house.h"
#include "admin/kept_reconciliation.h"
#include "admin/lockout.h"
#include "admin/plans.h"
#include "admin/problem.h"
#include "admin/sessions.h"
#include "admin/shape.h"
#include "admin/sign_on.h"
#include "base/value.h"
#include "http/serving.h"
#include "store/accounts.h"
#include "store/store.h"

namespace sluss::admin {

/// Who asks.
struct Visitor {
  std::string name;  ///< the account's; empty: nobody who is known
  store::Roles roles;
  std::string session;  ///< the cookie's; empty: it came with a token, or is nobody
  std::string csrf;     ///< the session's
};

/// What is kept of who has come in, and who tried to.
struct Door {
  Sessions sessions;
  Lockout lockout;
};

/// What the API keeps between requests.
struct Memory : Door {
  /// `house` must outlive it.
  explicit Memory(const House& house);
  /// What is not over yet is ended, and whoever waits for it answered, before this returns.
  void close();

  Changes changes;
  Plans plans;
  Aside probes;
  std::optional<SignOn> sign_on;  ///< none: nobody comes in that way
  KeptReconciliation reconciliation;
};

using Answer = http::Service::Answer;
/// Sees to it that the answer is given: once, by whatever thread, and before `Memory::close` has returned.
using Later = std::function<void(const Answer&)>;

/// What was asked, and by whom.
struct Asked {
  Visitor visitor;
  std::string peer;                          ///< the address it came from, before a proxy that is believed
  std::map<std::string, std::string> parts;  ///< of path and query
  Value body;                                ///< of the route's shape; null where none is taken
  std::string known_version;                 ///< what it has already: If-None-Match; empty: nothing, or several
  std::string ticket;                        ///< of a browser that comes back from the organisation's sign-on
  std::string introduced;                    ///< whom the reverse proxy has signed on; empty: nobody
};

/// One request that was let in. It is handled by one thread, which has the store for itself.
class Call {
 public:
  Call(Asked asked, House& house, Memory& memory, store::Store& store)
      : asked_(std::move(asked)), house_(house), memory_(memory), store_(store) {}

  [[nodiscard]] const Visitor& visitor() const { return asked_.visitor; }
  [[nodiscard]] const std::string& peer() const { return asked_.peer; }
  [[nodiscard]] const Value& body() const { return asked_.body; }
  [[nodiscard]] const std::string& known_version() const { return asked_.known_version; }
  [[nodiscard]] const std::string& ticket() const { return asked_.ticket; }
  [[nodiscard]] const std::string& introduced() const { return asked_.introduced; }
  /// A part of the path or the query; empty when it was not given. Numbers have been checked.
  [[nodiscard]] const std::string& part(const std::string& name) const;
  [[nodiscard]] std::optional<std::int64_t> number(const std::string& name) const;

  /// What the handler returns is not answered then; `later` is called when it has returned. So the threads that work
  /// are free for others.
  void answer_later(Later later) { later_ = std::move(later); }
  [[nodiscard]] const Later& later() const { return later_; }

  [[nodiscard]] House& house() const { return house_; }
  [[nodiscard]] Memory& memory() const { return memory_; }
  [[nodiscard]] Instant now() const { return house_.clock().now(); }
  /// Throws Problem.
  [[nodiscard]] std::unique_ptr<store::Transaction> reading() const;
  [[nodiscard]] std::unique_ptr<store::Transaction> writing() const;

 private:
  Asked asked_;
  House& house_;
  Memory& memory_;
  store::Store& store_;
  Later later_;
};

/// Of one part of a path or a query: characters of a text, and the largest number.
inline constexpr std::int64_t longest_part = 500;
inline constexpr std::int64_t largest_number = 999'999'999'999'999'999;

/// A part of the query.
struct QueryPart {
  std::string name;
  Value shape;  ///< a text, a word or a whole number
};

/// Who may ask.
struct Access {
  enum class Who { everybody, accounts, role };
  Who who = Who::role;
  store::Role role = store::Role::admin;

  /// Before login, too.
  static Access everybody() { return {Who::everybody, {}}; }
  /// Whoever is known, whatever their roles.
  static Access accounts() { return {Who::accounts, {}}; }
  static Access only(store::Role role) { return {Who::role, role}; }
};

struct Route {
  std::string method,
      path;  ///< "/api/v1/messages/{id}": a part in braces is a number when it is called id, else a text
  Access access;
  std::string summary;  ///< a sentence
  std::vector<QueryPart> query;
  Value body;    ///< the shape of the body that is taken; null: none
  Value answer;  ///< the shape of what is answered; null: nothing is
  std::function<http::Reply(Call&)> handle;
  std::string type = "application/json";  ///< of the answer
  unsigned status = 200;                  ///< of the answer, where there is one
  bool asked_by_nobody = false;           ///< pages ask it by themselves: it is no sign that somebody still sits there
};

/// An answer with this value as JSON.
[[nodiscard]] http::Reply answer(const Value& value);
/// 204.
[[nodiscard]] http::Reply done();

/// All routes there are.
[[nodiscard]] const std::vector<Route>& all_routes();

/// Which route a request is for.
struct Match {
  const Route* route = nullptr;              ///< null: there is no such path, or not by this method
  std::map<std::string, std::string> parts;  ///< of the path, decoded
  std::vector<std::string> methods;          ///< those that there are at this path; empty: no such path
};

[[nodiscard]] Match match(const std::vector<Route>& routes, std::string_view method, std::string_view path);

/// The parts of a query, decoded. Error: a sentence.
[[nodiscard]] Result<std::map<std::string, std::string>> read_query(std::string_view query, const Route& route);

}  // namespace sluss::admin

#include "admin/gate.h"

#include <algorithm>

#include "base/digest.h"
#include "base/text.h"

namespace sluss::admin {
namespace {

using Clock = std::chrono::steady_clock;

bool changes(const std::string& method) { return method != "GET" && method != "HEAD"; }

std::string the_one(const http::RequestHead& head, std::string_view name) {
  const auto values = head.all(name);
  return values.size() == 1 ? values.front() : std::string();
}

}  // namespace

std::string cookie_in(const http::RequestHead& head, std::string_view name) {
  const auto wanted = std::string(name) + "=";
  for (const auto& header : head.all("Cookie")) {
    std::string_view rest = header;
    while (!rest.empty()) {
      const auto end = std::min(rest.find(';'), rest.size());
      const auto pair = trim(rest.substr(0, end));
      if (pair.starts_with(wanted)) return std::string(pair.substr(wanted.size()));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return {};
}

std::string session_cookie(const std::string& id) {
  return std::string(cookie_name) + "=" + id + "; Path=/; Secure; HttpOnly; SameSite=Strict";
}

namespace {

std::string without_port(std::string_view host) {
  if (host.starts_with('[')) return std::string(host.substr(0, std::min(host.find(']') + 1, host.size())));
  return std::string(host.substr(0, std::min(host.rfind(':'), host.size())));
}

std::string host_of_origin(std::string_view origin) {
  const auto scheme = origin.find("://");
  return scheme == std::string_view::npos ? std::string() : std::string(origin.substr(scheme + 3));
}

/// A page of another host makes the browser send its Origin.
void expect_own_page(const http::RequestHead& head, const Visitor& visitor) {
  const auto origins = head.all("Origin");
  const auto host = the_one(head, "Host");
  if (!origins.empty() && (origins.size() > 1 || host_of_origin(origins.front()) != host))
    throw Problem{403, "the request comes from a page of another host"};
  if (!visitor.session.empty() && !http::is_same_secret(the_one(head, "X-CSRF-Token"), visitor.csrf))
    throw Problem{403, "the header X-CSRF-Token of this session is missing; log in again"};
}

void expect_json(const http::RequestHead& head) {
  if (head.is_encoded()) throw Problem{415, "the body must not be compressed"};
  const auto type = fold_case(the_one(head, "Content-Type"));
  if (trim(std::string_view(type).substr(0, type.find(';'))) != "application/json")
    throw Problem{415, "the body must be application/json"};
}

[[noreturn]] void unknown() { throw Problem{401, "log in first, or bring a token: Authorization: Bearer ..."}; }

}  // namespace

Gate::Gate(Gateway gateway, const std::vector<Route>& routes, Door& door)
    : gateway_(std::move(gateway)), routes_(routes), door_(door) {
  if (gateway_.proxy) proxy_.emplace(*gateway_.proxy);
}

Admitted Gate::admit(const http::RequestHead& head, store::Accounts& accounts, Instant now) const {
  if (!is_ours(head)) throw Problem{421, "this server does not go by that name; see `names` in the configuration"};
  const auto path = std::string_view(head.target).substr(0, head.target.find('?'));
  auto found = match(routes_, head.method, path);
  if (found.methods.empty()) throw Problem{404, "there is nothing at this path"};
  if (found.route == nullptr)
    throw Problem{405, "here one may " + join(found.methods, ", "), 0, join(found.methods, ", ")};
  Admitted admitted{found.route,
                    std::move(found.parts),
                    {},
                    proxy_ ? proxy_->introduction(head, Clock::now()) : Introduction{{}, head.peer}};
  const auto& access = found.route->access;
  const auto use = found.route->asked_by_nobody ? Sessions::Use::by_nobody : Sessions::Use::by_somebody;
  if (access.who != Access::Who::everybody) admitted.visitor = visitor(head, admitted.introduction, use, accounts, now);
  if (access.who == Access::Who::role && !admitted.visitor.roles.has(access.role))
    throw Problem{403,
                  "this takes the role " + std::string(name_of(access.role)) + ", which this account does not have"};
  if (changes(head.method)) expect_own_page(head, admitted.visitor);
  if (!found.route->body.is_null()) expect_json(head);
  const auto query =
      read_query(std::string_view(head.target).substr(path.size() + (path.size() < head.target.size())), *found.route);
  if (!query) throw Problem{400, query.error().what};
  admitted.parts.insert(query->begin(), query->end());
  return admitted;
}

bool Gate::is_ours(const http::RequestHead& head) const {
  const auto host = fold_case(without_port(the_one(head, "Host")));
  if (host == "localhost" || host == "127.0.0.1" || host == "[::1]") return true;
  return std::ranges::any_of(gateway_.names, [&](const auto& name) { return fold_case(name) == host; });
}

Visitor Gate::visitor(const http::RequestHead& head, const Introduction& introduction, Sessions::Use use,
                      store::Accounts& accounts, Instant now) const {
  if (const auto token = head.bearer(); !token.empty()) return by_token(token, introduction.client, accounts, now);
  if (const auto id = cookie_in(head, cookie_name); !id.empty())
    return by_session(id, introduction.account, use, accounts, now);
  unknown();
}

Visitor Gate::by_token(std::string_view token, const std::string& client, store::Accounts& accounts,
                       Instant now) const {
  // The right one gets in even while its address must wait: nobody guesses a token, and behind a reverse proxy that is
  // not known as one all come from one address.
  const auto account = must(accounts.with_token(digest(token)));
  if (!account || account->kind != store::AccountKind::program) {
    const auto tries = "token from " + client;
    if (const auto wait = door_.lockout.wait(tries, Clock::now()); wait.count() > 0)
      throw Problem{429, "too many wrong tokens from this address", static_cast<unsigned>(wait.count())};
    door_.lockout.failed(tries, Clock::now());
    unknown();
  }
  if (account->expires && *account->expires <= now) throw Problem{401, "this token has expired"};
  return {account->name, account->roles, {}, {}};
}

Visitor Gate::by_session(const std::string& id, const std::string& introduced, Sessions::Use use,
                         store::Accounts& accounts, Instant now) const {
  const auto session = door_.sessions.find(id, Clock::now(), use);
  if (!session) unknown();
  if (session->way == Way::proxy && introduced != session->account) {
    // Somebody else sits there now, or nobody whom the proxy knows.
    door_.sessions.end(id);
    unknown();
  }
  // Asked each time: a role that was taken away is gone at once.
  const auto account = must(accounts.find(session->account));
  if (!account || account->kind != store::AccountKind::person || (account->expires && *account->expires <= now))
    unknown();
  return {account->name, account->roles, id, session->csrf};
}

}  // namespace sluss::admin

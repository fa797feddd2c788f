#include "admin/accounts.h"
#include "admin/gate.h"
#include "admin/route_parts.h"
#include "admin/routes.h"
#include "admin/secrets.h"

namespace sluss::admin {
namespace {

using Time = std::chrono::steady_clock;
using shape::Member;

Value visitor_shape() {
  return shape::object({{"name", shape::text("The account's name")},
                        {"roles", shape::list_of(shape::text("A role"))},
                        {"csrf",
                         shape::text("For the header X-CSRF-Token of requests that change something; of a "
                                     "session alone"),
                         shape::Need::sometimes}});
}

Value to_value(const Visitor& visitor) {
  auto value = Value::object();
  value["name"] = visitor.name;
  value["roles"] = names_of(visitor.roles);
  if (!visitor.csrf.empty()) value["csrf"] = visitor.csrf;
  return value;
}

/// Both what is tried and who tries: neither many addresses at one account nor one address at many get far.
std::vector<std::string> triers(const Call& call, const std::string& account) {
  return {"account " + account, "login from " + call.peer()};
}

void expect_patience(const Call& call, const std::string& account) {
  for (const auto& trier : triers(call, account)) {
    if (const auto wait = call.memory().lockout.wait(trier, Time::now()); wait.count() > 0)
      throw Problem{429, "too many wrong tries", static_cast<unsigned>(wait.count())};
  }
}

void count_failure(const Call& call, const std::string& account) {
  for (const auto& trier : triers(call, account)) call.memory().lockout.failed(trier, Time::now());
}

/// `how` ends with the word before the address.
void audit(const Call& call, const std::string& who, const char* action, const std::string& how) {
  const auto transaction = call.writing();
  must(transaction->audit().add({call.now(), who, action, "account " + who, how + call.peer()}));
  must(transaction->commit());
}

http::Reply begin_session(const Call& call, const store::Account& account, Way way) {
  const auto begun = call.memory().sessions.begin(account.name, Time::now(), way);
  auto reply = answer(to_value({account.name, account.roles, begun.id, begun.session.csrf}));
  reply.headers.emplace_back("Set-Cookie", session_cookie(begun.id));
  return reply;
}

http::Reply log_in(Call& call) {
  const auto name = call.body()["name"].text_or_empty();
  expect_patience(call, name);
  auto account = must(call.reading()->accounts().find(name));
  if (account && account->kind != store::AccountKind::person) account.reset();
  const bool right = is_password(call.body()["password"].text_or_empty(), account ? account->proof : std::string());
  if (!account || !right) {
    count_failure(call, name);
    if (account) audit(call, name, "login-refused", "from ");
    throw Problem{401, "the name or the password is wrong"};
  }
  for (const auto& trier : triers(call, name)) call.memory().lockout.succeeded(trier);
  audit(call, name, "login", "by password from ");
  return begin_session(call, *account, Way::own);
}

/// Whom the proxy has signed on. That name may be anybody's: it is written down only when it is an account of ours.
http::Reply take_introduced(Call& call) {
  const auto& name = call.introduced();
  if (name.empty()) throw Problem{404, "no reverse proxy that is trusted says who you are: see proxy: in sluss.yaml"};
  const auto account = must(call.reading()->accounts().find(name));
  if (!account || account->kind != store::AccountKind::person)
    throw Problem{403, "your organisation knows you, but you have no account here"};
  audit(call, name, "login", "by the reverse proxy from ");
  return begin_session(call, *account, Way::proxy);
}

http::Reply log_out(Call& call) {
  call.memory().sessions.end(call.visitor().session);
  auto reply = done();
  reply.headers.emplace_back("Set-Cookie", session_cookie("") + "; Max-Age=0");
  return reply;
}

http::Reply make_first(Call& call) {
  expect_patience(call, "(first)");
  const auto& body = call.body();
  const auto transaction = call.writing();
  const auto made = make_first_person(*transaction, body["token"].text_or_empty(), body["name"].text_or_empty(),
                                      body["password"].text_or_empty(), call.now());
  if (!made && made.error().fault == Fault::denied) count_failure(call, "(first)");
  must(made);
  must(transaction->commit());
  return done();
}

/// By a session alone: a token proves no person.
http::Reply change_password(Call& call) {
  const auto& name = call.visitor().name;
  if (call.visitor().session.empty()) throw Problem{403, "a program has no password"};
  expect_patience(call, name);
  const auto account = must(call.reading()->accounts().find(name));
  if (!account || !is_password(call.body()["old"].text_or_empty(), account->proof)) {
    count_failure(call, name);
    throw Problem{403, "the old password is wrong"};
  }
  const auto transaction = call.writing();
  must(set_person(*transaction, name, account->roles, call.body()["new"].text_or_empty(), {name, call.now()}));
  must(transaction->commit());
  call.memory().sessions.end_all_of(name);
  return done();
}

}  // namespace

std::vector<Route> session_routes() {
  const auto name = Member{"name", shape::text("The account's name")};
  const auto password = Member{"password", shape::text("Its password")};
  return {
      {"POST",
       "/api/v1/session",
       Access::everybody(),
       "Logs a person in; the session is a cookie.",
       {},
       shape::object({name, password}),
       visitor_shape(),
       log_in},
      {"GET",
       "/api/v1/session",
       Access::accounts(),
       "Who one is here, and what one may do.",
       {},
       {},
       visitor_shape(),
       [](Call& call) { return answer(to_value(call.visitor())); }},
      {"DELETE", "/api/v1/session", Access::accounts(), "Logs out.", {}, {}, {}, log_out},
      {"POST",
       "/api/v1/session/proxy",
       Access::everybody(),
       "Logs in the person whom the reverse proxy has signed on; the session is a cookie, good while it names the "
       "same.",
       {},
       {},
       visitor_shape(),
       take_introduced},
      {"POST",
       "/api/v1/session/password",
       Access::accounts(),
       "Changes one's own password; all sessions of the account end.",
       {},
       shape::object({{"old", shape::text("The present password")}, {"new", shape::text("The one to come")}}),
       {},
       change_password},
      {"POST",
       "/api/v1/first-account",
       Access::everybody(),
       "Makes the first account, by the one-time token that the daemon writes when it starts and there is none.",
       {},
       shape::object({{"token", shape::text("The one-time token")}, name, password}),
       {},
       make_first},
  };
}

}  // namespace sluss::admin

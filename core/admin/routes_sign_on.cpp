#include "admin/gate.h"
#include "admin/routes.h"
#include "observe/log.h"

namespace sluss::admin {
namespace {

using Time = std::chrono::steady_clock;

SignOn& sign_on(const Call& call) {
  if (!call.memory().sign_on) throw Problem{404, "no sign-on is set up: see sign_on: in sluss.yaml"};
  return *call.memory().sign_on;
}

http::Reply sent_to(const std::string& location) { return {303, "", 0, "text/plain", {{"Location", location}}}; }

/// Strict would keep it away from whoever is sent back by another host.
void set_ticket(http::Reply& reply, const std::string& ticket) {
  reply.headers.emplace_back("Set-Cookie",
                             std::string(ticket_name) + "=" + ticket +
                                 "; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=" + (ticket.empty() ? "0" : "600"));
}

/// To the console, which says so in words.
http::Reply refused(const std::string& why) {
  auto reply = sent_to("/#/sign-in?refused=" + why);
  set_ticket(reply, "");
  return reply;
}

std::string trier(const Call& call) { return "sign-on from " + call.peer(); }

http::Reply ways_in(Call& call) {
  auto value = Value::object();
  if (call.memory().sign_on) value["sign_on"] = call.memory().sign_on->called();
  if (!call.introduced().empty()) value["proxy"] = call.introduced();
  return answer(value);
}

http::Reply go(Call& call) {
  const auto begun = sign_on(call).begin(Time::now());
  if (!begun) {
    observe::log(observe::Level::warn, "admin", begun.error().what);
    return refused("unavailable");
  }
  auto reply = sent_to(begun->location);
  set_ticket(reply, begun->ticket);
  return reply;
}

http::Reply let_in(Call& call, const std::string& name) {
  const auto transaction = call.writing();
  const auto account = must(transaction->accounts().find(name));
  // The name is the organisation's and may be anybody's: it is written down only when it is an account of ours.
  if (!account || account->kind != store::AccountKind::person) return refused("unknown");
  must(transaction->audit().add({call.now(), name, "login", "account " + name, "by sign-on from " + call.peer()}));
  must(transaction->commit());
  const auto begun = call.memory().sessions.begin(name, Time::now());
  auto reply = sent_to("/");
  set_ticket(reply, "");
  reply.headers.emplace_back("Set-Cookie", session_cookie(begun.id));
  return reply;
}

http::Reply back(Call& call) {
  auto& by = sign_on(call);
  auto& lockout = call.memory().lockout;
  if (lockout.wait(trier(call), Time::now()).count() > 0) return refused("denied");
  const auto name = by.finish(call.ticket(), call.part("state"), call.part("code"), Time::now(), call.now());
  if (name) return let_in(call, *name);
  observe::log(observe::Level::warn, "admin", name.error().what);
  if (name.error().fault != Fault::denied) return refused("unavailable");
  lockout.failed(trier(call), Time::now());
  return refused("denied");
}

/// What providers send browsers back with: RFC 6749 4.1.2, RFC 9207, OpenID Connect Session Management 1.0.
std::vector<QueryPart> brought_back() {
  std::vector<QueryPart> parts;
  for (const auto* name : {"code", "state", "iss", "session_state", "error", "error_description", "error_uri"})
    parts.push_back({name, shape::text("As the provider says")});
  return parts;
}

}  // namespace

std::vector<Route> sign_on_routes() {
  return {
      {"GET",
       "/api/v1/session/ways",
       Access::everybody(),
       "How one comes in here besides by a password.",
       {},
       {},
       shape::object({{"sign_on", shape::text("What the organisation's sign-on is called"), shape::Need::sometimes},
                      {"proxy", shape::text("Whom the reverse proxy has signed on"), shape::Need::sometimes}}),
       ways_in},
      {"GET",
       "/api/v1/session/sign-on",
       Access::everybody(),
       "Sends a browser to the organisation's identity provider (OpenID Connect).",
       {},
       {},
       {},
       go,
       "text/plain",
       303},
      {"GET",
       "/api/v1/session/sign-on/back",
       Access::everybody(),
       "Takes a browser back from there: to the console, logged in or told why not.",
       brought_back(),
       {},
       {},
       back,
       "text/plain",
       303},
  };
}

}  // namespace sluss::admin

#include "admin/accounts.h"
#include "admin/route_parts.h"
#include "admin/routes.h"

namespace sluss::admin {
namespace {

using shape::Need;
using store::Role;

Value roles_shape() { return shape::list_of(shape::word("A role", store::Roles::of_bits(-1).names())); }

store::Roles roles_of(const Value& list) {
  store::Roles roles;
  for (const auto& name : *list.as_list()) roles.add(*store::parse_role(*name.as_text()));
  return roles;
}

Value account_shape() {
  return shape::object({{"name", shape::text("What it is called")},
                        {"kind", shape::word("Who it is", {"person", "program"})},
                        {"roles", roles_shape()},
                        {"made", shape::text("When, in UTC")},
                        {"expires", shape::text("When it lets nobody in any more, in UTC"), Need::sometimes}});
}

Value to_value(const store::Account& account) {
  auto value = Value::object();
  value["name"] = account.name;
  value["kind"] = account.kind == store::AccountKind::person ? "person" : "program";
  value["roles"] = names_of(account.roles);
  value["made"] = to_iso(account.made);
  if (account.expires) value["expires"] = to_iso(*account.expires);
  return value;
}

Doer doer(const Call& call) { return {call.visitor().name, call.now()}; }

http::Reply list(Call& call) {
  auto value = Value::object();
  auto& items = value["items"] = Value::list();
  for (const auto& account : must(call.reading()->accounts().list())) {
    if (account.kind != store::AccountKind::first) items.as_list()->push_back(to_value(account));
  }
  return answer(value);
}

http::Reply set(Call& call) {
  const auto& body = call.body();
  const auto* given = body["password"].as_text();
  const auto password = given != nullptr ? std::optional(*given) : std::nullopt;
  const auto transaction = call.writing();
  must(set_person(*transaction, call.part("name"), roles_of(body["roles"]), password, doer(call)));
  must(transaction->commit());
  if (password) call.memory().sessions.end_all_of(call.part("name"));
  return done();
}

http::Reply add_token(Call& call) {
  const auto& body = call.body();
  const auto* days = body["days"].as_int();
  constexpr std::int64_t longest = 36'500;
  if (days != nullptr && (*days < 1 || *days > longest)) throw Problem{422, "\"days\": expected 1 to 36500"};
  const auto expires =
      days != nullptr ? std::optional(call.now() + std::chrono::hours(24 * *days)) : std::optional<Instant>();
  const auto transaction = call.writing();
  auto token =
      must(add_program(*transaction, body["name"].text_or_empty(), roles_of(body["roles"]), expires, doer(call)));
  must(transaction->commit());
  auto value = Value::object();
  value["token"] = std::move(token);
  return answer(value);
}

http::Reply remove(Call& call) {
  const auto transaction = call.writing();
  must(remove_account(*transaction, call.part("name"), doer(call)));
  must(transaction->commit());
  call.memory().sessions.end_all_of(call.part("name"));
  return done();
}

}  // namespace

std::vector<Route> account_routes() {
  return {
      {"GET",
       "/api/v1/accounts",
       Access::only(Role::admin),
       "People and programs who may come in.",
       {},
       {},
       shape::page_of(account_shape()),
       list},
      {"PUT",
       "/api/v1/accounts/{name}",
       Access::only(Role::admin),
       "Makes a person's account, or changes its roles or password.",
       {},
       shape::object({{"roles", roles_shape()},
                      {"password", shape::text("Its password; without it, it stays as it is"), Need::sometimes}}),
       {},
       set},
      {"DELETE",
       "/api/v1/accounts/{name}",
       Access::only(Role::admin),
       "Takes an account or a token away; its sessions end.",
       {},
       {},
       {},
       remove},
      {"POST",
       "/api/v1/tokens",
       Access::only(Role::admin),
       "Makes a token for a program. It is shown this once.",
       {},
       shape::object({{"name", shape::text("What the program is called")},
                      {"roles", roles_shape()},
                      {"days", shape::whole("For how many days it is good; without it for ever"), Need::sometimes}}),
       shape::object({{"token", shape::text("Sent as Authorization: Bearer")}}),
       add_token},
  };
}

}  // namespace sluss::admin

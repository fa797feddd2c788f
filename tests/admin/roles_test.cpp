// Every route with every role, from the one table: nobody unknown gets in, and nobody without the role.
#include <gtest/gtest.h>

#include "admin/route.h"
#include "asker.h"

namespace sluss::test {
namespace {

using admin::all_routes;
using admin::Route;

/// The path with something in each of its parts that is not there.
std::string path_of(const Route& route) {
  auto path = route.path;
  for (const auto& [part, stands] : Lines{{"{id}", "999999"},
                                          {"{name}", "nobody"},
                                          {"{pipeline}", "none"},
                                          {"{number}", "none"},
                                          {"{round}", "none"},
                                          {"{order}", "none"},
                                          {"{connection}", "none"},
                                          {"{file}", "none"}}) {
    if (const auto at = path.find(part); at != std::string::npos) path.replace(at, part.size(), stands);
  }
  EXPECT_EQ(path.find('{'), std::string::npos) << route.path << ": say here what stands for that part";
  return path;
}

std::string body_of(const Route& route) { return route.body.is_null() ? "" : "{}"; }

TEST(Roles, nobody_unknown_gets_in) {
  const AdminWorld admin;
  int asked = 0;
  for (const auto& route : all_routes()) {
    if (route.access.who == admin::Access::Who::everybody) continue;
    ++asked;
    const auto path = path_of(route);
    EXPECT_EQ(admin.ask(route.method, path, {}, body_of(route)).status, 401) << route.path;
    EXPECT_EQ(admin.ask(route.method, path, {{"Cookie", "__Host-sluss=made-up"}}, body_of(route)).status, 401)
        << route.path;
  }
  EXPECT_GT(asked, 10);
}

TEST(Roles, each_route_takes_its_own_and_no_other) {
  AdminWorld admin;
  std::map<store::Role, std::string> tokens;
  for (const auto role : store::all_roles()) tokens[role] = admin.token(name_of(role), name_of(role));
  for (const auto& route : all_routes()) {
    for (const auto& [role, token] : tokens) {
      const auto told = admin.ask_by(token, route.method, path_of(route), body_of(route));
      const bool may = route.access.who != admin::Access::Who::role || route.access.role == role;
      // What is behind the gate may refuse as well: a program has no password to change.
      if (may && route.path != "/api/v1/session/password") {
        EXPECT_NE(told.status, 401) << route.path << " as " << name_of(role) << told.body;
        EXPECT_NE(told.status, 403) << route.path << " as " << name_of(role) << told.body;
        EXPECT_NE(told.status, 500) << route.path << told.body;
      } else if (!may) {
        EXPECT_EQ(told.status, 403) << route.method << " " << route.path << " as " << name_of(role) << told.body;
      }
    }
  }
}

TEST(Roles, a_token_that_was_taken_away_or_has_expired_opens_nothing) {
  AdminWorld admin;
  const auto token = admin.token("grafana", "viewer");
  EXPECT_EQ(admin.ask_by(token, "GET", "/api/v1/status").status, 200);
  // Its day is over: the world's commands think that it is 2020.
  admin.world.at = "2020-01-01";
  const auto old = admin.world.sluss({"token", "add", "old", "--role", "viewer", "--days", "30"});
  const auto expired = admin.ask_by(old.out.substr(0, old.out.find('\n')), "GET", "/api/v1/status");
  EXPECT_EQ(expired.status, 401);
  EXPECT_NE(expired.body.find("expired"), std::string::npos);
  EXPECT_EQ(admin.world.sluss({"token", "remove", "grafana"}).exit, 0);
  EXPECT_EQ(admin.ask_by(token, "GET", "/api/v1/status").status, 401);
}

}  // namespace
}  // namespace sluss::test

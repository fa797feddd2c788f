// Which route a request is for, what stands in its query and its body; and the table itself.
#include "admin/route.h"

#include <gtest/gtest.h>
#include <set>

#include "admin/openapi.h"
#include "base/json.h"

namespace sluss::admin {
namespace {

const std::vector<Route> table = {
    {"GET", "/messages", Access::everybody(), "", {{"after", shape::whole("")}, {"kind", shape::text("")}}, {}, {}, {}},
    {"GET", "/messages/{id}", Access::everybody(), "", {}, {}, {}, {}},
    {"POST", "/messages/{id}/retry", Access::everybody(), "", {}, {}, {}, {}},
    {"DELETE", "/accounts/{name}", Access::everybody(), "", {}, {}, {}, {}},
};

TEST(Match, finds_the_path_and_its_parts) {
  EXPECT_EQ(match(table, "GET", "/messages").route, table.data());
  EXPECT_EQ(match(table, "HEAD", "/messages").route, table.data());
  EXPECT_EQ(match(table, "GET", "/messages/17").parts.at("id"), "17");
  EXPECT_EQ(match(table, "DELETE", "/accounts/a%40b.example").parts.at("name"), "a@b.example");
}

TEST(Match, tells_a_wrong_method_from_a_wrong_path) {
  const auto wrong = match(table, "PUT", "/messages/17/retry");
  EXPECT_EQ(wrong.route, nullptr);
  EXPECT_EQ(wrong.methods, std::vector<std::string>{"POST"});
  for (const auto* path : {"", "messages", "/", "/messages/", "/messages/x", "/messages/-1", "/messages/17/",
                           "/messages/17/retry/now", "/Messages", "//messages", "/messages/9999999999999999999",
                           "/accounts/", "/accounts/%00", "/accounts/%zz", "/accounts/%4", "/accounts/%ff"})
    EXPECT_TRUE(match(table, "GET", path).methods.empty()) << path;
}

TEST(ReadQuery, takes_what_the_route_knows) {
  const auto query = read_query("after=17&kind=a+b%26c", table.front());
  EXPECT_EQ(query->at("after"), "17");
  EXPECT_EQ(query->at("kind"), "a b&c");
  EXPECT_TRUE(read_query("", table.front())->empty());
  for (const auto* bad : {"after=x", "after=-1", "after=", "before=1", "after=1&after=2", "kind=%", "kind=%0a", "&=&"})
    EXPECT_FALSE(read_query(bad, table.front())) << bad;
}

TEST(FaultOf, names_the_member) {
  const auto wanted = shape::object(
      {{"name", shape::text("")}, {"roles", shape::list_of(shape::word("", {"a", "b"})), shape::Need::sometimes}});
  const auto fault = [&](const char* json) { return shape::fault_of(parse_json(json).value(), wanted, ""); };
  EXPECT_EQ(fault(R"({"name":"x"})"), "");
  EXPECT_EQ(fault(R"({"name":"x","roles":["a","b"]})"), "");
  EXPECT_EQ(fault(R"({})"), "\"name\" is missing");
  EXPECT_EQ(fault(R"([])"), "the body: expected an object");
  EXPECT_EQ(fault(R"({"name":1})"), "\"name\": expected a text");
  EXPECT_EQ(fault(R"({"name":"x","nmae":"y"})"), "there is no \"nmae\" here");
  EXPECT_EQ(fault(R"({"name":"x","roles":["c"]})"), "\"roles\": expected one of a, b");
  EXPECT_EQ(fault(R"({"name":"x","roles":null})"), "\"roles\": expected a list");
}

TEST(AllRoutes, stand_once_and_say_what_they_do) {
  std::set<std::string> seen;
  for (const auto& route : all_routes()) {
    EXPECT_TRUE(seen.insert(route.method + " " + route.path).second) << route.path << " stands there twice";
    EXPECT_TRUE(route.summary.ends_with('.')) << route.path;
    EXPECT_TRUE(route.handle) << route.path;
    EXPECT_TRUE(route.method != "GET" || route.body.is_null()) << route.path;
  }
}

/// Who adds a route that lets everybody in adds it here, and thinks twice.
TEST(AllRoutes, let_nobody_in_before_login_but_here) {
  std::set<std::string> open;
  for (const auto& route : all_routes())
    if (route.access.who == Access::Who::everybody) open.insert(route.method + " " + route.path);
  EXPECT_EQ(open,
            (std::set<std::string>{"GET /", "GET /api/v1/openapi.json", "GET /api/v1/session/sign-on",
                                   "GET /api/v1/session/sign-on/back", "GET /api/v1/session/ways", "GET /assets/{file}",
                                   "GET /health/live", "GET /health/ready", "POST /api/v1/first-account",
                                   "POST /api/v1/session", "POST /api/v1/session/proxy"}));
}

TEST(Openapi, holds_every_route_with_its_role) {
  const auto document = openapi(all_routes(), "1.2.3");
  EXPECT_EQ(document["info"]["version"].text_or_empty(), "1.2.3");
  const auto& paths = document["paths"];
  EXPECT_EQ(paths["/api/v1/messages/{id}/look"]["post"]["description"].text_or_empty(), "Takes the role personal.");
  EXPECT_TRUE(paths["/api/v1/session"]["post"]["security"].as_list()->empty());
  std::size_t count = 0;
  for (const auto& [path, methods] : *paths.as_object()) count += methods.as_object()->size();
  EXPECT_EQ(count, all_routes().size());
}

}  // namespace
}  // namespace sluss::admin

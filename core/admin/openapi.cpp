#include "admin/openapi.h"

#include <utility>

#include "base/text.h"

namespace sluss::admin {
namespace {

constexpr auto about =
    "Everything that Sluss knows and does, for programs and for its console. Amounts are öre; moments are ISO 8601. "
    "Programs bring a token (Authorization: Bearer), people a session's cookie, and with it the header X-CSRF-Token "
    "whenever something is changed. What goes wrong is application/problem+json.";

Value content_of(const std::string& type, const Value& shape) {
  auto content = Value::object();
  content[type]["schema"] = shape;
  return content;
}

Value problem_shape() {
  return shape::object({{"title", shape::text("What kind of problem it is")},
                        {"status", shape::whole("The answer's status")},
                        {"detail", shape::text("What is wrong, and what to do")}});
}

void add_answer(Value& answers, const std::string& status, const std::string& text, const std::string& type,
                const Value& shape) {
  answers[status]["description"] = text;
  if (!shape.is_null()) answers[status]["content"] = content_of(type, shape);
}

Value answers_of(const Route& route) {
  auto answers = Value::object();
  const bool empty = route.answer.is_null() && route.type == "application/json";
  add_answer(answers, empty ? "204" : std::to_string(route.status), "It is done", route.type,
             route.answer.is_null() && !empty ? shape::text("Lines of text") : route.answer);
  add_answer(answers, "default", "It is not", "application/problem+json", problem_shape());
  return answers;
}

/// As long and as large as a path or a query can hold it.
void bound(Value& shape) {
  const auto& as_it_was = std::as_const(shape);  // looked at in any other way, a member that is not there is made
  const auto type = as_it_was["type"].text_or_empty();
  if (type == "string" && as_it_was["enum"].is_null()) shape["maxLength"] = longest_part;
  if (type == "integer" && as_it_was["maximum"].is_null()) shape["maximum"] = largest_number;
}

Value parameter(const std::string& name, const char* in, Value shape) {
  bound(shape);
  auto value = Value::object();
  value["name"] = name;
  value["in"] = in;
  value["required"] = std::string_view(in) == "path";
  value["schema"] = std::move(shape);
  return value;
}

Value parameters_of(const Route& route) {
  auto list = Value::list();
  for (auto begin = route.path.find('{'); begin != std::string::npos; begin = route.path.find('{', begin + 1)) {
    const auto name = route.path.substr(begin + 1, route.path.find('}', begin) - begin - 1);
    auto shape = name == "id" ? shape::whole("Its number") : shape::text("Its name");
    if (name != "id") shape["minLength"] = 1;
    list.as_list()->push_back(parameter(name, "path", shape));
  }
  for (const auto& part : route.query) list.as_list()->push_back(parameter(part.name, "query", part.shape));
  return list;
}

/// By a token, or by a session's cookie.
Value security_of(const Route& route) {
  auto either = Value::list();
  if (route.access.who == Access::Who::everybody) return either;
  for (const auto* way : {"token", "session"}) {
    auto one = Value::object();
    one[way] = Value::list();
    either.as_list()->push_back(std::move(one));
  }
  return either;
}

Value operation(const Route& route) {
  auto value = Value::object();
  value["summary"] = route.summary;
  if (route.access.who == Access::Who::role)
    value["description"] = "Takes the role " + std::string(name_of(route.access.role)) + ".";
  value["security"] = security_of(route);
  value["parameters"] = parameters_of(route);
  if (!route.body.is_null()) {
    value["requestBody"]["required"] = true;
    value["requestBody"]["content"] = content_of("application/json", route.body);
  }
  value["responses"] = answers_of(route);
  return value;
}

}  // namespace

Value openapi(const std::vector<Route>& routes, const std::string& version) {
  auto document = Value::object();
  document["openapi"] = "3.1.0";
  document["info"]["title"] = "Sluss";
  document["info"]["version"] = version;
  document["info"]["description"] = about;
  auto& paths = document["paths"] = Value::object();
  for (const auto& route : routes) paths[route.path][fold_case(route.method)] = operation(route);
  auto& ways = document["components"]["securitySchemes"];
  ways["token"]["type"] = "http";
  ways["token"]["scheme"] = "bearer";
  ways["session"]["type"] = "apiKey";
  ways["session"]["in"] = "cookie";
  ways["session"]["name"] = "__Host-sluss";
  return document;
}

}  // namespace sluss::admin

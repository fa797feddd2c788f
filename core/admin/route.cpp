#include "admin/route.h"

#include <algorithm>

#include "admin/routes.h"
#include "base/json.h"
#include "base/text.h"
#include "http/url.h"

namespace sluss::admin {
namespace {

constexpr std::size_t most_probes = 8;

/// A part of a path or a query. Nullopt for what is no such text, or holds a control character.
std::optional<std::string> decoded(std::string_view text) {
  auto plain = http::percent_decoded(text);
  if (!plain || !is_utf8(*plain) || has_control(*plain)) return std::nullopt;
  if (characters_in(*plain) > static_cast<std::size_t>(longest_part)) return std::nullopt;
  return plain;
}

/// There a blank may be written as a +.
std::optional<std::string> decoded_query(std::string_view text) {
  std::string blanks(text);
  std::ranges::replace(blanks, '+', ' ');
  return decoded(blanks);
}

bool is_number(const std::string& text) {
  return !text.empty() && text.size() <= 18 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// The parts of a path between its slashes.
std::vector<std::string_view> steps_of(std::string_view path) {
  std::vector<std::string_view> steps;
  while (!path.empty()) {
    path.remove_prefix(1);
    const auto end = std::min(path.find('/'), path.size());
    steps.push_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return steps;
}

/// Nullopt when the path is not of that pattern.
std::optional<std::map<std::string, std::string>> parts_of(std::string_view pattern, std::string_view path) {
  const auto wanted = steps_of(pattern), given = steps_of(path);
  if (wanted.size() != given.size()) return std::nullopt;
  std::map<std::string, std::string> parts;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (!wanted[i].starts_with('{')) {
      if (wanted[i] != given[i]) return std::nullopt;
      continue;
    }
    const std::string name(wanted[i].substr(1, wanted[i].size() - 2));
    const auto part = decoded(given[i]);
    if (!part || part->empty() || (name == "id" && !is_number(*part))) return std::nullopt;
    parts.emplace(name, *part);
  }
  return parts;
}

}  // namespace

Memory::Memory(const House& house)
    : changes([&house] { return house.watch_store(); }, house.clock().now().time_since_epoch().count() * 1000),
      plans(house.clock().now().time_since_epoch().count(), [this] { changes.happened(); }),
      probes(most_probes) {
  const auto configuration = house.configuration();
  if (configuration && configuration->admin && configuration->admin->sign_on)
    sign_on.emplace(*configuration->admin->sign_on);
}

void Memory::close() {
  plans.close();
  probes.close();
  changes.close();
}

std::unique_ptr<store::Transaction> Call::reading() const { return must(store_.begin(store::Access::read)); }

std::unique_ptr<store::Transaction> Call::writing() const { return must(store_.begin(store::Access::write)); }

const std::string& Call::part(const std::string& name) const {
  static const std::string nothing;
  const auto at = asked_.parts.find(name);
  return at == asked_.parts.end() ? nothing : at->second;
}

std::optional<std::int64_t> Call::number(const std::string& name) const {
  const auto& text = part(name);
  return text.empty() ? std::nullopt : std::optional<std::int64_t>(std::stoll(text));
}

http::Reply answer(const Value& value) { return {200, to_json(value)}; }

http::Reply done() { return {204}; }

const std::vector<Route>& all_routes() {
  static const auto all = [] {
    std::vector<Route> routes;
    for (const auto& group :
         {watch_routes(), session_routes(), sign_on_routes(), account_routes(), message_routes(), trace_routes(),
          parked_routes(), invoice_routes(), order_routes(), money_routes(), connection_routes(), console_routes(),
          change_routes(), run_routes(), configuration_routes(), plan_routes()})
      routes.insert(routes.end(), group.begin(), group.end());
    return routes;
  }();
  return all;
}

Match match(const std::vector<Route>& routes, std::string_view method, std::string_view path) {
  Match found;
  if (!path.starts_with('/')) return found;
  const auto wanted = method == "HEAD" ? std::string_view("GET") : method;
  for (const auto& route : routes) {
    auto parts = parts_of(route.path, path);
    if (!parts) continue;
    found.methods.push_back(route.method);
    if (route.method != wanted) continue;
    found.route = &route;
    found.parts = std::move(*parts);
  }
  return found;
}

Result<std::map<std::string, std::string>> read_query(std::string_view query, const Route& route) {
  std::map<std::string, std::string> parts;
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const auto pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    const auto equals = std::min(pair.find('='), pair.size());
    const auto name = decoded_query(pair.substr(0, equals));
    const auto value = decoded_query(pair.substr(std::min(equals + 1, pair.size())));
    if (!name || !value) return fail(Fault::data, "the query is no text that can be read");
    const auto known = std::ranges::find(route.query, *name, &QueryPart::name);
    if (known == route.query.end()) return fail(Fault::data, "there is no \"" + *name + "\" to ask by here");
    const bool whole = known->shape["type"].text_or_empty() == "integer";
    if (whole && !is_number(*value)) return fail(Fault::data, "\"" + *name + "\": expected a whole number from 0");
    if (!whole) {
      if (auto fault = shape::fault_of(Value(*value), known->shape, *name); !fault.empty())
        return fail(Fault::data, std::move(fault));
    }
    if (!parts.emplace(*name, *value).second) return fail(Fault::data, "\"" + *name + "\" is asked by twice");
  }
  return parts;
}

}  // namespace sluss::admin

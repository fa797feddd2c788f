// Which route a path leads to, and what a query asks: "METHOD target". What is found is found again when it is written
// the way programs write it.
#include "admin/route.h"
#include "fuzz/part.h"
#include "http/url.h"

namespace sluss::fuzz {
namespace {

std::string written(const std::string& pattern, const std::map<std::string, std::string>& parts) {
  auto path = pattern;
  for (const auto& [name, part] : parts) {
    const auto braced = "{" + name + "}";
    path.replace(path.find(braced), braced.size(), http::percent_encoded(part));
  }
  return path;
}

std::string broken_match(const admin::Match& found, std::string_view method) {
  if (found.route == nullptr) return {};
  for (const auto& [name, part] : found.parts)
    if (part.empty() || !is_utf8(part) || characters_in(part) > 500 || has_control(part)) return "no text: " + name;
  const auto again = admin::match(admin::all_routes(), method, written(found.route->path, found.parts));
  return again.route == found.route && again.parts == found.parts ? "" : "another route when it is written again";
}

std::string broken_query(std::string_view query, const admin::Route& route) {
  const auto parts = admin::read_query(query, route);
  if (!parts) return broken_error(parts.error());
  std::string again;
  for (const auto& [name, part] : *parts)
    again += (again.empty() ? "" : "&") + http::percent_encoded(name) + "=" + http::percent_encoded(part);
  const auto read_again = admin::read_query(again, route);
  return read_again && *read_again == *parts ? "" : "another query when it is written again";
}

}  // namespace

std::string broken_by(std::string_view bytes) {
  const auto blank = std::min(bytes.find(' '), bytes.size());
  const auto method = bytes.substr(0, blank);
  const auto target = bytes.substr(std::min(blank + 1, bytes.size()));
  const auto mark = std::min(target.find('?'), target.size());
  const auto found = admin::match(admin::all_routes(), method, target.substr(0, mark));
  if (auto broken = broken_match(found, method); !broken.empty()) return broken;
  return found.route == nullptr ? "" : broken_query(target.substr(std::min(mark + 1, target.size())), *found.route);
}

}  // namespace sluss::fuzz

#include "position.h"

#include "base/json.h"

namespace sluss::feed {

std::string Position::text() const {
  auto value = Value::object();
  value["from"] = from;
  value["page"] = page;
  value["entry"] = entry;
  value["updated"] = updated;
  value["etag"] = etag;
  return to_json(value);
}

std::optional<Position> Position::read(const std::string& text) {
  const auto value = parse_json(text);
  if (!value) return std::nullopt;
  const auto member = [&](const char* name) { return (*value)[name].text_or_empty(); };
  Position position{member("from"), member("page"), member("entry"), member("updated"), member("etag")};
  if (position.from.empty() || position.page.empty() || position.entry.empty()) return std::nullopt;
  return position;
}

}  // namespace sluss::feed

#include "config/calendars.h"

#include <algorithm>

#include "config/fields.h"
#include "config/values.h"

namespace sluss::config {
namespace {

using domain::Period;

constexpr std::string_view between = " to ";

/// "2026-08-31 to 2027-01-17", or one day.
std::optional<Period> read_period(const Node& node, ParseContext& context) {
  std::string text;
  read_text(node, context, text);
  if (text.empty()) return std::nullopt;
  const auto at = text.find(between);
  const auto first = parse_iso_day(trim(text.substr(0, at)));
  const auto last = at == std::string::npos ? first : parse_iso_day(trim(text.substr(at + between.size())));
  if (!first || !last) {
    context.diagnostics.add(node, "expected dates that exist, found \"" + text + "\"",
                            "write a day, 2026-12-24, or several, 2026-08-31 to 2027-01-17");
    return std::nullopt;
  }
  if (*last < *first) {
    context.diagnostics.add(node, "\"" + text + "\" ends before it begins");
    return std::nullopt;
  }
  return Period{*first, *last};
}

bool share_a_day(const Period& a, const Period& b) { return a.first <= b.last && b.first <= a.last; }

/// Days, periods, or one of them.
std::vector<Node> items_of(const Node& node) { return node.is_list() ? node.items : std::vector<Node>{node}; }

void read_on(const Node& node, ParseContext& context, std::vector<Period>& on) {
  if (node.is_list() && node.items.empty()) context.diagnostics.add(node, "expected at least one day");
  for (const auto& item : items_of(node)) {
    if (const auto period = read_period(item, context)) on.push_back(*period);
  }
}

/// An exception for days that are not there is a slip, most often the wrong year.
std::vector<Period> read_except(const Node& node, const std::vector<Period>& on, ParseContext& context) {
  std::vector<Period> except;
  for (const auto& item : items_of(node)) {
    const auto period = read_period(item, context);
    if (!period) continue;
    except.push_back(*period);
    const auto shares = [&](const Period& days) { return share_a_day(days, *period); };
    if (!on.empty() && std::none_of(on.begin(), on.end(), shares))
      context.diagnostics.add(item, "none of these days is in \"on\"", "is the year right?");
  }
  return except;
}

domain::Calendar read_calendar(const std::string& name, const Node& node, ParseContext& context) {
  std::vector<Period> on, except;
  Fields fields(node, context);
  fields.required("on", read_on, on, "[2026-08-31 to 2027-01-17]");
  const auto& without = fields.take("except");
  fields.done();
  if (without.kind != Node::Kind::missing) except = read_except(without, on, context);
  return {name, std::move(on), std::move(except)};
}

}  // namespace

void read_calendars(const Node& document, ParseContext& context, Calendars& calendars) {
  Fields fields(document, context);
  const auto& all = fields.take("calendars", "{ terms: { on: [2026-08-31 to 2027-01-17] } }");
  fields.done();
  if (all.kind == Node::Kind::missing) return;
  if (!all.is_map()) {
    context.diagnostics.add(all, "expected calendars by name");
    calendars.complete = false;
  }
  for (const auto& [name, key_mark, value] : all.entries) {
    auto calendar = read_calendar(name, value, context);
    if (name == "bank_days") context.diagnostics.add(value, "\"bank_days\" is built in", "give it another name");
    else calendars.by_name.emplace(name, std::move(calendar));
  }
}

}  // namespace sluss::config

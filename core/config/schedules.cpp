#include "config/schedules.h"

#include <date/tz.h>

#include "config/fields.h"
#include "config/values.h"

namespace sluss::config {
namespace {

const auto missed_of =
    one_of<Missed>({{"run_once", Missed::run_once}, {"skip", Missed::skip}, {"run_all", Missed::run_all}});
const auto otherwise_of = one_of<Otherwise>({{"skip", Otherwise::skip}, {"next_day", Otherwise::next_day}});

void read_longest(const Node& node, ParseContext& context, std::chrono::seconds& target) {
  auto given = target;
  options::read(node, context, given);
  if (given.count() > 0) target = given;
  else context.diagnostics.add(node, "expected more than 0", "for example longest: 2h");
}

void find_calendar(const Node& node, const Calendars& calendars, ParseContext& context, Schedule& schedule) {
  std::string name;
  read_text(node, context, name);
  if (name.empty()) return;
  const auto found = calendars.by_name.find(name);
  if (found != calendars.by_name.end()) {
    schedule.calendar = found->second;
    return;
  }
  std::vector<std::string> known;
  for (const auto& [known_name, calendar] : calendars.by_name) known.push_back(known_name);
  if (calendars.complete)
    context.diagnostics.add(node, "there is no calendar \"" + name + "\" in calendars.yaml", hint_of(name, known));
}

/// A time that never comes is a slip. From before the calendar's first day, wherever in time that lies.
void check_comes(const Node& node, const Schedule& schedule, ParseContext& context) {
  if (!schedule.cron.next_after(Instant{})) {
    context.diagnostics.add(node["cron"], "\"" + schedule.cron.text() + "\" never comes: there is no such day",
                            "correct the day or the month");
    return;
  }
  if (!schedule.calendar) return;
  const auto span = schedule.calendar->span();
  const auto before = span ? Instant(span->first) - std::chrono::days(2) : Instant{};
  if (!schedule.next_after(before))
    context.diagnostics.add(node["calendar"],
                            "\"" + schedule.cron.text() + "\" falls on no day of \"" + schedule.calendar->name() + "\"",
                            "otherwise: next_day moves its runs to days that are in it");
}

std::string zone_hint(const std::string& zone) {
  std::vector<std::string> names;
  for (const auto& known : date::get_tzdb().zones) names.push_back(known.name());
  if (const auto meant = nearest(zone, names)) return "did you mean \"" + *meant + "\"?";
  return "write the name of a place; an offset such as +1 would be wrong for half of the year";
}

std::string cron_hint(const std::string& cron) {
  std::size_t fields = 0;
  for (const auto field : split(cron, ' ')) fields += field.empty() ? 0 : 1;
  return fields == 6 ? "there are no seconds: leave the first field out" : "\"0 2 * * *\" is every night at 2";
}

}  // namespace

std::optional<Schedule> read_schedule(const Node& node, const Calendars& calendars, ParseContext& context) {
  Schedule schedule;
  std::string cron;
  std::string zone = "Europe/Stockholm";
  const auto faults = context.diagnostics.size();
  Fields fields(node, context);
  fields.required("cron", read_text, cron, "\"0 2 * * *\"");
  fields.optional("timezone", read_text, zone);
  fields.optional("missed", missed_of, schedule.missed);
  const auto& calendar = fields.take("calendar");
  fields.optional("otherwise", otherwise_of, schedule.otherwise);
  fields.optional("longest", read_longest, schedule.longest);
  fields.done();
  if (calendar.kind != Node::Kind::missing) find_calendar(calendar, calendars, context, schedule);
  else if (node.has("otherwise"))
    context.diagnostics.add(node["otherwise"],
                            "it says what to do on days that are not in a calendar, but none is named",
                            "add calendar: bank_days, or take it away");
  if (cron.empty()) return std::nullopt;
  auto parsed = Cron::parse(cron, zone);
  if (!parsed) {
    const bool is_zone = parsed.error().what.starts_with("time zone");
    context.diagnostics.add(is_zone ? node["timezone"] : node["cron"], parsed.error().what,
                            is_zone ? zone_hint(zone) : cron_hint(cron));
    return std::nullopt;
  }
  schedule.cron = std::move(*parsed);
  if (context.diagnostics.size() == faults) check_comes(node, schedule, context);
  return schedule;
}

}  // namespace sluss::config

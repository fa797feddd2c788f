#include "domain/finding.h"

#include <algorithm>

#include "base/counted.h"
#include "domain/charge.h"

namespace sluss::domain {
namespace {

using std::chrono::days;

constexpr auto member = "registry";

const char* name_of(Finding::Kind kind) {
  switch (kind) {
    case Finding::Kind::registered: return "registered";
    case Finding::Kind::unknown: return "unknown";
    case Finding::Kind::ambiguous: return "ambiguous";
    case Finding::Kind::unregistered: return "unregistered";
    case Finding::Kind::interrupted: return "interrupted";
    case Finding::Kind::restricted: return "restricted";
    case Finding::Kind::deceased: return "deceased";
  }
  return "registered";
}

/// Changes a field, and keeps what stood there.
void change(Value& body, const char* field, Value now) {
  auto kept = Value::object();
  kept["field"] = field;
  kept["stated"] = body.at(field);
  kept["now"] = now;
  auto& changed = body.make("registry.changed");
  if (changed.as_list() == nullptr) changed = Value::list();
  changed.as_list()->push_back(std::move(kept));
  body.make(field) = std::move(now);
}

void shorten(Value& body, const Placement& stated, Day interrupted) {
  auto listed = Value::list();
  if (stated.dates) {
    for (const auto day : stated.dates->days())
      if (day < interrupted) listed.as_list()->push_back(to_iso(day));
  }
  const auto left = stated.dates ? static_cast<std::int64_t>(listed.as_list()->size())
                                 : weekdays_in(stated.start, interrupted - days(1));
  if (left == 0) return change(body, "status", name_of(PlacementStatus::withdrawn));
  change(body, "end", to_iso(interrupted - days(1)));
  if (stated.dates) change(body, "dates", std::move(listed));
  if (stated.day_count && *stated.day_count > left) change(body, "days", left);
}

std::optional<std::int64_t> days_of(const Value& body, const AgreementBook& book) {
  const auto placement = read_placement(body);
  if (!placement) return std::nullopt;
  const auto assessment = assess(*placement, book);
  const auto* worth = std::get_if<Worth>(&assessment);
  return worth == nullptr ? std::nullopt : std::optional(worth->days().count());
}

std::string interruption_text(const Value& body, const AgreementBook& book) {
  const auto text = "interrupted on " + body.at("registry.interrupted").text_or_empty() + " says the registry";
  const auto stated = as_stated(body);
  if (stated.at("status") != body.at("status")) return text + ": no day of it is left";
  const auto before = days_of(stated, book), now = days_of(body, book);
  if (!before || !now || *before == *now) return text;
  const auto fewer = *before - *now;
  return text + ": " + counted(fewer, "day") + " fewer";
}

}  // namespace

void mark(Value& body, const Placement& stated, const Finding& finding) {
  const bool registered = finding.kind == Finding::Kind::registered;
  const bool protects = finding.protected_identity && !stated.student.protected_identity;
  if (registered && !protects) return;
  body.make("registry.says") = registered ? "protected" : name_of(finding.kind);
  if (finding.interrupted) {
    body.make("registry.interrupted") = to_iso(*finding.interrupted);
    shorten(body, stated, *finding.interrupted);
  }
  if (protects) change(body, "student.protected", true);
}

bool is_stopped(const Value& body) {
  const auto says = body.at("registry.says").text_or_empty();
  return says == name_of(Finding::Kind::restricted) || says == name_of(Finding::Kind::deceased);
}

Value as_stated(const Value& body) {
  if (body[member].is_null()) return body;
  auto stated = body;
  if (const auto* changed = body.at("registry.changed").as_list()) {
    for (const auto& kept : *changed) {
      const auto field = kept["field"].text_or_empty();
      if (body.at(field) == kept["now"]) stated.make(field) = kept["stated"];
    }
  }
  std::erase_if(*stated.as_object(), [](const auto& named) { return named.first == member; });
  return stated;
}

std::string remark_of(const Value& body, const AgreementBook& book) {
  const auto says = body.at("registry.says").text_or_empty();
  if (says == name_of(Finding::Kind::unknown)) return "the registry does not know the student";
  if (says == name_of(Finding::Kind::ambiguous))
    return "the registry knows more than one student by this personal number";
  if (says == name_of(Finding::Kind::unregistered))
    return "the registry has no registration of the student on the course in that term";
  if (says == name_of(Finding::Kind::restricted)) return "the student may not study for now, says the registry";
  if (says == name_of(Finding::Kind::deceased)) return "the student is deceased, says the registry";
  return says == name_of(Finding::Kind::interrupted) ? interruption_text(body, book) : "";
}

}  // namespace sluss::domain

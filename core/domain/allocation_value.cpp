// A split as a message's body, and as people read it.
#include <array>

#include "base/text.h"
#include "domain/allocation.h"

namespace sluss::domain {
namespace {

constexpr std::array state_names = {"draft",      "sent",    "part-offered", "declined",
                                    "redirected", "offered", "allocated",    "withdrawn"};
constexpr std::array stop_names = {"goals",    "excluded", "direct_only", "not_direct", "no_agreement", "quota",
                                   "capacity", "answered", "placed",      "closed",     "unknown"};
constexpr std::array ground_names = {"direct", "area", "other_area", "other_party"};
constexpr std::array word_names = {"asked", "answered", "stated"};

template <class Enum, std::size_t n>
Enum named(const std::array<const char*, n>& names, const Value& value, bool& right) {
  const auto name = value.text_or_empty();
  for (std::size_t i = 0; i < n; ++i) {
    if (name == names[i]) return static_cast<Enum>(i);
  }
  right = false;
  return Enum{};
}

Value to_value(const Refusal& refusal) {
  auto value = Value::object();
  value["at"] = refusal.at;
  value["stop"] = name_of(refusal.stop);
  value["used"] = refusal.used;
  value["limit"] = refusal.limit;
  auto& goals = value["goals"] = Value::list();
  for (const auto& goal : refusal.goals) goals.as_list()->emplace_back(goal);
  value["text"] = to_text(refusal);
  return value;
}

Value to_value(const Seat& seat) {
  auto value = Value::object();
  value["at"] = seat.at;
  value["area"] = seat.area;
  value["agreement"] = seat.agreement;
  value["places"] = seat.places;
  value["ground"] = name_of(seat.ground);
  value["word"] = name_of(seat.word);
  return value;
}

Value to_value(const Hop& hop) {
  auto value = Value::object();
  value["from"] = hop.from;
  value["to"] = hop.to;
  value["count"] = hop.count;
  value["why"] = to_value(hop.why);
  return value;
}

Value to_value(const LateChange& late) {
  auto value = Value::object();
  value["by"] = late.by;
  value["at"] = late.at;
  value["places"] = late.places;
  value["on"] = to_iso(late.on);
  return value;
}

using domain::to_value;

template <class Thing>
Value list_of(const std::vector<Thing>& things) {
  auto list = Value::list();
  for (const auto& thing : things) list.as_list()->push_back(to_value(thing));
  return list;
}

/// Reads back what `to_value` wrote; `right` becomes false when it is something else.
class Reading {
 public:
  bool right = true;

  AllocatedLine line(const Value& value) {
    AllocatedLine line;
    auto order = read_order(value);
    if (order) line.line = std::move(*order);
    else right = false;
    line.state = named<LineState>(state_names, value["state"], right);
    line.accepted = number(value["accepted"]);
    line.seats = list<Seat>(value["seats"], &Reading::seat);
    line.hops = list<Hop>(value["hops"], &Reading::hop);
    line.refusals = list<Refusal>(value["refusals"], &Reading::refusal);
    line.late = list<LateChange>(value["late"], &Reading::late);
    return line;
  }

  template <class Thing>
  std::vector<Thing> list(const Value& value, Thing (Reading::*read)(const Value&)) {
    std::vector<Thing> things;
    const auto* items = value.as_list();
    if (items == nullptr) right = false;
    else
      for (const auto& item : *items) things.push_back((this->*read)(item));
    return things;
  }

 private:
  std::int64_t number(const Value& value) {
    const auto* number = value.as_int();
    if (number == nullptr) right = false;
    return number == nullptr ? 0 : *number;
  }
  Seat seat(const Value& value) {
    return {value["at"].text_or_empty(),
            value["area"].text_or_empty(),
            value["agreement"].text_or_empty(),
            number(value["places"]),
            named<Ground>(ground_names, value["ground"], right),
            named<Word>(word_names, value["word"], right)};
  }
  Refusal refusal(const Value& value) {
    Refusal refusal{value["at"].text_or_empty(),
                    named<Stop>(stop_names, value["stop"], right),
                    number(value["used"]),
                    number(value["limit"]),
                    {}};
    refusal.goals = list<std::string>(value["goals"], &Reading::text);
    return refusal;
  }
  Hop hop(const Value& value) {
    return {value["from"].text_or_empty(), value["to"].text_or_empty(), number(value["count"]), refusal(value["why"])};
  }
  LateChange late(const Value& value) {
    const auto on = parse_iso_day(value["on"].text_or_empty());
    right = right && on.has_value();
    return {value["by"].text_or_empty(), value["at"].text_or_empty(), number(value["places"]), on.value_or(Day{})};
  }
  std::string text(const Value& value) { return value.text_or_empty(); }
};

}  // namespace

const char* name_of(LineState state) { return state_names.at(static_cast<std::size_t>(state)); }
const char* name_of(Stop stop) { return stop_names.at(static_cast<std::size_t>(stop)); }
const char* name_of(Ground ground) { return ground_names.at(static_cast<std::size_t>(ground)); }
const char* name_of(Word word) { return word_names.at(static_cast<std::size_t>(word)); }

std::string to_text(const Refusal& refusal) {
  const auto of = std::to_string(refusal.used) + " of " + std::to_string(refusal.limit);
  switch (refusal.stop) {
    case Stop::goals: return "cannot meet the learning goals " + join(refusal.goals, ", ");
    case Stop::excluded: return "the pair is outside the co-ordination";
    case Stop::direct_only: return "the institution orders directly from it";
    case Stop::not_direct: return "direct orders are not agreed for this pair";
    case Stop::no_agreement: return "no agreement for the programme and type on the first day";
    case Stop::quota: return "quota " + of + " used";
    case Stop::capacity: return "capacity " + of + " used";
    case Stop::answered: return "answered " + of;
    case Stop::placed: return "the places were found elsewhere before, and stay there";
    case Stop::closed: return of + " were ordered before the round closed";
    case Stop::unknown: return "the configuration has nothing of this name";
  }
  return "";
}

Value to_value(const AllocatedLine& line) {
  auto value = to_value(line.line);
  value["state"] = name_of(line.state);
  value["accepted"] = line.accepted;
  value["granted"] = line.granted();
  value["awaiting"] = line.awaiting();
  value["open"] = line.open();
  value["seats"] = list_of(line.seats);
  value["hops"] = list_of(line.hops);
  value["refusals"] = list_of(line.refusals);
  value["late"] = list_of(line.late);
  return value;
}

Value to_value(const Allocation& allocation) {
  auto value = Value::object();
  value["round"] = allocation.round;
  value["term"] = allocation.term;
  value["lines"] = list_of(allocation.lines);
  return value;
}

std::optional<Allocation> read_allocation(const Value& body) {
  Allocation allocation{body["round"].text_or_empty(), body["term"].text_or_empty(), {}};
  Reading reading;
  allocation.lines = reading.list<AllocatedLine>(body["lines"], &Reading::line);
  if (!reading.right || allocation.round.empty()) return std::nullopt;
  return allocation;
}

}  // namespace sluss::domain

#include "domain/order.h"

#include <set>

#include "domain/field_reader.h"
#include "domain/term.h"

namespace sluss::domain {
namespace {

constexpr std::array types{PlacementType::vfu, PlacementType::specialist, PlacementType::apl, PlacementType::lia};
constexpr std::array statuses{OrderStatus::draft, OrderStatus::sent, OrderStatus::withdrawn};
constexpr std::int64_t most_places = 10'000;
constexpr std::int64_t lowest_priority = 9;
constexpr std::int64_t longest_span = 366;
constexpr auto week_rule = "a week or two of the term with a hyphen between them, such as 3-7";

/// The Monday of a week as ISO 8601 counts them: week 1 has 4 January in it. Nullopt for a 53rd week that is none.
std::optional<Day> monday_of(int year, int week) {
  const auto fourth = make_day(year, 1, 4);
  const std::chrono::weekday weekday(fourth);
  const auto monday = fourth - (weekday - std::chrono::Monday) + std::chrono::weeks(week - 1);
  const bool is_in_year = year_of(monday + std::chrono::days(3)) == year;
  return week >= 1 && is_in_year ? std::optional(monday) : std::nullopt;
}

std::optional<int> week_number(std::string_view text) {
  text = trim(text);
  const bool digits = text.find_first_not_of("0123456789") == std::string_view::npos;
  if (text.empty() || text.size() > 2 || !digits) return std::nullopt;
  return std::stoi(std::string(text));
}

/// The Monday of that week of the term: an autumn term runs on into the next year.
std::optional<Day> monday_in(const Term& term, std::string_view text) {
  const auto week = week_number(text);
  if (!week) return std::nullopt;
  const bool is_next_year = term.season == Term::Season::autumn && *week < 27;
  return monday_of(term.year + (is_next_year ? 1 : 0), *week);
}

class Reader : public FieldReader {
 public:
  using FieldReader::FieldReader;

  tl::expected<OrderLine, std::vector<FieldFault>> read() {
    read_heading();
    if (body().at("weeks").is_null()) read_days();
    else read_weeks();
    read_goals();
    if (!faults().empty()) return tl::unexpected(faults());
    return std::move(line_);
  }

 private:
  void read_heading() {
    line_.id = required("id", "the order line's id");
    line_.round = required("round", "the id of the round it belongs to");
    line_.institution = required("institution.id", "the institution's id or name");
    line_.programme = required("programme", "the programme's code");
    line_.course = text("course");
    line_.type = word("type", types, PlacementType::vfu);
    line_.term = term("term", term_rule);
    if (line_.term.empty()) fault("term", "", term_rule);
    line_.area = text("area");
    line_.unit = text("unit");
    if (line_.area.empty() && line_.unit.empty())
      fault("area", "", "the area that places are wanted in, or the unit of a direct order");
    line_.count = number("count", 0, most_places, -1);
    if (trim(body().at("count").text_or_empty()).empty()) fault("count", "", "the number of places");
    line_.priority = number("priority", 1, lowest_priority, line_.priority);
    line_.status = word("status", statuses, OrderStatus::sent);
  }

  void read_days() {
    const auto first = day("start");
    const auto last = day("end");
    if (!first || !last) return;
    line_.first = *first;
    line_.last = *last;
    if (*last < *first) fault("end", to_iso(*last), "a day on or after the start, " + to_iso(*first));
    else if ((*last - *first).count() >= longest_span)
      fault("end", to_iso(*last), "a day at most 366 days after the start, " + to_iso(*first));
  }

  void read_weeks() {
    const auto written = text("weeks");
    const auto term = parse_term(line_.term);
    if (!term) return;  // told already
    const auto parts = split(written, '-');
    const auto first = monday_in(*term, parts.front());
    const auto last = monday_in(*term, parts.back());
    if (!first || !last || parts.size() > 2 || *last < *first) return fault("weeks", written, week_rule);
    line_.first = *first;
    line_.last = *last + std::chrono::days(4);
  }

  void read_goals() {
    const auto& value = body().at("goals");
    std::set<std::string> goals;
    if (const auto* items = value.as_list()) {
      for (const auto& item : *items) goals.emplace(trim(item.text_or_empty()));
    } else {
      const auto written = text("goals");
      for (const auto goal : split(written, ',')) goals.emplace(trim(goal));
    }
    goals.erase("");
    line_.goals.assign(goals.begin(), goals.end());
  }

  static constexpr auto term_rule = "a term such as HT2026 or VT2027";

  OrderLine line_;
};

}  // namespace

const char* name_of(OrderStatus status) {
  switch (status) {
    case OrderStatus::draft: return "draft";
    case OrderStatus::sent: return "sent";
    case OrderStatus::withdrawn: return "withdrawn";
  }
  return "sent";
}

tl::expected<OrderLine, std::vector<FieldFault>> read_order(const Value& body) { return Reader(body).read(); }

Value to_value(const OrderLine& line) {
  auto body = Value::object();
  body["id"] = line.id;
  body["round"] = line.round;
  body.make("institution.id") = line.institution;
  body["programme"] = line.programme;
  body["course"] = line.course;
  body["type"] = name_of(line.type);
  body["term"] = line.term;
  body["start"] = to_iso(line.first);
  body["end"] = to_iso(line.last);
  body["area"] = line.area;
  auto& goals = body["goals"] = Value::list();
  for (const auto& goal : line.goals) goals.as_list()->emplace_back(goal);
  body["count"] = line.count;
  body["priority"] = line.priority;
  body["status"] = name_of(line.status);
  body["unit"] = line.unit;
  return body;
}

}  // namespace sluss::domain

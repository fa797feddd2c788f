#include "domain/placement.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "domain/field_reader.h"
#include "domain/identifiers.h"

namespace sluss::domain {
namespace {

constexpr std::array types{PlacementType::vfu, PlacementType::specialist, PlacementType::apl,
                           PlacementType::lia, PlacementType::thesis,     PlacementType::project};
constexpr std::array statuses{PlacementStatus::planned, PlacementStatus::confirmed, PlacementStatus::carried_out,
                              PlacementStatus::withdrawn, PlacementStatus::cancelled};

constexpr std::array<std::string_view, 19> fields{"id",           "type",
                                                  "status",       "institution.id",
                                                  "programme",    "course",
                                                  "order",        "term",
                                                  "student.id",   "student.personnummer",
                                                  "student.name", "student.protected",
                                                  "unit.hsa_id",  "unit.name",
                                                  "start",        "end",
                                                  "days",         "dates",
                                                  "withdrawn"};
constexpr std::int64_t longest_span = 366;

std::int64_t span_of(Day start, Day end) { return (end - start).count() + 1; }

/// A whole number of at least 1, as an integer or as digits.
std::optional<std::int64_t> day_count_of(std::string_view text) {
  const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (text.empty() || text.size() > 6 || !digits) return std::nullopt;
  const auto count = std::stoll(std::string(text));
  if (count < 1) return std::nullopt;
  return count;
}

class Reader : public FieldReader {
 public:
  using FieldReader::FieldReader;

  tl::expected<Placement, std::vector<FieldFault>> read() {
    read_heading();
    read_days();
    read_student();
    read_unit();
    if (!faults().empty()) return tl::unexpected(faults());
    return std::move(placement_);
  }

 private:
  void read_heading() {
    placement_.id = required("id", "the placement's id in the system it comes from");
    placement_.institution = required("institution.id", "the institution's id or name");
    placement_.programme = required("programme", "the programme's code");
    placement_.course = text("course");
    placement_.order = text("order");
    placement_.type = word("type", types, PlacementType::vfu);
    placement_.status = word("status", statuses, PlacementStatus::confirmed);
    placement_.term = term("term", "a term such as HT2026 or VT2027; leave it out to let it follow from the start");
  }

  void read_days() {
    const auto start = day("start");
    const auto end = day("end");
    if (start) placement_.start = *start;
    if (end) placement_.end = *end;
    started_ = start.has_value();
    const bool ordered = start && end && check_span();
    read_dates(ordered);
    read_day_count(ordered);
    if (!text("withdrawn").empty()) placement_.withdrawn = day("withdrawn");
  }

  bool check_span() {
    if (placement_.end < placement_.start) {
      fault("end", to_iso(placement_.end), "a day on or after the start, " + to_iso(placement_.start));
      return false;
    }
    if (span_of(placement_.start, placement_.end) <= longest_span) return true;
    fault("end", to_iso(placement_.end), "a day at most 365 days after the start, " + to_iso(placement_.start));
    return false;
  }

  void read_dates(bool ordered) {
    const auto& value = body().at("dates");
    if (value.is_null() || (value.as_text() != nullptr && trim(*value.as_text()).empty())) return;
    const auto* items = value.as_list();
    if (items == nullptr) return fault("dates", value.text_or_empty(), "a list of days as YYYY-MM-DD");
    DaySet dates;
    for (const auto& item : *items) read_date(item, ordered, dates);
    if (!items->empty()) placement_.dates = std::move(dates);
  }

  void read_date(const Value& item, bool ordered, DaySet& dates) {
    const auto written = item.text_or_empty();
    const auto date = parse_iso_day(trim(written));
    if (!date) return fault("dates", written, day_rule);
    if (ordered && (*date < placement_.start || *date > placement_.end))
      fault("dates", written, "days between " + to_iso(placement_.start) + " and " + to_iso(placement_.end));
    if (dates.contains(*date)) fault("dates", written, "each day once");
    dates.insert(*date);
  }

  void read_day_count(bool ordered) {
    const auto written = text("days");
    if (written.empty()) return;
    const auto count = day_count_of(written);
    if (!count)
      return fault("days", written, "a whole number of days, 1 or more; leave it out when all weekdays count");
    placement_.day_count = *count;
    if (placement_.dates) {
      const auto listed = placement_.dates->count();
      if (listed != *count) fault("days", written, "the number of days that `dates` lists, " + std::to_string(listed));
    } else if (ordered) {
      const auto most = weekdays_in(placement_.start, placement_.end);
      if (*count > most)
        fault("days", written,
              "at most " + std::to_string(most) + ", the weekdays from " + to_iso(placement_.start) + " to " +
                  to_iso(placement_.end));
    }
  }

  void read_student() {
    auto& student = placement_.student;
    student.protected_identity = is_protected(body().at("student.protected"));
    student.id = text("student.id");
    // A registry may hide the name of a person with a protected identity: that placement waits for a person anyway.
    student.name = student.protected_identity ? text("student.name") : required("student.name", "the student's name");
    read_personnummer();
    if (student.id.empty() && trim(body().at("student.personnummer").text_or_empty()).empty())
      fault("student.id", "", "the registry's id of the student, or student.personnummer");
  }

  void read_personnummer() {
    const auto written = text("student.personnummer");
    if (written.empty()) return;
    // Without a start the century of ten digits cannot be known; the other rules are checked all the same.
    const auto today = started_ ? placement_.start : make_day(2099, 12, 31);
    auto checked = check_personnummer(written, today);
    if (checked) placement_.student.personnummer = std::move(*checked);
    else fault("student.personnummer", written, std::move(checked).error());
  }

  void read_unit() {
    placement_.unit.name = text("unit.name");
    const auto written = text("unit.hsa_id");
    if (written.empty()) {
      if (placement_.unit.name.empty()) fault("unit", "", "the unit's hsa_id or name");
      return;
    }
    auto checked = check_hsa_id(written);
    if (checked) placement_.unit.hsa_id = std::move(*checked);
    else fault("unit.hsa_id", written, std::move(checked).error());
  }

  Placement placement_;
  bool started_ = false;
};

}  // namespace

const char* name_of(PlacementType type) {
  switch (type) {
    case PlacementType::vfu: return "vfu";
    case PlacementType::specialist: return "specialist";
    case PlacementType::apl: return "apl";
    case PlacementType::lia: return "lia";
    case PlacementType::thesis: return "thesis";
    case PlacementType::project: return "project";
  }
  return "vfu";
}

const char* name_of(PlacementStatus status) {
  switch (status) {
    case PlacementStatus::planned: return "planned";
    case PlacementStatus::confirmed: return "confirmed";
    case PlacementStatus::carried_out: return "carried_out";
    case PlacementStatus::withdrawn: return "withdrawn";
    case PlacementStatus::cancelled: return "cancelled";
  }
  return "confirmed";
}

std::optional<PlacementType> parse_placement_type(std::string_view text) { return word_of(types, text); }

std::span<const std::string_view> placement_fields() { return fields; }

bool is_personal(std::string_view path) { return path == "student" || path.starts_with("student."); }

tl::expected<Placement, std::vector<FieldFault>> read_placement(const Value& body) { return Reader(body).read(); }

}  // namespace sluss::domain

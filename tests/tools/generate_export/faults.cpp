#include "faults.h"

namespace sluss::generate {
namespace {

constexpr std::int64_t kinds = static_cast<std::int64_t>(Fault::formula_in_name) + 1;

/// The nearest row before that one which is billed as it stands.
Row plain_before(std::int64_t number, const Placements& placements, const FaultPlan& plan) {
  for (auto at = number - 1; at >= 0; --at) {
    auto row = placements.at(at);
    if (!plan.at(at) && Placements::is_plain(row)) return row;
  }
  return placements.at(number);
}

/// Rows that a fault is made in are billed but for the fault.
void make_plain(Row& row) {
  if (row.type == "Examensarbete") row.type = "VFU";
  row.status = "Bekräftad";
  row.protected_identity = "Nej";
}

Row claiming_again(Row other, const Row& row, int weeks_later) {
  other.id = row.id;
  other.days.clear();
  other.start += std::chrono::days(7 * weeks_later);
  other.end += std::chrono::days(7 * weeks_later);
  return other;
}

void spoil_check_digit(std::string& personnummer) {
  personnummer.back() = personnummer.back() == '9' ? '0' : static_cast<char>(personnummer.back() + 1);
}

void move_to_pair_without_agreement(Row& row, const World& world) {
  row.institution = world.institutions.back().name;
  for (const auto& unit : world.units) {
    if (world.agreed(world.institutions.size() - 1, unit)) continue;
    row.unit = unit.name;
    row.hsa_id = unit.hsa_id;
    return;
  }
}

void change_programme(Row& row, const Programme& programme) {
  row.programme = programme.code;
  row.type = programme.type;
  row.course_code = programme.course_code;
  row.course = programme.course;
}

void spoil(Fault fault, Row& row, const World& world) {
  switch (fault) {
    case Fault::no_such_date: row.end_text = "2026-02-30"; break;
    case Fault::end_before_start: row.end = row.start - std::chrono::days(3); break;
    case Fault::unknown_unit: row.unit = "Okänds vårdcentral", row.hsa_id.clear(); break;
    case Fault::unknown_institution: row.institution = "Okända högskolan"; break;
    case Fault::unknown_programme: row.programme = "XYZ"; break;
    case Fault::wrong_check_digit: spoil_check_digit(row.personnummer); break;
    case Fault::number_from_a_spreadsheet: row.personnummer = "1,99001E+11"; break;
    case Fault::malformed_hsa_id: row.hsa_id = "SE12-34"; break;
    case Fault::no_agreement: move_to_pair_without_agreement(row, world); break;
    case Fault::programme_without_price: change_programme(row, world.without_price); break;
    case Fault::missing_cell: row.first_name.clear(), row.last_name.clear(); break;
    case Fault::more_days_than_weekdays: row.days = "99"; break;
    case Fault::weekend_only:
      row.days.clear(), row.start += std::chrono::days(5), row.end = row.start + std::chrono::days(1);
      break;
    case Fault::quoted_newline: row.last_name = "Provsson\nTestberg"; break;
    case Fault::formula_in_name: row.first_name = "=1+1;\"Alfa\""; break;
    case Fault::too_few_cells:
    case Fault::too_many_cells:
    case Fault::same_days_again:
    case Fault::overlapping_days:
    case Fault::same_row_twice: break;
  }
}

}  // namespace

std::optional<Fault> FaultPlan::at(std::int64_t number) const {
  const auto before = number * count_ / rows_;
  if ((number + 1) * count_ / rows_ == before) return std::nullopt;
  return static_cast<Fault>(before % kinds);
}

Row faulty(Fault fault, std::int64_t number, const Placements& placements, const FaultPlan& plan, const World& world) {
  auto row = placements.at(number);
  if (fault == Fault::same_days_again) return claiming_again(plain_before(number, placements, plan), row, 0);
  if (fault == Fault::overlapping_days) return claiming_again(plain_before(number, placements, plan), row, 1);
  if (fault == Fault::same_row_twice) return plain_before(number, placements, plan);
  make_plain(row);
  spoil(fault, row, world);
  return row;
}

}  // namespace sluss::generate

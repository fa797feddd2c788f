#include "placements.h"

#include <array>

#include "domain/identifiers.h"

namespace sluss::generate {
namespace {

using std::chrono::days;

constexpr std::array first_names{"Alfa", "Beta",  "Gamma",  "Delta", "Epsilon", "Zeta", "Eta",  "Theta",
                                 "Jota", "Kappa", "Lambda", "Åmy",   "Önu",     "Äxi",  "Rhoé", "Sigma"};
constexpr std::array last_names{"Provsson",   "Testberg",  "Exempelgren", "Låtsaskvist", "Påhittsson", "Mallström",
                                "Övningsäng", "Dummylund", "Fejkhed",     "Skenå",       "Attrapp",    "von Prov"};

constexpr int weekdays_of_17_days = 2;  // three weeks and two days

template <class List>
const auto& one_of(const List& list, Dice& dice) {
  return list[static_cast<std::size_t>(dice.below(static_cast<int>(list.size())))];
}

/// The first Monday on or after that day.
Day monday_from(Day day) {
  const auto weekday = std::chrono::weekday(day).iso_encoding();
  return day + days((8 - weekday) % 7);
}

Day first_monday_of(const domain::Term& term) {
  return term.season == domain::Term::Season::autumn ? monday_from(make_day(term.year, 8, 28))
                                                     : monday_from(make_day(term.year, 1, 18));
}

std::string numbered(const domain::Term& term, std::int64_t number) {
  const auto digits = std::to_string(number + 1);
  return to_text(term) + "-" + std::string(digits.size() < 7 ? 7 - digits.size() : 0, '0') + digits;
}

const char* status_of(Dice& dice) {
  if (dice.once_in(50)) return "Återbud";
  if (dice.once_in(100)) return "Planerad";
  return dice.once_in(4) ? "Genomförd" : "Bekräftad";
}

}  // namespace

std::string test_personnummer(std::int64_t person) {
  constexpr std::int64_t serials = 20;        // 980-999
  constexpr std::int64_t birthdays = 18'262;  // 1955-2004
  const auto birth = make_day(1955, 1, 1) + days(person * 7919 % birthdays);
  auto digits = to_iso(birth);
  std::erase(digits, '-');
  digits += std::to_string(980 + person / birthdays % serials);
  digits += domain::luhn_digit(std::string_view(digits).substr(2));
  return digits.insert(8, "-");
}

Placements::Placements(const World& world, domain::Term term, std::uint64_t seed)
    : world_(world), term_(term), seed_(seed), monday_(first_monday_of(term)) {}

Row Placements::at(std::int64_t number) const {
  constexpr std::int64_t slots = 3;
  Row row;
  Dice dice(seed_, static_cast<std::uint64_t>(number) * 2);
  row.id = numbered(term_, number);
  row.term = to_text(term_);
  place_student(row, number / slots);
  if (dice.once_in(6)) row.personnummer.erase(0, 2);
  choose_days(row, number % slots, dice);
  row.status = status_of(dice);
  const auto institution = static_cast<std::size_t>(number / slots) % world_.institutions.size();
  const auto* unit = &one_of(world_.units, dice);
  while (!world_.agreed(institution, *unit)) unit = &one_of(world_.units, dice);
  row.unit = unit->name;
  row.hsa_id = unit->hsa_id;
  return row;
}

void Placements::place_student(Row& row, std::int64_t student) const {
  Dice dice(seed_, static_cast<std::uint64_t>(student) * 2 + 1);
  const auto& institution = world_.institutions[static_cast<std::size_t>(student) % world_.institutions.size()];
  row.institution = dice.once_in(10) ? institution.alias : institution.name;
  const auto& programme = one_of(world_.programmes, dice);
  row.programme = programme.code;
  row.course_code = programme.course_code;
  row.course = programme.course;
  row.type = dice.once_in(40) ? "Examensarbete" : programme.type;
  row.first_name = one_of(first_names, dice);
  row.last_name = one_of(last_names, dice);
  row.personnummer = test_personnummer(student);
  row.protected_identity = dice.once_in(150) ? "Ja" : "Nej";
}

/// Three slots that cannot meet: weeks 1-6, 7-12 and 14-20; the last one goes over the new year in autumn.
void Placements::choose_days(Row& row, std::int64_t slot, Dice& dice) const {
  const auto begins = slot == 2 ? 13 + dice.below(3) : static_cast<int>(slot) * 6 + dice.below(2);
  row.start = monday_ + days(7 * begins);
  if (dice.once_in(8)) {
    row.end = row.start + days(3 * 7 + weekdays_of_17_days - 1);
  } else if (dice.once_in(40)) {
    row.end = row.start;
  } else {
    const auto weeks = 3 + dice.below(3);
    row.end = row.start + days(7 * weeks - 3);
    if (dice.once_in(25)) row.days = std::to_string(weeks * 4);
  }
}

bool Placements::is_plain(const Row& row) {
  return row.type != "Examensarbete" && row.status != "Återbud" && row.status != "Planerad" &&
         row.protected_identity == "Nej" && row.start != row.end;
}

}  // namespace sluss::generate

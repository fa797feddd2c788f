// Who orders, who takes students and is paid, and by which agreement.
// Sources: [A] the model agreement of 2016 and its annex 2; all amounts, dates and parties are configuration.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/money.h"
#include "domain/placement.h"
#include "domain/placing.h"

namespace sluss::domain {

struct Contact {
  std::string name, phone, email;
};

/// An electronic address in Peppol: scheme "0007" and an organisation number, or another scheme of the EAS list.
struct Endpoint {
  std::string scheme, id;
};

/// An institution (lärosäte): it orders places and is invoiced.
struct Institution {
  std::string id;
  std::string name;
  std::string organisation_number;   ///< 10 digits
  std::vector<std::string> aliases;  ///< as exports spell it; compared without regard to case
  std::string channel = "peppol";    ///< how it takes invoices: pipelines route on it
  Endpoint endpoint;                 ///< default: 0007 and the organisation number
  std::string buyer_reference;       ///< what it wants on invoices, e.g. "ZZ..."
  std::string order_reference;
  std::string street, city, postal_code;
  Contact contact;
};

/// A unit (verksamhet): it takes students and is paid.
struct Unit {
  std::string id;
  std::string provider;  ///< id of the party of the agreement that owns it
  std::string name;
  std::string hsa_id;
  std::string organisation_number;  ///< 10 digits
  std::vector<std::string> aliases;
  std::string bankgiro, plusgiro;  ///< digits only; at least one
  std::string series;              ///< digits that its invoice numbers begin with; unique among units
  std::string street, city, postal_code;
  Contact contact;
};

struct Provider {
  std::string id;
  std::string name;
};

enum class HolidayRule {
  counted,
  not_counted
};                                            ///< are public holidays Monday-Friday billable days? Default counted [I]
enum class NewYearRule { by_day, by_start };  ///< price by each day (two lines over 1 January), or by the first day [I]
enum class VatRule { exempt, outside };       ///< Peppol category E with VATEX-EU-132-1I, or O with VATEX-EU-O

enum class Approval {
  automatic,
  person
};  ///< may a term's invoices be issued when they are due, or does a person say so

/// A day of every year.
struct MonthDay {
  unsigned month = 1, day = 1;
};

/// When a term begins and ends, and from when it is invoiced.
struct TermDates {
  MonthDay begins, ends;                 ///< an end before the beginning lies in the next year
  std::optional<MonthDay> invoice_from;  ///< in the year of the term; before that day nothing is issued
};

/// What is to be done by a day of each term, and by whom.
enum class DeadlineKind {
  announce,  ///< the institution orders its places
  answer,    ///< the units that are asked for places answer
  invoice,   ///< the term's days are invoiced for the provider's units
};

/// A day within the year of a term, or in the year before or after it.
struct TermDay {
  MonthDay on;
  int year = 0;  ///< -1: the year before, 0: the term's own, 1: the year after
};

/// A deadline of each term. Which party it concerns follows from its kind.
struct DeadlineRule {
  DeadlineKind kind = DeadlineKind::announce;
  std::optional<TermDay> spring, autumn;  ///< none: such terms have no such deadline
  std::vector<int> remind;                ///< so many days before it; falling, none twice; empty: nobody is reminded
};

/// An agreement (samverkansavtal) between an institution and a provider.
struct Agreement {
  std::string id;
  std::string institution, provider;  ///< their ids
  std::string document;               ///< the agreement's reference on invoices
  Day valid_from;
  std::optional<Day> valid_to;
  std::vector<std::string> programmes;  ///< programme codes, or "*"
  std::vector<PlacementType> types = {PlacementType::vfu};
  HolidayRule holidays = HolidayRule::counted;
  NewYearRule new_year = NewYearRule::by_day;
  VatRule vat = VatRule::exempt;
  Approval approval = Approval::automatic;
  int payment_days = 30;
  int withdrawal_days = 28;  ///< before a placement's first day; places given back after that are late [A] 4.2
  /// A placement withdrawn fewer days than this before its first day is paid in full; none: nothing is paid for it [P].
  std::optional<int> late_withdrawal;
  TermDates spring{{1, 1}, {8, 31}, std::nullopt};
  TermDates autumn{{7, 1}, {1, 31}, std::nullopt};
  std::vector<DeadlineRule> deadlines;  ///< each kind once at most
};

/// A price per student and week, for a period.
struct Price {
  std::string agreement;  ///< id
  std::string programme;  ///< code, or "*" for every programme without a price of its own
  PlacementType type = PlacementType::vfu;
  Day valid_from;
  std::optional<Day> valid_to;  ///< last day; without it until the next price begins
  Ore week;
  std::string document;  ///< the document it stands in
};

/// All agreements, parties and prices. Made by the configuration; never changes after that.
class AgreementBook {
 public:
  std::vector<Institution> institutions;
  std::vector<Provider> providers;
  std::vector<Unit> units;
  std::vector<Agreement> agreements;
  std::vector<Price> prices;
  PlacingRules placing;  ///< by which the places of these parties are found

  // Look-ups: only after `index()`.

  /// By id, name or alias, without regard to case. Null when unknown, or when two share that name.
  [[nodiscard]] const Institution* find_institution(std::string_view name) const;
  /// By HSA-id alone when it is given, else by id, name or alias. Null when unknown, or when two share that name.
  [[nodiscard]] const Unit* find_unit(const UnitReference& unit) const;
  [[nodiscard]] const Unit* unit_by_id(std::string_view id) const;
  [[nodiscard]] const Institution* institution_by_id(std::string_view id) const;
  [[nodiscard]] const Agreement* agreement_by_id(std::string_view id) const;
  /// The agreement of the two that holds on that day for the programme and type. Null when there is none.
  /// One that names the programme goes before one with "*"; of several, the one that began last.
  [[nodiscard]] const Agreement* find_agreement(const Institution& institution, const Unit& unit,
                                                std::string_view programme, PlacementType type, Day day) const;
  /// The price of one day, or null: a missing price is never replaced by another.
  /// From the day the programme has a price of its own, "*" no longer counts for it; of several, the one that began
  /// last. A price without a last day ends where the programme's next one begins.
  [[nodiscard]] const Price* find_price(const Agreement& agreement, std::string_view programme, PlacementType type,
                                        Day day) const;

  /// Prepares the look-ups. Called once, after the lists above are filled.
  void index();

 private:
  struct Index;
  std::shared_ptr<const Index> index_;
};

}  // namespace sluss::domain

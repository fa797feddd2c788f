#include <map>
#include <set>

#include "domain/basis_to_approve.h"
#include "domain/identifiers.h"
#include "domain/invoice.h"

namespace sluss::domain {
namespace {

/// Looks an invoice through and gathers what is wrong. Lines are named by number: a student's name is no one's here.
class Examination {
 public:
  enum class Stage { issued, to_approve };
  explicit Examination(const Invoice& invoice, Stage stage = Stage::issued) : invoice_(invoice), stage_(stage) {}

  std::vector<std::string> faults() {
    if (stage_ == Stage::issued) check_heading();
    if (invoice_.period_last < invoice_.period_first) fault("its period ends before it begins");
    check_seller();
    check("buyer's organisation number", check_organisation_number(invoice_.buyer.organisation_number));
    if (invoice_.lines.empty()) fault("it has no lines");
    for (const auto& line : invoice_.lines) check_line(line);
    check_total();
    check_days_once();
    return std::move(faults_);
  }

 private:
  void check_heading() {
    if (invoice_.number.empty()) fault("it has no number");
    if (invoice_.key.empty()) fault("it has no key");
    check("OCR", check_ocr(invoice_.ocr));
    if (invoice_.credits && (invoice_.credits->number.empty() || invoice_.credits->issued == Day{}))
      fault("it is a credit note and does not say of which invoice");
    if (invoice_.is_credit_note() != (invoice_.correction > 0)) fault("it is half an invoice and half a credit note");
    if (invoice_.issued == Day{}) fault("it has no day of issue");
    if (invoice_.due == Day{}) fault("it has no due date");
    else if (invoice_.due < invoice_.issued) fault("it is due before it is issued");
  }

  void check_seller() {
    const auto& seller = invoice_.seller;
    check("seller's organisation number", check_organisation_number(seller.organisation_number));
    if (seller.bankgiro.empty() && seller.plusgiro.empty()) fault("the seller has neither bankgiro nor plusgiro");
    if (!seller.bankgiro.empty()) check("seller's bankgiro", check_bankgiro(seller.bankgiro));
    if (!seller.plusgiro.empty()) check("seller's plusgiro", check_plusgiro(seller.plusgiro));
  }

  void check_line(const InvoiceLine& line) {
    const auto name = "line " + line.id;
    if (line.id.empty() || !ids_.insert(line.id).second) fault(name + " does not have an id of its own");
    if (line.student_name.empty()) fault(name + " has no student's name");
    // A credit is what was billed less what stays, each rounded once: an öre beside its own days' worth.
    const auto off = (line.amount - line_amount(line.days, line.week_price)).value;
    const auto allowed = invoice_.is_credit_note() ? 1 : 0;
    if (off > allowed || off < -allowed)
      fault(name + " amounts to " + to_decimal(line.amount) + ", but days x week price / 5 is " +
            to_decimal(line_amount(line.days, line.week_price)));
    if (line.first < invoice_.period_first || line.last > invoice_.period_last || line.last < line.first)
      fault(name + " runs from " + to_iso(line.first) + " to " + to_iso(line.last) + ", outside the period " +
            to_iso(invoice_.period_first) + " to " + to_iso(invoice_.period_last));
    check_dates(line, name);
  }

  void check_dates(const InvoiceLine& line, const std::string& name) {
    if (line.dates.empty()) return fault(name + " does not list its days");
    if (line.days != line.dates.count() || line.first != line.dates.first() || line.last != line.dates.last())
      fault(name + " has a first day, a last day or a number of days that its list of days contradicts");
  }

  void check_total() {
    Ore sum;
    for (const auto& line : invoice_.lines) sum += line.amount;
    if (sum != invoice_.total)
      fault("the total is " + to_decimal(invoice_.total) + ", but the lines add up to " + to_decimal(sum));
  }

  /// A billable fact is (agreement, unit, programme, student, day); an invoice has one agreement and one unit.
  void check_days_once() {
    std::map<std::pair<std::string, std::string>, DaySet> seen;
    for (const auto& line : invoice_.lines) {
      if (line.subject.empty()) fault("line " + line.id + " has no subject to tell its student from others");
      auto& days = seen[{line.subject, line.programme}];
      if (const auto twice = days.common(line.dates); !twice.empty())
        fault("line " + line.id + " bills days of a student that an earlier line bills: " + to_text(twice));
      for (const auto& month : line.dates.months()) days.insert(month);
    }
  }

  void check(const std::string& what, const Checked& checked) {
    if (!checked) fault("the " + what + " is wrong: expected " + checked.error());
  }

  void fault(std::string sentence) {
    const auto name = stage_ == Stage::issued ? "Invoice " + invoice_.number : "Basis of " + invoice_.seller.unit;
    faults_.push_back(name + ": " + std::move(sentence));
  }

  const Invoice& invoice_;
  Stage stage_;
  std::set<std::string> ids_;
  std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> faults_of(const Invoice& invoice) { return Examination(invoice).faults(); }

std::vector<std::string> faults_of(const BasisToApprove& basis) {
  return Examination(basis.invoice, Examination::Stage::to_approve).faults();
}

}  // namespace sluss::domain

// Payments as the bank tells of them, and how they meet invoices. Pure functions: who keeps the books is another
// matter.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "base/day.h"
#include "base/money.h"
#include "base/value.h"
#include "domain/placement.h"

namespace sluss::domain {

/// credit: money that came in. reversal: money that had come in and was taken back. other: money that left the account,
/// or that had left it and came back; it pays no invoice.
enum class PaymentKind { credit, reversal, other };

[[nodiscard]] const char* name_of(PaymentKind kind);

struct Payment {
  std::string id;                 ///< account and the bank's reference: the same in every file that tells of it
  std::string account;            ///< of the payee: digits of a bankgiro or plusgiro, or an IBAN
  std::vector<std::string> ocrs;  ///< what the payer says it is for; none, one, or several invoices at once
  Ore amount;                     ///< above zero, also for money that was taken back
  Day day;                        ///< when it was booked
  std::string reference;          ///< the bank's own
  PaymentKind kind = PaymentKind::credit;
};

/// Reads a payment message's body, checking every field; all faults at once. Body:
///   id, account, reference (texts), amount_ore (an integer above 0), day (YYYY-MM-DD), kind ("credit" when absent),
///   ocr (text, may be missing), more_ocrs (list of texts, when it pays several invoices)
[[nodiscard]] tl::expected<Payment, std::vector<FieldFault>> read_payment(const Value& body);

/// A part of a payment that was booked on an invoice.
struct PaidPart {
  std::string payment;       ///< its id
  std::int64_t message = 0;  ///< that tells of it
  std::string invoice;       ///< number
  Ore amount;                ///< below zero for money that was taken back
  Day day;
};

/// What is owed for an invoice.
struct InvoiceAccount {
  Ore total;
  Ore credited;                 ///< by credit notes
  std::vector<PaidPart> parts;  ///< in the order they were booked

  [[nodiscard]] Ore paid() const;
  /// total - credited - paid; below zero when too much was paid.
  [[nodiscard]] Ore due() const { return total - credited - paid(); }
};

enum class Standing { unpaid, part_paid, paid, overpaid, credited };

/// credited: nothing is owed, and nothing was paid.
[[nodiscard]] Standing standing_of(const InvoiceAccount& account);
/// "unpaid", "part paid, 100,00 kr left", "paid 2026-12-18", "overpaid by 1,00 kr", "credited".
[[nodiscard]] std::string standing_text(const InvoiceAccount& account);

/// An invoice as a payment meets it.
struct Receivable {
  std::string number;
  std::string bankgiro, plusgiro;  ///< of its seller, as it says itself; digits
  InvoiceAccount account;
};

/// The invoice number that an OCR number stands for: all but the check digit (domain/invoice.h makes them so).
/// nullopt when it is no OCR number or fails its check digit.
[[nodiscard]] std::optional<std::string> number_of_ocr(std::string_view ocr);

struct Share {
  std::string invoice;
  Ore amount;
};

struct Match {
  enum class Kind {
    paid,         ///< exactly what is due, of one invoice or of all that are named: to be booked as `shares` say
    part,         ///< less than is due
    over,         ///< more than is due
    again,        ///< the invoice was paid in full before
    credited,     ///< the invoice is credited in full
    unknown,      ///< there is no such invoice
    elsewhere,    ///< the invoice is to be paid to another account
    check_digit,  ///< what the payer gave is no OCR number
    nameless,     ///< the payer gave none
    several,      ///< several invoices are named, and the sum does not fit
    taken_back,   ///< the bank took money back
  };
  Kind kind = Kind::unknown;
  std::vector<Share> shares;               ///< of `paid`
  std::optional<Receivable> invoice = {};  ///< the one it meets, where there is one
  Ore difference = {};                     ///< part: what is left; over and several: the amount less what is due
};

/// What becomes of a payment that is no `other`. `found`: per OCR number of it, in order, the invoice of that number.
[[nodiscard]] Match match(const Payment& payment, const std::vector<std::optional<Receivable>>& found);

}  // namespace sluss::domain

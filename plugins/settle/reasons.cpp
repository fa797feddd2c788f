#include "reasons.h"

#include "domain/shown_ocr.h"

namespace sluss::settle {
namespace {

using domain::Match;

std::string book(std::int64_t message, const std::string& invoice) {
  return "sluss payments book " + std::to_string(message) + " --invoice " + invoice;
}

/// The end of what a person is told who must find out what was meant.
std::string find_out(std::int64_t message) {
  return "; ask the payer, then " + book(message, "NUMBER") + ", or pay it back and discard this message";
}

std::string shown_ocrs(const domain::Payment& payment) {
  std::vector<std::string> ocrs;
  for (std::size_t i = 0; i < std::min<std::size_t>(payment.ocrs.size(), 5); ++i)
    ocrs.push_back(domain::shown_ocr(payment.ocrs[i]));
  return join(ocrs, ", ") + (payment.ocrs.size() > 5 ? ", ..." : "");
}

/// Of one that meets an invoice which it does not pay exactly.
std::string reason_of_met(const domain::Payment& payment, const Match& match, std::int64_t message) {
  const auto& [number, bankgiro, plusgiro, account] = *match.invoice;
  const auto sum = to_kronor(payment.amount);
  switch (match.kind) {
    case Match::Kind::part:
      return "part payment: " + sum + " of the " + to_kronor(account.due()) + " that is due on invoice " + number +
             ", " + to_kronor(match.difference) + " too little. To book it: " + book(message, number);
    case Match::Kind::over:
      return "overpayment: " + sum + " for invoice " + number + ", on which " + to_kronor(account.due()) + " is due, " +
             to_kronor(match.difference) + " too much. To book it all the same: " + book(message, number) +
             "; the surplus is to be paid back";
    case Match::Kind::again:
      return "double payment: " + sum + " for invoice " + number + ", which was paid in full on " +
             to_iso(account.parts.back().day) + " (message " + std::to_string(account.parts.back().message) +
             "). Pay it back and discard this message, or book it: " + book(message, number);
    case Match::Kind::credited:
      return "payment of a credited invoice: " + sum + " for invoice " + number +
             ", on which nothing is due. Pay it back and discard this message, or book it: " + book(message, number);
    case Match::Kind::elsewhere:
      return "paid to another account: " + sum + " for invoice " + number + " came to " + payment.account +
             ", which is not its seller's" + find_out(message);
    default: return "";
  }
}

}  // namespace

std::string text_of(const std::vector<domain::FieldFault>& faults) {
  std::vector<std::string> sentences;
  for (const auto& fault : faults)
    sentences.push_back(fault.field + (fault.value.empty() ? ": missing" : " \"" + fault.value + "\"") +
                        " - expected " + fault.expected);
  return join(sentences, "; ");
}

std::string reason_of(const domain::Payment& payment, const Match& match, std::int64_t message) {
  const auto sum = to_kronor(payment.amount) + " to " + payment.account;
  switch (match.kind) {
    case Match::Kind::unknown:
      return "unknown OCR number: " + sum + " with " + shown_ocrs(payment) +
             ", and no invoice has it. It is tried again every night, as the invoice may come; else" +
             find_out(message).substr(1);
    case Match::Kind::check_digit:
      return "no OCR number: " + sum + " with " + shown_ocrs(payment) +
             ", which is no number with a right check digit" + find_out(message);
    case Match::Kind::nameless: return "no OCR number: " + sum + " without any reference" + find_out(message);
    case Match::Kind::several:
      return "payment of several invoices: " + sum + " with " + std::to_string(payment.ocrs.size()) + " references (" +
             shown_ocrs(payment) + "), and what is due on them is another sum or not known" +
             ". To book parts of it: " + book(message, "NUMBER") + " --amount KRONOR";
    case Match::Kind::taken_back:
      return "taken back by the bank: " + sum + (match.invoice ? ", paid for invoice " + match.invoice->number : "") +
             ". To take it off an invoice: " + book(message, match.invoice ? match.invoice->number : "NUMBER") +
             "; else discard this message";
    default: return reason_of_met(payment, match, message);
  }
}

std::string reason_of_taken_off(const domain::Payment& payment, const std::string& invoice, std::int64_t message) {
  return "taken off invoice " + invoice +
         " by a person, and not booked there again by itself: " + to_kronor(payment.amount) + " to " + payment.account +
         ". To book it: " + book(message, "NUMBER") + ", or pay it back and discard this message";
}

std::string text_of(const std::vector<domain::PaidPart>& parts) {
  std::vector<std::string> texts;
  for (const auto& part : parts)
    texts.push_back(to_kronor(part.amount) + " on " + (texts.empty() ? "invoice " : "") + part.invoice);
  return join(texts, ", ");
}

}  // namespace sluss::settle

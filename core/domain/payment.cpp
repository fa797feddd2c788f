#include "domain/payment.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "domain/identifiers.h"

namespace sluss::domain {
namespace {

constexpr std::array kinds{PaymentKind::credit, PaymentKind::reversal, PaymentKind::other};
constexpr std::size_t most_ocrs = 1000;

class Reader {
 public:
  explicit Reader(const Value& body) : body_(body) {}

  tl::expected<Payment, std::vector<FieldFault>> read() {
    payment_.id = required("id", "the account and the bank's reference of it");
    payment_.account = required("account", "the bankgiro or plusgiro that was paid to");
    payment_.reference = required("reference", "the bank's own reference");
    read_ocrs();
    read_amount();
    read_day();
    read_kind();
    if (!faults_.empty()) return tl::unexpected(std::move(faults_));
    return std::move(payment_);
  }

 private:
  void read_ocrs() {
    if (auto ocr = text("ocr"); !ocr.empty()) payment_.ocrs.push_back(std::move(ocr));
    const auto& more = body_["more_ocrs"];
    if (more.is_null()) return;
    if (more.as_list() == nullptr || more.as_list()->size() > most_ocrs)
      return fault("more_ocrs", "", "a list of at most 1000 texts");
    for (const auto& item : *more.as_list()) {
      if (auto ocr = std::string(trim(item.text_or_empty())); !ocr.empty()) payment_.ocrs.push_back(std::move(ocr));
    }
  }

  void read_amount() {
    const auto* amount = body_["amount_ore"].as_int();
    if (amount != nullptr && *amount > 0) payment_.amount = Ore{*amount};
    else fault("amount_ore", body_["amount_ore"].text_or_empty(), "a whole number of öre above 0");
  }

  void read_day() {
    const auto written = required("day", "the day it was booked, as YYYY-MM-DD");
    const auto day = parse_iso_day(written);
    if (day) payment_.day = *day;
    else if (!written.empty()) fault("day", written, "a day that exists, as YYYY-MM-DD");
  }

  void read_kind() {
    const auto written = text("kind");
    if (written.empty()) return;
    const auto at = std::find_if(kinds.begin(), kinds.end(), [&](auto kind) { return written == name_of(kind); });
    if (at != kinds.end()) payment_.kind = *at;
    else fault("kind", written, "one of credit, reversal, other");
  }

  std::string text(std::string_view name) { return std::string(trim(body_[name].text_or_empty())); }

  std::string required(std::string_view name, const std::string& rule) {
    auto written = text(name);
    if (written.empty()) fault(name, "", rule);
    return written;
  }

  void fault(std::string_view field, std::string_view value, std::string expected) {
    faults_.push_back({std::string(field), excerpt(value), std::move(expected)});
  }

  const Value& body_;
  Payment payment_;
  std::vector<FieldFault> faults_;
};

Match::Kind kind_of(const Payment& payment, const InvoiceAccount& account) {
  const auto due = account.due();
  if (due <= Ore{}) return account.paid() > Ore{} ? Match::Kind::again : Match::Kind::credited;
  if (payment.amount == due) return Match::Kind::paid;
  return payment.amount < due ? Match::Kind::part : Match::Kind::over;
}

bool is_paid_to(const Receivable& invoice, const std::string& account) {
  return account == invoice.bankgiro || account == invoice.plusgiro;
}

Match match_one(const Payment& payment, const std::optional<Receivable>& found) {
  Match match;
  if (!found) {
    match.kind = check_ocr(payment.ocrs.front()) ? Match::Kind::unknown : Match::Kind::check_digit;
    return match;
  }
  match.invoice = found;
  if (!is_paid_to(*found, payment.account)) {
    match.kind = Match::Kind::elsewhere;
    return match;
  }
  match.kind = kind_of(payment, found->account);
  const auto due = found->account.due();
  if (match.kind == Match::Kind::paid) match.shares = {{found->number, due}};
  if (match.kind == Match::Kind::part) match.difference = due - payment.amount;
  if (match.kind == Match::Kind::over) match.difference = payment.amount - due;
  return match;
}

/// All of the invoices that are named, each in full, or none: which of them is meant to be short, a person must ask.
Match match_all(const Payment& payment, const std::vector<std::optional<Receivable>>& found) {
  Match match;
  match.kind = Match::Kind::several;
  match.difference = payment.amount;
  bool payable = true;
  for (const auto& invoice : found) {
    const bool owed = invoice && is_paid_to(*invoice, payment.account) && invoice->account.due() > Ore{};
    const auto is_same = [&](const Share& share) { return owed && share.invoice == invoice->number; };
    if (std::any_of(match.shares.begin(), match.shares.end(), is_same)) continue;  // named twice
    payable = payable && owed;
    if (!owed) continue;
    match.shares.push_back({invoice->number, invoice->account.due()});
    match.difference = match.difference - invoice->account.due();
  }
  if (payable && match.difference == Ore{}) match.kind = Match::Kind::paid;
  else match.shares.clear();
  return match;
}

}  // namespace

const char* name_of(PaymentKind kind) {
  switch (kind) {
    case PaymentKind::credit: return "credit";
    case PaymentKind::reversal: return "reversal";
    case PaymentKind::other: return "other";
  }
  return "other";
}

tl::expected<Payment, std::vector<FieldFault>> read_payment(const Value& body) { return Reader(body).read(); }

Ore InvoiceAccount::paid() const {
  Ore sum;
  for (const auto& part : parts) sum += part.amount;
  return sum;
}

Standing standing_of(const InvoiceAccount& account) {
  const auto due = account.due();
  const auto paid = account.paid();
  if (due > Ore{}) return paid > Ore{} ? Standing::part_paid : Standing::unpaid;
  if (due < Ore{} && paid > Ore{}) return Standing::overpaid;
  return paid > Ore{} ? Standing::paid : Standing::credited;
}

std::string standing_text(const InvoiceAccount& account) {
  switch (standing_of(account)) {
    case Standing::unpaid: return "unpaid";
    case Standing::part_paid: return "part paid, " + to_kronor(account.due()) + " left";
    case Standing::paid: return "paid " + to_iso(account.parts.back().day);
    case Standing::overpaid: return "overpaid by " + to_kronor(-account.due());
    case Standing::credited: return "credited";
  }
  return "unpaid";
}

std::optional<std::string> number_of_ocr(std::string_view ocr) {
  const auto checked = check_ocr(ocr);
  if (!checked) return std::nullopt;
  return checked->substr(0, checked->size() - 1);
}

Match match(const Payment& payment, const std::vector<std::optional<Receivable>>& found) {
  if (payment.kind == PaymentKind::reversal) {
    Match taken_back;
    taken_back.kind = Match::Kind::taken_back;
    if (found.size() == 1) taken_back.invoice = found.front();
    return taken_back;
  }
  if (found.empty()) {
    Match nameless;
    nameless.kind = Match::Kind::nameless;
    return nameless;
  }
  return found.size() == 1 ? match_one(payment, found.front()) : match_all(payment, found);
}

}  // namespace sluss::domain

#include "engine/document_audit.h"

#include <algorithm>

#include "base/counted.h"
#include "base/digest.h"
#include "base/json.h"
#include "domain/invoice.h"
#include "engine/alarm_texts.h"
#include "engine/booked_days.h"

namespace sluss::engine {
namespace {

using store::DeliveryState;

/// The days of one line as text (without dates, in old documents, how many), and what it bills or takes back of money:
/// comparable between the ledger and a document.
using Days = std::vector<std::string>;
using Money = std::vector<std::pair<std::int64_t, std::int64_t>>;  // week price, amount

void sort(Days& days, Money& money) {
  std::sort(days.begin(), days.end());
  std::sort(money.begin(), money.end());
}

std::pair<Days, Money> billed_by(const std::vector<store::LedgerLine>& lines, bool with_dates) {
  std::pair<Days, Money> billed;
  auto& [dates, money] = billed;
  for (const auto& line : lines) {
    dates.push_back(with_dates ? sluss::to_text(booked_days(line)) : std::to_string(line.day_count));
    money.emplace_back(line.week_price.value, line.credits == 0 ? line.amount.value : -line.amount.value);
  }
  sort(dates, money);
  return billed;
}

std::pair<Days, Money> billed_by(const domain::Invoice& document, bool with_dates) {
  std::pair<Days, Money> billed;
  auto& [dates, money] = billed;
  for (const auto& line : document.lines) {
    dates.push_back(with_dates ? sluss::to_text(line.dates) : std::to_string(line.days));
    money.emplace_back(line.week_price.value, line.amount.value);
  }
  sort(dates, money);
  return billed;
}

class DocumentAudit {
 public:
  DocumentAudit(store::Transaction& transaction, const store::IssuedInvoice& invoice, Reconciliation& into)
      : transaction_(transaction), invoice_(invoice), into_(into), name_("invoice " + invoice.number) {}

  Result<void> run() {
    ++(invoice_.correction > 0 ? into_.seen.credit_notes : into_.seen.invoices);
    SLUSS_TRY_ASSIGN(lines, transaction_.books().lines_of_invoice(invoice_.number));
    lines_ = std::move(lines);
    check_register();
    SLUSS_TRY(check_document());
    return check_deliveries();
  }

 private:
  void except(Invariant invariant, const std::string& what) { into_.except(invariant, name_ + what); }

  [[nodiscard]] std::string key_of_content() const {
    const auto& [agreement, institution, unit, term] = invoice_.group;
    return invoice_.correction > 0 ? domain::credit_note_key(agreement, institution, unit, term, invoice_.correction)
                                   : domain::invoice_key(agreement, institution, unit, term, invoice_.supplement);
  }

  void check_register() {
    if (const auto key = key_of_content(); invoice_.key != key)
      except(Invariant::keys_from_content, ": its key is " + invoice_.key + ", and its content gives " + key);
    if (const auto number = domain::invoice_number(invoice_.series, invoice_.sequence); invoice_.number != number)
      except(Invariant::numbers_gapless, " is number " + std::to_string(invoice_.sequence) + " of series " +
                                             invoice_.series + ", which reads " + number);
    Ore sum;
    for (const auto& line : lines_) {
      sum += line.amount;
      if (line.group != invoice_.group)
        except(Invariant::sums_agree, ": line " + std::to_string(line.id) +
                                          " is for another agreement, unit, institution or term than the document");
    }
    if (sum != invoice_.total)
      except(Invariant::sums_agree,
             " says " + to_kronor(invoice_.total) + "; its lines in the ledger sum to " + to_kronor(sum));
    // A draft has no number, so a number without lines was taken for nothing.
    if (lines_.empty()) except(Invariant::numbers_gapless, " has no line in the ledger");
  }

  Result<void> check_document() {
    SLUSS_TRY_ASSIGN(stored, transaction_.messages().get(invoice_.message, store::Damage::tell));
    if (!stored) {
      except(Invariant::documents_unchanged, " has no document");
      return {};
    }
    const auto& body = stored->message.body;
    // What another document says is compared with nothing.
    if (stored->damaged || digest(to_json(body)) != invoice_.hash) {
      except(Invariant::documents_unchanged, ": its document is not the one that was issued");
      return {};
    }
    if (stored->message.key != invoice_.key || body["key"].text_or_empty() != invoice_.key)
      except(Invariant::keys_from_content, ": its document has another key than the register");
    compare(body);
    return {};
  }

  void compare(const Value& body) {
    const auto document = domain::read_invoice(body);
    if (!document)
      return except(Invariant::documents_unchanged, ": its document cannot be read: " + document.error().what);
    if (document->number != invoice_.number || document->issued != invoice_.issued)
      except(Invariant::documents_unchanged, ": its document has another number or day of issue than the register");
    if ((document->credits ? document->credits->number : "") != invoice_.credits)
      except(Invariant::documents_unchanged,
             ": its document is to invoice " + (document->credits ? document->credits->number : "(none)") +
                 ", and the register has " + (invoice_.credits.empty() ? "none" : invoice_.credits));
    if (document->total != invoice_.shown())
      except(Invariant::sums_agree, ": its document has another sum than the ledger");
    if (document->lines.size() != lines_.size())
      return except(Invariant::sums_agree,
                    ": its document does not have the ledger's " + counted(lines_.size(), "line"));
    const bool with_dates = std::all_of(document->lines.begin(), document->lines.end(),
                                        [](const domain::InvoiceLine& line) { return !line.dates.empty(); });
    const auto [days, money] = billed_by(*document, with_dates);
    const auto [ledger_days, ledger_money] = billed_by(lines_, with_dates);
    if (days != ledger_days) except(Invariant::days_once, ": the days on its document are not those of the ledger");
    if (money != ledger_money)
      except(Invariant::sums_agree, ": the prices and amounts on its document are not those of the ledger");
  }

  Result<void> check_deliveries() {
    SLUSS_TRY_ASSIGN(deliveries, transaction_.deliveries().of_message(invoice_.message));
    if (deliveries.empty()) except(Invariant::documents_arrived, " goes to no sink");
    std::optional<Ore> said;
    for (const auto& delivery : deliveries) {
      ++into_.seen.deliveries;
      if (delivery.state != DeliveryState::delivered) tell_undone(delivery);
      else if (delivery.total) compare(delivery);
      if (delivery.state == DeliveryState::delivered && !said) said = delivery.total;
    }
    Account account;
    account.delivered = invoice_.correction > 0 ? -said.value_or(Ore{}) : said.value_or(Ore{});
    into_.add({invoice_.group.unit, invoice_.group.institution, invoice_.group.term}, account);
    return {};
  }

  void tell_undone(const store::Delivery& delivery) {
    const auto what = " to " + delivery.connection + " is " + store::name_of(delivery.state) +
                      (delivery.receipt.empty() ? "" : ": " + reason_to_tell(delivery.receipt));
    const bool is_under_way = delivery.state == DeliveryState::pending || delivery.state == DeliveryState::sending;
    if (is_under_way) into_.under_way.push_back(name_ + what);
    else except(Invariant::documents_arrived, what);
  }

  void compare(const store::Delivery& delivery) {
    const auto what = " to " + delivery.connection + ": what was delivered says ";
    if (*delivery.total != invoice_.shown()) except(Invariant::sums_agree, what + to_kronor(*delivery.total));
    const auto count = static_cast<std::int64_t>(lines_.size());
    if (delivery.lines && *delivery.lines != count)
      except(Invariant::sums_agree,
             what + counted(*delivery.lines, "line") + ", and the ledger has " + std::to_string(count));
  }

  store::Transaction& transaction_;
  const store::IssuedInvoice& invoice_;
  Reconciliation& into_;
  std::string name_;
  std::vector<store::LedgerLine> lines_;
};

}  // namespace

Result<void> audit_document(store::Transaction& transaction, const store::IssuedInvoice& invoice,
                            Reconciliation& into) {
  return DocumentAudit(transaction, invoice, into).run();
}

}  // namespace sluss::engine

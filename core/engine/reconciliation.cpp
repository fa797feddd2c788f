#include "engine/reconciliation.h"

#include <algorithm>
#include <unordered_map>

#include "base/digest.h"
#include "base/json.h"
#include "domain/charge.h"
#include "domain/invoice.h"
#include "engine/alarm_texts.h"

namespace sluss::engine {

using store::State;

namespace {

constexpr std::size_t page = 500;
constexpr auto unknown = "(unknown)";

/// What the books say of one placement.
struct Booked {
  std::vector<domain::BookedLine> lines;  ///< less what credits take back
  std::vector<std::int64_t> day_counts;   ///< of each line as it states them, less what credits state
  Ore issued, waiting;
};

std::string name_of(std::int64_t line, const std::string& placement, const std::string& invoice) {
  return "line " + std::to_string(line) + " (placement " + placement + (invoice.empty() ? "" : ", invoice " + invoice) +
         ")";
}

class Reconciler {
 public:
  Reconciler(store::Transaction& transaction, const domain::AgreementBook& agreements, const std::stop_token& stop)
      : transaction_(transaction), agreements_(agreements), stop_(stop) {}

  Result<Reconciliation> run() {
    SLUSS_TRY(read_lines());
    SLUSS_TRY(read_placements());
    SLUSS_TRY(read_invoices());
    SLUSS_TRY(read_series());
    SLUSS_TRY_ASSIGN(broken, transaction_.books().broken_rows());
    for (auto& row : broken) except(std::move(row));
    for (const auto& [item, booked] : booked_)
      except("the ledger bills item " + std::to_string(item) + ", and there is no such placement");
    return std::move(result_);
  }

 private:
  void except(std::string what) { result_.exceptions.push_back(std::move(what)); }

  [[nodiscard]] Result<void> go_on() const {
    return stop_.stop_requested() ? Result<void>(fail(Fault::cancelled, "it was stopped")) : Result<void>();
  }

  Result<void> read_lines() {
    return transaction_.books().each_line([&](const store::LedgerLine& line) -> Result<void> {
      auto& booked = booked_[line.item];
      if (line.credits == 0) add_line(booked, line);
      else take_off(booked, line);
      (line.invoice.empty() ? booked.waiting : booked.issued) += line.amount;
      if (!line.invoice.empty()) {
        auto& [count, sum] = lines_of_invoice_[line.invoice];
        ++count;
        sum += line.amount;
      }
      return {};
    });
  }

  static void add_line(Booked& booked, const store::LedgerLine& line) {
    const auto& [agreement, institution, unit, term] = line.group;
    booked.lines.push_back(
        {line.id, agreement, unit, institution, term, {line.days, line.week_price, line.amount}, line.invoice});
    booked.day_counts.push_back(line.day_count);
  }

  void take_off(Booked& booked, const store::LedgerLine& credit) {
    const auto name = name_of(credit.id, credit.placement, credit.invoice);
    if (credit.days.count() != credit.day_count)
      except(name + " credits " + std::to_string(credit.day_count) + " days, and its rows hold " +
             std::to_string(credit.days.count()));
    const auto line = std::find_if(booked.lines.begin(), booked.lines.end(),
                                   [&](const domain::BookedLine& known) { return known.id == credit.credits; });
    if (line == booked.lines.end()) return except(name + " credits a line that the placement does not have");
    line->line.amount += credit.amount;
    booked.day_counts[static_cast<std::size_t>(line - booked.lines.begin())] -= credit.day_count;
  }

  void check(const Booked& booked, const std::string& placement) {
    for (std::size_t i = 0; i < booked.lines.size(); ++i) {
      const auto& [days, week_price, amount] = booked.lines[i].line;
      const auto count = booked.day_counts[i];
      const auto name = name_of(booked.lines[i].id, placement, booked.lines[i].invoice);
      if (days.count() != count) {
        except(name + " bills " + std::to_string(count) + " days, and the ledger's rows for it hold " +
               std::to_string(days.count()) + (days.empty() ? "" : ": " + sluss::to_text(days)));
      }
      const auto due = domain::line_amount(count, week_price);
      if (due != amount) {
        except(name + " says " + to_kronor(amount) + "; " + std::to_string(count) + " days at " +
               to_kronor(week_price) + " a week are " + to_kronor(due));
      }
    }
  }

  Result<void> read_placements() {
    store::MessageFilter filter;
    filter.kind = "placement";
    filter.limit = page;
    filter.damage = store::Damage::tell;
    for (;;) {
      SLUSS_TRY(go_on());
      SLUSS_TRY_ASSIGN(messages, transaction_.messages().list(filter));
      for (const auto& stored : messages) account_for(stored);
      if (messages.size() < page) return {};
      filter.after = messages.back().message.id;
    }
  }

  void account_for(const store::StoredMessage& stored) {
    const auto& message = stored.message;
    if (stored.damaged)
      except("message " + std::to_string(message.id) + " (placement " + message.key +
             ") is damaged: its content is not what was written");
    Booked booked;
    if (const auto at = booked_.find(message.item); at != booked_.end()) {
      booked = std::move(at->second);
      booked_.erase(at);
      check(booked, message.key);
    }
    const auto assessment = assessment_of(message);
    const auto has_worth = stored.state == State::collected || stored.state == State::held;
    const auto* worth = has_worth ? std::get_if<domain::Worth>(&assessment) : nullptr;
    if (stored.state == State::rejected) ++result_.rejected;
    if (stored.state == State::held && std::holds_alternative<domain::Held>(assessment)) ++result_.held_without_amount;

    const auto& lines = booked.lines;
    const auto rest = domain::adjust(lines, worth).sum();
    const bool parked = stored.state == State::held || stored.state == State::rejected;
    const auto unit = worth != nullptr ? worth->unit->id : lines.empty() ? unknown : lines.front().unit;
    const auto term = worth != nullptr ? domain::to_text(worth->term) : lines.empty() ? "" : lines.front().term;
    add(unit, term, {1, booked.issued + booked.waiting + rest, booked.issued, booked.waiting, parked ? rest : Ore{}});
    if (rest != Ore{} && !parked) {
      except("placement " + message.key + " (" + name_of(stored.state) + ") is worth " +
             to_kronor(booked.issued + booked.waiting + rest) + " and " + to_kronor(booked.issued + booked.waiting) +
             " is booked for it");
    }
  }

  [[nodiscard]] domain::Assessment assessment_of(const Message& message) const {
    if (message.change == Change::withdrawn) return domain::NotBilled{};
    const auto placement = domain::read_placement(message.body);
    return placement ? domain::assess(*placement, agreements_) : domain::Held{};
  }

  void add(const std::string& unit, const std::string& term, const Account& more) {
    for (auto* account : {&result_.accounts[{unit, term}], &result_.total}) {
      account->placements += more.placements;
      account->worth += more.worth;
      account->issued += more.issued;
      account->waiting += more.waiting;
      account->held += more.held;
    }
  }

  Result<void> read_invoices() {
    store::InvoiceFilter filter;
    filter.limit = page;
    for (;;) {
      SLUSS_TRY(go_on());
      SLUSS_TRY_ASSIGN(invoices, transaction_.books().invoices(filter));
      for (const auto& invoice : invoices) SLUSS_TRY(check(invoice));
      if (invoices.size() < page) break;
      filter.after = invoices.back().message;
    }
    for (const auto& [number, sum] : lines_of_invoice_)
      except("lines stand on invoice " + number + ", and there is no such invoice");
    return {};
  }

  Result<void> check(const store::IssuedInvoice& invoice) {
    ++result_.invoices;
    numbers_[invoice.series].push_back(invoice.sequence);
    const auto name = "invoice " + invoice.number;
    const auto [count, sum] = lines_of_invoice_[invoice.number];
    lines_of_invoice_.erase(invoice.number);
    if (sum != invoice.total)
      except(name + " says " + to_kronor(invoice.total) + "; its lines in the ledger sum to " + to_kronor(sum));
    SLUSS_TRY_ASSIGN(stored, transaction_.messages().get(invoice.message, store::Damage::tell));
    if (!stored) {
      except(name + " has no document");
      return {};
    }
    const auto& body = stored->message.body;
    if (stored->damaged || digest(to_json(body)) != invoice.hash)
      except(name + ": its document is not the one that was issued");
    if (body["number"].text_or_empty() != invoice.number || body["issued"].text_or_empty() != to_iso(invoice.issued))
      except(name + ": its document has another number or day of issue than the register");
    const auto* total = body["total_ore"].as_int();
    const auto* lines = body["lines"].as_list();
    if (total == nullptr || Ore{*total} != invoice.shown())
      except(name + ": its document has another sum than the ledger");
    if (lines == nullptr || static_cast<std::int64_t>(lines->size()) != count)
      except(name + ": its document does not have the ledger's " + std::to_string(count) + " lines");
    return check_deliveries(invoice);
  }

  Result<void> check_deliveries(const store::IssuedInvoice& invoice) {
    SLUSS_TRY_ASSIGN(deliveries, transaction_.deliveries().of_message(invoice.message));
    if (deliveries.empty()) except("invoice " + invoice.number + " goes to no sink");
    for (const auto& delivery : deliveries) {
      const auto name = "invoice " + invoice.number + " to " + delivery.connection;
      const bool is_under_way =
          delivery.state == store::DeliveryState::pending || delivery.state == store::DeliveryState::sending;
      if (delivery.state != store::DeliveryState::delivered)
        (is_under_way ? result_.under_way : result_.exceptions)
            .push_back(name + " is " + name_of(delivery.state) +
                       (delivery.receipt.empty() ? "" : ": " + reason_to_tell(delivery.receipt)));
      else if (delivery.total && *delivery.total != invoice.shown())
        except(name + ": what was delivered says " + to_kronor(*delivery.total));
    }
    return {};
  }

  Result<void> read_series() {
    SLUSS_TRY_ASSIGN(series, transaction_.books().series());
    for (const auto& [name, next] : series) {
      auto numbers = numbers_[name];
      std::sort(numbers.begin(), numbers.end());
      std::int64_t expected = 1;
      for (const auto number : numbers) {
        for (; expected < number; ++expected)
          except("number " + std::to_string(expected) + " of series " + name + " is missing");
        ++expected;
      }
      for (; expected < next; ++expected)
        except("number " + std::to_string(expected) + " of series " + name + " is missing");
      if (expected > next) except("series " + name + " would give number " + std::to_string(next) + " a second time");
    }
    return {};
  }

  store::Transaction& transaction_;
  const domain::AgreementBook& agreements_;
  const std::stop_token& stop_;
  Reconciliation result_;
  std::unordered_map<std::int64_t, Booked> booked_;
  std::map<std::string, std::pair<std::int64_t, Ore>> lines_of_invoice_;
  std::map<std::string, std::vector<std::int64_t>> numbers_;
};

Value to_value(const Account& account) {
  auto value = Value::object();
  value["placements"] = account.placements;
  value["worth_ore"] = account.worth.value;
  value["issued_ore"] = account.issued.value;
  value["waiting_ore"] = account.waiting.value;
  value["held_ore"] = account.held.value;
  value["difference_ore"] = account.difference().value;
  return value;
}

}  // namespace

Result<Reconciliation> reconcile(store::Store& store, const domain::AgreementBook& agreements,
                                 const std::stop_token& stop) {
  SLUSS_TRY_ASSIGN(transaction, store.begin(store::Access::read));
  return Reconciler(*transaction, agreements, stop).run();
}

Value to_value(const Reconciliation& reconciliation) {
  auto value = Value::object();
  value["balances"] = reconciliation.balances();
  auto& accounts = value["accounts"] = Value::list();
  for (const auto& [where, account] : reconciliation.accounts) {
    auto entry = Value::object();
    entry["unit"] = where.first;
    entry["term"] = where.second;
    const auto figures = to_value(account);
    for (const auto& [name, figure] : *figures.as_object()) entry[name] = figure;
    accounts.as_list()->push_back(std::move(entry));
  }
  value["total"] = to_value(reconciliation.total);
  value["invoices"] = reconciliation.invoices;
  value["held_without_amount"] = reconciliation.held_without_amount;
  value["rejected"] = reconciliation.rejected;
  value["asked"] = reconciliation.asked;
  auto& unasked = value["unasked"] = Value::list();
  for (const auto& target : reconciliation.unasked) {
    auto entry = Value::object();
    entry["connection"] = target.outlet;
    entry["deliveries"] = target.deliveries;
    entry["why"] = target.why;
    unasked.as_list()->push_back(std::move(entry));
  }
  auto& exceptions = value["exceptions"] = Value::list();
  for (const auto* some : {&reconciliation.exceptions, &reconciliation.under_way}) {
    for (const auto& exception : *some) exceptions.as_list()->emplace_back(exception);
  }
  return value;
}

std::string to_text(const Reconciliation& reconciliation) {
  const auto row = [](const std::vector<std::string>& cells) {
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      std::size_t width = 0;  // in characters, not bytes
      for (const char c : cells[i]) width += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
      const std::size_t column = i == 0 ? 22 : i <= 2 ? 11 : 17;
      const std::string pad(width < column ? column - width : 1, ' ');
      text += i < 2 ? cells[i] + pad : pad + cells[i];
    }
    return text + "\n";
  };
  const auto figures = [&](const std::string& unit, const std::string& term, const Account& a) {
    return row({unit, term, std::to_string(a.placements), to_kronor(a.worth), to_kronor(a.issued), to_kronor(a.waiting),
                to_kronor(a.held)});
  };
  auto text = row({"unit", "term", "placements", "worth", "issued", "waiting", "held"});
  for (const auto& [where, account] : reconciliation.accounts) text += figures(where.first, where.second, account);
  text += figures("all", "", reconciliation.total) + "\n";
  if (reconciliation.held_without_amount > 0)
    text += std::to_string(reconciliation.held_without_amount) +
            " placements are held and their worth is not known yet: sluss messages list --state held\n";
  if (reconciliation.rejected > 0)
    text += std::to_string(reconciliation.rejected) + " rows are rejected: sluss messages list --state rejected\n";
  if (reconciliation.asked > 0)
    text += deliveries_of(reconciliation.asked) + " of the last days compared with what their targets have.\n";
  for (const auto& target : reconciliation.unasked)
    text +=
        deliveries_of(target.deliveries) + " to " + target.outlet + " could not be checked there: " + target.why + "\n";
  for (const auto* some : {&reconciliation.exceptions, &reconciliation.under_way}) {
    for (const auto& exception : *some) text += "EXCEPTION: " + exception + "\n";
  }
  text += reconciliation.balances()
              ? "It balances to the öre: worth = issued + waiting + held, " + std::to_string(reconciliation.invoices) +
                    " invoices, numbers without gap.\n"
              : "IT DOES NOT BALANCE: " +
                    std::to_string(reconciliation.exceptions.size() + reconciliation.under_way.size()) +
                    " exceptions, difference " + to_kronor(reconciliation.total.difference()) + ".\n";
  return text;
}

}  // namespace sluss::engine

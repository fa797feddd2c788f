#include "engine/reconciliation.h"

#include <set>

#include "base/counted.h"
#include "engine/alarm_texts.h"
#include "engine/document_audit.h"
#include "engine/pipeline_run.h"
#include "engine/placement_audit.h"
#include "store/inspection.h"

namespace sluss::engine {
namespace {

constexpr std::size_t page = 500;

/// A check that the database answers by itself: which invariant it is of, and what to ask.
struct TableCheck {
  Invariant invariant;
  Result<store::Faults> (store::Inspection::*ask)();
};

constexpr TableCheck table_checks[] = {
    {Invariant::sums_agree, &store::Inspection::lost_lines},
    {Invariant::numbers_gapless, &store::Inspection::broken_series},
    {Invariant::documents_unchanged, &store::Inspection::broken_credits},
    {Invariant::states_forward, &store::Inspection::broken_states},
    {Invariant::sums_agree, &store::Inspection::broken_payments},
};

class Reconciler {
 public:
  Reconciler(store::Transaction& transaction, const config::Configuration& configuration, const std::stop_token& stop)
      : transaction_(transaction), configuration_(configuration), stop_(stop) {}

  Result<Reconciliation> run() {
    SLUSS_TRY(find_whom_new_rules_await());
    SLUSS_TRY(audit_placements());
    SLUSS_TRY(audit_documents());
    compare_with_register();
    SLUSS_TRY(audit_tables());
    SLUSS_TRY(audit_log());
    return std::move(result_);
  }

 private:
  [[nodiscard]] Result<void> go_on() const {
    return stop_.stop_requested() ? Result<void>(fail(Fault::cancelled, "it was stopped")) : Result<void>();
  }

  Result<void> find_whom_new_rules_await() {
    for (const auto& [name, pipeline] : configuration_.pipelines) {
      SLUSS_TRY_ASSIGN(decided, transaction_.cursors().find(name, agreements_cursor));
      if (decided && decided->version != to_hex(configuration_.agreements_hash))
        under_new_rules_.insert(pipeline.from.begin(), pipeline.from.end());
    }
    return {};
  }

  Result<void> audit_placements() {
    store::MessageFilter filter;
    filter.kind = "placement";
    filter.limit = page;
    filter.damage = store::Damage::tell;
    for (;;) {
      SLUSS_TRY(go_on());
      SLUSS_TRY_ASSIGN(messages, transaction_.messages().list(filter));
      for (const auto& stored : messages) {
        SLUSS_TRY_ASSIGN(lines, transaction_.books().lines_of_item(stored.message.item));
        const Rules rules{configuration_.agreements, under_new_rules_.contains(stored.channel)};
        audit_placement(stored, lines, rules, transaction_.book(), result_);
      }
      if (messages.size() < page) return {};
      filter.after = messages.back().message.id;
    }
  }

  Result<void> audit_documents() {
    store::InvoiceFilter filter;
    filter.limit = page;
    for (;;) {
      SLUSS_TRY_ASSIGN(invoices, transaction_.books().invoices(filter));
      for (const auto& invoice : invoices) {
        SLUSS_TRY(go_on());
        SLUSS_TRY(audit_document(transaction_, invoice, result_));
        registered_[{invoice.group.unit, invoice.group.institution, invoice.group.term}] += invoice.total;
      }
      if (invoices.size() < page) return {};
      filter.after = invoices.back().message;
    }
  }

  /// What placements are billed, line by line, against what the documents say: two ways to the same öre.
  void compare_with_register() {
    for (const auto& [name, account] : result_.accounts) {
      const auto registered = registered_[name];
      if (registered != account.issued())
        result_.except(Invariant::sums_agree, name.unit + " to " + name.institution + ", " + name.term +
                                                  ": documents of " + to_kronor(registered) +
                                                  " are issued, and the placements' lines on them are " +
                                                  to_kronor(account.issued()));
    }
  }

  Result<void> audit_tables() {
    SLUSS_TRY_ASSIGN(inspection, store::inspection_of(transaction_));
    for (const auto& [invariant, ask] : table_checks) {
      SLUSS_TRY(go_on());
      SLUSS_TRY_ASSIGN(faults, (inspection->*ask)());
      for (auto& fault : faults) result_.except(invariant, std::move(fault));
    }
    SLUSS_TRY_ASSIGN(broken, transaction_.books().broken_rows());
    for (auto& row : broken) result_.except(Invariant::days_once, std::move(row));
    SLUSS_TRY_ASSIGN(series, transaction_.books().series());
    result_.seen.series = static_cast<std::int64_t>(series.size());
    return {};
  }

  Result<void> audit_log() {
    SLUSS_TRY_ASSIGN(broken, transaction_.audit().verify());
    if (broken)
      result_.except(Invariant::store_sound, "the audit log was changed at row " + std::to_string(*broken) +
                                                 ": find out who could write to the store, and keep the file as it is");
    return {};
  }

  store::Transaction& transaction_;
  const config::Configuration& configuration_;
  const std::stop_token& stop_;
  std::set<std::string> under_new_rules_;  ///< channels whose placements no complete run has judged by them yet
  Reconciliation result_;
  std::map<AccountName, Ore> registered_;  ///< what the documents of each account sum to
};

Value to_value(const std::vector<Unasked>& unasked) {
  auto list = Value::list();
  for (const auto& target : unasked) {
    auto entry = Value::object();
    entry["connection"] = target.outlet;
    entry["deliveries"] = target.deliveries;
    entry["why"] = target.why;
    list.as_list()->push_back(std::move(entry));
  }
  return list;
}

std::string verdict(const Reconciliation& reconciliation) {
  const auto documents = std::to_string(reconciliation.seen.documents());
  if (reconciliation.balances())
    return "It balances to the öre: worth = invoiced - credited + waiting + held, " + documents +
           " documents, numbers without gap.\n";
  return "IT DOES NOT BALANCE: " + std::to_string(reconciliation.exceptions.size() + reconciliation.under_way.size()) +
         " exceptions, difference " + to_kronor(reconciliation.total.difference()) + ".\n";
}

}  // namespace

void Reconciliation::add(const AccountName& name, const Account& more) {
  accounts[name] += more;
  total += more;
}

Result<Reconciliation> reconcile(store::Store& store, const config::Configuration& configuration,
                                 const std::stop_token& stop) {
  SLUSS_TRY_ASSIGN(transaction, store.begin(store::Access::read));
  return reconcile_in(*transaction, configuration, stop);
}

Result<Reconciliation> reconcile_in(store::Transaction& transaction, const config::Configuration& configuration,
                                    const std::stop_token& stop) {
  return Reconciler(transaction, configuration, stop).run();
}

Value to_value(const Reconciliation& reconciliation, Grouping grouping) {
  auto value = Value::object();
  value["balances"] = reconciliation.balances();
  auto& accounts = value["accounts"] = Value::list();
  for (const auto& [name, account] : grouped(reconciliation.accounts, grouping))
    accounts.as_list()->push_back(to_value(name, account));
  value["total"] = to_value(reconciliation.total);
  value["invoices"] = reconciliation.seen.documents();
  value["held_without_amount"] = reconciliation.held_without_amount;
  value["rejected"] = reconciliation.rejected;
  value["asked"] = reconciliation.asked;
  value["unasked"] = to_value(reconciliation.unasked);
  auto& invariants = value["invariants"] = Value::object();
  for (const auto invariant : all_invariants)
    invariants[name_of(invariant)] = count_of(reconciliation.exceptions, invariant);
  auto& exceptions = value["exceptions"] = Value::list();
  for (const auto& exception : reconciliation.exceptions) exceptions.as_list()->emplace_back(exception.what);
  for (const auto& what : reconciliation.under_way) exceptions.as_list()->emplace_back(what);
  return value;
}

std::string to_text(const Reconciliation& reconciliation, Grouping grouping) {
  auto text = to_text(grouped(reconciliation.accounts, grouping), reconciliation.total, grouping) + "\n";
  if (reconciliation.held_without_amount > 0)
    text += counted(reconciliation.held_without_amount, "placement is held and its", "placements are held and their") +
            " worth is not known yet: sluss messages list --state held\n";
  if (reconciliation.rejected > 0)
    text +=
        counted(reconciliation.rejected, "row is", "rows are") + " rejected: sluss messages list --state rejected\n";
  if (reconciliation.asked > 0)
    text += deliveries_of(reconciliation.asked) + " of the last days compared with what their targets have.\n";
  for (const auto& target : reconciliation.unasked)
    text +=
        deliveries_of(target.deliveries) + " to " + target.outlet + " could not be checked there: " + target.why + "\n";
  for (const auto& exception : reconciliation.exceptions)
    text += std::string("EXCEPTION (") + name_of(exception.invariant) + "): " + exception.what + "\n";
  for (const auto& what : reconciliation.under_way) text += "EXCEPTION: " + what + "\n";
  return text + verdict(reconciliation);
}

}  // namespace sluss::engine

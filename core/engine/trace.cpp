#include "engine/trace.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/differences.h"
#include "base/text.h"
#include "engine/invoicing.h"
#include "observe/masking.h"
#include "store/inspection.h"

namespace sluss::engine {
namespace {

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = failed == std::errc() && end == text.data() + text.size();
  return whole ? std::optional(number) : std::nullopt;
}

class Tracer {
 public:
  explicit Tracer(store::Transaction& transaction) : transaction_(transaction) {}

  Result<Trace> run(const std::string& name) {
    const bool by_id = name.starts_with("id:");
    const auto id = number_of(by_id ? std::string_view(name).substr(3) : std::string_view(name));
    if (!by_id) SLUSS_TRY(find(name));
    if (id) SLUSS_TRY(find_message(*id));
    for (const auto item : items_) SLUSS_TRY(follow(item));
    if (!trace_.items.empty()) return std::move(trace_);
    return fail(Fault::config, "nothing is called " + name +
                                   ": expected a key, an invoice number, a delivery's key or a message's number; see: "
                                   "sluss messages list, sluss invoices list");
  }

 private:
  Result<void> find(const std::string& name) {
    SLUSS_TRY_ASSIGN(invoice, transaction_.books().invoice(name));
    if (invoice) SLUSS_TRY(add_item_of(invoice->message));
    SLUSS_TRY_ASSIGN(messages, transaction_.trail().with_key(name));
    for (const auto message : messages) SLUSS_TRY(add_item_of(message));
    SLUSS_TRY_ASSIGN(delivered, transaction_.trail().of_delivery(name));
    if (delivered) SLUSS_TRY(add_item_of(*delivered));
    return {};
  }

  Result<void> find_message(std::int64_t id) {
    SLUSS_TRY_ASSIGN(stored, transaction_.messages().get(id, store::Damage::tell));
    if (!stored || items_.contains(stored->message.item)) return {};
    if (items_.empty()) items_.insert(stored->message.item);
    else trace_.also_message = id;
    return {};
  }

  Result<void> add_item_of(std::int64_t message) {
    SLUSS_TRY_ASSIGN(stored, transaction_.messages().get(message, store::Damage::tell));
    if (stored) items_.insert(stored->message.item);
    return {};
  }

  Result<void> follow(std::int64_t id) {
    TracedItem item;
    item.item = id;
    SLUSS_TRY_ASSIGN(ids, transaction_.trail().versions(id));
    SLUSS_TRY_ASSIGN(lines, transaction_.books().lines_of_item(id));
    std::set<std::string> numbers;
    for (const auto version : ids) SLUSS_TRY(add_version(item, version, lines));
    for (const auto& line : lines) {
      if (!line.invoice.empty()) numbers.insert(line.invoice);
    }
    for (const auto& number : numbers) {
      SLUSS_TRY_ASSIGN(invoice, transaction_.books().invoice(number));
      if (invoice) SLUSS_TRY(add_invoice(item, std::move(*invoice)));
    }
    SLUSS_TRY_ASSIGN(itself, transaction_.books().invoice_in(id));
    if (itself) {
      // State and deliveries of its document stand with its version.
      SLUSS_TRY(add_approvals(item, *itself));
      item.invoices.push_back({std::move(*itself), std::nullopt, "", {}, {}});
      SLUSS_TRY(add_lines(item.invoices.back()));
      SLUSS_TRY(add_standing(item.invoices.back()));
    }
    if (item.versions.empty()) return {};
    item.lines = std::move(lines);
    SLUSS_TRY(add_order(item));
    std::stable_sort(item.decisions.begin(), item.decisions.end(),
                     [](const auto& a, const auto& b) { return a.at < b.at; });
    trace_.items.push_back(std::move(item));
    return {};
  }

  Result<void> add_version(TracedItem& item, std::int64_t id, const std::vector<store::LedgerLine>& lines) {
    SLUSS_TRY_ASSIGN(stored, transaction_.messages().get(id, store::Damage::tell));
    if (!stored) return {};
    TracedVersion version;
    if (!item.versions.empty()) version.changed = changes(item.versions.back().stored.message, stored->message);
    version.stored = std::move(*stored);
    SLUSS_TRY_ASSIGN(run, transaction_.trail().run(version.stored.run));
    version.run = std::move(run);
    std::copy_if(lines.begin(), lines.end(), std::back_inserter(version.lines),
                 [&](const auto& line) { return line.message == id; });
    SLUSS_TRY_ASSIGN(deliveries, transaction_.deliveries().of_message(id));
    version.deliveries = std::move(deliveries);
    item.versions.push_back(std::move(version));
    return add_decisions(item, id);
  }

  /// From a placement to its order line, and from an order line to its placements.
  Result<void> add_order(TracedItem& item) {
    const auto& newest = item.versions.back().stored.message;
    if (newest.kind == "placement") item.order = std::string(trim(newest.body["order"].text_or_empty()));
    if (newest.kind != "order") return {};
    SLUSS_TRY_ASSIGN(inspection, store::inspection_of(transaction_));
    SLUSS_TRY_ASSIGN(ids, inspection->placements_for(std::string(trim(newest.body["id"].text_or_empty()))));
    for (const auto id : ids) {
      SLUSS_TRY_ASSIGN(stored, transaction_.messages().get(id, store::Damage::tell));
      if (stored) item.placements.push_back({stored->message.key, id, stored->state, stored->reason});
    }
    return {};
  }

  static std::vector<ChangedField> changes(const Message& before, const Message& after) {
    const auto masked_before = observe::masked(before.kind, before.body);
    const auto masked_after = observe::masked(after.kind, after.body);
    std::vector<ChangedField> changed;
    for (const auto& path : differing_paths(before.body, after.body))
      changed.push_back(
          {path, before.body.at(path), after.body.at(path), masked_before.at(path), masked_after.at(path)});
    return changed;
  }

  Result<void> add_invoice(TracedItem& item, store::IssuedInvoice&& issued) {
    TracedInvoice traced;
    traced.invoice = std::move(issued);
    const auto document = traced.invoice.message;
    SLUSS_TRY_ASSIGN(stored, transaction_.messages().get(document, store::Damage::tell));
    if (stored) {
      traced.state = stored->state;
      traced.reason = stored->reason;
    }
    SLUSS_TRY_ASSIGN(deliveries, transaction_.deliveries().of_message(document));
    traced.deliveries = std::move(deliveries);
    SLUSS_TRY(add_standing(traced));
    SLUSS_TRY(add_approvals(item, traced.invoice));
    item.invoices.push_back(std::move(traced));
    return add_decisions(item, document);
  }

  /// What people decided about the basis that became this invoice.
  Result<void> add_approvals(TracedItem& item, const store::IssuedInvoice& invoice) {
    if (invoice.correction > 0) return {};
    SLUSS_TRY_ASSIGN(lines, transaction_.books().lines_of_invoice(invoice.number));
    SLUSS_TRY_ASSIGN(inspection, store::inspection_of(transaction_));
    SLUSS_TRY_ASSIGN(entries, inspection->entries_about(basis_name(invoice.group, lines.size(), invoice.total)));
    for (auto& entry : entries) item.decisions.push_back(std::move(entry));
    return {};
  }

  /// What was paid on it, and what its buyer answered.
  Result<void> add_standing(TracedInvoice& traced) {
    SLUSS_TRY_ASSIGN(account, transaction_.payments().account(traced.invoice.number));
    traced.account = std::move(account);
    SLUSS_TRY_ASSIGN(answer, answer_to(transaction_, traced.invoice.number));
    traced.answer = std::move(answer);
    return {};
  }

  Result<void> add_lines(TracedInvoice& traced) {
    SLUSS_TRY_ASSIGN(lines, transaction_.books().lines_of_invoice(traced.invoice.number));
    for (auto& line : lines) {
      SLUSS_TRY_ASSIGN(stored, transaction_.messages().get(line.message, store::Damage::tell));
      traced.lines.push_back({std::move(line), stored ? stored->message.origin.place() : ""});
    }
    return {};
  }

  Result<void> add_decisions(TracedItem& item, std::int64_t message) {
    SLUSS_TRY_ASSIGN(decisions, transaction_.trail().decisions(message));
    for (auto& decision : decisions) item.decisions.push_back(std::move(decision));
    return {};
  }

  store::Transaction& transaction_;
  std::set<std::int64_t> items_;
  Trace trace_;
};

}  // namespace

Result<Trace> trace(store::Transaction& transaction, const std::string& name) { return Tracer(transaction).run(name); }

}  // namespace sluss::engine

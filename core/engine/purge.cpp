#include "engine/purge.h"

#include <map>
#include <unordered_set>
#include <vector>

#include "base/counted.h"
#include "base/json.h"
#include "base/text.h"
#include "engine/purge_rules.h"

namespace sluss::engine {

using store::State;
using store::StoredMessage;

namespace {

constexpr std::size_t page = 500;

Day months_before(Day day, int months) {
  const std::chrono::year_month_day date(day);
  const auto month = std::chrono::year_month(date.year(), date.month()) - std::chrono::months(months);
  const std::chrono::year_month_day_last last(month.year(), std::chrono::month_day_last(month.month()));
  return std::min(std::chrono::sys_days(month / date.day()), std::chrono::sys_days(last));
}

bool is_done(State state) {
  return state == State::delivered || state == State::filtered || state == State::resolved ||
         state == State::superseded;
}

/// A thing with all its versions that may hold personal data, oldest first.
struct Candidate {
  std::int64_t item = 0;
  std::vector<std::int64_t> versions;
};

class Purge {
 public:
  Purge(store::Store& store, const PurgeOrder& order)
      : store_(store), order_(order), before_(months_before(day_in_stockholm(order.at), order.months)) {
    purged_.before = before_;
  }

  Result<Purged> run() {
    SLUSS_TRY(look_at_runs());
    for (const auto& rule : purge_rules()) SLUSS_TRY(purge_kind(rule));
    SLUSS_TRY(purge_invoices());
    if (order_.mode == PurgeOrder::Mode::real) SLUSS_TRY(store_.scrub());
    return purged_;
  }

 private:
  [[nodiscard]] bool is_real() const { return order_.mode == PurgeOrder::Mode::real; }

  template <class Work>
  Result<void> in_transaction(Work&& work) {
    SLUSS_TRY_ASSIGN(transaction, store_.begin(is_real() ? store::Access::write : store::Access::read));
    SLUSS_TRY(work(*transaction));
    return is_real() ? transaction->commit() : Result<void>();
  }

  Result<void> look_at_runs() {
    SLUSS_TRY_ASSIGN(reading, store_.begin(store::Access::read));
    SLUSS_TRY_ASSIGN(runs, reading->runs().list("", static_cast<std::size_t>(INT64_MAX)));
    for (const auto& run : runs) read_on_[run.id] = day_in_stockholm(run.started);
    return {};
  }

  Result<void> purge_kind(const PurgeRule& rule) {
    purged_.things.try_emplace(rule.called);
    SLUSS_TRY_ASSIGN(due, find_due(rule));
    for (std::size_t from = 0; from < due.size(); from += page) {
      const auto to = std::min(due.size(), from + page);
      SLUSS_TRY(in_transaction([&](store::Transaction& transaction) -> Result<void> {
        return take_out(
            transaction, rule,
            {due.begin() + static_cast<std::ptrdiff_t>(from), due.begin() + static_cast<std::ptrdiff_t>(to)});
      }));
    }
    return {};
  }

  Result<std::vector<Candidate>> find_due(const PurgeRule& rule) {
    SLUSS_TRY_ASSIGN(reading, store_.begin(store::Access::read));
    std::map<std::int64_t, std::pair<Candidate, Day>> items;
    SLUSS_TRY(each_message(*reading, rule.kind, [&](const StoredMessage& stored) -> Result<void> {
      if (stored.purged) return {};
      auto& [candidate, ended] = items[stored.message.item];
      candidate.item = stored.message.item;
      candidate.versions.push_back(stored.message.id);
      if (const auto end = rule.ended(stored.message.body)) ended = *end;
      else if (candidate.versions.size() == 1) ended = read_on_[stored.run];
      return {};
    }));
    std::vector<Candidate> due;
    for (auto& [item, candidate] : items) {
      if (candidate.second < before_) due.push_back(std::move(candidate.first));
    }
    return due;
  }

  template <class Visit>
  static Result<void> each_message(store::Transaction& transaction, const std::string& kind, Visit&& visit) {
    store::MessageFilter filter;
    filter.kind = kind;
    filter.current_only = false;
    filter.limit = page;
    for (;;) {
      SLUSS_TRY_ASSIGN(messages, transaction.messages().list(filter));
      for (const auto& stored : messages) SLUSS_TRY(visit(stored));
      if (messages.size() < page) return {};
      filter.after = messages.back().message.id;
    }
  }

  Result<void> take_out(store::Transaction& transaction, const PurgeRule& rule,
                        const std::vector<Candidate>& candidates) {
    std::int64_t things = 0, messages = 0;
    for (const auto& candidate : candidates) {
      std::vector<StoredMessage> versions;
      for (const auto id : candidate.versions) {
        SLUSS_TRY_ASSIGN(stored, transaction.messages().get(id));
        if (stored) versions.push_back(std::move(*stored));
      }
      if (versions.empty()) continue;
      SLUSS_TRY_ASSIGN(done, may_go(transaction, versions.back()));
      if (!done) {
        ++purged_.waiting;
        continue;
      }
      ++things;
      gone_.insert(candidate.item);
      for (const auto& stored : versions) {
        ++messages;
        const auto body = rule.without_person(stored.message.body);
        if (is_real()) SLUSS_TRY(transaction.messages().purge(stored.message.id, body, order_.at));
      }
    }
    auto& purged = purged_.things[rule.called];
    purged.things += things;
    purged.messages += messages;
    if (!is_real() || things == 0) return {};
    return transaction.audit().add({order_.at, order_.who, "purge",
                                    counted(messages, "message") + " of " + std::to_string(things) + " " + rule.called,
                                    "ended before " + to_iso(before_)});
  }

  /// Whether the newest version known to us is still the current one, and nobody waits for anything of it.
  static Result<bool> may_go(store::Transaction& transaction, const StoredMessage& newest) {
    SLUSS_TRY_ASSIGN(current, transaction.messages().find(newest.channel, newest.message.key));
    if (!current || current->message != newest.message.id) return false;
    if (is_done(current->state)) return true;
    if (current->state != State::collected) return false;
    SLUSS_TRY_ASSIGN(lines, transaction.books().lines_of_item(newest.message.item));
    for (const auto& line : lines) {
      if (line.invoice.empty()) return false;
    }
    return true;
  }

  Result<void> purge_invoices() {
    std::vector<std::int64_t> invoices;
    {
      SLUSS_TRY_ASSIGN(reading, store_.begin(store::Access::read));
      SLUSS_TRY(each_message(*reading, "invoice", [&](const StoredMessage& stored) -> Result<void> {
        if (has_names(stored.message.body)) invoices.push_back(stored.message.id);
        return {};
      }));
    }
    for (const auto id : invoices)
      SLUSS_TRY(in_transaction([&](store::Transaction& transaction) { return purge_invoice(transaction, id); }));
    return {};
  }

  static bool has_names(const Value& invoice) {
    const auto* lines = invoice["lines"].as_list();
    if (lines == nullptr) return false;
    for (const auto& line : *lines) {
      if (line["student_name"].text_or_empty() != nobody) return true;
    }
    return false;
  }

  Result<void> purge_invoice(store::Transaction& transaction, std::int64_t id) {
    SLUSS_TRY_ASSIGN(stored, transaction.messages().get(id));
    if (!stored) return {};
    SLUSS_TRY_ASSIGN(gone, placements_without_student(transaction, stored->message));
    auto body = stored->message.body;
    std::int64_t lines = 0;
    for (auto& line : *body["lines"].as_list()) {
      const bool named = line["student_name"].text_or_empty() != nobody;
      if (!named || !gone.contains(line["placement"].text_or_empty())) continue;
      line["student_name"] = nobody;
      ++lines;
    }
    if (lines == 0) return {};
    // One that is still to be delivered goes out as it was issued.
    const bool done = is_done(stored->state);
    ++(done ? purged_.invoices : purged_.waiting);
    if (!done || !is_real()) return {};
    SLUSS_TRY(check_is_as_issued(transaction, *stored));
    SLUSS_TRY(transaction.messages().purge(id, body, order_.at));
    return transaction.audit().add({order_.at, order_.who, "purge",
                                    "names on " + counted(lines, "line") + " of invoice " +
                                        body["number"].text_or_empty() + ", message " + std::to_string(id),
                                    "the document's digest was " + to_hex(digest(to_json(stored->message.body))) +
                                        ", now " + to_hex(digest(to_json(body)))});
  }

  /// The ids, as an invoice's lines have them, of those placements on it that are purged.
  Result<std::unordered_set<std::string>> placements_without_student(store::Transaction& transaction,
                                                                     const Message& invoice) {
    std::unordered_set<std::string> ids;
    for (const auto parent : invoice.parents) {
      SLUSS_TRY_ASSIGN(stored, transaction.messages().get(parent));
      if (stored && stored->message.kind == "invoice") {
        // A person took that invoice back: its placements are this credit note's.
        SLUSS_TRY_ASSIGN(more, placements_without_student(transaction, stored->message));
        ids.merge(more);
      } else if (stored && (stored->purged || gone_.contains(stored->message.item))) {
        ids.emplace(trim(stored->message.body["id"].text_or_empty()));
      }
    }
    return ids;
  }

  /// A new digest must not make a document right that was changed by hand.
  static Result<void> check_is_as_issued(store::Transaction& transaction, const StoredMessage& stored) {
    store::InvoiceFilter which;
    which.number = stored.message.body["number"].text_or_empty();
    SLUSS_TRY_ASSIGN(invoices, transaction.books().invoices(which));
    for (const auto& invoice : invoices) {
      if (invoice.message == stored.message.id && invoice.hash == digest(to_json(stored.message.body))) return {};
    }
    return fail(Fault::internal, "invoice " + which.number +
                                     ": its document is not the one that was issued; nothing of it was purged. See "
                                     "`sluss store verify`");
  }

  store::Store& store_;
  const PurgeOrder& order_;
  Day before_;
  Purged purged_;
  std::map<std::int64_t, Day> read_on_;    ///< by run: the day its messages were read
  std::unordered_set<std::int64_t> gone_;  ///< items purged now, or that would be
};

}  // namespace

Result<Purged> purge(store::Store& store, const PurgeOrder& order) { return Purge(store, order).run(); }

}  // namespace sluss::engine

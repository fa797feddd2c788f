#include "engine/audit_record.h"

#include <algorithm>

#include "base/counted.h"
#include "base/json.h"
#include "base/text.h"
#include "engine/alarm_texts.h"
#include "store/inspection.h"

namespace sluss::engine {
namespace {

constexpr auto auditor = "sluss", action = "audit", subject = "the whole store";
constexpr std::int64_t examples_of_each = 3;

struct Count {
  const char* name;
  std::int64_t Examined::*member;
};
constexpr Count counts[] = {{"placements", &Examined::placements},
                            {"lines", &Examined::lines},
                            {"days", &Examined::days},
                            {"invoices", &Examined::invoices},
                            {"credit_notes", &Examined::credit_notes},
                            {"deliveries", &Examined::deliveries},
                            {"series", &Examined::series}};

struct Sum {
  const char* name;
  Ore Account::*member;
};
constexpr Sum sums[] = {{"worth_ore", &Account::worth},       {"invoiced_ore", &Account::invoiced},
                        {"credited_ore", &Account::credited}, {"waiting_ore", &Account::waiting},
                        {"held_ore", &Account::held},         {"delivered_ore", &Account::delivered}};

std::int64_t number_in(const Value& value, const char* name) {
  const auto* number = value[name].as_int();
  return number == nullptr ? 0 : *number;
}

std::string seen_text(const AuditRecord& record) {
  const auto& seen = record.seen;
  return counted(seen.placements, "placement", "placements") + ", " + counted(seen.lines, "line", "lines") + ", " +
         counted(seen.days, "day", "days") + ", " + counted(seen.invoices, "invoice", "invoices") + ", " +
         counted(seen.credit_notes, "credit note", "credit notes") + ", " + std::to_string(seen.series) +
         " series, issued " + to_kronor(record.total.issued());
}

}  // namespace

std::vector<std::string> AuditRecord::broken() const {
  std::vector<std::string> names;
  for (const auto invariant : all_invariants) {
    const auto found = invariants.find(name_of(invariant));
    if (found != invariants.end() && found->second > 0) names.push_back(found->first);
  }
  return names;
}

AuditRecord record_of(const Result<Reconciliation>& result, Instant at, const std::string& trigger,
                      const std::string& version) {
  AuditRecord record;
  record.at = at;
  record.trigger = trigger;
  record.version = version;
  if (!result) {
    record.failed = reason_to_tell(result.error().what, Words::ours);
    return record;
  }
  record.fits = result->fits();
  record.seen = result->seen;
  record.total = result->total;
  record.under_way = static_cast<std::int64_t>(result->under_way.size());
  record.asked = result->asked;
  for (const auto invariant : all_invariants) record.invariants[name_of(invariant)] = 0;
  for (const auto& [invariant, what] : result->exceptions) {
    if (++record.invariants[name_of(invariant)] <= examples_of_each)
      record.examples.push_back(name_of(invariant) + (": " + reason_to_tell(what, Words::ours)));
  }
  return record;
}

Value to_value(const AuditRecord& record) {
  auto value = Value::object();
  value["at"] = to_iso(record.at);
  value["trigger"] = record.trigger;
  value["version"] = record.version;
  value["fits"] = record.fits;
  if (!record.failed.empty()) {
    value["failed"] = record.failed;
    return value;
  }
  for (const auto& [name, member] : counts) value[name] = record.seen.*member;
  for (const auto& [name, member] : sums) value[name] = (record.total.*member).value;
  value["under_way"] = record.under_way;
  value["asked"] = record.asked;
  auto& invariants = value["invariants"] = Value::object();
  for (const auto& [name, count] : record.invariants) invariants[name] = count;
  auto& examples = value["examples"] = Value::list();
  for (const auto& example : record.examples) examples.as_list()->emplace_back(example);
  return value;
}

Result<void> write_record(store::Transaction& transaction, const AuditRecord& record) {
  return transaction.audit().add({record.at, auditor, action, subject, to_json(to_value(record))});
}

std::optional<AuditRecord> record_in(const store::AuditEntry& entry) {
  if (entry.action != action) return std::nullopt;
  const auto value = parse_json(entry.detail);
  if (!value) return std::nullopt;
  AuditRecord record;
  record.at = entry.at;
  record.trigger = (*value)["trigger"].text_or_empty();
  record.version = (*value)["version"].text_or_empty();
  record.fits = (*value)["fits"] == Value(true);
  record.failed = (*value)["failed"].text_or_empty();
  for (const auto& [name, member] : counts) record.seen.*member = number_in(*value, name);
  for (const auto& [name, member] : sums) record.total.*member = Ore{number_in(*value, name)};
  record.total.placements = record.seen.placements;
  record.under_way = number_in(*value, "under_way");
  record.asked = number_in(*value, "asked");
  if (const auto* invariants = (*value)["invariants"].as_object()) {
    for (const auto& [name, count] : *invariants) record.invariants[name] = count.as_int() ? *count.as_int() : 0;
  }
  if (const auto* examples = (*value)["examples"].as_list()) {
    for (const auto& example : *examples) record.examples.push_back(example.text_or_empty());
  }
  return record;
}

Result<std::vector<AuditRecord>> last_records(store::Transaction& transaction, std::size_t limit) {
  SLUSS_TRY_ASSIGN(inspection, store::inspection_of(transaction));
  SLUSS_TRY_ASSIGN(entries, inspection->last_entries(action, limit));
  std::vector<AuditRecord> records;
  for (const auto& entry : entries) {
    if (auto record = record_in(entry)) records.push_back(std::move(*record));
  }
  return records;
}

std::string line_of(const AuditRecord& record) {
  auto text = to_stockholm(record.at) + "  ";
  if (!record.failed.empty()) return text + "NOT MADE: " + record.failed + "\n";
  const auto broken = record.broken();
  text += record.fits ? "all held" : "NOT HELD: " + (broken.empty() ? "sums-agree" : join(broken, ", "));
  return text + "  " + seen_text(record) + "\n";
}

std::string to_text(const AuditRecord& record) {
  auto text = "Audit of " + to_stockholm(record.at) + ", by " + record.trigger + ", Sluss " + record.version + "\n";
  if (!record.failed.empty()) return text + "It could not be made: " + record.failed + "\n";
  text += seen_text(record) + "\n";
  text += to_kronor(record.total.worth) + " worth = " + to_kronor(record.total.invoiced) + " invoiced - " +
          to_kronor(record.total.credited) + " credited + " + to_kronor(record.total.waiting) + " waiting + " +
          to_kronor(record.total.held) + " held; " + to_kronor(record.total.delivered) +
          " re-read from what was delivered\n\n";
  for (const auto invariant : all_invariants) {
    const auto found = record.invariants.find(name_of(invariant));
    const auto count = found == record.invariants.end() ? 0 : found->second;
    text += std::string(count == 0 ? "held      " : "NOT HELD  ") + name_of(invariant) + ": " + promise_of(invariant) +
            (count == 0 ? "" : " (" + std::to_string(count) + ")") + "\n";
  }
  for (const auto& example : record.examples) text += "  " + example + "\n";
  if (record.under_way > 0) text += counted(record.under_way, "delivery is", "deliveries are") + " under way.\n";
  return text + (record.fits ? "All held.\n" : "NOT ALL HELD: see all of it with sluss reconcile.\n");
}

}  // namespace sluss::engine

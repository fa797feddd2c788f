#include "app/audit_files.h"

#include <map>

#include "app/csv_file.h"
#include "base/text.h"
#include "engine/audit_record.h"
#include "store/inspection.h"

namespace sluss::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t page = 500;

std::string number(std::int64_t value) { return std::to_string(value); }
std::string ore(Ore amount) { return std::to_string(amount.value); }

std::vector<std::string> row_of(const engine::AuditRecord& record) {
  const auto& [placements, lines, days, invoices, credit_notes, deliveries, series] = record.seen;
  const auto& total = record.total;
  return {to_iso(record.at),
          record.trigger,
          record.version,
          record.failed.empty() ? (record.fits ? "yes" : "no") : "not made",
          number(placements),
          number(lines),
          number(days),
          number(invoices),
          number(credit_notes),
          number(deliveries),
          number(series),
          ore(total.worth),
          ore(total.invoiced),
          ore(total.credited),
          ore(total.waiting),
          ore(total.held),
          ore(total.delivered),
          join(record.broken(), ", "),
          record.failed.empty() ? join(record.examples, " | ") : record.failed};
}

}  // namespace

bool is_in_year(Day day, int year) { return std::chrono::year_month_day(day).year() == std::chrono::year(year); }

void write_accounts(const fs::path& folder, const engine::Accounts& accounts) {
  CsvFile csv(folder / "accounts.csv");
  csv.row({"unit", "institution", "term", "placements", "worth_ore", "invoiced_ore", "credited_ore", "waiting_ore",
           "held_ore", "delivered_ore", "difference_ore"});
  for (const auto& [name, account] : accounts)
    csv.row({name.unit, name.institution, name.term, number(account.placements), ore(account.worth),
             ore(account.invoiced), ore(account.credited), ore(account.waiting), ore(account.held),
             ore(account.delivered), ore(account.difference())});
  csv.close();
}

void write_payments(store::Transaction& reading, int year, const fs::path& folder, AuditExport& written) {
  CsvFile csv(folder / "payments.csv");
  csv.row({"payment", "message", "invoice", "day", "amount_ore"});
  must(must(store::inspection_of(reading))->each_paid_part([&](const domain::PaidPart& part) -> Result<void> {
    if (!is_in_year(part.day, year)) return {};
    ++written.payments;
    written.paid += part.amount;
    csv.row({part.payment, number(part.message), part.invoice, to_iso(part.day), ore(part.amount)});
    return {};
  }));
  csv.close();
}

void write_series(store::Transaction& reading, int year, const fs::path& folder) {
  struct Range {
    std::int64_t first = 0, last = 0, count = 0;
  };
  std::map<std::string, Range> of_year;
  store::InvoiceFilter filter;
  filter.limit = page;
  for (bool more = true; more;) {
    const auto invoices = must(reading.books().invoices(filter));
    for (const auto& invoice : invoices) {
      filter.after = invoice.message;
      if (!is_in_year(invoice.issued, year)) continue;
      auto& [first, last, count] = of_year[invoice.series];
      first = count == 0 ? invoice.sequence : std::min(first, invoice.sequence);
      last = std::max(last, invoice.sequence);
      ++count;
    }
    more = invoices.size() == page;
  }
  CsvFile csv(folder / "series.csv");
  csv.row({"series", "next", "first_of_year", "last_of_year", "documents_of_year"});
  for (const auto& [name, next] : must(reading.books().series())) {
    const auto& [first, last, count] = of_year[name];
    csv.row({name, number(next), count == 0 ? "" : number(first), count == 0 ? "" : number(last), number(count)});
  }
  csv.close();
}

void write_trail(store::Transaction& reading, int year, const fs::path& folder, AuditExport& written) {
  CsvFile decisions(folder / "decisions.csv"), audits(folder / "audits.csv");
  decisions.row({"at", "who", "action", "what", "reason"});
  audits.row({"at", "trigger", "version", "held", "placements", "lines", "days", "invoices", "credit_notes",
              "deliveries", "series", "worth_ore", "invoiced_ore", "credited_ore", "waiting_ore", "held_ore",
              "delivered_ore", "not_held", "examples"});
  must(must(store::inspection_of(reading))->each_entry([&](const store::AuditEntry& entry) -> Result<void> {
    if (!is_in_year(day_in_stockholm(entry.at), year)) return {};
    if (const auto record = engine::record_in(entry)) {
      ++written.audits;
      audits.row(row_of(*record));
    } else {
      ++written.decisions;
      decisions.row({to_iso(entry.at), entry.who, entry.action, entry.what, entry.detail});
    }
    return {};
  }));
  decisions.close();
  audits.close();
}

}  // namespace sluss::app

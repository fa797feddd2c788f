#include "app/audit_documents.h"

#include <algorithm>
#include <fstream>

#include "app/audit_files.h"
#include "app/csv_file.h"
#include "base/sha256.h"
#include "engine/booked_days.h"
#include "engine/delivered_bytes.h"

namespace sluss::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t page = 500;

std::string number(std::int64_t value) { return std::to_string(value); }

class DocumentFiles {
 public:
  DocumentFiles(store::Transaction& reading, const config::Configuration& configuration, const AuditOrder& order,
                const fs::path& folder, AuditExport& written)
      : reading_(reading),
        order_(order),
        folder_(folder),
        written_(written),
        delivered_(configuration, {}),
        invoices_(folder / "invoices.csv"),
        credit_notes_(folder / "credit-notes.csv"),
        lines_(folder / "lines.csv"),
        deliveries_(folder / "deliveries.csv") {}

  void write() {
    write_heads();
    store::InvoiceFilter filter;
    filter.limit = page;
    for (bool more = true; more;) {
      const auto invoices = must(reading_.books().invoices(filter));
      for (const auto& invoice : invoices) {
        filter.after = invoice.message;
        if (is_in_year(invoice.issued, order_.year)) add(invoice);
        else pass_over(invoice);
      }
      more = invoices.size() == page;
    }
    for (auto* file : {&invoices_, &credit_notes_, &lines_, &deliveries_}) file->close();
  }

 private:
  void write_heads() {
    invoices_.row({"invoice", "key", "series", "sequence", "unit", "institution", "agreement", "term", "supplement",
                   "issued", "total_ore", "credited_ore", "paid_ore", "state", "message", "digest"});
    credit_notes_.row({"credit_note", "key", "series", "sequence", "unit", "institution", "agreement", "term",
                       "correction", "issued", "total_ore", "credits", "state", "message", "digest"});
    std::vector<std::string> heads = {"document", "line",           "placement",  "message",     "days",
                                      "dates",    "week_price_ore", "amount_ore", "credits_line"};
    if (order_.names) heads.emplace_back("student");
    lines_.row(heads);
    deliveries_.row({"document", "connection", "key", "state", "at", "receipt", "total_ore", "lines", "bytes_from",
                     "sha256", "file"});
  }

  void pass_over(const store::IssuedInvoice& invoice) {
    if (invoice.correction > 0) written_.credited_other_years += invoice.shown();
    else written_.invoiced_other_years += invoice.total;
  }

  void add(const store::IssuedInvoice& invoice) {
    const auto document = must(reading_.messages().get(invoice.message, store::Damage::tell));
    if (!document)
      throw Stop{Exit::store, "invoice " + invoice.number + " has no document; the store is damaged: sluss reconcile"};
    const auto& [agreement, institution, unit, term] = invoice.group;
    std::vector<std::string> row = {invoice.number, invoice.key, invoice.series, number(invoice.sequence),
                                    unit,           institution, agreement,      term};
    if (invoice.correction > 0) {
      ++written_.credit_notes;
      written_.credited += invoice.shown();
      row.insert(row.end(),
                 {number(invoice.correction), to_iso(invoice.issued), number(invoice.total.value), invoice.credits});
    } else {
      ++written_.invoices;
      written_.invoiced += invoice.total;
      const auto account = must(reading_.payments().account(invoice.number));
      row.insert(row.end(), {number(invoice.supplement), to_iso(invoice.issued), number(invoice.total.value),
                             number(account.credited.value), number(account.paid().value)});
    }
    row.insert(row.end(), {name_of(document->state), number(invoice.message), to_hex(invoice.hash)});
    (invoice.correction > 0 ? credit_notes_ : invoices_).row(row);
    add_lines(invoice);
    for (const auto& delivery : must(reading_.deliveries().of_message(invoice.message)))
      add(invoice, *document, delivery);
  }

  void add_lines(const store::IssuedInvoice& invoice) {
    for (const auto& line : must(reading_.books().lines_of_invoice(invoice.number))) {
      ++written_.lines;
      std::vector<std::string> row = {invoice.number,
                                      number(line.id),
                                      line.placement,
                                      number(line.message),
                                      number(line.day_count),
                                      to_text(engine::booked_days(line)),
                                      number(line.week_price.value),
                                      number(line.amount.value),
                                      line.credits == 0 ? "" : number(line.credits)};
      if (order_.names) row.push_back(student_of(line));
      lines_.row(row);
    }
  }

  /// By the version of the placement that the line is of. Where a person took an invoice back, that invoice is what the
  /// line is of: then by the first one.
  [[nodiscard]] std::string student_of(const store::LedgerLine& line) {
    for (const auto message : {line.message, line.item}) {
      const auto stored = must(reading_.messages().get(message, store::Damage::tell));
      if (stored && stored->message.kind == "placement") return stored->message.body.at("student.name").text_or_empty();
    }
    return "";
  }

  void add(const store::IssuedInvoice& invoice, const store::StoredMessage& document, const store::Delivery& delivery) {
    std::vector<std::string> row = {invoice.number,
                                    delivery.connection,
                                    delivery.key,
                                    name_of(delivery.state),
                                    delivery.at ? to_iso(*delivery.at) : "",
                                    delivery.receipt,
                                    delivery.total ? number(delivery.total->value) : "",
                                    delivery.lines ? number(*delivery.lines) : ""};
    auto found = delivery.state == store::DeliveryState::delivered ? delivered_.of(delivery, document)
                                                                   : engine::DeliveredBytes();
    if (found.documents.empty()) found.documents.emplace_back();  // a delivery without bytes has a row as well
    for (std::size_t i = 0; i < found.documents.size(); ++i) {
      auto with_bytes = row;
      const auto& [extension, bytes] = found.documents[i];
      const bool has_bytes = found.from != engine::DeliveredBytes::From::nobody;
      with_bytes.insert(with_bytes.end(),
                        {name_of(found.from), has_bytes ? sha256(bytes) : "",
                         has_bytes && order_.names ? write(invoice, delivery, i, found.documents[i]) : ""});
      deliveries_.row(with_bytes);
    }
  }

  /// Gives the file's name within the folder.
  std::string write(const store::IssuedInvoice& invoice, const store::Delivery& delivery, std::size_t which,
                    const Document& document) {
    auto name = invoice.number + "-" + delivery.connection + (which == 0 ? "" : "-" + std::to_string(which + 1)) + "." +
                document.extension;
    std::replace(name.begin(), name.end(), '/', '_');
    name = "documents/" + name;
    std::ofstream out(folder_ / name, std::ios::binary | std::ios::trunc);
    out << document.bytes;
    out.close();
    if (!out) throw Stop{Exit::unreachable, (folder_ / name).string() + " could not be written; is there room?"};
    ++written_.documents;
    return name;
  }

  store::Transaction& reading_;
  const AuditOrder& order_;
  const fs::path& folder_;
  AuditExport& written_;
  engine::DeliveredDocuments delivered_;
  CsvFile invoices_, credit_notes_, lines_, deliveries_;
};

}  // namespace

void write_documents(store::Transaction& reading, const config::Configuration& configuration, const AuditOrder& order,
                     const fs::path& folder, AuditExport& written) {
  DocumentFiles(reading, configuration, order, folder, written).write();
}

}  // namespace sluss::app

#include "store/sqlite_books.h"

#include "store/sqlite_book.h"

namespace sluss::store {
namespace {

#define SLUSS_LINE_COLUMNS                                                                                       \
  "SELECT l.id, l.item, l.message, g.agreement, g.institution, g.unit, g.term, l.week_price, l.amount, l.days, " \
  "coalesce(v.number, ''), l.placement, coalesce(l.credits, 0) FROM line l LEFT JOIN billing_group g ON g.id = " \
  "l.billing_group "                                                                                             \
  "LEFT JOIN invoice v ON v.id = l.invoice "

#define SLUSS_INVOICE_COLUMNS                                                                                          \
  "SELECT coalesce(v.message, 0), v.number, v.key, v.series, v.sequence, g.agreement, g.institution, g.unit, g.term, " \
  "max(v.supplement, 0), max(-v.supplement, 0), coalesce(o.number, ''), v.issued, v.total, v.hash "                    \
  "FROM invoice v JOIN billing_group g ON g.id = v.billing_group LEFT JOIN invoice o ON o.id = v.credits "

IssuedInvoice invoice_of(const Query& query) {
  return {query.integer(0),
          query.text(1),
          query.text(2),
          query.text(3),
          query.integer(4),
          {query.text(5), query.text(6), query.text(7), query.text(8)},
          static_cast<int>(query.integer(9)),
          static_cast<int>(query.integer(10)),
          query.text(11),
          Day(std::chrono::days(query.integer(12))),
          Ore{query.integer(13)},
          query.digest(14)};
}

LedgerLine line_of(const Query& query, Database& database) {
  LedgerLine line{query.integer(0),      query.integer(1),
                  query.integer(2),      {query.text(3), query.text(4), query.text(5), query.text(6)},
                  Ore{query.integer(7)}, Ore{query.integer(8)},
                  query.integer(9),      {},
                  query.text(10),        query.text(11),
                  query.integer(12),     days_credited_of(database, query.integer(0))};
  line.days = line.credits == 0 ? days_of_line(database, line.id) : credited_days(database, line.id);
  return line;
}

std::string row_name(const Query& query) {
  return "ledger row (subject " + query.text(0) + ", month " + query.text(1) + ", line " + query.text(2) + ")";
}

}  // namespace

Result<std::vector<IssuedInvoice>> SqliteBooks::invoices(const InvoiceFilter& filter) {
  return tried([&]() -> Result<std::vector<IssuedInvoice>> {
    std::vector<IssuedInvoice> invoices;
    Query query(database_,
                SLUSS_INVOICE_COLUMNS
                "WHERE (?1 = '' OR v.number = ?1) AND (?2 = '' OR g.unit = ?2) AND (?3 = '' OR g.institution = ?3) "
                "AND (?4 = '' OR g.term = ?4) AND coalesce(v.message, 0) > ?5 ORDER BY v.message LIMIT ?6",
                filter.number, filter.unit, filter.institution, filter.term, filter.after,
                static_cast<std::int64_t>(filter.limit));
    while (query.row()) invoices.push_back(invoice_of(query));
    return invoices;
  });
}

Result<void> SqliteBooks::each_line(const std::function<Result<void>(const LedgerLine&)>& visit) {
  return tried([&]() -> Result<void> {
    Query query(database_, SLUSS_LINE_COLUMNS "ORDER BY l.id");
    while (query.row()) SLUSS_TRY(visit(line_of(query, database_)));
    return {};
  });
}

Result<std::vector<LedgerLine>> SqliteBooks::lines_of_invoice(const std::string& number) {
  return tried([&]() -> Result<std::vector<LedgerLine>> {
    std::vector<LedgerLine> lines;
    Query query(database_,
                SLUSS_LINE_COLUMNS "WHERE l.invoice = (SELECT id FROM invoice WHERE number = ?) ORDER BY l.id", number);
    while (query.row()) lines.push_back(line_of(query, database_));
    return lines;
  });
}

Result<std::vector<LedgerLine>> SqliteBooks::lines_of_item(std::int64_t item) {
  return tried([&]() -> Result<std::vector<LedgerLine>> {
    std::vector<LedgerLine> lines;
    Query query(database_, SLUSS_LINE_COLUMNS "WHERE l.item = ? ORDER BY l.id", item);
    while (query.row()) lines.push_back(line_of(query, database_));
    return lines;
  });
}

Result<std::optional<IssuedInvoice>> SqliteBooks::invoice(const std::string& number) {
  return tried([&]() -> Result<std::optional<IssuedInvoice>> {
    Query query(database_, SLUSS_INVOICE_COLUMNS "WHERE v.number = ?", number);
    return query.row() ? std::optional(invoice_of(query)) : std::nullopt;
  });
}

Result<std::optional<IssuedInvoice>> SqliteBooks::invoice_in(std::int64_t message) {
  return tried([&]() -> Result<std::optional<IssuedInvoice>> {
    Query query(database_, SLUSS_INVOICE_COLUMNS "WHERE v.message = ?", message);
    return query.row() ? std::optional(invoice_of(query)) : std::nullopt;
  });
}

Result<std::vector<IssuedInvoice>> SqliteBooks::credit_notes(const std::string& number) {
  return tried([&]() -> Result<std::vector<IssuedInvoice>> {
    std::vector<IssuedInvoice> notes;
    Query query(database_, SLUSS_INVOICE_COLUMNS "WHERE o.number = ? ORDER BY v.id", number);
    while (query.row()) notes.push_back(invoice_of(query));
    return notes;
  });
}

// Kept sums, less the few lines whose placement is parked since: those wait for it.
Result<std::vector<WaitingSum>> SqliteBooks::waiting_sums() {
  return tried([&]() -> Result<std::vector<WaitingSum>> {
    std::vector<WaitingSum> sums;
    Query query(database_,
                "WITH parked (billing_group, lines, days, amount) AS (SELECT l.billing_group, count(*), sum(l.days), "
                "sum(l.amount) FROM message m INDEXED BY message_parked CROSS JOIN line l INDEXED BY line_item "
                "ON l.item = m.item WHERE m.state IN (4, 5) AND l.invoice IS NULL AND l.credits IS NULL GROUP BY "
                "l.billing_group) "
                "SELECT g.agreement, g.institution, g.unit, g.term, w.days - coalesce(p.days, 0), "
                "w.amount - coalesce(p.amount, 0) FROM waiting w JOIN billing_group g ON g.id = w.billing_group "
                "LEFT JOIN parked p ON p.billing_group = w.billing_group WHERE w.lines > coalesce(p.lines, 0) "
                "ORDER BY g.agreement, g.term, g.unit, g.institution");
    while (query.row())
      sums.push_back(
          {{query.text(0), query.text(1), query.text(2), query.text(3)}, query.integer(4), Ore{query.integer(5)}});
    return sums;
  });
}

Result<std::vector<std::pair<std::string, std::int64_t>>> SqliteBooks::series() {
  return tried([&]() -> Result<std::vector<std::pair<std::string, std::int64_t>>> {
    std::vector<std::pair<std::string, std::int64_t>> all;
    Query query(database_, "SELECT name, next FROM series ORDER BY name");
    while (query.row()) all.emplace_back(query.text(0), query.integer(1));
    return all;
  });
}

bool SqliteBooks::has_table(const std::string& name) {
  return Query(database_, "SELECT 1 FROM sqlite_schema WHERE name = ?", name).row();
}

void SqliteBooks::add_broken_credits(std::vector<std::string>& broken) {
  Query taken(database_,
              "SELECT l.subject, e.month, e.line FROM credited e JOIN line l ON l.id = e.line JOIN ledger s "
              "ON s.line = l.credits AND s.month = e.month WHERE s.days & e.days != 0");
  while (taken.row()) broken.push_back(row_name(taken) + " takes back days that still stand");
  Query strange(database_,
                "SELECT l.subject, e.month, e.line FROM credited e LEFT JOIN line l ON l.id = e.line "
                "WHERE l.credits IS NULL");
  while (strange.row()) broken.push_back(row_name(strange) + " takes back days, and its line is no credit");
}

void SqliteBooks::add_broken_sums(std::vector<std::string>& broken) {
  Query query(database_,
              "SELECT g.unit, g.institution, g.term FROM billing_group g LEFT JOIN waiting w ON w.billing_group = g.id "
              "LEFT JOIN (SELECT billing_group, count(*) AS lines, sum(days) AS days, sum(amount) AS amount FROM line "
              "WHERE invoice IS NULL AND credits IS NULL GROUP BY billing_group) l ON l.billing_group = g.id "
              "WHERE coalesce(w.lines, 0) != coalesce(l.lines, 0) OR coalesce(w.days, 0) != coalesce(l.days, 0) "
              "OR coalesce(w.amount, 0) != coalesce(l.amount, 0) ORDER BY g.id");
  while (query.row())
    broken.push_back("the sum of what waits of " + query.text(0) + " for " + query.text(1) + ", " + query.text(2) +
                     ", is not that of its lines");
}

Result<std::vector<std::string>> SqliteBooks::broken_rows() {
  return tried([&]() -> Result<std::vector<std::string>> {
    std::vector<std::string> broken;
    Query lost(database_,
               "SELECT e.subject, e.month, e.line FROM ledger e LEFT JOIN line l ON l.id = e.line WHERE l.id IS NULL");
    while (lost.row()) broken.push_back(row_name(lost) + " claims days for a line that does not exist");
    Query other(
        database_,
        "SELECT e.subject, e.month, e.line FROM ledger e JOIN line l ON l.id = e.line WHERE l.subject != e.subject");
    while (other.row()) broken.push_back(row_name(other) + " claims days of another student than its line bills");
    Query twice(database_,
                "SELECT b.subject, b.month, b.line, a.line FROM ledger a JOIN ledger b ON b.subject = a.subject AND "
                "b.month = a.month "
                "AND b.line > a.line AND a.days & b.days != 0");
    while (twice.row())
      broken.push_back(row_name(twice) + " claims days that line " + twice.text(3) + " bills already");
    // A store is verified before it is brought to this schema.
    if (has_table("credited")) add_broken_credits(broken);
    if (has_table("waiting")) add_broken_sums(broken);
    return broken;
  });
}

}  // namespace sluss::store

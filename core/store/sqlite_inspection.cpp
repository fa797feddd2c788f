#include "store/sqlite_inspection.h"

#include <algorithm>

#include "store/sqlite_history.h"
#include "store/sqlite_messages.h"

namespace sluss::store {
namespace {

/// A query whose first column is a whole sentence, for each row that does not fit.
using Question = const char*;

// A person reads the first of them; a store that lost a whole table has millions.
#define SLUSS_SOME " LIMIT 1000"

#define SLUSS_KRONOR(ore) "printf('%d.%02d kr', (" ore ") / 100, abs(" ore ") % 100)"

constexpr Question lost[] = {
    {"SELECT 'line ' || l.id || ' (placement ' || l.placement || ') bills item ' || l.item || "
     "', and there is no such placement' FROM line l WHERE NOT EXISTS (SELECT 1 FROM message f JOIN item i "
     "ON i.channel = f.channel AND i.key = f.key JOIN message m ON m.id = i.message JOIN name n ON n.id = m.kind "
     "WHERE f.id = l.item AND m.item = l.item AND n.text = 'placement') ORDER BY l.id" SLUSS_SOME},
    {"SELECT 'line ' || l.id || ' (placement ' || l.placement || ') stands on an invoice that does not exist' "
     "FROM line l WHERE l.invoice IS NOT NULL AND NOT EXISTS (SELECT 1 FROM invoice v WHERE v.id = l.invoice) "
     "ORDER BY l.id" SLUSS_SOME},
};

constexpr Question credits[] = {
    {"SELECT 'credit note ' || n.number || ' is to ' || CASE WHEN o.id IS NULL THEN 'no invoice' "
     "WHEN o.credits IS NOT NULL THEN o.number || ', a credit note itself' "
     "ELSE 'invoice ' || o.number || ', of another agreement, unit, institution or term' END "
     "FROM invoice n LEFT JOIN invoice o ON o.id = n.credits "
     "WHERE (n.credits IS NOT NULL OR n.supplement < 0) "
     "AND (o.id IS NULL OR o.credits IS NOT NULL OR o.billing_group != n.billing_group) ORDER BY n.id" SLUSS_SOME},
    {"SELECT 'line ' || c.id || CASE WHEN l.id IS NULL THEN ' credits a line that does not exist' "
     "WHEN l.credits IS NOT NULL THEN ' credits line ' || l.id || ', which is a credit itself' "
     "WHEN l.invoice IS NULL THEN ' credits line ' || l.id || ', which is on no invoice' "
     "ELSE ' on credit note ' || coalesce(n.number, '?') || ' credits line ' || l.id || ' of another invoice than "
     "' || "
     "'that one is to' END FROM line c LEFT JOIN line l ON l.id = c.credits LEFT JOIN invoice n ON n.id = "
     "c.invoice "
     "WHERE c.credits IS NOT NULL AND (l.id IS NULL OR l.credits IS NOT NULL OR l.invoice IS NULL "
     "OR (c.invoice IS NOT NULL AND n.credits IS NOT l.invoice)) ORDER BY c.id" SLUSS_SOME},
    {"SELECT 'line ' || l.id || ' charges days, and stands on credit note ' || n.number FROM invoice n JOIN line l "
     "ON l.invoice = n.id WHERE n.credits IS NOT NULL AND l.credits IS NULL ORDER BY l.id" SLUSS_SOME},
    {"SELECT 'line ' || l.id || ' (placement ' || l.placement || ') bills ' || l.days || ' days, ' "
     "|| " SLUSS_KRONOR("l.amount") " || ', and credits take back ' || sum(c.days) || ' days, ' || " SLUSS_KRONOR(
         "-sum(c.amount)") " FROM line c JOIN line l ON l.id = c.credits WHERE c.credits IS NOT NULL GROUP BY "
                           "c.credits "
                           "HAVING sum(c.days) > l.days OR -sum(c.amount) > l.amount OR max(c.amount) > "
                           "0" SLUSS_SOME},
    {"SELECT 'line ' || y.id || ' credits days of line ' || y.credits || ' that line ' || x.id || ' credits "
     "already' "
     "FROM credited a JOIN line x ON x.id = a.line JOIN line y ON y.credits = x.credits AND y.id > x.id "
     "JOIN credited b ON b.line = y.id AND b.month = a.month WHERE a.days & b.days != 0 ORDER BY y.id" SLUSS_SOME},
};

// 0 collected, 1 delivering, 2 delivered, 3 filtered, 4 held, 5 rejected, 6 superseded, 7 resolved; of a delivery:
// 0 pending, 1 sending, 2 delivered, 3 rejected, 4 unknown.
constexpr Question states[] = {
    {"SELECT 'message ' || m.id || CASE WHEN i.message IS NULL THEN ' is no version of anything that is known' "
     "WHEN m.state = 6 THEN ' is superseded, and there is no newer version of it' "
     "ELSE ' is not superseded, and message ' || i.message || ' is a newer version of it' END "
     "FROM message m LEFT JOIN item i ON i.channel = m.channel AND i.key = m.key "
     "WHERE (m.state = 6) != (m.id IS NOT i.message) ORDER BY m.id" SLUSS_SOME},
    {"SELECT 'message ' || id || ' is in a state that there is not: ' || state FROM message "
     "WHERE state NOT BETWEEN 0 AND 7" SLUSS_SOME},
    {"SELECT 'delivery ' || id || ' is in a state that there is not: ' || state FROM delivery "
     "WHERE state NOT BETWEEN 0 AND 4" SLUSS_SOME},
    {"SELECT 'message ' || m.id || ' counts as delivered, and a delivery of it is not done' FROM message m "
     "WHERE m.state = 2 AND m.id IN (SELECT message FROM delivery WHERE state != 2) ORDER BY m.id" SLUSS_SOME},
    // An issued document is on its way, there, or refused: nothing else is ever decided about it.
    {"SELECT 'invoice ' || v.number || CASE m.state WHEN 0 THEN ' is collected' WHEN 6 THEN ' is superseded' "
     "WHEN 7 THEN ' is resolved' WHEN 3 THEN ' is filtered' ELSE ' is held' END || "
     "', which an issued document never is' FROM invoice v JOIN message m ON m.id = v.message WHERE m.state IN (0, 6, "
     "7) OR (m.state IN (3, 4) AND EXISTS (SELECT 1 FROM delivery d WHERE d.message = m.id)) "
     "ORDER BY v.id" SLUSS_SOME},
    {"SELECT 'invoice ' || v.number || CASE WHEN m.state = 5 THEN ' is rejected, and no target refused it' "
     "WHEN min(d.state) = 2 AND max(d.state) = 2 THEN ' is delivering, and all its deliveries are done' "
     "ELSE ' is delivering, and a target refused it' END FROM invoice v JOIN message m ON m.id = v.message "
     "JOIN delivery d ON d.message = m.id WHERE m.state IN (1, 5) GROUP BY v.id "
     "HAVING (m.state = 5 AND sum(d.state = 3) = 0) OR (m.state = 1 AND (sum(d.state = 3) > 0 OR sum(d.state != 2) = "
     "0))" SLUSS_SOME},
    {"SELECT 'credit note ' || n.number || ' has arrived at a target that invoice ' || o.number || "
     "' has not been sent to' FROM invoice n JOIN invoice o ON o.id = n.credits JOIN delivery d "
     "ON d.message = n.message AND d.state = 2 JOIN delivery f ON f.message = o.message "
     "AND f.connection = d.connection AND f.state IN (0, 1) ORDER BY n.id" SLUSS_SOME},
};

constexpr Question payments[] = {
    {"SELECT 'payment ' || p.key || ' is worth ' || " SLUSS_KRONOR("p.amount") " || ', and ' || " SLUSS_KRONOR(
        "sum(t.amount)") " || ' of it is booked' FROM payment p JOIN payment_part t ON t.payment = p.id GROUP BY p.id "
                         "HAVING abs(sum(t.amount)) > abs(p.amount) OR (sum(t.amount) > 0) != (p.amount > "
                         "0)" SLUSS_SOME},
    {"SELECT 'payment ' || p.key || ' is booked on credit note ' || v.number FROM payment_part t JOIN invoice v "
     "ON v.id = t.invoice JOIN payment p ON p.id = t.payment WHERE v.credits IS NOT NULL" SLUSS_SOME},
    {"SELECT 'payment ' || p.key || ' is booked on an invoice that does not exist' FROM payment_part t "
     "JOIN payment p ON p.id = t.payment WHERE NOT EXISTS (SELECT 1 FROM invoice v WHERE v.id = t.invoice)" SLUSS_SOME},
};

template <std::size_t N>
Result<Faults> ask(Database& database, const Question (&questions)[N]) {
  return tried([&]() -> Result<Faults> {
    Faults faults;
    for (const auto* sql : questions) {
      Query query(database, sql);
      while (query.row()) faults.push_back(query.text(0));
    }
    return faults;
  });
}

std::string missing(const std::string& series, std::int64_t from, std::int64_t to) {
  return from == to ? "number " + std::to_string(from) + " of series " + series + " is missing"
                    : "numbers " + std::to_string(from) + " to " + std::to_string(to) + " of series " + series +
                          " are missing";
}

/// Walks the numbers that documents have, in order, up to the next that would be given.
void check_series(Database& database, const std::string& series, std::int64_t next, Faults& faults) {
  std::int64_t expected = 1;
  Query query(database, "SELECT sequence FROM invoice WHERE series = ? ORDER BY sequence", series);
  while (query.row()) {
    const auto number = query.integer(0);
    if (number > expected) faults.push_back(missing(series, expected, number - 1));
    if (number < expected)
      faults.push_back("number " + std::to_string(number) + " of series " + series +
                       (number < 1 ? " is none that is given" : " stands on two documents"));
    expected = std::max(expected, number + 1);
  }
  if (expected < next) faults.push_back(missing(series, expected, next - 1));
  if (expected > next)
    faults.push_back("series " + series + " would give number " + std::to_string(next) + " a second time");
}

}  // namespace

Result<Faults> SqliteInspection::lost_lines() { return ask(database_, lost); }
Result<Faults> SqliteInspection::broken_credits() { return ask(database_, credits); }
Result<Faults> SqliteInspection::broken_states() { return ask(database_, states); }
Result<Faults> SqliteInspection::broken_payments() { return ask(database_, payments); }

Result<Faults> SqliteInspection::broken_series() {
  return tried([&]() -> Result<Faults> {
    Faults faults;
    Query series(database_, "SELECT name, next FROM series ORDER BY name");
    while (series.row()) check_series(database_, series.text(0), series.integer(1), faults);
    Query loose(database_,
                "SELECT DISTINCT series FROM invoice WHERE series NOT IN (SELECT name FROM series) ORDER BY series");
    while (loose.row()) faults.push_back("series " + loose.text(0) + " would begin anew with number 1");
    // The number is taken in the transaction that stores the document.
    Query undocumented(database_, "SELECT number FROM invoice WHERE message IS NULL ORDER BY id");
    while (undocumented.row()) faults.push_back("invoice " + undocumented.text(0) + " has no document");
    Query unregistered(
        database_,
        "SELECT m.id FROM message m JOIN name n ON n.id = m.kind WHERE n.text = 'invoice' AND m.state != "
        "6 AND NOT EXISTS (SELECT 1 FROM invoice v WHERE v.message = m.id) ORDER BY m.id" SLUSS_SOME);
    while (unregistered.row())
      faults.push_back("message " + unregistered.text(0) + " is an invoice that the register does not know");
    return faults;
  });
}

Result<void> SqliteInspection::each_paid_part(const std::function<Result<void>(const domain::PaidPart&)>& visit) {
  return tried([&]() -> Result<void> {
    Query query(database_,
                "SELECT p.key, p.message, v.number, t.amount, p.day FROM payment_part t JOIN payment p "
                "ON p.id = t.payment JOIN invoice v ON v.id = t.invoice ORDER BY t.id");
    while (query.row())
      SLUSS_TRY(visit({query.text(0), query.integer(1), query.text(2), Ore{query.integer(3)},
                       Day(std::chrono::days(query.integer(4)))}));
    return {};
  });
}

Result<void> SqliteInspection::each_entry(const std::function<Result<void>(const AuditEntry&)>& visit) {
  return tried([&]() -> Result<void> {
    Query query(database_, "SELECT id, at, who, action, what, detail FROM audit ORDER BY id");
    while (query.row()) SLUSS_TRY(visit(entry_of(query)));
    return {};
  });
}

Result<std::vector<AuditEntry>> SqliteInspection::entries_about(const std::string& what) {
  return tried([&]() -> Result<std::vector<AuditEntry>> {
    std::vector<AuditEntry> entries;
    Query query(database_, "SELECT id, at, who, action, what, detail FROM audit WHERE what = ? ORDER BY id", what);
    while (query.row()) entries.push_back(entry_of(query));
    return entries;
  });
}

Result<std::vector<std::int64_t>> SqliteInspection::placements_for(const std::string& order) {
  return tried([&]() -> Result<std::vector<std::int64_t>> {
    std::vector<std::int64_t> placements;
    Query query(database_,
                "SELECT m.id FROM placed p JOIN message m ON m.id = p.message "
                "WHERE p.ordered = ? AND m.state != 6 ORDER BY m.id",
                order);
    while (query.row()) placements.push_back(query.integer(0));
    return placements;
  });
}

Result<std::vector<OpenInvoice>> SqliteInspection::open_invoices() {
  return tried([&]() -> Result<std::vector<OpenInvoice>> {
    std::vector<OpenInvoice> invoices;
    Query query(database_,
                "SELECT message, number, institution, unit, term, due, total, credited, paid FROM "
                "(SELECT v.message, v.number, g.institution, g.unit, g.term, v.due, v.total, "
                "coalesce((SELECT -sum(n.total) FROM invoice n WHERE n.credits = v.id), 0) AS credited, "
                "coalesce((SELECT sum(t.amount) FROM payment_part t WHERE t.invoice = v.id), 0) AS paid "
                "FROM invoice v JOIN billing_group g ON g.id = v.billing_group WHERE v.credits IS NULL) "
                "WHERE total - credited - paid > 0 OR (total - credited - paid < 0 AND paid > 0) ORDER BY message");
    while (query.row()) {
      OpenInvoice invoice{
          query.maybe(0).value_or(0), query.text(1),         query.text(2),        query.text(3), query.text(4), {},
          Ore{query.integer(6)},      Ore{query.integer(7)}, Ore{query.integer(8)}};
      if (const auto due = query.maybe(5)) invoice.due_day = Day(std::chrono::days(*due));
      invoices.push_back(std::move(invoice));
    }
    return invoices;
  });
}

Result<std::vector<StoredMessage>> SqliteInspection::heads(const MessageFilter& filter) {
  return SqliteMessages(database_).heads(filter);
}

Result<void> SqliteInspection::each_parked(const ParkedFilter& filter,
                                           const std::function<Result<void>(const ParkedRow&)>& visit) {
  return tried([&]() -> Result<void> {
    const auto channel = filter.channel.empty() ? 0 : database_.known_name(filter.channel).value_or(-1);
    Query query(database_,
                "SELECT m.id, m.run, m.state, m.kind, m.channel, m.reason, "
                "coalesce(m.amount, (SELECT v.total FROM invoice v WHERE v.message = m.id)) FROM message m INDEXED BY "
                "message_parked "
                "WHERE m.state IN (4, 5) AND (?1 < 0 OR m.state = ?1) AND (?2 = 0 OR m.channel = ?2)",
                filter.state ? static_cast<int>(*filter.state) : -1, channel);
    while (query.row()) {
      ParkedRow row{query.integer(0),
                    query.integer(1),
                    static_cast<State>(query.integer(2)),
                    database_.name(query.integer(3)),
                    database_.name(query.integer(4)),
                    query.text(5),
                    std::nullopt};
      if (const auto amount = query.maybe(6)) row.amount = Ore{*amount};
      SLUSS_TRY(visit(row));
    }
    return {};
  });
}

Result<std::vector<AuditEntry>> SqliteInspection::last_entries(const std::string& action, std::size_t limit) {
  return tried([&]() -> Result<std::vector<AuditEntry>> {
    std::vector<AuditEntry> entries;
    Query query(database_,
                "SELECT id, at, who, action, what, detail FROM audit WHERE action = ? ORDER BY id DESC LIMIT ?", action,
                static_cast<std::int64_t>(limit));
    while (query.row()) entries.push_back(entry_of(query));
    return entries;
  });
}

Result<Inspection*> inspection_of(Transaction& transaction) {
  auto* inspectable = dynamic_cast<Inspectable*>(&transaction);
  if (inspectable == nullptr) return fail(Fault::internal, "this transaction cannot be inspected");
  return &inspectable->inspection();
}

}  // namespace sluss::store

#include "store/sqlite_book.h"

#include "base/json.h"
#include "domain/placement.h"
#include "store/sqlite_content.h"

namespace sluss::store {
namespace {

// The version of a placement that counts is the item's current one. A line whose placement cannot be found is no line
// to be passed over: its row, or the placement's, is damaged.
#define SLUSS_CURRENT_OF_LINE                                                                                         \
  "LEFT JOIN message first ON first.id = l.item LEFT JOIN item i ON i.channel = first.channel AND i.key = first.key " \
  "LEFT JOIN message m ON m.id = i.message LEFT JOIN open_content c ON c.message = m.id "
// It must have been taken up for billing. What is billed has no deliveries of its own, and no current version has been
// superseded: a line whose placement is in such a state is damaged as well.
#define SLUSS_WAITS "l.invoice IS NULL AND l.credits IS NULL AND (m.state IN (0, 1, 2, 6) OR c.message IS NULL) "

/// What a line's own row says of its days, beside the ledger's rows for them.
struct Stated {
  std::int64_t line = 0, first_day = 0, days = 0;
  bool credited = false;  ///< credits take back some of them
};

Error damaged_line(std::int64_t line, const std::string& how) {
  return {Fault::store,
          "line " + std::to_string(line) + " of the ledger is damaged: " + how +
              "; see sluss reconcile, and restore the store from a backup",
          std::nullopt};
}

/// Whether the tables that invoices are made of agree with their indexes and their types: a line that an index lost
/// would be missing from its invoice, and nobody would see it there. A second for each half million lines.
Result<void> check_tables(Database& database) {
  for (const auto* sql :
       {"PRAGMA integrity_check(line)", "PRAGMA integrity_check(ledger)", "PRAGMA integrity_check(message)",
        "PRAGMA integrity_check(item)", "PRAGMA integrity_check(name)", "PRAGMA integrity_check(billing_group)"}) {
    Query query(database, sql);
    if (query.row() && query.text(0) == "ok") continue;
    return fail(Fault::store, "the store is damaged, nothing is invoiced from it (" + query.text(0) +
                                  "); restore the store from a backup");
  }
  return {};
}

/// A line states its days, price and amount more than once. Where these do not go together a row was damaged, and
/// nothing is made of it: a wrong amount never goes out. Of a line with credits, `line` is what they leave of it.
Result<void> check(const Stated& stated, const domain::ChargeLine& line) {
  const bool first_stands = !line.days.empty() && day_number(line.days.first()) == stated.first_day;
  const bool sound = line.days.count() == stated.days && (first_stands || stated.credited) &&
                     domain::line_amount(stated.days, line.week_price) == line.amount;
  if (sound) return {};
  return fail(damaged_line(stated.line, "its days, price and amount do not go together"));
}

}  // namespace

Digest SqliteBook::pseudonym(const Subject& subject) const {
  auto text = database_.salt();
  for (const auto* part : {&subject.agreement, &subject.unit, &subject.programme, &subject.student})
    text += std::to_string(part->size()) + ":" + *part;
  return digest(text);
}

std::optional<std::int64_t> SqliteBook::find_subject(const Digest& pseudonym) {
  Query query(database_, "SELECT id FROM subject WHERE digest = ?", pseudonym);
  return query.row() ? std::optional(query.integer(0)) : std::nullopt;
}

std::int64_t SqliteBook::subject_id(const Digest& pseudonym) {
  if (const auto known = find_subject(pseudonym)) return *known;
  Query counter(
      database_,
      "INSERT INTO counter VALUES ('subject', 1) ON CONFLICT (name) DO UPDATE SET last = last + 1 RETURNING last");
  counter.row();
  const auto id = counter.integer(0);
  Query(database_, "INSERT INTO subject (digest, id) VALUES (?, ?)", pseudonym, id).run();
  return id;
}

std::optional<std::int64_t> SqliteBook::find_group(const Group& group) {
  Query query(database_,
              "SELECT id FROM billing_group WHERE unit = ? AND institution = ? AND agreement = ? AND term = ?",
              group.unit, group.institution, group.agreement, group.term);
  return query.row() ? std::optional(query.integer(0)) : std::nullopt;
}

std::int64_t SqliteBook::group_id(const Group& group) {
  if (const auto known = find_group(group)) return *known;
  Query(database_, "INSERT INTO billing_group (unit, institution, agreement, term) VALUES (?, ?, ?, ?)", group.unit,
        group.institution, group.agreement, group.term)
      .run();
  return database_.connection().getLastInsertRowid();
}

Result<std::vector<domain::BookedLine>> SqliteBook::lines_of(std::int64_t item) {
  return tried([&]() -> Result<std::vector<domain::BookedLine>> {
    std::vector<domain::BookedLine> lines;
    Query query(database_,
                "SELECT l.id, g.agreement, g.unit, g.institution, g.term, l.week_price, "
                "l.amount + coalesce(sum(c.amount), 0), v.number, l.first_day, l.days - coalesce(sum(c.days), 0), "
                "count(c.id) FROM line l JOIN billing_group g ON g.id = l.billing_group "
                "LEFT JOIN invoice v ON v.id = l.invoice LEFT JOIN line c ON c.credits = l.id "
                "WHERE l.item = ? AND l.credits IS NULL GROUP BY l.id ORDER BY l.id",
                item);
    while (query.row()) {
      const auto id = query.integer(0);
      domain::ChargeLine line{days_of_line(database_, id), Ore{query.integer(5)}, Ore{query.integer(6)}};
      SLUSS_TRY(check({id, query.integer(8), query.integer(9), query.integer(10) > 0}, line));
      if (line.days.empty()) continue;
      lines.push_back({id, query.text(1), query.text(2), query.text(3), query.text(4), std::move(line), query.text(7)});
    }
    return lines;
  });
}

Result<bool> SqliteBook::is_for(std::int64_t line, const Subject& subject) {
  return tried([&]() -> Result<bool> {
    const auto id = find_subject(pseudonym(subject));
    Query query(database_, "SELECT subject FROM line WHERE id = ?", line);
    if (id && query.row() && query.integer(0) == *id) return true;
    SLUSS_TRY(check_subject(line));
    return false;
  });
}

Result<void> SqliteBook::check_subject(std::int64_t line) {
  Query query(database_,
              "SELECT l.subject, g.agreement, g.unit, c.body FROM line l JOIN billing_group g ON g.id = "
              "l.billing_group JOIN open_content c ON c.message = l.message WHERE l.id = ? AND c.purged IS NULL",
              line);
  if (!query.row()) return {};
  const auto body = parse_json(query.text(3));
  const auto placement = domain::read_placement(body ? *body : Value());
  if (!placement) return {};
  const auto booked_for = find_subject(pseudonym(subject_of(query.text(1), query.text(2), *placement)));
  if (booked_for && *booked_for == query.integer(0)) return {};
  return fail(damaged_line(line, "its student is not the one that it was booked for"));
}

Result<std::optional<Taken>> SqliteBook::taken(const Subject& subject, const DaySet& days, std::int64_t except_item) {
  return tried([&]() -> Result<std::optional<Taken>> {
    const auto id = find_subject(pseudonym(subject));
    if (!id) return std::nullopt;
    Taken taken;
    for (const auto& month : days.months()) {
      Query query(database_,
                  "SELECT e.days & ?1, l.placement FROM ledger e JOIN line l ON l.id = e.line "
                  "WHERE e.subject = ?2 AND e.month = ?3 AND e.days & ?1 != 0 AND l.item != ?4 ORDER BY e.line",
                  static_cast<std::int64_t>(month.days), *id, month_number(month.month), except_item);
      while (query.row()) {
        taken.days.insert({month.month, static_cast<std::uint32_t>(query.integer(0))});
        if (taken.by.empty()) taken.by = query.text(1);
      }
    }
    if (taken.days.empty()) return std::nullopt;
    return taken;
  });
}

Result<void> SqliteBook::book(const Booking& booking) {
  return tried([&]() -> Result<void> {
    const auto& line = booking.line;
    const auto subject = subject_id(pseudonym(booking.subject));
    const auto group = group_id({booking.subject.agreement, booking.institution, booking.subject.unit, booking.term});
    Query(database_,
          "INSERT INTO line (item, message, placement, subject, billing_group, first_day, days, week_price, amount) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
          booking.item, booking.message, booking.placement, subject, group, day_number(line.days.first()),
          line.days.count(), line.week_price.value, line.amount.value)
        .run();
    const auto id = database_.connection().getLastInsertRowid();
    for (const auto& month : line.days.months()) {
      Query(database_, "INSERT INTO ledger (subject, month, line, days) VALUES (?, ?, ?, ?)", subject,
            month_number(month.month), id, static_cast<std::int64_t>(month.days))
          .run();
    }
    return {};
  });
}

Result<std::optional<Group>> SqliteBook::next_waiting(const std::optional<Group>& after) {
  return tried([&]() -> Result<std::optional<Group>> {
    const auto from = after.value_or(Group{});
    Query query(database_,
                "SELECT g.agreement, g.institution, g.unit, g.term FROM billing_group g "
                "WHERE (g.unit, g.institution, g.agreement, g.term) > (?, ?, ?, ?) "
                "AND EXISTS (SELECT 1 FROM line l " SLUSS_CURRENT_OF_LINE
                "WHERE l.billing_group = g.id AND " SLUSS_WAITS
                ") "
                "ORDER BY g.unit, g.institution, g.agreement, g.term LIMIT 1",
                from.unit, from.institution, from.agreement, from.term);
    if (!query.row()) return std::nullopt;
    if (!after) SLUSS_TRY(check_tables(database_));
    return Group{query.text(0), query.text(1), query.text(2), query.text(3)};
  });
}

Result<std::vector<WaitingLine>> SqliteBook::waiting(const Group& group) {
  return tried([&]() -> Result<std::vector<WaitingLine>> {
    std::vector<WaitingLine> lines;
    // A row for each month of each line: one query for all of them, since a group may have thousands of lines.
    Query query(
        database_,
        "SELECT l.id, m.id, c.body, l.week_price, l.amount, e.month, e.days, c.raw, c.digest, l.first_day, l.days, "
        "l.placement = m.key AND l.item = m.item AND m.state = 0 "
        "FROM line l " SLUSS_CURRENT_OF_LINE
        "LEFT JOIN ledger e ON e.line = l.id WHERE l.billing_group = ? AND " SLUSS_WAITS
        "ORDER BY m.key, l.first_day, l.id, e.month",
        find_group(group));
    std::vector<Stated> stated;
    while (query.row()) {
      const auto id = query.integer(0);
      if (query.is_null(2) || query.integer(11) == 0)
        return fail(damaged_line(id, "its placement is not as it was billed"));
      if (lines.empty() || lines.back().id != id) {
        const auto json = query.text(2);
        auto body = parse_json(json);
        const bool unchanged = query.is_null(8) || query.digest(8) == content_digest(json, query.text(7));
        if (!body || query.is_null(7) || !unchanged) return fail(damaged_content(query.integer(1)));
        lines.push_back({id, query.integer(1), std::move(*body), {{}, Ore{query.integer(3)}, Ore{query.integer(4)}}});
        stated.push_back({id, query.integer(9), query.integer(10), false});
      }
      if (!query.is_null(5)) lines.back().line.days.insert(month_of(query.integer(5), query.integer(6)));
    }
    for (std::size_t i = 0; i < lines.size(); ++i) SLUSS_TRY(check(stated[i], lines[i].line));
    return lines;
  });
}

Result<std::optional<Approval>> SqliteBook::approval(const Group& group) {
  return tried([&]() -> Result<std::optional<Approval>> {
    Query query(database_, "SELECT lines, approved FROM approval WHERE billing_group = ?", find_group(group));
    if (!query.row()) return std::nullopt;
    return Approval{query.digest(0), query.integer(1) != 0};
  });
}

Result<void> SqliteBook::decide(const Group& group, const Approval& approval) {
  return tried([&]() -> Result<void> {
    Query(database_, "INSERT OR REPLACE INTO approval (billing_group, lines, approved) VALUES (?, ?, ?)",
          group_id(group), approval.lines, approval.approved ? 1 : 0)
        .run();
    return {};
  });
}

Result<int> SqliteBook::issued(const Group& group) {
  return tried([&]() -> Result<int> {
    Query query(database_, "SELECT count(*) FROM invoice WHERE billing_group = ? AND credits IS NULL",
                find_group(group));
    query.row();
    return static_cast<int>(query.integer(0));
  });
}

Result<std::int64_t> SqliteBook::take_number(const std::string& series) {
  return tried([&]() -> Result<std::int64_t> {
    Query query(database_,
                "INSERT INTO series (name, next) VALUES (?, 2) ON CONFLICT (name) DO UPDATE SET next = next + 1 "
                "RETURNING next - 1",
                series);
    query.row();
    taken_number_ = {series, query.integer(0)};
    return taken_number_->sequence;
  });
}

Result<void> SqliteBook::freeze(const domain::Invoice& invoice, const Group& group,
                                const std::vector<std::int64_t>& lines) {
  return tried([&]() -> Result<void> {
    if (!taken_number_)
      return fail(Fault::internal, "invoice " + invoice.number + " was frozen without a number taken for it");
    Query(
        database_,
        "INSERT INTO invoice (number, key, series, sequence, billing_group, supplement, issued, total, hash, credits) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT id FROM invoice WHERE number = ?))",
        invoice.number, invoice.key, taken_number_->series, taken_number_->sequence, group_id(group),
        invoice.is_credit_note() ? -invoice.correction : invoice.supplement, day_number(invoice.issued),
        invoice.effect().value, digest(to_json(domain::to_value(invoice))),
        invoice.credits ? invoice.credits->number : std::string())
        .run();
    taken_number_.reset();
    const auto id = database_.connection().getLastInsertRowid();
    // What was approved is issued now: the same lines, billed anew, are looked at anew.
    if (!invoice.is_credit_note())
      Query(database_, "DELETE FROM approval WHERE billing_group = ?", group_id(group)).run();
    for (const auto line : lines) {
      if (Query(database_, "UPDATE line SET invoice = ? WHERE id = ? AND invoice IS NULL", id, line).run() != 1)
        return fail(Fault::internal, "line " + std::to_string(line) + " does not wait for an invoice");
    }
    return {};
  });
}

}  // namespace sluss::store

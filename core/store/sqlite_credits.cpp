// The part of the billing ledger that takes days back: what waits, and what was invoiced.
#include <set>

#include "base/json.h"
#include "base/text.h"
#include "store/sqlite_book.h"
#include "store/sqlite_content.h"

namespace sluss::store {
namespace {

/// A row of `credited` with the line whose days it took.
struct CreditedMonth {
  std::int64_t subject = 0, month = 0, days = 0;
};

std::vector<CreditedMonth> months_of_credit(Database& database, std::int64_t credit) {
  std::vector<CreditedMonth> months;
  Query query(database,
              "SELECT l.subject, d.month, d.days FROM credited d JOIN line l ON l.id = d.line WHERE d.line = ?",
              credit);
  while (query.row()) months.push_back({query.integer(0), query.integer(1), query.integer(2)});
  return months;
}

bool are_free(Database& database, const std::vector<CreditedMonth>& months) {
  for (const auto& [subject, month, days] : months) {
    Query query(database, "SELECT 1 FROM ledger WHERE subject = ? AND month = ? AND days & ? != 0", subject, month,
                days);
    if (query.row()) return false;
  }
  return true;
}

/// The days stand on the line again that they were taken from.
void undo_credit(Database& database, std::int64_t credit, std::int64_t line, const std::vector<CreditedMonth>& months) {
  for (const auto& [subject, month, days] : months) {
    Query(database,
          "INSERT INTO ledger (subject, month, line, days) VALUES (?, ?, ?, ?) "
          "ON CONFLICT DO UPDATE SET days = days | excluded.days",
          subject, month, line, days)
        .run();
  }
  Query(database, "DELETE FROM credited WHERE line = ?", credit).run();
  Query(database, "DELETE FROM line WHERE id = ?", credit).run();
}

}  // namespace

Result<void> SqliteBook::take_back(std::int64_t item) {
  return tried([&]() -> Result<void> {
    take_back_lines(item);
    take_back_credits(item);
    return {};
  });
}

void SqliteBook::take_back_lines(std::int64_t item) {
  Query(database_,
        "DELETE FROM ledger WHERE line IN (SELECT id FROM line WHERE item = ? AND invoice IS NULL AND credits IS NULL)",
        item)
      .run();
  Query(database_, "DELETE FROM line WHERE item = ? AND invoice IS NULL AND credits IS NULL", item).run();
}

/// Newest first: a credit's amount is what was left before it less what is left after it. Where one stays, those before
/// it on the same line stay too.
void SqliteBook::take_back_credits(std::int64_t item) {
  struct Waiting {
    std::int64_t credit = 0, line = 0;
    bool is_of_placement = false;
  };
  std::vector<Waiting> waiting;
  Query query(database_,
              "SELECT l.id, l.credits, EXISTS (SELECT 1 FROM message m WHERE m.id = l.message AND m.item = l.item) "
              "FROM line l WHERE l.item = ? AND l.invoice IS NULL AND l.credits IS NOT NULL ORDER BY l.id DESC",
              item);
  while (query.row()) waiting.push_back({query.integer(0), query.integer(1), query.integer(2) != 0});
  std::set<std::int64_t> stays;
  for (const auto& [credit, line, is_of_placement] : waiting) {
    const auto months = months_of_credit(database_, credit);
    if (stays.contains(line) || !is_of_placement || !are_free(database_, months)) stays.insert(line);
    else undo_credit(database_, credit, line, months);
  }
}

Result<void> SqliteBook::credit(const Crediting& crediting) {
  return tried([&]() -> Result<void> {
    const auto& credit = crediting.credit;
    const auto& days = credit.credit.days;
    if (Query(
            database_,
            "INSERT INTO line (item, message, placement, subject, billing_group, first_day, days, week_price, amount, "
            "credits) SELECT item, ?1, placement, subject, billing_group, ?2, ?3, week_price, ?4, id FROM line "
            "WHERE id = ?5 AND invoice IS NOT NULL",
            crediting.message, day_number(days.first()), days.count(), -credit.credit.amount.value, credit.line)
            .run() != 1)
      return fail(Fault::internal, "line " + std::to_string(credit.line) + " is on no invoice and cannot be credited");
    const auto id = database_.connection().getLastInsertRowid();
    for (const auto& month : days.months()) {
      const auto number = month_number(month.month);
      const std::int64_t mask = month.days;
      Query(database_, "INSERT INTO credited (line, month, days) VALUES (?, ?, ?)", id, number, mask).run();
      if (Query(database_, "UPDATE ledger SET days = days & ~?1 WHERE line = ?2 AND month = ?3 AND days & ?1 = ?1",
                mask, credit.line, number)
              .run() != 1)
        return fail(Fault::store, "line " + std::to_string(credit.line) +
                                      " of the ledger does not hold the days that are to be credited; see sluss "
                                      "reconcile");
      Query(database_, "DELETE FROM ledger WHERE line = ? AND month = ? AND days = 0", credit.line, number).run();
    }
    return {};
  });
}

Result<std::optional<Creditable>> SqliteBook::next_creditable() {
  return tried([&]() -> Result<std::optional<Creditable>> {
    Query query(
        database_,
        "SELECT v.id, g.agreement, g.institution, g.unit, g.term, v.series, v.message, c.body, "
        "(SELECT count(*) FROM invoice n WHERE n.billing_group = g.id AND n.credits IS NOT NULL) "
        "FROM invoice v JOIN billing_group g ON g.id = v.billing_group LEFT JOIN open_content c ON c.message = v.message "
        "WHERE v.id = (SELECT o.invoice FROM line w JOIN line o ON o.id = w.credits "
        "WHERE w.credits IS NOT NULL AND w.invoice IS NULL ORDER BY w.credits LIMIT 1)");
    if (!query.row()) return std::nullopt;
    auto body = parse_json(query.text(7));
    if (!body) return fail(damaged_content(query.integer(6)));
    return Creditable{query.integer(0),
                      {query.text(1), query.text(2), query.text(3), query.text(4)},
                      query.text(5),
                      std::move(*body),
                      static_cast<int>(query.integer(8))};
  });
}

Result<std::vector<WaitingCredit>> SqliteBook::waiting_credits(std::int64_t invoice) {
  return tried([&]() -> Result<std::vector<WaitingCredit>> {
    std::vector<WaitingCredit> credits;
    // The placement as it was billed: what its key is made of is the connection's business.
    Query query(database_,
                "SELECT w.id, w.message, c.body, w.week_price, -w.amount FROM line w JOIN line o ON o.id = w.credits "
                "LEFT JOIN open_content c ON c.message = o.message "
                "WHERE w.credits IS NOT NULL AND w.invoice IS NULL AND o.invoice = ? "
                "ORDER BY w.placement, w.first_day, w.id",
                invoice);
    while (query.row()) {
      const auto id = query.integer(0);
      const auto placement = parse_json(query.text(2));
      if (!placement) return fail(damaged_content(query.integer(1)));
      credits.push_back({id,
                         query.integer(1),
                         std::string(trim((*placement)["id"].text_or_empty())),
                         {credited_days(database_, id), Ore{query.integer(3)}, Ore{query.integer(4)}}});
    }
    return credits;
  });
}

}  // namespace sluss::store

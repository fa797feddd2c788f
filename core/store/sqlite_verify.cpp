#include <functional>

#include "base/json.h"
#include "store/schema.h"
#include "store/sqlite_books.h"
#include "store/sqlite_content.h"
#include "store/sqlite_file.h"
#include "store/sqlite_history.h"
#include "store/sqlite_messages.h"

namespace sluss::store {
namespace {

constexpr auto restore_it = "; restore the store from a backup";
constexpr auto ask_the_books = "; compare with `sluss reconcile` and the documents that were sent, or restore a backup";

/// Tables, indices and triggers, as they were stated. Not what SQLite keeps for itself.
std::vector<std::string> objects_of(SQLite::Database& connection) {
  std::vector<std::string> objects;
  SQLite::Statement list(connection,
                         "SELECT type || ' ' || name || ': ' || sql FROM sqlite_schema WHERE sql IS NOT NULL AND name "
                         "NOT LIKE 'sqlite_%' ORDER BY 1");
  while (list.executeStep()) objects.push_back(list.getColumn(0).getString());
  return objects;
}

class Verifier {
 public:
  Verifier(Database& database, int schema) : database_(database), schema_(schema) {}

  std::vector<std::string> run() {
    guarded("the database's pages", [&] { check_pages(); });
    guarded("the database's tables", [&] { check_tables(); });
    guarded("the database's references", [&] { check_references(); });
    guarded("the messages", [&] { check_contents(); });
    guarded("the audit log", [&] { check_audit(); });
    guarded("the ledger", [&] { check_ledger(); });
    guarded("the invoices", [&] { check_documents(); });
    guarded("the invoice numbers", [&] { check_numbers(); });
    return std::move(faults_);
  }

 private:
  void fault(std::string what) { faults_.push_back(std::move(what)); }

  /// One check that damage breaks off does not keep the others from being made.
  void guarded(const std::string& what, const std::function<void()>& check) {
    const auto done = tried([&]() -> Result<void> {
      check();
      return {};
    });
    if (!done) fault(what + " cannot be read to the end: " + done.error().what);
  }

  void check_pages() {
    for (const auto& text : damage_of(database_.connection())) fault("the database: " + text + restore_it);
  }

  /// A column that goes by another name is found by what reads it alone, and all its rows are well.
  void check_tables() {
    SQLite::Database made(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    for (const auto* step : schema_steps().first(static_cast<std::size_t>(schema_))) made.exec(step);
    if (objects_of(made) != objects_of(database_.connection()))
      fault("the database's tables are not as Sluss makes them" + std::string(restore_it));
  }

  void check_references() {
    SQLite::Statement check(database_.connection(), "PRAGMA foreign_key_check");
    while (check.executeStep())
      fault("row " + check.getColumn(1).getString() + " of table " + check.getColumn(0).getString() +
            " refers to a row of table " + check.getColumn(2).getString() + " that is not there" + restore_it);
  }

  void check_contents() {
    Query lost(database_, "SELECT id FROM message WHERE NOT EXISTS (SELECT 1 FROM content WHERE message = message.id)");
    while (lost.row()) fault("message " + lost.text(0) + " has lost its content" + restore_it);
    // Before schema 2 no digest was kept, before schema 3 nothing was sealed.
    Query query(database_, schema_ < 2   ? "SELECT message, body, raw, NULL FROM content ORDER BY message"
                           : schema_ < 3 ? "SELECT message, body, raw, digest FROM content ORDER BY message"
                                         : "SELECT message, body, raw, digest FROM open_content ORDER BY message");
    while (query.row()) {
      const auto body = query.text(1);
      const bool unchanged = query.is_null(3) || query.digest(3) == content_digest(body, query.text(2));
      if (!unchanged || query.is_null(2) || !parse_json(body))
        fault("message " + query.text(0) + ": its content is not what was written" + restore_it);
    }
  }

  void check_audit() {
    const auto broken = SqliteAudit(database_).verify();
    if (!broken) fault("the audit log: " + broken.error().what);
    else if (*broken)
      fault("the audit log was changed at row " + std::to_string(**broken) +
            ": find out who could write to the store, and keep the file as it is");
  }

  void check_ledger() {
    const auto broken = SqliteBooks(database_).broken_rows();
    if (!broken) return fault("the ledger: " + broken.error().what);
    for (const auto& row : *broken) fault(row + ask_the_books);
  }

  void check_documents() {
    Query loose(database_, "SELECT number FROM invoice WHERE message IS NULL");
    while (loose.row()) fault("invoice " + loose.text(0) + " has no document" + ask_the_books);
    Query query(database_,
                schema_ < 3
                    ? "SELECT v.number, v.hash, c.body FROM invoice v JOIN content c ON c.message = v.message"
                    : "SELECT v.number, v.hash, c.body FROM invoice v JOIN open_content c ON c.message = v.message");
    while (query.row()) {
      if (query.digest(1) != digest(query.text(2)))
        fault("invoice " + query.text(0) + ": its document is not the one that was issued" + restore_it);
    }
  }

  void check_numbers() {
    Query query(database_,
                "SELECT name, next, (SELECT count(*) FROM invoice WHERE series = name), "
                "(SELECT coalesce(max(sequence), 0) FROM invoice WHERE series = name) FROM series ORDER BY name");
    while (query.row()) {
      const auto next = query.integer(1), count = query.integer(2), last = query.integer(3);
      const auto series = "series " + query.text(0);
      if (last >= next) fault(series + " would give number " + std::to_string(next) + " a second time" + ask_the_books);
      else if (count != next - 1)
        fault(series + " lacks " + std::to_string(next - 1 - count) + " of its " + std::to_string(next - 1) +
              " numbers" + ask_the_books);
    }
    Query loose(database_, "SELECT DISTINCT series FROM invoice WHERE series NOT IN (SELECT name FROM series)");
    while (loose.row()) fault("series " + loose.text(0) + " would begin anew with number 1" + ask_the_books);
  }

  Database& database_;
  int schema_;
  std::vector<std::string> faults_;
};

}  // namespace

Result<std::vector<std::string>> faults_of(const std::filesystem::path& file, Reading reading,
                                           const SealingKeys& keys) {
  SLUSS_TRY_ASSIGN(database, open_as_it_is(file, reading));
  return tried([&]() -> Result<std::vector<std::string>> {
    const auto schema = database->connection().execAndGet("PRAGMA user_version").getInt();
    if (schema >= 3) SLUSS_TRY(database->seals().learn(*database, keys));
    SQLite::Transaction one_state(database->connection());
    return Verifier(*database, schema).run();
  });
}

}  // namespace sluss::store

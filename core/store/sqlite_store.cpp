#include "store/sqlite_book.h"
#include "store/sqlite_books.h"
#include "store/sqlite_database.h"
#include "store/sqlite_deliveries.h"
#include "store/sqlite_file.h"
#include "store/sqlite_history.h"
#include "store/sqlite_messages.h"
#include "store/sqlite_trail.h"
#include "store/sqlite_watch.h"
#include "store/store.h"

namespace sluss::store {
namespace {

class SqliteTransaction final : public Transaction {
 public:
  SqliteTransaction(Database& database, bool& is_open)
      : database_(database),
        is_open_(is_open),
        messages_(database),
        deliveries_(database),
        connections_(database),
        alarms_(database),
        cursors_(database),
        runs_(database),
        audit_(database),
        book_(database),
        books_(database),
        trail_(database) {
    is_open_ = true;
  }
  ~SqliteTransaction() override {
    if (!ended_) roll_back();
  }
  SqliteTransaction(const SqliteTransaction&) = delete;
  SqliteTransaction& operator=(const SqliteTransaction&) = delete;

  [[nodiscard]] MessageLog& messages() override { return messages_; }
  [[nodiscard]] Deliveries& deliveries() override { return deliveries_; }
  [[nodiscard]] Connections& connections() override { return connections_; }
  [[nodiscard]] Alarms& alarms() override { return alarms_; }
  [[nodiscard]] Cursors& cursors() override { return cursors_; }
  [[nodiscard]] Runs& runs() override { return runs_; }
  [[nodiscard]] Audit& audit() override { return audit_; }
  [[nodiscard]] BillingBook& book() override { return book_; }
  [[nodiscard]] Books& books() override { return books_; }
  [[nodiscard]] Trail& trail() override { return trail_; }

  [[nodiscard]] Result<void> commit() override {
    if (ended_) return fail(Fault::internal, "a transaction was committed twice");
    auto done = tried([&]() -> Result<void> {
      database_.execute("COMMIT");
      return {};
    });
    if (done) end();
    else roll_back();
    return done;
  }

 private:
  void end() {
    ended_ = true;
    is_open_ = false;
  }
  void roll_back() {
    end();
    database_.forget_names();
    // SQLite has rolled back by itself after some errors; then there is nothing to do.
    static_cast<void>(tried([&]() -> Result<void> {
      database_.execute("ROLLBACK");
      return {};
    }));
  }

  Database& database_;
  bool& is_open_;       ///< the store's: some transaction is under way
  bool ended_ = false;  ///< this one is not
  SqliteMessages messages_;
  SqliteDeliveries deliveries_;
  SqliteConnections connections_;
  SqliteAlarms alarms_;
  SqliteCursors cursors_;
  SqliteRuns runs_;
  SqliteAudit audit_;
  SqliteBook book_;
  SqliteBooks books_;
  SqliteTrail trail_;
};

class SqliteStore final : public Store {
 public:
  explicit SqliteStore(std::unique_ptr<Database> database) : database_(std::move(database)) {}

  [[nodiscard]] Result<std::unique_ptr<Transaction>> begin(Access access) override {
    if (is_open_) return fail(Fault::internal, "a transaction was begun within another");
    return tried([&]() -> Result<std::unique_ptr<Transaction>> {
      database_->execute(access == Access::write ? "BEGIN IMMEDIATE" : "BEGIN");
      // A reader's state of the store is the one at its first look; this is that look.
      if (access == Access::read) database_->execute("SELECT 1 FROM setting");
      return std::make_unique<SqliteTransaction>(*database_, is_open_);
    });
  }

  [[nodiscard]] Result<void> copy_to(const std::filesystem::path& file) override {
    return copy_database(database_->connection(), file);
  }

  [[nodiscard]] Result<std::vector<std::string>> check_integrity() override {
    return tried([&]() -> Result<std::vector<std::string>> { return damage_of(database_->connection()); });
  }
  [[nodiscard]] Result<void> scrub() override {
    if (is_open_) return fail(Fault::internal, "the store was scrubbed within a transaction");
    return database_->scrub();
  }

 private:
  std::unique_ptr<Database> database_;
  bool is_open_ = false;
};

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite(const std::filesystem::path& file) {
  SLUSS_TRY_ASSIGN(database, Database::open(file));
  return std::make_unique<SqliteStore>(std::move(database));
}

}  // namespace sluss::store

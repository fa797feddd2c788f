#include "store/sqlite_accounts.h"
#include "store/sqlite_book.h"
#include "store/sqlite_books.h"
#include "store/sqlite_content.h"
#include "store/sqlite_database.h"
#include "store/sqlite_deliveries.h"
#include "store/sqlite_file.h"
#include "store/sqlite_history.h"
#include "store/sqlite_inspection.h"
#include "store/sqlite_messages.h"
#include "store/sqlite_payments.h"
#include "store/sqlite_readings.h"
#include "store/sqlite_trail.h"
#include "store/sqlite_watch.h"
#include "store/store.h"

namespace sluss::store {
namespace {

/// What a store's connection is in the middle of.
enum class Standing {
  idle,
  in_transaction,
  in_doubt,  ///< a commit failed
};

class SqliteTransaction final : public Transaction, public Inspectable {
 public:
  SqliteTransaction(Database& database, Standing& standing)
      : database_(database),
        standing_(standing),
        accounts_(database),
        messages_(database),
        deliveries_(database),
        connections_(database),
        alarms_(database),
        cursors_(database),
        readings_(database),
        runs_(database),
        audit_(database),
        book_(database),
        books_(database),
        payments_(database),
        trail_(database),
        inspection_(database) {
    standing_ = Standing::in_transaction;
  }
  ~SqliteTransaction() override {
    if (!ended_) roll_back();
  }
  SqliteTransaction(const SqliteTransaction&) = delete;
  SqliteTransaction& operator=(const SqliteTransaction&) = delete;

  [[nodiscard]] Accounts& accounts() override { return accounts_; }
  [[nodiscard]] MessageLog& messages() override { return messages_; }
  [[nodiscard]] Deliveries& deliveries() override { return deliveries_; }
  [[nodiscard]] Connections& connections() override { return connections_; }
  [[nodiscard]] Alarms& alarms() override { return alarms_; }
  [[nodiscard]] Cursors& cursors() override { return cursors_; }
  [[nodiscard]] Readings& readings() override { return readings_; }
  [[nodiscard]] Runs& runs() override { return runs_; }
  [[nodiscard]] Audit& audit() override { return audit_; }
  [[nodiscard]] BillingBook& book() override { return book_; }
  [[nodiscard]] Books& books() override { return books_; }
  [[nodiscard]] PaymentBook& payments() override { return payments_; }
  [[nodiscard]] Trail& trail() override { return trail_; }
  [[nodiscard]] Inspection& inspection() override { return inspection_; }

  [[nodiscard]] Result<void> commit() override {
    if (ended_) return fail(Fault::internal, "a transaction was committed twice");
    auto done = tried([&]() -> Result<void> {
      database_.execute("COMMIT");
      return {};
    });
    if (done) {
      end(Standing::idle);
      return done;
    }
    roll_back();
    standing_ = Standing::in_doubt;
    return done;
  }

 private:
  void end(Standing standing) {
    ended_ = true;
    standing_ = standing;
  }
  void roll_back() {
    end(Standing::idle);
    database_.forget_names();
    // SQLite has rolled back by itself after some errors; then there is nothing to do.
    static_cast<void>(tried([&]() -> Result<void> {
      database_.execute("ROLLBACK");
      return {};
    }));
  }

  Database& database_;
  Standing& standing_;  ///< the store's
  bool ended_ = false;
  SqliteAccounts accounts_;
  SqliteMessages messages_;
  SqliteDeliveries deliveries_;
  SqliteConnections connections_;
  SqliteAlarms alarms_;
  SqliteCursors cursors_;
  SqliteReadings readings_;
  SqliteRuns runs_;
  SqliteAudit audit_;
  SqliteBook book_;
  SqliteBooks books_;
  SqlitePayments payments_;
  SqliteTrail trail_;
  SqliteInspection inspection_;
};

class SqliteStore final : public Store {
 public:
  SqliteStore(std::filesystem::path file, std::optional<std::int64_t> largest, SealingKeys keys,
              std::unique_ptr<Database> database)
      : file_(std::move(file)), largest_(largest), keys_(std::move(keys)), database_(std::move(database)) {}

  [[nodiscard]] Result<std::unique_ptr<Transaction>> begin(Access access) override {
    if (standing_ == Standing::in_transaction) return fail(Fault::internal, "a transaction was begun within another");
    SLUSS_TRY(be_sure());
    return tried([&]() -> Result<std::unique_ptr<Transaction>> {
      database_->execute(access == Access::write ? "BEGIN IMMEDIATE" : "BEGIN");
      // A reader's state of the store is the one at its first look; this is that look.
      if (access == Access::read) database_->execute("SELECT 1 FROM setting");
      return std::make_unique<SqliteTransaction>(*database_, standing_);
    });
  }

  [[nodiscard]] Result<void> copy_to(const std::filesystem::path& file) override {
    SLUSS_TRY(be_sure());
    return copy_database(database_->connection(), file);
  }

  [[nodiscard]] Result<std::vector<std::string>> check_integrity() override {
    SLUSS_TRY(be_sure());
    return tried([&]() -> Result<std::vector<std::string>> { return damage_of(database_->connection()); });
  }
  [[nodiscard]] Result<void> scrub() override {
    if (standing_ == Standing::in_transaction)
      return fail(Fault::internal, "the store was scrubbed within a transaction");
    SLUSS_TRY(be_sure());
    return database_->scrub();
  }
  [[nodiscard]] Result<std::int64_t> seal() override {
    if (keys_.all().empty())
      return fail(Fault::config, "there is no key to seal with: name one at store_keys in sluss.yaml");
    std::int64_t sealed = 0;
    for (SealedGroup group;;) {
      SLUSS_TRY_ASSIGN(next, seal_after(group.last));
      if (next.sealed == 0) break;
      group = next;
      sealed += group.sealed;
    }
    SLUSS_TRY(scrub());
    return sealed;
  }

 private:
  Result<SealedGroup> seal_after(std::int64_t message) {
    SLUSS_TRY_ASSIGN(transaction, begin(Access::write));
    SLUSS_TRY_ASSIGN(group, tried([&] { return seal_group(*database_, message); }));
    SLUSS_TRY(transaction->commit());
    return group;
  }

  /// A failed commit may have reached the disk or not, and after a failed fsync the system may call pages clean that
  /// never got there. So the connection is given up, never asked again; a fresh one says what the files hold.
  Result<void> be_sure() {
    if (standing_ != Standing::in_doubt) return {};
    database_.reset();
    SLUSS_TRY_ASSIGN(fresh, Database::open(file_, largest_, keys_));
    // SQLite is content to open for reading alone where it may not write just now, and such a connection stays so.
    SLUSS_TRY(tried([&]() -> Result<void> {
      fresh->execute("BEGIN IMMEDIATE");
      fresh->execute("ROLLBACK");
      return {};
    }));
    database_ = std::move(fresh);
    standing_ = Standing::idle;
    return {};
  }

  std::filesystem::path file_;
  std::optional<std::int64_t> largest_;
  SealingKeys keys_;
  std::unique_ptr<Database> database_;  ///< null when it could not be opened anew
  Standing standing_ = Standing::idle;
};

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite(const std::filesystem::path& file, std::optional<std::int64_t> largest,
                                           const SealingKeys& keys) {
  SLUSS_TRY_ASSIGN(database, Database::open(file, largest, keys));
  return std::make_unique<SqliteStore>(file, largest, keys, std::move(database));
}

}  // namespace sluss::store

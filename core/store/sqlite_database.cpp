#include "store/sqlite_database.h"

#include <algorithm>
#include <chrono>
#include <fcntl.h>
#include <sodium.h>
#include <sqlite3.h>
#include <thread>
#include <unistd.h>

#include "store/schema.h"
#include "store/sqlite_log.h"
#include "store/store_file.h"

namespace sluss::store {
namespace {

constexpr auto salt_size = 32;

// WAL with FULL: a commit that was acknowledged is on the disk, whatever happens next.
constexpr auto settings = R"sql(
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
PRAGMA secure_delete = ON;
PRAGMA cache_size = -65536;
PRAGMA wal_autocheckpoint = 16384;
PRAGMA temp_store = MEMORY;
)sql";

/// A new file is switched to a write-ahead log by whoever comes first. SQLite does not wait here by itself.
void write_ahead(SQLite::Database& connection) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(busy_milliseconds);
  for (;;) {
    try {
      connection.exec("PRAGMA journal_mode = WAL");
      return;
    } catch (const SQLite::Exception& exception) {
      const bool busy = exception.getErrorCode() == SQLITE_BUSY || exception.getErrorCode() == SQLITE_LOCKED;
      if (!busy || std::chrono::steady_clock::now() > until) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }
}

/// Moves the log's content into the file. False when somebody uses the store meanwhile.
bool empty_log(SQLite::Database& connection) {
  SQLite::Statement checkpoint(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
  return checkpoint.executeStep() && checkpoint.getColumn(0).getInt() == 0;
}

}  // namespace

Result<void> make_private(const std::filesystem::path& file) {
  SLUSS_TRY(make_folders(file.parent_path()));
  std::error_code failed;
  if (std::filesystem::exists(file, failed)) return {};
  const auto made = ::open(file.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  if (made >= 0) ::close(made);
  return {};
}

Error error_of(const SQLite::Exception& exception) {
  const std::string what = std::string("the store: ") + exception.getErrorStr();
  switch (exception.getErrorCode()) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {Fault::store, "the store is busy: another program has been writing to it for a minute; run again later",
              std::nullopt};
    case SQLITE_FULL:
      return {Fault::store,
              "the disk that holds the store is full, or the store has grown to largest_store in sluss.yaml; make "
              "room and run again",
              std::nullopt};
    case SQLITE_CANTOPEN:
      return {Fault::store,
              "the store's file cannot be opened; may Sluss read and write it and its folder, and is there room on "
              "the disk?",
              std::nullopt};
    case SQLITE_READONLY:
      return {Fault::store, "the store's file cannot be written; may Sluss write to it and its folder?", std::nullopt};
    case SQLITE_IOERR:
      return {Fault::store, what + "; look at the disk (is there room on it?), then run again", std::nullopt};
    case SQLITE_NOTADB:
      return {Fault::config,
              "the store's file is no Sluss store (not a SQLite database); is the path in sluss.yaml right? If it is, "
              "restore the store from a backup",
              std::nullopt};
    case SQLITE_CORRUPT: return {Fault::store, what + "; restore the store from a backup", std::nullopt};
    case SQLITE_CONSTRAINT:
      return {Fault::store,
              "the store refuses a row that contradicts what it holds; see sluss reconcile. Where that names damage, "
              "restore the store from a backup; where it finds nothing wrong, this is a bug in Sluss",
              std::nullopt};
    case SQLITE_AUTH:
      return {Fault::store,
              "the store's content has been sealed with a key that this program was not told of; see store_keys in "
              "sluss.yaml, and reload the daemon",
              std::nullopt};
    case SQLITE_MISUSE:
    case SQLITE_RANGE: return {Fault::internal, what, std::nullopt};
    // A statement that every test has run fails where a damaged file holds another schema than was written.
    default: return {Fault::store, what + "; its file is damaged, restore the store from a backup", std::nullopt};
  }
}

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& file,
                                                 std::optional<std::int64_t> largest, const SealingKeys& keys) {
  SLUSS_TRY(make_private(file));
  SLUSS_TRY(check_log(file));
  return tried([&]() -> Result<std::unique_ptr<Database>> {
    auto database = std::make_unique<Database>(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    const auto version = database->connection_.execAndGet("PRAGMA user_version").getInt();
    if (version > static_cast<int>(schema_steps().size())) {
      return fail(Fault::config, "the store " + file.string() + " was written by a newer Sluss (schema " +
                                     std::to_string(version) + ", this one knows " +
                                     std::to_string(schema_steps().size()) + "); install that version or a newer one");
    }
    write_ahead(database->connection_);
    database->connection_.exec(settings);
    if (largest) database->limit(*largest);
    database->migrate();
    SLUSS_TRY(database->check_salt());
    SLUSS_TRY(database->seals_.learn(*database, keys));
    database->seals_.begin(*database, keys);
    return database;
  });
}

// secure_delete overwrites what is deleted, but not the copies that moving rows between pages may have left in their
// unused parts, nor what a program without it deleted: only a file that is written anew is surely without them. The
// temporary copy holds what is left after the purge, and is too large for memory.
Result<void> Database::scrub() {
  return tried([&]() -> Result<void> {
    if (connection_.execAndGet("SELECT count(*) FROM setting WHERE name = 'scrub'").getInt() == 0) return {};
    connection_.exec("PRAGMA temp_store = FILE");
    const auto rewritten = tried([&]() -> Result<void> {
      connection_.exec("VACUUM");
      return {};
    });
    // Either way it forgets what is temporary, the view as well.
    connection_.exec("PRAGMA temp_store = MEMORY");
    Seals::show(*this);
    SLUSS_TRY(rewritten);
    if (!empty_log(connection_))
      return fail(Fault::unavailable, "others use the store, so its log still holds what was purged; do it again");
    connection_.exec("DELETE FROM setting WHERE name = 'scrub'");
    return {};
  });
}

void Database::limit(std::int64_t largest) {
  const auto page = connection_.execAndGet("PRAGMA page_size").getInt64();
  connection_.exec("PRAGMA max_page_count = " + std::to_string(std::max<std::int64_t>(largest / page, 1)));
}

void Database::migrate() {
  const auto steps = schema_steps();
  const auto version = [&] { return static_cast<std::size_t>(connection_.execAndGet("PRAGMA user_version").getInt()); };
  if (version() < steps.size()) {
    SQLite::Transaction transaction(connection_, SQLite::TransactionBehavior::IMMEDIATE);
    // Asked again inside: another process may have come first.
    for (auto step = version(); step < steps.size(); ++step) connection_.exec(steps[step]);
    connection_.exec("PRAGMA user_version = " + std::to_string(steps.size()));
    if (connection_.execAndGet("SELECT count(*) FROM setting WHERE name = 'salt'").getInt() == 0) make_salt();
    transaction.commit();
  }
  salt_ = connection_.execAndGet("SELECT value FROM setting WHERE name = 'salt'").getString();
}

void Database::make_salt() {
  std::string salt(salt_size, '\0');
  randombytes_buf(salt.data(), salt.size());
  SQLite::Statement insert(connection_, "INSERT INTO setting (name, value) VALUES ('salt', ?)");
  insert.bind(1, salt.data(), static_cast<int>(salt.size()));
  insert.exec();
  Query(*this, "INSERT INTO setting (name, value) VALUES ('salt_digest', ?)", digest(salt)).run();
}

// With another salt every student would be a new one, whose days nobody has billed. A store from before the digest was
// kept is taken as it is.
Result<void> Database::check_salt() {
  Query stated(*this, "SELECT value FROM setting WHERE name = 'salt_digest'");
  if (!stated.row() || stated.digest(0) == digest(salt_)) return {};
  return fail(Fault::store,
              "the store is damaged: it no longer knows which student is which; restore the store from a backup");
}

SQLite::Statement& Database::prepared(const char* sql) {
  auto& statement = statements_[sql];
  if (statement == nullptr) statement = std::make_unique<SQLite::Statement>(connection_, sql);
  return *statement;
}

std::optional<std::int64_t> Database::known_name(std::string_view text) {
  std::string name(text);
  if (const auto at = ids_.find(name); at != ids_.end()) return at->second;
  Query query(*this, "SELECT id FROM name WHERE text = ?", name);
  if (!query.row()) return std::nullopt;
  const auto id = query.integer(0);
  ids_.emplace(name, id);
  names_.emplace(id, std::move(name));
  return id;
}

std::int64_t Database::name_id(std::string_view text) {
  if (const auto known = known_name(text)) return *known;
  Query(*this, "INSERT INTO name (text) VALUES (?)", text).run();
  const auto id = connection_.getLastInsertRowid();
  ids_.emplace(text, id);
  names_.emplace(id, text);
  return id;
}

const std::string& Database::name(std::int64_t id) {
  if (const auto at = names_.find(id); at != names_.end()) return at->second;
  Query query(*this, "SELECT text FROM name WHERE id = ?", id);
  // A row of no kind would be passed over by whatever looks for one.
  if (!query.row()) throw SQLite::Exception("a row names what the store does not know", SQLITE_CORRUPT);
  return names_.emplace(id, query.text(0)).first->second;
}

void Database::forget_names() {
  ids_.clear();
  names_.clear();
}

std::optional<std::int64_t> Query::maybe(int column) const {
  return is_null(column) ? std::nullopt : std::optional(integer(column));
}

std::optional<Instant> Query::moment(int column) const {
  return is_null(column) ? std::nullopt : std::optional(Instant(std::chrono::seconds(integer(column))));
}

Digest Query::digest(int column) const {
  Digest digest{};
  const auto value = statement_.getColumn(column);
  const auto size = std::min(static_cast<std::size_t>(value.getBytes()), digest.size());
  std::copy_n(static_cast<const std::uint8_t*>(value.getBlob()), size, digest.begin());
  return digest;
}

}  // namespace sluss::store

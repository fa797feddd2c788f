// A connection to a SQLite file: opened safely, brought to this version's schema, with its statements kept prepared.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/clock.h"
#include "base/digest.h"
#include "base/result.h"
#include "store/sqlite_seals.h"

namespace sluss::store {

/// What a SQLite error means to us; the text never quotes data.
[[nodiscard]] Error error_of(const SQLite::Exception& exception);

/// Calls something that works on the database; what SQLite throws becomes an Error.
template <class F>
auto tried(F&& work) -> decltype(work()) {
  try {
    return work();
  } catch (const SQLite::Exception& exception) {
    return fail(error_of(exception));
  }
}

/// How long a statement waits for what another program does with the store.
inline constexpr int busy_milliseconds = 60'000;

/// Written with whatever is purged: what was in its place may still lie in the files.
inline constexpr auto must_be_scrubbed = "INSERT OR IGNORE INTO setting (name, value) VALUES ('scrub', x'01')";

/// Makes an empty file that its owner alone can read, and the folders above it. What is there already stays. SQLite
/// gives what it puts beside it (-wal, -shm) the same mode.
[[nodiscard]] Result<void> make_private(const std::filesystem::path& file);

class Database {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Database>> open(const std::filesystem::path& file,
                                                              std::optional<std::int64_t> largest = std::nullopt,
                                                              const SealingKeys& keys = {});
  /// `name` is a path, or with OPEN_URI an address; neither settings nor schema are looked at.
  Database(const std::string& name, int flags) : connection_(name, flags, busy_milliseconds) {}

  [[nodiscard]] SQLite::Database& connection() { return connection_; }
  [[nodiscard]] SQLite::Statement& prepared(const char* sql);
  void execute(const char* sql) { connection_.exec(sql); }
  [[nodiscard]] Seals& seals() { return seals_; }

  /// The number of a name in the dictionary, which is added when it is new.
  [[nodiscard]] std::int64_t name_id(std::string_view text);
  /// The number of a name that is there already.
  [[nodiscard]] std::optional<std::int64_t> known_name(std::string_view text);
  [[nodiscard]] const std::string& name(std::int64_t id);
  /// After a rollback, names that were added are gone.
  void forget_names();
  /// What turns a student's identity into the ledger's pseudonym.
  [[nodiscard]] const std::string& salt() const { return salt_; }
  /// Rewrites the file without what was purged, and empties the log beside it.
  [[nodiscard]] Result<void> scrub();

 private:
  /// A file that is larger already does not grow.
  void limit(std::int64_t largest);
  void migrate();
  void make_salt();
  [[nodiscard]] Result<void> check_salt();

  SQLite::Database connection_;
  Seals seals_;
  std::unordered_map<const char*, std::unique_ptr<SQLite::Statement>> statements_;
  std::unordered_map<std::string, std::int64_t> ids_;
  std::unordered_map<std::int64_t, std::string> names_;
  std::string salt_;
};

/// One use of a prepared statement. `sql` must be a literal: statements are kept by its address.
class Query {
 public:
  /// A text that is no temporary is not copied: it must outlive the query.
  template <class... Values>
  Query(Database& database, const char* sql, Values&&... values) : statement_(database.prepared(sql)) {
    int at = 0;
    (bind(++at, std::forward<Values>(values)), ...);
  }
  ~Query() { static_cast<void>(statement_.tryReset()); }
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  /// Steps to the next row; false at the end.
  bool row() { return statement_.executeStep(); }
  /// Runs a statement that gives no rows; the number of rows changed.
  int run() { return statement_.exec(); }
  [[nodiscard]] std::int64_t integer(int column) const { return statement_.getColumn(column).getInt64(); }
  [[nodiscard]] std::string text(int column) const { return statement_.getColumn(column).getString(); }
  [[nodiscard]] bool is_null(int column) const { return statement_.getColumn(column).isNull(); }
  [[nodiscard]] std::optional<std::int64_t> maybe(int column) const;
  [[nodiscard]] std::optional<Instant> moment(int column) const;
  [[nodiscard]] Digest digest(int column) const;

 private:
  void bind(int at, std::int64_t value) { statement_.bind(at, value); }
  void bind(int at, int value) { statement_.bind(at, value); }
  void bind(int at, const std::string& value) { statement_.bindNoCopy(at, value); }
  void bind(int at, std::string&& value) { statement_.bind(at, value); }  // copied: it is gone before the first row
  void bind(int at, std::string_view value) { statement_.bind(at, std::string(value)); }
  void bind(int at, const Bytes& value) { statement_.bindNoCopy(at, value.data(), static_cast<int>(value.size())); }
  void bind(int at, const Digest& value) { statement_.bind(at, value.data(), static_cast<int>(value.size())); }
  void bind(int at, Instant value) { statement_.bind(at, std::int64_t{value.time_since_epoch().count()}); }
  void bind(int at, std::optional<Instant> value) {
    if (value) bind(at, *value);
    else statement_.bind(at);
  }
  void bind(int at, std::optional<std::int64_t> value) {
    if (value) statement_.bind(at, *value);
    else statement_.bind(at);
  }

  SQLite::Statement& statement_;
};

}  // namespace sluss::store

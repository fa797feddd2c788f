#include "store/sqlite_file.h"

#include <SQLiteCpp/Backup.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "store/schema.h"

namespace sluss::store {
namespace {

namespace fs = std::filesystem;

/// The file as an address, so that SQLite can be told that nobody changes it.
std::string address_of(const fs::path& file) {
  constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./";
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string address = "file:";
  for (const char c : fs::absolute(file).string()) {
    const auto byte = static_cast<unsigned char>(c);
    if (plain.find(c) != std::string_view::npos) address += c;
    else address += {'%', hex[byte >> 4U], hex[byte & 15U]};
  }
  return address + "?immutable=1";
}

/// A log beside a file holds part of its content.
bool has_log(const fs::path& file) {
  std::error_code failed;
  const auto size = fs::file_size(file.string() + "-wal", failed);
  return !failed && size > 0;
}

/// Empty when it is a store of this version or an earlier one.
std::string why_not_ours(Database& database) {
  auto& connection = database.connection();
  const auto schema = connection.execAndGet("PRAGMA user_version").getInt();
  if (schema > current_schema())
    return "it was written by a newer Sluss (schema " + std::to_string(schema) + ", this one knows " +
           std::to_string(current_schema()) + "); install that version or a newer one";
  const bool ours = schema > 0 && connection.tableExists("setting") && connection.tableExists("ledger");
  return ours ? "" : "it is no Sluss store";
}

Result<void> on_disk(const fs::path& file) {
  const auto opened = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  const bool done = opened >= 0 && ::fsync(opened) == 0;
  if (opened >= 0) ::close(opened);
  return done ? Result<void>() : fail(Fault::unavailable, file.string() + " could not be brought to the disk");
}

std::int64_t last_id(SQLite::Database& connection, const std::string& table) {
  return connection.execAndGet("SELECT coalesce(max(id), 0) FROM " + table).getInt64();
}

Error copy_error(const SQLite::Exception& exception, const fs::path& to) {
  if (exception.getErrorCode() != SQLITE_FULL) return error_of(exception);
  return {Fault::unavailable, "there is no room for " + to.string() + "; make room and do it again", std::nullopt};
}

}  // namespace

int current_schema() { return static_cast<int>(schema_steps().size()); }

bool StoreMarks::is_earlier_state_of(const StoreMarks& other) const {
  return identity == other.identity && messages <= other.messages && runs <= other.runs && audits <= other.audits;
}

const std::vector<std::string>& store_suffixes() {
  static const std::vector<std::string> suffixes = {"", "-wal", "-shm", "-journal"};
  return suffixes;
}

Result<std::unique_ptr<Database>> open_as_it_is(const fs::path& file, Reading reading) {
  if (!fs::is_regular_file(file)) return fail(Fault::unavailable, "there is no file " + file.string());
  auto opened = tried([&]() -> Result<std::unique_ptr<Database>> {
    const bool still = reading == Reading::still && !has_log(file);
    auto database =
        std::make_unique<Database>(still ? address_of(file) : file.string(),
                                   still ? SQLite::OPEN_READONLY | SQLite::OPEN_URI : SQLite::OPEN_READONLY);
    const auto refusal = why_not_ours(*database);
    if (!refusal.empty()) return fail(Fault::internal, refusal);
    return database;
  });
  if (opened) return opened;
  const bool is_database = opened.error().fault != Fault::config;
  return fail(
      is_database ? opened.error().fault : Fault::internal,
      file.string() + ": " + (is_database ? opened.error().what : "it is no Sluss store (not a SQLite database)"));
}

Result<StoreMarks> marks_of(const fs::path& file, Reading reading) {
  SLUSS_TRY_ASSIGN(database, open_as_it_is(file, reading));
  return tried([&]() -> Result<StoreMarks> {
    auto& connection = database->connection();
    StoreMarks marks;
    marks.schema = connection.execAndGet("PRAGMA user_version").getInt();
    marks.identity = digest(connection.execAndGet("SELECT value FROM setting WHERE name = 'salt'").getString());
    marks.messages = last_id(connection, "message");
    marks.runs = last_id(connection, "run");
    marks.audits = last_id(connection, "audit");
    return marks;
  });
}

Result<void> make_folders(const fs::path& folder) {
  std::error_code failed;
  if (folder.empty() || fs::exists(folder, failed)) return {};
  const auto parent = folder.parent_path();
  SLUSS_TRY(make_folders(parent));
  fs::create_directory(folder, failed);
  if (failed || on_disk(parent.empty() ? "." : parent)) return {};
  return fail(Fault::store, "the new folder " + folder.string() +
                                " could not be brought to the disk; look at the disk, then run again");
}

Result<void> copy_database(SQLite::Database& from, const fs::path& to) {
  if (fs::exists(to)) return fail(Fault::config, to.string() + " exists already; a copy is made into a new file");
  SLUSS_TRY(make_private(to));
  try {
    SQLite::Database copy(to.string(), SQLite::OPEN_READWRITE);
    // In one step: what others write meanwhile is not in it, and does not begin it anew.
    if (SQLite::Backup(copy, from).executeStep(-1) == SQLITE_DONE) return {};
    return fail(Fault::store, "the store could not be copied: it is being written to; try again");
  } catch (const SQLite::Exception& exception) {
    return fail(copy_error(exception, to));
  }
}

Result<void> copy_store(const fs::path& from, Reading reading, const fs::path& to) {
  SLUSS_TRY_ASSIGN(source, open_as_it_is(from, reading));
  SLUSS_TRY(copy_database(source->connection(), to));
  SLUSS_TRY(tried([&]() -> Result<void> {
    // Without a log of its own the copy is one file.
    SQLite::Database(to.string(), SQLite::OPEN_READWRITE).exec("PRAGMA journal_mode = DELETE");
    return {};
  }));
  return on_disk(to);
}

Result<void> replace_store(const fs::path& store, const fs::path& with) {
  SLUSS_TRY(make_private(store));
  return tried([&]() -> Result<void> {
    SQLite::Database target(store.string(), SQLite::OPEN_READWRITE, busy_milliseconds);
    SQLite::Database source(with.string(), SQLite::OPEN_READONLY);
    target.exec("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON");
    if (SQLite::Backup(target, source).executeStep(-1) == SQLITE_DONE) return {};
    return fail(Fault::unavailable, "the store is in use; stop what works with it");
  });
}

std::vector<std::string> damage_of(SQLite::Database& connection) {
  std::vector<std::string> faults;
  SQLite::Statement check(connection, "PRAGMA integrity_check");
  while (check.executeStep()) {
    if (auto text = check.getColumn(0).getString(); text != "ok") faults.push_back(std::move(text));
  }
  return faults;
}

}  // namespace sluss::store

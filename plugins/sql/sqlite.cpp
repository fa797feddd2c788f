#include "sqlite.h"

#include <array>
#include <charconv>
#include <sqlite3.h>

namespace sluss::sql {
namespace {

using std::chrono::steady_clock;

/// So many steps of SQLite's machine between two looks at the stop and the clock.
constexpr int steps_between_looks = 10'000;

struct DatabaseEnd {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
struct StatementEnd {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, StatementEnd>;

/// Digits that make the same number again.
std::string text_of(double number) {
  std::array<char, 32> digits{};
  const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  return {digits.data(), written.ptr};
}

class Sqlite final : public Database {
 public:
  Sqlite(const DatabaseFile& file, Access access) : file_(file), access_(access) {}

  Result<void> connect();

  Result<void> begin() override { return execute(access_ == Access::read ? "BEGIN" : "BEGIN IMMEDIATE"); }
  Result<void> commit(const std::stop_token& stop) override;
  void rollback() noexcept override {
    if (database_ != nullptr && sqlite3_get_autocommit(database_.get()) == 0) (void)execute("ROLLBACK");
  }
  Result<std::int64_t> run(const std::string& statement, const Parameters& parameters,
                           const std::stop_token& stop) override;
  Result<std::unique_ptr<Rows>> query(const std::string& statement, const Parameters& parameters,
                                      const std::stop_token& stop) override;
  Result<std::optional<Value>> first(const std::string& statement, const Parameters& parameters,
                                     const std::stop_token& stop) override;
  Result<std::string> from_overlap(const std::string& /*statement*/, const std::string& column, Overlap kind,
                                   std::int64_t by, const std::stop_token& /*stop*/) override {
    if (kind == Overlap::number) return column + " >= $1 - " + std::to_string(by);
    return fail(Fault::config, "overlap: SQLite has no times; write a number, for a cursor that is one");
  }
  bool is_endless(const Value& value) const override {
    const auto* number = value.as_number();
    return number != nullptr && number->text.find_first_of("in") != std::string::npos;
  }

  Result<Statement> prepare(const std::string& text, const Parameters& parameters) const;
  /// SQLITE_ROW or SQLITE_DONE.
  Result<int> step(sqlite3_stmt& statement, const std::stop_token& stop);

 private:
  Result<void> execute(const char* text) {
    SLUSS_TRY(run(text, {}, {}));
    return {};
  }
  [[nodiscard]] tl::unexpected<Error> failure(const std::stop_token& stop) const;
  static int look(void* self);

  const DatabaseFile file_;
  Access access_;
  std::unique_ptr<sqlite3, DatabaseEnd> database_;
  std::stop_token stop_;
  steady_clock::time_point latest_;
};

int Sqlite::look(void* self) {
  const auto& database = *static_cast<Sqlite*>(self);
  return database.stop_.stop_requested() || steady_clock::now() > database.latest_ ? 1 : 0;
}

Result<void> Sqlite::connect() {
  sqlite3* opened = nullptr;
  const int flags = (access_ == Access::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_EXRESCODE;
  const int state = sqlite3_open_v2(file_.file.c_str(), &opened, flags, nullptr);
  database_.reset(opened);
  if (state != SQLITE_OK)
    return fail(Fault::unavailable, "the database " + file_.file.string() + " cannot be opened: " +
                                        sqlite3_errstr(state & 0xFF) + "; check file: and the rights to it");
  // What the file says of itself is another's word.
  sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(opened, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  // A quoted name that is no column's would be taken for a text.
  sqlite3_db_config(opened, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_busy_timeout(opened, static_cast<int>(std::chrono::milliseconds(file_.busy_timeout).count()));
  sqlite3_progress_handler(opened, steps_between_looks, &Sqlite::look, this);
  if (access_ == Access::read) return {};
  SLUSS_TRY(run("PRAGMA synchronous = FULL", {}, {}));
  SLUSS_TRY(run("PRAGMA foreign_keys = ON", {}, {}));
  return {};
}

tl::unexpected<Error> Sqlite::failure(const std::stop_token& stop) const {
  const int state = sqlite3_extended_errcode(database_.get());
  const auto place = file_.file.filename().string() + ": ";
  const auto refused = [](const std::string& what) { return fail(Fault::rejected, what); };
  switch (state) {
    case SQLITE_CONSTRAINT_NOTNULL: return refused("a column that must have a value has none");
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY: return refused("another row has the same value already");
    case SQLITE_CONSTRAINT_FOREIGNKEY: return refused("what a column refers to does not exist");
    case SQLITE_CONSTRAINT_CHECK: return refused("a value breaks a rule of its table");
    case SQLITE_CONSTRAINT_DATATYPE: return refused("a value does not fit the type of its column");
    default: break;
  }
  switch (state & 0xFF) {
    case SQLITE_CONSTRAINT: return refused("a constraint of the table is broken");
    case SQLITE_MISMATCH: return refused("a value does not fit the type of its column");
    case SQLITE_TOOBIG: return refused("a value is too large");
    case SQLITE_INTERRUPT:
      return stop.stop_requested() ? fail(Fault::cancelled, "it was stopped")
                                   : fail(Fault::unavailable, place + "it took longer than answer_timeout allows");
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return fail(Fault::unavailable, place + "another program writes to it");
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH: return fail(Fault::unavailable, place + "it cannot be written; check the rights to it");
    // What is wrong with a statement names what stands in it, and that is the operator's.
    case SQLITE_ERROR: return fail(Fault::unavailable, place + sqlite3_errmsg(database_.get()));
    default: return fail(Fault::unavailable, place + sqlite3_errstr(state & 0xFF));
  }
}

Result<Statement> Sqlite::prepare(const std::string& text, const Parameters& parameters) const {
  sqlite3_stmt* made = nullptr;
  const char* rest = nullptr;
  if (sqlite3_prepare_v2(database_.get(), text.c_str(), static_cast<int>(text.size()), &made, &rest) != SQLITE_OK)
    return failure({});
  Statement statement(made);
  if (!trim(rest).empty()) return fail(Fault::unavailable, "a query is one statement, without what follows a ;");
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const auto& value = parameters[i];
    const int at = sqlite3_bind_parameter_index(made, ("$" + std::to_string(i + 1)).c_str());
    if (at == 0 || value.is_null()) continue;
    if (const auto* integer = value.as_int()) sqlite3_bind_int64(made, at, *integer);
    else if (const auto* flag = value.as_bool()) sqlite3_bind_int(made, at, *flag ? 1 : 0);
    else {
      const bool is_nested = value.as_list() != nullptr || value.as_object() != nullptr;
      const auto given = is_nested ? to_json(value) : value.text_or_empty();
      if (given.find('\0') != std::string::npos) return fail(Fault::rejected, "a value holds a NUL");
      // A number's digits become what the column's type makes of them.
      sqlite3_bind_text64(made, at, given.data(), given.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    }
  }
  return statement;
}

Result<int> Sqlite::step(sqlite3_stmt& statement, const std::stop_token& stop) {
  stop_ = stop;
  latest_ = steady_clock::now() + file_.answer_timeout;
  const int state = sqlite3_step(&statement);
  if (state == SQLITE_ROW || state == SQLITE_DONE) return state;
  return failure(stop);
}

Result<std::int64_t> Sqlite::run(const std::string& text, const Parameters& parameters, const std::stop_token& stop) {
  if (database_ == nullptr) return fail(Fault::unavailable, "the database is closed");
  SLUSS_TRY_ASSIGN(statement, prepare(text, parameters));
  // A statement that gives no rows leaves the number of the one before it.
  const auto before = sqlite3_total_changes64(database_.get());
  for (;;) {
    SLUSS_TRY_ASSIGN(state, step(*statement, stop));
    if (state == SQLITE_DONE) return sqlite3_total_changes64(database_.get()) - before;
  }
}

Result<void> Sqlite::commit(const std::stop_token& stop) {
  const auto done = run("COMMIT", {}, stop);
  if (done) return {};
  const bool is_open = sqlite3_get_autocommit(database_.get()) == 0;
  const int state = sqlite3_errcode(database_.get()) & 0xFF;
  const bool surely_not = is_open && (state == SQLITE_BUSY || state == SQLITE_CONSTRAINT || state == SQLITE_INTERRUPT);
  if (surely_not) return fail(done.error());
  // After an error of the disk nobody knows: a new connection looks.
  database_.reset();
  return fail(Fault::unknown_outcome, done.error().what);
}

class StatementRows final : public Rows {
 public:
  StatementRows(Sqlite& database, Statement statement) : database_(database), statement_(std::move(statement)) {
    for (int i = 0; i < sqlite3_column_count(statement_.get()); ++i)
      names_.emplace_back(sqlite3_column_name(statement_.get(), i));
  }
  const std::vector<std::string>& names() const override { return names_; }

  Result<std::optional<Row>> next(const std::stop_token& stop) override {
    SLUSS_TRY_ASSIGN(state, database_.step(*statement_, stop));
    if (state == SQLITE_DONE) return std::nullopt;
    Row row;
    for (int i = 0; i < static_cast<int>(names_.size()); ++i) row.cells.push_back(cell(i, row.trouble));
    return row;
  }

 private:
  Value cell(int column, std::string& trouble) const {
    auto* const statement = statement_.get();
    const auto bytes = [&] {
      const auto* data = static_cast<const char*>(sqlite3_column_blob(statement, column));
      return std::string_view(data == nullptr ? "" : data,
                              static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
    };
    switch (sqlite3_column_type(statement, column)) {
      case SQLITE_NULL: return nullptr;
      case SQLITE_INTEGER: return std::int64_t{sqlite3_column_int64(statement, column)};
      // As a text in the message, as PostgreSQL's numeric is; bound again it is a number.
      case SQLITE_FLOAT: return Number{text_of(sqlite3_column_double(statement, column))};
      case SQLITE_BLOB: return "\\x" + hex(bytes());
      default: break;
    }
    const auto text = bytes();
    // The file may hold any bytes as a text.
    if (!is_utf8(text)) trouble = "column " + names_[static_cast<std::size_t>(column)] + " is not UTF-8";
    return text;
  }

  static std::string hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const char c : bytes) {
      text += digits[static_cast<unsigned char>(c) >> 4U];
      text += digits[static_cast<unsigned char>(c) & 15U];
    }
    return text;
  }

  Sqlite& database_;
  Statement statement_;
  std::vector<std::string> names_;
};

Result<std::unique_ptr<Rows>> Sqlite::query(const std::string& text, const Parameters& parameters,
                                            const std::stop_token& /*stop*/) {
  if (database_ == nullptr) return fail(Fault::unavailable, "the database is closed");
  SLUSS_TRY_ASSIGN(statement, prepare(text, parameters));
  return std::make_unique<StatementRows>(*this, std::move(statement));
}

Result<std::optional<Value>> Sqlite::first(const std::string& statement, const Parameters& parameters,
                                           const std::stop_token& stop) {
  SLUSS_TRY_ASSIGN(rows, query(statement, parameters, stop));
  SLUSS_TRY_ASSIGN(row, rows->next(stop));
  return row ? std::optional(std::move(row->cells.front())) : std::nullopt;
}

}  // namespace

void check_file(const DatabaseFile& file, const Node& node, ParseContext& context) {
  if (file.file.empty()) context.diagnostics.add(node["file"], "expected a file, found nothing");
  if (file.answer_timeout.count() == 0) context.diagnostics.add(node["answer_timeout"], "expected at least 1s");
}

Result<std::unique_ptr<Database>> open_sqlite(const DatabaseFile& file, Access access, const std::stop_token& stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "opening was stopped");
  auto made = std::make_unique<Sqlite>(file, access);
  SLUSS_TRY(made->connect());
  return made;
}

}  // namespace sluss::sql

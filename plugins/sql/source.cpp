#include "source.h"

#include <algorithm>
#include <set>

namespace sluss::sql {
namespace {

constexpr auto ticket_of_all = "rows";

template <class Config>
Spec<Config>& add_query(Spec<Config>& spec) {
  return spec
      .template required<std::string>("query", &Config::query, "A SELECT; its columns are what a record has",
                                      "SELECT id, term FROM registrations")
      .template option<std::string>(
          "cursor", &Config::cursor,
          "The column that grows with every change, a number or a time; only rows from its last value on are read. "
          "Without it all rows, each time",
          "changed_at")
      .template option<std::string>(
          "overlap", &Config::overlap,
          "How far before the cursor's last value reading begins, a duration for times and a number for numbers; it "
          "goes with a cursor",
          "10m")
      .template option<std::string>("position", &Config::position,
                                    "The name that the cursor's last value is kept under; under another name reading "
                                    "begins anew",
                                    "position-2");
}

void check_query(const QueryConfig& query, const Node& node, ParseContext& context) {
  auto& diagnostics = context.diagnostics;
  if (trim(query.query).empty()) diagnostics.add(node["query"], "expected a SELECT, found nothing");
  if (query.position.empty()) diagnostics.add(node["position"], "expected a name, found nothing");
  if (query.overlap.empty()) return;
  if (!read_step(query.overlap)) diagnostics.add(node["overlap"], "expected a duration such as 10m, or a number");
  if (query.cursor.empty()) diagnostics.add(node["overlap"], "it goes with a cursor", "write cursor:");
}

/// Two columns of one name would be one member twice.
Result<void> check_names(const std::vector<std::string>& names, const std::string& cursor) {
  std::set<std::string_view> seen;
  for (const auto& name : names) {
    if (!seen.insert(name).second)
      return fail(Fault::config, "two columns of the query are called \"" + name + "\"; tell them apart with AS");
  }
  if (cursor.empty() || seen.contains(cursor)) return {};
  return fail(Fault::config, "the query has no column \"" + cursor + "\", which cursor: names");
}

struct Question {
  std::string statement;
  Parameters parameters;
};

/// A row without a value of the cursor comes each time: nobody could say when it changed.
Result<Question> question_of(const QueryConfig& query, const std::string& position, Database& database,
                             const std::stop_token& stop) {
  const auto table = as_table(query.query);
  auto statement = "SELECT * FROM " + table;
  if (query.cursor.empty()) return Question{statement, {}};
  const auto column = identifier(query.cursor);
  const auto order = " ORDER BY " + column;
  if (position.empty()) return Question{statement + order, {}};
  SLUSS_TRY_ASSIGN(last, parse_json(position));
  auto condition = column + " >= $1";
  if (const auto step = read_step(query.overlap)) {
    SLUSS_TRY_ASSIGN(stepped, database.from_overlap(table, column, step->kind, step->by, stop));
    condition = std::move(stepped);
  }
  return Question{statement + " WHERE " + column + " IS NULL OR " + condition + order, {std::move(last)}};
}

class RowsInput final : public Input {
 public:
  RowsInput(std::unique_ptr<Database> database, std::unique_ptr<Rows> rows, const std::string& cursor,
            std::stop_token stop)
      : database_(std::move(database)), rows_(std::move(rows)), stop_(std::move(stop)) {
    const auto& names = rows_->names();
    const auto at = std::find(names.begin(), names.end(), cursor);
    if (at != names.end()) cursor_ = static_cast<std::size_t>(at - names.begin());
  }
  ~RowsInput() override {
    rows_.reset();
    if (!ended_) database_->rollback();
  }
  RowsInput(const RowsInput&) = delete;
  RowsInput& operator=(const RowsInput&) = delete;

  [[nodiscard]] Result<std::size_t> read(std::span<char> buffer) override {
    if (rest_.empty() && !ended_) SLUSS_TRY(next());
    const auto count = std::min(buffer.size(), rest_.size());
    std::copy_n(rest_.begin(), count, buffer.begin());
    rest_.remove_prefix(count);
    return count;
  }
  [[nodiscard]] std::string position() const override { return ended_ && last_ ? to_json(*last_) : std::string(); }

 private:
  Result<void> next() {
    SLUSS_TRY_ASSIGN(row, rows_->next(stop_));
    if (!row) {
      ended_ = true;
      rows_.reset();
      database_->rollback();
      return {};
    }
    // They come in the cursor's order: the last one that has an end is the greatest.
    if (cursor_) {
      auto& value = row->cells[*cursor_];
      if (!value.is_null() && !database_->is_endless(value) && row->trouble.empty()) last_ = value;
    }
    // A number is a text in a message, whatever database it is of: it never passes through a double.
    for (auto& cell : row->cells) {
      if (const auto* number = cell.as_number()) cell = number->text;
    }
    text_ = line_of(rows_->names(), *row, ++number_);
    rest_ = text_;
    return {};
  }

  std::unique_ptr<Database> database_;
  std::unique_ptr<Rows> rows_;
  std::stop_token stop_;
  std::optional<std::size_t> cursor_;
  std::optional<Value> last_;
  std::int64_t number_ = 0;
  std::string text_;
  std::string_view rest_;
  bool ended_ = false;
};

}  // namespace

Spec<PostgresqlSourceConfig> postgresql_source_spec() {
  Spec<PostgresqlSourceConfig> spec("postgresql", "Reads the rows of a query from a PostgreSQL database");
  add_server(spec);
  return add_query(spec).rule([](const PostgresqlSourceConfig& config, const Node& node, ParseContext& context) {
    check_server(config, node, context);
    check_query(config, node, context);
  });
}

Spec<SqliteSourceConfig> sqlite_source_spec() {
  Spec<SqliteSourceConfig> spec("sqlite", "Reads the rows of a query from an SQLite database");
  add_file(spec);
  return add_query(spec).rule([](const SqliteSourceConfig& config, const Node& node, ParseContext& context) {
    check_file(config, node, context);
    check_query(config, node, context);
  });
}

Opener opener_of(const Server& server) {
  return [server](Access access, const std::stop_token& stop) { return open_postgresql(server, access, stop); };
}

Opener opener_of(const DatabaseFile& file) {
  return [file](Access access, const std::stop_token& stop) { return open_sqlite(file, access, stop); };
}

PostgresqlSource::PostgresqlSource(const PostgresqlSourceConfig& config)
    : QuerySource(config, opener_of(static_cast<const Server&>(config)), config.database) {}

SqliteSource::SqliteSource(const SqliteSourceConfig& config)
    : QuerySource(config, opener_of(static_cast<const DatabaseFile&>(config)), config.file.filename().string()) {}

Result<void> QuerySource::open(std::stop_token stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "opening was stopped");
  close();
  return {};
}

void QuerySource::close() noexcept { in_round_ = unsettled_ = false; }

Result<std::optional<Read>> QuerySource::read(std::stop_token stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "reading was stopped");
  if (std::exchange(in_round_, false)) return std::nullopt;
  SLUSS_TRY_ASSIGN(database, opener_(Access::read, stop));
  SLUSS_TRY(database->begin());
  SLUSS_TRY_ASSIGN(question, question_of(query_, position_, *database, stop));
  SLUSS_TRY_ASSIGN(rows, database->query(question.statement, question.parameters, stop));
  SLUSS_TRY(check_names(rows->names(), query_.cursor));
  in_round_ = unsettled_ = true;
  auto input = std::make_unique<RowsInput>(std::move(database), std::move(rows), query_.cursor, stop);
  return Read{ticket_of_all, name_, "", std::move(input)};
}

Result<void> QuerySource::settle(const std::string& ticket, Outcome /*outcome*/, const std::string& /*why*/) {
  if (ticket != ticket_of_all || !std::exchange(unsettled_, false))
    return fail(Fault::internal, "rows were settled that were not read");
  return {};
}

Result<void> probe_query(const QueryConfig& query, const Opener& opener, const std::stop_token& stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "trying it out was stopped");
  SLUSS_TRY_ASSIGN(database, opener(Access::read, stop));
  SLUSS_TRY(database->begin());
  auto looked = [&]() -> Result<void> {
    SLUSS_TRY_ASSIGN(rows, database->query("SELECT * FROM " + as_table(query.query) + " LIMIT 1", {}, stop));
    SLUSS_TRY(check_names(rows->names(), query.cursor));
    SLUSS_TRY(rows->next(stop));
    return {};
  }();
  database->rollback();
  return looked;
}

Result<void> PostgresqlSourceProbe::probe(std::stop_token stop) {
  return probe_query(config_, opener_of(static_cast<const Server&>(config_)), stop);
}

Result<void> SqliteSourceProbe::probe(std::stop_token stop) {
  return probe_query(config_, opener_of(static_cast<const DatabaseFile&>(config_)), stop);
}

}  // namespace sluss::sql

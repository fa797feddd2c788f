#include "sink.h"

#include <algorithm>
#include <set>

#include "plugin/shapes.h"
#include "source.h"
#include "statement.h"

namespace sluss::sql {
namespace {

template <class Config>
Spec<Config>& add_table(Spec<Config>& spec) {
  return spec
      .template required<std::string>("table", &Config::table,
                                      "The table, as it is spelt; its schema's name and a dot "
                                      "may stand before it",
                                      "economy.invoices")
      .template required<Node>("columns", &Config::columns,
                               "What goes where: a table of the columns' names and, for each, the path in the document",
                               "{ number: number, unit: seller.unit, total: total_ore }")
      .shape("columns", shapes::some_texts_by_name)
      .template required<std::vector<std::string>>(
          "key", &Config::key,
          "The columns that name a row: a row with the same values takes its place; they need a unique constraint",
          "[number]")
      .template option<std::string>("deliveries", &Config::deliveries,
                                    "The table that remembers the deliveries, with the columns key and digest",
                                    "economy.sluss_deliveries");
}

void check_table(const TableConfig& config, const Node& node, ParseContext& context) {
  auto& diagnostics = context.diagnostics;
  if (config.table.empty()) diagnostics.add(node["table"], "expected a name, found nothing");
  if (config.deliveries.empty()) diagnostics.add(node["deliveries"], "expected a name, found nothing");
  if (config.deliveries == config.table) diagnostics.add(node["deliveries"], "expected another table than table:");
  config.read_columns->clear();
  if (!config.columns.is_map() || config.columns.entries.empty()) {
    diagnostics.add(config.columns, "expected a table of columns and paths", "for example { number: number }");
    return;
  }
  std::set<std::string> names;
  for (const auto& entry : config.columns.entries) {
    if (!entry.value.is_scalar() || entry.value.text.empty())
      diagnostics.add(entry.value, "expected a path in the document, such as seller.unit");
    else if (names.insert(entry.key).second) config.read_columns->emplace_back(entry.key, entry.value.text);
  }
  if (config.key.empty()) diagnostics.add(node["key"], "expected at least one column");
  for (const auto& column : config.key) {
    if (!names.contains(column))
      diagnostics.add(node["key"], "the column \"" + column + "\" does not stand under columns:");
  }
}

/// Of one statement: two trips to the server for each, and few enough for the databases' limits of parameters.
constexpr std::size_t rows_at_once = 100, parameters_at_once = 10'000;

bool is_about_values(const Error& error) { return error.fault == Fault::rejected || error.fault == Fault::data; }

std::vector<std::string> columns_of(const TableConfig& table) {
  std::vector<std::string> columns;
  for (const auto& [column, path] : *table.read_columns) columns.push_back(column);
  return columns;
}

/// What tells two deliveries of one key apart.
std::string content_of(const Parameters& row) { return to_hex(digest(to_json(Value(Value::List(row))))); }

/// The statement is planned, with all its rights, and not done: a sequence or a trigger would not be rolled back.
Result<void> probe_table(const TableConfig& table, const Opener& opener, const std::stop_token& stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "trying it out was stopped");
  SLUSS_TRY_ASSIGN(database, opener(Access::write, stop));
  SLUSS_TRY(database->begin());
  const auto columns = columns_of(table);
  auto tried = [&]() -> Result<void> {
    SLUSS_TRY(database->run("EXPLAIN " + upsert(table.table, columns, table.key), Parameters(columns.size()), stop));
    SLUSS_TRY(database->run("INSERT INTO " + table_name(table.deliveries) + " (key, digest) VALUES ($1, $2)",
                            {"sluss: tried out, and rolled back", ""}, stop));
    SLUSS_TRY(database->run("SELECT digest FROM " + table_name(table.deliveries) + " WHERE key = $1", {""}, stop));
    return {};
  }();
  database->rollback();
  if (!tried && is_about_values(tried.error())) tried.error().fault = Fault::unavailable;
  return tried;
}

}  // namespace

Spec<PostgresqlSinkConfig> postgresql_sink_spec() {
  Spec<PostgresqlSinkConfig> spec("postgresql", "Writes a row for each message into a PostgreSQL table");
  add_server(spec);
  return add_table(spec).rule([](const PostgresqlSinkConfig& config, const Node& node, ParseContext& context) {
    check_server(config, node, context);
    check_table(config, node, context);
  });
}

Spec<SqliteSinkConfig> sqlite_sink_spec() {
  Spec<SqliteSinkConfig> spec("sqlite", "Writes a row for each message into an SQLite table");
  add_file(spec);
  return add_table(spec).rule([](const SqliteSinkConfig& config, const Node& node, ParseContext& context) {
    check_file(config, node, context);
    check_table(config, node, context);
  });
}

PostgresqlSink::PostgresqlSink(const PostgresqlSinkConfig& config)
    : TableSink(config, opener_of(static_cast<const Server&>(config))) {}

SqliteSink::SqliteSink(const SqliteSinkConfig& config)
    : TableSink(config, opener_of(static_cast<const DatabaseFile&>(config))) {}

TableSink::TableSink(const TableConfig& table, Opener opener)
    : table_(table),
      opener_(std::move(opener)),
      columns_(columns_of(table_)),
      select_digest_("SELECT digest FROM " + table_name(table_.deliveries) + " WHERE key = $1") {}

std::string TableSink::insert_keys(std::size_t rows) const {
  return "INSERT INTO " + table_name(table_.deliveries) + " (key, digest) VALUES " + places(2, rows) +
         " ON CONFLICT (key) DO NOTHING";
}

Result<void> TableSink::reach(const std::stop_token& stop) {
  if (database_ != nullptr) return {};
  SLUSS_TRY_ASSIGN(database, opener_(Access::write, stop));
  database_ = std::move(database);
  return {};
}

Result<void> TableSink::open(std::stop_token stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "opening was stopped");
  return reach(stop);
}

Result<Parameters> TableSink::values_of(const Parcel& parcel) const {
  const bool is_one = parcel.documents.size() == 1 && parcel.documents.front().extension == "json";
  const auto document = is_one ? parse_json(parcel.documents.front().bytes) : Value();
  if (!document || document->as_object() == nullptr)
    return fail(Fault::rejected, "a table takes one JSON object of each message; write format: { json: object }");
  Parameters values;
  for (const auto& [column, path] : *table_.read_columns) {
    values.push_back(document->at(path));
    const auto* text = values.back().as_text();
    if (text != nullptr && text->find('\0') != std::string::npos)
      return fail(Fault::rejected, "what goes into column " + column + " holds a NUL");
    const bool is_key = std::find(table_.key.begin(), table_.key.end(), column) != table_.key.end();
    if (is_key && values.back().is_null())
      return fail(Fault::rejected, "there is nothing at " + path + " for column " + column + ", which names the row");
  }
  return values;
}

Result<bool> TableSink::deliver_together(std::span<const Parcel> parcels, const std::stop_token& stop) {
  Parameters keys, values;
  for (const auto& parcel : parcels) {
    SLUSS_TRY_ASSIGN(row, values_of(parcel));
    keys.emplace_back(parcel.key);
    keys.emplace_back(content_of(row));
    std::move(row.begin(), row.end(), std::back_inserter(values));
  }
  // Whoever is writing the same key just now is waited for.
  SLUSS_TRY_ASSIGN(are_new, database_->run(insert_keys(parcels.size()), keys, stop));
  if (are_new != static_cast<std::int64_t>(parcels.size())) return false;
  SLUSS_TRY(database_->run(upsert(table_.table, columns_, table_.key, parcels.size()), values, stop));
  return true;
}

Result<std::string> TableSink::deliver(const Parcel& parcel, const std::stop_token& stop) {
  SLUSS_TRY_ASSIGN(all_new, deliver_together(std::span(&parcel, 1), stop));
  if (all_new) return receipt();
  SLUSS_TRY_ASSIGN(values, values_of(parcel));
  SLUSS_TRY_ASSIGN(before, database_->first(select_digest_, {parcel.key}, stop));
  if (before && *before == Value(content_of(values))) return receipt();
  return fail(Fault::rejected, "the same delivery with other content was made before");
}

/// A row that is refused takes none of its batch with it.
Result<std::string> TableSink::deliver_apart(const Parcel& parcel, const std::stop_token& stop) {
  SLUSS_TRY(database_->run("SAVEPOINT sluss", {}, stop));
  auto delivered = deliver(parcel, stop);
  if (!delivered && !is_about_values(delivered.error())) return delivered;
  if (!delivered) SLUSS_TRY(database_->run("ROLLBACK TO SAVEPOINT sluss", {}, stop));
  SLUSS_TRY(database_->run("RELEASE SAVEPOINT sluss", {}, stop));
  return delivered;
}

Result<void> TableSink::write_together(std::span<const Parcel> parcels, Attempt& made, const std::stop_token& stop) {
  const auto most = std::max<std::size_t>(1, std::min(rows_at_once, parameters_at_once / columns_.size()));
  for (std::size_t from = 0; from < parcels.size(); from += most) {
    const auto some = parcels.subspan(from, std::min(most, parcels.size() - from));
    const auto all_new = deliver_together(some, stop);
    if (!all_new && !is_about_values(all_new.error())) return fail(all_new.error());
    made.to_be_careful = !all_new || !*all_new;
    if (made.to_be_careful) return {};
    made.report.receipts.insert(made.report.receipts.end(), some.size(), receipt());
  }
  return {};
}

Result<void> TableSink::write_apart(std::span<const Parcel> parcels, Attempt& made, const std::stop_token& stop) {
  for (const auto& parcel : parcels) {
    auto delivered = deliver_apart(parcel, stop);
    if (!delivered && !is_about_values(delivered.error())) return fail(delivered.error());
    made.report.receipts.push_back(std::move(delivered));
  }
  return {};
}

Result<TableSink::Attempt> TableSink::attempt(std::span<const Parcel> parcels, Care care, const std::stop_token& stop) {
  SLUSS_TRY(reach(stop));
  SLUSS_TRY(database_->begin());
  Attempt made;
  const auto written = care == Care::together ? write_together(parcels, made, stop) : write_apart(parcels, made, stop);
  if (!written || made.to_be_careful) {
    database_->rollback();
    if (!written) return fail(written.error());
    return made;
  }
  const auto committed = database_->commit(stop);
  if (committed) return made;
  database_->rollback();
  made.in_doubt = committed.error().fault == Fault::unknown_outcome;
  // A constraint that is looked at last names no row: each by itself tells which it was.
  made.to_be_careful = is_about_values(committed.error());
  if (!made.in_doubt && !made.to_be_careful) return fail(committed.error());
  for (auto& receipt : made.report.receipts) {
    if (receipt) receipt = fail(committed.error());
  }
  return made;
}

Result<WriteReport> TableSink::write(std::span<const Parcel> parcels, std::stop_token stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "writing was stopped");
  auto care = Care::together;
  bool was_in_doubt = false;
  WriteReport doubtful;
  for (;;) {
    auto made = attempt(parcels, care, stop);
    // A connection that is not well any more may be so for this reason alone: the next one is a new one.
    if (!made || made->in_doubt) database_.reset();
    if (!made && !was_in_doubt) return fail(made.error());
    if (!made) {
      doubtful.stopped = made.error();
      return doubtful;
    }
    if (made->in_doubt && !was_in_doubt) {
      was_in_doubt = true;
      doubtful = std::move(made->report);
      continue;
    }
    if (made->to_be_careful && care == Care::together) {
      care = Care::savepoints;
      continue;
    }
    if (made->to_be_careful && parcels.size() > 1) {
      WriteReport all;
      for (const auto& parcel : parcels) {
        SLUSS_TRY_ASSIGN(one, write(std::span(&parcel, 1), stop));
        std::move(one.receipts.begin(), one.receipts.end(), std::back_inserter(all.receipts));
        all.stopped = one.stopped;
        if (all.stopped) break;
      }
      return all;
    }
    if (made->in_doubt)
      made->report.stopped = Error{Fault::unavailable, "nobody knows whether the last rows were kept", std::nullopt};
    return std::move(made->report);
  }
}

/// A row may have been overwritten by a later delivery since: what is known of a delivery is that it was made.
Result<std::optional<Kept>> TableSink::kept(const std::string& key, std::stop_token stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "asking was stopped");
  SLUSS_TRY_ASSIGN(database, opener_(Access::read, stop));
  SLUSS_TRY_ASSIGN(found, database->first(select_digest_, {key}, stop));
  if (!found) return std::nullopt;
  return Kept{receipt(), {}};
}

Result<void> PostgresqlSinkProbe::probe(std::stop_token stop) {
  return probe_table(config_, opener_of(static_cast<const Server&>(config_)), stop);
}

Result<void> SqliteSinkProbe::probe(std::stop_token stop) {
  return probe_table(config_, opener_of(static_cast<const DatabaseFile&>(config_)), stop);
}

}  // namespace sluss::sql

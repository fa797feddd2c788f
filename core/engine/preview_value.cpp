// A preview as data.
#include "engine/preview.h"

namespace sluss::engine {
namespace {

template <class Items, class Write>
Value list_of(const Items& items, Write&& write) {
  auto list = Value::list();
  for (const auto& item : items) list.as_list()->push_back(write(item));
  return list;
}

Value texts(const std::vector<std::string>& all) {
  return list_of(all, [](const std::string& text) { return Value(text); });
}

const char* name_of(PreviewRow::Became became) {
  switch (became) {
    case PreviewRow::Became::message: return "message";
    case PreviewRow::Became::filtered: return "filtered";
    case PreviewRow::Became::failed: return "failed";
  }
  return "failed";
}

Value of_input(const PreviewInput& input) {
  auto value = Value::object();
  value["name"] = input.name;
  value["rows"] = input.rows;
  if (!input.refused.empty()) value["refused"] = input.refused;
  return value;
}

Value of_made(const Made& made) {
  auto value = Value::object();
  value["target"] = made.target;
  if (made.with.empty()) value["value"] = made.value ? Value(*made.value) : Value();
  else value["with"] = made.with;
  return value;
}

Value of_cell(const PreviewCell& cell) {
  auto value = Value::object();
  value["column"] = cell.column;
  value["value"] = cell.value;
  value["makes"] = list_of(cell.makes, of_made);
  return value;
}

Value of_row(const PreviewRow& row) {
  auto value = Value::object();
  value["place"] = row.place;
  value["became"] = name_of(row.became);
  value["why"] = texts(row.why);
  value["cells"] = list_of(row.cells, of_cell);
  value["besides"] = list_of(row.besides, of_made);
  return value;
}

Value of_count(const ValueCount& count) {
  auto value = Value::object();
  value["value"] = count.shown;
  value["rows"] = count.rows;
  return value;
}

Value of_cause(const Cause& cause) {
  auto value = Value::object();
  value["became"] = name_of(cause.became);
  value["columns"] = cause.columns;
  value["what"] = cause.what;
  value["rows"] = cause.rows;
  value["first"] = cause.first;
  value["values"] = list_of(cause.values, of_count);
  return value;
}

Value of_column(const PreviewColumn& column, bool readers_known) {
  auto value = Value::object();
  value["name"] = column.name;
  value["filled"] = column.filled;
  value["empty"] = column.empty;
  value["distinct"] = static_cast<std::int64_t>(column.distinct);
  value["more_than_distinct"] = column.others > 0;
  value["masked"] = column.hidden;
  value["values"] = list_of(column.values, of_count);
  // Null: nobody can say.
  value["targets"] = readers_known || !column.targets.empty() ? texts(column.targets) : Value();
  return value;
}

Value of_missing(const MissingColumns& missing) {
  auto value = Value::object();
  value["target"] = missing.target;
  value["columns"] = texts(missing.columns);
  value["optional"] = missing.optional;
  if (!missing.meant.empty()) value["meant"] = missing.meant;
  return value;
}

}  // namespace

Value to_value(const Preview& preview) {
  auto value = Value::object();
  value["connection"] = preview.inlet;
  value["kind"] = preview.kind;
  value["inputs"] = list_of(preview.inputs, of_input);
  value["more_inputs"] = preview.more_inputs;
  value["read"] = preview.read;
  value["messages"] = preview.made;
  value["filtered"] = preview.filtered;
  value["failed"] = preview.failed;
  value["rows"] = list_of(preview.rows, of_row);
  value["causes"] = list_of(preview.causes, of_cause);
  value["other_causes"] = preview.other_causes;
  value["unreadable"] = preview.unreadable;
  value["columns"] =
      list_of(preview.columns, [&](const PreviewColumn& column) { return of_column(column, preview.readers_known); });
  value["too_many_columns"] = preview.too_many_columns;
  value["missing"] = list_of(preview.missing, of_missing);
  value["notes"] = texts(preview.notes);
  value["troubles"] = list_of(preview.troubles, [](const Error& trouble) { return Value(trouble.what); });
  value["masked"] = preview.hidden;
  return value;
}

}  // namespace sluss::engine

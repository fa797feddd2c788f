#include "engine/column_counts.h"

#include <algorithm>

#include "base/digest.h"
#include "base/fitted.h"
#include "base/text.h"

namespace sluss::engine {
namespace {

constexpr std::size_t most_cells = 2000;
constexpr std::size_t longest_kept = 160;

std::string text_of(const Value& value) {
  if (const auto* flag = value.as_bool()) return *flag ? "true" : "false";
  return value.text_or_empty();
}

bool is_of_texts(const Value::List& items) {
  return std::all_of(items.begin(), items.end(),
                     [](const Value& item) { return item.as_object() == nullptr && item.as_list() == nullptr; });
}

void collect(const Value& value, const std::string& path, std::vector<Cell>& cells) {
  if (cells.size() >= most_cells) return;
  if (const auto* members = value.as_object()) {
    for (const auto& [name, member] : *members) collect(member, path.empty() ? name : path + "." + name, cells);
  } else if (const auto* items = value.as_list(); items != nullptr && !is_of_texts(*items)) {
    for (const auto& item : *items) collect(item, path + "[]", cells);
  } else if (items != nullptr) {
    std::vector<std::string> texts;
    for (const auto& item : *items) texts.push_back(text_of(item));
    cells.push_back({path, join(texts, " ")});
  } else {
    cells.push_back({path, text_of(value)});
  }
}

/// What tells values apart.
std::string key_of(std::string_view text) {
  return text.size() > longest_kept ? to_hex(digest(text)) : std::string(text);
}

}  // namespace

std::vector<Cell> cells_of(const Value& record) {
  std::vector<Cell> cells;
  if (record.as_object() != nullptr) collect(record, "", cells);
  return cells;
}

const Cell* cell_named(const std::vector<Cell>& cells, std::string_view name) {
  const auto at = std::find_if(cells.begin(), cells.end(), [&](const Cell& cell) { return cell.column == name; });
  return at == cells.end() ? nullptr : &*at;
}

void ColumnCounts::add_header(const Columns& columns) {
  for (const auto& name : columns.names) static_cast<void>(find_or_add(name));
}

void ColumnCounts::add(const std::vector<Cell>& cells, Row row) {
  if (cells.empty()) return;
  ++rows_;
  std::set<std::size_t> filled;
  for (const auto& cell : cells) {
    const auto place = find_or_add(cell.column);
    const auto text = std::string(trim(cell.text));
    if (!place || text.empty()) continue;
    if (filled.insert(*place).second) ++columns_[*place].filled;
    count(columns_[*place], text, row);
  }
}

std::optional<std::size_t> ColumnCounts::find_or_add(const std::string& name) {
  const auto known = places_.find(name);
  if (known != places_.end()) return known->second;
  too_many_ = too_many_ || columns_.size() == most_columns;
  if (too_many_) return std::nullopt;
  places_.emplace(name, columns_.size());
  columns_.emplace_back().name = name;
  return columns_.size() - 1;
}

void ColumnCounts::count(Column& column, const std::string& text, Row row) {
  const auto key = key_of(text);
  auto at = column.values.find(key);
  if (at == column.values.end() && column.values.size() == most_values) {
    ++column.others;
    return;
  }
  if (at == column.values.end()) at = column.values.emplace(key, Column::Count{beginning_of(text, longest_kept)}).first;
  ++at->second.rows;
  at->second.in_good_row = at->second.in_good_row || row == Row::good;
}

bool ColumnCounts::is_known_good(std::string_view column, std::string_view text) const {
  const auto place = places_.find(column);
  if (place == places_.end()) return false;
  const auto& values = columns_[place->second].values;
  const auto at = values.find(key_of(trim(text)));
  return at != values.end() && at->second.in_good_row;
}

std::vector<ValueCount> shown_values(const ColumnCounts::Column& column, observe::CellKind kind) {
  std::map<std::string, ValueCount> counts;
  for (const auto& [key, count] : column.values) {
    const bool is_doubtful = kind == observe::CellKind::known && !count.in_good_row;
    auto shown = observe::shown_cell(count.text, is_doubtful ? observe::CellKind::unknown : kind);
    auto& value = counts[shown];
    value.rows += count.rows;
    value.hidden = value.hidden || shown != count.text;
    value.shown = std::move(shown);
  }
  std::vector<ValueCount> values;
  for (auto& entry : counts) values.push_back(std::move(entry.second));
  std::stable_sort(values.begin(), values.end(),
                   [](const ValueCount& a, const ValueCount& b) { return a.rows > b.rows; });
  return values;
}

}  // namespace sluss::engine

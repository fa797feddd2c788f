#include "writer.h"

#include <algorithm>
#include <map>
#include <vector>

#include "base/json.h"

namespace sluss::csv {
namespace {

/// One text a column, by the place of the column.
class Table {
 public:
  void add(const Value& body) {
    auto& row = rows_.emplace_back();
    add_members(body, "", row);
  }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] const std::vector<std::vector<std::string>>& rows() const { return rows_; }

 private:
  void add_members(const Value& object, const std::string& prefix, std::vector<std::string>& row);
  std::size_t column(const std::string& name) {
    const auto [entry, is_new] = columns_.emplace(name, names_.size());
    if (is_new) names_.push_back(name);
    return entry->second;
  }

  std::vector<std::string> names_;
  std::map<std::string, std::size_t, std::less<>> columns_;
  std::vector<std::vector<std::string>> rows_;
};

std::string without_formula(const std::string& text) {
  const bool formula = !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
  return formula ? "'" + text : text;
}

std::string cell_of(const Value& value) {
  if (const auto* text = value.as_text()) return without_formula(*text);
  return value.is_null() ? std::string() : to_json(value);
}

void Table::add_members(const Value& object, const std::string& prefix, std::vector<std::string>& row) {
  const auto* members = object.as_object();
  if (members == nullptr) return;
  for (const auto& [name, value] : *members) {
    if (value.as_object() != nullptr) {
      add_members(value, prefix + name + ".", row);
      continue;
    }
    const auto at = column(prefix + name);
    row.resize(std::max(row.size(), at + 1));
    row[at] = cell_of(value);
  }
}

void add_cell(std::string& out, std::string_view text, char delimiter) {
  const bool outer_space = !text.empty() && (text.front() == ' ' || text.back() == ' ');
  const bool plain =
      text.find_first_of("\"\r\n") == std::string_view::npos && text.find(delimiter) == std::string_view::npos;
  if (plain && !outer_space) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void add_row(std::string& out, const std::vector<std::string>& cells, std::size_t columns, char delimiter) {
  for (std::size_t i = 0; i < columns; ++i) {
    if (i > 0) out += delimiter;
    if (i < cells.size()) add_cell(out, cells[i], delimiter);
  }
  out += "\r\n";
}

}  // namespace

std::string write_rows(std::span<const Message> messages, char delimiter) {
  Table table;
  for (const auto& message : messages) table.add(message.body);
  std::vector<std::string> header;
  for (const auto& name : table.names()) header.push_back(without_formula(name));
  std::string out;
  add_row(out, header, header.size(), delimiter);
  for (const auto& row : table.rows()) add_row(out, row, header.size(), delimiter);
  return out;
}

}  // namespace sluss::csv

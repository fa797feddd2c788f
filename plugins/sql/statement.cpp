#include "statement.h"

#include <algorithm>
#include <charconv>

namespace sluss::sql {
namespace {

/// What the format json takes at most of a line.
constexpr std::size_t longest_line = std::size_t{8} << 20U;

std::string list_of(const std::vector<std::string>& names) {
  std::vector<std::string> all;
  for (const auto& name : names) all.push_back(identifier(name));
  return join(all, ", ");
}

}  // namespace

std::string identifier(std::string_view name) {
  std::string text = "\"";
  for (const char c : name) {
    if (c == '"') text += '"';
    text += c;
  }
  return text + '"';
}

std::string table_name(std::string_view name) {
  std::vector<std::string> parts;
  for (const auto part : split(name, '.')) parts.push_back(identifier(part));
  return join(parts, ".");
}

// The line break ends a comment that the query may end with.
std::string as_table(const std::string& query) { return "(\n" + query + "\n) AS sluss_source"; }

std::optional<Step> read_step(std::string_view text) {
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || number <= 0 || number > 1'000'000'000'000) return std::nullopt;
  const std::string_view unit(read.ptr, static_cast<std::size_t>(text.data() + text.size() - read.ptr));
  if (unit.empty()) return Step{Overlap::number, number};
  constexpr std::string_view units = "smhd";
  constexpr std::int64_t seconds[] = {1, 60, 3600, 86'400};
  const auto at = units.find(unit);
  if (unit.size() != 1 || at == std::string_view::npos || number > 1'000'000) return std::nullopt;
  return Step{Overlap::time, number * seconds[at]};
}

std::string places(std::size_t columns, std::size_t rows) {
  std::string text;
  for (std::size_t i = 0; i < columns * rows; ++i) {
    const bool begins = i % columns == 0;
    text += (i == 0 ? "($" : begins ? "), ($" : ", $") + std::to_string(i + 1);
  }
  return text + ")";
}

std::string upsert(const std::string& table, const std::vector<std::string>& columns,
                   const std::vector<std::string>& key, std::size_t rows) {
  std::vector<std::string> changes;
  for (const auto& column : columns) {
    const bool is_key = std::find(key.begin(), key.end(), column) != key.end();
    if (!is_key) changes.push_back(identifier(column) + " = excluded." + identifier(column));
  }
  return "INSERT INTO " + table_name(table) + " (" + list_of(columns) + ") VALUES " + places(columns.size(), rows) +
         " ON CONFLICT (" + list_of(key) + ") DO " +
         (changes.empty() ? "NOTHING" : "UPDATE SET " + join(changes, ", "));
}

std::string line_of(const std::vector<std::string>& names, const Row& row, std::int64_t number) {
  const auto in_trouble = [&](const std::string& why) { return "row " + std::to_string(number) + ": " + why + "\n"; };
  if (!row.trouble.empty()) return in_trouble(row.trouble);
  Value::Object members;
  for (std::size_t i = 0; i < names.size(); ++i) {
    members.emplace_back(names[i], row.cells[i]);
  }
  auto line = to_json(Value(std::move(members))) + "\n";
  return line.size() <= longest_line ? line : in_trouble("it has more than 8 MiB");
}

}  // namespace sluss::sql

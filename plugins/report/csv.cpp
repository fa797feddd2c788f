#include "csv.h"

#include <string_view>

#include "base/encoding.h"

namespace sluss::report {
namespace {

std::string cell(const Cell& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  auto text = std::get<std::string>(value);
  if (!text.empty() && std::string_view("=+-@").find(text.front()) != std::string_view::npos) text.insert(0, 1, '\'');
  if (text.find_first_of(";\"") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

template <class Cells>
void add_line(std::string& out, const Cells& cells) {
  for (const auto& value : cells) out += (&value == &*cells.begin() ? "" : ";") + cell(value);
  out += "\r\n";
}

}  // namespace

std::string write_csv(const Report& report) {
  std::string out(utf8_mark);
  add_line(out, std::vector<Cell>{report.title});
  for (const auto& [label, value] : report.head) add_line(out, std::vector<Cell>{label, value});
  for (const auto& table : report.tables) {
    out += "\r\n";
    if (report.tables.size() > 1) add_line(out, std::vector<Cell>{table.name});
    add_line(out, table.headings);
    for (const auto& row : table.rows) add_line(out, row);
  }
  return out;
}

}  // namespace sluss::report

#include "scaffold/sheet.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace sluss::scaffold {
namespace {

std::string text_of(const Value& value) {
  if (const auto* flag = value.as_bool()) return *flag ? "true" : "false";
  const auto* items = value.as_list();
  if (items == nullptr) return value.text_or_empty();
  std::vector<std::string> texts;
  for (const auto& item : *items) texts.push_back(item.text_or_empty());
  return join(texts, ", ");
}

Column& column_for(Sheet& sheet, const std::string& name) {
  const auto at =
      std::find_if(sheet.columns.begin(), sheet.columns.end(), [&](const auto& c) { return c.name == name; });
  if (at != sheet.columns.end()) return *at;
  auto& column = sheet.columns.emplace_back(Column{name, {}, sheet.rows == 0});
  column.values.resize(static_cast<std::size_t>(sheet.rows));
  return column;
}

void add_members(Sheet& sheet, const Value& value, const std::string& path) {
  if (const auto* members = value.as_object()) {
    for (const auto& [name, member] : *members) add_members(sheet, member, path.empty() ? name : path + "." + name);
    return;
  }
  if (path.empty()) return;
  column_for(sheet, path).values.push_back(std::string(trim(text_of(value))));
}

}  // namespace

std::vector<std::string> Column::filled() const {
  std::vector<std::string> texts;
  for (const auto& value : values) {
    if (!value.empty()) texts.push_back(value);
  }
  return texts;
}

void Sheet::add(const Value& body) {
  add_members(*this, body, "");
  ++rows;
  for (auto& column : columns) {
    if (column.values.size() == static_cast<std::size_t>(rows)) continue;
    column.values.resize(static_cast<std::size_t>(rows));
    column.always = false;
  }
}

const Column* Sheet::find(const std::string& name) const {
  const auto at = std::find_if(columns.begin(), columns.end(), [&](const auto& column) { return column.name == name; });
  return at == columns.end() ? nullptr : &*at;
}

std::size_t different_in(const Column& column) {
  std::set<std::string> different(column.values.begin(), column.values.end());
  different.erase("");
  return different.size();
}

}  // namespace sluss::scaffold

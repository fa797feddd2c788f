#include "rules.h"

#include <algorithm>

namespace sluss::skip {
namespace {

constexpr auto example = "for example { column: Nr, like: \"Total*\" } or { empty: [Nr] }";

const Value& value_at(const Value& body, const std::string& column, bool is_row) {
  return is_row ? body[column] : body.at(column);
}

bool is_empty(const Value& value) {
  const auto* text = value.as_text();
  return value.is_null() || (text != nullptr && trim(*text).empty());
}

std::vector<std::string> read_texts(const Node& node, Diagnostics& diagnostics) {
  std::vector<std::string> texts;
  const auto take = [&](const Node& item) {
    if (item.is_scalar() && !trim(item.text).empty()) texts.emplace_back(trim(item.text));
    else diagnostics.add(item, "expected a text", example);
  };
  if (!node.is_list()) take(node);
  for (const auto& item : node.items) take(item);
  if (node.is_list() && node.items.empty()) diagnostics.add(node, "expected at least one text", example);
  return texts;
}

Rule read_rule(const Node& node, Diagnostics& diagnostics) {
  Rule rule;
  diagnostics.only_keys(node, {"column", "like", "empty"});
  if (!node.is_map()) {
    diagnostics.add(node, "expected what is no record", example);
    return rule;
  }
  if (node.has("column") != node.has("like") || node.has("column") == node.has("empty")) {
    diagnostics.add(node, "expected a column and what it is like, or columns that are empty", example);
    return rule;
  }
  if (node.has("empty")) {
    rule.empty = read_texts(node["empty"], diagnostics);
    return rule;
  }
  if (!node["column"].is_scalar() || trim(node["column"].text).empty())
    diagnostics.add(node["column"], "expected the name of a column", example);
  rule.column = trim(node["column"].text);
  rule.like = read_texts(node["like"], diagnostics);
  return rule;
}

}  // namespace

std::optional<std::string> Rule::reason(const Value& body, bool is_row) const {
  if (!empty.empty()) {
    const bool all = std::all_of(empty.begin(), empty.end(),
                                 [&](const auto& name) { return is_empty(value_at(body, name, is_row)); });
    if (!all) return std::nullopt;
    return "left out: " + join(empty, ", ") + (empty.size() == 1 ? " is empty" : " are empty");
  }
  const auto text = value_at(body, column, is_row).text_or_empty();
  const auto folded = fold_case(trim(text));
  for (const auto& pattern : like) {
    if (matches_glob(fold_case(pattern), folded)) return "left out: " + column + " is like " + pattern;
  }
  return std::nullopt;
}

Rules read_rules(const Node& node, Diagnostics& diagnostics) {
  Rules rules;
  if (!node.is_list()) rules.push_back(read_rule(node, diagnostics));
  for (const auto& item : node.items) rules.push_back(read_rule(item, diagnostics));
  if (rules.empty()) diagnostics.add(node, "expected at least one rule", example);
  return rules;
}

std::vector<std::string> missing(const Rules& rules, const std::vector<std::string>& columns) {
  std::vector<std::string> names;
  const auto ask = [&](const std::string& name) {
    if (std::find(columns.begin(), columns.end(), name) == columns.end()) names.push_back(name);
  };
  for (const auto& rule : rules) {
    if (!rule.column.empty()) ask(rule.column);
    for (const auto& name : rule.empty) ask(name);
  }
  return names;
}

}  // namespace sluss::skip

#include "trial/values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <tuple>

#include "base/fitted.h"
#include "base/json.h"
#include "base/money.h"
#include "base/text.h"
#include "config/plain_scalar.h"

namespace sluss::trial {
namespace {

constexpr std::size_t longest_shown = 160;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<std::int64_t> whole_number(const std::string& text) {
  std::int64_t number = 0;
  const auto* const end = text.data() + text.size();
  const auto [stopped, failed] = std::from_chars(text.data(), end, number);
  const bool is_plain = failed == std::errc() && stopped == end && std::to_string(number) == text;
  return is_plain ? std::optional(number) : std::nullopt;
}

/// "3.40", "-0.5".
bool is_decimal(const std::string& text) {
  const auto begin = text.starts_with('-') ? 1U : 0U;
  const auto dot = text.find('.');
  if (dot == std::string::npos || dot == begin || dot + 1 == text.size()) return false;
  return std::count(text.begin(), text.end(), '.') == 1 &&
         std::all_of(text.begin() + begin, text.end(), [](char c) { return is_digit(c) || c == '.'; });
}

bool is_yes(const std::string& text) {
  const auto folded = fold_case(text);
  return folded == "yes" || folded == "true" || folded == "on";
}

Value scalar_of(const Node& node) {
  if (node.quoted) return node.text;
  if (const auto number = whole_number(node.text)) return *number;
  if (is_decimal(node.text)) return Number{node.text};
  if (config::is_truth_word(node.text)) return is_yes(node.text);
  return node.text;
}

// --- writing -------------------------------------------------------------------------------------------------------

bool is_null_word(const std::string& text) {
  constexpr std::array<std::string_view, 4> words = {"null", "Null", "NULL", "none"};
  return std::find(words.begin(), words.end(), text) != words.end();
}

/// A text that YAML cannot take for anything else, in a list or map on one line too.
bool is_plain(const std::string& text) {
  const auto is_word = [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
  };
  if (text.empty() || text.size() > 100 || !is_utf8(text) || is_null_word(text) || config::is_truth_word(text))
    return false;
  if (!is_word(text.front()) || text.back() == ' ') return false;
  if (!std::all_of(text.begin(), text.end(),
                   [&](char c) { return is_word(c) || std::string_view(" -_./").find(c) != std::string_view::npos; }))
    return false;
  if (!is_digit(text.front())) return true;
  // "2026-09-14", and keys such as "10010001": no number is taken for a text, and no text for a number.
  return text.size() == 10 && text[4] == '-' && text[7] == '-';
}

std::string scalar_text(const Value& value) {
  if (value.is_null()) return "~";
  if (const auto* flag = value.as_bool()) return *flag ? "yes" : "no";
  if (const auto* text = value.as_text()) return to_scalar(*text);
  if (const auto* number = value.as_number()) return is_decimal(number->text) ? number->text : to_json(number->text);
  return value.text_or_empty();
}

bool is_within(const Value& value) {
  const auto* list = value.as_list();
  const auto* members = value.as_object();
  return (list != nullptr && !list->empty()) || (members != nullptr && !members->empty());
}

/// The members, those within members under their dotted path. A name with a dot of its own stays whole.
void flatten(const std::string& path, const Value& value, std::vector<std::pair<std::string, const Value*>>& flat) {
  const auto* members = value.as_object();
  if (members == nullptr || members->empty()) return flat.emplace_back(path, &value), void();
  for (const auto& [name, member] : *members) flatten(path.empty() ? name : path + "." + name, member, flat);
}

std::vector<std::pair<std::string, const Value*>> flat_members(const Value& members) {
  std::vector<std::pair<std::string, const Value*>> flat;
  if (is_within(members)) flatten("", members, flat);
  return flat;
}

std::string in_line(const Value& value);

std::string in_line(const std::vector<std::pair<std::string, const Value*>>& flat, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < std::min(most, flat.size()); ++i)
    text += (i == 0 ? " " : ", ") + to_scalar(flat[i].first) + ": " + in_line(*flat[i].second);
  return text.empty() ? "{}" : "{" + text + " }";
}

std::string in_line(const Value& value) {
  if (const auto* items = value.as_list()) {
    std::vector<std::string> parts;
    for (const auto& item : *items) parts.push_back(in_line(item));
    return "[" + join(parts, ", ") + "]";
  }
  return value.as_object() != nullptr ? in_line(flat_members(value), 1000) : scalar_text(value);
}

void write_item(const Value& item, std::size_t indent, std::string& text) {
  if (item.as_object() == nullptr || !is_within(item)) {
    text += std::string(indent, ' ') + "- " + in_line(item) + "\n";
    return;
  }
  auto block = to_yaml(item, indent + 2);
  block[indent] = '-';
  text += block;
}

// --- comparing -----------------------------------------------------------------------------------------------------

std::string below(const std::string& path, const std::string& name) { return path.empty() ? name : path + "." + name; }
std::string item_of(const std::string& path, std::size_t i) { return path + "[" + std::to_string(i) + "]"; }

/// "4590.00 kr" of a member in öre.
std::optional<Ore> kronor_in(const Node& node, const std::string& path) {
  if (!path.ends_with("_ore") || !node.text.ends_with(" kr")) return std::nullopt;
  return parse_decimal_kronor(std::string_view(node.text).substr(0, node.text.size() - 3));
}

bool is_same(const Node& node, const Value& found, const std::string& path) {
  if (node.kind == Node::Kind::null) return found.is_null();
  if (const auto* flag = found.as_bool()) return config::is_truth_word(node.text) && is_yes(node.text) == *flag;
  if (found.is_null() || found.as_list() != nullptr || found.as_object() != nullptr) return false;
  if (const auto ore = kronor_in(node, path); ore && found.as_int() != nullptr) return ore->value == *found.as_int();
  return found.text_or_empty() == node.text;
}

/// As the expectation writes it: an amount in kronor where that one stands in kronor.
std::string shown_as(const Node& expected, const Value& found, const std::string& path) {
  return kronor_in(expected, path) && found.as_int() != nullptr ? "\"" + to_decimal(Ore{*found.as_int()}) + " kr\""
                                                                : shown(found);
}

void compare(const Node& expected, const Value& found, const std::string& path, std::vector<Difference>& all);

void compare_lists(const Node& expected, const Value::List& found, const std::string& path,
                   std::vector<Difference>& all) {
  for (std::size_t i = 0; i < std::min(expected.items.size(), found.size()); ++i)
    compare(expected.items[i], found[i], item_of(path, i), all);
  if (expected.items.size() != found.size())
    all.push_back({expected.mark, path, std::to_string(expected.items.size()) + " items",
                   std::to_string(found.size()) + ": " + shown(Value(found))});
}

void compare(const Node& expected, const Value& found, const std::string& path, std::vector<Difference>& all) {
  if (expected.is_list() && found.as_list() != nullptr) return compare_lists(expected, *found.as_list(), path, all);
  if (expected.is_map() && found.as_object() != nullptr) {
    for (const auto& entry : expected.entries) compare(entry.value, found.at(entry.key), below(path, entry.key), all);
    return;
  }
  const bool is_tree = expected.is_list() || expected.is_map();
  if (is_tree || !is_same(expected, found, path))
    all.push_back({expected.mark, path, shown(to_value(expected)), shown_as(expected, found, path)});
}

bool is_equal(const Value& expected, const Value& found) {
  const auto digits = [](const Value& value) { return value.as_number() != nullptr || value.as_text() != nullptr; };
  const bool is_odd_number = found.as_number() != nullptr && !is_decimal(found.as_number()->text);
  return expected == found || (is_odd_number && digits(expected) && expected.text_or_empty() == found.text_or_empty());
}

void compare(const Value& expected, const Value& found, const std::string& path, std::vector<Difference>& all) {
  const auto* list = expected.as_list();
  const auto* found_list = found.as_list();
  if (expected.as_object() != nullptr && found.as_object() != nullptr) {
    for (const auto& [name, value] : *expected.as_object()) compare(value, found[name], below(path, name), all);
    for (const auto& [name, value] : *found.as_object()) {
      if (expected[name].is_null() && !value.is_null()) compare(Value(), value, below(path, name), all);
    }
  } else if (list != nullptr && found_list != nullptr && list->size() == found_list->size()) {
    for (std::size_t i = 0; i < list->size(); ++i) compare((*list)[i], (*found_list)[i], item_of(path, i), all);
  } else if (!is_equal(expected, found)) all.push_back({{}, path, shown(expected), shown(found)});
}

}  // namespace

Value to_value(const Node& node) {
  if (node.is_scalar()) return scalar_of(node);
  if (node.is_list()) {
    auto list = Value::list();
    for (const auto& item : node.items) list.as_list()->push_back(to_value(item));
    return list;
  }
  if (!node.is_map()) return {};
  auto object = Value::object();
  for (const auto& entry : node.entries) object.make(entry.key) = to_value(entry.value);
  return object;
}

Value to_record(const Node& node) {
  if (node.is_list()) {
    auto list = Value::list();
    for (const auto& item : node.items) list.as_list()->push_back(to_record(item));
    return list;
  }
  if (!node.is_map()) return to_value(node);
  auto object = Value::object();
  for (const auto& entry : node.entries) object[entry.key] = to_record(entry.value);
  return object;
}

std::string record_to_yaml(const Value& record, std::size_t indent) {
  std::string text;
  const auto* members = record.as_object();
  if (members == nullptr || members->empty()) return std::string(indent, ' ') + "- {}\n";
  for (const auto& [name, value] : *members) {
    // What lies deeper stands as JSON, which is YAML too.
    const bool is_tree = value.as_object() != nullptr || value.as_list() != nullptr;
    text += std::string(indent, ' ') + (text.empty() ? "- " : "  ") + to_scalar(name) + ": " +
            (is_tree ? to_json(value) : scalar_text(value)) + "\n";
  }
  return text;
}

std::string to_scalar(const std::string& text) { return is_plain(text) ? text : to_json(Value(text)); }

std::string to_yaml(const Value& members, std::size_t indent) {
  std::string text;
  const std::string margin(indent, ' ');
  for (const auto& [path, value] : flat_members(members)) {
    text += margin + to_scalar(path) + ":";
    const auto* items = value->as_list();
    const bool is_block = items != nullptr && std::any_of(items->begin(), items->end(), is_within);
    if (!is_block) text += " " + in_line(*value) + "\n";
    else {
      text += "\n";
      for (const auto& item : *items) write_item(item, indent + 2, text);
    }
  }
  return text;
}

std::string to_line(const Value& members, std::size_t most) { return in_line(flat_members(members), most); }

std::vector<Difference> differences_in(const Node& expected, const Value& found) {
  std::vector<Difference> all;
  if (expected.is_map()) compare(expected, found, "", all);
  return all;
}

std::vector<Difference> differences_between(const Value& expected, const Value& found) {
  std::vector<Difference> all;
  compare(expected, found, "", all);
  return all;
}

std::string shown(const Value& value) {
  if (value.is_null()) return "nothing";
  if (const auto* flag = value.as_bool()) return *flag ? "yes" : "no";
  const auto text = value.as_number() != nullptr ? value.text_or_empty() : to_json(value);
  return beginning_of(text, longest_shown);
}

}  // namespace sluss::trial

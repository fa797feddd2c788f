#include "config/form.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace sluss::config {
namespace {

const Node missing;

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<domain::MonthDay> parse_month_day(std::string_view text) {
  // A leap year, so that 02-29 can stand.
  const auto day = text.size() == 5 ? parse_iso_day("2024-" + std::string(text)) : std::nullopt;
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date(*day);
  return domain::MonthDay{unsigned{date.month()}, unsigned{date.day()}};
}

/// Kronor with exactly two decimals, and "kr" after it or not: 1530.00 kr. A whole number could be kronor or öre.
std::optional<Ore> parse_kronor(std::string_view text) {
  if (text.ends_with("kr")) text = trim(text.substr(0, text.size() - 2));
  const auto point = text.find('.');
  if (point == std::string_view::npos || text.size() - point != 3) return std::nullopt;
  return parse_decimal_kronor(text);
}

}  // namespace

bool is_name(std::string_view text) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; };
  return !text.empty() && text.size() <= 64 && text.front() != '-' && std::all_of(text.begin(), text.end(), fits);
}

std::string suggestion(std::string_view word, const std::vector<std::string>& known) {
  if (const auto meant = nearest(word, known)) return "did you mean \"" + *meant + "\"?";
  return known.empty() ? "there are none" : "there are: " + join(known, ", ");
}

const std::vector<Node>& items_of(const Node& node, Diagnostics& diagnostics) {
  if (node.kind != Node::Kind::missing && node.kind != Node::Kind::null && !node.is_list()) diagnostics.add(node, "expected a list");
  return node.items;
}

Form::Form(const Node& map, Diagnostics& diagnostics) : map_(map), diagnostics_(diagnostics) {
  if (!map.is_map()) expected(map, "members such as \"name: value\"");
}

void Form::expected(const Node& node, const std::string& what) {
  diagnostics_.add(node, "expected " + what + (node.is_scalar() ? ", found \"" + node.text + "\"" : ""));
}

const Node& Form::node(const std::string& member, Need need, const std::string& meaning) {
  asked_.push_back(member);
  const auto& node = map_[member];
  if (need == Need::required && map_.is_map() && (node.kind == Node::Kind::missing || node.kind == Node::Kind::null))
    diagnostics_.add(map_, "\"" + member + "\" is missing" + (meaning.empty() ? "" : ": " + meaning));
  return node.kind == Node::Kind::null && need == Need::optional ? missing : node;
}

std::string Form::text(const std::string& member, Need need, const std::string& meaning) {
  const auto& value = node(member, need, meaning);
  if (value.is_scalar() && !value.text.empty()) return value.text;
  if (value.kind != Node::Kind::missing && value.kind != Node::Kind::null) expected(value, "a text");
  return {};
}

std::vector<std::string> Form::texts(const std::string& member, Need need, const std::string& meaning) {
  const auto& value = node(member, need, meaning);
  if (value.is_scalar()) return {value.text};
  std::vector<std::string> texts;
  if (value.kind != Node::Kind::missing && value.kind != Node::Kind::null && !value.is_list()) expected(value, "a list of texts");
  for (const auto& item : value.items) {
    if (item.is_scalar()) texts.push_back(item.text);
    else expected(item, "a text");
  }
  return texts;
}

std::optional<std::string> Form::word(const std::string& member) {
  const auto& value = node(member);
  if (value.kind == Node::Kind::missing) return std::nullopt;
  return value.text;
}

void Form::not_among(const std::string& member, const std::vector<std::string>& words) {
  expected(map_[member], "one of: " + join(words, ", "));
}

std::optional<Day> Form::day(const std::string& member, Need need) {
  const auto& value = node(member, need, "a day, YYYY-MM-DD");
  if (value.kind == Node::Kind::missing || value.kind == Node::Kind::null) return std::nullopt;
  const auto day = parse_iso_day(value.text);
  if (!day) expected(value, "a day that exists, YYYY-MM-DD");
  return day;
}

std::optional<domain::MonthDay> Form::month_day(const std::string& member, Need need) {
  const auto& value = node(member, need, "a day of the year, MM-DD");
  if (value.kind == Node::Kind::missing || value.kind == Node::Kind::null) return std::nullopt;
  const auto day = parse_month_day(value.text);
  if (!day) expected(value, "a day of the year, MM-DD, such as \"06-15\"");
  return day;
}

std::optional<std::int64_t> Form::number(const std::string& member, std::int64_t least, std::int64_t most) {
  const auto& value = node(member);
  if (value.kind == Node::Kind::missing) return std::nullopt;
  std::int64_t number = 0;
  const auto* end = value.text.data() + value.text.size();
  const bool plain = all_digits(value.text) && (value.text.size() == 1 || value.text.front() != '0');
  const bool read = plain && std::from_chars(value.text.data(), end, number).ec == std::errc();
  if (read && number >= least && number <= most) return number;
  expected(value, "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
  return std::nullopt;
}

std::optional<Ore> Form::kronor(const std::string& member, Need need) {
  const auto& value = node(member, need, "kronor with two decimals, such as \"1530.00 kr\"");
  if (value.kind == Node::Kind::missing || value.kind == Node::Kind::null) return std::nullopt;
  const auto amount = value.is_scalar() ? parse_kronor(value.text) : std::nullopt;
  if (amount && amount->value > 0) return amount;
  expected(value, "kronor above zero with a point and two decimals, such as \"1530.00 kr\"");
  return std::nullopt;
}

std::string Form::checked(const std::string& member, Need need, const std::function<domain::Checked(std::string_view)>& check) {
  const auto& value = node(member, need);
  if (value.kind == Node::Kind::missing || value.kind == Node::Kind::null) return {};
  if (!value.is_scalar()) {
    expected(value, "a text");
    return {};
  }
  auto checked = check(value.text);
  if (checked) return std::move(*checked);
  expected(value, checked.error());
  return {};
}

void Form::done() {
  if (map_.is_map()) diagnostics_.only_keys(map_, asked_);
}

void Form::fault(const std::string& member, const std::string& message, const std::string& hint) {
  const auto& node = map_[member];
  diagnostics_.add(node.kind == Node::Kind::missing ? map_ : node, message, hint);
}

}  // namespace sluss::config

#include "config/values.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "config/plain_scalar.h"

namespace sluss::config {
namespace {

void expected(const Node& node, ParseContext& context, const std::string& what, std::string hint = {}) {
  std::string found;
  if (node.is_scalar()) found = node.text.empty() ? ", found an empty text" : ", found \"" + node.text + "\"";
  if (node.is_list()) found = ", found a list";
  if (node.is_map()) found = ", found a map";
  if (node.kind == Node::Kind::null) found = ", found nothing";
  if (node.kind == Node::Kind::null && hint.empty()) hint = "write it behind the colon, or remove the line";
  context.diagnostics.add(node, "expected " + what + found, std::move(hint));
}

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// The day "MM-DD" of a year that has no leap day.
std::optional<domain::MonthDay> parse_month_day(const std::string& text) {
  const auto day = parse_iso_day("2001-" + text);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date(*day);
  return domain::MonthDay{unsigned(date.month()), unsigned(date.day())};
}

std::optional<domain::TermDay> parse_term_day(std::string text) {
  domain::TermDay day;
  for (const auto& [words, year] : {std::pair(std::string_view(" the year before"), -1), {" the year after", 1}}) {
    if (!text.ends_with(words)) continue;
    text.resize(text.size() - words.size());
    day.year = year;
  }
  const auto on = parse_month_day(text);
  if (!on) return std::nullopt;
  day.on = *on;
  return day;
}

std::optional<Ore> parse_kronor(const Node& node) {
  auto text = trim(node.text);
  const bool has_unit = text.ends_with("kr");
  if (has_unit) text = trim(text.substr(0, text.size() - 2));
  // In quotes, two decimals show that it is kronor; anything less could be öre.
  const bool has_ore = node.quoted && text.size() > 3 && text[text.size() - 3] == '.';
  return has_unit || has_ore ? parse_decimal_kronor(text) : std::nullopt;
}

std::string hint_of_amount(const std::string& text) {
  if (text.find(',') != std::string::npos) return "write a point for the comma";
  if (text.starts_with('-')) return "a price is what is paid; Sluss works out itself what is credited";
  return "write kronor, a point, two digits of öre, and \"kr\"";
}

/// Is what is sent to this http address seen on this machine alone?
bool is_of_this_machine(std::string_view url) {
  constexpr std::array<std::string_view, 3> hosts{"http://127.0.0.1", "http://localhost", "http://[::1]"};
  return std::ranges::any_of(hosts, [&](std::string_view host) {
    return url.starts_with(host) && (url.size() == host.size() || url[host.size()] == ':' || url[host.size()] == '/');
  });
}

}  // namespace

void read_size(const Node& node, ParseContext& context, std::optional<std::int64_t>& target) {
  const std::string_view text = node.is_scalar() ? std::string_view(node.text) : "";
  const auto space = text.find(' ');
  const auto unit = space == std::string_view::npos ? "" : text.substr(space + 1);
  const int shift = unit == "MiB" ? 20 : unit == "GiB" ? 30 : 0;
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + std::min(space, text.size()), number);
  const bool is_number = failed == std::errc() && end == text.data() + space && number > 0 && number <= 1'000'000;
  if (shift > 0 && is_number) target = number << shift;
  else context.diagnostics.add(node, "expected a size", "for example 500 MiB or 20 GiB");
}

std::string hint_of(std::string_view word, const std::vector<std::string>& known) {
  if (const auto meant = nearest(word, known)) return "did you mean \"" + *meant + "\"?";
  return known.empty() ? "none is known" : "there are: " + join(known, ", ");
}

bool check_is_text(const Node& node, ParseContext& context) {
  if (!node.is_scalar() || node.quoted || !is_truth_word(node.text)) return true;
  context.diagnostics.add(node, "expected a text, found " + node.text + ", which YAML takes for yes or no",
                          "if it is a text, write it in quotes: \"" + node.text + "\"");
  return false;
}

void read_text(const Node& node, ParseContext& context, std::string& target) {
  if (!node.is_scalar() || trim(node.text).empty()) return expected(node, context, "a text");
  if (check_is_text(node, context)) target = trim(node.text);
}

void read_path(const Node& node, ParseContext& context, std::filesystem::path& target) {
  options::read(node, context, target);
}

void read_secret(const Node& node, ParseContext& context, Secret& target) { options::read(node, context, target); }

bool is_safe_url(std::string_view text) {
  const auto scheme = text.find("://");
  if (scheme == std::string_view::npos) return false;
  const auto rest = text.substr(scheme + 3);
  const bool plain = !rest.empty() && rest.front() != '/' && rest.find_first_of("@#?\\") == std::string_view::npos &&
                     std::ranges::all_of(rest, [](char c) { return c > 0x20 && c < 0x7F; });
  return plain && (text.starts_with("https://") || is_of_this_machine(text));
}

void read_texts(const Node& node, ParseContext& context, std::vector<std::string>& target) {
  if (!node.is_list() && !node.is_scalar()) return expected(node, context, "a list of texts");
  std::vector<std::string> texts;
  for (const auto& item : node.is_list() ? node.items : std::vector<Node>{node}) {
    std::string text;
    read_text(item, context, text);
    if (!text.empty()) texts.push_back(std::move(text));
  }
  target = std::move(texts);
}

void read_name(const Node& node, ParseContext& context, std::string& target) {
  const bool is_name =
      node.is_scalar() && !node.text.empty() && std::all_of(node.text.begin(), node.text.end(), is_name_character);
  if (!is_name) return expected(node, context, "a name of letters, digits, \"-\" and \"_\"");
  if (check_is_text(node, context)) target = node.text;
}

void read_day(const Node& node, ParseContext& context, Day& target) {
  const auto day = node.is_scalar() ? parse_iso_day(node.text) : std::nullopt;
  if (day) target = *day;
  else expected(node, context, "a date that exists, as YYYY-MM-DD", "for example 2026-12-31");
}

void read_maybe_day(const Node& node, ParseContext& context, std::optional<Day>& target) {
  const auto faults = context.diagnostics.size();
  Day day;
  read_day(node, context, day);
  if (context.diagnostics.size() == faults) target = day;
}

void read_month_day(const Node& node, ParseContext& context, domain::MonthDay& target) {
  const auto day = node.is_scalar() ? parse_month_day(node.text) : std::nullopt;
  if (day) target = *day;
  else expected(node, context, "a day that every year has, as \"MM-DD\"", "for example \"11-30\"");
}

void read_maybe_month_day(const Node& node, ParseContext& context, std::optional<domain::MonthDay>& target) {
  const auto faults = context.diagnostics.size();
  domain::MonthDay day;
  read_month_day(node, context, day);
  if (context.diagnostics.size() == faults) target = day;
}

void read_term_day(const Node& node, ParseContext& context, std::optional<domain::TermDay>& target) {
  const auto day = node.is_scalar() ? parse_term_day(node.text) : std::nullopt;
  if (day) target = day;
  else
    expected(node, context, "a day that every year has, as \"MM-DD\"",
             "where it is not in the term's own year: \"09-15 the year before\", or the year after");
}

void read_billed_type(const Node& node, ParseContext& context, domain::PlacementType& target) {
  using domain::PlacementType;
  std::vector<std::pair<std::string, PlacementType>> words;
  for (const auto type : {PlacementType::vfu, PlacementType::specialist, PlacementType::apl, PlacementType::lia})
    words.emplace_back(domain::name_of(type), type);
  one_of(std::move(words))(node, context, target);
}

void read_billed_types(const Node& node, ParseContext& context, std::vector<domain::PlacementType>& target) {
  target.clear();
  for (const auto& item : node.is_list() ? node.items : std::vector<Node>{node}) {
    const auto faults = context.diagnostics.size();
    domain::PlacementType type{};
    read_billed_type(item, context, type);
    if (context.diagnostics.size() == faults) target.push_back(type);
  }
  if (node.is_list() && node.items.empty()) context.diagnostics.add(node, "expected at least one type");
}

void read_kronor(const Node& node, ParseContext& context, Ore& target) {
  const auto amount = node.is_scalar() ? parse_kronor(node) : std::nullopt;
  if (amount && amount->value > 0) target = *amount;
  else if (node.is_scalar() && parse_decimal_kronor(node.text))
    expected(node, context, "an amount above 0 with its unit; a bare number could be kronor or öre",
             "write kronor with \"kr\": \"1530.00 kr\"");
  else
    expected(node, context, "an amount above 0 in kronor with a decimal point and no blanks, such as \"1530.00 kr\"",
             hint_of_amount(node.text));
}

void read_between(const Node& node, ParseContext& context, std::int64_t least, std::int64_t most,
                  std::int64_t& target) {
  const auto faults = context.diagnostics.size();
  std::int64_t number = 0;
  options::read(node, context, number);
  if (context.diagnostics.size() != faults) return;
  if (number >= least && number <= most) target = number;
  else expected(node, context, "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
}

}  // namespace sluss::config

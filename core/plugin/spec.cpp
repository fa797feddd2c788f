#include "plugin/spec.h"

#include <algorithm>

#include "base/text.h"

namespace sluss {

std::vector<std::string> SpecInfo::option_names() const {
  std::vector<std::string> names;
  for (const auto& option : options_) names.push_back(option.name);
  return names;
}

std::vector<Renaming> SpecInfo::renamings() const {
  std::vector<Renaming> renamings;
  for (const auto& option : options_) {
    for (const auto& former : option.formerly) renamings.push_back({former, option.name});
  }
  return renamings;
}

void SpecInfo::expect_either(const Node& node, Diagnostics& diagnostics) const {
  for (const auto& names : either_) {
    if (std::none_of(names.begin(), names.end(), [&](const auto& name) { return node.has(name); }))
      diagnostics.add(node, "one of these is needed: " + join(names, ", "),
                      "sluss help " + name_ + " tells what each of them is");
  }
}

namespace options {
namespace {

constexpr std::string_view secret_prefix = "secret:";

bool expect_scalar(const Node& node, ParseContext& context, const std::string& expected) {
  if (node.is_scalar()) return true;
  const auto* found = node.is_list() ? ", found a list" : node.is_map() ? ", found a map" : ", found nothing";
  context.diagnostics.add(node, "expected " + expected + found,
                          node.is_list() || node.is_map() ? "" : "write it behind the colon, or remove the line");
  return false;
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const bool leading_zero = text.size() > 1 && text.front() == '0';
  if (text.empty() || text.size() > 18 || leading_zero) return std::nullopt;
  if (!std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
  const auto number = std::stoll(std::string(text));
  return negative ? -number : number;
}

std::optional<std::int64_t> seconds_of_unit(char unit) {
  switch (unit) {
    case 's': return 1;
    case 'm': return 60;
    case 'h': return 3600;
    case 'd': return 86400;
    default: return std::nullopt;
  }
}

/// Whether YAML would take a value that begins like this for something else than a text.
bool needs_quotes(const std::string& value) {
  return !value.empty() && std::string_view("*&!|>%@`{}[]#,").find(value.front()) != std::string_view::npos;
}

}  // namespace

void read(const Node& node, ParseContext& context, std::string& target) {
  if (expect_scalar(node, context, "a text")) target = node.text;
}

void read(const Node& node, ParseContext& context, bool& target) {
  if (!expect_scalar(node, context, "yes or no")) return;
  if (node.text == "yes" || node.text == "true") target = true;
  else if (node.text == "no" || node.text == "false") target = false;
  else context.diagnostics.add(node, "expected yes or no, found \"" + node.text + "\"");
}

void read(const Node& node, ParseContext& context, std::int64_t& target) {
  if (!expect_scalar(node, context, "a whole number")) return;
  if (const auto number = whole_number(node.text)) target = *number;
  else
    context.diagnostics.add(node, "expected a whole number, found \"" + node.text + "\"",
                            "write digits alone, such as 30");
}

void read(const Node& node, ParseContext& context, std::filesystem::path& target) {
  if (!expect_scalar(node, context, "a path")) return;
  if (node.text.empty()) context.diagnostics.add(node, "expected a path, found nothing");
  else if (has_control(node.text))
    context.diagnostics.add(node, "a path cannot hold a line break or a tab, which \\n and \\t are in double quotes",
                            "write it with /, or in single quotes");
  else target = (context.folder / node.text).lexically_normal();
}

void read(const Node& node, ParseContext& context, std::chrono::seconds& target) {
  constexpr auto expected = "a duration such as 10s, 5m or 2h";
  if (!expect_scalar(node, context, expected)) return;
  const auto text = std::string_view(node.text);
  const auto unit = text.empty() ? std::nullopt : seconds_of_unit(text.back());
  const auto number = unit ? whole_number(text.substr(0, text.size() - 1)) : std::nullopt;
  if (number && *number >= 0 && *number < 1'000'000) target = std::chrono::seconds(*number * *unit);
  else
    context.diagnostics.add(node, std::string("expected ") + expected + ", found \"" + node.text + "\"",
                            whole_number(text) ? "add the unit: " + node.text + "s, " + node.text + "m, " + node.text +
                                                     "h or " + node.text + "d"
                                               : "the unit is one letter, s, m, h or d, with no blank before it");
}

void read(const Node& node, ParseContext& context, Secret& target) {
  if (!node.is_scalar() || !std::string_view(node.text).starts_with(secret_prefix)) {
    context.diagnostics.add(node, "expected secret:NAME, not the secret itself",
                            "put the value in the secrets folder, an environment variable or a systemd credential");
    return;
  }
  auto secret = context.secrets.find(std::string_view(node.text).substr(secret_prefix.size()));
  if (secret) target = std::move(*secret);
  else context.diagnostics.add(node, secret.error().what);
}

void read(const Node& node, ParseContext& context, std::vector<std::string>& target) {
  if (node.is_scalar()) {
    target = {node.text};
    return;
  }
  if (!node.is_list()) {
    context.diagnostics.add(node, "expected a list of texts");
    return;
  }
  std::vector<std::string> texts;
  for (const auto& item : node.items) {
    if (expect_scalar(item, context, "a text")) texts.push_back(item.text);
  }
  target = std::move(texts);
}

void read(const Node& node, ParseContext& /*context*/, Node& target) { target = node; }

void expect_word(const Node& node, ParseContext& context, const std::vector<std::string>& known) {
  const auto found = node.is_scalar() && !node.text.empty() ? ", found \"" + node.text + "\"" : "";
  const auto meant = node.is_scalar() ? nearest(node.text, known) : std::nullopt;
  context.diagnostics.add(node, "expected one of: " + join(known, ", ") + found,
                          meant ? "did you mean \"" + *meant + "\"?" : "write one of these words");
}

std::string type_name(OptionKind kind) {
  switch (kind) {
    case OptionKind::text: return "text";
    case OptionKind::yes_no: return "yes or no";
    case OptionKind::whole_number: return "whole number";
    case OptionKind::path: return "path";
    case OptionKind::duration: return "duration";
    case OptionKind::secret: return "secret";
    case OptionKind::texts: return "list of texts";
    case OptionKind::choice: return "one of";
    case OptionKind::table: return "table";
  }
  return "text";
}

std::string write(const std::string& value) { return needs_quotes(value) ? "\"" + value + "\"" : value; }
std::string write(const bool& value) { return value ? "yes" : "no"; }
std::string write(const std::int64_t& value) { return std::to_string(value); }
std::string write(const std::filesystem::path& value) { return value.string(); }
std::string write(const std::chrono::seconds& value) { return std::to_string(value.count()) + "s"; }
std::string write(const Secret& /*value*/) { return ""; }
std::string write(const std::vector<std::string>& value) { return value.empty() ? "" : "[" + join(value, ", ") + "]"; }
std::string write(const Node& /*value*/) { return ""; }

}  // namespace options
}  // namespace sluss

#include "observe/masking.h"

#include <algorithm>
#include <array>

#include "observe/cells.h"

namespace sluss::observe {
namespace {

constexpr auto mask = "***";

// An allow-list: a member that is added to a body later stays hidden until someone has thought about it.
constexpr std::array placement_members = {"id",   "type", "status", "institution", "programme", "course", "order",
                                          "term", "unit", "start",  "end",         "days",      "dates",  "registry"};
// Who the student is stands in `student` alone.
constexpr std::array registration_members = {"id", "institution", "course", "term", "status", "interrupted"};
constexpr std::array order_members = {"id",    "round",    "institution", "programme", "course", "type",
                                      "term",  "weeks",    "start",       "end",       "area",   "unit",
                                      "goals", "priority", "count",       "status"};
constexpr std::array offer_members = {"id", "unit", "term", "programme", "start", "end", "places", "order", "status"};
// Not the OCR number: a payer may write anything there.
constexpr std::array payment_members = {"id",  "account",   "reference", "amount_ore",
                                        "day", "value_day", "kind",      "taken_off"};
// Not the texts: a buyer writes what it wants there.
constexpr std::array response_members = {"number", "status", "day",    "reasons", "actions",
                                         "by",     "note",   "sender", "stranger"};
constexpr std::array invoice_line_members = {"id",   "placement", "subject", "programme",      "course",    "first",
                                             "last", "days",      "dates",   "week_price_ore", "amount_ore"};

Value hidden(const Value& value) {
  if (const auto* members = value.as_object()) {
    auto shape = Value::object();
    for (const auto& [name, member] : *members) shape[name] = hidden(member);
    return shape;
  }
  if (const auto* items = value.as_list()) {
    auto shape = Value::list();
    for (const auto& item : *items) shape.as_list()->push_back(hidden(item));
    return shape;
  }
  return value.is_null() || value.as_bool() != nullptr ? value : Value(mask);
}

/// A column that was shifted puts a personal number where a programme or a count of days belongs.
Value without_numbers(const Value& value) {
  if (const auto* text = value.as_text()) return without_personal_numbers(*text);
  if (const auto* number = value.as_int()) return is_plain(std::to_string(*number)) ? value : Value(mask);
  if (const auto* items = value.as_list()) {
    auto shown = Value::list();
    for (const auto& item : *items) shown.as_list()->push_back(without_numbers(item));
    return shown;
  }
  if (value.as_object() == nullptr) return value;
  auto shown = Value::object();
  for (const auto& [name, member] : *value.as_object()) shown[name] = without_numbers(member);
  return shown;
}

template <std::size_t N>
Value with_only(const Value& value, const std::array<const char*, N>& allowed) {
  auto shown = Value::object();
  for (const auto& [name, member] : *value.as_object()) {
    const bool known = std::find(allowed.begin(), allowed.end(), name) != allowed.end();
    shown[name] = known ? member : hidden(member);
  }
  return shown;
}

Value invoice(const Value& body) {
  auto shown = body;
  if (auto* lines = shown["lines"].as_list()) {
    for (auto& line : *lines) line = line.as_object() != nullptr ? with_only(line, invoice_line_members) : hidden(line);
  }
  return shown;
}

}  // namespace

Value masked(std::string_view kind, const Value& body) {
  if (body.as_object() == nullptr) return hidden(body);
  if (kind == "placement") return without_numbers(with_only(body, placement_members));
  if (kind == "registration") return without_numbers(with_only(body, registration_members));
  if (kind == "order") return with_only(body, order_members);
  if (kind == "offer") return with_only(body, offer_members);
  // Made by us, of orders and offers alone: there is no student in them.
  if (kind == "inquiry" || kind == "confirmation" || kind == "round") return body;
  if (kind == "payment") return with_only(body, payment_members);
  if (kind == "invoice_response") return with_only(body, response_members);
  return kind == "invoice" ? invoice(body) : hidden(body);
}

}  // namespace sluss::observe

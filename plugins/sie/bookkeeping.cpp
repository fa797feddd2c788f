#include "bookkeeping.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace sluss::sie {
namespace {

constexpr int last_reserved_dimension = 19;
constexpr std::size_t longest_account = 10;

std::optional<int> dimension_of(std::string_view text) {
  int number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size() || number < 1 || number > 9999)
    return std::nullopt;
  return number;
}

std::string read_account(const Node& node, Diagnostics& diagnostics) {
  if (node.kind == Node::Kind::missing) return {};
  if (!node.is_scalar() || !is_account(node.text))
    diagnostics.add(node, "expected the digits of an account", "for example 3041");
  return node.text;
}

Objects read_objects(const Node& node, const std::map<int, std::string>& dimensions, Diagnostics& diagnostics) {
  Objects objects;
  if (node.kind == Node::Kind::missing) return objects;
  if (!node.is_map()) diagnostics.add(node, "expected objects by their dimension", "for example { 1: \"4711\" }");
  for (const auto& [key, key_mark, value] : node.entries) {
    const auto dimension = dimension_of(key);
    if (!dimension || (*dimension > last_reserved_dimension && !dimensions.contains(*dimension)))
      diagnostics.add(value, "\"" + key + "\" is no dimension: expected 1 to 19, or one that stands in dimensions");
    else if (!value.is_scalar() || value.text.empty()) diagnostics.add(value, "expected the number of an object");
    else objects[*dimension] = value.text;
  }
  return objects;
}

/// What the table says of one; nothing when there is no table.
Result<Coding> coding_of(const std::map<std::string, Coding>& table, const std::string& id, const char* what) {
  if (table.empty()) return Coding{};
  const auto at = table.find(id);
  if (at != table.end()) return at->second;
  return fail(Fault::data, std::string("sie: the ") + what + " \"" + id + "\" is not in " + what +
                               "s: nobody has said how it is booked");
}

std::string text_of(const domain::Invoice& invoice) {
  const auto document = invoice.credits ? "Kreditfaktura " + invoice.number + " till faktura " + invoice.credits->number
                                        : "Faktura " + invoice.number;
  return document + ", " + invoice.buyer.name + ", " + invoice.term;
}

}  // namespace

bool is_account(std::string_view text) {
  return !text.empty() && text.size() <= longest_account &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::map<int, std::string> read_dimensions(const Node& table, Diagnostics& diagnostics) {
  std::map<int, std::string> dimensions;
  if (table.kind == Node::Kind::missing) return dimensions;
  if (!table.is_map())
    diagnostics.add(table, "expected names of dimensions by their number", "for example { 1: Kostnadsställe }");
  for (const auto& [key, key_mark, value] : table.entries) {
    const auto dimension = dimension_of(key);
    if (!dimension || !value.is_scalar() || value.text.empty())
      diagnostics.add(value, "expected the number and the name of a dimension");
    else dimensions[*dimension] = value.text;
  }
  return dimensions;
}

std::map<std::string, Coding> read_codings(const Node& table, const std::map<int, std::string>& dimensions,
                                           Diagnostics& diagnostics) {
  std::map<std::string, Coding> codings;
  if (table.kind == Node::Kind::missing) return codings;
  if (!table.is_map())
    diagnostics.add(table, "expected how each is booked, by its id",
                    "for example { vc-norr: { objects: { 1: \"4711\" } } }");
  for (const auto& [id, key_mark, node] : table.entries) {
    if (!node.is_map()) diagnostics.add(node, "expected receivable, revenue or objects");
    diagnostics.only_keys(node, {"receivable", "revenue", "objects"});
    codings[id] = {read_account(node["receivable"], diagnostics), read_account(node["revenue"], diagnostics),
                   read_objects(node["objects"], dimensions, diagnostics)};
  }
  return codings;
}

Result<Verification> book(const domain::Invoice& invoice, const Chart& chart) {
  SLUSS_TRY_ASSIGN(unit, coding_of(chart.units, invoice.seller.unit, "unit"));
  SLUSS_TRY_ASSIGN(institution, coding_of(chart.institutions, invoice.buyer.institution, "institution"));
  Ore lines;
  for (const auto& line : invoice.lines) lines += line.amount;
  if (lines != invoice.total)
    return fail(Fault::data, "sie: the lines of invoice " + invoice.number + " sum to " + to_kronor(lines) +
                                 ", and it says " + to_kronor(invoice.total));
  const auto first_said = [](const std::string& a, const std::string& b, const std::string& c) {
    return !a.empty() ? a : !b.empty() ? b : c;
  };
  auto objects = unit.objects;
  objects.insert(institution.objects.begin(), institution.objects.end());
  Verification verification{invoice.issued, text_of(invoice), {}};
  verification.postings.push_back(
      {first_said(unit.receivable, institution.receivable, chart.receivable), {}, invoice.effect()});
  verification.postings.push_back(
      {first_said(unit.revenue, institution.revenue, chart.revenue), std::move(objects), -invoice.effect()});
  return verification;
}

}  // namespace sluss::sie

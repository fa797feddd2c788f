#include "reader.h"

#include <cstdint>
#include <pugixml.hpp>

#include "base/day.h"
#include "base/money.h"
#include "base/text.h"
#include "kind.h"
#include "lines.h"
#include "xml.h"

namespace sluss::ubl {
namespace {

constexpr int deepest = 100;
constexpr int most_attributes = 100;

std::string_view prefix_of(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
}

std::string_view local_name_of(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view namespace_of(pugi::xml_node element) {
  const auto prefix = prefix_of(element.name());
  const auto declaration = prefix.empty() ? std::string("xmlns") : "xmlns:" + std::string(prefix);
  for (auto node = element; node; node = node.parent()) {
    if (const auto attribute = node.attribute(declaration.c_str())) return attribute.value();
  }
  return {};
}

bool is(pugi::xml_node node, std::string_view space, std::string_view name) {
  return node.type() == pugi::node_element && local_name_of(node.name()) == name && namespace_of(node) == space;
}

pugi::xml_node child(pugi::xml_node parent, std::string_view space, std::string_view name) {
  return parent.find_child([&](pugi::xml_node node) { return is(node, space, name); });
}

pugi::xml_node group(pugi::xml_node parent, std::string_view name) { return child(parent, aggregate_namespace, name); }
pugi::xml_node field(pugi::xml_node parent, std::string_view name) { return child(parent, basic_namespace, name); }

/// Keeps the walk over names and namespaces short, whatever is sent to us.
class LimitWalker final : public pugi::xml_tree_walker {
 public:
  bool for_each(pugi::xml_node& node) override {
    int attributes = 0;
    for (auto attribute = node.first_attribute(); attribute; attribute = attribute.next_attribute()) ++attributes;
    return depth() < deepest && attributes <= most_attributes && node.type() != pugi::node_doctype;
  }
};

tl::unexpected<Error> refuse(const std::string& what) { return fail(Fault::data, "UBL invoice: " + what); }

tl::unexpected<Error> refuse_field(std::string_view name, const char* expected) {
  return refuse("element " + std::string(name) + ": expected " + expected);
}

Result<void> check_encoding(const pugi::xml_document& document) {
  for (const auto node : document.children()) {
    if (node.type() != pugi::node_declaration) continue;
    const std::string encoding = node.attribute("encoding").as_string("UTF-8");
    if (fold_case(encoding) != "utf-8") return refuse("it says that its encoding is not UTF-8");
  }
  return {};
}

Result<pugi::xml_node> root_of(pugi::xml_document& document) {
  LimitWalker limits;
  if (!document.traverse(limits))
    return refuse("a DOCTYPE, more than 100 levels, or more than 100 attributes of one element are not accepted");
  SLUSS_TRY(check_encoding(document));
  const auto root = document.document_element();
  for (auto other = root.next_sibling(); other; other = other.next_sibling()) {
    if (other.type() == pugi::node_element) return refuse("there is more than one root element");
  }
  return root;
}

Result<DocumentKind> read_kind(pugi::xml_node root) {
  for (const auto& kind : {invoice_document, credit_note_document})
    if (is(root, kind.space, kind.root)) return kind;
  return refuse("the root is neither an Invoice nor a CreditNote of UBL 2.1");
}

Result<std::string> text_of(pugi::xml_node parent, std::string_view name) {
  const auto text = std::string(trim(field(parent, name).text().as_string()));
  if (text.empty()) return refuse_field(name, "a text, found nothing");
  return text;
}

Result<std::string> day_of(pugi::xml_node parent, std::string_view name) {
  SLUSS_TRY_ASSIGN(text, text_of(parent, name));
  if (!parse_iso_day(text)) return refuse_field(name, "a day as YYYY-MM-DD");
  return text;
}

Result<std::int64_t> ore_of(pugi::xml_node parent, std::string_view name) {
  SLUSS_TRY_ASSIGN(text, text_of(parent, name));
  const auto amount = parse_decimal_kronor(text);
  if (!amount) return refuse_field(name, "kronor with a decimal point and at most two decimals");
  if (std::string_view(field(parent, name).attribute("currencyID").value()) != "SEK")
    return refuse_field(name, "the currency SEK");
  return amount->value;
}

/// A quantity of whole days: "17", and "17.00" as others may write it.
Result<std::int64_t> days_of(pugi::xml_node parent, std::string_view name) {
  SLUSS_TRY_ASSIGN(text, text_of(parent, name));
  const auto hundredths = parse_decimal_kronor(text);
  if (!hundredths || hundredths->value % 100 != 0) return refuse_field(name, "a whole number of days");
  if (std::string_view(field(parent, name).attribute("unitCode").value()) != "DAY")
    return refuse_field(name, "the unit DAY");
  return hundredths->value / 100;
}

Result<std::int64_t> week_price_of(pugi::xml_node line) {
  const auto price = group(line, "Price");
  SLUSS_TRY_ASSIGN(base, days_of(price, "BaseQuantity"));
  if (base != days_of_week_price) return refuse_field("BaseQuantity", "5 days, the price of a week");
  return ore_of(price, "PriceAmount");
}

Result<Value> read_line(pugi::xml_node from, const DocumentKind& kind) {
  auto line = Value::object();
  SLUSS_TRY_ASSIGN(id, text_of(from, "ID"));
  SLUSS_TRY_ASSIGN(days, days_of(from, local_name_of(kind.quantity)));
  SLUSS_TRY_ASSIGN(week_price, week_price_of(from));
  SLUSS_TRY_ASSIGN(amount, ore_of(from, "LineExtensionAmount"));
  line["id"] = id;
  if (const auto reference = group(from, "DocumentReference")) {
    SLUSS_TRY_ASSIGN(placement, text_of(reference, "ID"));
    line["placement"] = placement;
  }
  line["days"] = days;
  line["week_price_ore"] = week_price;
  line["amount_ore"] = amount;
  return line;
}

Result<Value> read_lines(pugi::xml_node root, const DocumentKind& kind) {
  Value::List lines;
  for (const auto node : root.children()) {
    if (!is(node, aggregate_namespace, local_name_of(kind.line))) continue;
    auto line = read_line(node, kind);
    if (!line) return refuse("line " + std::to_string(lines.size() + 1) + ": " + line.error().what);
    lines.push_back(std::move(*line));
  }
  if (lines.empty()) return refuse("there is no " + std::string(local_name_of(kind.line)));
  return Value(std::move(lines));
}

/// The invoice that a credit note credits.
Result<Value> read_credited(pugi::xml_node root) {
  const auto reference = group(group(root, "BillingReference"), "InvoiceDocumentReference");
  auto credited = Value::object();
  SLUSS_TRY_ASSIGN(number, text_of(reference, "ID"));
  credited["number"] = number;
  if (field(reference, "IssueDate")) {
    SLUSS_TRY_ASSIGN(issued, day_of(reference, "IssueDate"));
    credited["issued"] = issued;
  }
  return credited;
}

/// What an invoice has alone, and what a credit note has alone.
Result<void> read_own(pugi::xml_node root, const DocumentKind& kind, Value& body) {
  if (kind.credits) {
    SLUSS_TRY_ASSIGN(credited, read_credited(root));
    body["credits"] = credited;
  } else {
    SLUSS_TRY_ASSIGN(due, day_of(root, "DueDate"));
    body["due"] = due;
  }
  return {};
}

}  // namespace

Result<Value> read_document(std::string_view bytes) {
  if (!is_utf8(bytes)) return refuse("it is not valid UTF-8");
  pugi::xml_document document;
  const auto parsed =
      document.load_buffer(bytes.data(), bytes.size(),
                           pugi::parse_default | pugi::parse_declaration | pugi::parse_doctype, pugi::encoding_utf8);
  if (!parsed)
    return refuse("not well-formed XML at byte " + std::to_string(parsed.offset) + ": " + parsed.description());
  SLUSS_TRY_ASSIGN(root, root_of(document));
  SLUSS_TRY_ASSIGN(kind, read_kind(root));
  auto body = Value::object();
  SLUSS_TRY_ASSIGN(number, text_of(root, "ID"));
  SLUSS_TRY_ASSIGN(issued, day_of(root, "IssueDate"));
  SLUSS_TRY_ASSIGN(currency, text_of(root, "DocumentCurrencyCode"));
  SLUSS_TRY_ASSIGN(total, ore_of(group(root, "LegalMonetaryTotal"), "PayableAmount"));
  SLUSS_TRY_ASSIGN(lines, read_lines(root, kind));
  body["number"] = number;
  body["issued"] = issued;
  SLUSS_TRY(read_own(root, kind, body));
  body["currency"] = currency;
  body["total_ore"] = total;
  body["lines"] = lines;
  return body;
}

}  // namespace sluss::ubl

#include "foreign.h"

#include <new>

#include "base/day.h"
#include "base/text.h"
#include "xml.h"

namespace sluss::ubl {
namespace {

constexpr int deepest = 100;
constexpr int most_attributes = 100;

std::string_view prefix_of(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
}

std::string_view namespace_of(pugi::xml_node element) {
  const auto prefix = prefix_of(element.name());
  const auto declaration = prefix.empty() ? std::string("xmlns") : "xmlns:" + std::string(prefix);
  for (auto node = element; node; node = node.parent()) {
    if (const auto attribute = node.attribute(declaration.c_str())) return attribute.value();
  }
  return {};
}

pugi::xml_node child(pugi::xml_node parent, std::string_view space, std::string_view name) {
  return parent.find_child([&](pugi::xml_node node) { return is(node, space, name); });
}

/// Keeps the walk over names and namespaces short, whatever is sent to us.
class LimitWalker final : public pugi::xml_tree_walker {
 public:
  bool for_each(pugi::xml_node& node) override {
    int attributes = 0;
    for (auto attribute = node.first_attribute(); attribute; attribute = attribute.next_attribute()) ++attributes;
    return depth() < deepest && attributes <= most_attributes && node.type() != pugi::node_doctype;
  }
};

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

}  // namespace

std::string_view local_name_of(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool is(pugi::xml_node node, std::string_view space, std::string_view name) {
  return node.type() == pugi::node_element && local_name_of(node.name()) == name && namespace_of(node) == space;
}

pugi::xml_node group(pugi::xml_node parent, std::string_view name) { return child(parent, aggregate_namespace, name); }
pugi::xml_node field(pugi::xml_node parent, std::string_view name) { return child(parent, basic_namespace, name); }

tl::unexpected<Error> refuse(const std::string& what) { return fail(Fault::data, "UBL document: " + what); }

tl::unexpected<Error> refuse_field(std::string_view name, const char* expected) {
  return refuse("element " + std::string(name) + ": expected " + expected);
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

Result<pugi::xml_node> parse_foreign(pugi::xml_document& document, std::string_view bytes) {
  if (!is_utf8(bytes)) return refuse("it is not valid UTF-8");
  const auto parsed =
      document.load_buffer(bytes.data(), bytes.size(),
                           pugi::parse_default | pugi::parse_declaration | pugi::parse_doctype, pugi::encoding_utf8);
  if (parsed.status == pugi::status_out_of_memory) throw std::bad_alloc();
  if (!parsed)
    return refuse("not well-formed XML at byte " + std::to_string(parsed.offset) + ": " + parsed.description());
  return root_of(document);
}

}  // namespace sluss::ubl

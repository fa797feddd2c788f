#include "page.h"

#include <algorithm>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <memory>
#include <new>
#include <optional>

#include "base/encoding.h"
#include "base/markup.h"
#include "base/text.h"

namespace sluss::feed {
namespace {

constexpr std::string_view atom = "http://www.w3.org/2005/Atom";
constexpr std::string_view schema_instance = "http://www.w3.org/2001/XMLSchema-instance";

struct Free {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
  void operator()(xmlParserCtxt* parser) const { xmlFreeParserCtxt(parser); }
  void operator()(xmlChar* text) const { xmlFree(text); }
};

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

tl::unexpected<Error> refuse(const std::string& what) { return fail(Fault::data, what); }

bool is_element(const xmlNode* node) { return node->type == XML_ELEMENT_NODE; }

bool is_atom(const xmlNode* node, std::string_view name) {
  return is_element(node) && view(node->name) == name && node->ns != nullptr && view(node->ns->href) == atom;
}

/// The text right within an element, without blanks around it.
std::string text_of(const xmlNode* node) {
  std::string text;
  for (const auto* child = node->children; child != nullptr; child = child->next) {
    if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) text += view(child->content);
  }
  return std::string(trim(text));
}

std::string attribute_of(xmlNode* node, const char* name) {
  const std::unique_ptr<xmlChar, Free> value(xmlGetNoNsProp(node, reinterpret_cast<const xmlChar*>(name)));
  return std::string(trim(view(value.get())));
}

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\t': out += "&#9;"; break;
      case '\n': out += "&#10;"; break;
      case '\r': out += "&#13;"; break;
      default: out += c;
    }
  }
}

void append_attribute(std::string& out, std::string_view name, std::string_view value) {
  out.append(" ").append(name).append("=\"");
  append_escaped(out, value);
  out += '"';
}

/// What stands within an element: its elements, or its text where it has none.
void append_content(std::string& out, xmlNode* of);

void append_element(std::string& out, xmlNode* node) {
  out.append("<").append(view(node->name));
  std::vector<std::string_view> seen;
  for (auto* attribute = node->properties; attribute != nullptr; attribute = attribute->next) {
    const auto name = view(attribute->name);
    if (attribute->ns != nullptr && view(attribute->ns->href) == schema_instance) continue;
    // Two that differ in their namespace alone: the first stands.
    if (std::find(seen.begin(), seen.end(), name) != seen.end()) continue;
    seen.push_back(name);
    const std::unique_ptr<xmlChar, Free> value(
        xmlNodeListGetString(node->doc, attribute->children, 1));  // NOLINT: entities are the five of XML alone
    append_attribute(out, name, view(value.get()));
  }
  out += '>';
  append_content(out, node);
  out.append("</").append(view(node->name)).append(">");
}

void append_content(std::string& out, xmlNode* of) {
  bool has_elements = false;
  for (auto* child = of->children; child != nullptr; child = child->next) {
    if (!is_element(child)) continue;
    has_elements = true;
    append_element(out, child);
  }
  if (!has_elements) append_escaped(out, text_of(of));
}

std::string last_part(std::string_view term) {
  const auto at = term.find_last_of("/#:");
  return std::string(at == std::string_view::npos ? term : term.substr(at + 1));
}

xmlNode* first_element_in(xmlNode* node) {
  for (auto* child = node->children; child != nullptr; child = child->next) {
    if (is_element(child)) return child;
  }
  return nullptr;
}

/// "<entry" and its attributes.
std::string beginning_of(const Entry& entry) {
  std::string xml = "<entry";
  append_attribute(xml, "id", entry.id);
  append_attribute(xml, "updated", entry.updated);
  append_attribute(xml, "type", entry.type);
  append_attribute(xml, "term", entry.term);
  return xml;
}

Result<Entry> read_entry(xmlNode* node) {
  Entry entry;
  xmlNode* content = nullptr;
  for (auto* child = node->children; child != nullptr; child = child->next) {
    if (is_atom(child, "id")) entry.id = text_of(child);
    else if (is_atom(child, "updated")) entry.updated = text_of(child);
    else if (is_atom(child, "category") && entry.term.empty()) entry.term = attribute_of(child, "term");
    else if (is_atom(child, "content")) content = child;
  }
  const auto line = std::to_string(xmlGetLineNo(node));
  if (entry.id.empty()) return refuse("the entry at line " + line + " has no id, so nobody could tell where to go on");
  auto* payload = content == nullptr ? nullptr : first_element_in(content);
  entry.type = entry.term.empty() && payload != nullptr ? std::string(view(payload->name)) : last_part(entry.term);
  entry.xml = beginning_of(entry) + ">";
  if (payload != nullptr) append_content(entry.xml, payload);
  else if (content != nullptr) append_content(entry.xml, content);
  entry.xml += "</entry>\n";
  return entry;
}

void read_link(xmlNode* node, Page& page) {
  const auto relation = attribute_of(node, "rel");
  auto address = attribute_of(node, "href");
  if (relation == "self") page.self = std::move(address);
  else if (relation == "via") page.via = std::move(address);
  else if (relation == "prev-archive") page.prev = std::move(address);
  else if (relation == "next-archive") page.next = std::move(address);
}

void keep_silent(void* /*context*/, xmlErrorPtr /*error*/) {}

/// What lacks memory is not the page's fault, though the parser ends in the same way.
void throw_if_memory_lacked() {
  const auto* last = xmlGetLastError();
  if (last == nullptr || last->code != XML_ERR_NO_MEMORY) return;
  const bool is_huge_text =
      last->message != nullptr &&
      view(reinterpret_cast<const xmlChar*>(last->message)).find("huge text") != std::string_view::npos;
  if (!is_huge_text) throw std::bad_alloc();
}

Result<std::unique_ptr<xmlDoc, Free>> parsed(std::string_view bytes) {
  if (bytes.size() > 64U << 20U) return refuse("it is larger than 64 MiB");
  // The parser acts on a DOCTYPE as soon as it meets one, and goes down as deep as it is led.
  if (!is_utf8(bytes)) return refuse("it is not UTF-8");
  xml::Markup markup;
  SLUSS_TRY(markup.take(bytes));
  if (markup.is_open()) return refuse("it ends before its last element does");
  static const bool started = [] {
    xmlInitParser();
    return true;
  }();
  static_cast<void>(started);
  xmlResetLastError();
  const std::unique_ptr<xmlParserCtxt, Free> parser(xmlNewParserCtxt());
  if (parser == nullptr) throw std::bad_alloc();
  parser->sax->serror = keep_silent;  // libxml2's own texts quote the page
  constexpr int options = XML_PARSE_NONET | XML_PARSE_COMPACT | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
  std::unique_ptr<xmlDoc, Free> document(
      xmlCtxtReadMemory(parser.get(), bytes.data(), static_cast<int>(bytes.size()), nullptr, "UTF-8", options));
  // A prefix that is not declared is no fault of well-formedness: the parser goes on with names that mean nothing.
  if (document == nullptr || parser->nsWellFormed == 0 || xmlDocGetRootElement(document.get()) == nullptr) {
    throw_if_memory_lacked();
    return refuse("it is not well-formed XML");
  }
  return document;
}

}  // namespace

std::string without_content(const Entry& entry) { return beginning_of(entry) + " passed_over=\"yes\"></entry>\n"; }

Result<Page> read_page(std::string_view bytes) {
  SLUSS_TRY_ASSIGN(document, parsed(bytes));
  auto* root = xmlDocGetRootElement(document.get());
  if (!is_atom(root, "feed")) return refuse("it is no Atom feed");
  Page page;
  for (auto* child = root->children; child != nullptr; child = child->next) {
    if (is_atom(child, "link")) read_link(child, page);
    if (!is_atom(child, "entry")) continue;
    SLUSS_TRY_ASSIGN(entry, read_entry(child));
    page.entries.push_back(std::move(entry));
  }
  return page;
}

}  // namespace sluss::feed
